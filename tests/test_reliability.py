"""Every response arrives: not one in thousands may be lost, or be waited for in vain."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.filereader import dcmread
from pydicom.uid import generate_uid

from scu.results import Outgoing
from scu.storage.meta import examine
from tests.peers.dcmtk import Server
from tests.peers.instances import Attributes, make_instances
from tests.peers.ours import store

RUNS, OBJECTS = 3, 1000


@pytest.fixture
def tiny(tmp_path: Path) -> list[Outgoing]:
    """A thousand objects that differ in their UID."""
    (made,) = make_instances(tmp_path / "in", 1, Attributes(size=64))
    content = made.path.read_bytes()
    paths = [made.path.with_name(f"{number}.dcm") for number in range(OBJECTS)]
    for path in paths:
        path.write_bytes(content.replace(made.uid.encode(), same_length(generate_uid(), len(made.uid))))
    return [examine(str(path)) for path in paths]


def same_length(uid: str, length: int) -> bytes:
    return uid[:length].ljust(length, "1").encode()


def test_thousands_of_small_objects_to_storescp_all_get_their_answer(storescp: Server, tiny: list[Outgoing]) -> None:
    for _ in range(RUNS):
        found = store(storescp.port, tiny)
        assert len(found) == OBJECTS
        assert all(it.status is not None and it.status.code == 0 for it in found)

    arrived = {path.name.partition(".")[2]: path for path in storescp.files()}
    assert arrived.keys() == {it.sop_instance_uid for it in tiny}
    for it in tiny[::100]:
        assert dcmread(arrived[it.sop_instance_uid]) == dcmread(it.file)
