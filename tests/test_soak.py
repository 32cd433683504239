"""The soak run, small: flat memory, no descriptor and no thread left over, and all that was sent is there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.soak import report
from tests.soak.__main__ import roomy, run
from tests.soak.objects import make
from tests.soak.stand import SHORT, Outcome, differences, judge
from tests.soak.watching import watch

_COUNT = 100
_WORK = """
import threading
kept = []
for number in range({count}):
    {work}
    print("done", number, flush=True)
    threading.Event().wait(0.02)
raise SystemExit({status})
"""


@pytest.fixture
def soaked(tmp_path: Path) -> Callable[[Sequence[str]], list[Outcome]]:
    """Runs parts with Orthanc; in memory, where there is room."""
    return partial(run, roomy(SHORT) or str(tmp_path), SHORT)


@pytest.mark.timeout(300)  # on a machine that does a lot beside it
@pytest.mark.parametrize("parts", [("store", "get", "move"), ("sequence", "incoming", "beside")])
def test_nothing_piles_up_and_nothing_is_lost(
    soaked: Callable[[Sequence[str]], list[Outcome]], parts: Sequence[str]
) -> None:
    outcomes = soaked(parts)

    assert {each.work: each.problems for each in outcomes if each.problems} == {}
    shown = report.table(outcomes)
    assert all(f"| {each.work} | {each.peer} | {each.count:,} |" in shown for each in outcomes)
    assert len(outcomes) == len(parts)


@pytest.mark.parametrize(
    ("work", "wrong"),
    [
        ("pass", []),
        ("kept.append(bytes(100_000))", ["memory grew by"]),
        ("kept.append(open('/dev/null'))", ["descriptors became"]),
        ("threading.Thread(target=threading.Event().wait, daemon=True).start()", ["threads became"]),
    ],
)
def test_what_piles_up_is_noticed(work: str, wrong: list[str], tmp_path: Path) -> None:
    program = _WORK.format(work=work, count=_COUNT, status=0)
    watched = watch([sys.executable, "-c", program], _COUNT, "done ", tmp_path / "stderr")

    problems = judge(watched)

    assert len(problems) == len(wrong), problems
    assert all(words in problem for words, problem in zip(wrong, problems, strict=True))


def test_a_run_that_ends_early_is_noticed(tmp_path: Path) -> None:
    program = _WORK.format(work="pass", count=_COUNT - 2, status=3)
    watched = watch([sys.executable, "-c", program], _COUNT, "done ", tmp_path / "stderr")

    assert judge(watched) == ["exit status 3: ", "98 of 100 lines: "]


def test_what_is_lost_or_altered_is_noticed(tmp_path: Path) -> None:
    made = make(tmp_path / "objects", 5)
    wanted = list(made.digests.values())
    assert len(set(wanted)) == made.count == 5
    assert differences(made.folder, wanted) == []

    first, second, *_ = sorted(made.folder.iterdir())
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1] + b"!")
    (made.folder / ".1.2.3.4-5.part").touch()

    assert differences(made.folder, wanted) == [
        "2 objects are missing, or differ",
        "4 files for 5 objects",
        "temporary files are left",
    ]
