"""gdcmscu's command line, as GDCM 3.0.21 has it, read as getopt reads it, and said in our words."""

from __future__ import annotations

import getopt
import logging
from collections.abc import Sequence
from typing import Final

from scu import aetitle
from scu.compat.table import OUR_OWN, Option, Tool, Typed, as_file, same
from scu.errors import UsageError

log = logging.getLogger(__name__)

MODES: Final = ("--echo", "--store", "--find", "--move", "--get")
_QUERIES: Final = ("find", "move", "get")
# Which options say something, beside those that every mode has.
_STORING: Final = ("--input", "--recursive")
_ASKING: Final = (
    *("--patientroot", "--studyroot", "--worklist", "--key", "--store-query"),
    *("--patient", "--study", "--series", "--image"),
)
_MEANT: Final[dict[str, tuple[str, ...]]] = {
    "echo": (),
    "store": _STORING,
    "find": _ASKING,
    "move": (*_ASKING, "--output", "--port-scp"),
    "get": (*_ASKING, "--output"),
}
# What makes our verb behave as the mode does: nothing is asked or transcoded unasked.
_ALWAYS: Final = {"store": "--transcode never", "get": "--no-find"}
_OF_SOME_MODES: Final = {name for names in _MEANT.values() for name in names}

# Of several levels the first of these counts.
_LEVELS: Final = ("--image", "--series", "--patient", "--study")
_LOG_LEVELS: Final = ("--debug", "--verbose", "--warning", "--error")
_UNIQUE_KEYS: Final = {"PATIENT": "10,20", "STUDY": "20,d", "SERIES": "20,e", "IMAGE": "8,18"}

GDCMSCU = Tool(
    name="gdcmscu",
    verb="",
    usage="[options] HOSTNAME [PORT] [FILE...]",
    options=(
        same("-H --hostname", "HOST"),
        same("-p --port", "N", note="104, where none is given"),
        same("--aetitle", "AET"),
        same("--call", "AET"),
        *(Option(f"--{verb}", note=f"scu {verb} {_ALWAYS.get(verb, '')}".strip()) for verb in _MEANT),
        same("-i --input", "FILE", often=True),
        same("-r --recursive"),
        same("--store-query", "FILE"),
        same("--worklist", note="alone, or with --find: scu find --worklist"),
        same("--patientroot"),
        same("--studyroot"),
        *(Option(level, ours=f"-k 8,52={level.removeprefix('--').upper()}") for level in _LEVELS),
        same("-k --key", "KEY", often=True),
        same("-o --output", "DIR"),
        same("--port-scp", "N"),
        same("--root-uid", "UID"),
        Option("-E --error", ours="--log-level error"),
        Option("-W --warning", ours="--log-level warn"),
        Option("-V --verbose", ours="--log-level info"),
        Option("-D --debug", ours="--log-level debug"),
        same("-L --log-file", "FILE"),
        Option("-h --help", note="shows these options and ours", stops=True),
        Option("-v --version", note="shows scu's version", stops=True),
        Option("--queryhelp", note="scu find --queryhelp", stops=True),
        *OUR_OWN,
    ),
    defaults={"--aetitle": "--aetitle GDCMSCU", "--call": "--call ANY-SCP"},
    together=(
        *((one, other) for at, one in enumerate(MODES) for other in MODES[at + 1 :]),
        *((mode, "--worklist") for mode in MODES if mode != "--find"),
        ("--patientroot", "--studyroot"),
        ("--patientroot", "--worklist"),
        ("--studyroot", "--worklist"),
        ("--patient", "--studyroot"),
    ),
    needs=(("--move", "--port-scp"),),
)


def read(arguments: Sequence[str]) -> Typed:
    """Return what was typed: clusters of letters, abbreviations and `--option=value` are read too.

    Raises:
        UsageError: an option is unknown or ambiguous, or lacks a value.
    """
    short, long = "", []
    for option in GDCMSCU.options:
        for name in option.names.split():
            if name.startswith("--"):
                long.append(name.removeprefix("--") + "=" * option.count)
            else:
                short += name[1:] + ":" * option.count
    try:
        found, words = getopt.gnu_getopt(list(arguments), short, long)
    except getopt.GetoptError as error:
        if "not recognized" in error.msg:
            raise GDCMSCU.unknown(f"-{error.opt}" if len(error.opt) == 1 else f"--{error.opt}") from None
        raise UsageError(f"gdcmscu: {error.msg}", remedy="`scu gdcmscu --help` lists what there is") from None
    typed = Typed(GDCMSCU, words=words)
    for name, value in found:
        row = GDCMSCU.option(name)
        assert row is not None
        typed.options.append((row, (value,) if row.count else ()))
    return typed


def translate(typed: Typed) -> list[str]:
    """Return the request as a command line of ours, without `scu`.

    Raises:
        UsageError: something is missing, one too many, or contradicts another; or a key cannot be read.
    """
    if "--queryhelp" in typed:
        models = [name for name in ("--patientroot", "--studyroot", "--worklist") if name in typed]
        return ["find", "--queryhelp", *models[:1]]
    typed.check()
    verb = _verb(typed)
    _leave_out(typed, verb)
    host, port, files = _words(typed, verb)
    words = [verb, "--hostname", host, "--port", port, *_ALWAYS.get(verb, "").split()]
    if verb in _QUERIES:
        words += _for_query(typed, verb)
    return [*words, *typed.translated(), *map(as_file, files)]


def _verb(typed: Typed) -> str:
    mode = next((mode.removeprefix("--") for mode in MODES if mode in typed), None)
    return mode or ("find" if "--worklist" in typed else "echo")


def _leave_out(typed: Typed, verb: str) -> None:
    """Drop what counts for nothing: options of other modes, and all but one level and one log level."""
    of_others = _OF_SOME_MODES.difference(_MEANT[verb])
    for option, _ in typed.options:
        if option.long in of_others:
            log.warning("%s says nothing to --%s, and is left out", option.long, verb)
    typed.drop(*of_others)
    for order in (_LEVELS, _LOG_LEVELS):
        _, *rest = [name for name in order if name in typed] or [""]
        typed.drop(*rest)


def _words(typed: Typed, verb: str) -> tuple[str, str, list[str]]:
    """The host, the port, and the files; the port may be missing."""
    words = list(typed.words)
    host = typed.last("--hostname") or (words.pop(0) if words else "")
    if not host:
        raise UsageError("gdcmscu needs a host", remedy=f"gdcmscu {GDCMSCU.usage}; `scu gdcmscu --help` tells more")
    port = words.pop(0) if words and words[0].isdigit() else str(aetitle.PORT)
    port = str(aetitle.parse_port(typed.last("--port", port)))
    typed.drop("--hostname", "--port")
    if words and verb != "store":
        raise UsageError(f"{words[0]!r} is one word too many", cause=f"files are for --store, not for --{verb}")
    return host, port, words


def _for_query(typed: Typed, verb: str) -> list[str]:
    """The keys that gdcmscu adds by itself: character set, level, and the unique keys of the levels above."""
    from scu import charset, keys

    parsed = keys.parse_all(typed.all("--key"))
    words = ["--no-auto-keys", "--charset", charset.for_query(None, [key.value for key in parsed])]
    if "--worklist" not in typed:
        words += _level_keys(typed)
    if verb == "find":
        return words
    for key in parsed:
        if set(key.value) & set("*?"):
            raise UsageError(
                f"--{verb} matches no wildcards, and {key.label} has one",
                remedy="find the unique keys first, with --find",
            )
    # Without any value it would ask for everything that the server has: that is checked.
    return [*words, "--no-check"] if any(key.value for key in parsed) else words


def _level_keys(typed: Typed) -> list[str]:
    if "--patientroot" not in typed and "--studyroot" not in typed:
        raise UsageError("gdcmscu needs --patientroot or --studyroot", cause="a query is in one of the two models")
    given = [name.removeprefix("--").upper() for name in _LEVELS if name in typed]
    level = given[0] if given else "STUDY"
    root = "PATIENT" if "--patientroot" in typed else "STUDY"
    levels = list(_UNIQUE_KEYS)
    words = [word for each in levels[levels.index(root) : levels.index(level)] for word in ("-k", _UNIQUE_KEYS[each])]
    return words if given else [*words, "-k", f"8,52={level}"]
