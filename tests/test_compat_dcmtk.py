"""`scu echoscu`, `storescu`, `findscu`, `movescu` and `dcmsend`: what they do, beside the tools themselves."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import Dataset
from pydicom.filereader import dcmread
from pydicom.uid import MRImageStorage
from pynetdicom.pdu_primitives import UserIdentityNegotiation

from tests.conftest import OldLine
from tests.conftest import Tool as RunDCMTK
from tests.peers.command import run_scu
from tests.peers.dcmtk import Server
from tests.peers.instances import Made, make_instances, names_and_bytes, same_object
from tests.peers.old_tools import SharedPeer, here, real, shared_peer
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder
from tests.peers.scripted import scripted_peer
from tests.peers.scripts import C_CANCEL_RQ, ignore_every_request, respond_until_cancelled

MODEL = "1.2.840.10008.5.1.4.1.2.{}.{}"
WORKLIST = "1.2.840.10008.5.1.4.31"
STUDY = ("-k", "8,52=STUDY", "-k", "20,d=1.2")


Run = Callable[..., tuple[Recorder, str]]


@pytest.fixture
def peer(shared_recorder: SharedPeer) -> SharedPeer:
    return shared_recorder


@pytest.fixture
def run(old_line: OldLine) -> Run:
    """Run one of ours with these words; what the peer recorded, and what was told."""

    def go(*words: object, **others: Any) -> tuple[Recorder, str]:
        recorder, done = old_line(*words, **others)
        return recorder, done.stderr

    return go


@pytest.mark.parametrize(
    ("tool", "words"),
    [
        ("echoscu", ()),
        ("storescu", ("FILE",)),
        ("dcmsend", ("FILE",)),
        ("findscu", STUDY),
        ("movescu", (*STUDY, "-aem", "NOBODY")),
        ("getscu", STUDY),
    ],
)
def test_the_association_is_requested_as_the_tool_does(
    dcmtk: RunDCMTK, peer: SharedPeer, run: Run, tmp_path: Path, tool: str, words: tuple[str, ...]
) -> None:
    file = make_instances(tmp_path)[0].path
    words = tuple(str(file) if word == "FILE" else word for word in words)
    peer.begin()
    real(tool, LOCALHOST, peer.port, *words)
    (theirs,) = peer.recorded().requests

    (ours,) = run(tool, "HOST", "PORT", *words, status=1 if tool == "movescu" else 0)[0].requests

    for name in ("calling_ae_title", "called_ae_title", "maximum_length_received"):
        assert getattr(ours, name) == getattr(theirs, name)


QUERIES = [
    "findscu HOST PORT -k 10,10=A*",
    "findscu HOST PORT -W -k ScheduledProcedureStepSequence[0].Modality=CT -k (0010,0010)",
    "findscu HOST PORT -P -S -k 8,52=STUDY -k PatientName=A=B -k 20,10= -k 8,50",
    "findscu HOST PORT -O -k 8,52=PATIENT -k 10,20=1 -k 10,20=2",
    "findscu --patient HOST PORT --key 8,52=PATIENT --key 10,10=F*",
    "findscu HOST PORT -P -k 8,52=STUDY -k 0040,0275[1].0040,0007=x",
    "findscu HOST PORT -S query.dcm -k 10,20=P2",
    "findscu HOST PORT -S query.dcm query.dcm",
    "findscu HOST PORT -S --repeat 2 -k 8,52=SERIES -k 20,d=1.2\\1.3",
    "getscu HOST PORT -k 10,20=A",
    "getscu HOST PORT -S -k 8,52=IMAGE -k 8,18=1.2",
    "getscu -k 0010,0020=PAT002 HOST PORT query.dcm",
    "getscu --patient --call ARCHIVE HOST PORT query.dcm",
    "movescu HOST PORT -k 8,52=PATIENT -k 10,20=A*",
    "movescu -xi +xi -aet US HOST PORT -k 8,52=PATIENT -k 10,20=A",
    "movescu -aem THEM HOST PORT -O query.dcm --no-port",
]


@pytest.mark.parametrize("line", QUERIES)
def test_the_peer_is_asked_just_what_the_tool_asks(
    dcmtk: RunDCMTK, peer: SharedPeer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    query = Dataset()
    query.SpecificCharacterSet = "ISO_IR 100"
    query.QueryRetrieveLevel = "STUDY"
    query.PatientName = "Grün*"
    query.PatientID = "P1"
    query.save_as("query.dcm", implicit_vr=True, little_endian=True)
    words = [{"HOST": LOCALHOST, "PORT": str(peer.port)}.get(word, word) for word in line.split()]

    peer.begin()
    real(*words, cwd=tmp_path)
    theirs = peer.recorded().asked
    peer.begin()
    here(*words, status=1 if words[0] == "movescu" else 0)
    ours = peer.recorded().asked

    assert theirs
    assert [asked.model for asked in ours] == [asked.model for asked in theirs]
    assert [asked.destination for asked in ours] == [asked.destination for asked in theirs]
    assert [asked.identifier for asked in ours] == [asked.identifier for asked in theirs]


def test_a_text_goes_out_with_its_character_set(peer: SharedPeer) -> None:
    """DCMTK sends the bytes and leaves the server to guess."""
    peer.begin()

    done = run_scu("findscu", "-S", LOCALHOST, peer.port, "-k", "8,52=STUDY", "-k", "10,10=*Jérôme*")

    assert done.returncode == 0, done.stderr
    (asked,) = peer.recorded().asked
    assert (asked.identifier.SpecificCharacterSet, str(asked.identifier.PatientName)) == ("ISO_IR 192", "*Jérôme*")


@pytest.mark.parametrize("tool", ["findscu", "movescu", "getscu"])
def test_a_query_needs_a_key_or_a_file(run: Run, tool: str) -> None:
    recorder, told = run(tool, "HOST", "PORT", status=2)

    assert recorder.requests == []
    assert "give a key with -k, or a query file" in told


def test_findscu_cancel() -> None:
    with scripted_peer(respond_until_cancelled) as peer:
        here("findscu", "--cancel", "2", LOCALHOST, peer.port, *STUDY)

    assert [it.command.CommandField for it in peer.conversation.received][1:] == [C_CANCEL_RQ]


@pytest.mark.parametrize("options", ["", "+xi", "+xb", "+xe -B", "+B"])
def test_getscu_leaves_the_same_on_disk(dcmqrscp: Server, archive: list[Made], tmp_path: Path, options: str) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder, tool in ((ours, here), (theirs, real)):
        folder.mkdir()
        keys = ("-k", "8,52=PATIENT", "-k", "10,20=P1")
        tool("getscu", *options.split(), "-od", folder, "-aec", dcmqrscp.ae_title, *keys, LOCALHOST, dcmqrscp.port)

    wanted = [made for made in archive if made.patient_id == "P1"]
    prefixes = {made.uid: "MR." if made.sop_class == MRImageStorage else "CT." for made in wanted}
    assert set(os.listdir(ours)) == {f"{'' if options == '+B' else prefix}{uid}" for uid, prefix in prefixes.items()}
    if options == "+xi":  # the real one of 3.6.7 asks for explicit VR there
        assert {dcmread(path).file_meta.TransferSyntaxUID for path in ours.iterdir()} == {"1.2.840.10008.1.2"}
    else:
        assert names_and_bytes(ours.iterdir()) == names_and_bytes(theirs.iterdir())


@pytest.mark.parametrize("options", ["", "+xi", "+B +xa"])
def test_movescu_leaves_the_same_on_disk(
    dcmqrscp: Server,
    archive: list[Made],
    move_ports: dict[str, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: str,
) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    keys = ("-S", "-k", "8,52=STUDY", "-k", f"20,d={archive[0].study}")
    for folder in (ours, theirs):
        folder.mkdir()
        monkeypatch.chdir(folder)  # where 3.6.7 writes in bit-preserving mode, whatever -od says
        words = (*options.split(), "-aet", "SCU", "+P", move_ports["SCU"], "-aec", dcmqrscp.ae_title, *keys)
        (here if folder == ours else real)("movescu", *words, LOCALHOST, dcmqrscp.port)

    assert len(os.listdir(ours)) == len([made for made in archive if made.study == archive[0].study])
    assert names_and_bytes(ours.iterdir()) == names_and_bytes(theirs.iterdir())


def test_movescu_to_a_third_party(run: Run, tmp_path: Path) -> None:
    with shared_peer() as third:
        third.begin()
        made = make_instances(tmp_path / "theirs")
        answers = {"instances": made, "destinations": {"THIRD": third.port}}

        recorder, _ = run("movescu", "-aem", "THIRD", "HOST", "PORT", *STUDY, **answers)

        assert [asked.destination for asked in recorder.asked] == ["THIRD"]
        assert [stored.uid for stored in third.recorded().stored] == [made[0].uid]


def test_movescu_receives_under_another_title_than_it_calls_with(run: Run, tmp_path: Path) -> None:
    port = free_port()
    made = make_instances(tmp_path / "theirs")
    answers = {"instances": made, "destinations": {"STORE": port}}

    recorder, told = run("movescu", "-aet", "ASKING", "-aem", "STORE", "+P", port, "HOST", "PORT", *STUDY, **answers)

    assert recorder.requests[0].calling_ae_title == "ASKING"
    assert same_object(tmp_path / f"CT.{made[0].uid}", made[0].path)
    assert f"the server must know 'STORE', and not 'ASKING', as this machine's port {port}" in told


def test_movescu_receives_and_keeps_nothing(run: Run, tmp_path: Path) -> None:
    port = free_port()
    made = make_instances(tmp_path / "theirs")
    answers = {"instances": made, "destinations": {"MOVESCU": port}}

    run("movescu", "--no-port", "--port", port, "--ignore", "HOST", "PORT", *STUDY, **answers)
    assert os.listdir(tmp_path) == ["theirs"]

    run("movescu", "+P", port, "HOST", "PORT", *STUDY, **answers)
    assert same_object(tmp_path / f"CT.{made[0].uid}", made[0].path)


IDENTITY = {
    ("-usr", "me"): (1, b"me", b""),
    ("--user", "me", "--password", "secret"): (2, b"me", b"secret"),
    ("-usr", "me", "-pwd", "secret"): (2, b"me", b"secret"),
    ("-usr", "me", "-epw"): (2, b"me", b""),
    ("-kt", "FILE"): (3, b"token", b""),
    ("--saml", "FILE"): (4, b"token", b""),
    ("--jwt", "FILE"): (5, b"token", b""),
}


@pytest.mark.parametrize(("words", "identity"), IDENTITY.items(), ids=lambda value: " ".join(map(str, value)))
def test_storescu_says_who_the_user_is(
    run: Run, tmp_path: Path, words: tuple[str, ...], identity: tuple[int, bytes, bytes]
) -> None:
    (tmp_path / "FILE").write_bytes(b"token")
    (made,) = make_instances(tmp_path / "files")

    (request,) = run("storescu", *words, "HOST", "PORT", made.path)[0].requests

    (sent,) = [item for item in request.user_information if isinstance(item, UserIdentityNegotiation)]
    assert (sent.user_identity_type, sent.primary_field, sent.secondary_field or b"") == identity


def test_echoscu_socket_timeout() -> None:
    with scripted_peer(ignore_every_request) as silent:
        began = time.monotonic()
        here("echoscu", "-ts", "1", LOCALHOST, silent.port, status=3)
        assert 0.9 < time.monotonic() - began < 5
        assert "--dimse-timeout 86400" in here("echoscu", "-ts", "0", LOCALHOST, silent.port, "--translate").stdout


CONFLICTS = {
    "storescu +r HOST PORT x": ("--recurse", "--scan-directories"),
    "storescu +sp * HOST PORT x": ("--scan-pattern", "--scan-directories"),
    "storescu -pwd x HOST PORT FILE": ("--password", "--user"),
    "storescu -epw HOST PORT FILE": ("--empty-password", "--user"),
    "storescu HOST PORT": ("dcmfile-in",),
    "echoscu HOST": ("port",),
    "echoscu HOST PORT extra": ("peer port",),
    "echoscu HOST PORT +ws +tla -ic": ("--write-seed", "--seed"),
    "echoscu HOST PORT +pw x": ("--use-passwd", "--enable-tls"),
    "echoscu HOST PORT +cf x": ("--add-cert-file", "--enable-tls"),
    "findscu HOST PORT -k 8,52=STUDY -lc x -q": ("--log-config", "--quiet"),
    "movescu HOST PORT -k 8,52=STUDY --ignore +B": ("--ignore", "--bit-preserving"),
}


@pytest.mark.parametrize(("line", "named"), CONFLICTS.items(), ids=list(CONFLICTS))
def test_a_wrong_line_sends_nothing_and_names_what_is_wrong(
    run: Run, tmp_path: Path, line: str, named: tuple[str, ...]
) -> None:
    (made,) = make_instances(tmp_path / "files")
    words = [str(made.path) if word == "FILE" else word for word in line.split()]

    recorder, told = run(*words, status=2)

    assert recorder.requests == []
    assert all(name in told for name in named), told
