"""Get and move of many objects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import tools
from tests.bench.data import Study
from tests.bench.measure import Contestant
from tests.bench.servers import Server
from tests.bench.stand import Stand
from tests.bench.tools import DCMTK, DCMTK_TUNED, GDCM, MOVERS, PYNETDICOM, SCU, Words, filled

GET_SMALL, GET_LARGE, MOVE_SMALL, MOVE_LARGE = "get small", "get large", "move small", "move large"
# What a disk does differs from run to run by more than the tools do.
GET_SMALL_TO_RAM, GET_LARGE_TO_RAM = "get small to RAM", "get large to RAM"

Command = Callable[[str, Server, Study, Path], Words]


def get(stand: Stand) -> None:
    """C-GET from dcmqrscp."""

    def command(who: str, server: Server, study: Study, out: Path) -> Words:
        return tools.get(stand.tools[who], server.port, study, out)

    slow, scale = (DCMTK, PYNETDICOM), stand.scale
    _side_by_side(stand, GET_SMALL_TO_RAM, command, stand.small, scale.small)
    _side_by_side(stand, GET_LARGE_TO_RAM, command, stand.large, scale.large)
    _retrieve(stand, GET_SMALL, command, stand.small, scale.small, slow)
    _retrieve(stand, GET_LARGE, command, stand.large, scale.large, slow)


def move(stand: Stand) -> None:
    """C-MOVE from dcmqrscp to the tool itself."""

    def command(who: str, server: Server, study: Study, out: Path) -> Words:
        return tools.move(stand.tools[who], server.port, study, out, stand.move_ports[MOVERS[who]])

    slow = (DCMTK, PYNETDICOM, GDCM)
    _retrieve(stand, MOVE_SMALL, command, stand.small, stand.scale.small, slow)
    _retrieve(stand, MOVE_LARGE, command, stand.large, stand.scale.large, slow)


def _side_by_side(
    stand: Stand, work: str, command: Command, study: Callable[[int], Study], counts: tuple[int, int]
) -> None:
    """Ours and the tuned tool, where no disk has a say."""
    _, tuned = stand.archives
    both = (SCU, DCMTK_TUNED)
    stand.play(work, [_contestant(stand, who, tuned, command, study, counts, stand.ram) for who in both])


def _retrieve(
    stand: Stand,
    work: str,
    command: Command,
    study: Callable[[int], Study],
    counts: tuple[int, int],
    slow: Sequence[str],
) -> None:
    """Every tool, to disk."""
    installed, tuned = stand.archives

    def contestant(who: str, server: Server, counts: tuple[int, int] = counts, rounds: int = 0) -> Contestant:
        return _contestant(stand, who, server, command, study, counts, stand.out, rounds)

    stand.play(
        work,
        [
            contestant(SCU, tuned),
            contestant(DCMTK_TUNED, tuned),
            contestant(SCU, installed),
            *(contestant(who, installed, stand.scale.slow, 1) for who in slow if who in stand.tools),
        ],
    )


def _contestant(
    stand: Stand,
    who: str,
    server: Server,
    command: Command,
    study: Callable[[int], Study],
    counts: tuple[int, int],
    out: Path,
    rounds: int = 0,
) -> Contestant:
    return stand.contestant(
        who,
        server.name,
        lambda count: command(who, server, study(count), out),
        filled(stand.tools[who], out),
        counts,
        folder=out,
        rounds=rounds,
    )
