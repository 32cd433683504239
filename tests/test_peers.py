"""The peers themselves, where they may go wrong."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.peers.processes import find_program


def test_a_program_of_a_package_is_not_taken_for_one_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = Path(sys.executable).parent
    before = find_program("storescp")

    monkeypatch.setenv("PATH", f"{ours}{os.pathsep}{os.environ['PATH']}")

    assert (ours / "storescp").exists()  # pynetdicom's
    assert find_program("storescp") == before
    assert find_program("lint-imports") is None
