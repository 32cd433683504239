"""The examples of the README and of docs/ show what they say."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tests import readme

_ALIKE = 4  # of 255: another release of the codecs may round in another way


@pytest.mark.parametrize("page", readme.PAGES, ids=lambda page: page.stem)
def test_console_blocks_show_what_the_commands_show(page: Path) -> None:
    """When this fails: `.venv/bin/python -m tests.readme` writes what they show now."""
    text = page.read_text(encoding="utf-8")
    said = readme.blocks(text)
    now, picture = readme.replayed(page)
    shown = readme.blocks(now)
    assert list(map(readme.without_times, said)) == list(map(readme.without_times, shown))
    assert said
    assert (picture is not None) == (readme.PICTURE.name in text)
    if picture is not None:
        with Image.open(readme.PICTURE) as kept:
            assert kept.size == picture.size
            assert max(ImageStat.Stat(ImageChops.difference(kept.convert("RGB"), picture)).mean) < _ALIKE


def test_the_readme_copies_what_its_examples_are_about() -> None:
    (line,) = [line for line in readme.README.read_text(encoding="utf-8").splitlines() if line.startswith("cp ")]
    names = line.partition("{")[2].partition("}")[0].split(",")
    assert sorted(names) == sorted(readme.FOLDERS["practice"])
    assert line.endswith(" practice")


def test_every_page_is_linked_and_every_link_leads_somewhere() -> None:
    pages = [readme.README, *sorted((readme.ROOT / "docs").glob("*.md")), readme.ROOT / "CONTRIBUTING.md"]
    linked = {target for page in pages for target in readme.links(page)}
    assert [str(path) for path, heading in linked if not path.exists() or heading not in readme.headings(path)] == []
    assert {path for path, _ in linked} >= set(pages) - {readme.README}
