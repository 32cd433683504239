"""A query peer whose matches are encoded beforehand: `python -m tests.bench.replay PORT COUNT`.

It sends as fast as a socket takes it, so that what is measured is the tool that asks.
"""

from __future__ import annotations

import socket
import sys
from queue import Queue

from pydicom.dataset import Dataset
from pynetdicom.dsutils import encode

from tests.bench.listening import listen
from tests.peers.scripted import Conversation, Message, encode_message, response_to

KEYS = (
    "PatientName",
    "PatientID",
    "PatientBirthDate",
    "PatientSex",
    "StudyDate",
    "StudyTime",
    "StudyDescription",
    "AccessionNumber",
    "ModalitiesInStudy",
    "StudyInstanceUID",
)
_PENDING, _SUCCESS = 0xFF00, 0x0000
_ROOM = 16382


def match(number: int) -> Dataset:
    """A study as an archive tells of it."""
    found = Dataset()
    found.SpecificCharacterSet = "ISO_IR 192"
    found.QueryRetrieveLevel = "STUDY"
    found.PatientName = f"Müller^Jürgen{number % 997}"
    found.PatientID = f"P{number % 997:06}"
    found.PatientBirthDate = f"19{number % 90 + 10}0131"
    found.PatientSex = "MFO"[number % 3]
    found.StudyDate = f"2024{number % 12 + 1:02}{number % 28 + 1:02}"
    found.StudyTime = f"{number % 24:02}1530.123"
    found.StudyDescription = f"Thorax {number}"
    found.AccessionNumber = f"A{number:08}"
    found.ModalitiesInStudy = ["CT", "SR"] if number % 2 else "MR"
    found.StudyInstanceUID = f"1.2.826.0.1.3680043.8.498.{number + 1}"
    return found


def answer(connection: socket.socket, identifiers: list[bytes]) -> None:
    """Answer each C-FIND with all of them."""
    conversation = Conversation(connection, Queue())
    conversation.accept()
    while True:
        request = conversation.receive_message()
        before, after = _around(request)
        matches = b"".join(before + each for each in (_framed(request.context_id, data) for data in identifiers))
        connection.sendall(matches + after)


def _around(request: Message) -> tuple[bytes, bytes]:
    """The command set that goes before each match, and the one that ends it all."""
    pending = encode_message(request.context_id, response_to(request, _PENDING, True), b"--")
    last = encode_message(request.context_id, response_to(request, _SUCCESS))
    return next(pending), b"".join(last)


def _framed(context_id: int, data: bytes) -> bytes:
    """A P-DATA-TF PDU with the one and last fragment of a data set (PS3.8 9.3.5)."""
    assert len(data) <= _ROOM
    item = (len(data) + 2).to_bytes(4, "big") + bytes((context_id, 2)) + data
    return b"\x04\x00" + len(item).to_bytes(4, "big") + item


def main() -> None:
    port, count = map(int, sys.argv[1:])
    identifiers = [encode(match(number), True, True) or b"" for number in range(count)]
    listen(port, lambda connection: answer(connection, identifiers))


if __name__ == "__main__":
    main()
