"""Words of a command line: which of them are options, and which are not, whatever they look like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.core import TyperCommand, TyperGroup, TyperOption

from scu.cli import app
from scu.commands.choices import ChoiceOption
from scu.errors import UsageError
from tests.peers.command import error_here, run_here
from tests.peers.processes import LOCALHOST
from tests.peers.recording import Recorder, recording_scp
from tests.peers.scripts import a_match
from tests.peers.verbs import VERBS


def command(verb: str) -> TyperCommand:
    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    found = root.commands[verb]
    assert isinstance(found, TyperCommand)
    return found


def parsed(verb: str, *words: str) -> dict[str, object]:
    """What a verb makes of the words that follow it; it does not run."""
    return command(verb).make_context(verb, list(words)).params


def texts(verb: str) -> Iterator[TyperOption]:
    """Options whose values may be any text."""
    for param in command(verb).params:
        if not isinstance(param, TyperOption) or isinstance(param, ChoiceOption):
            continue
        if param.type_descriptor.annotation in (str, Path, list[str], list[Path]):
            yield param


def look_alikes(verb: str) -> list[str]:
    """The names of options, without what makes them options."""
    return sorted({name.lstrip("-+") for param in command(verb).params for name in param.opts})


WORDS = {verb: look_alikes(verb) for verb in VERBS}
OPTIONS = {verb: [param.opts[0] for param in texts(verb)] for verb in VERBS}


@pytest.mark.parametrize("verb", VERBS)
def test_there_is_something_to_try(verb: str) -> None:
    assert {"tls", "rsp", "timeout"} <= {*WORDS[verb]}
    assert "--aetitle" in OPTIONS[verb]
    assert verb == "echo" or verb == "store" or "--key" in OPTIONS[verb]


@pytest.mark.parametrize("verb", VERBS)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_any_word_may_be_a_value_or_a_host(verb: str, data: st.DataObject) -> None:
    alike = st.sampled_from(WORDS[verb])
    value = data.draw(alike | alike.map("-{}".format) | alike.map("--{}=".format) | st.text(), label="value")
    host = data.draw(alike | st.text(min_size=1).filter(lambda it: it[0] not in "-+"), label="host")
    option = data.draw(st.sampled_from(OPTIONS[verb]), label="option")

    params = parsed(verb, option, value, host)

    name = next(param.name for param in command(verb).params if option in param.opts)
    assert name is not None
    assert params[name] in (value, [value], Path(value), [Path(value)])
    assert params["words"] == [host]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("word", ["-timeout", "-timeout=5", "-aetitle"])
def test_one_dash_too_few_is_pointed_out(verb: str, word: str) -> None:
    name = word.partition("=")[0]

    with pytest.raises(UsageError, match=f"there is no option {name}") as raised:
        parsed(verb, LOCALHOST, word)

    assert raised.value.remedy == f"did you mean -{name}?"


def test_after_two_dashes_nothing_is_an_option() -> None:
    assert parsed("echo", "--", "-timeout")["words"] == ["-timeout"]


@pytest.mark.parametrize("word", ["-x=", "--propose-uncompr"])
def test_an_option_whose_name_ends_so(word: str) -> None:
    assert parsed("echo", LOCALHOST, word) == parsed("echo", LOCALHOST, "--propose-uncompr")
    assert parsed("echo", LOCALHOST, word) != parsed("echo", LOCALHOST)


def test_hosts_and_folders_that_are_called_like_options(tmp_path: Path) -> None:
    assert "the host 'tls'" in error_here("echo", "tls", kind="unresolved")["message"]

    with recording_scp(Recorder(matches=[a_match()])) as recorder:
        done = run_here("find", recorder.address, "--extract", "rsp", cwd=tmp_path)

    assert done.returncode == 0
    assert [path.name for path in tmp_path.glob("rsp/*")] == ["rsp0001.dcm"]
