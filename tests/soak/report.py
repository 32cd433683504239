"""What people read: a table, and docs/soak.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.bench.report import machine
from tests.soak.stand import Outcome
from tests.soak.watching import Sample

PAGE = Path(__file__).parents[2] / "docs" / "soak.md"

_HEADINGS = (
    *("work", "peer", "number", "seconds", "a second"),
    *("MB at 10 %", "at 50 %", "at 100 %", "descriptors at 10, 50, 100 %", "threads"),
)
_ABOVE = """\
# In the long run

`make soak` stores {objects:,} small objects (1.7 KB each, made by pydicom), gets them back, and has them moved to its
own storage SCP: with one command and on one association each, from one study of {series} series. Then come
{associations:,} associations one after the other, and more side by side at the embedded storage SCP than it is allowed
to take. The process is watched in /proc; every data set that arrived is compared with what was sent, by its digest;
exit status and counts have to be right, and no temporary file may be left. `make soak SOAK=--write` writes this page.

{machine}

"""
_BELOW = """\

For the last two, 10 % is before the first association, 50 % while they stand, and 100 % when they have gone. Side by
side, {calls} associations were asked for at once where `--max-associations` allowed {beside}: the others were rejected
as beyond the local limit (PS3.8 9.3.4: 2, 3, 2), and when the first had gone, another was taken.

What does grow with the number of objects, on purpose:

- store looks at every file before it connects, since the presentation contexts depend on all of them: 0.6 KB a file,
  which is there from the beginning. `--report` keeps what became of each, up to 2 KB a file when it is written.
- get keeps the UIDs of what came, 0.15 KB an object, so that what fails can be asked for again in another transfer
  syntax without the rest. `--verify`, `--resume`, `--missing` and `--retry` keep those of what the server lists, too,
  0.4 KB an object.
- `--format json` is one document, printed at the end: 0.5 KB an object. Text is printed as objects come and go, and
  nothing of it is kept.

A server counts in 16 bits (PS3.7 table 9.1-4). Where it goes on from 0 after 65,535, as Orthanc does, scu goes on
counting; one that says nothing before its last response cannot be understood beyond that, and `--verify` tells more.
"""


def table(outcomes: Sequence[Outcome]) -> str:
    """In Markdown, which a terminal shows well enough; and what is wrong below it."""
    rows = [_HEADINGS, tuple("---" for _ in _HEADINGS), *map(_row, outcomes)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines += [f"\n{each.work}: {problem}" for each in outcomes for problem in each.problems]
    return "\n".join(lines) + "\n"


def write(outcomes: Sequence[Outcome], *, objects: int, associations: int, beside: int, calls: int) -> None:
    """Write the page."""
    where = machine()
    system = str(where["system"]).partition("-")[0]
    said = f"{where['processors']} cores ({where['processor']}), {system}, Python {where['python']}."
    above = _ABOVE.format(objects=objects, series=max(1, objects // 1000), associations=associations, machine=said)
    PAGE.write_text(above + table(outcomes) + _BELOW.format(beside=beside, calls=calls), encoding="utf-8")


def _row(outcome: Outcome) -> tuple[str, ...]:
    descriptors = [str(each.descriptors) for each in outcome.samples]
    threads = [str(each.threads) for each in outcome.samples]
    return (
        outcome.work,
        outcome.peer,
        f"{outcome.count:,}",
        f"{outcome.seconds:.1f}",
        f"{outcome.count / outcome.seconds:,.0f}",
        *(_megabytes(each) for each in outcome.samples),
        ", ".join(descriptors),
        ", ".join(threads),
    )


def _megabytes(sample: Sample) -> str:
    return f"{sample.resident / 1e6:.1f}"
