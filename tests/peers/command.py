"""The command under test, run as a user runs it: a process of its own in a fixed environment."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from scu import cli

ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "COLUMNS": "100",
    "NO_COLOR": "1",
    "PATH": os.environ["PATH"],
    # Configured peers and other habits of the person who runs the tests stay out.
    "HOME": "/nonexistent",
    "XDG_CONFIG_HOME": "/nonexistent",
    "SCU_HISTORY": "off",
}


def command_line(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "scu", *(str(argument) for argument in arguments)]


def run_scu(
    *arguments: object,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    timeout: float = 60,
    stdin: str = "",
    file_blocks: int | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run `scu` to its end, within `timeout` seconds. Whatever happens, it may not be a bug.

    `file_blocks` is what the operating system lets it write into one file, in blocks of 512 bytes: a disk that is
    full after that.
    """
    command = command_line(*arguments)
    if file_blocks is not None:
        command = ["sh", "-c", f'ulimit -f {file_blocks}; exec "$@"', "sh", *command]
    done = subprocess.run(
        command,
        env={**ENVIRONMENT, **(env or {})},
        cwd=cwd,
        timeout=timeout,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert_no_bug(done.stderr)
    return done


def ask(*arguments: object, status: int = 0, env: Mapping[str, str] | None = None, **options: Any) -> Any:
    """Run `scu … --format json`, expect that exit status, and return the document that it printed."""
    done = run_scu(*arguments, "--format", "json", env=env, **options)
    assert done.returncode == status, f"exit status {done.returncode}\n{done.stdout}\n{done.stderr}"
    return document(done)


def assert_no_bug(said: str) -> None:
    assert "Traceback" not in said, said
    assert "bug in scu" not in said, said


def run_here(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `scu` in this process, which is ten times as fast; with the environment of the tests."""
    words = [str(argument) for argument in arguments]
    output, errors = io.BytesIO(), io.BytesIO()
    with (
        chdir(cwd or Path.cwd()),
        redirect_stdout(io.TextIOWrapper(output, encoding="utf-8", write_through=True)),
        redirect_stderr(io.TextIOWrapper(errors, encoding="utf-8", write_through=True)),
    ):
        status = cli.run(words)
        done = subprocess.CompletedProcess(words, status, output.getvalue().decode(), errors.getvalue().decode())
    assert_no_bug(done.stderr)
    return done


def answer_here(*arguments: object, status: int = 0, cwd: Path | None = None) -> Any:
    """The same as `ask`, in this process."""
    done = run_here(*arguments, "--format", "json", cwd=cwd)
    assert done.returncode == status, f"exit status {done.returncode}\n{done.stdout}\n{done.stderr}"
    return document(done)


def error_here(*arguments: object, kind: str, status: int = 3) -> dict[str, Any]:
    """The error that a run in this process ends with: the same in words, on the first line, and in JSON."""
    done = run_here(*arguments, "--format", "json")
    assert done.returncode == status, done.stdout + done.stderr
    answer = document(done)
    assert answer["ok"] is False
    error: dict[str, Any] = answer["error"]
    assert (error["kind"], error["exit_status"]) == (kind, status), error
    lines = [line for line in done.stderr.splitlines() if not line.startswith("scu: note: ")]
    assert lines[0] == f"scu: error: {error['message']}"
    assert f"what to do: {error['remedy']}" in done.stderr
    return error


@contextmanager
def started(
    *arguments: object, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A run that the test does something to before it ends; it is killed if the block leaves it behind."""
    process = subprocess.Popen(
        command_line(*arguments),
        env={**ENVIRONMENT, **(env or {})},
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def document(done: subprocess.CompletedProcess[str]) -> Any:
    """The JSON that a run with `--format json` printed."""
    assert done.stdout, f"nothing on standard output, exit status {done.returncode}: {done.stderr}"
    return json.loads(done.stdout)
