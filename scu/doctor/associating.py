"""Whether there is an association, as whom, and with what; and which other spelling of an AE title would do."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from scu.diagnosis import Finding, Problem, Stage
from scu.dimse import contexts
from scu.dimse.association import Association
from scu.dimse.establish import connect
from scu.dimse.rejection import spelled
from scu.doctor.case import Case, leaving
from scu.doctor.findings import failed, ok, problem
from scu.doctor.speech import proposals
from scu.errors import AssociationError, Rejected
from scu.results import Peer

_CALLED, _CALLING = " 1 7", " 1 3"
_LONGEST: Final = 16


def associate(case: Case) -> Finding:
    """Associate, and tell what both sides say of themselves."""
    try:
        opened = case.opened or connect(case.peer, proposals(), case.network)
    except Rejected as error:
        opened = error
    if isinstance(opened, Rejected):
        return _rejected(case, opened)
    if isinstance(opened, AssociationError):
        raise opened
    with leaving(opened) as association:
        return _told(case, association)


def _told(case: Case, association: Association) -> Finding:
    said, facts = association.negotiated, case.facts
    facts.own_address = "" if case.network.proxy else association.local_address
    facts.implementation = said.implementation_version or said.implementation_class_uid
    case.hide(facts.own_address)
    for context in association.contexts.values():
        if context.accepted:
            case.accepted.setdefault(context.abstract_syntax, []).append(context.transfer_syntax)
    peer = facts.peer
    length = f"{said.max_pdu_length:,} bytes" if said.max_pdu_length else "any length"
    return replace(
        ok(
            Stage.ASSOCIATION,
            f"{peer.calling_ae_title!r}{f' at {facts.own_address}' * bool(facts.own_address)} calls "
            f"{peer.called_ae_title!r}: {facts.implementation}, PDUs of up to {length}, "
            f"{said.accepted_contexts} of {said.proposed_contexts} contexts",
            local_address=facts.own_address or None,
            implementation_class_uid=said.implementation_class_uid,
            implementation_version=said.implementation_version,
            max_pdu_length=said.max_pdu_length,
            accepted_contexts=said.accepted_contexts,
            proposed_contexts=said.proposed_contexts,
        ),
        seconds=association.timing.associate,
    )


def _rejected(case: Case, error: Rejected) -> Finding:
    found = problem(error)
    if not case.try_variants or not found.code.endswith((_CALLED, _CALLING, " 1 1")):
        return failed(Stage.ASSOCIATION, found)
    tried: list[str] = []
    for peer in _variants(case.peer, found.code):
        title = peer.calling_ae_title if peer.called_ae_title == case.peer.called_ae_title else peer.called_ae_title
        case.hide(title, "OTHER-AE")
        tried.append(title)
        if _takes(case, peer, found.code):
            return failed(Stage.ASSOCIATION, _better(case.peer, peer, found), tried=tried, accepted=title)
    told = f"tried at the server, and not accepted either: {', '.join(map(repr, tried)) or 'nothing'}"
    comment = f"{found.comment}; {told}"
    return failed(Stage.ASSOCIATION, replace(found, comment=comment), tried=tried, accepted=None)


def _takes(case: Case, peer: Peer, code: str) -> bool:
    """Whether the server takes these AE titles, or now objects to the other one alone."""
    try:
        with leaving(connect(peer, contexts.verification(), case.network)):
            return True
    except Rejected as error:
        other = {_CALLED: _CALLING, _CALLING: _CALLED}.get(code[-4:])
        return other is not None and problem(error).code.endswith(other)
    except AssociationError:
        return False


def _variants(peer: Peer, code: str) -> Iterator[Peer]:
    """The same with other spellings of the AE title in question, or of both where the server does not say which."""
    if not code.endswith(_CALLING):
        for title in _spellings(peer.called_ae_title, peer.host, "ANY-SCP"):
            yield replace(peer, called_ae_title=title)
    if not code.endswith(_CALLED):
        for title in _spellings(peer.calling_ae_title, socket.gethostname()):
            yield replace(peer, calling_ae_title=title)


def _spellings(title: str, host: str, *others: str) -> list[str]:
    short = "" if host.replace(".", "").replace(":", "").isdigit() else host.partition(".")[0].upper()
    every = (title.upper(), title.lower(), "".join(title.split()), short, *others)
    wanted = dict.fromkeys(each for each in every if each and each.isascii() and len(each) <= _LONGEST)
    return [each for each in wanted if each != title]


def _better(asked: Peer, found: Peer, why: Problem) -> Problem:
    """What to say where another spelling was accepted."""
    if found.called_ae_title != asked.called_ae_title:
        wrong, right, option, whose = asked.called_ae_title, found.called_ae_title, "--call", "the server's AE title"
    else:
        wrong, right, option, whose = asked.calling_ae_title, found.calling_ae_title, "--aetitle", "our AE title there"
    return replace(
        why,
        cause=f"{whose} is {spelled(right)}, which was tried and accepted, and not {spelled(wrong)}",
        remedy=f"give {option} {right!r}",
    )
