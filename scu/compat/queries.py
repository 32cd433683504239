"""The tables of DCMTK's findscu, movescu and getscu, as 3.6.7 has them; getscu's with what 3.6.9 added."""

from __future__ import annotations

from scu.compat import shared
from scu.compat.shared import as_it_is, unavailable
from scu.compat.table import Option, Tool, same

_USAGE = "[options] peer port [dcmfile-in...]"
# DCMTK sends the keys that it is given and no others, whatever the model says of them.
_AS_TYPED = "--no-auto-keys --no-check"
_DEFAULTS = {"--call": "--call ANY-SCP", "--max-pdu": "--max-pdu 16384"}
_UNCOMPRESSED = {"prefer": "--prefer-uncompr"}
_WRITTEN_AS_IT_COMES = "objects are written as they come"

_KEEPING = (
    *shared.FOLDER,
    same("-B --normal", choice="storage"),
    same("+B --bit-preserving", choice="storage"),
    same("--ignore"),
)
_PREFIXED = "--file-names dcmtk"
# In bit-preserving mode getscu names the files by their UID alone, and movescu does not.
_KEEPING_OF_GETSCU = (
    *shared.FOLDER,
    Option("-B --normal", ours=f"--normal {_PREFIXED}", choice="storage"),
    Option("+B --bit-preserving", ours="--bit-preserving --file-names plain", choice="storage"),
    same("--ignore"),
)
_KEEPING_CONFLICTS = (
    ("--ignore", "--normal"),
    ("--ignore", "--bit-preserving"),
    ("--ignore", "--output-directory"),
)

_EXTRACTING = (
    Option("-od --output-directory", "DIR", note="the DIR of --extract; must exist"),
    Option("-X --extract", note="--extract DIR, the current folder where no other is said", choice="extract"),
    Option(
        "-Xx --extract-xml",
        ours="--extract-xml",
        note="with --extract DIR; in the Native DICOM Model of PS3.19, not in DCMTK's own XML",
        choice="extract",
    ),
    *unavailable(
        "matches are not written to one file; `scu find --format json` shows them all", "-Xs --extract-xml-single FILE"
    ),
    Option("-Xlo --limit-output", "N", ours="--limit", note="no more are shown or asked for either"),
)

GETSCU = Tool(
    name="getscu",
    verb="get",
    usage=_USAGE,
    options=(
        *shared.GENERAL,
        *shared.VERBOSE_PC,
        *shared.KEYS,
        *shared.MODELS,
        *shared.IP_VERSIONS,
        *shared.AE_TITLES,
        *shared.PREFERRED,
        *shared.PROPOSED,
        *shared.TIMEOUT,
        *shared.TIMEOUTS,
        *shared.MAX_PDU,
        *shared.REPEAT_AND_ABORT,
        *shared.TLS,
        *_KEEPING_OF_GETSCU,
    ),
    defaults={
        "--aetitle": "--aetitle GETSCU",
        "model": "--patientroot",
        "storage": _PREFIXED,
        **_DEFAULTS,
        **_UNCOMPRESSED,
    },
    always=f"{_AS_TYPED} --no-find",
    together=(*shared.LOG_CONFLICTS, *_KEEPING_CONFLICTS),
)

FINDSCU = Tool(
    name="findscu",
    verb="find",
    usage=_USAGE,
    options=(
        *shared.GENERAL,
        *shared.KEYS,
        Option("-W --worklist", ours="--worklist", choice="model"),
        *shared.MODELS,
        *shared.IP_VERSIONS,
        *shared.AE_TITLES,
        *as_it_is("scu sends every VR as it is", "+u --enable-new-vr"),
        *unavailable("scu sends every VR as it is", "-u --disable-new-vr"),
        *shared.PROPOSED,
        *unavailable("scu has no compression levels", "+cl --compression-level LEVEL"),
        *shared.TIMEOUT,
        *shared.SOCKET_TIMEOUT,
        *shared.TIMEOUTS,
        *shared.MAX_PDU,
        *shared.REPEAT_AND_ABORT,
        same("--cancel", "N"),
        *shared.TLS,
        *_EXTRACTING,
        *unavailable("scu shows what the server says", "+dc --enable-correction"),
        *as_it_is("scu shows what the server says", "-dc --disable-correction"),
        *as_it_is("matches are what find shows, on standard output", "+sr --show-responses"),
        *unavailable("matches are what find shows", "-sr --hide-responses"),
    ),
    defaults={"--aetitle": "--aetitle FINDSCU", "model": "--worklist", **_DEFAULTS},
    always=_AS_TYPED,
    together=shared.LOG_CONFLICTS,
)

MOVESCU = Tool(
    name="movescu",
    verb="move",
    usage=_USAGE,
    options=(
        *shared.GENERAL,
        *shared.KEYS,
        *shared.MODELS,
        *shared.IP_VERSIONS,
        *shared.AE_TITLES,
        same("-aem --move", "AET", note="our own AE title, where it is left out"),
        *shared.PREFERRED,
        Option("+xa --accept-all", note="scu's own default: every transfer syntax is accepted", choice="prefer"),
        *shared.PROPOSED,
        *as_it_is("nobody is turned away", "-ac --access-full"),
        *unavailable("scu has no TCP wrapper; --accept-from says who may connect", "+ac --access-control"),
        Option("--no-port", note="the objects go to a third party", choice="port"),
        Option("+P --port", "N", ours="--port-scp", choice="port"),
        *as_it_is("a response has a data set if it says so", "-pi --pending-ignore", "-pr --pending-read"),
        *shared.TIMEOUT,
        *shared.TIMEOUTS,
        *shared.MAX_PDU,
        *as_it_is("no names are looked up for addresses", "-dhl --disable-host-lookup"),
        *shared.REPEAT_AND_ABORT,
        *unavailable("`scu move` sends C-CANCEL on Ctrl-C only", "--cancel N"),
        *as_it_is("padded UIDs are read as they are meant", "-up --uid-padding"),
        *shared.TLS,
        *_KEEPING,
        *as_it_is(
            _WRITTEN_AS_IT_COMES,
            "+F --write-file",
            "+t= --write-xfer-same",
            "+u --enable-new-vr",
            "+g= --group-length-recalc",
            "+e --length-explicit",
            "-p --padding-off",
        ),
        *unavailable(
            _WRITTEN_AS_IT_COMES,
            "-F --write-dataset",
            "+te --write-xfer-little",
            "+tb --write-xfer-big",
            "+ti --write-xfer-implicit",
            "+td --write-xfer-deflated",
            "-u --disable-new-vr",
            "+g --group-length-create",
            "-g --group-length-remove",
            "-e --length-undefined",
            "+p --padding-create FILE-PAD ITEM-PAD",
            "+cl --compression-level LEVEL",
        ),
    ),
    defaults={"--aetitle": "--aetitle MOVESCU", "model": "--patientroot", **_DEFAULTS, **_UNCOMPRESSED},
    always=f"{_AS_TYPED} {_PREFIXED}",
    together=(*shared.LOG_CONFLICTS, *_KEEPING_CONFLICTS),
)
