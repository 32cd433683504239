"""What failed TLS handshakes mean.

OpenSSL names verification failures by number (X509_V_ERR_…), what the other side said by the alert (RFC 8446 6), and
its own objections by a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from scu.explanations import Explanation, Who


class Words(NamedTuple):
    """A failure's words; `{peer}`, `{peer_is}`, `{admin}` and `{name}` are filled in."""

    message: str
    cause: str
    remedy: str


_CLOCK: Final = "or this machine's clock is wrong"
_UNTRUSTED: Final = Words(
    "the certificate of {peer} comes from an issuer that is not trusted here",
    "the certificate of its authority, or one in between, was not given; or it is not the {peer_is} meant",
    "ask {admin} for the certificates of the authority that issued it, and name them with --add-cert-file",
)
_SELF_SIGNED: Final = Words(
    "the certificate of {peer} is self-signed, or its issuer is, and that issuer is unknown here: it is not trusted",
    "the trusted certificates are those of another authority; or it is not the {peer_is} meant",
    "ask {admin} for that certificate, compare its fingerprint with theirs, and name it with --add-cert-file",
)
_WEAK: Final = Words(
    "a certificate of {peer} is too weak for this machine's OpenSSL",
    "a short key, or a signature with MD5 or SHA-1",
    "{admin} must have a new one made, with a key of 2048 bits or more and SHA-256",
)
_BAD_CRL: Final = Words(
    "the revocation list for the certificate of {peer} cannot be used",
    "it is damaged, or not signed by the authority that issued the certificate",
    "fetch the authority's current list, and name it with --add-crl-file",
)
# The numbers of OpenSSL's x509_vfy.h.
VERIFICATION: Final[dict[int, Words]] = {
    2: _UNTRUSTED,
    3: Words(
        "there is no revocation list of the issuer of the certificate of {peer}",
        "only the lists of other authorities were given; a check of the chain needs one of each authority in it",
        "fetch the list from the authority, and name it with --add-crl-file",
    ),
    8: _BAD_CRL,
    9: Words(
        "the certificate of {peer} is not yet valid",
        f"it was made for later, {_CLOCK}",
        "check this machine's date and time; then {admin} must look at the certificate",
    ),
    10: Words(
        "the certificate of {peer} has expired",
        f"it, or that of an authority above it, was not renewed, {_CLOCK}",
        "check this machine's date and time; then {admin} must install a renewed certificate",
    ),
    11: Words(
        "the revocation list for the certificate of {peer} is not yet valid",
        f"it was made for later, {_CLOCK}",
        "check this machine's date and time; then fetch the authority's current list",
    ),
    12: Words(
        "the revocation list for the certificate of {peer} has expired",
        f"a newer one is out, {_CLOCK}",
        "fetch the authority's current list, and name it with --add-crl-file",
    ),
    18: _SELF_SIGNED,
    19: _SELF_SIGNED,
    20: _UNTRUSTED,
    21: _UNTRUSTED,
    23: Words(
        "the certificate of {peer} is revoked",
        "its authority has withdrawn it: the key may be in wrong hands",
        "do not go on; {admin} must install a new certificate",
    ),
    26: Words(
        "the certificate of {peer} is not made for this side of a connection",
        "its extended key usage allows the other role alone",
        "{admin} must have one made for both server and client authentication",
    ),
    62: Words(
        "the certificate of {peer} is for another host name than {name}",
        "a wrong address, or a certificate that does not carry the name; or it is not the {peer_is} meant",
        "check the name given with --request-sni; then {admin} must have a certificate made that carries it",
    ),
    66: _WEAK,
    67: _WEAK,
    68: _WEAK,
}
VERIFICATION[64] = VERIFICATION[62]
VERIFICATION[33] = VERIFICATION[3]
VERIFICATION[44] = _BAD_CRL

_NO_COMMON_CIPHER: Final = Words(
    "{peer} and we have no cipher suite in common",
    "its TLS profile allows other ones than ours; or its key is of a kind that ours do not go with",
    "ask {admin} for the TLS profile or cipher suites of that port, and choose them with --profile-… or --cipher",
)
_NO_COMMON_VERSION: Final = Words(
    "{peer} and we have no TLS version in common",
    "one side is too old for what the other still allows",
    "ask {admin} to allow TLS 1.2; for old devices, --profile-bcp195 allows down to TLS 1.0",
)
_CERTIFICATE_NEEDED: Final = Words(
    "{peer} requires a certificate of ours, and we have shown none",
    "it lets in only those whom it knows by their certificate",
    "give our key and certificate with --enable-tls KEY CERT; {admin} must have it, or its authority's, as trusted",
)
# The alert handshake_failure says no more; in TLS 1.2 it also stands for a missing certificate (RFC 5246 7.4.6).
NOTHING_IN_COMMON: Final = Words(
    "{peer} and we have no cipher suite or TLS version in common",
    _NO_COMMON_CIPHER.cause,
    _NO_COMMON_CIPHER.remedy,
)
NOTHING_IN_COMMON_OR_NO_CERTIFICATE: Final = Words(
    "{peer} and we have no cipher suite or TLS version in common, or it requires a certificate of ours",
    f"{_NO_COMMON_CIPHER.cause}; or {_CERTIFICATE_NEEDED.cause}",
    f"{_NO_COMMON_CIPHER.remedy}; and give our key and certificate with --enable-tls KEY CERT",
)
_CERTIFICATE_REFUSED: Final = Words(
    "{peer} refuses our certificate",
    "it does not know our certificate's authority, or finds the certificate expired, revoked, or of the wrong kind",
    "send {admin} the certificate of our authority to trust; their log says what is wrong with ours",
)
_NONE_SHOWN: Final = Words(
    "{peer} has shown no certificate",
    "it connects with anonymous TLS, and we verify who connects",
    "{admin} must give it a certificate; or do without, by --ignore-peer-cert",
)
_UNKNOWN_NAME: Final = Words(
    "{peer} does not know the name {name}",
    "it serves other names than the one that we asked for",
    "leave out --request-sni, or ask {admin} for the right name",
)
# OpenSSL's word where an answer is there so soon that nobody could look at it first.
_NOT_TLS: Final = Words(
    "{peer} does not speak TLS",
    "it speaks plain DICOM on that port, or the port is another service's",
    "ask {admin} for the port with TLS, often 2762; or leave TLS out",
)
_REFUSALS: Final = (
    "UNKNOWN_CA",
    "BAD_CERTIFICATE",
    "CERTIFICATE_EXPIRED",
    "CERTIFICATE_REVOKED",
    "CERTIFICATE_UNKNOWN",
    "UNSUPPORTED_CERTIFICATE",
    "ACCESS_DENIED",
    "DECRYPT_ERROR",
)
REASONS: Final[dict[str, Words]] = {
    "NO_SHARED_CIPHER": _NO_COMMON_CIPHER,
    "WRONG_CIPHER_RETURNED": _NO_COMMON_CIPHER,
    "INSUFFICIENT_SECURITY": _NO_COMMON_CIPHER,
    "NO_SUITABLE_SIGNATURE_ALGORITHM": _NO_COMMON_CIPHER,
    "NO_SHARED_SIGNATURE_ALGORITHMS": _NO_COMMON_CIPHER,
    "NO_SUITABLE_KEY_SHARE": _NO_COMMON_CIPHER,
    "WRONG_VERSION_NUMBER": _NOT_TLS,
    "UNSUPPORTED_PROTOCOL": _NO_COMMON_VERSION,
    "VERSION_TOO_LOW": _NO_COMMON_VERSION,
    "PROTOCOL_VERSION": _NO_COMMON_VERSION,
    "CERTIFICATE_REQUIRED": _CERTIFICATE_NEEDED,
    "PEER_DID_NOT_RETURN_A_CERTIFICATE": _NONE_SHOWN,
    "UNRECOGNIZED_NAME": _UNKNOWN_NAME,
    "EE_KEY_TOO_SMALL": _WEAK,
    "DH_KEY_TOO_SMALL": _WEAK,
    "CA_MD_TOO_WEAK": _WEAK,
    **dict.fromkeys(_REFUSALS, _CERTIFICATE_REFUSED),
}
OTHER: Final = Words(
    "the TLS handshake with {peer} failed",
    "one side sent what the other cannot take",
    "show the reason to {admin}, whose log says more",
)


CLOSED_MIDWAY: Final = Words(
    "{peer} closed the connection in the middle of the TLS handshake",
    "it refused something of ours without saying so, or it crashed",
    "ask {admin} what the log says: version, cipher suite, or our certificate",
)
CLOSED_AT_ONCE: Final = Words(
    "{peer} closed the connection when we began to speak TLS",
    "it speaks plain DICOM on that port; or it does not let this machine in",
    "ask {admin} for the port with TLS, often 2762; or leave TLS out",
)

# What verification failures are called, by OpenSSL and by those who print its words.
_SAID: Final = {
    3: ("unable to get certificate crl",),
    9: ("certificate is not yet valid",),
    10: ("certificate has expired",),
    12: ("crl has expired",),
    18: ("self signed certificate", "self-signed certificate"),
    20: ("unable to get local issuer certificate", "unable to find valid certification path"),
    21: ("unable to verify the first certificate",),
    23: ("certificate revoked",),
    26: ("unsupported certificate purpose", "unsuitable certificate purpose"),
    62: ("hostname mismatch", "certificate is not valid for", "no name matching"),
}
_IN_GENERAL: Final = {
    "peer": "the server",
    "peer_is": "server",
    "admin": "the PACS administrator",
    "name": "the one that we asked for",
}


def every() -> Iterator[Explanation]:
    """The catalogue's rows."""
    for number, said in _SAID.items():
        yield _explanation(f"tls certificate {number}", VERIFICATION[number], said, "OpenSSL x509_vfy.h, RFC 5280 6")
    for reason, words in REASONS.items():
        spelled = reason.lower().replace("_", " ")
        yield _explanation(f"tls {reason}", words, (spelled, reason.lower()), "RFC 8446 6, OpenSSL")
    yield _explanation(
        "tls HANDSHAKE_FAILURE", NOTHING_IN_COMMON_OR_NO_CERTIFICATE, ("handshake failure",), "RFC 8446 6"
    )
    yield _explanation("tls closed", CLOSED_AT_ONCE, (), "RFC 8446 6")


def _explanation(code: str, words: Words, usual: tuple[str, ...], source: str) -> Explanation:
    message, cause, remedy = (text.format_map(_IN_GENERAL) for text in words)
    who = Who.PACS_ADMIN if "PACS administrator" in remedy else Who.YOU
    return Explanation(code, message, (cause,), remedy, who, source, ("TLS",), usual)
