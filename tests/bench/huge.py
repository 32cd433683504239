"""One object of two gigabytes: time, and that memory does not grow with it. dcmqrscp gives out none above one."""

from __future__ import annotations

from tests.bench import tools
from tests.bench.data import Study
from tests.bench.measure import Contestant
from tests.bench.servers import Server, storescp
from tests.bench.stand import Stand
from tests.bench.tools import DCMTK_TUNED, SCU, filled

STORE, GET = "store huge", "get huge"
_WHO = (SCU, DCMTK_TUNED)
MOST_SERVED = 1_000_000_000


def huge(stand: Stand) -> None:
    """Store to storescp, which writes as it reads, and get from dcmqrscp; both tuned."""
    study = stand.data.huge(stand.scale.huge_bytes)
    with storescp(stand.new_folder("storescp"), "+B", tuned=True) as storage:
        stand.play(STORE, [_store(stand, who, storage, study) for who in _WHO])
    served = stand.data.huge(min(stand.scale.huge_bytes, MOST_SERVED))
    with stand.archive([served], tuned=True) as archive:
        stand.play(GET, [_get(stand, who, archive, served) for who in _WHO])


def _store(stand: Stand, who: str, server: Server, study: Study) -> Contestant:
    tool = stand.tools[who]
    return stand.contestant(
        who,
        server.name,
        lambda count: tools.store(tool, server.port, study.folder),
        filled(tool, server),
        folder=server.folder,
        rounds=stand.scale.few_rounds,
    )


def _get(stand: Stand, who: str, server: Server, study: Study) -> Contestant:
    tool = stand.tools[who]
    return stand.contestant(
        who,
        server.name,
        lambda count: tools.get(tool, server.port, study, stand.out),
        filled(tool, stand.out),
        folder=stand.out,
        rounds=stand.scale.few_rounds,
    )
