"""What goes to and fro on an association, put together to PDUs and DIMSE messages (PS3.8 9.3, PS3.7 6.3).

Bounded: a data set is counted and not kept, unless it is an identifier that somebody wants. Whatever a peer sends,
nothing is raised; what makes no sense is told as such.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from struct import Struct
from typing import Final, TypeAlias

from scu.capture.events import PDU, Ended, Event, Message, Nonsense
from scu.capture.stream import Role, Splitter
from scu.dimse import command, pdu
from scu.dimse.command import Command
from scu.dimse.tap import Connection

_LONGEST_IDENTIFIER: Final = 64 * 1024
_MOST_REQUESTS: Final = 4096
_PENDING: Final = (0xFF00, 0xFF01)
_NONSENSE: Final = (Role.ODD, Role.BROKEN, Role.DOUBTFUL)
_value = Struct(">LBB")

Wanted: TypeAlias = Callable[[Command], bool]


class Conversation:
    """A tap that tells of what it hears.

    Args:
        tell: takes each event.
        wanted: whether the data set of a command is wanted: an identifier.
    """

    def __init__(self, connection: Connection, tell: Callable[[Event], None], wanted: Wanted = lambda _: False) -> None:
        self.connection = connection
        self._tell = tell
        self._ours, self._theirs = _Direction(True, wanted), _Direction(False, wanted)
        self._asked: dict[tuple[bool, int], float] = {}
        self._has_ended = False

    def sent(self, buffers: Sequence[bytes | memoryview]) -> None:
        now = time.monotonic()
        for buffer in buffers:
            self._hear(self._ours.feed(memoryview(buffer), now))

    def received(self, data: memoryview) -> None:
        now = time.monotonic()
        if data:
            self._hear(self._theirs.feed(data, now))
        elif not self._has_ended:
            self._has_ended = True
            self._hear(self._theirs.end(now))
            self._tell(Ended(False, now))

    def closed(self, error: OSError | None) -> None:
        now = time.monotonic()
        self._hear(self._ours.end(now))
        self._hear(self._theirs.end(now))
        self._tell(Ended(error is None, now, "" if error is None else error.strerror or str(error)))

    def _hear(self, events: Iterator[Event]) -> None:
        for event in events:
            if isinstance(event, Message) and event.command is not None:
                self._match(event, event.command)
            self._tell(event)

    def _match(self, message: Message, told: Command) -> None:
        """Find out how long the request of a response was under way."""
        if told.field == command.C_CANCEL_RQ:
            return
        if not message.is_response:
            if len(self._asked) < _MOST_REQUESTS:  # a peer may answer nothing
                self._asked[message.sent, message.number] = message.ended
            return
        key = not message.sent, message.number
        asked = self._asked.get(key)
        if asked is not None:
            message.answered = max(0.0, message.began - asked)
            if told.number(command.STATUS) not in _PENDING:
                del self._asked[key]


class _Direction:
    """What one side says."""

    def __init__(self, sent: bool, wanted: Wanted) -> None:
        self._sent = sent
        self._wanted = wanted
        self._splitter = Splitter()
        self._pdu = bytearray()
        self._value = b""
        self._context_id = self._control = 0
        self._message: Message | None = None
        self._command, self._data = bytearray(), bytearray()
        self._told_nonsense = self._has_data = False

    def feed(self, data: memoryview, now: float) -> Iterator[Event]:
        for role, piece, done in self._splitter.feed(data):
            if role in (Role.COMMAND, Role.DATA):
                yield from self._part(role, piece, done, now)
            elif role is Role.VALUE:
                self._value += piece
                if done:
                    length, self._context_id, self._control = _value.unpack(self._value)
                    self._value, self._has_data = b"", True
                    yield from self._begin_part(now, length - 2)
            elif role in _NONSENSE:
                yield from self._odd(now)
            elif role is not Role.END:
                self._pdu += bytes(len(piece)) if role is Role.SECRET else piece
            else:
                whole = bytes(self._pdu)
                self._pdu.clear()
                if whole[0] != pdu.P_DATA:
                    yield from self.rest()
                    yield PDU(self._sent, now, whole)

    def rest(self) -> Iterator[Event]:
        """What was not complete, where nothing of it comes any more."""
        if self._message is not None:
            message, self._message = self._message, None
            if message.command is None:
                message.command_length = len(self._command)
            yield message

    def end(self, now: float) -> Iterator[Event]:
        """The same when nothing at all comes any more."""
        yield from self.rest()
        if self._pdu and self._pdu[0] != pdu.P_DATA:
            yield from self._odd(now)

    def _begin_part(self, now: float, length: int) -> Iterator[Event]:
        message = self._message
        is_new = bool(self._control & pdu.COMMAND) and message is not None and message.command is not None
        if is_new:
            yield from self.rest()
        if message is None or is_new:
            self._message = Message(self._sent, now, self._context_id)
            self._command.clear()
            self._data.clear()
        if self._message is not None:
            self._message.longest = max(self._message.longest, length)

    def _part(self, role: Role, piece: memoryview, done: bool, now: float) -> Iterator[Event]:
        message = self._message
        if message is None:
            return
        message.ended = now
        message.values += done
        last = done and bool(self._control & pdu.LAST)
        if role is Role.DATA:
            message.data_length += len(piece)
            self._keep(message, piece)
            message.complete = last
        else:
            message.command_length += len(piece)
            if len(self._command) < command.MAX_COMMAND_LENGTH:
                self._command += piece
            if last:
                self._decode(message)
        if message.complete:
            message.data = bytes(self._data) if self._data else None
            self._message = None
            yield message

    def _decode(self, message: Message) -> None:
        try:
            message.command = command.decode(bytes(self._command))
        except command.MalformedCommand:
            message.complete = True  # what follows it, nobody knows
        else:
            message.complete = not message.command.has_data_set

    def _keep(self, message: Message, piece: memoryview) -> None:
        if message.command is None or not self._wanted(message.command):
            return
        if len(self._data) + len(piece) <= _LONGEST_IDENTIFIER and message.data_length - len(piece) == len(self._data):
            self._data += piece
        else:
            self._data.clear()  # half of one is of no use

    def _odd(self, now: float) -> Iterator[Event]:
        if not self._told_nonsense:
            self._told_nonsense = True
            yield from self.rest()
            begins = b"" if self._has_data else bytes(self._pdu[: pdu.HEADER_LENGTH])
            yield Nonsense(self._sent, now, begins)
