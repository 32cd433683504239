"""Text of a peer: no terminal obeys it, no note or error is forged by it, and documents stay what they are."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pydicom.dataset import Dataset

from scu import charset
from scu.errors import Aborted
from scu.output import native_xml
from scu.output.messages import error_lines
from tests.fuzz.targets.data import TRICKS
from tests.peers.command import run_here
from tests.peers.scripted import Conversation, ScriptedPeer, scripted_peer
from tests.peers.scripts import PENDING, SUCCESS

HOSTILE = "[red]%s{0}\x1b[2J\x1b]0;owned\x07\x9b31m\u202egnp.exe\u2066=cmd|' /C calc'!A0\0end"


@pytest.fixture
def peer() -> Iterator[ScriptedPeer]:
    """Answers queries with text that was made to do harm, wherever a peer may say something."""

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        while True:
            request = conversation.receive_message()
            match = Dataset()
            match.SpecificCharacterSet = "ISO_IR 192"
            with charset.quietly():
                for tag, vr in ((0x00081030, "LO"), (0x00100010, "PN"), (0x00100020, "LO")):
                    match.add_new(tag, vr, HOSTILE)
                for tag, vr in ((0x00080061, "CS"), (0x0020000D, "UI")):
                    match.add_new(tag, vr, "[red]%s\x1b[2J\x07\x9b31m\r")
                match.add_new(0x00090010, "LO", HOSTILE)
                match.add_new(0x00091001, "UT", HOSTILE)
            conversation.respond(request, PENDING, match)
            conversation.respond(request, SUCCESS)

    with scripted_peer(answer) as started:
        yield started


KEYS = ("-k", "PatientName", "-k", "PatientID", "-k", "StudyDescription", "-k", "ModalitiesInStudy", "-k", "StudyDate")


@pytest.mark.parametrize(
    "shown", ["--format table", "--format text", "--tree", "--format csv", "--format json", "--format jsonl"]
)
def test_no_format_for_people_gives_a_terminal_anything_to_obey(
    peer: ScriptedPeer, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    done = run_here("find", peer.address, "--study", *KEYS, *shown.split(), "--no-check", "-d")

    assert done.returncode == 0, done.stderr
    assert "[red]%s{0}" in done.stdout
    assert not set(TRICKS) & set(done.stderr)
    if "csv" in shown:  # as it came: what a spreadsheet makes of it is decided there, and a script wants the value
        assert next(csv.DictReader(done.stdout.replace("\0", "").splitlines()))["PatientID"] == HOSTILE.replace(
            "\0", ""
        )
        return
    assert not set(TRICKS) & set(done.stdout) - (set("\x9b\u202e\u2066") if "json" in shown else set())
    if "json" in shown:
        told = json.loads(done.stdout)
        assert (told if "jsonl" in shown else told[0])["00100020"]["Value"] == [HOSTILE]


def test_an_error_or_a_note_of_several_lines_forges_no_other() -> None:
    lines = "\n".join(error_lines(Aborted("the peer says a\nscu: error: b\nscu: note: \x1b[2J"))).split("\n")

    assert [line for line in lines if line.startswith("scu: ")] == ["scu: error: the peer says a"]
    assert "\x1b" not in "".join(lines)


def test_xml_is_well_formed_whatever_it_holds() -> None:
    dataset = Dataset()
    with charset.quietly():
        dataset.add_new(0x00100020, "LO", HOSTILE + "\udcff\ufffe")
        dataset.add_new(0x00090010, "LO", HOSTILE)
        dataset.add_new(0x00091001, "PN", HOSTILE)

    root = ElementTree.fromstring(native_xml.document(dataset))
    assert "gnp.exe" in "".join(root.itertext())


def test_a_series_without_a_valid_uid_is_told_of_and_left_out(tmp_path: Path) -> None:
    def answer(conversation: Conversation) -> None:
        conversation.accept()
        while True:
            request = conversation.receive_message()
            if request.command.CommandField == 0x20:
                match = Dataset()
                with charset.quietly():
                    match.add_new(0x0020000E, "UI", "../../x")
                conversation.respond(request, PENDING, match)
            conversation.respond(request, SUCCESS)

    with scripted_peer(answer) as peer:
        done = run_here("get", peer.address, "--no-find", "--verify", "-o", tmp_path, "-k", "StudyInstanceUID=1.2")

    assert "the server lists 1 series without a valid UID: they are left out" in done.stderr
