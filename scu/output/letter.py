"""The letter to the PACS administrator: who we are, what we need registered, and what failed."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Final

from scu import __version__, implementation
from scu.diagnosis import Diagnosis, Facts, Finding, Outcome, Stage
from scu.dimse.rejection import spelled
from scu.output.plain import safe

_WIDTH: Final = 78
# What is said to you is not said to others.
_ASKED: Final = {
    r"ask the PACS administrator to ": "please ",
    r"ask the PACS administrator for ": "please tell us ",
    r"ask the PACS administrator(?:: | )": "please tell us ",
    r"have the PACS administrator ": "please ",
}
_SEEN: Final = "as this machine has it on the route to your server"


def write(diagnosis: Diagnosis) -> str:
    """The letter, in lines of at most 78 characters, as plain text."""
    parts = [
        _wrapped(_subject(diagnosis)),
        "Dear PACS administrator,",
        _wrapped(_opening(diagnosis)),
        *_sections(diagnosis),
        "Kind regards",
    ]
    return "\n\n".join(parts)


def _wrapped(text: str, first: str = "", further: str | None = None) -> str:
    return textwrap.fill(
        safe(text),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=first if further is None else further,
        break_on_hyphens=False,
    )


def _subject(diagnosis: Diagnosis) -> str:
    peer = diagnosis.facts.peer
    return f"Subject: DICOM connection of {peer.calling_ae_title!r} to {peer.called_ae_title!r} at {peer.host}"


def _opening(diagnosis: Diagnosis) -> str:
    when = f"{diagnosis.began:%Y-%m-%d} at {diagnosis.began:%H:%M:%S} UTC"
    verdict = diagnosis.verdict
    if diagnosis.registered:
        return (
            f"for your records: on {when} we tested our DICOM connection to your server. It is registered and working; "
            "nothing has to be done. These are the facts."
        )
    if verdict.outcome is Outcome.OK:
        return (
            f"on {when} we tested our DICOM connection to your server, and all that was tested works. Not tested is "
            "whether your server can send to us. May we ask you to check our entry?"
        )
    if verdict.outcome is Outcome.WARNING:
        return (
            f"on {when} we tested our DICOM connection to your server. It works, and something should be looked at. "
            "May we ask you to read the following, and to tell us what you think?"
        )
    return (
        f"on {when} we tested our DICOM connection to your server, and it does not work yet. May we ask for your help? "
        "Below is who we are, what we need, and what happened; your server's log of that moment may say more."
    )


def _sections(diagnosis: Diagnosis) -> Iterator[str]:
    yield _section("Who we are", _who_we_are(diagnosis))
    yield _section("Whom we call", _whom_we_call(diagnosis))
    title = "What is registered for us" if diagnosis.registered else "What we need registered"
    yield _section(title, _needed(diagnosis))
    for outcome, title in ((Outcome.FAILED, "What failed"), (Outcome.WARNING, "What should be looked at")):
        if found := diagnosis.of(outcome):
            yield "\n\n".join([title, *(_told(finding) for finding in found)])
    yield _section("What was tested", [(finding.stage.value, finding.outcome.value) for finding in diagnosis.findings])


def _section(title: str, rows: list[tuple[str, str]]) -> str:
    width = max(len(name) for name, _ in rows) + 3
    lines = [_wrapped(value, f"  {name + ':':<{width}}", " " * (width + 2)) for name, value in rows]
    return "\n".join([title, *lines])


def _who_we_are(diagnosis: Diagnosis) -> list[tuple[str, str]]:
    facts = diagnosis.facts
    rows = [
        ("AE title", _title(facts, facts.peer.calling_ae_title)),
        ("address", f"{facts.own_address} ({_SEEN})" if facts.own_address else "not known here"),
    ]
    if facts.port_scp is not None:
        rows.append(("port", f"{facts.port_scp}{_secured(diagnosis)}, for what a C-MOVE sends to us"))
    said = f"scu {__version__}, implementation {implementation.VERSION_NAME} ({implementation.CLASS_UID})"
    return [*rows, ("software", said)]


def _title(facts: Facts, title: str) -> str:
    """With its length and what is odd about it; a placeholder has none."""
    return repr(title) if facts.redacted else spelled(title)


def _to_you(remedy: str) -> str:
    for words, instead in _ASKED.items():
        remedy = re.sub(words, instead, remedy)
    return remedy


def _secured(diagnosis: Diagnosis) -> str:
    return " with TLS" if diagnosis.facts.tls else ""


def _whom_we_call(diagnosis: Diagnosis) -> list[tuple[str, str]]:
    facts = diagnosis.facts
    rows = [
        ("AE title", _title(facts, facts.peer.called_ae_title)),
        ("host", facts.peer.host),
        ("port", f"{facts.peer.port}{_secured(diagnosis)}"),
    ]
    if (name := diagnosis.at(Stage.NAME)) and isinstance(addresses := name.details.get("addresses"), list):
        rows.append(("addresses", ", ".join(addresses)))
    if facts.implementation:
        rows.append(("software", f"it calls itself {facts.implementation}"))
    return rows


def _needed(diagnosis: Diagnosis) -> list[tuple[str, str]]:
    facts = diagnosis.facts
    us, address = repr(facts.peer.calling_ae_title), facts.own_address or "our address"
    services = "C-ECHO, C-FIND and C-MOVE (study root)" if facts.port_scp is not None else "C-ECHO and C-FIND"
    rows = [("to ask", f"the AE title {us} from {address}, with the right to {services}")]
    if facts.port_scp is not None:
        destination = f"the AE title {us} as a move destination, with address {address} and port {facts.port_scp}"
        rows.append(("to send to", destination + _secured(diagnosis)))
    if facts.accepted:
        rows.append(("accepted now", "; ".join(facts.accepted)))
    return rows


def _told(finding: Finding) -> str:
    problem = finding.problem
    assert problem is not None  # what fails or warns has one
    rows = [
        ("code", problem.code),
        ("in detail", problem.comment),
        ("likely cause", problem.cause),
        ("what would help", _to_you(problem.remedy)),
    ]
    lines = [_wrapped(f"{finding.stage.value}: {problem.message}", "  ", "    ")]
    lines += [_wrapped(f"{name}: {value}", "    ", "      ") for name, value in rows if value]
    return "\n".join(lines)
