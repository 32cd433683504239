"""The tables of DCMTK's echoscu, storescu and dcmsend, as 3.6.7 has them."""

from __future__ import annotations

from scu.compat import shared
from scu.compat.shared import as_it_is, unavailable
from scu.compat.table import Option, Tool, same
from scu.errors import UsageError

_DEFAULTS = {"--call": "--call ANY-SCP", "--max-pdu": "--max-pdu 16384"}
_OTHERS = "uncompressed files in other transfer syntaxes are converted, compressed ones not sent"
_NO_LEVELS = "scu has no compression levels"
_EVERY_VR = "scu sends every VR as it is"
_CONTEXTS = "just the presentation contexts that the files need are proposed"
_DECODERS = "the extra codecs has the decoders; a file that none of them can read is named, and not sent"

ECHOSCU = Tool(
    name="echoscu",
    verb="echo",
    usage="[options] peer port",
    options=(
        *shared.GENERAL,
        *shared.IP_VERSIONS,
        *shared.AE_TITLES,
        *unavailable("scu proposes verification and no more", "-pts --propose-ts N", "-ppc --propose-pc N"),
        *shared.TIMEOUT,
        *shared.SOCKET_TIMEOUT,
        *shared.TIMEOUTS,
        *shared.MAX_PDU,
        *shared.REPEAT_AND_ABORT,
        *shared.TLS,
        *unavailable(
            "scu checks no certificates by themselves; `openssl verify` does",
            "+vc --verify-cert FILE",
            "+rc --is-root-cert FILE",
        ),
    ),
    defaults={"--aetitle": "--aetitle ECHOSCU", **_DEFAULTS},
    together=shared.LOG_CONFLICTS,
    words=(2, 2),
)

_SCANNING = (
    Option("+sd --scan-directories", note="folders are left out without it, with a note"),
    Option("+sp --scan-pattern", "PATTERN", ours="--pattern"),
    Option("-r --no-recurse", note="the default", choice="recurse"),
    Option("+r --recurse", ours="--recursive", choice="recurse"),
)
_SCANNING_NEEDS = (("--scan-pattern", "--scan-directories"), ("--recurse", "--scan-directories"))
_NO_HALT = (Option("-nh --no-halt", note="without it: --halt", choice="halt"),)
_FORMATS = as_it_is(
    "DICOM files are read, and data sets without file meta information",
    "+f --read-file",
    "+fo --read-file-only",
    "-f --read-dataset",
)


def _report(file: str) -> str:
    if not file.lower().endswith((".json", ".csv")):
        raise UsageError(
            f"--create-report-file of dcmsend takes a name that ends with .json or .csv here, not {file!r}",
            cause="scu writes its report as JSON or CSV, by that ending, and not as dcmsend's text",
            remedy=f"say for example {file.removesuffix('.txt')}.csv",
        )
    return file


_INVENTING = (
    Option("+II --invent-instance", note="--invent patient: patients, studies and series too, as in storescu"),
    *(
        Option(names, "N", ours=f"{names.split()[1]}-after", note="with --invent patient")
        for names in ("+IR --invent-series", "+IS --invent-study", "+IP --invent-patient")
    ),
)
_DECOMPRESSING = (
    Option(
        "-dn --decompress-never",
        ours="--transcode uncompressed",
        choice="decompress",
    ),
    Option("+dls --decompress-lossless", ours="--transcode auto", choice="decompress"),
    Option("+dly --decompress-lossy", ours="--transcode auto --allow-lossy", choice="decompress"),
)

_PROPOSED = tuple(
    same(names, note=_OTHERS, choice="propose")
    for names in (
        "-x= --propose-uncompr",
        "-xe --propose-little",
        "-xb --propose-big",
        "-xi --propose-implicit",
        "-xs --propose-lossless",
        "-xy --propose-jpeg8",
        "-xx --propose-jpeg12",
        "-xv --propose-j2k-lossless",
        "-xw --propose-j2k-lossy",
        "-xt --propose-jls-lossless",
        "-xu --propose-jls-lossy",
        "-xm --propose-mpeg2",
        "-xh --propose-mpeg2-high",
        "-xn --propose-mpeg4",
        "-xl --propose-mpeg4-bd",
        "-x2 --propose-mpeg4-2-2d",
        "-x3 --propose-mpeg4-2-3d",
        "-xo --propose-mpeg4-2-st",
        "-x4 --propose-hevc",
        "-x5 --propose-hevc10",
        "-xr --propose-rle",
        "-xd --propose-deflated",
    )
)

STORESCU = Tool(
    name="storescu",
    verb="store",
    usage="[options] peer port dcmfile-in...",
    options=(
        *shared.GENERAL,
        *shared.VERBOSE_PC,
        *_FORMATS,
        *_SCANNING,
        Option("-rn --no-rename", note="the default", choice="rename"),
        same("+rn --rename", choice="rename"),
        *shared.IP_VERSIONS,
        *shared.AE_TITLES,
        *unavailable(_CONTEXTS, "-xf --config-file FILE PROFILE"),
        *_PROPOSED,
        *as_it_is(_CONTEXTS, "-R --required"),
        *unavailable("a presentation context is proposed for each transfer syntax", "+C --combine"),
        *as_it_is(_EVERY_VR, "+u --enable-new-vr"),
        *unavailable(_EVERY_VR, "-u --disable-new-vr"),
        *unavailable(_NO_LEVELS, "+cl --compression-level LEVEL"),
        *shared.IDENTITY,
        *shared.TIMEOUT,
        *shared.SOCKET_TIMEOUT,
        *shared.TIMEOUTS,
        *shared.MAX_PDU,
        *unavailable("PDUs are as long as the server takes them", "--max-send-pdu BYTES"),
        *shared.REPEAT_AND_ABORT,
        *_NO_HALT,
        *as_it_is("padded UIDs are read as they are meant", "-up --uid-padding"),
        *_INVENTING,
        *shared.TLS,
    ),
    defaults={"--aetitle": "--aetitle STORESCU", "halt": "--halt", **_DEFAULTS},
    always="--transcode uncompressed",
    together=shared.LOG_CONFLICTS,
    needs=_SCANNING_NEEDS,
    words=(3, None),
)

DCMSEND = Tool(
    name="dcmsend",
    verb="store",
    usage="[options] peer port dcmfile-in...",
    options=(
        *shared.GENERAL,
        *unavailable(_DECODERS, "--list-decoders"),
        *shared.VERBOSE_PC,
        *_FORMATS,
        *as_it_is("of a DICOMDIR that is named the files are sent that it lists", "+rd --read-from-dicomdir"),
        *_SCANNING,
        *_DECOMPRESSING,
        *unavailable(_NO_LEVELS, "+cl --compression-level LEVEL"),
        *_NO_HALT,
        *as_it_is(
            "implicit VR little endian is proposed for every SOP class, but with --decompress-never not for compressed "
            "files",
            "-nip --no-illegal-proposal",
        ),
        *as_it_is(
            "UIDs of digits and dots go out as they are; a file with other ones is named, and not sent",
            "-nuc --no-uid-checks",
        ),
        *shared.IP_VERSIONS,
        *shared.AE_TITLES,
        *as_it_is(
            "one association, and further ones where the files need more than 128 presentation contexts",
            "+ma --multi-associations",
            "-ma --single-association",
        ),
        *shared.TIMEOUT,
        *shared.TIMEOUTS,
        *shared.MAX_PDU,
        *unavailable("PDUs are as long as the server takes them", "--max-send-pdu BYTES"),
        *shared.TLS,
        Option(
            "+crf --create-report-file",
            "FILE",
            ours="--report",
            note="its name ends with .json or .csv",
            convert=_report,
        ),
    ),
    defaults={"--aetitle": "--aetitle DCMSEND", "halt": "--halt", **_DEFAULTS},
    together=shared.LOG_CONFLICTS,
    needs=_SCANNING_NEEDS,
    words=(3, None),
)
