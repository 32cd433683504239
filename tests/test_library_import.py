"""scu as a library: what importing it costs a program, and that it prints and sets up nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

import scu
from tests.peers.catalogue import Catalogue, catalogue, instance
from tests.peers.orthanc import Orthanc


@pytest.fixture(autouse=True)
def no_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCU_CONFIG", "")


@pytest.fixture
def cut_off() -> Iterator[Catalogue]:
    """A server that gives no more than a hundred matches."""
    with catalogue(Catalogue([instance("P", f"1.2.{n + 1}", f"1.2.{n + 1}.1") for n in range(120)], cap=100)) as server:
        yield server


def test_importing_it_imports_next_to_nothing() -> None:
    script = (
        "import sys, json, scu; "
        "print(json.dumps([m for m in sys.modules if m.split('.')[0] in ('scu', 'pydicom', 'pynetdicom', 'rich')]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert json.loads(done.stdout) == ["scu"]


def test_all_that_it_offers_is_there() -> None:
    for name in scu.__all__:
        assert getattr(scu, name) is not None
        assert name in dir(scu)
    assert scu.errors.PeerFailure is scu.PeerFailure
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        vars(scu)["__getattr__"]("nonsense")


def test_neither_the_command_line_nor_what_people_see_is_imported(orthanc: Orthanc) -> None:
    script = f"""
import sys, scu
with scu.connect({orthanc.address!r}, config="") as peer:
    peer.echo()
    list(peer.find("STUDY"))
print(sorted(m for m in sys.modules if m.split(".")[0] in ("typer", "rich") or m.startswith("scu.commands")))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)

    assert done.stdout == "[]\n"
    assert done.stderr == ""


def test_nothing_is_printed_and_no_logging_is_set_up(cut_off: Catalogue) -> None:
    script = f"""
import logging, scu
with scu.connect({cut_off.address!r}, config="") as peer:
    assert len(list(peer.find("STUDY"))) == 100
assert not logging.getLogger().handlers
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)

    assert (done.stdout, done.stderr) == ("", "")


def test_a_program_that_logs_gets_the_notes(cut_off: Catalogue, caplog: pytest.LogCaptureFixture) -> None:
    with scu.connect(cut_off.address) as peer:
        assert len(list(peer.find("STUDY"))) == 100

    assert "the server may have cut the rest off" in caplog.text
