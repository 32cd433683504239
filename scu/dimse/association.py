"""Connect, negotiate, send and receive messages, release, abort, time out; as requestor and as acceptor.

One thread that blocks on one socket: no polling, no queue, no hand-over, so nothing to race with. See the package's
docstring for what that is worth.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from types import TracebackType
from typing import Final, Self

from scu import querystore
from scu.dimse import command, interrupts, negotiation, pdu
from scu.dimse.command import Command
from scu.dimse.negotiation import Agreement, Context
from scu.dimse.network import Network
from scu.dimse.upper_layer import Released, aborted, last_words, nonsense, read_pdu, send_abort
from scu.dimse.wire import Wire, give_up
from scu.errors import Aborted, FileProblem, Interrupted, ScuError, TimedOut
from scu.results import Negotiated, Peer, Source, Timing

log = logging.getLogger(__name__)

# The buffer that a data set is read into on its way out; one gathered write sends this much. Measured over loopback,
# an object of 525 KB: 0.37 ms with 16 KB, 0.21 to 0.24 ms with 64 KB and more. The socket's own buffers are left to
# the kernel, which tunes them until somebody sets them.
_CHUNK: Final = 256 * 1024
_LONGEST_FRAGMENT: Final = 128 * 1024
# What a message may have of fragments that are empty, and neither its last nor of use.
_MOST_EMPTY: Final = 64


class Association:
    """An association that stands. A context manager: it releases on success and aborts on an error.

    Attributes:
        peer: who, and as whom.
        contexts: every presentation context that was proposed, by ID, and its answer.
        timing: seconds so far; `total` is set at the end.
        priority: that of the requests.
        number: which one of the command it is, from 1; 0 where nobody counts.
    """

    def __init__(self, wire: Wire, peer: Peer, agreement: Agreement, network: Network) -> None:
        self.peer = peer
        self.agreement = agreement
        self.contexts = agreement.contexts
        self.timing = Timing()
        self.number = 0
        self.priority = network.priority
        self.wire = wire
        self._network = network
        self.began = time.monotonic()
        self._fragment_length = pdu.fragment_length(agreement.max_pdu_length, _LONGEST_FRAGMENT)
        self._chunk: memoryview | None = None
        self._pending: list[pdu.Fragment] = []
        self._message_id = 0
        self._open = True
        self._stack = ExitStack()
        wire.silence = wire.pace = network.dimse_timeout

    @property
    def local_address(self) -> str:
        """Our own address on the route to the peer, while it is open."""
        return self.wire.local_address

    @property
    def negotiated(self) -> Negotiated:
        """What the peer said of itself."""
        return Negotiated(
            implementation_class_uid=self.agreement.implementation_class_uid,
            implementation_version=self.agreement.implementation_version,
            max_pdu_length=self.agreement.max_pdu_length,
            accepted_contexts=sum(context.accepted for context in self.contexts.values()),
            proposed_contexts=len(self.contexts),
            address=self.wire.peer_address,
            declined=self.agreement.declined,
            window=self.agreement.window,
        )

    def __enter__(self) -> Self:
        self._stack.enter_context(interrupts.deferred())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._stack:
            # What is interrupted has ended in order: services wait for the answer to C-CANCEL. A generator that is
            # closed early was told enough.
            if kind in (None, Interrupted, GeneratorExit) and not self._network.abort_at_end:
                self.release()
            else:
                self.abort()
            self.timing.total = time.monotonic() - self.began

    def context_for(self, abstract_syntax: str, transfer_syntax: str = "") -> Context:
        """The accepted presentation context for a SOP class, of this transfer syntax if one is named.

        Raises:
            NoContext: there is none; says what the peer answered.
        """
        proposed = [
            context
            for context in self.contexts.values()
            if context.abstract_syntax == abstract_syntax
            and (not transfer_syntax or transfer_syntax == context.transfer_syntax)
        ]
        for context in proposed:
            if context.accepted:
                return context
        raise negotiation.no_context(self.peer, abstract_syntax, proposed)

    def next_message_id(self) -> int:
        """1 to 65535, and round again (PS3.7 9.1.1.1.1)."""
        self._message_id = self._message_id % 0xFFFF + 1
        return self._message_id

    def send(self, context_id: int, command_set: bytes, data: Source | bytes = b"", size: int = 0) -> None:
        """Send a message: the command set, and `size` bytes of a data set where there is one.

        Small objects leave in one system call, command and data together; larger ones by the chunk, so that memory
        does not grow with them.

        Raises:
            OSError: the data set cannot be read, and nothing was sent.
            FileProblem: it cannot be read to its end; the association is of no more use.
        """
        length = self._fragment_length
        buffers = pdu.frame(context_id, pdu.COMMAND, command_set, length, last=True)
        if isinstance(data, bytes):
            size, data = len(data), BytesIO(data)
        if self._chunk is None:
            self._chunk = memoryview(bytearray(max(length, _CHUNK // length * length)))
        while size:
            try:
                count = data.readinto(self._chunk[: min(size, len(self._chunk))])
                if not count:
                    raise OSError("it became shorter")
            except OSError as error:
                if buffers:  # nothing has left yet
                    raise
                raise self._cut_short(error.strerror or str(error)) from error
            size -= count
            if not size and count % 2:  # what a file deflates to may be odd: a null byte makes it even (PS3.5 A.5)
                self._chunk[count] = 0
                count += 1
            buffers += pdu.frame(context_id, 0, self._chunk[:count], length, last=not size)
            self._send(buffers)
            buffers = []
        if buffers:
            self._send(buffers)

    def _cut_short(self, why: str) -> FileProblem:
        return FileProblem(
            f"a file cannot be read to its end while {self.wire.doing}: {why}", remedy="send it again when it is whole"
        )

    def _send(self, buffers: list[bytes | memoryview]) -> None:
        try:
            self.wire.send(buffers)
        except (Aborted, TimedOut) as lost:
            # An A-ABORT that it sent before it hung up tells more than a reset does; answers before it are kept.
            fragments, said = last_words(self.wire, self._network.max_pdu_length)
            self._pending = fragments[::-1] + self._pending
            self._open = said is None and isinstance(lost, TimedOut)
            raise said or lost from None

    @property
    def is_open(self) -> bool:
        """Whether it stands, as far as is known here: nobody has released or aborted it, or been silent too long."""
        return self._open

    @property
    def has_unread(self) -> bool:
        """Whether something came that is still to be received; true after the association has ended, too."""
        return bool(self._pending)

    def receive(self) -> tuple[int, Command]:
        """The next command set and its presentation context ID. Its data set, if any, has to be read after it.

        Raises:
            Aborted: the peer aborted, released or went away, or sent what makes no sense.
            TimedOut: silence.
        """
        parts = bytearray()
        context_id = None
        empty = 0
        self.wire.look_up()
        self.wire.expect()
        while True:
            fragment_context, control, data = self._fragment()
            if context_id is None:
                context_id = fragment_context
            if not control & pdu.COMMAND or fragment_context != context_id or context_id not in self.contexts:
                raise self.nonsense("a command was due, and something else came", 2)
            parts += data
            if len(parts) > command.MAX_COMMAND_LENGTH:
                raise self.nonsense("a command set without end", 6)
            if control & pdu.LAST:
                break
            empty = self._check_progress(data, empty)
            self.wire.begun()
        try:
            received = command.decode(bytes(parts))
        except command.MalformedCommand as error:
            raise self.nonsense(str(error), 6) from error
        return context_id, received

    def data_set(self, context_id: int) -> Iterator[memoryview]:
        """The fragments of the data set that follows a command; each is valid until the next."""
        empty = 0
        self.wire.expect(begun=True)
        while True:
            fragment_context, control, data = self._fragment()
            if control & pdu.COMMAND or fragment_context != context_id:
                raise self.nonsense("a data set was due, and something else came", 2)
            yield data
            if control & pdu.LAST:
                return
            if not data:
                empty = self._check_progress(data, empty)

    def identifier(self, context_id: int) -> bytes:
        """The data set that follows a command, whole: for identifiers, which are small."""
        parts = bytearray()
        for fragment in self.data_set(context_id):
            parts += fragment
            if len(parts) > querystore.MAX_SIZE:
                raise self.nonsense("an identifier without end", 6)
        return bytes(parts)

    def _check_progress(self, data: memoryview, empty: int) -> int:
        """How many empty fragments a message has by now, which each are allowed (PS3.8 annex D) and lead nowhere."""
        empty += not data
        if empty > _MOST_EMPTY:
            raise self.nonsense("a message of empty fragments without end", 6)
        return empty

    def _fragment(self) -> pdu.Fragment:
        while not self._pending:
            kind, body = self._pdu()
            if kind != pdu.P_DATA:
                raise self._ended(kind, body)
            try:
                self._pending = list(pdu.fragments(body))[::-1]
            except pdu.MalformedPDU as error:
                raise self.nonsense(str(error), error.reason) from error
        return self._pending.pop()

    def _pdu(self) -> tuple[int, memoryview]:
        try:
            return read_pdu(self.wire, self._network.max_pdu_length)
        except pdu.MalformedPDU as error:
            raise self.nonsense(str(error), error.reason) from error

    def _ended(self, kind: int, body: memoryview) -> ScuError:
        """The error for a PDU that is no P-DATA-TF."""
        if kind == pdu.ABORT:
            self._open = False
            return aborted(body, self.wire.doing)
        if kind == pdu.RELEASE_RQ:
            self.wire.send([pdu.RELEASE_RP_PDU])
            self._open = False
            return Released(f"the peer released the association while {self.wire.doing}")
        return self.nonsense(f"a PDU of type {kind:02X} has no place here", 2)

    def nonsense(self, what: str, reason: int) -> Aborted:
        """Abort as the service provider, for a reason of PS3.8 table 9-26, and return the error to raise."""
        self._abort(2, reason)
        return nonsense(what, self.wire.doing)

    def not_ours(self, received: Command) -> Aborted:
        """The same for a message that answers nothing we asked."""
        answered = received.number(command.MESSAGE_ID_BEING_RESPONDED_TO)
        return self.nonsense(f"a message of type {received.field:04X} to message {answered}, not ours", 2)

    def release(self) -> None:
        """A-RELEASE (PS3.8 7.2). That a peer hangs up in its place does no harm: all was answered."""
        if not self._open:
            self.wire.close()
            return
        self.wire.doing = "waiting for the release"
        self.wire.on_interrupt = give_up
        try:
            with self.wire.within(self._network.acse_timeout):
                self.wire.send([pdu.RELEASE_RQ_PDU])
                while (kind := self._pdu()[0]) not in (pdu.RELEASE_RP, pdu.ABORT):
                    if kind == pdu.RELEASE_RQ:  # both at a time (PS3.8 7.2.2)
                        self.wire.send([pdu.RELEASE_RP_PDU])
        except ScuError as error:
            log.info("the association did not end in order: %s", error.message)
        except KeyboardInterrupt:
            self.abort()
        self._open = False
        self.wire.close()

    def abort(self) -> None:
        """A-ABORT as the service user (PS3.8 7.3)."""
        self._abort(0, 0)

    def _abort(self, source: int, reason: int) -> None:
        if self._open:
            self._open = False
            send_abort(self.wire, source, reason)
        self.wire.close()
