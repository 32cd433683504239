"""The options that choose transfer syntaxes, each tried by what it does to the peer or to the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydicom.filereader import read_file_meta_info
from pydicom.uid import (
    UID,
    CTImageStorage,
    ExplicitVRLittleEndian,
    JPEGBaseline8Bit,
    JPEGLosslessSV1,
    RLELossless,
)
from pynetdicom import QueryRetrievePresentationContexts
from pynetdicom.presentation import build_context

from scu.commands.options.syntaxes import Preferring, Proposing, Sendable
from scu.dimse import acceptance
from tests.peers.command import answer_here, run_here
from tests.peers.dcmtk import Server
from tests.peers.instances import Attributes, Made, make_instances
from tests.peers.processes import free_port
from tests.peers.recording import Recorder, recording_scp

IMPLICIT, LITTLE, BIG, DEFLATED = (f"1.2.840.10008.1.2{rest}" for rest in ("", ".1", ".2", ".1.99"))
JPEG = "1.2.840.10008.1.2.4"

# As DCMTK has them: its names, and what they stand for.
PREFERRED = {
    "--prefer-uncompr +x=": LITTLE,
    "--prefer-little +xe": LITTLE,
    "--prefer-big +xb": BIG,
    "--prefer-lossless +xs": f"{JPEG}.70",
    "--prefer-jpeg8 +xy": f"{JPEG}.50",
    "--prefer-jpeg12 +xx": f"{JPEG}.51",
    "--prefer-j2k-lossless +xv": f"{JPEG}.90",
    "--prefer-j2k-lossy +xw": f"{JPEG}.91",
    "--prefer-jls-lossless +xt": f"{JPEG}.80",
    "--prefer-jls-lossy +xu": f"{JPEG}.81",
    "--prefer-mpeg2 +xm": f"{JPEG}.100",
    "--prefer-mpeg2-high +xh": f"{JPEG}.101",
    "--prefer-mpeg4 +xn": f"{JPEG}.102",
    "--prefer-mpeg4-bd +xl": f"{JPEG}.103",
    "--prefer-mpeg4-2-2d +x2": f"{JPEG}.104",
    "--prefer-mpeg4-2-3d +x3": f"{JPEG}.105",
    "--prefer-mpeg4-2-st +xo": f"{JPEG}.106",
    "--prefer-hevc +x4": f"{JPEG}.107",
    "--prefer-hevc10 +x5": f"{JPEG}.108",
    "--prefer-rle +xr": "1.2.840.10008.1.2.5",
    "--prefer-deflated +xd": DEFLATED,
    "--implicit +xi": IMPLICIT,
}
PROPOSED = {
    "--propose-uncompr -x=": [LITTLE, BIG, IMPLICIT],
    "--propose-little -xe": [LITTLE, BIG, IMPLICIT],
    "--propose-big -xb": [BIG, LITTLE, IMPLICIT],
    "--propose-deflated -xd": [DEFLATED, LITTLE, BIG, IMPLICIT],
    "--propose-implicit -xi": [IMPLICIT],
}
STUDY_ROOT = "1.2.840.10008.5.1.4.1.2.2"


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    with recording_scp() as server:
        yield server


@pytest.fixture
def server(recorder: Recorder) -> Recorder:
    """A server that has seen nothing yet. Starting and ending one for each option would take most of the time."""
    recorder.requests.clear()
    recorder.stored.clear()
    return recorder


def offered(uid: str) -> list[str]:
    return [IMPLICIT] if uid == IMPLICIT else list(dict.fromkeys([uid, LITTLE, BIG, IMPLICIT]))


def proposed(server: Recorder, abstract_syntax: str) -> list[str]:
    """The transfer syntaxes that the last request to the server proposed for it."""
    request = server.requests[-1]
    (context,) = [it for it in request.presentation_context_definition_list if it.abstract_syntax == abstract_syntax]
    return list(context.transfer_syntax)


def transfer_syntaxes(folder: Path) -> list[str]:
    return sorted(read_file_meta_info(path).TransferSyntaxUID for path in folder.iterdir())


def one_of(uid: str, folder: Path) -> Made:
    (made,) = make_instances(folder, 1, Attributes(transfer_syntax=UID(uid)))
    return made


@pytest.mark.parametrize("names", PREFERRED)
def test_get_prefers_it(names: str, tmp_path: Path) -> None:
    uid = PREFERRED[names]
    long, short = names.split()
    made = one_of(uid, tmp_path / "theirs")
    # A server picks by its own taste what it can do, so this one can do nothing else.
    contexts = [*QueryRetrievePresentationContexts, build_context(CTImageStorage, uid)]
    with recording_scp(Recorder(instances=[made]), contexts) as server:
        for number, option in enumerate((long, short)):
            out = tmp_path / f"out{number}"
            answer = answer_here("get", server.address, "-k", "StudyInstanceUID=1.2.3", option, "-od", out)

            assert proposed(server, CTImageStorage) == offered(uid)
            assert transfer_syntaxes(out) == [uid]
            assert answer["summary"]["received"] == 1


@pytest.mark.parametrize("names", PREFERRED)
def test_move_takes_it(names: str, tmp_path: Path) -> None:
    uid = PREFERRED[names]
    _, short = names.split()
    made = one_of(uid, tmp_path / "theirs")
    port = free_port()
    with recording_scp(Recorder(instances=[made], destinations={"SCU": port})) as server:
        answer = move(server.address, port, short, tmp_path / "out")

    assert transfer_syntaxes(tmp_path / "out") == [uid]
    assert answer["summary"]["received"] == 1


def move(address: str, port: int, option: str, out: Path, status: int = 0) -> Any:
    key = "StudyInstanceUID=1.2.3"
    return answer_here("move", address, "-k", key, "--port-scp", port, option, "-o", out, status=status)


@pytest.mark.parametrize("option", ["+xi", "+xe", "+xs"])
def test_move_takes_nothing_that_was_not_asked_for(option: str, tmp_path: Path) -> None:
    made = one_of(RLELossless, tmp_path / "theirs")
    port = free_port()
    with recording_scp(Recorder(instances=[made], destinations={"SCU": port})) as server:
        answer = move(server.address, port, option, tmp_path / "out", status=1)

    assert list((tmp_path / "out").iterdir()) == []
    assert answer["summary"]["received"] == 0


@pytest.mark.parametrize(
    ("preferred", "asked", "taken"),
    [
        ((), [BIG, LITTLE, IMPLICIT], BIG),
        ((LITTLE, BIG, IMPLICIT), [BIG, IMPLICIT, LITTLE], LITTLE),
        ((f"{JPEG}.70", LITTLE, BIG, IMPLICIT), [IMPLICIT, f"{JPEG}.70"], f"{JPEG}.70"),
        ((f"{JPEG}.70", LITTLE, BIG, IMPLICIT), [IMPLICIT, BIG], BIG),
        ((IMPLICIT,), [LITTLE], None),
    ],
)
def test_of_what_a_requestor_proposes_the_first_preferred_one_is_taken(
    preferred: tuple[str, ...], asked: list[str], taken: str | None
) -> None:
    from pynetdicom.pdu_primitives import A_ASSOCIATE

    request = A_ASSOCIATE()
    request.calling_ae_title, request.called_ae_title = "A", "B"
    context = build_context(CTImageStorage, asked)
    context.context_id = 1
    request.presentation_context_definition_list = [context]

    _, agreement = acceptance.accept(request, lambda uid: True, 16384, preferred)

    (answer,) = agreement.contexts.values()
    assert (answer.transfer_syntax if answer.accepted else None) == taken
    assert answer.result == (0 if taken else 4)


# Of what a get proposes, dcmqrscp takes what it likes itself; of what a move takes, it proposes what it has.
@pytest.mark.parametrize(
    ("verb", "option", "expected"),
    [
        ("get", "+xi", IMPLICIT),
        ("get", "--implicit", IMPLICIT),
        ("get", "+x=", LITTLE),
        ("move", "+xi", IMPLICIT),
        ("move", "+xb", BIG),
        ("move", "--prefer-uncompr", LITTLE),
    ],
)
def test_dcmqrscp_sends_what_is_preferred(
    verb: str,
    option: str,
    expected: str,
    dcmqrscp: Server,
    archive: list[Made],
    move_ports: dict[str, int],
    tmp_path: Path,
) -> None:
    key = ["-k", f"StudyInstanceUID={archive[0].study}", "-o", tmp_path]
    to = ["--port-scp", move_ports["SCU"]] if verb == "move" else []

    done = run_here(verb, dcmqrscp.address, *key, *to, option)

    assert done.returncode == 0, done.stderr
    assert set(transfer_syntaxes(tmp_path)) == {expected}


@pytest.mark.parametrize("names", PROPOSED)
@pytest.mark.parametrize("verb", ["echo", "find", "get", "move"])
def test_requests_propose_it(verb: str, names: str, server: Recorder, tmp_path: Path) -> None:
    long, short = names.split()
    words: list[object] = [] if verb == "echo" else ["-k", "StudyInstanceUID=1.2.3"]
    words += ["--port-scp", free_port()] if verb == "move" else []
    abstract = {"find": ".1", "move": ".2", "get": ".3"}
    sop_class = f"{STUDY_ROOT}{abstract[verb]}" if words else "1.2.840.10008.1.1"
    for option in (long, short):
        server.requests.clear()
        run_here(verb, server.address, *words, option, cwd=tmp_path)
        assert proposed(server, sop_class) == PROPOSED[names]


@pytest.mark.parametrize("option", ["-x=", "-xe", "-xb", "-xd", "-xi"])
def test_dcmqrscp_answers_in_what_was_proposed(option: str, dcmqrscp: Server, archive: list[Made]) -> None:
    found = answer_here("find", dcmqrscp.address, "-k", "PatientID=P2", "-k", "StudyDescription", option)

    assert [match["00081030"]["Value"] for match in found] == [["胸部"]]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("-xi -xe", [LITTLE, BIG, IMPLICIT]),
        ("-xe --propose-implicit", [IMPLICIT]),
        ("-xb -x= -xb", [BIG, LITTLE, IMPLICIT]),
    ],
)
def test_the_rightmost_counts(options: str, expected: list[str], server: Recorder) -> None:
    assert run_here("echo", server.address, *options.split()).returncode == 0

    assert proposed(server, "1.2.840.10008.1.1") == expected


def test_the_spellings_are_dcmtks() -> None:
    for group, count in ((Preferring, 22 + 5), (Proposing, 5), (Sendable, 22)):
        names = [name for _, it in spellings(group) for name in it]
        assert len(names) == len(set(names)) == 2 * count


def spellings(group: type[Preferring | Proposing | Sendable]) -> list[tuple[str, tuple[str, ...]]]:
    from scu.commands.choices import ChoiceOption
    from scu.commands.parsing import _parameters

    return [(it.field, it.choice.names) for it in _parameters(group) if isinstance(it, ChoiceOption)]


SENDABLE = {names.replace("prefer", "propose").replace("+", "-"): uid for names, uid in PREFERRED.items()}
NEVER = ("--transcode", "never")
SENDABLE["--propose-implicit -xi"] = SENDABLE.pop("--implicit -xi")


@pytest.mark.parametrize("names", SENDABLE)
def test_store_proposes_it_and_sends_what_is_in_it(names: str, server: Recorder, tmp_path: Path) -> None:
    uid = SENDABLE[names]
    wanted = one_of(uid, tmp_path / "1")
    other = one_of(JPEGBaseline8Bit if uid == RLELossless else RLELossless, tmp_path / "2")
    for option in names.split():
        server.stored.clear()
        answer = answer_here("store", server.address, option, *NEVER, wanted.path, other.path, status=1)
        assert proposed(server, CTImageStorage) == [uid]
        assert [it.uid for it in server.stored] == [wanted.uid]
        assert answer["summary"]["stored"] == 1
        assert answer["summary"]["not_sent"] == 1
        assert "is not one of those to propose" in answer["error"]["cause"]


def test_what_is_in_no_proposed_transfer_syntax_is_no_reason_to_connect(server: Recorder, tmp_path: Path) -> None:
    made = make_instances(tmp_path, 2, Attributes(transfer_syntax=ExplicitVRLittleEndian))
    done = run_here("store", server.address, "-xi", *NEVER, *(it.path for it in made))

    assert done.returncode == 4
    assert "its transfer syntax, Explicit VR Little Endian, is not one of those to propose" in done.stderr
    assert "nor can 1 more" in done.stderr
    assert server.requests == []


def test_storescp_gets_lossless_jpeg_beside_uncompressed(start_storescp: Any, tmp_path: Path) -> None:
    server = start_storescp("+xs", "+B")
    jpeg, plain = one_of(JPEGLosslessSV1, tmp_path / "1"), one_of(LITTLE, tmp_path / "2")

    assert answer_here("store", server.address, "-xs", jpeg.path, plain.path)["summary"]["stored"] == 2
    assert sorted(read_file_meta_info(path).TransferSyntaxUID for path in server.files()) == [LITTLE, JPEGLosslessSV1]
