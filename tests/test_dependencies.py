"""What the tests run with is what is locked, and that is what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "tests" / "requirements.txt").read_text("utf-8")
PINNED = [Requirement(line.removesuffix("\\")) for line in LOCK.splitlines() if re.match(r"\w", line)]
HERE = {it.name: it for it in PINNED if it.marker is None or it.marker.evaluate()}


def test_each_has_hashes() -> None:
    blocks = re.split(r"(?m)^(?=\w)", LOCK)[1:]
    assert len(blocks) == len(PINNED)
    assert all("--hash=sha256:" in block for block in blocks)


def test_what_is_installed_is_what_is_locked() -> None:
    installed = {name: version(name) for name in HERE}
    assert {name: f"=={number}" for name, number in installed.items()} == {
        name: str(it.specifier) for name, it in HERE.items()
    }


def test_what_is_locked_is_what_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["codecs"], *dev(project)]
    for requirement in map(Requirement, asked):
        locked = HERE[requirement.name].specifier
        assert requirement.specifier.contains(str(locked).removeprefix("==")), f"make lock: {requirement}, {locked}"


def dev(project: dict[str, dict[str, list[str]]]) -> list[str]:
    return [it for it in project["optional-dependencies"]["dev"] if not it.startswith("scu[")]
