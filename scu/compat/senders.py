"""The tables of DCMTK's echoscu, storescu and dcmsend, as 3.6.7 has them."""

from __future__ import annotations

from scu.compat import shared
from scu.compat.shared import as_it_is, unavailable
from scu.compat.table import Option, Tool, same

_DEFAULTS = {"--call": "--call ANY-SCP", "--max-pdu": "--max-pdu 16384"}
_AS_IT_IS = "a file is sent as it is, in its own transfer syntax"
_NOT_CONVERTED = "files in other transfer syntaxes are not sent, for none is converted"
_CONTEXTS = "just the presentation contexts that the files need are proposed"

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
    Option("+sp --scan-pattern", "PATTERN", note="the matching files are named one by one"),
    Option("-r --no-recurse", note="the default", choice="recurse"),
    Option("+r --recurse", ours="--recursive", choice="recurse"),
)
_SCANNING_NEEDS = (("--scan-pattern", "--scan-directories"), ("--recurse", "--scan-directories"))
_NO_HALT = (Option("-nh --no-halt", note="without it: --halt", choice="halt"),)
_NO_META = unavailable("a file without file meta information does not say what it is", "-f --read-dataset")

_PROPOSED = tuple(
    same(names, note=_NOT_CONVERTED, choice="propose")
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
        *as_it_is("DICOM files are read", "+f --read-file", "+fo --read-file-only"),
        *_NO_META,
        *_SCANNING,
        *as_it_is("the default", "-rn --no-rename"),
        *unavailable("scu renames no files; its answer tells of each, --format json too", "+rn --rename"),
        *shared.IP_VERSIONS,
        *shared.AE_TITLES,
        *unavailable(_CONTEXTS, "-xf --config-file FILE PROFILE"),
        *_PROPOSED,
        *as_it_is(_CONTEXTS, "-R --required"),
        *unavailable(_CONTEXTS, "+C --combine"),
        *as_it_is(_AS_IT_IS, "+u --enable-new-vr"),
        *unavailable(_AS_IT_IS, "-u --disable-new-vr", "+cl --compression-level LEVEL"),
        *shared.IDENTITY,
        *shared.TIMEOUT,
        *shared.SOCKET_TIMEOUT,
        *shared.TIMEOUTS,
        *shared.MAX_PDU,
        *unavailable("PDUs are as long as the server takes them", "--max-send-pdu BYTES"),
        *shared.REPEAT_AND_ABORT,
        *_NO_HALT,
        *as_it_is("padded UIDs are read as they are meant", "-up --uid-padding"),
        *unavailable(
            _AS_IT_IS,
            "+II --invent-instance",
            "+IR --invent-series N",
            "+IS --invent-study N",
            "+IP --invent-patient N",
        ),
        *shared.TLS,
    ),
    defaults={"--aetitle": "--aetitle STORESCU", "halt": "--halt", **_DEFAULTS},
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
        *unavailable("scu decompresses nothing", "--list-decoders"),
        *shared.VERBOSE_PC,
        *as_it_is("DICOM files are read", "+f --read-file", "+fo --read-file-only"),
        *_NO_META,
        *unavailable("a DICOMDIR is not read; name its folder, with --scan-directories", "+rd --read-from-dicomdir"),
        *_SCANNING,
        *as_it_is(_AS_IT_IS, "-dn --decompress-never"),
        *unavailable(
            _AS_IT_IS,
            "+dls --decompress-lossless",
            "+dly --decompress-lossy",
            "+cl --compression-level LEVEL",
        ),
        *_NO_HALT,
        *unavailable(_CONTEXTS, "-nip --no-illegal-proposal"),
        *unavailable("UIDs are checked: with a wrong one nobody finds the object again", "-nuc --no-uid-checks"),
        *shared.IP_VERSIONS,
        *shared.AE_TITLES,
        *as_it_is("the default", "+ma --multi-associations"),
        *unavailable("as many associations are made as the contexts need", "-ma --single-association"),
        *shared.TIMEOUT,
        *shared.TIMEOUTS,
        *shared.MAX_PDU,
        *unavailable("PDUs are as long as the server takes them", "--max-send-pdu BYTES"),
        *shared.TLS,
        *unavailable("`scu store --format json` tells of each file", "+crf --create-report-file FILE"),
    ),
    defaults={"--aetitle": "--aetitle DCMSEND", "halt": "--halt", **_DEFAULTS},
    together=shared.LOG_CONFLICTS,
    needs=_SCANNING_NEEDS,
    words=(3, None),
)
