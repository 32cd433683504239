"""What a review found, each with the smallest way to see it."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from scu.dimse.side_by_side import one_by_one, side_by_side
from scu.flat import Flat
from scu.output.redaction import Redaction
from scu.output.tree import TreeMatches
from scu.storage.reports import _has_another_uid
from tests.peers.command import ENVIRONMENT, command_line, run_scu
from tests.peers.instances import make_instances
from tests.peers.recording import recording_scp


def piped_away(*words: object) -> int:
    """The exit status of a run whose output nobody reads."""
    script = f"{shlex.join(command_line(*words))} | true; exit ${{PIPESTATUS[0]}}"
    return subprocess.run(["bash", "-c", script], env=ENVIRONMENT, capture_output=True, check=False).returncode


def test_a_transfer_whose_output_nobody_reads_is_no_success(tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 60)
    with recording_scp() as server:
        status = piped_away("store", server.address, tmp_path / "in")

    assert status == (0 if len(server.stored) == 60 else 1)


def test_an_error_in_json_that_nobody_reads_is_no_success() -> None:
    assert piped_away("echo", "127.0.0.1:1", "--format", "json") == 3


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("cannot connect to 192.168.5.20:11112", "cannot connect to ADDRESS:11112"),
        ("192.168.5.20: refused", "ADDRESS: refused"),
        ("2001:db8::a:1: down", "ADDRESS: down"),
        ("1.2.840.10008.1.1 at 08:00:12", "1.2.840.10008.1.1 at 08:00:12"),
    ],
)
def test_addresses_are_left_out_with_what_stands_behind_them(text: str, left: str) -> None:
    assert Redaction({}).text(text) == left


def test_a_number_without_end_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    tree = TreeMatches()
    elements = [(0x00100020, "LO", b"P1"), (0x0020000D, "UI", b"1.2"), (0x00201206, "IS", b"9" * 5000)]
    tree.show_flat(Flat(elements, ("iso8859",)))
    tree.end(None, None)

    assert "P1" in capsys.readouterr().out


def test_a_log_in_another_character_set_is_explained() -> None:
    done = subprocess.run(
        command_line("explain", "-"),
        env={**ENVIRONMENT, "PYTHONIOENCODING": "utf-8:strict"},
        input=b"M\xfcller rejected 1 1 7\n",
        capture_output=True,
        check=False,
    )

    assert done.stdout.startswith(b"rejected 1 1 7")


def test_more_history_than_there_can_be_is_a_usage_error() -> None:
    assert run_scu("history", "--last", 10**20).returncode == 2


def test_a_transcoded_object_is_known_by_its_uid() -> None:
    assert not _has_another_uid("['decompressed from RLE Lossless to Explicit VR Little Endian']")
    assert _has_another_uid("['UIDs suffixed']")
    assert _has_another_uid("['SOPInstanceUID set']")


def test_an_error_that_nobody_foresaw_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    from scu.dimse import contexts
    from scu.dimse.association import Association
    from scu.dimse.establish import connect
    from scu.dimse.network import Network
    from scu.results import Peer

    def work(association: Association, task: int) -> list[int]:
        if task == 0:
            raise ValueError("unforeseen")
        return [task]

    monkeypatch.setattr("threading.excepthook", lambda about: None)
    with recording_scp() as server:
        peer = Peer("127.0.0.1", server.port, "RECORDER", "SCU")
        done: list[int] = []
        with pytest.raises(RuntimeError, match="nobody foresaw"):
            done += side_by_side(
                range(4),
                lambda: connect(peer, contexts.verification(), Network()),
                one_by_one(lambda association, task: iter(work(association, task))),
                2,
            )
