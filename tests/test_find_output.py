"""scu find: the charset of queries and replies, and every format."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.peers.command import answer_here, run_here, run_scu
from tests.peers.dcmtk import Server
from tests.peers.instances import Made
from tests.peers.matches import person, value
from tests.peers.orthanc import Orthanc
from tests.peers.recording import Recorder, recording_scp
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.scripts import PENDING, a_match, succeed


@pytest.mark.parametrize("text", ["Müller^J*", "山田^太郎", "Ünal"])
def test_text_of_the_key_arrives_in_the_charset_that_the_query_names(text: str) -> None:
    with recording_scp() as recorder:
        answer_here("find", recorder.address, "-k", f"PatientName={text}")

    identifier = recorder.asked[0].identifier
    assert identifier.SpecificCharacterSet == "ISO_IR 192"
    assert str(identifier.PatientName) == text


@pytest.mark.parametrize(
    ("charset", "text", "encoded"),
    [
        ("ISO_IR 100", "Müller", b"M\xfcller"),
        ("ISO_IR 144", "Иван", bytes([0xB8, 0xD2, 0xD0, 0xDD])),
        ("ISO_IR 192", "Müller", "Müller".encode()),
        ("GB18030", "王", "王".encode("gb18030")),
    ],
)
def test_charset_on_the_wire(charset: str, text: str, encoded: bytes) -> None:
    with scripted_peer(succeed) as peer:
        answer_here("find", peer.address, "--charset", charset, "-k", f"PatientID={text}")

    (request,) = peer.conversation.received
    assert encoded in request.data
    assert charset.encode() in request.data


def test_text_that_the_charset_cannot_carry_names_one_that_can() -> None:
    with recording_scp() as recorder:
        done = run_here("find", recorder.address, "--charset", "ISO_IR 100", "-k", "PatientName=山田")

    assert done.returncode == 2
    assert "ISO_IR 192" in done.stderr
    assert recorder.requests == []


@pytest.mark.parametrize(
    ("charset", "name"),
    [
        ("ISO_IR 100", "Buc^Jérôme"),
        ("ISO_IR 144", "Люкceмбypг"),
        ("ISO_IR 192", "Wang^XiaoDong=王^小东"),
        ("GB18030", "Wang^XiaoDong=王^小东"),
        (["", "ISO 2022 IR 87"], "Yamada^Tarou=山田^太郎=やまだ^たろう"),
        (["ISO 2022 IR 13", "ISO 2022 IR 87"], "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
        (["", "ISO 2022 IR 149"], "Hong^Gildong=洪^吉洞=홍^길동"),
    ],
)
def test_replies_decode_by_their_own_charset(charset: str | list[str], name: str) -> None:
    with recording_scp(Recorder(matches=[a_match(name, charset)])) as recorder:
        (match,) = answer_here("find", recorder.address)

    assert "=".join(person(match).values()) == name


def respond_without_charset(conversation: Conversation) -> None:
    conversation.accept()
    request = conversation.receive_message()
    conversation.respond(request, PENDING, a_match(b"M\xfcller", None))
    conversation.respond(request, 0x0000)
    conversation.end()


def test_a_charset_can_be_assumed_for_replies_that_name_none() -> None:
    with scripted_peer(respond_without_charset) as peer:
        (match,) = answer_here("find", peer.address, "--assume-charset", "ISO_IR 100")

    assert person(match) == {"Alphabetic": "Müller"}


def test_orthanc_and_non_ascii_names(orthanc: Orthanc) -> None:
    matches = answer_here("find", orthanc.address, "--patient", "-k", "PatientName=*")

    names = {person(match)["Alphabetic"] for match in matches}
    assert names == {"Müller^Jürgen", "Yamada^Tarou"}


def test_json_has_the_shape_of_a_dicomweb_answer(dcmqrscp: Server, archive: list[Made]) -> None:
    done = run_here("find", dcmqrscp.address, "-k", "PatientID=P2", "-k", "PatientName", "--format", "json")

    (match,) = json.loads(done.stdout)
    assert match["00100010"] == {
        "vr": "PN",
        "Value": [{"Alphabetic": "Yamada^Tarou", "Ideographic": "山田^太郎"}],
    }
    assert match["0020000D"] == {"vr": "UI", "Value": [archive[-1].study]}


def test_jsonl_is_one_match_a_line(dcmqrscp: Server) -> None:
    done = run_here("find", dcmqrscp.address, "--format", "jsonl")

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {value(match, "00080050") for match in lines} == {"A1", "A2", "A3"}


def test_csv_is_a_header_of_keywords_in_key_order(dcmqrscp: Server) -> None:
    done = run_here(
        *("find", dcmqrscp.address, "--format", "csv"),
        *("-k", "StudyDescription", "-k", "PatientName=M*", "-k", "AccessionNumber"),
    )

    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    header = done.stdout.splitlines()[0].split(",")
    asked = [name for name in header if name in ("StudyDescription", "PatientName", "AccessionNumber")]
    assert asked == ["StudyDescription", "PatientName", "AccessionNumber"]
    assert sorted((row["StudyDescription"], row["PatientName"], row["AccessionNumber"]) for row in rows) == [
        ("Kopf für Jürgen", "Müller^Jürgen", "A1"),
        ("Thorax", "Müller^Jürgen", "A2"),
    ]


def test_text_is_like_a_dump(dcmqrscp: Server) -> None:
    done = run_here("find", dcmqrscp.address, "-k", "PatientID=P2", "-k", "PatientName")

    assert "(0010,0010)" in done.stdout
    assert "Yamada^Tarou=山田^太郎" in done.stdout
    assert "\x1b" not in done.stdout


def test_table_shows_a_row_a_match(dcmqrscp: Server) -> None:
    done = run_scu("find", dcmqrscp.address, "-k", "PatientID=P1", "--format", "table", env={"COLUMNS": "250"})

    assert done.stdout.count("Müller, Jürgen") == 2
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("output_format", ["table", "text"])
def test_what_a_peer_says_is_no_markup_and_moves_no_cursor(output_format: str) -> None:
    match = a_match("[red]Doe[/red]^{0}%s")
    match.StudyDescription = "\x1b[2Jgone"
    with recording_scp(Recorder(matches=[match])) as recorder:
        done = run_here(
            "find", recorder.address, "-k", "StudyDescription", "-k", "PatientName", "--format", output_format
        )

    assert done.returncode == 0
    assert {"table": "[red]Doe[/red], {0}%s", "text": "[red]Doe[/red]^{0}%s"}[output_format] in done.stdout
    assert "\x1b" not in done.stdout
