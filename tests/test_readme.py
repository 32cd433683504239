"""The README's examples show what they say."""

from tests import readme


def test_console_blocks_show_what_the_commands_show() -> None:
    """When this fails: `.venv/bin/python -m tests.readme` writes what they show now."""
    said = readme.blocks(readme.README.read_text(encoding="utf-8"))
    shown = readme.blocks(readme.replayed())
    assert list(map(readme.without_times, said)) == list(map(readme.without_times, shown))
    assert len(said) >= 3
