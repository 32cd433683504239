"""The errors for failed TLS handshakes: what happened, the likely cause, and who must do what."""

from __future__ import annotations

import ssl
from enum import Enum

from scu.dimse.tls.settings import TLSSettings
from scu.errors import TLSFailure
from scu.explanations import tls


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


def failure(error: ssl.SSLError, side: Side, settings: TLSSettings) -> TLSFailure:
    """The words for OpenSSL's error, of the handshake or of a read soon after it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        words = tls.VERIFICATION.get(error.verify_code, tls.OTHER)
        return _failure(words, side, settings, comment=error.verify_message)
    reason = error.reason or ""
    alert = reason.partition("ALERT_")[2] or reason.partition("TLSV1_")[2] or reason
    words = tls.REASONS.get(alert, tls.OTHER)
    if alert == "HANDSHAKE_FAILURE":
        anonymous = side is Side.CLIENT and settings.key_file is None
        words = tls.NOTHING_IN_COMMON_OR_NO_CERTIFICATE if anonymous else tls.NOTHING_IN_COMMON
    return _failure(words, side, settings, comment=alert.replace("_", " ").lower())


def closed(side: Side, settings: TLSSettings, *, heard: bool) -> TLSFailure:
    """The connection ended during the handshake; `heard` is whether TLS had come from the other side."""
    if heard:
        words = tls.CLOSED_MIDWAY
    elif side is Side.CLIENT:
        words = tls.CLOSED_AT_ONCE
    else:
        words = tls.Words(
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


def _failure(words: tls.Words, side: Side, settings: TLSSettings, *, comment: str = "") -> TLSFailure:
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
