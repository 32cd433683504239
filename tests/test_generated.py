"""What is generated: written by one command, and checked by another that names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.pages import __main__ as pages
from tools.pages import values

MAKEFILE = (pages.ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which nothing is written yet."""
    monkeypatch.setattr(pages, "ROOT", tmp_path)
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["tools.pages", *arguments])
    return pages.main()


def test_drift_fails_and_names_what_mends_it(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch) == 0
    assert run(monkeypatch, "--check") == 0
    capsys.readouterr()
    page, script, gone = (repository / name for name in ("man/man1/scu.1", "completions/_scu", "man/man1/scu-old.1"))
    page.write_text(page.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    script.unlink()
    gone.touch()

    assert run(monkeypatch, "--check") == 1
    assert set(capsys.readouterr().err.splitlines()) == {
        f"{path.relative_to(repository)} is out of date: `make generate` mends it" for path in (page, script, gone)
    }

    assert run(monkeypatch) == 0
    assert script.is_file() and not gone.exists()
    assert run(monkeypatch, "--check") == 0


def test_make_knows_both_commands() -> None:
    rules = {rule.partition(":")[0]: rule for rule in MAKEFILE.split("\n\n")}
    generate = next(rule for rule in rules.values() if "\ngenerate:" in f"\n{rule}")
    assert "python -m tools.pages\n" in f"{generate}\n"
    static = next(rule for rule in rules.values() if "\nstatic:" in f"\n{rule}")
    assert "python -m tools.pages --check" in static
    assert rules["check"].startswith("check: static\n")


def test_a_new_kind_of_value_has_to_be_said() -> None:
    with pytest.raises(values.Unknown, match=r"tools/pages/values\.py does not say what shells complete for 'PLANET'"):
        values.of_option("--planet", "PLANET")
