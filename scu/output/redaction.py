"""Names and addresses left out of what is shown, so that it can be given to others."""

from __future__ import annotations

import ipaddress
import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from scu.diagnosis import Diagnosis, Finding, Problem
from scu.results import Peer

_ADDRESS: Final = "ADDRESS"
# What may be an address of IPv4 or IPv6; `ipaddress` decides. UIDs are longer, and times of day shorter.
# With a port or a colon behind it, too; a UID has more numbers than an address.
_LOOKS_LIKE_ADDRESS: Final = re.compile(
    r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d)"
    r"|(?<![\w.:])[0-9A-Fa-f:.]*[.:][0-9A-Fa-f:.]*[0-9A-Fa-f:](?![\w])"
)


class Redaction:
    """Puts placeholders in the place of secrets.

    Args:
        secrets: each with its placeholder; more may come to be known while this is in use.
    """

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._secrets = secrets

    def text(self, text: str) -> str:
        """The text without secrets, the longest first, and without any other address."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            for spelling in {secret, repr(secret)[1:-1]}:
                # PACS is a common AE title, and whose administrator has to do something is no secret.
                wanted = rf"(?<![\w-]){re.escape(spelling)}(?![\w-]| administrator)"
                # Certificates have hosts in letters of their own; AE titles, which have no dots here, may be words.
                text = re.sub(wanted, self._secrets[secret], text, flags=re.IGNORECASE if "." in secret else 0)
        return _LOOKS_LIKE_ADDRESS.sub(_without_address, text)

    def value(self, value: object) -> object:
        """The same of all text in a value of JSON; the names in objects are ours and stay."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {name: self.value(each) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(each) for each in value]
        return value

    def diagnosis(self, diagnosis: Diagnosis) -> Diagnosis:
        """The same diagnosis without them, so that whatever is made of it has none."""
        facts, peer = diagnosis.facts, diagnosis.facts.peer
        hidden = replace(
            facts,
            peer=Peer(
                self.text(peer.host), peer.port, self.text(peer.called_ae_title), self.text(peer.calling_ae_title)
            ),
            own_address=self.text(facts.own_address),
            implementation=self.text(facts.implementation),
            secrets={},
            redacted=True,
        )
        return replace(diagnosis, facts=hidden, findings=tuple(map(self._finding, diagnosis.findings)))

    def _finding(self, finding: Finding) -> Finding:
        details = {name: self.value(value) for name, value in finding.details.items()}
        problem = finding.problem and self._problem(finding.problem)
        return replace(finding, summary=self.text(finding.summary), problem=problem, details=details)

    def _problem(self, problem: Problem) -> Problem:
        return replace(
            problem,
            message=self.text(problem.message),
            cause=self.text(problem.cause),
            remedy=self.text(problem.remedy),
            comment=self.text(problem.comment),
        )


def _without_address(found: re.Match[str]) -> str:
    text = found[0] if found[0].endswith("::") else found[0].rstrip(":")
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return found[0]
    return _ADDRESS + found[0][len(text) :]


class RedactingFilter(logging.Filter):
    """Keeps secrets out of the log. What callers call themselves is known only later, so that it says less of them."""

    _CALLERS: Final = ("scu.dimse.acceptor", "scu.dimse.establish")

    def __init__(self, redaction: Redaction) -> None:
        super().__init__()
        self._redaction = redaction

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name in self._CALLERS and not getattr(record, "is_on_screen", False):
            return False
        record.msg, record.args, record.exc_info = self._redaction.text(record.getMessage()), None, None
        return True
