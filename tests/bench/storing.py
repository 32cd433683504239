"""Store: many small objects, many of half a megabyte."""

from __future__ import annotations

from collections.abc import Callable

from tests.bench import tools
from tests.bench.data import Study
from tests.bench.measure import Contestant
from tests.bench.servers import Server, storescp
from tests.bench.stand import Stand
from tests.bench.tools import DCMTK, DCMTK_TUNED, GDCM, PYNETDICOM, SCU, ended_well, filled

SMALL, LARGE = "store small", "store large"
# A tuned storescp that keeps nothing: making a file takes it ten times as long as anybody needs to send a small
# object, and what a disk does differs from run to run by more than the tools do.
IGNORING = "storescp ignoring"


def store(stand: Stand) -> None:
    """To storescp as installed, tuned, and tuned and ignoring; what is slow sends as many as it can in some seconds."""
    with (
        storescp(stand.new_folder("storescp"), tuned=False) as installed,
        storescp(stand.new_folder("storescp"), tuned=True) as tuned,
        storescp(stand.new_folder("storescp"), "--ignore", tuned=True, name=IGNORING) as ignoring,
    ):
        for work, study, counts in (
            (SMALL, stand.small, stand.scale.small),
            (LARGE, stand.large, stand.scale.large),
        ):
            slow = [who for who in (DCMTK, PYNETDICOM, GDCM) if who in stand.tools]
            stand.play(
                work,
                [
                    _contestant(stand, SCU, ignoring, study, counts),
                    _contestant(stand, DCMTK_TUNED, ignoring, study, counts),
                    _contestant(stand, SCU, tuned, study, counts),
                    _contestant(stand, DCMTK_TUNED, tuned, study, counts),
                    _contestant(stand, SCU, installed, study, counts),
                    *(_contestant(stand, who, installed, study, stand.scale.slow, rounds=1) for who in slow),
                ],
            )


def _contestant(
    stand: Stand, who: str, server: Server, study: Callable[[int], Study], counts: tuple[int, int], rounds: int = 0
) -> Contestant:
    tool = stand.tools[who]
    return stand.contestant(
        who,
        server.name,
        lambda count: tools.store(tool, server.port, study(count).folder),
        ended_well(tool) if server.name == IGNORING else filled(tool, server),
        counts,
        folder=server.folder,
        rounds=rounds,
    )
