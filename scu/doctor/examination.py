"""The stages in their order, and where going on is pointless."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from scu.diagnosis import Finding, Outcome, Stage
from scu.dimse.network import Network
from scu.doctor import associating, delivery, reach, return_path, services, speech, talking
from scu.doctor.case import Case
from scu.doctor.findings import failed, not_tried, problem
from scu.errors import AssociationError, ListenProblem, Partial, PeerFailure

Check = Callable[[Case], Finding]

# Without these there is nothing more to be found out, or nothing more of the return path.
_DECISIVE: Final = (Stage.NAME, Stage.TCP, Stage.PLAIN, Stage.TLS, Stage.ASSOCIATION, Stage.SERVICES)
_FINDINGS: Final = (AssociationError, PeerFailure, Partial, ListenProblem)


def check_settings(network: Network, *, listening: bool) -> None:
    """Read keys and certificates, and find wrong ones, before anything is sent.

    Raises:
        UsageError, FileProblem: the settings of TLS cannot be met.
    """
    if network.tls is not None:
        from scu.dimse.tls.settings import client_context, server_context

        client_context(network.tls)
        if listening:
            server_context(network.tls)


def stages(case: Case) -> list[tuple[Stage, Check]]:
    """What is to be looked at."""
    checks: list[tuple[Stage, Check]] = [
        (Stage.NAME, reach.look_up),
        (Stage.TCP, reach.connect),
        (Stage.TLS, speech.secured) if case.network.tls else (Stage.PLAIN, speech.plain),
        (Stage.ASSOCIATION, associating.associate),
        (Stage.SERVICES, services.negotiate),
        (Stage.ECHO, talking.echo),
        (Stage.FIND, talking.find),
    ]
    if case.facts.port_scp is not None:
        checks += [
            (Stage.LISTENING, return_path.listen),
            (Stage.OWN_ADDRESS, return_path.reach_ourselves),
            (Stage.MOVE, return_path.move_nothing),
        ]
        if case.keys:
            checks.append((Stage.RETURN_PATH, delivery.move_one))
    return checks


def examine(case: Case, begin: Callable[[Stage], None]) -> Iterator[Finding]:
    """Look at one stage after the other.

    Args:
        begin: is told which stage is looked at now.

    Raises:
        UsageError, FileProblem: the examination cannot be done as it was asked for.
    """
    pointless = ""
    with case.resources:
        for stage, check in stages(case):
            if pointless:
                yield not_tried(stage, pointless)
                continue
            begin(stage)
            finding = _timed(stage, check, case)
            yield finding
            if finding.outcome is Outcome.FAILED and stage in _DECISIVE:
                pointless = f"pointless after {stage.value}"
            elif finding.outcome is Outcome.FAILED and stage is Stage.LISTENING:
                pointless = "nothing can come back"


def _timed(stage: Stage, check: Check, case: Case) -> Finding:
    began = time.monotonic()
    try:
        finding = check(case)
    except _FINDINGS as error:
        finding = failed(stage, problem(error))
    taken = time.monotonic() - began
    if finding.seconds is None and finding.outcome is not Outcome.NOT_TRIED:
        return replace(finding, seconds=taken)
    return finding
