"""Store to, and get and move from, Orthanc."""

from __future__ import annotations

from tests.bench import tools
from tests.bench.data import Study
from tests.bench.measure import Contestant
from tests.bench.servers import program
from tests.bench.stand import Stand
from tests.bench.tools import DCMTK, MOVERS, SCU, ended_well, filled
from tests.peers import orthanc as peer

STORE, GET, MOVE = "store small", "get large", "move large"
SERVER = "Orthanc"


def orthanc(stand: Stand) -> None:
    """As installed, like DCMTK's tools beside ours."""
    if not program("Orthanc"):
        return
    with peer.orthanc(stand.new_folder("orthanc"), stand.move_ports) as server:
        stand.play(STORE, [_store(stand, who, server.port) for who in (SCU, DCMTK)])
        studies = {count: stand.large(count) for count in stand.scale.slow}
        server.hold(made for study in studies.values() for made in study.instances)
        stand.play(GET, [_retrieve(stand, GET, who, server.port, studies) for who in (SCU, DCMTK)])
        stand.play(MOVE, [_retrieve(stand, MOVE, who, server.port, studies) for who in (SCU, DCMTK)])


def _store(stand: Stand, who: str, port: int) -> Contestant:
    tool = stand.tools[who]
    return stand.contestant(
        who,
        SERVER,
        lambda count: tools.store(tool, port, stand.small(count).folder, title=peer.AE_TITLE),
        ended_well(tool),
        stand.scale.slow,
        rounds=stand.scale.few_rounds,
    )


def _retrieve(stand: Stand, work: str, who: str, port: int, studies: dict[int, Study]) -> Contestant:
    tool, own_port = stand.tools[who], stand.move_ports[MOVERS[who]]

    def command(count: int) -> tools.Words:
        if work == GET:
            return tools.get(tool, port, studies[count], stand.out, title=peer.AE_TITLE)
        return tools.move(tool, port, studies[count], stand.out, own_port, title=peer.AE_TITLE)

    return stand.contestant(
        who,
        SERVER,
        command,
        filled(tool, stand.out),
        stand.scale.slow,
        folder=stand.out,
        rounds=stand.scale.few_rounds,
    )
