"""Store and get over a way of 20 ms there and back: one by one, side by side, and by the window."""

from __future__ import annotations

from tests.bench import tools
from tests.bench.data import Study
from tests.bench.measure import Contestant
from tests.bench.servers import Server, far_away, sending, storescp, windowed
from tests.bench.stand import Stand
from tests.bench.tools import DCMTK_TUNED, SCU, ended_well, filled
from tests.peers.processes import LOCALHOST

ONE_WAY_MS = 10
WINDOW = 16
SIDE_BY_SIDE = (4, 16)
STORE_SMALL, STORE_LARGE = "far store small", "far store large"
GET_SMALL, GET_LARGE = "far get small", "far get large"
ONE_BY_ONE, BY_WINDOW = "scu 1 by 1", f"scu window {WINDOW}"


def associations(number: int) -> str:
    """How scu with so many associations is called in the table."""
    return f"scu {number} associations"


def distance(stand: Stand) -> None:
    """The same work, one by one and otherwise; DCMTK can do it one by one alone."""
    scale = stand.scale
    with (
        storescp(stand.new_folder("storescp"), "--fork", tuned=True) as storage,
        far_away(stand.new_folder("delay"), storage, ONE_WAY_MS) as far,
        windowed(stand.new_folder("windowed"), WINDOW) as granting,
        far_away(stand.new_folder("delay"), granting, ONE_WAY_MS) as far_granting,
    ):
        _store(stand, STORE_SMALL, scale.small_bytes, scale.far_small, far, far_granting)
        _store(stand, STORE_LARGE, scale.large_bytes, scale.far_large, far, far_granting)
    small = {count: stand.data.study(count, scale.small_bytes, scale.series) for count in scale.far_small}
    large = {count: stand.data.study(count, scale.large_bytes, scale.series) for count in scale.far_large}
    with (
        sending(stand.new_folder("sending"), [*small.values(), *large.values()]) as archive,
        far_away(stand.new_folder("delay"), archive, ONE_WAY_MS) as far,
    ):
        stand.play(GET_SMALL, [_get_contestant(stand, far, small, n) for n in (1, *SIDE_BY_SIDE)])
        stand.play(GET_LARGE, [_get_contestant(stand, far, large, n) for n in (1, *SIDE_BY_SIDE)])


def _store(stand: Stand, work: str, size: int, counts: tuple[int, int], far: Server, granting: Server) -> None:
    """`far` keeps what it gets, and `granting` grants a window."""

    def contestant(server: Server, called: str, *options: str, rounds: int = stand.scale.few_rounds) -> Contestant:
        """scu if it is called something, else DCMTK's tool, which is slow."""
        tool = stand.tools[SCU if called else DCMTK_TUNED]
        keeps = server is far
        return stand.contestant(
            tool.name,
            server.name,
            lambda count: tools.store(tool, server.port, stand.data.study(count, size).folder, options=options),
            filled(tool, server) if keeps else ended_well(tool),
            counts if called else stand.scale.slow,
            called=called,
            folder=server.folder if keeps else None,
            rounds=rounds,
        )

    stand.play(
        work,
        [
            contestant(far, "", rounds=1),
            contestant(far, ONE_BY_ONE, "--async", "1", rounds=1),
            *(contestant(far, associations(n), "--associations", str(n)) for n in SIDE_BY_SIDE),
            contestant(granting, ONE_BY_ONE, "--async", "1", rounds=1),
            contestant(granting, BY_WINDOW, "--async", str(WINDOW)),
        ],
    )


def _get_contestant(stand: Stand, server: Server, studies: dict[int, Study], number: int) -> Contestant:
    """A query for each series, so many of them at a time."""

    def command(count: int) -> tools.Words:
        study = studies[count]
        there = f"{study.name}@{LOCALHOST}:{server.port}"
        options = ("--associations", str(number), "--series", "-o", stand.out)
        return tools.scu("get", *options, there, *study.query_files)

    return stand.contestant(
        SCU,
        server.name,
        command,
        filled(stand.tools[SCU], stand.out),
        tuple(studies),
        called=ONE_BY_ONE if number == 1 else associations(number),
        folder=stand.out,
        rounds=1 if number == 1 else stand.scale.few_rounds,
    )
