"""The practice server: what it keeps of what is stored, and how it begins and ends."""

from __future__ import annotations

import logging
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydicom import config, dcmread
from pydicom.uid import UID, CTImageStorage
from pynetdicom import _config

from scu.errors import FileProblem, ListenProblem
from scu.practice.server import PracticeServer
from tests.conftest import Tool
from tests.peers.asking import STUDY_ROOT, SUCCESS, associated, matches
from tests.peers.instances import Attributes, Made, carried_by_pydicom, data_set_bytes, make_instances
from tests.peers.processes import LOCALHOST

VERIFICATION = "1.2.840.10008.1.1"
RETIRED_ULTRASOUND = UID("1.2.840.10008.5.1.4.1.1.6")
DATA_SET_TRAILING_PADDING = 0xFFFCFFFC


@pytest.fixture(autouse=True)
def nodelay(monkeypatch: pytest.MonkeyPatch) -> None:
    """DCMTK's tools wait 40 ms an object otherwise."""
    monkeypatch.setenv("TCP_NODELAY", "1")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[PracticeServer]:
    """A practice server with nothing in it, to be stored to."""
    folder = tmp_path / "room" / "folder"
    folder.mkdir(parents=True)
    with PracticeServer(folder) as server:
        yield server


def test_it_answers_whoever_calls_it_whatever(dcmtk: Tool, empty: PracticeServer) -> None:
    assert empty.address == f"PRACTICE@127.0.0.1:{empty.port}"
    dcmtk("echoscu", "-aet", "STRANGER", "-aec", "SOMEONE", LOCALHOST, str(empty.port))


# What is stored


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("CT_small.dcm", "-xe"),
        ("MR_small_implicit.dcm", "-xi"),
        ("MR_small_expb.dcm", "-xb"),
        ("image_dfl.dcm", "-xd"),
        ("MR_small_RLE.dcm", "-xr"),
        ("SC_rgb_small_odd_jpeg.dcm", "-xy"),
        ("examples_jpeg2k.dcm", "-xv"),
        ("rtplan.dcm", "-xi"),
    ],
)
def test_what_storescu_sends_is_kept_and_found(dcmtk: Tool, empty: PracticeServer, name: str, option: str) -> None:
    sent = carried_by_pydicom(name)
    dcmtk("storescu", "-R", option, LOCALHOST, str(empty.port), sent)

    original = dcmread(sent)
    original.pop(DATA_SET_TRAILING_PADDING, None)  # storescu leaves it out
    (kept,) = empty.folder.iterdir()
    assert kept.name == f"{original.SOPInstanceUID}.dcm"
    assert dcmread(kept) == original
    assert dcmread(kept).file_meta.TransferSyntaxUID == original.file_meta.TransferSyntaxUID
    (match,) = matches(empty.port, STUDY_ROOT, "IMAGE", SOPInstanceUID=original.SOPInstanceUID, SOPClassUID="")
    assert match.SOPClassUID == original.SOPClassUID


def test_the_bytes_are_kept_as_they_came(empty: PracticeServer, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "made")
    with associated(empty.port, CTImageStorage, transfer_syntaxes=[made.transfer_syntax]) as association:
        assert association.send_c_store(made.read()).Status == SUCCESS

    assert data_set_bytes(empty.folder / f"{made.uid}.dcm") == data_set_bytes(made.path)


def test_a_retired_storage_class_is_taken(empty: PracticeServer, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path)
    dataset = made.read()
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = RETIRED_ULTRASOUND
    with associated(empty.port, RETIRED_ULTRASOUND) as association:
        assert association.send_c_store(dataset).Status == SUCCESS

    assert dcmread(empty.folder / f"{made.uid}.dcm") == dataset


@pytest.mark.parametrize("uid", ["../x", "/tmp/x", "1.2/../../x", ".1", "1.", "1..2", "x"])
def test_no_uid_leads_out_of_the_folder(empty: PracticeServer, tmp_path: Path, uid: str) -> None:
    (made,) = make_instances(tmp_path / "made")
    before = sorted(tmp_path.rglob("*"))
    dataset = made.read()
    with config.disable_value_validation():
        dataset.SOPInstanceUID = uid
        with associated(empty.port, CTImageStorage) as association:
            status = association.send_c_store(dataset)

    assert (status.Status, status.ErrorComment) == (0x0117, "The SOP Instance UID is no UID")
    assert sorted(tmp_path.rglob("*")) == before


def test_an_object_that_belies_its_command_is_refused(
    empty: PracticeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made,) = make_instances(tmp_path)
    dataset = made.read()
    dataset.file_meta.MediaStorageSOPInstanceUID = UID("1.2.3")
    dataset.save_as(made.path, enforce_file_format=False)
    # pynetdicom then sends the bytes of the file, under the UIDs of its meta information.
    monkeypatch.setattr(_config, "STORE_SEND_CHUNKED_DATASET", True)
    with associated(empty.port, CTImageStorage, transfer_syntaxes=[made.transfer_syntax]) as association:
        status = association.send_c_store(made.path)

    assert status.Status == 0xA900
    assert list(empty.folder.iterdir()) == []


def test_an_object_without_a_study_is_refused(empty: PracticeServer, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path)
    dataset = made.read()
    del dataset.StudyInstanceUID
    with associated(empty.port, CTImageStorage) as association:
        status = association.send_c_store(dataset)

    assert (status.Status, status.ErrorComment) == (0xC000, "Cannot understand: No StudyInstanceUID")
    assert list(empty.folder.iterdir()) == []


def test_what_cannot_be_written_is_out_of_resources_and_leaves_nothing(empty: PracticeServer, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "made")
    in_the_way = empty.folder / f"{made.uid}.dcm"
    in_the_way.mkdir()
    with associated(empty.port, CTImageStorage) as association:
        assert association.send_c_store(made.read()).Status == 0xA700

    assert list(empty.folder.iterdir()) == [in_the_way]


def test_what_is_sent_again_is_replaced(empty: PracticeServer, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "made")
    dataset = made.read()
    with associated(empty.port, CTImageStorage) as association:
        association.send_c_store(dataset)
        dataset.StudyDescription = "Second"
        association.send_c_store(dataset)

    (match,) = matches(empty.port, STUDY_ROOT, "STUDY", StudyDescription="")
    assert match.StudyDescription == "Second"
    assert [dcmread(path).StudyDescription for path in empty.folder.iterdir()] == ["Second"]


# The server itself


def test_what_is_no_dicom_is_left_out(tmp_path: Path, archive: list[Made]) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    shutil.copy(archive[0].path, tmp_path / "deep" / "er" / "no-suffix")
    shutil.copy(archive[1].path, tmp_path / ".hidden.part")
    shutil.copy(carried_by_pydicom("rtplan_truncated.dcm"), tmp_path)
    shutil.copy(carried_by_pydicom("no_meta.dcm"), tmp_path)
    (tmp_path / "README.txt").write_text("Not DICOM.")
    (tmp_path / "short.dcm").write_bytes(archive[2].path.read_bytes()[:200])
    with PracticeServer(tmp_path) as server:
        found = matches(server.port, STUDY_ROOT, "IMAGE", SOPInstanceUID="")

    assert archive[0].uid in {match.SOPInstanceUID for match in found}
    assert archive[1].uid not in {match.SOPInstanceUID for match in found}
    assert archive[2].uid not in {match.SOPInstanceUID for match in found}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be read"), PracticeServer(tmp_path / "none"):
        pass


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.create_server((LOCALHOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ListenProblem) as problem, PracticeServer(tmp_path, port=port):
            pass

    assert problem.value.message == f"Port {port} of {LOCALHOST} cannot be listened on"
    assert problem.value.cause == "Address already in use"


def test_an_ipv6_address(tmp_path: Path) -> None:
    with (
        PracticeServer(tmp_path, bind="::1") as server,
        associated(server.port, VERIFICATION, host="::1") as association,
    ):
        assert server.address == f"PRACTICE@[::1]:{server.port}"
        assert association.send_c_echo().Status == SUCCESS


def test_interrupted_it_ends_cleanly(tmp_path: Path) -> None:
    script = (
        "import sys, threading; from pathlib import Path; from scu.practice.server import PracticeServer\n"
        "class Announced(threading.Event):\n"
        "    def wait(self, timeout=None):\n"
        "        print(server.port, flush=True)\n"
        "        return super().wait(timeout)\n"
        "with PracticeServer(Path(sys.argv[1])) as server:\n"
        "    server._ended = Announced()\n"
        "    server.wait()\n"
        "print('ended')\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, tmp_path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)

    assert (output, errors, process.returncode) == ("ended\n", "", 0)
    with socket.socket() as probe:
        assert probe.connect_ex((LOCALHOST, port)) != 0


def test_no_patient_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    make_instances(tmp_path, attributes=Attributes(patient_id="SECRET", patient_name="Secret^Name"))
    caplog.set_level(logging.INFO)
    with PracticeServer(tmp_path) as server:
        assert matches(server.port, STUDY_ROOT, "STUDY", PatientName="Secret*", PatientID="")

    assert caplog.records
    assert "secret" not in caplog.text.lower()
