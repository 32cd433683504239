"""Rows that DCMTK's tools share, as their `--help` has them (3.6.7), and those that later versions added."""

from __future__ import annotations

from scu.compat.table import OUR_OWN, Option, same

A_DAY = "86400"


def _lower(text: str) -> str:
    return text.lower()


def _socket_timeout(seconds: str) -> str:
    return A_DAY if seconds == "0" else seconds


GENERAL = (
    Option("-h --help", note="shows the tool's options and ours", stops=True),
    Option("--version", note="shows scu's version", stops=True),
    *OUR_OWN,
    same("-q --quiet", choice="verbosity"),
    same("-v --verbose", choice="verbosity"),
    same("-d --debug", choice="verbosity"),
    same("-ll --log-level", "LEVEL", convert=_lower),
    same("-lc --log-config", "FILE"),
)
VERBOSE_PC = (same("+v --verbose-pc"),)

QUIETING = ("--quiet", "--verbose", "--debug")
LOG_CONFLICTS = (
    *(("--log-level", option) for option in QUIETING),
    *(("--log-config", option) for option in (*QUIETING, "--log-level")),
)

AE_TITLES = (same("-aet --aetitle", "AET"), same("-aec --call", "AET"))

KEYS = (same("-k --key", "KEY", often=True),)

MODELS = (
    Option("-P --patient", ours="--patientroot", choice="model"),
    Option("-S --study", ours="--studyroot", choice="model"),
    Option("-O --psonly", ours="--psonly", choice="model"),
)

IP_VERSIONS = (
    same("-i4 --ipv4", choice="ip"),
    same("-i6 --ipv6", choice="ip"),
    same("-i0 --ip-auto", choice="ip"),
)

PREFERRED = (
    same("+x= --prefer-uncompr", choice="prefer"),
    same("+xe --prefer-little", choice="prefer"),
    same("+xb --prefer-big", choice="prefer"),
    same("+xs --prefer-lossless", choice="prefer"),
    same("+xy --prefer-jpeg8", choice="prefer"),
    same("+xx --prefer-jpeg12", choice="prefer"),
    same("+xv --prefer-j2k-lossless", choice="prefer"),
    same("+xw --prefer-j2k-lossy", choice="prefer"),
    same("+xt --prefer-jls-lossless", choice="prefer"),
    same("+xu --prefer-jls-lossy", choice="prefer"),
    same("+xm --prefer-mpeg2", choice="prefer"),
    same("+xh --prefer-mpeg2-high", choice="prefer"),
    same("+xn --prefer-mpeg4", choice="prefer"),
    same("+xl --prefer-mpeg4-bd", choice="prefer"),
    same("+x2 --prefer-mpeg4-2-2d", choice="prefer"),
    same("+x3 --prefer-mpeg4-2-3d", choice="prefer"),
    same("+xo --prefer-mpeg4-2-st", choice="prefer"),
    same("+x4 --prefer-hevc", choice="prefer"),
    same("+x5 --prefer-hevc10", choice="prefer"),
    same("+xr --prefer-rle", choice="prefer"),
    same("+xd --prefer-deflated", choice="prefer"),
    same("+xi --implicit", choice="prefer"),
)

PROPOSED = (
    same("-x= --propose-uncompr", choice="propose"),
    same("-xe --propose-little", choice="propose"),
    same("-xb --propose-big", choice="propose"),
    same("-xd --propose-deflated", choice="propose"),
    same("-xi --propose-implicit", choice="propose"),
)

TIMEOUT = (same("-to --timeout", "SECONDS"),)
# Before --dimse-timeout, so that this one wins where both are given: so it does in DCMTK.
SOCKET_TIMEOUT = (
    Option("-ts --socket-timeout", "SECONDS", ours="--dimse-timeout", note="0: a day", convert=_socket_timeout),
)
TIMEOUTS = (same("-ta --acse-timeout", "SECONDS"), same("-td --dimse-timeout", "SECONDS"))
MAX_PDU = (same("-pdu --max-pdu", "BYTES"),)
REPEAT_AND_ABORT = (same("--repeat", "N"), same("--abort"))

IDENTITY = (
    same("-usr --user", "NAME"),
    same("-pwd --password", "PASSWORD"),
    same("-epw --empty-password"),
    same("-kt --kerberos", "FILE"),
    same("--saml", "FILE"),
    same("--jwt", "FILE"),
    same("-rsp --pos-response"),
)

TLS = (
    same("-tls --disable-tls", choice="tls"),
    same("+tls --enable-tls", "KEY CERT", choice="tls"),
    same("+tla --anonymous-tls", choice="tls"),
    same("+ps --std-passwd", choice="passwd"),
    same("+pw --use-passwd", "PASSWORD", choice="passwd"),
    same("-pw --null-passwd", choice="passwd"),
    same("-pem --pem-keys", choice="keys"),
    same("-der --der-keys", choice="keys"),
    same("+cf --add-cert-file", "FILE", often=True),
    same("+cd --add-cert-dir", "DIR", often=True),
    same("+crl --add-crl-file", "FILE", often=True),
    same("+crv --enable-crl-vfy", choice="crl"),
    same("+cra --enable-crl-all", choice="crl"),
    same("+ph --list-profiles", stops=True),
    same("+pg --profile-8996", choice="profile"),
    same("+pm --profile-8996-mod", choice="profile"),
    same("+py --profile-bcp195-nd", choice="profile"),
    same("+px --profile-bcp195", choice="profile"),
    same("+pz --profile-bcp195-ex", choice="profile"),
    same("+pb --profile-basic", choice="profile"),
    same("+pa --profile-aes", choice="profile"),
    same("+pn --profile-null", choice="profile"),
    same("+cc --list-ciphers", stops=True),
    same("+cs --cipher", "NAME", often=True),
    same("--no-sni", choice="sni"),
    same("--request-sni", "NAME", choice="sni"),
    same("+rs --seed", "FILE"),
    same("+ws --write-seed", choice="write-seed"),
    same("+wf --write-seed-file", "FILE", choice="write-seed"),
    same("-rc --require-peer-cert", choice="peer"),
    same("-ic --ignore-peer-cert", choice="peer"),
)

FOLDER = (same("-od --output-directory", "DIR", note="must exist"),)


def unavailable(reason: str, *names: str) -> tuple[Option, ...]:
    """Return rows of options that are not taken; `name VALUE…` for one that takes values."""
    rows = []
    for name in names:
        words = name.split()
        takes = [word for word in words if word.isupper() and word[0] not in "+-"]
        rows.append(Option(" ".join(word for word in words if word not in takes), " ".join(takes), refused=reason))
    return tuple(rows)


def as_it_is(note: str, *names: str) -> tuple[Option, ...]:
    """Return rows of options that ask for what scu does anyway."""
    return tuple(Option(name, note=note) for name in names)
