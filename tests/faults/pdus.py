"""The PDUs of one direction of a connection, each with a name that says what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scu.dimse import command, pdu

START = ""
"""Where nothing has passed yet."""
RQ, AC, RJ = "A-ASSOCIATE-RQ", "A-ASSOCIATE-AC", "A-ASSOCIATE-RJ"
RELEASE_RQ, RELEASE_RP, ABORT = "A-RELEASE-RQ", "A-RELEASE-RP", "A-ABORT"

_ACSE = {
    pdu.ASSOCIATE_RQ: RQ,
    pdu.ASSOCIATE_AC: AC,
    pdu.ASSOCIATE_RJ: RJ,
    pdu.RELEASE_RQ: RELEASE_RQ,
    pdu.RELEASE_RP: RELEASE_RP,
    pdu.ABORT: ABORT,
}
_DIMSE = {
    command.C_STORE_RQ: "C-STORE",
    command.C_GET_RQ: "C-GET",
    command.C_FIND_RQ: "C-FIND",
    command.C_MOVE_RQ: "C-MOVE",
    command.C_ECHO_RQ: "C-ECHO",
    command.C_CANCEL_RQ: "C-CANCEL",
}


class Direction:
    """Takes bytes as they come, and gives whole PDUs with their names.

    A P-DATA-TF is named for its message and the number of that among those of its kind: "C-STORE-RQ 2 command",
    "C-STORE-RQ 2 data set", of which all fragments but the last have a part number; a message without a data set is
    "C-STORE-RSP 2".

    Attributes:
        stored: the SOP Instance UIDs of the C-STORE requests, in order.
    """

    def __init__(self) -> None:
        self.stored: list[str] = []
        self._rest = b""
        self._counts: Counter[str] = Counter()
        self._command = b""
        self._message = ""
        self._part = 0

    def pdus(self, data: bytes) -> Iterator[tuple[str, bytes]]:
        """What is whole by now. Bytes of another protocol pass as they are, nameless."""
        self._rest += data
        while self._rest:
            if not pdu.ASSOCIATE_RQ <= self._rest[0] <= pdu.ABORT:
                yield START, self._rest
                self._rest = b""
                return
            end = pdu.HEADER_LENGTH + int.from_bytes(self._rest[2:6], "big")
            if len(self._rest) < max(end, pdu.HEADER_LENGTH):
                return
            whole, self._rest = self._rest[:end], self._rest[end:]
            yield self._name(whole), whole

    def _name(self, whole: bytes) -> str:
        if whole[0] != pdu.P_DATA:
            return _ACSE[whole[0]]
        ((_, control, fragment),) = pdu.fragments(memoryview(whole)[pdu.HEADER_LENGTH :])
        if not control & pdu.COMMAND:
            self._part += 1
            return f"{self._message} data set" + ("" if control & pdu.LAST else f" part {self._part}")
        self._command += fragment
        assert control & pdu.LAST, "a command set in several PDUs"
        received, self._command, self._part = command.decode(self._command), b"", 0
        kind = _DIMSE[received.field & ~command.RESPONSE] + ("-RSP" if received.field & command.RESPONSE else "-RQ")
        if received.field == command.C_STORE_RQ:
            self.stored.append(received.text(command.AFFECTED_SOP_INSTANCE_UID))
        self._counts[kind] += 1
        self._message = f"{kind} {self._counts[kind]}"
        return f"{self._message} command" if received.has_data_set else self._message
