"""`scu findscu`: what it leaves on disk, beside findscu itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydicom.dataset import Dataset
from pydicom.filereader import dcmread

from tests.conftest import OldLine
from tests.conftest import Tool as RunDCMTK
from tests.peers.old_tools import SharedPeer, here, real
from tests.peers.processes import LOCALHOST
from tests.peers.scripted import scripted_peer
from tests.peers.scripts import C_CANCEL_RQ, respond_until_cancelled

QUERY = ("-S", "-k", "8,52=STUDY", "-k", "20,d", "-k", "10,10")


def matches() -> list[Dataset]:
    made = []
    for number, name in enumerate(("Müller^Jürgen", "Doe^Jane", "")):
        match = Dataset()
        match.SpecificCharacterSet = "ISO_IR 100"
        match.QueryRetrieveLevel = "STUDY"
        match.PatientName = name
        match.StudyInstanceUID = f"1.2.{number}"
        made.append(match)
    return made


EXTRACTED = {
    "-X": ["rsp0001.dcm", "rsp0002.dcm", "rsp0003.dcm"],
    "--extract": ["rsp0001.dcm", "rsp0002.dcm", "rsp0003.dcm"],
    "-Xx -X": ["rsp0001.dcm", "rsp0002.dcm", "rsp0003.dcm"],
    "-X -Xlo 2": ["rsp0001.dcm", "rsp0002.dcm"],
    "-Xlo 5 -Xx": ["rsp0001.xml", "rsp0002.xml", "rsp0003.xml"],
    "-X --extract-xml": ["rsp0001.xml", "rsp0002.xml", "rsp0003.xml"],
    "-X -od FOLDER": ["FOLDER/rsp0001.dcm", "FOLDER/rsp0002.dcm", "FOLDER/rsp0003.dcm"],
    "-Xx --output-directory FOLDER": ["FOLDER/rsp0001.xml", "FOLDER/rsp0002.xml", "FOLDER/rsp0003.xml"],
    "-od FOLDER": [],
    "-od missing": [],
}


def written(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("rsp*"))


@pytest.mark.parametrize(("options", "files"), EXTRACTED.items(), ids=list(EXTRACTED))
def test_matches_are_extracted(
    dcmtk: RunDCMTK, shared_recorder: SharedPeer, old_line: OldLine, tmp_path: Path, options: str, files: list[str]
) -> None:
    theirs = tmp_path / "theirs"
    for folder in (tmp_path, theirs):
        (folder / "FOLDER").mkdir(parents=True)
    shared_recorder.begin(matches=matches())
    real("findscu", *options.split(), *QUERY, LOCALHOST, shared_recorder.port, cwd=theirs)
    assert written(theirs) == files

    _, done = old_line("findscu", *options.split(), *QUERY, "HOST", "PORT", matches=matches())

    assert [name for name in written(tmp_path) if not name.startswith("theirs")] == files
    for name in files:
        if name.endswith(".dcm"):
            assert dcmread(tmp_path / name) == dcmread(theirs / name)
        else:
            assert "Native DICOM Model" in done.stderr
            assert b"<NativeDicomModel" in (tmp_path / name).read_bytes()


def test_no_more_is_asked_for_than_is_extracted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with scripted_peer(respond_until_cancelled) as peer:
        here("findscu", "-X", "-Xlo", "2", *QUERY, LOCALHOST, peer.port)

    assert [it.command.CommandField for it in peer.conversation.received][1:] == [C_CANCEL_RQ]
    assert written(tmp_path) == ["rsp0001.dcm", "rsp0002.dcm"]


def test_the_folder_has_to_be_there(old_line: OldLine, tmp_path: Path) -> None:
    recorder, done = old_line("findscu", "-X", "-od", "missing", *QUERY, "HOST", "PORT", status=4)

    assert recorder.requests == []
    assert "the output folder 'missing' does not exist" in done.stderr
    assert os.listdir(tmp_path) == []


def test_a_limit_to_what_is_extracted_needs_something_extracted(old_line: OldLine) -> None:
    recorder, done = old_line("findscu", "-Xlo", "2", *QUERY, "HOST", "PORT", status=2)

    assert recorder.requests == []
    assert "--limit-output of findscu needs --extract" in done.stderr
