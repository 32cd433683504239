"""The man pages: well-formed, readable at 80 columns, and true."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.core import TyperGroup

from scu.cli import app
from scu.commands.verbs import VERBS
from scu.config import file, settings
from scu.errors import ExitStatus
from scu.explanations import lookup
from tools.pages import manual, roff, texts, tree
from tools.pages.__main__ import ROOT

PAGES = {page.file: ROOT / "man" / f"man{page.section}" / page.file for page in manual.pages()}
_OTHERS = {"gdcmscu(1)", "dcmdump(1)", "bash(1)", "zsh(1)", "fish(1)"}


@cache
def rendered(path: Path) -> str:
    """The page as `man` shows it at 80 columns."""
    environment = {**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8", "MANROFFOPT": "-c", "MANPAGER": "cat"}
    done = subprocess.run(
        ["man", "--warnings=all", "-l", str(path)],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return re.sub(".\b", "", done.stdout)


def words(path: Path) -> str:
    """The same in one line, so that nothing depends on where lines end."""
    return " ".join(rendered(path).split())


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_mandoc_finds_nothing_to_complain_of(mandoc: None, path: Path) -> None:
    done = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "warning", str(path)], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_man_keeps_to_80_columns(man: None, path: Path) -> None:
    assert [line for line in rendered(path).splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_option_and_no_keyword_is_hyphenated(man: None, path: Path) -> None:
    assert "\N{HYPHEN}" not in rendered(path)


@pytest.mark.parametrize("verb", tree.verbs(), ids=lambda verb: verb.name)
def test_every_option_and_what_it_does_is_in_the_page_of_its_verb(man: None, verb: tree.Verb) -> None:
    shown = words(PAGES[f"scu-{verb.name}.1"])
    for option in verb.options:
        assert f"{', '.join(option.names)} {option.metavar}".strip() in shown
        assert option.help.partition("[default")[0].replace("`", "").strip() in shown
    for word in (verb.summary[1:].rstrip("."), verb.words, verb.words_help):
        assert word.replace("`", "") in shown


@pytest.mark.parametrize("name", VERBS)
def test_every_example_of_the_help_is_explained(name: str) -> None:
    explained = {command for block in texts.read(name)["EXAMPLES"] for command in block.commands}
    assert set(VERBS[name].examples.strip().splitlines()) <= explained


def commands() -> Iterator[list[str]]:
    """The command lines of all texts, without `scu`, pipes and what stands before."""
    for path in sorted(texts.FOLDER.glob("*.txt")):
        for block in (block for blocks in texts.read(path.stem).values() for block in blocks):
            for line in block.commands:
                for part in re.split(r" \| |<\(| > ", line):
                    found = shlex.split(part.removesuffix(")") if "<(" in line else part)
                    if "scu" in found:
                        yield found[found.index("scu") + 1 :]


@pytest.mark.parametrize("line", [*commands()], ids=shlex.join)
def test_examples_are_command_lines(line: list[str]) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    with group.make_context("scu", line) as context:
        verb, *rest = [*context._protected_args, *context.args]
        with group.commands[verb].make_context(verb, rest, parent=context) as parsed:
            assert parsed.command.name == verb


def test_the_example_of_a_configuration_is_one() -> None:
    lines = [line for block in texts.read("config")["EXAMPLES"] for line in [*block.commands, ""]]
    found = file.configuration("\n".join(lines), Path("config.toml"))
    assert (found.default, list(found.peers)) == ("main", ["main", "mirror"])


def test_every_setting_is_in_its_page(man: None) -> None:
    shown = words(PAGES["scu-config.5"])
    for setting in (*settings.GENERAL.values(), *settings.PEER.values()):
        assert f"{setting.name} {setting.meaning}." in shown.replace("`", "") or setting.meaning.count("`")
        assert setting.example in shown


def test_every_code_is_in_the_page_of_explain(man: None) -> None:
    shown = words(PAGES["scu-explain.1"])
    for row in lookup.every():
        assert row.code in shown
        assert " ".join(row.remedy.split())[1:] in shown
        assert " ".join(row.cause.split()) in shown


def test_every_environment_variable_is_told_of(man: None) -> None:
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "scu").rglob("*.py"))
    used = {
        name for source in sources for name in re.findall(r'"(SCU_[A-Z_]*[A-Z]|GDCM_ROOT_UID|DCMDICTPATH)"', source)
    }
    assert len(used) > 10
    assert used | {"NO_COLOR"} == set(texts.entries("environment"))
    assert all(f" {name} " in words(PAGES["scu.1"]) for name in used)


def test_every_exit_status_is_told_of(man: None) -> None:
    assert set(texts.entries("exit-status")) == {str(status.value) for status in ExitStatus}
    for name in VERBS:
        assert "EXIT STATUS 0 Done." in words(PAGES[f"scu-{name}.1"])


def test_what_is_to_be_seen_also_is_there(man: None) -> None:
    known = {f"{path.stem}({path.suffix[1:]})" for path in PAGES.values()} | _OTHERS
    for path in PAGES.values():
        also = rendered(path).partition("SEE ALSO")[2].rpartition("\nscu ")[0]
        named = {word.strip() for word in also.split(",")}
        assert named <= known
        assert f"{path.stem}({path.suffix[1:]})" not in named


def test_pages_are_those_of_the_verbs_and_their_names_say_what_they_are() -> None:
    assert set(PAGES) == {"scu.1", "scu-config.5", *(f"scu-{name}.1" for name in VERBS)}


def mandoc_of(lines: list[str]) -> str:
    page = "\n".join([*roff.title("x", 1, manual.DATE, "x"), *lines, ""])
    done = subprocess.run(
        ["mandoc", "-T", "utf8", "-O", "width=900"], input=page, capture_output=True, encoding="utf-8", check=True
    )
    return re.sub(".\b", "", done.stdout)


# Roff sees characters one by one, so that those of one width stand for all.
_texts = st.text(st.sampled_from("""ab Z019 .\\-'"`^~*_|%$&#@!?()[]{}<>:;,/+= …äß–山"""), min_size=1, max_size=60).map(
    lambda text: " ".join(text.split())
)


@given(_texts.filter(bool))
def test_text_comes_out_as_it_went_in(mandoc: None, text: str) -> None:
    lines = [*roff.heading(text), "text", *roff.subheading(text), *roff.paragraph(roff.escape(text))]
    lines += [*roff.item(roff.bold(text), roff.escape(text)), *roff.literal([text])]
    shown = [line.strip() for line in mandoc_of(lines).splitlines()[1:-1] if line.strip()]
    assert " ".join(" ".join(shown).split()) == f"{text} text {text} {text} {text} {text} {text}"


def test_a_line_never_begins_a_request() -> None:
    text = "word " * 15 + ".TH 'quoted " * 20
    assert not [line for line in roff.lines(roff.escape(text)) if line.startswith((".", "'"))]


def test_long_examples_go_on_after_a_backslash() -> None:
    line = "scu get pacs.example.org 104 -k PatientName='A very long name of a patient' -k StudyDate=2024 -o a/"
    shown = [*roff.literal([line])][2:-2]
    parts = [part.replace(r"\-", "-").replace(r"\(aq", "'").replace(r"\e", "\\") for part in shown]
    assert len(parts) == 3
    assert all(len(part) <= 65 for part in parts)
    assert shlex.split("\n".join(parts).replace("\\\n", "")) == shlex.split(line)
