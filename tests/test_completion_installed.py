"""The wheel and the sdist hold the scripts and the man pages, and they are found where they are installed."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

from scu import __version__
from tests.peers.command import ENVIRONMENT
from tests.peers.shells import Fish, environment, terminal
from tools.pages.__main__ import ROOT, generated

SHARED = {
    "completions/scu.bash": "share/bash-completion/completions/scu",
    "completions/_scu": "share/zsh/site-functions/_scu",
    "completions/scu.fish": "share/fish/vendor_completions.d/scu.fish",
}


def built(target: str, folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=True,
    )
    (found,) = folder.iterdir()
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the wheel is installed in."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-index", "--no-deps", "--target", str(folder), str(wheel)],
        env={**environment({}), "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        timeout=60,
        check=True,
    )
    return folder


def test_the_wheel_has_them_where_the_shells_and_man_look(wheel: Path) -> None:
    data = f"scu-{__version__}.data/data/"
    with ZipFile(wheel) as archive:
        held = {name: archive.read(name).decode() for name in archive.namelist() if name.startswith(data)}
        own = {name: archive.read(name).decode() for name in archive.namelist() if name.startswith("scu/completions/")}
    files = {str(path): text for path, text in generated().items()}
    scripts = {name: text for name, text in files.items() if name.startswith("completions/")}
    pages = {name: text for name, text in files.items() if name.startswith("man/")}
    assert len(scripts) == 3 and len(pages) > 10
    assert held == {f"{data}{SHARED[name]}": text for name, text in scripts.items()} | {
        f"{data}share/{name}": text for name, text in pages.items()
    }
    assert own == {f"scu/{name}": text for name, text in scripts.items()}


def test_the_sdist_has_them_and_what_makes_them(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path)) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    made_by = [path for path in (ROOT / "tools").rglob("*") if path.suffix in (".py", ".txt", ".bash", ".zsh", ".fish")]
    assert {str(path) for path in generated()} <= held
    assert {str(path.relative_to(ROOT)) for path in made_by} <= held


@pytest.mark.parametrize(("shell", "file"), [("bash", "scu.bash"), ("zsh", "_scu"), ("fish", "scu.fish")])
def test_an_installed_scu_prints_them(installed: Path, shell: str, file: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scu", "completion", shell],
        cwd=installed,
        env={**ENVIRONMENT, "PYTHONPATH": str(installed)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == (ROOT / "completions" / file).read_text(encoding="utf-8")


def test_man_finds_them(man: None, installed: Path) -> None:
    for name, section in (("scu", 1), ("scu-find", 1), ("scu-config", 5)):
        done = subprocess.run(
            ["man", "-M", str(installed / "share" / "man"), "-w", name],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stdout.strip() == str(installed / "share" / "man" / f"man{section}" / f"{name}.{section}")


def test_bash_reads_the_installed_script(bash: None, installed: Path, tmp_path: Path) -> None:
    script = f"source {installed}/share/bash-completion/completions/scu"
    with terminal("bash", tmp_path, {}, script=script) as shell:
        assert shell.completed("scu dem") == "scu demo "


def test_zsh_loads_the_installed_script_by_itself(zsh: None, installed: Path, tmp_path: Path) -> None:
    script = f"fpath+=({installed}/share/zsh/site-functions); compinit -u -D"
    with terminal("zsh", tmp_path, {}, script=script) as shell:
        assert shell.completed("scu dem") == "scu demo "
        assert shell.completed("scu find --expa") == "scu find --expand "


def test_fish_loads_the_installed_script_by_itself(fish: None, installed: Path, tmp_path: Path) -> None:
    shell = Fish(tmp_path, {"XDG_DATA_DIRS": str(installed / "share")}, script="true")
    assert shell.candidates("scu dem") == ["demo"]
