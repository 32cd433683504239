"""What failed TLS handshakes mean: what happened, the likely cause, and who must do what.

OpenSSL names verification failures by number (X509_V_ERR_…), what the other side said by the alert (RFC 8446 6), and
its own objections by a reason.
"""

from __future__ import annotations

import ssl
from enum import Enum
from typing import Final, NamedTuple

from scu.dimse.tls.settings import TLSSettings
from scu.errors import TLSFailure


class Side(Enum):
    """Which side of the connection we are."""

    CLIENT = "client"
    SERVER = "server"

    @property
    def peer(self) -> str:
        return "the server" if self is Side.CLIENT else "the requestor"

    @property
    def administrator(self) -> str:
        return "the PACS administrator" if self is Side.CLIENT else "the administrator of the system that connects"


class _Words(NamedTuple):
    """A failure's words; `{peer}`, `{admin}` and `{name}` are filled in."""

    message: str
    cause: str
    remedy: str


_CLOCK: Final = "or this machine's clock is wrong"
_UNTRUSTED: Final = _Words(
    "the certificate of {peer} comes from an issuer that is not trusted here",
    "the certificate of its authority, or one in between, was not given; or it is not the {peer_is} meant",
    "ask {admin} for the certificates of the authority that issued it, and name them with --add-cert-file",
)
_SELF_SIGNED: Final = _Words(
    "the certificate of {peer} is self-signed, or its issuer is, and that issuer is unknown here: it is not trusted",
    "the trusted certificates are those of another authority; or it is not the {peer_is} meant",
    "ask {admin} for that certificate, compare its fingerprint with theirs, and name it with --add-cert-file",
)
_WEAK: Final = _Words(
    "a certificate of {peer} is too weak for this machine's OpenSSL",
    "a short key, or a signature with MD5 or SHA-1",
    "{admin} must have a new one made, with a key of 2048 bits or more and SHA-256",
)
_BAD_CRL: Final = _Words(
    "the revocation list for the certificate of {peer} cannot be used",
    "it is damaged, or not signed by the authority that issued the certificate",
    "fetch the authority's current list, and name it with --add-crl-file",
)
# The numbers of OpenSSL's x509_vfy.h.
_VERIFICATION: Final[dict[int, _Words]] = {
    2: _UNTRUSTED,
    3: _Words(
        "there is no revocation list of the issuer of the certificate of {peer}",
        "only the lists of other authorities were given; a check of the chain needs one of each authority in it",
        "fetch the list from the authority, and name it with --add-crl-file",
    ),
    8: _BAD_CRL,
    9: _Words(
        "the certificate of {peer} is not yet valid",
        f"it was made for later, {_CLOCK}",
        "check this machine's date and time; then {admin} must look at the certificate",
    ),
    10: _Words(
        "the certificate of {peer} has expired",
        f"it, or that of an authority above it, was not renewed, {_CLOCK}",
        "check this machine's date and time; then {admin} must install a renewed certificate",
    ),
    11: _Words(
        "the revocation list for the certificate of {peer} is not yet valid",
        f"it was made for later, {_CLOCK}",
        "check this machine's date and time; then fetch the authority's current list",
    ),
    12: _Words(
        "the revocation list for the certificate of {peer} has expired",
        f"a newer one is out, {_CLOCK}",
        "fetch the authority's current list, and name it with --add-crl-file",
    ),
    18: _SELF_SIGNED,
    19: _SELF_SIGNED,
    20: _UNTRUSTED,
    21: _UNTRUSTED,
    23: _Words(
        "the certificate of {peer} is revoked",
        "its authority has withdrawn it: the key may be in wrong hands",
        "do not go on; {admin} must install a new certificate",
    ),
    26: _Words(
        "the certificate of {peer} is not made for this side of a connection",
        "its extended key usage allows the other role alone",
        "{admin} must have one made for both server and client authentication",
    ),
    62: _Words(
        "the certificate of {peer} is for another host name than {name}",
        "a wrong address, or a certificate that does not carry the name; or it is not the {peer_is} meant",
        "check the name given with --request-sni; then {admin} must have a certificate made that carries it",
    ),
    66: _WEAK,
    67: _WEAK,
    68: _WEAK,
}
_VERIFICATION[64] = _VERIFICATION[62]
_VERIFICATION[33] = _VERIFICATION[3]
_VERIFICATION[44] = _BAD_CRL

_NO_COMMON_CIPHER: Final = _Words(
    "{peer} and we have no cipher suite in common",
    "its TLS profile allows other ones than ours; or its key is of a kind that ours do not go with",
    "ask {admin} for the TLS profile or cipher suites of that port, and choose them with --profile-… or --cipher",
)
_NO_COMMON_VERSION: Final = _Words(
    "{peer} and we have no TLS version in common",
    "one side is too old for what the other still allows",
    "ask {admin} to allow TLS 1.2; for old devices, --profile-bcp195 allows down to TLS 1.0",
)
_CERTIFICATE_NEEDED: Final = _Words(
    "{peer} requires a certificate of ours, and we have shown none",
    "it lets in only those whom it knows by their certificate",
    "give our key and certificate with --enable-tls KEY CERT; {admin} must have it, or its authority's, as trusted",
)
# The alert handshake_failure says no more; in TLS 1.2 it also stands for a missing certificate (RFC 5246 7.4.6).
_NOTHING_IN_COMMON: Final = _Words(
    "{peer} and we have no cipher suite or TLS version in common",
    _NO_COMMON_CIPHER.cause,
    _NO_COMMON_CIPHER.remedy,
)
_NOTHING_IN_COMMON_OR_NO_CERTIFICATE: Final = _Words(
    "{peer} and we have no cipher suite or TLS version in common, or it requires a certificate of ours",
    f"{_NO_COMMON_CIPHER.cause}; or {_CERTIFICATE_NEEDED.cause}",
    f"{_NO_COMMON_CIPHER.remedy}; and give our key and certificate with --enable-tls KEY CERT",
)
_CERTIFICATE_REFUSED: Final = _Words(
    "{peer} refuses our certificate",
    "it does not know our certificate's authority, or finds the certificate expired, revoked, or of the wrong kind",
    "send {admin} the certificate of our authority to trust; their log says what is wrong with ours",
)
_NONE_SHOWN: Final = _Words(
    "{peer} has shown no certificate",
    "it connects with anonymous TLS, and we verify who connects",
    "{admin} must give it a certificate; or do without, by --ignore-peer-cert",
)
_UNKNOWN_NAME: Final = _Words(
    "{peer} does not know the name {name}",
    "it serves other names than the one that we asked for",
    "leave out --request-sni, or ask {admin} for the right name",
)
# OpenSSL's word where an answer is there so soon that nobody could look at it first.
_NOT_TLS: Final = _Words(
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
_REASONS: Final[dict[str, _Words]] = {
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
_OTHER: Final = _Words(
    "the TLS handshake with {peer} failed",
    "one side sent what the other cannot take",
    "show the reason to {admin}, whose log says more",
)


def failure(error: ssl.SSLError, side: Side, settings: TLSSettings) -> TLSFailure:
    """The words for OpenSSL's error, of the handshake or of a read soon after it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        words = _VERIFICATION.get(error.verify_code, _OTHER)
        return _failure(words, side, settings, comment=error.verify_message)
    reason = error.reason or ""
    alert = reason.partition("ALERT_")[2] or reason.partition("TLSV1_")[2] or reason
    words = _REASONS.get(alert, _OTHER)
    if alert == "HANDSHAKE_FAILURE":
        anonymous = side is Side.CLIENT and settings.key_file is None
        words = _NOTHING_IN_COMMON_OR_NO_CERTIFICATE if anonymous else _NOTHING_IN_COMMON
    return _failure(words, side, settings, comment=alert.replace("_", " ").lower())


def closed(side: Side, settings: TLSSettings, *, heard: bool) -> TLSFailure:
    """The connection ended during the handshake; `heard` is whether TLS had come from the other side."""
    if heard:
        words = _Words(
            "{peer} closed the connection in the middle of the TLS handshake",
            "it refused something of ours without saying so, or it crashed",
            "ask {admin} what the log says: version, cipher suite, or our certificate",
        )
    elif side is Side.CLIENT:
        words = _Words(
            "{peer} closed the connection when we began to speak TLS",
            "it speaks plain DICOM on that port; or it does not let this machine in",
            "ask {admin} for the port with TLS, often 2762; or leave TLS out",
        )
    else:
        words = _Words(
            "{peer} closed the connection without a TLS hello",
            "a check whether the port is open, or a program that ended",
            "if it goes on, ask {admin}",
        )
    return _failure(words, side, settings)


def unexpected(side: Side) -> TLSFailure:
    """The other side speaks TLS, and we do not."""
    if side is Side.SERVER:
        return TLSFailure(
            "the requestor speaks TLS, and we do not",
            cause="its entry for our AE title and port says TLS",
            remedy=f"give --enable-tls KEY CERT; or {side.administrator} must switch off TLS there for our port",
        )
    return TLSFailure(
        "the server speaks TLS on that port, and we do not",
        cause="it is the server's port for TLS",
        remedy="give --enable-tls KEY CERT or --anonymous-tls, with --add-cert-file; "
        f"or ask {side.administrator} for the port without TLS",
    )


def not_tls(side: Side, first: bytes) -> TLSFailure:
    """The other side's first bytes are none of TLS."""
    what = _describe(first)
    if side is Side.SERVER:
        return TLSFailure(
            f"the requestor does not speak TLS: it sent {what}",
            cause="its entry for our AE title and port says plain DICOM"
            if "DICOM" in what
            else "it is no DICOM system",
            remedy=f"{side.administrator} must switch on TLS there for our port; or leave TLS out here",
        )
    return TLSFailure(
        f"the server does not speak TLS: it answered with {what}",
        cause="it speaks plain DICOM on that port" if "DICOM" in what else "the port is another service's",
        remedy=f"ask {side.administrator} for the port with TLS, often 2762; or leave TLS out",
    )


def _describe(first: bytes) -> str:
    pdus = {1: "an A-ASSOCIATE-RQ", 2: "an A-ASSOCIATE-AC", 3: "an A-ASSOCIATE-RJ", 7: "an A-ABORT"}
    if first[0] in pdus and first[1:2] in (b"", b"\0"):
        return f"{pdus[first[0]]} of plain DICOM"
    if first.startswith((b"HTTP/", b"GET ", b"POST ")):
        return "HTTP, as a web server or browser does"
    return f"the bytes {first.hex(' ')}"


def _failure(words: _Words, side: Side, settings: TLSSettings, *, comment: str = "") -> TLSFailure:
    fill = {
        "peer": side.peer,
        "peer_is": side.peer.removeprefix("the "),
        "admin": side.administrator,
        "name": settings.server_name or "ours",
    }
    return TLSFailure(
        words.message.format_map(fill),
        comment=comment,
        cause=words.cause.format_map(fill),
        remedy=words.remedy.format_map(fill),
    )
