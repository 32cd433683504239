"""bash, zsh and fish, each with its completion script, as somebody who types and presses Tab has them."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pexpect

from tests.peers.command import ENVIRONMENT

_READY = "ready> "
_SHOW, _ALL = "\x18p", "\x18a"  # Ctrl-X p prints the line, Ctrl-X a does what shows all completions
_SHOWN = re.compile(r"<<(.*?)\|(.*?)>>", re.DOTALL)
_COLUMNS = 20_000  # so that no line is ever wrapped

# It puts all completions into the line.
_BASH = rf"""
PS1='{_READY}'; bind 'set bell-style none'; bind 'set enable-bracketed-paste off'
bind '"\C-xa": insert-completions'; bind -x '"\C-xp": printf "<<%s|>>" "$READLINE_LINE"'
"""
# It writes down what the builtin is asked to offer, before that does.
_ZSH = f"""
PS1='{_READY}'; unsetopt zle_bracketed_paste prompt_cr prompt_sp beep; setopt no_list_ambiguous
autoload -Uz compinit; compinit -u -D; zstyle ':completion:*' verbose yes
compadd() {{
  local -a offered
  [[ -n ${{(M)@:#-[AOD]}} ]] || {{ builtin compadd -O offered "$@"; captured+=("$IPREFIX${{^offered[@]}}") }}
  builtin compadd "$@"
}}
show() {{ print -rn -- "<<$BUFFER|${{(F)captured}}>>"; captured=() }}
zle -N show; bindkey '^I' complete-word; bindkey '^Xa' complete-word; bindkey '^Xp' show
"""
_PROGRAMS = {
    "bash": (["--norc", "--noprofile", "-i"], _BASH),
    "zsh": (["-f", "-i"], _ZSH),
}


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """That of the tests, with the `scu` of this Python before every other."""
    return {**ENVIRONMENT, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "TERM": "dumb", **more}


class Terminal:
    """bash or zsh at a terminal."""

    def __init__(self, process: pexpect.spawn[str]) -> None:
        self._process = process

    def run(self, command: str) -> str:
        """Run a command of the shell's; returns what it shows."""
        self._process.sendline(command)
        self._process.expect_exact(_READY)
        return self._process.before or ""

    def completed(self, line: str) -> str:
        """The line after a press of Tab."""
        return self._typed(f"{line}\t")[0]

    def shown(self, line: str) -> str:
        """What is on the screen after two presses of Tab."""
        return self._typed(f"{line}\t\t")[2]

    def candidates(self, line: str) -> list[str]:
        """All words that the last one may become; the line has no quotes."""
        filled, captured, _ = self._typed(f"{line}{_ALL}")
        if captured:
            return [word.replace("\\", "") for word in dict.fromkeys(captured.splitlines())]
        if filled == line:
            return []
        before = len(re.split(r"(?<!\\) ", line)) - 1
        return shlex.split(filled)[before:]

    def _typed(self, keys: str) -> tuple[str, str, str]:
        """The line after some keys, what was captured, and what is on the screen."""
        self._process.send(f"{keys}{_SHOW}")
        self._process.expect(_SHOWN)
        assert isinstance(self._process.match, re.Match)
        line, captured = self._process.match.groups()
        screen = self._process.before or ""
        self._process.send("\x03")
        self._process.expect_exact(_READY)
        return line, captured.replace("\r", ""), screen


@contextmanager
def terminal(shell: str, folder: Path, more: Mapping[str, str], *, script: str = "") -> Iterator[Terminal]:
    """bash or zsh in a folder.

    Args:
        script: what has it complete; else it reads what `scu completion` prints.
    """
    arguments, setup = _PROGRAMS[shell]
    process = pexpect.spawn(
        shell,
        arguments,
        cwd=str(folder),
        env=environment({"HOME": str(folder), **more}),
        encoding="utf-8",
        timeout=20,
        dimensions=(200, _COLUMNS),
    )
    file = folder / f".{shell}-setup"
    file.write_text(f"{setup}\n{script or f'source <(scu completion {shell})'}\n", encoding="utf-8")
    try:
        process.sendline(f"source {shlex.quote(str(file))}")
        process.expect_exact(_READY)
        yield Terminal(process)
    finally:
        process.close(force=True)


class Fish:
    """fish tells what it would complete, in a folder.

    Args:
        script: what has it complete; else it reads what `scu completion` prints.
    """

    def __init__(self, folder: Path, more: Mapping[str, str], script: str = "") -> None:
        self._folder = folder
        self._environment = environment({"HOME": str(folder), **more})
        self._script = script or "source (scu completion fish | psub)"

    def rows(self, line: str) -> dict[str, str]:
        """The words that the last one may become, and what is said of each."""
        done = subprocess.run(
            ["fish", "-c", f"{self._script}; complete -C {shlex.quote(line)}"],
            cwd=self._folder,
            env=self._environment,
            capture_output=True,
            encoding="utf-8",
            timeout=20,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return dict(row.partition("\t")[::2] for row in done.stdout.splitlines())

    def candidates(self, line: str) -> list[str]:
        return list(self.rows(line))
