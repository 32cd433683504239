"""The corpus, a few hundred inputs for each target, and that the fuzzer does find what is there to be found.

The long form is `make fuzz`.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scu.dimse import acceptance
from scu.dimse.pdu import MalformedPDU
from tests.fuzz import __main__ as command
from tests.fuzz import driver, hostile
from tests.fuzz import observe as observing
from tests.fuzz.driver import has_atheris, write
from tests.fuzz.mutate import KINDS, LONGEST, Operation, mutate
from tests.fuzz.observe import CORPUS, observe, peak, reading, recorded
from tests.fuzz.planted import MAGIC, PLANTED
from tests.fuzz.spoken import accept, request
from tests.fuzz.strategies import inputs
from tests.fuzz.target import Target, registry

EXAMPLES = 40
EACH = pytest.mark.parametrize("target", registry().values(), ids=registry())


@pytest.fixture(autouse=True)
def everything_logged_is_read() -> Iterator[None]:
    with reading():
        yield


@EACH
def test_what_someone_thought_of_and_what_was_found_before(target: Target) -> None:
    known = [*target.seeds(), *(path.read_bytes() for path in recorded(target.name))]

    assert known
    assert [found for data in known if (found := observe(target, data))] == []


@EACH
def test_whatever_comes(target: Target) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,  # the long form is for what is new
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(inputs(target))
    def examine(data: bytes) -> None:
        finding = observe(target, data)
        assert finding is None, f"{finding}: {write(finding)}"

    examine()


def test_every_folder_of_the_corpus_is_a_target() -> None:
    assert {folder.name for folder in CORPUS.glob("*") if folder.is_dir()} <= set(registry())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no_context", "it proposes no presentation context"),
        ("context_twice", "two presentation contexts have the same ID"),
        ("two_associations_worth_of_contexts", "must be an odd integer"),
        ("items_without_end", "items without end"),
        ("unknown_sub_item", "an item is cut off, or none we know"),
        ("sub_item_longer_than_its_item", "an item is cut off"),
        ("abstract_syntax_endless", "Invalid 'Abstract Syntax Name' value '1.1."),
    ],
)
def test_a_hostile_request_is_refused_in_words_and_few(name: str, said: str) -> None:
    with pytest.raises(MalformedPDU, match=f"^its A-ASSOCIATE-RQ cannot be decoded: .*{re.escape(said)}") as caught:
        acceptance.decode_request(hostile.REQUESTS[name])

    assert len(str(caught.value)) < 300


@given(inputs(PLANTED), st.lists(st.builds(Operation, *[st.integers(0, 1 << 16)] * 4), max_size=8))
def test_a_mutation_is_of_the_numbers_alone_and_of_bounded_length(data: bytes, operations: list[Operation]) -> None:
    made = mutate(data, operations, [b"another"], [b"word"])

    assert made == mutate(data, operations, [b"another"], [b"word"])
    assert len(made) <= LONGEST


def test_every_kind_of_mutation_makes_something_else() -> None:
    data = request()

    for kind in range(KINDS):
        made = {mutate(data, [Operation(kind, at, at, at)], [accept()], [b"word"]) for at in range(12)}
        assert len(made - {data}) > 3, kind


@pytest.mark.parametrize("engine", ["hypothesis", *(["atheris"] if has_atheris() else [])])
def test_a_planted_bug_is_found_and_can_be_replayed(
    engine: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(driver, "CORPUS", tmp_path)

    status = command.main(
        ["--target", "planted", "--engine", engine, "--runs", "1200", "--seconds", "60", "--seed", "1"]
    )

    told = capsys.readouterr().out
    assert status == 1
    assert "RuntimeError: the planted bug" in told
    assert re.search(rf"^planted +{engine} +[\d,]+ +[\d,]+ +\d* +1 +\d+$", told, re.MULTILINE)
    (file,) = (tmp_path / "planted").iterdir()
    assert file.read_bytes()[4] == MAGIC
    assert command.main(["--replay", str(file)]) == 1
    file.write_bytes(b"harmless")
    assert command.main(["--replay", str(file)]) == 0
    assert "as it should be" in capsys.readouterr().out


def _observed(run: Callable[[bytes], object], data: bytes = b"") -> str:
    def target(data: bytes) -> None:
        run(data)

    finding = observe(Target("some", target, lambda: ()), data)
    return finding.what if finding else "nothing"


def test_what_counts_as_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def recurses(data: bytes) -> None:
        recurses(data)

    def is_busy(data: bytes) -> None:
        until = time.process_time() + 0.06
        while time.process_time() < until:
            pass

    def waits(data: bytes) -> None:
        threading.Event().wait(0.2)

    def logs_too_much(data: bytes) -> None:
        logging.getLogger("scu.dimse").warning("%s", "x" * 5000)

    def logs_what_cannot_be_said(data: bytes) -> None:
        logging.getLogger("scu.dimse").debug("%d", "x")

    monkeypatch.setattr(observing, "SLOW", 0.05)
    monkeypatch.setattr(observing, "WAITING", 0.05)
    monkeypatch.setattr(observing, "HUNGRY", 32 * 1024)

    assert _observed(lambda _: None) == "nothing"
    assert _observed(lambda data: data.decode("ascii"), b"\xff").startswith("UnicodeDecodeError")
    assert _observed(recurses).startswith("RecursionError")
    assert _observed(is_busy).startswith("was busy for 0.")
    assert _observed(waits).startswith("waited for 0.")
    assert _observed(logs_too_much).startswith("AssertionError: a note of 5000 characters")
    assert _observed(logs_what_cannot_be_said).startswith("TypeError")
    # More than this process ever had, whatever other tests did to it before.
    assert re.fullmatch(r"took \d+ MiB of memory", _observed(lambda _: bytearray(b"x") * ((peak() + 65536) * 1024)))
