"""scu demo: the newcomer's first command."""

from __future__ import annotations

import pytest

from scu.practice import demo
from scu.practice.demo import Step
from tests.peers.command import run_scu

VERBS = ["echo", "store", "find", "get", "move"]


def test_the_five_verbs_are_shown_and_work() -> None:
    done = run_scu("demo", env={"SCU_HOST": "nowhere.invalid", "SCU_AETITLE": "OTHER"})
    lines = done.stdout.splitlines()

    assert done.returncode == 0, done.stdout
    assert done.stderr == ""
    assert [line.split()[2] for line in lines if line.startswith("$ scu ")] == VERBS
    assert any("0000 Success" in line for line in lines)
    assert any("CompressedSamples, CT1" in line for line in lines)
    assert lines[-1] == "5 of 5 verbs worked."
    assert [line.split()[:2] for line in lines[-6:-1]] == [[verb, "worked"] for verb in VERBS]


def test_the_commands_are_those_that_are_run() -> None:
    steps = demo.steps("PRACTICE@127.0.0.1:11112", 11113)

    assert [step.verb for step in steps] == [step.arguments[0] for step in steps] == VERBS
    assert steps[-1].command_line == (
        "scu move PRACTICE@127.0.0.1:11112 --port-scp 11113 -aet SCU --patientroot --patient -k PatientID=ID1 -o moved"
    )


def test_what_fails_is_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def steps(address: str, port_scp: int) -> list[Step]:
        return [
            Step("echo", "Nonsense.", ("echo", "NO@SUCH@HOST:0")),
            Step("get", "Nothing.", ("get", address, "-k", "20,d=1.2.3", "-o", "fetched"), "fetched", 2),
            Step("echo", "Right.", ("echo", address)),
        ]

    lines: list[str] = []
    monkeypatch.setattr(demo, "steps", steps)

    assert demo.run(lines.append) is False
    assert any(line.startswith("scu: error:") for line in lines)
    *_, echo, get, again, verdict = lines
    assert echo.startswith("echo   failed with exit status 2 in ")
    assert get.startswith("get    did not write 2 files in ")
    assert again.startswith("echo   worked in ")
    assert verdict == "1 of 3 verbs worked."


def test_a_step_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def steps(address: str, port_scp: int) -> list[Step]:
        return [Step("serve", "Never ends.", ("serve", "server", "-p", "0"))]

    lines: list[str] = []
    monkeypatch.setattr(demo, "steps", steps)
    monkeypatch.setattr(demo, "_LONGEST", 1.0)

    assert demo.run(lines.append) is False
    assert "(stopped: it did not end within 1 s)" in lines
    assert lines[-2] == "serve  failed in 1.00 s"
