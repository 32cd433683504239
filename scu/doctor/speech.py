"""Plain or TLS: whether the server speaks what we speak, and how well."""

from __future__ import annotations

import ssl
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from scu.diagnosis import Finding, Problem, Stage
from scu.dimse import contexts
from scu.dimse.association import Association
from scu.dimse.contexts import Proposal
from scu.dimse.establish import connect
from scu.dimse.tls import certificate
from scu.dimse.tls.certificate import Certificate
from scu.dimse.tls.failures import Side, unexpected
from scu.dimse.tls.handshake import wrap_client
from scu.dimse.tls.settings import TLSSettings, client_context
from scu.doctor import strangers
from scu.doctor.case import NAME, Case
from scu.doctor.findings import failed, ok, problem, warning
from scu.doctor.strangers import Kind, Stranger
from scu.errors import Aborted, AssociationError, Rejected, ScuError, TimedOut, TLSFailure
from scu.explanations import Who, connections
from scu.query_model import Model

# Whoever is no DICOM server is found out in less time than a slow one may take.
_FIRST_PATIENCE: Final = 5.0
_SOON: Final = 30
_STRANGERS: Final = (Kind.WEB, Kind.SSH, Kind.MAIL, Kind.OTHER)


def proposals() -> list[Proposal]:
    """What the first association proposes: little, so that no server has a reason to turn it down."""
    models = (Model.STUDY_ROOT, Model.PATIENT_ROOT)
    return [*contexts.verification(), *(each for model in models for each in contexts.query(model.find))]


def plain(case: Case) -> Finding:
    """Whether DICOM is spoken without TLS. The association that shows it is kept for the next check."""
    case.opened = _open(case, min(_FIRST_PATIENCE, case.network.acse_timeout))
    if isinstance(case.opened, Association | Rejected):
        return ok(Stage.PLAIN, "plain DICOM, without TLS")
    stranger = strangers.ask(case)
    if stranger.kind is Kind.DICOM:
        return ok(Stage.PLAIN, "plain DICOM, without TLS")
    if stranger.kind is Kind.SILENT and case.network.acse_timeout > _FIRST_PATIENCE:
        case.opened = _open(case, case.network.acse_timeout)
        if isinstance(case.opened, Association | Rejected):
            return ok(Stage.PLAIN, "plain DICOM, without TLS")
    case.hide(stranger.said, "BANNER")
    return failed(Stage.PLAIN, _foreign(case, stranger, case.opened), answers=stranger.kind.value, said=stranger.said)


def _open(case: Case, patience: float) -> Association | AssociationError:
    try:
        association = connect(case.peer, proposals(), replace(case.network, acse_timeout=patience))
    except AssociationError as error:
        return error
    case.resources.callback(association.abort)  # no more than a close, once it is released
    return association


def _foreign(case: Case, stranger: Stranger, error: ScuError) -> Problem:
    """The problem with what does not speak DICOM."""
    if stranger.kind is Kind.TLS:
        return Problem.of(unexpected(Side.CLIENT), "tls", Who.YOU)
    if stranger.kind in _STRANGERS:
        return _of_another_kind(case, stranger)
    if stranger.kind is Kind.SILENT or isinstance(error, TimedOut):
        silent = TimedOut(
            f"{case.where} takes connections, and says nothing",
            comment=error.message,
            cause="the port is of a program that waits for something else, or the server's program hangs",
            remedy="check the port with the PACS administrator, who can also see whether the server runs well",
        )
        return problem(silent, connections.SILENT)
    closed = Aborted(
        f"{case.where} closes the connection upon our association request",
        comment=error.message,
        cause=connections.RESET.cause,
        remedy=connections.RESET.remedy,
    )
    return problem(closed, connections.RESET)


def _of_another_kind(case: Case, stranger: Stranger) -> Problem:
    other = Aborted(
        f"{case.where} is {stranger.kind.value}",
        comment=f"it says {stranger.said!r}",
        cause="a wrong port: it is another service's",
        remedy="ask the PACS administrator for the port of DICOM, often 104 or 11112",
    )
    return Problem.of(other, "no DICOM", Who.YOU)


def secured(case: Case) -> Finding:
    """Whether TLS can be spoken, with which version and cipher suite, and what certificate the server shows."""
    settings = case.network.tls or TLSSettings()
    try:
        facts = _handshake(case, settings)
    except TLSFailure as error:
        if isinstance(error.__cause__, ssl.SSLCertVerificationError):
            shown = _handshake(case, replace(settings, verify_peer=False))
            finding = failed(Stage.TLS, _untrusted(error), **shown, verified=False)
            return replace(finding, summary=_told(shown, "NOT VERIFIED"))
        if strangers.ask(case).kind is Kind.DICOM:
            return failed(Stage.TLS, _not_secure(case, error))
        raise
    except TimedOut as error:
        if strangers.ask(case).kind is Kind.DICOM:
            return failed(Stage.TLS, _not_secure(case, error))
        raise
    facts["verified"] = settings.verify_peer
    summary = _told(facts, "verified" if settings.verify_peer else "not verified, as asked")
    days = facts.get("days_left")
    if isinstance(days, int) and days < _SOON:
        return warning(Stage.TLS, summary, _expiring(days), **facts)
    return ok(Stage.TLS, summary, **facts)


def _untrusted(error: TLSFailure) -> Problem:
    cause = error.__cause__
    number = cause.verify_code if isinstance(cause, ssl.SSLCertVerificationError) else 0
    return Problem.of(error, f"tls certificate {number}")


def _not_secure(case: Case, error: ScuError) -> Problem:
    plainly = TLSFailure(
        f"{case.where} speaks plain DICOM, without TLS",
        comment=error.message,
        cause="TLS is not switched on in the server, or has a port of its own",
        remedy="leave the options of TLS out, or ask the PACS administrator for the port with TLS, often 2762",
    )
    return Problem.of(plainly, "tls", Who.YOU)


def _handshake(case: Case, settings: TLSSettings) -> dict[str, object]:
    """What is agreed on, and the certificate.

    Raises:
        TLSFailure, TimedOut: there is no handshake.
    """
    with wrap_client(case.dial(), client_context(settings), settings, timeout=case.network.acse_timeout) as tls:
        cipher, der = tls.cipher(), tls.getpeercert(binary_form=True)
        facts: dict[str, object] = {"version": tls.version(), "cipher": cipher[0] if cipher else None}
    return facts | (_certificate(case, der) if der else {})


def _certificate(case: Case, der: bytes) -> dict[str, object]:
    try:
        shown: Certificate = certificate.read(der)
    except ValueError as error:
        return {"certificate": str(error)}
    case.hide(shown.subject, NAME)
    case.hide(shown.issuer, NAME)
    return {
        "subject": shown.subject,
        "issuer": shown.issuer,
        "not_before": shown.not_before.isoformat(),
        "not_after": shown.not_after.isoformat(),
        "days_left": (shown.not_after - datetime.now(UTC)).days,
    }


def _told(facts: dict[str, object], verified: str) -> str:
    said = f"{facts['version']}, {facts['cipher']}"
    if "subject" not in facts:
        return f"{said}; no certificate"
    return (
        f"{said}; certificate of {facts['subject']} by {facts['issuer']}, {verified}, "
        f"valid until {str(facts['not_after'])[:10]}, {facts['days_left']} days from now"
    )


def _expiring(days: int) -> Problem:
    over = days < 0  # and it was not verified, as asked
    return Problem(
        f"the server's certificate expired {-days} days ago"
        if over
        else f"the server's certificate expires in {days} days",
        "it has not been renewed yet",
        "have the PACS administrator install a renewed one"
        + (": who verifies it cannot connect" if over else " in time, or nobody can connect"),
        Who.PACS_ADMIN,
        "tls certificate 10",
    )
