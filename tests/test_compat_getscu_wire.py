"""`scu getscu`: the options of getscu's page about transfer syntaxes, the network and files, by what they do."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pydicom.filereader import dcmread
from pydicom.uid import CTImageStorage, ImplicitVRLittleEndian
from pynetdicom.pdu_primitives import A_ASSOCIATE

from tests.conftest import Tool as RunDCMTK
from tests.peers.getscu import QUERY, Get
from tests.peers.instances import same_object
from tests.peers.old_tools import Rows, SharedPeer, here, real
from tests.peers.processes import LOCALHOST
from tests.peers.scripted import scripted_peer
from tests.peers.scripts import ignore_every_request, say_nothing

GET = "1.2.840.10008.5.1.4.1.2.1.3"
ROWS = Rows("getscu", "prefer", "propose", "network", "output")
option = ROWS.option


def syntaxes(request: A_ASSOCIATE, abstract_syntax: str) -> list[str]:
    """The transfer syntaxes that the peer was offered for it, in order."""
    (context,) = [
        context
        for context in request.presentation_context_definition_list
        if context.abstract_syntax == abstract_syntax
    ]
    return [str(uid) for uid in context.transfer_syntax]


Theirs = Callable[..., A_ASSOCIATE]


@pytest.fixture
def theirs(dcmtk: RunDCMTK, shared_recorder: SharedPeer) -> Theirs:
    """Run the real getscu with these words; its request."""

    def run(*words: str) -> A_ASSOCIATE:
        shared_recorder.begin()
        real("getscu", *words, *QUERY, LOCALHOST, shared_recorder.port)
        return shared_recorder.recorded().requests[0]

    return run


@option(*ROWS.of("prefer"))
def test_preferred_transfer_syntax(get: Get, theirs: Theirs, name: str) -> None:
    ran = get("+xi", "+xs", name)
    request = theirs(name)

    # The very list that the real one proposes; where 3.6.7 breaks its own promise, what its page says.
    promised = [ImplicitVRLittleEndian] if name in ("+xi", "--implicit") else None
    assert syntaxes(ran.request, CTImageStorage) == (promised or syntaxes(request, CTImageStorage))
    assert dcmread(ran.received).SOPInstanceUID == ran.made.uid


@option(*ROWS.of("propose"))
def test_proposed_transfer_syntax(get: Get, theirs: Theirs, name: str) -> None:
    ran = get("-xi", "-xd", name)
    request = theirs(name)

    promised = [ImplicitVRLittleEndian] if name in ("-xi", "--propose-implicit") else None
    assert syntaxes(ran.request, GET) == (promised or syntaxes(request, GET))


@option("--timeout")
def test_timeout(name: str) -> None:
    with socket.socket() as listening, socket.socket() as filling:
        # Its queue is full, so that connections are neither taken nor refused.
        listening.bind((LOCALHOST, 0))
        listening.listen(0)
        filling.connect(listening.getsockname())
        began = time.monotonic()
        done = here("getscu", name, 1, *QUERY, LOCALHOST, listening.getsockname()[1], status=3)

    assert 0.9 < time.monotonic() - began < 5
    assert "did not answer within 1 s" in done.stderr


@option("--acse-timeout")
def test_acse_timeout(name: str) -> None:
    with scripted_peer(say_nothing) as peer:
        began = time.monotonic()
        here("getscu", name, 1, *QUERY, LOCALHOST, peer.port, status=3)

    assert 0.9 < time.monotonic() - began < 5


@option("--dimse-timeout")
def test_dimse_timeout(name: str) -> None:
    with scripted_peer(ignore_every_request) as peer:
        began = time.monotonic()
        here("getscu", name, 1, *QUERY, LOCALHOST, peer.port, status=3)

    assert 0.9 < time.monotonic() - began < 5


@option("--max-pdu")
def test_max_pdu(get: Get, name: str) -> None:
    assert get(name, 4096).request.maximum_length_received == 4096
    assert get(name, 131072).request.maximum_length_received == 131072
    for wrong in (4095, 131073, "many"):
        ran = get(name, wrong, status=2)
        assert ran.recorder.requests == []
        assert "--max-pdu" in ran.err


@option("--repeat")
def test_repeat(get: Get, name: str) -> None:
    assert len(get(name, 3).recorder.asked) == 3


@option("--abort")
def test_abort(get: Get, name: str) -> None:
    ran = get(name)

    assert (ran.recorder.released, ran.recorder.aborted) == (0, 1)
    assert ran.received.exists()


@option("--output-directory")
def test_output_directory(get: Get, tmp_path: Path, name: str) -> None:
    missing = tmp_path / "missing"
    ran = get(name, missing, status=4)
    assert (ran.recorder.requests, missing.exists()) == ([], False)
    assert f"the output folder '{missing}' does not exist" in ran.err

    missing.mkdir()
    ran = get(name, missing)
    assert os.listdir(missing) == [ran.received.name]
    assert os.listdir(ran.folder) == []


@option("--normal")
@pytest.mark.parametrize("other", ["+B"])
def test_normal(get: Get, name: str, other: str) -> None:
    ran = get(other, name)

    assert same_object(ran.received, ran.made.path)


@option("--bit-preserving")
def test_bit_preserving(get: Get, name: str) -> None:
    ran = get("-B", name)

    # As the real one names it there.
    assert [path.name for path in ran.folder.iterdir()] == [ran.made.uid]
    assert same_object(ran.folder / ran.made.uid, ran.made.path)


@option("--ignore")
def test_ignore(get: Get, name: str) -> None:
    ran = get(name)

    assert os.listdir(ran.folder) == []
    assert len(ran.recorder.asked) == 1


def test_no_row_is_without_a_test() -> None:
    assert not ROWS.untested()
