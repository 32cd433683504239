"""scu store: DICOMDIRs, lists, headless data sets and duplicates, as a server gets them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from pydicom.filereader import dcmread
from pydicom.uid import UID, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from tests.conftest import StartStorescp, Tool
from tests.peers.command import ENVIRONMENT, answer_here, ask, command_line, run_here, run_scu
from tests.peers.dcmtk import Server, file_set
from tests.peers.headless import UNCOMPRESSED, encoded
from tests.peers.instances import Made, data_set_bytes, make_archive, make_instances
from tests.peers.recording import recording_scp
from tests.peers.storing import assert_arrived, by_uid, counts, summary


@pytest.fixture
def made(tmp_path: Path) -> list[Made]:
    return make_instances(tmp_path / "in", 3)


def notes(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line.removeprefix("scu: note: ") for line in done.stderr.splitlines() if line.startswith("scu: note: ")]


def test_storescp_gets_what_a_dicomdir_lists(dcmtk: Tool, storescp: Server, tmp_path: Path) -> None:
    made = make_archive(tmp_path / "made")
    dicomdir = file_set(tmp_path / "disc", made)
    make_instances(tmp_path / "disc" / "SERIES", 1)

    answer = ask("store", storescp.address, dicomdir)

    assert counts(answer) == summary(len(made), stored=len(made))
    assert_arrived([one.path for one in made], storescp.files())


def test_a_file_that_a_dicomdir_lists_and_that_is_missing_is_told(dcmtk: Tool, tmp_path: Path) -> None:
    made = make_archive(tmp_path / "made")
    dicomdir = file_set(tmp_path / "disc", made)
    gone = tmp_path / "disc" / "SERIES" / "IM000003"
    gone.unlink()

    with recording_scp() as recorder:
        answer = answer_here("store", recorder.address, "-i", dicomdir, status=1)

    assert counts(answer) == summary(len(made), stored=len(made) - 1, not_sent=1)
    (missing,) = [entry for entry in answer["instances"] if entry["status"] is None]
    assert (missing["file"], missing["meaning"]) == (str(gone), f"{dicomdir} lists it, and it is not there")
    assert {stored.uid for stored in recorder.stored} == {one.uid for one in made} - {made[3].uid}


def test_a_folder_with_a_dicomdir_sends_everything_else(dcmtk: Tool, tmp_path: Path) -> None:
    made = make_archive(tmp_path / "made")
    file_set(tmp_path / "disc", made)

    with recording_scp() as recorder:
        answer = answer_here("store", recorder.address, "-r", tmp_path / "disc")

    assert counts(answer) == summary(len(made), stored=len(made))


def test_a_folder_with_a_dicomdir_and_nothing_else_names_it(dcmtk: Tool, tmp_path: Path) -> None:
    dicomdir = file_set(tmp_path / "disc", make_archive(tmp_path / "made"))

    done = run_here("store", "localhost:1", tmp_path / "disc")

    assert done.returncode == 4
    assert f"there is no DICOM file in {tmp_path / 'disc'}" in done.stderr
    assert f"what to do: name {dicomdir}, to send the files that it lists" in done.stderr
    assert "what to do: add --recursive" in run_here("store", "localhost:1", tmp_path).stderr


def test_a_word_that_is_no_file_is_told_where_the_host_is_known(tmp_path: Path) -> None:
    environment = {"SCU_HOST": "pacs.invalid"}

    looks_like_one = run_scu("store", "nothere.dcm", cwd=tmp_path, env=environment)
    does_not = run_scu("store", "nothere", cwd=tmp_path, env=environment)
    address = run_scu("store", "nowhere:104", cwd=tmp_path, env=environment)

    assert looks_like_one.returncode == does_not.returncode == 4
    assert "scu: error: nothere.dcm cannot be sent: No such file or directory" in looks_like_one.stderr
    assert "scu: error: there is no file 'nothere'\n" in does_not.stderr
    assert "taken for the host, in place of 'pacs.invalid', which SCU_HOST names" in does_not.stderr
    assert address.returncode == 2
    assert "'nowhere' was taken for the host" in address.stderr


def test_storescp_gets_what_a_list_names(storescp: Server, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "in", 3)
    folder = make_instances(tmp_path / "folder", 2)
    lines = f"\n{made[0].path}\r\n\n{made[2].path}\n{tmp_path / 'folder'}"

    answer = ask("store", storescp.address, "-", stdin=lines)

    expected = [made[0], made[2], *folder]
    assert counts(answer) == summary(4, stored=4)
    assert [entry["sop_instance_uid"] for entry in answer["instances"]] == [one.uid for one in expected]
    assert_arrived([one.path for one in expected], storescp.files())


def test_a_list_stands_among_the_files_that_are_named(made: list[Made]) -> None:
    with recording_scp() as recorder:
        answer = ask("store", recorder.address, "-i", "-", made[1].path, stdin=f"{made[2].path}\n{made[0].path}\n")

    order = [made[2].uid, made[0].uid, made[1].uid]
    assert [entry["sop_instance_uid"] for entry in answer["instances"]] == order


def test_a_list_of_odd_names(made: list[Made], tmp_path: Path) -> None:
    """Names that are no UTF-8, and with --null those with line ends in them."""
    names = [b"Stra\xdfe.dcm", "胸部 1.dcm".encode(), b" \n\xff.dcm"]
    for one, name in zip(made, names, strict=True):
        os.rename(os.fsencode(one.path), os.path.join(os.fsencode(tmp_path), name))

    with recording_scp() as recorder:
        for words, given in ((["-"], b"\n".join(names[:2])), (["-", "--null"], b"\0".join(names) + b"\0")):
            done = subprocess.run(
                command_line("store", recorder.address, *words, "--format", "json"),
                input=given,
                cwd=tmp_path,
                env=ENVIRONMENT,
                capture_output=True,
                timeout=60,
                check=False,
            )
            assert done.returncode == 0, done.stderr

    uids = [one.uid for one in made]
    assert [stored.uid for stored in recorder.stored] == [*uids[:2], *uids]


def test_what_a_list_names_and_cannot_be_sent_is_told(made: list[Made], tmp_path: Path) -> None:
    with recording_scp() as recorder:
        answer = ask("store", recorder.address, "-", stdin=f"{made[0].path}\n{tmp_path}/gone\n", status=1)

    assert counts(answer) == summary(2, stored=1, not_sent=1)


@pytest.mark.parametrize("given", ["", "\n\n", "\r\n"])
def test_an_empty_list_is_an_error(given: str) -> None:
    with recording_scp() as recorder:
        done = run_scu("store", recorder.address, "-", stdin=given)

    assert done.returncode == 4
    assert done.stderr.startswith("scu: error: the list of paths on standard input is empty")
    assert recorder.requests == []


def test_a_terminal_is_no_list() -> None:
    keyboard, terminal = os.openpty()
    try:
        with recording_scp() as recorder:
            done = subprocess.run(
                command_line("store", recorder.address, "-"),
                stdin=terminal,
                env=ENVIRONMENT,
                capture_output=True,
                encoding="utf-8",
                timeout=60,
                check=False,
            )
    finally:
        os.close(keyboard)
        os.close(terminal)

    assert done.returncode == 2
    assert done.stderr.startswith("scu: error: - reads a list of paths on standard input, and that is a terminal")
    assert "what to do: pipe a list to it" in done.stderr
    assert recorder.requests == []


def test_a_list_where_the_host_is_in_the_environment(made: list[Made]) -> None:
    with recording_scp() as recorder:
        address = {"SCU_HOST": recorder.address}
        answer = ask("store", "-", env=address, stdin=str(made[0].path))

    assert counts(answer) == summary(1, stored=1)


def test_null_is_for_lists(made: list[Made]) -> None:
    with recording_scp() as recorder:
        done = run_here("store", recorder.address, "--null", made[0].path)

    assert done.returncode == 2
    assert "--null needs - for standard input" in done.stderr


@pytest.mark.parametrize("syntax", UNCOMPRESSED, ids=str)
def test_storescp_gets_a_headless_data_set(start_storescp: StartStorescp, tmp_path: Path, syntax: UID) -> None:
    server = start_storescp("+xa")
    (one,) = make_instances(tmp_path / "made")
    bare = tmp_path / "bare"
    bare.write_bytes(encoded(one.read(), syntax))

    answer = ask("store", server.address, bare)

    assert counts(answer) == summary(1, stored=1)
    (entry,) = answer["instances"]
    assert entry["transfer_syntax_uid"] == syntax
    (written,) = server.files()
    kept = dcmread(written)
    assert kept.file_meta.TransferSyntaxUID == syntax
    assert kept.file_meta.MediaStorageSOPInstanceUID == one.uid
    assert data_set_bytes(written) == bare.read_bytes()
    assert [element for element in kept if element.tag < 0x7FE00010] == [
        element for element in one.read() if element.tag < 0x7FE00010
    ]


def test_headless_data_sets_of_a_folder_go_among_others(tmp_path: Path) -> None:
    made = make_instances(tmp_path / "in", 4)
    syntaxes = (ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian)
    for one, syntax in zip(made, syntaxes, strict=False):
        one.path.write_bytes(encoded(one.read(), syntax))
    (tmp_path / "in" / "notes.txt").write_text("no DICOM")

    with recording_scp() as recorder:
        done = run_here("store", recorder.address, tmp_path / "in", "-d")

    assert done.returncode == 0
    assert {stored.uid: stored.transfer_syntax for stored in recorder.stored} == {
        **{one.uid: syntax for one, syntax in zip(made, syntaxes, strict=False)},
        made[3].uid: ExplicitVRLittleEndian,
    }
    for one, name in zip(made, ("Explicit VR Little", "Implicit VR Little", "Explicit VR Big"), strict=False):
        assert f"{one.path.name} has no meta header: its data set is {name} Endian" in done.stderr
    assert notes(done) == [f"1 file in {tmp_path / 'in'} is no DICOM file and is left out"]


def test_storescp_gets_duplicates_once(storescp: Server, made: list[Made], tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    for one in made:
        (copies / one.path.name).write_bytes(one.path.read_bytes())
    other = dcmread(made[0].path)
    other.PatientName = "Doe^John"
    other.save_as(tmp_path / "other.dcm")

    answer = ask("store", storescp.address, tmp_path / "in", copies, tmp_path / "other.dcm")
    done = run_scu("store", storescp.address, tmp_path / "in", copies, tmp_path / "other.dcm")

    assert counts(answer) == summary(3, stored=3)
    assert {entry["file"] for entry in answer["instances"]} == {str(one.path) for one in made}
    assert_arrived([one.path for one in made], storescp.files())
    assert done.returncode == 0
    assert notes(done) == [
        "3 files are left out: other files hold the same objects; the first is of SOP Instance "
        f"{made[0].uid} (--debug names the files)",
        "1 file is left out: another file, which is sent, has its SOP Instance UID and other contents; it is of "
        f"SOP Instance {made[0].uid} (--debug names the files)",
    ]


def test_a_duplicate_of_what_may_not_be_proposed_is_sent(made: list[Made], tmp_path: Path) -> None:
    implicit = tmp_path / "implicit"
    files = made[0].path, implicit
    implicit.write_bytes(encoded(made[0].read(), ImplicitVRLittleEndian))

    with recording_scp() as recorder:
        answer = answer_here("store", recorder.address, "-xi", "--transcode", "never", *files, status=1)

    assert counts(answer) == summary(2, stored=1, not_sent=1)
    assert [(stored.uid, stored.transfer_syntax) for stored in recorder.stored] == [
        (made[0].uid, ImplicitVRLittleEndian)
    ]


def test_repeat_still_repeats(made: list[Made]) -> None:
    with recording_scp() as recorder:
        answer = answer_here("store", recorder.address, "--repeat", "3", made[0].path, made[0].path)

    assert counts(answer) == summary(3, stored=3)
    assert [stored.uid for stored in recorder.stored] == [made[0].uid] * 3


def test_patterns_at_storescp(storescp: Server, made: list[Made], tmp_path: Path) -> None:
    taken = [one.path.rename(one.path.with_suffix(ending)) for one, ending in zip(made, (".ima", ".IMG"), strict=False)]

    answer = ask("store", storescp.address, tmp_path / "in", "--pattern", "*.ima", "--pattern", "*.IMG")

    assert counts(answer) == summary(2, stored=2)
    assert by_uid(storescp.files()).keys() == by_uid(taken).keys()


def test_a_pattern_that_nothing_matches_is_named(made: list[Made], tmp_path: Path) -> None:
    with recording_scp() as recorder:
        done = run_here("store", recorder.address, tmp_path / "in", "--pattern", "*.ima")

    assert done.returncode == 4
    assert f"there is no DICOM file in {tmp_path / 'in'}" in done.stderr
    assert "have --pattern match the names of the files: it is *.ima" in done.stderr
    assert recorder.requests == []
