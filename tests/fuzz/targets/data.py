"""Data sets of a stranger: identifiers, and what is shown of them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from struct import pack
from typing import Final
from xml.etree import ElementTree

from pydicom.dataset import Dataset

from scu import charset, flat, querystore, values
from scu.dimse.ledger import Answer
from scu.output import columns, datasets, native_xml, readable
from scu.output.document import to_json
from scu.output.matches import MatchView
from scu.output.tree import TreeMatches
from scu.querystore import MalformedIdentifier
from tests.fuzz.target import Target

IMPLICIT, EXPLICIT, BIG, DEFLATED = (
    querystore.IMPLICIT_LITTLE,
    querystore.EXPLICIT_LITTLE,
    querystore.EXPLICIT_BIG,
    querystore.DEFLATED_LITTLE,
)
TRICKS: Final = "\0\x1b\x07\x9b\u202e\u2066"
"""Of these no terminal ever gets one."""

_COLUMNS: Final = columns.of(("PatientName", "PatientID", "StudyDate", "RequestAttributesSequence[0].CodeMeaning"))
_TAGS: Final = columns.flat_tags(_COLUMNS)
_replies = charset.Replies()


def match() -> Dataset:
    """A match with a value of nearly every kind."""
    code, step = Dataset(), Dataset()
    code.CodeValue, code.CodeMeaning = "1", "Chest"
    step.ScheduledProcedureStepID, step.ScheduledProtocolCodeSequence = "S1", [code]
    found = Dataset()
    found.SpecificCharacterSet = "ISO_IR 192"
    found.ImageType = ["ORIGINAL", "PRIMARY"]
    found.SOPInstanceUID = "1.2.3"
    found.StudyDate, found.StudyTime, found.AcquisitionDateTime = "20240229", "112233.5", "20240229112233+0100"
    found.PatientName = "Müller^Jörg=山田^太郎"
    found.PatientID = "P1"
    found.PatientAge, found.PatientWeight = "042Y", "72.5"
    found.Rows, found.FrameIncrementPointer = 512, 0x00181063
    found.SelectorFDValue = [1.5, float("inf")]
    found.RequestAttributesSequence = [step, Dataset()]
    found.add_new(0x00090010, "LO", "ACME")
    found.add_new(0x00091001, "UN", b"\1\2\3")
    return found


def _encoded(transfer_syntax_uid: str) -> Iterable[bytes]:
    plain = Dataset({element.tag: element for element in match() if element.VR not in ("SQ", "UN")})
    report = Dataset()
    report.TransactionUID, report.ReferencedSOPSequence, report.FailedSOPSequence = "1.2", [Dataset()], [Dataset()]
    for item in (report.ReferencedSOPSequence[0], report.FailedSOPSequence[0]):
        item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID, item.FailureReason = "1.2", "1.3", 0x0112
    for each in (match(), plain, report):
        yield querystore.encode(each, transfer_syntax_uid)
    yield nested(100, transfer_syntax_uid)
    if transfer_syntax_uid == DEFLATED:
        deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        yield deflater.compress(bytes(1 << 14)) + deflater.flush()


def nested(depth: int, transfer_syntax_uid: str = EXPLICIT) -> bytes:
    """Sequences of no length in each other, without an end."""
    order = ">" if transfer_syntax_uid == BIG else "<"
    begin = pack(f"{order}HH", 0x0040, 0x0275) + (b"" if transfer_syntax_uid == IMPLICIT else b"SQ\0\0")
    return (begin + b"\xff" * 4 + pack(f"{order}HHL", 0xFFFE, 0xE000, 0xFFFFFFFF)) * depth


def show(dataset: Dataset) -> None:
    """Every way to show a decoded data set: harmless to a terminal, and what it says that it is."""
    for line in (*datasets.dump(dataset), *readable.row(dataset, _COLUMNS)):
        assert not any(trick in line for trick in TRICKS), line
    text = to_json(datasets.json_model(dataset))
    json.loads(text, parse_constant=_no_constant)
    text.encode("utf-8", "backslashreplace")
    ElementTree.fromstring(native_xml.document(dataset))
    for column in _COLUMNS:
        datasets.value_at(dataset, column.path)
    tree: MatchView = TreeMatches()
    tree.show_dataset(dataset)


def _no_constant(name: str) -> object:
    raise AssertionError(f"{name} is no JSON")


def _identifier(transfer_syntax_uid: str, data: bytes) -> None:
    try:
        dataset = _replies.decode(querystore.decode(data, transfer_syntax_uid))
    except MalformedIdentifier:
        return
    show(dataset)
    try:
        again = querystore.encode(dataset, EXPLICIT)
    except values.PYDICOM_FAILURES as error:
        assert "Traceback" not in str(error)
    else:
        with suppress(MalformedIdentifier):  # of a known tag that came with no known VR it may make a sequence
            querystore.decode(again, EXPLICIT)


def _flat(transfer_syntax_uid: str, data: bytes) -> None:
    """Read quickly, it is the same as if pydicom had read it, where both read it."""
    quick = flat.read(data, transfer_syntax_uid, _replies)
    if quick is None:
        return
    shown, told = datasets.flat_json(quick), datasets.flat_values(quick, _TAGS)
    for text in readable.row(quick, _COLUMNS):
        assert not any(trick in text for trick in TRICKS), text
    json.loads(to_json(shown), parse_constant=_no_constant)
    try:
        dataset = _replies.decode(querystore.decode(data, transfer_syntax_uid))
    except MalformedIdentifier:
        return
    assert shown == datasets.json_model(dataset)
    assert told == [datasets.value_at(dataset, column.path) for column in _COLUMNS]


def _answer(data: bytes) -> None:
    """The event information of an N-EVENT-REPORT."""
    try:
        Answer.of(querystore.decode(data, IMPLICIT))
    except (MalformedIdentifier, *values.PYDICOM_FAILURES):
        return


def _text(data: bytes) -> None:
    """A Specific Character Set, a null byte, and text in it."""
    said, _, content = data.partition(b"\0")
    encodings = _replies.encodings(said)
    for vr, tag in (("PN", 0x00100010), ("LO", 0x00100020), ("UT", 0x0040A160)):
        element = flat.read_element(tag, vr, content, encodings)
        datasets.text(element).encode()


_DICTIONARY: Final = (
    b"\xfe\xff\x00\xe0",
    b"\xfe\xff\x0d\xe0",
    b"\xfe\xff\xdd\xe0",
    b"\xff\xff\xff\xff",
    b"\x08\0\x05\0",
    b"\x10\0\x10\0",
    *(vr.encode() for vr in ("SQ", "UN", "OB", "PN", "UI", "US", "AT", "DS", "IS", "DA", "ZZ")),
    b"ISO 2022 IR 87",
    b"\x1b$B",
    b"\x1b(B",
    b"\x1b[2J",
    b"\\",
    b"=",
    b"^",
    b"1e999",
    b"nan",
    "\u202e".encode(),
)
_SETS: Final = (
    "ISO 2022 IR 6\\ISO 2022 IR 87",
    "ISO 2022 IR 149",
    "GB18030",
    "ISO_IR 192",
    "ISO 2022 IR 58",
    "klingon",
)
_TEXTS: Final = (
    b"\x1b$B;3ED\x1b(B",
    b"\x1b$)C\xb1\xe8",
    b"\x1b",
    b"\x1b$",
    b"\x1b%G",
    b"\xff\xfe",
    b"[red]%s{0}\x1b[2J",
)

TARGETS: Final = (
    *(
        Target(f"identifier_{name}", partial(_identifier, uid), partial(_encoded, uid), _DICTIONARY)
        for name, uid in (("implicit", IMPLICIT), ("explicit", EXPLICIT), ("big", BIG), ("deflated", DEFLATED))
    ),
    *(
        Target(f"flat_{name}", partial(_flat, uid), partial(_encoded, uid), _DICTIONARY)
        for name, uid in (("implicit", IMPLICIT), ("explicit", EXPLICIT))
    ),
    Target("commitment_answer", _answer, partial(_encoded, IMPLICIT), _DICTIONARY),
    Target("text", _text, lambda: (f"{it}\0".encode() + text for it in _SETS for text in _TEXTS), _DICTIONARY),
)
