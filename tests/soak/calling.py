"""The other side of a C-MOVE: it calls the storage SCP of the move as often, and as often at once, as it is told to."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from pynetdicom.pdu import A_ASSOCIATE_RJ, A_RELEASE_RQ

from scu.dimse import command, pdu
from tests.peers.instances import Made
from tests.peers.moving import completed
from tests.peers.scripted import Conversation
from tests.peers.scripts import PENDING, SUCCESS
from tests.peers.sender import associated, store_request
from tests.soak.watching import Sample, sample

ACCEPTED, REJECTED = 2, 3
# Transient, by the service provider's presentation related function: the local limit is exceeded (PS3.8 9.3.4).
LOCAL_LIMIT_EXCEEDED = (2, 3, 2)
_PATIENCE = 30.0


@dataclass
class Calls:
    """What the storage SCP of the process `pid` made of it; how that was before the first call, at most, and after."""

    port: int
    pid: int = 0
    statuses: list[int | None] = field(default_factory=list)
    accepted: int = 0
    rejections: list[tuple[int, ...]] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)

    def in_turn(self, conversation: Conversation, made: Sequence[Made]) -> None:
        """An association for each object, and a pending response after it."""
        conversation.accept()
        request = conversation.receive_message()
        self.samples.append(sample(self.pid))
        for number, each in enumerate(made, 1):
            with associated(self.port, each) as sender:
                self.accepted += sender.last_pdu[0] == ACCEPTED
                self._send(sender, each)
                self._take_status(sender)
                _release(sender)
            left = len(made) - number
            conversation.respond(request, PENDING, **completed(number), NumberOfRemainingSuboperations=left)
        self.samples.append(self._settled())
        conversation.respond(request, SUCCESS, **completed(len(made)))
        conversation.end()

    def side_by_side(self, conversation: Conversation, made: Sequence[Made], calls: int, once_more: Made) -> None:
        """So many at once, which share the objects; when they have gone, one that has to be taken again."""
        conversation.accept()
        request = conversation.receive_message()
        self.samples.append(sample(self.pid))
        with ExitStack() as standing:
            called = [standing.enter_context(associated(self.port, made[0])) for _ in range(calls)]
            senders = [each for each in called if each.last_pdu[0] == ACCEPTED]
            self.accepted = len(senders)
            for each in called:
                if each.last_pdu[0] == REJECTED:
                    self.rejections.append(_rejection(each.last_pdu))
                    each.socket.close()
            self.samples.append(self._settled(len(senders)))
            for begin in range(0, len(made), len(senders)):
                sent = list(zip(senders, made[begin:], strict=False))
                for sender, its in sent:  # all of them are under way before the first is answered
                    self._send(sender, its)
                for sender, _ in sent:
                    self._take_status(sender)
            for sender in senders:
                _release(sender)
        with associated(self.port, once_more) as sender:
            self._send(sender, once_more)
            self._take_status(sender)
            _release(sender)
        self.samples.append(self._settled())
        conversation.respond(request, SUCCESS, **completed(len(made) + 1))
        conversation.end()

    def _send(self, sender: Conversation, made: Made) -> None:
        sender.send(b"".join(store_request(made, 1)))

    def _take_status(self, sender: Conversation) -> None:
        response = sender.receive_pdu()
        ((_, _, fragment),) = pdu.fragments(memoryview(response)[pdu.HEADER_LENGTH :])
        self.statuses.append(command.decode(fragment).number(command.STATUS))

    def _settled(self, standing: int = 0) -> Sample:
        """How the process is when the threads of other associations have ended, for which it has a moment."""
        deadline, due = time.monotonic() + _PATIENCE, self.samples[0].threads + standing
        while (now := sample(self.pid)).threads > due and time.monotonic() < deadline:
            threading.Event().wait(0.01)
        return now


def _release(sender: Conversation) -> None:
    sender.send(A_RELEASE_RQ().encode())
    sender.receive_pdu()


def _rejection(data: bytes) -> tuple[int, ...]:
    told = A_ASSOCIATE_RJ()
    told.decode(data)
    return tuple(each or 0 for each in (told.result, told.source, told.reason_diagnostic))
