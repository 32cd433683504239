"""The tables of the old options: none is missing, by the tools' pages and by the installed tools' own help."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from scu import __version__, compat
from scu.cli import app
from scu.compat import pages
from scu.compat.table import Option, Tool
from tests.conftest import Tool as RunDCMTK
from tests.peers.old_tools import Row, called_by_link, here, linked, real, rows
from tests.peers.recording import recording_scp

DOCUMENT = Path(__file__).parents[1] / "docs" / "old-options.md"
TOOLS = {tool.name: tool for tool in compat.tools()}
DCMTK = [name for name in TOOLS if name != "gdcmscu"]
_HELP = re.compile(r"^ +(?P<short>[-+]\S+)? +(?P<long>--\S+)(?: +(?P<takes>.*))?$")


def described(name: str) -> list[Row]:
    """The rows of a page that are options, not words."""
    return [row for row in rows(name) if row.names]


@pytest.mark.parametrize(
    ("tool", "row"), [(name, row) for name in ("gdcmscu", "getscu") for row in described(name)], ids=str
)
def test_every_row_of_the_pages_is_in_the_tables(tool: str, row: Row) -> None:
    option = TOOLS[tool].option(row.names[-1])

    assert option is not None
    assert set(row.names) <= set(option.names.split())
    assert option.count == len(row.argument.split())
    assert not option.refused


def test_every_group_has_a_module_of_tests() -> None:
    """Each of those tests fails where a row of its groups has none."""
    told = {"general", "keys", "model", "ip", "ae"}
    wire = {"prefer", "propose", "network", "output"}
    assert {row.group for row in rows("getscu")} == told | wire | {"tls"}


@pytest.mark.parametrize("name", DCMTK)
def test_every_option_of_the_installed_help_is_in_the_tables(dcmtk: RunDCMTK, name: str) -> None:
    lines = real(name, "--help").stdout.decode().splitlines()
    found = [match for match in map(_HELP.match, lines) if match]
    assert len(found) > 30
    for match in found:
        option = TOOLS[name].option(match["long"])
        assert option is not None, match["long"]
        assert option.names.split() == [each for each in (match["short"], match["long"]) if each]
        takes = re.findall(r"\[\w\]", (match["takes"] or "").partition("(")[0])
        assert option.count == len(takes), match["long"]


def test_every_option_of_gdcmscus_help_is_in_the_table(gdcm: None) -> None:
    lines = real("gdcmscu", "--help").stdout.decode().splitlines()
    found = [match for match in map(_HELP.match, lines) if match]
    assert len(found) > 25
    for match in found:
        option = TOOLS["gdcmscu"].option(match["long"])
        assert option is not None, match["long"]
        assert match["short"] in (None, *option.names.split())


@pytest.mark.parametrize("tool", TOOLS.values(), ids=lambda tool: tool.name)
def test_what_a_row_says_is_an_option_of_ours(tool: Tool) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    verbs = [tool.verb] if tool.verb else ["echo", "store", "find", "move", "get"]
    known = {name for verb in verbs for param in group.commands[verb].params for name in param.opts}

    said = [option.ours for option in tool.options] + [*tool.defaults.values(), tool.always]

    assert {word for words in said for word in words.split() if word.startswith("--")} <= known


@pytest.mark.parametrize("tool", TOOLS.values(), ids=lambda tool: tool.name)
def test_every_row_says_what_becomes_of_it(tool: Tool) -> None:
    names = [name for option in tool.options for name in option.names.split()]
    assert len(names) == len(set(names))
    assert all(option.ours or option.note or option.refused for option in tool.options)


REFUSED = [(tool.name, option) for tool in TOOLS.values() for option in tool.options if option.refused]


@pytest.mark.parametrize(("tool", "option"), REFUSED, ids=lambda value: getattr(value, "long", value))
def test_what_is_not_taken_is_a_usage_error(tool: str, option: Option) -> None:
    done = here(tool, "127.0.0.1", "1", option.names.split()[0], *["1"] * option.count, status=2)

    assert done.stdout == ""
    assert f"scu does not take {option.long} of {tool}: " in done.stderr


def test_the_document_is_that_of_the_tables() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == pages.markdown(compat.tools()), (
        "write it anew: python -m scu.compat.pages > docs/old-options.md"
    )


@pytest.mark.parametrize("name", TOOLS)
def test_help_lists_every_option_and_ours(name: str) -> None:
    done = here(name, "--help")

    assert done.stderr == ""
    assert done.stdout.startswith(f"Usage: scu {name} ")
    for option in TOOLS[name].options:
        assert f"  {option.names}" in done.stdout
        assert option.described() in done.stdout


@pytest.mark.parametrize("name", TOOLS)
def test_version(name: str) -> None:
    done = here(name, "--version")

    assert (done.stdout, done.stderr) == (f"scu {__version__}\n", "")


@pytest.mark.parametrize("name", TOOLS)
def test_called_by_a_link_it_is_that_tool(tmp_path: Path, name: str) -> None:
    program = linked(name, tmp_path)

    shown = called_by_link(program, "--help")

    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith(f"Usage: scu {name} ")


def test_called_by_a_link_it_does_the_work(tmp_path: Path) -> None:
    with recording_scp() as recorder:
        done = called_by_link(linked("echoscu", tmp_path), "127.0.0.1", recorder.port)

    assert done.returncode == 0, done.stderr
    assert recorder.echoes == 1
    assert recorder.requests[0].calling_ae_title == "ECHOSCU"


DCMTK_QUERY = "--no-auto-keys --no-check"
TRANSLATED = {
    "getscu -k 0010,0020=PAT002 pacs 5678 patqry.dcm": "get --hostname pacs --port 5678 --aetitle GETSCU --patientroot"
    " --file-names dcmtk --call ANY-SCP --max-pdu 16384 --prefer-uncompr --key 0010,0020=PAT002"
    f" {DCMTK_QUERY} --no-find patqry.dcm",
    "getscu -S -P +xe -aet ME -aec 'OUR PACS' -pdu 65536 +xs -k 8,52=A -k '10,10=O B' pacs 104": "get --hostname pacs"
    " --port 104 --file-names dcmtk --key 8,52=A --key '10,10=O B' --patientroot --aetitle ME --call 'OUR PACS'"
    f" --prefer-lossless --max-pdu 65536 {DCMTK_QUERY} --no-find",
    "findscu -S -X -od . -Xlo 9 pacs 104 q": "find --hostname pacs --port 104 --aetitle FINDSCU --call ANY-SCP"
    f" --max-pdu 16384 --studyroot --limit 9 {DCMTK_QUERY} --extract . q",
    "findscu pacs 104 -k 10,10=Jérôme": "find --hostname pacs --port 104 --aetitle FINDSCU --worklist --call ANY-SCP"
    f" --max-pdu 16384 --key 10,10=Jérôme {DCMTK_QUERY} --charset 'ISO_IR 192'",
    "movescu +P 11112 --no-port -aet ME pacs 104 @@q": "move --hostname pacs --port 104 --patientroot --call ANY-SCP"
    f" --max-pdu 16384 --prefer-uncompr --aetitle ME {DCMTK_QUERY} --file-names dcmtk --move ME @@q",
    "movescu +P 11112 -aem ME pacs 104 q": "move --hostname pacs --port 104 --aetitle MOVESCU --patientroot"
    " --call ANY-SCP --max-pdu 16384 --prefer-uncompr --move ME --port-scp 11112"
    f" {DCMTK_QUERY} --file-names dcmtk q",
    "storescu -nh pacs 104 1 -2": "store --hostname pacs --port 104 --aetitle STORESCU --call ANY-SCP"
    " --max-pdu 16384 --transcode uncompressed ./1 ./-2",
    "storescu +rn +IR 9 +sd +sp *.dcm pacs 104 .": "store --hostname pacs --port 104 --aetitle STORESCU --halt"
    " --call ANY-SCP --max-pdu 16384 --pattern '*.dcm' --rename --invent-series-after 9"
    " --transcode uncompressed --invent patient .",
    "dcmsend +dls -dn +dly +crf r.json pacs 104 a": "store --hostname pacs --port 104 --aetitle DCMSEND --halt"
    " --call ANY-SCP --max-pdu 16384 --transcode auto --allow-lossy --report r.json a",
    "dcmsend pacs 104 a": "store --hostname pacs --port 104 --aetitle DCMSEND --halt --call ANY-SCP --max-pdu 16384 a",
    "echoscu -ts 0 pacs 104": "echo --hostname pacs --port 104 --aetitle ECHOSCU --call ANY-SCP --max-pdu 16384"
    " --dimse-timeout 86400",
    "echoscu +cc": "echo --list-ciphers",
    "gdcmscu pacs": "echo --hostname pacs --port 104 --aetitle GDCMSCU --call ANY-SCP",
    "gdcmscu -VEH pacs --ec -p 11112": "echo --hostname pacs --port 11112 --aetitle GDCMSCU --call ANY-SCP"
    " --log-level info",
    "gdcmscu --store pacs -- --odd 12 name": "store --hostname pacs --port 104 --transcode never --aetitle GDCMSCU"
    " --call ANY-SCP ./--odd ./12 name",
    "gdcmscu --find --studyroot --image --key=8,18=1.2 pacs 11112": "find --hostname pacs --port 11112 --no-auto-keys"
    " --charset 'ISO_IR 192' -k 20,d -k 20,e --aetitle GDCMSCU --call ANY-SCP --studyroot -k 8,52=IMAGE --key 8,18=1.2",
    "gdcmscu --queryhelp --patientroot": "find --queryhelp --patientroot",
}


@pytest.mark.parametrize(("old", "ours"), TRANSLATED.items(), ids=list(TRANSLATED))
def test_translate_says_it_in_our_words(monkeypatch: pytest.MonkeyPatch, old: str, ours: str) -> None:
    monkeypatch.setattr("locale.getencoding", lambda: "UTF-8")

    tool, *rest = shlex.split(old)

    shown = here(tool, "--translate", *rest).stdout

    assert shlex.split(shown) == shlex.split(f"scu {ours}")
