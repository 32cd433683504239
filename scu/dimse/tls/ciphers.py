"""The cipher suites that this machine's OpenSSL can do, by the names of the TLS standards and by its own.

They are read from the hello that it would send: the only place where its build, its security level and the system's
policy have all been heard.
"""

from __future__ import annotations

import difflib
import logging
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from scu.errors import UsageError

log = logging.getLogger(__name__)

# TLS 1.0: Python's contexts never speak SSL 3.0.
OLDEST: Final = ssl.TLSVersion.MINIMUM_SUPPORTED


@dataclass(frozen=True)
class Cipher:
    """A cipher suite that this machine's OpenSSL can do.

    Attributes:
        name: as the TLS standards and DCMTK spell it.
        openssl_name: as OpenSSL spells it.
        protocol: the first protocol version that has it.
        bits: the strength of the encryption, 0 for none.
        authenticated: whether the server shows a certificate.
    """

    name: str
    openssl_name: str
    protocol: str
    bits: int
    authenticated: bool


def ciphers() -> list[Cipher]:
    """Every cipher suite that this machine's OpenSSL can do, weak ones included."""
    return list(by_name().values())


@cache
def by_name() -> Mapping[str, Cipher]:
    """All cipher suites that need no secret shared before, by their TLS names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = OLDEST
    context.set_ciphers("ALL:COMPLEMENTOFALL:@SECLEVEL=0")
    return MappingProxyType({suite.name: suite for suite in hello(context)})


def cipher(name: str) -> Cipher:
    """The cipher suite of that name, as the TLS standards or as OpenSSL spells it.

    Raises:
        UsageError: this machine's OpenSSL has none.
    """
    known = by_name()
    wanted = name.upper()
    for suite in known.values():
        if wanted in (suite.name.upper(), suite.openssl_name):
            return suite
    names = [spelling for suite in known.values() for spelling in (suite.name, suite.openssl_name)]
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.85)
    raise UsageError(
        f"{ssl.OPENSSL_VERSION} has no cipher suite {name!r}" + (f"; did you mean {close[0]}?" if close else ""),
        cause="a typing error, or a suite that this OpenSSL was built without because it is broken (3DES, RC4, export)",
        remedy="choose one of those that --list-ciphers shows",
    )


def is_tls_1_3(name: str) -> bool:
    return name.startswith("TLS_") and "_WITH_" not in name


def hello(context: ssl.SSLContext) -> list[Cipher]:
    """The cipher suites of the ClientHello (RFC 8446 4.1.2) that the context would send."""
    context.check_hostname = False
    outgoing = ssl.MemoryBIO()
    connection = context.wrap_bio(ssl.MemoryBIO(), outgoing)
    try:
        connection.do_handshake()
    except ssl.SSLError as error:
        if not isinstance(error, ssl.SSLWantReadError):
            log.debug("no hello: %s", error)
            return []
    hello = outgoing.read()
    at = 5 + 4 + 2 + 32  # record and handshake headers, version, random
    at += 1 + hello[at]  # session identifier
    end = at + 2 + int.from_bytes(hello[at : at + 2], "big")
    codes = [int.from_bytes(hello[index : index + 2], "big") for index in range(at + 2, end, 2)]
    by_code = {entry["id"] & 0xFFFF: entry for entry in context.get_ciphers()}
    return [
        Cipher(
            iana_name(entry["name"]),
            entry["name"],
            entry["protocol"],
            entry["strength_bits"],
            entry["auth"] != "auth-null",
        )
        for entry in (by_code[code] for code in codes if code in by_code)
    ]


_EXCHANGES: Final = {
    "ECDHE-ECDSA-": "ECDHE_ECDSA",
    "ECDHE-RSA-": "ECDHE_RSA",
    "ECDHE-": "ECDHE_RSA",
    "DHE-RSA-": "DHE_RSA",
    "DHE-DSS-": "DHE_DSS",
    "AECDH-": "ECDH_anon",
    "ADH-": "DH_anon",
    "": "RSA",
}
_IRREGULAR: Final = {
    "CHACHA20-POLY1305": "CHACHA20_POLY1305_SHA256",
    "DES-CBC3-SHA": "3DES_EDE_CBC_SHA",
    "RC4-SHA": "RC4_128_SHA",
    "RC4-MD5": "RC4_128_MD5",
    "SEED-SHA": "SEED_CBC_SHA",
}


def iana_name(openssl_name: str) -> str:
    """The name of a cipher suite in the TLS standards, which Python does not give."""
    if openssl_name.startswith("TLS_"):
        return openssl_name
    prefix, exchange = next(pair for pair in _EXCHANGES.items() if openssl_name.startswith(pair[0]))
    encryption = openssl_name.removeprefix(prefix)
    if encryption not in _IRREGULAR:
        encryption = re.sub(r"^(AES|CAMELLIA|ARIA)(128|256)", r"\1_\2", encryption)
        encryption = re.sub(r"^(\w+_\d+)-SHA", r"\1_CBC_SHA", encryption).replace("CCM8", "CCM_8")
    return f"TLS_{exchange}_WITH_{_IRREGULAR.get(encryption, encryption).replace('-', '_')}"
