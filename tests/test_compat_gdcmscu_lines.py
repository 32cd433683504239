"""`scu gdcmscu`: whole lines, those that are wrong, and those that gdcmscu itself is given too."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.uid import ExplicitVRLittleEndian

from tests.conftest import OldLine, StartStorescp
from tests.peers.command import run_scu
from tests.peers.instances import Attributes, make_instances
from tests.peers.old_tools import SharedPeer, here, real
from tests.peers.processes import LOCALHOST, free_port

CONFLICTS = {
    "--echo --store HOST PORT": ("--echo", "--store"),
    "--find --move --port-scp 1 HOST PORT": ("--find", "--move"),
    "--get --worklist HOST PORT": ("--get", "--worklist"),
    "--find HOST PORT": ("--patientroot", "--studyroot"),
    "--find --patientroot --studyroot HOST PORT": ("--patientroot", "--studyroot"),
    "--find --worklist --studyroot HOST PORT": ("--worklist", "--studyroot"),
    "--find --studyroot --patient HOST PORT": ("--patient", "--studyroot"),
    "--move --studyroot -k 20,d=1 HOST PORT": ("--move", "--port-scp"),
    "--move --studyroot --port-scp 1111 -k 20,d=1* HOST PORT": ("--move", "wildcards", "StudyInstanceUID"),
    "--get --studyroot HOST PORT": ("StudyInstanceUID",),
    "--find --studyroot HOST PORT file.dcm": ("file.dcm", "--store", "--find"),
    "--find --studyroot -k Nonsense=1 HOST PORT": ("Nonsense",),
    "--find --studyroot -k": ("-k",),
    "--fnd HOST PORT": ("--fnd", "--find"),
    "--s HOST PORT": ("--s",),
    "-x HOST PORT": ("-x",),
    "": ("a host",),
    "HOST 0": ("port",),
    "--store HOST PORT": ("file",),
}


@pytest.mark.parametrize(("words", "named"), CONFLICTS.items(), ids=list(CONFLICTS))
def test_a_wrong_line_sends_nothing_and_names_what_is_wrong(
    old_line: OldLine, words: str, named: tuple[str, ...]
) -> None:
    peer, done = old_line("gdcmscu", *words.split(), status=2)

    assert (peer.requests, done.stdout) == ([], "")
    assert all(name in done.stderr for name in named), done.stderr


def test_an_option_of_another_mode_is_left_out_with_a_note(old_line: OldLine) -> None:
    peer, done = old_line("gdcmscu", "--echo", "--patientroot", "-k", "10,10", "HOST", "PORT")

    assert peer.echoes == 1
    assert "scu: note: --patientroot says nothing to --echo, and is left out" in done.stderr
    assert "scu: note: --key says nothing to --echo, and is left out" in done.stderr


# Level, model and keys as typed; the identifiers that gdcmscu itself makes of them are the judge.
QUERIES = [
    "--find --patientroot",
    "--find --patientroot --patient -k 10,10=A*",
    "--find --patientroot --patient -k 10,10=*Jérôme*",
    "--find --patientroot --study -k 10,20=P1 -k 8,60=CT",
    "--find --patientroot --series",
    "--find --patientroot --image -k 8,18=1.2.3",
    "--find --patientroot --image --series --patient",
    "--find --studyroot -k 10,10,A*",
    "--find --studyroot --study -k 20,d=1.2",
    "--find --studyroot --series -k 20,d=1.2",
    "--find --studyroot --image -k 20,d=1.2\\1.3",
    "--find --patientroot -k 20,d",
    "--worklist -k 10,10=A",
]


@pytest.mark.parametrize("line", QUERIES)
def test_the_peer_is_asked_just_what_gdcmscu_asks(gdcm: None, shared_recorder: SharedPeer, line: str) -> None:
    shared_recorder.begin()
    real("gdcmscu", *line.split(), LOCALHOST, shared_recorder.port)
    done = run_scu("gdcmscu", *line.split(), LOCALHOST, shared_recorder.port)

    assert done.returncode == 0, done.stderr
    recorded = shared_recorder.recorded()
    theirs, ours = recorded.asked
    assert ours == theirs
    titles = [(request.calling_ae_title, request.called_ae_title) for request in recorded.requests]
    assert titles == [("GDCMSCU", "ANY-SCP")] * 2


def test_the_peer_gets_just_what_gdcmscu_sends(
    gdcm: None, shared_recorder: SharedPeer, old_line: OldLine, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    make_instances(folder, 2, Attributes(charset="ISO_IR 100", patient_name="Grün^Ä"))
    make_instances(folder / "below", 1)
    words = ("--store", "-r", "-i", folder)
    shared_recorder.begin()
    real("gdcmscu", *words, LOCALHOST, shared_recorder.port)
    theirs = shared_recorder.recorded()

    ours, _ = old_line("gdcmscu", *words, "HOST", "PORT")

    assert len(ours.stored) == 3
    assert sorted(ours.stored, key=lambda stored: stored.uid) == sorted(theirs.stored, key=lambda stored: stored.uid)


def test_a_file_is_sent_as_it_is_or_not_at_all(
    gdcm: None, old_line: OldLine, start_storescp: StartStorescp, tmp_path: Path
) -> None:
    file = make_instances(tmp_path / "explicit")[0].path

    (request,) = old_line("gdcmscu", "--store", "HOST", "PORT", file)[0].requests
    (context,) = request.presentation_context_definition_list
    assert context.transfer_syntax == [ExplicitVRLittleEndian]

    server = start_storescp("+xi")
    here("gdcmscu", "--store", LOCALHOST, server.port, file, status=3)
    real("gdcmscu", "--store", LOCALHOST, server.port, file)
    assert server.files() == []


# The page's own lines, and what the peer must see of each: echoes, objects stored, queries asked.
LINES = {
    "HOST PORT": (1, 0, 0),
    "--echo HOST PORT": (1, 0, 0),
    "--echo HOST PORT --call SERVSCP": (1, 0, 0),
    "--echo HOST PORT --call SERVSCP --aetitle MYSCU": (1, 0, 0),
    "--store HOST PORT FILE1": (0, 1, 0),
    "--store HOST PORT -i FILE1": (0, 1, 0),
    "--store HOST PORT FILE1 FILE2 FILE3": (0, 3, 0),
    "--find --patient HOST PORT --patientroot --key 10,10,A*": (0, 0, 1),
    "--find --patient HOST PORT --patientroot --key 10,10=A*": (0, 0, 1),
    "--find --patient HOST PORT --call MI2B2 --patientroot -k 10,10=A* -k 10,20": (0, 0, 1),
    "--move --patient --aetitle ACME1 --call ACME_STORE HOST PORT --patientroot -k 10,20=ABCD1234 --port-scp SCP": (
        0,
        0,
        1,
    ),
    "--find --patientroot --image --key 8,18=1.2.3.4.5.6 HOST PORT": (0, 0, 1),
    "--find --patient --patientroot HOST PORT --key 10,20=* --key 10,10 --store-query query.dcm": (0, 0, 1),
}


@pytest.mark.parametrize(("line", "seen"), LINES.items(), ids=list(LINES))
def test_the_lines_of_the_page_run(old_line: OldLine, tmp_path: Path, line: str, seen: tuple[int, int, int]) -> None:
    port = free_port()
    known: dict[str, object] = {
        f"FILE{number + 1}": each.path for number, each in enumerate(make_instances(tmp_path, 3))
    }
    known["SCP"] = port

    words = [known.get(word, word) for word in line.split()]

    recorder, _ = old_line("gdcmscu", *words, destinations={"ACME1": port})

    assert (recorder.echoes, len(recorder.stored), len(recorder.asked)) == seen
    assert recorder.released == 1
