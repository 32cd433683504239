"""The examples of the README and of docs/ show what they say."""

from pathlib import Path

import pytest

from tests import readme


@pytest.mark.parametrize("page", readme.PAGES, ids=lambda page: page.stem)
def test_console_blocks_show_what_the_commands_show(page: Path) -> None:
    """When this fails: `.venv/bin/python -m tests.readme` writes what they show now."""
    said = readme.blocks(page.read_text(encoding="utf-8"))
    shown = readme.blocks(readme.replayed(page))
    assert list(map(readme.without_times, said)) == list(map(readme.without_times, shown))
    assert said
