"""How much is logged, and where to: the options, the levels, log files, and what errors leave behind."""

import logging
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from scu import logs
from scu.errors import ExitStatus, FileProblem, UsageError
from scu.logs import LogSettings
from tests.log_configurations import LEVELS, log_at_every_level


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    yield
    logs.reset()


def shown(capsys: pytest.CaptureFixture[str]) -> list[str]:
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


ALL = [
    "scu: note: fatal 100%s",
    "scu: note: error 100%s",
    "scu: note: warn 100%s",
    "scu: info 100%s",
    "scu: debug: debug 100%s",
    "scu: debug: trace 100%s",
]


@pytest.mark.parametrize(
    ("settings", "count"),
    [
        (None, 3),
        (LogSettings(), 3),
        (LogSettings(quiet=True), 2),
        (LogSettings(verbose=True), 4),
        (LogSettings(debug=True), 5),
        (LogSettings(verbose=True, debug=True), 5),
        *[(LogSettings(level=level), number) for number, level in enumerate(LEVELS, start=1)],
        (LogSettings(level="Debug"), 5),
    ],
)
def test_notes_go_to_standard_error(
    capsys: pytest.CaptureFixture[str], settings: LogSettings | None, count: int
) -> None:
    logs.configure(settings)
    log_at_every_level()
    assert shown(capsys) == ALL[:count]
    assert logs.is_debugging() == (count >= 5)


def test_the_last_configuration_counts_and_a_wrong_one_changes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    logs.configure(LogSettings(debug=True, file=tmp_path / "log"))
    logs.configure()
    with pytest.raises(FileProblem):
        logs.configure(LogSettings(debug=True, file=tmp_path / "none" / "log"))
    log_at_every_level()
    assert shown(capsys) == ALL[:3]
    assert (tmp_path / "log").read_text() == ""


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (LogSettings(verbose=True), []),
        (LogSettings(debug=True), ["scu: note: odd", "scu: note: none.py:1: UserWarning: too odd", ""]),
        (
            LogSettings(level="trace"),
            ["scu: note: odd", "scu: debug: each byte", "scu: note: none.py:1: UserWarning: too odd", ""],
        ),
    ],
)
def test_what_libraries_log_and_warn_of_is_for_debug(
    capsys: pytest.CaptureFixture[str], settings: LogSettings, expected: list[str]
) -> None:
    logs.configure(settings)
    logging.getLogger("pynetdicom.acse").warning("odd")
    logging.getLogger("pydicom").debug("each byte")
    warnings.showwarning("too odd", UserWarning, "none.py", 1)
    assert shown(capsys) == expected


def test_text_from_a_peer_is_harmless(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    logs.configure(LogSettings(verbose=True, file=tmp_path / "log"))
    logging.getLogger("scu.dimse").warning("The peer says %s", "%s {0} \x1b[2J \r\n2024-01-01 00:00:00.000 ERROR")
    logging.getLogger("scu.dimse").info("nothing \udcff \u202e")
    assert shown(capsys) == [r"scu: note: The peer says %s {0} \x1b[2J \r", "  2024-01-01 00:00:00.000 ERROR"]
    forged = (tmp_path / "log").read_text().splitlines()
    assert [line[24:] for line in forged] == [
        r"WARN  scu.dimse: The peer says %s {0} \x1b[2J \r",
        "WARN  scu.dimse: 2024-01-01 00:00:00.000 ERROR",
        r"INFO  scu.dimse: nothing \udcff \u202e",
    ]


@pytest.mark.parametrize(
    ("settings", "in_file", "on_screen"),
    [
        (LogSettings(), 4, 3),
        (LogSettings(quiet=True), 4, 2),
        (LogSettings(verbose=True), 4, 3),
        (LogSettings(debug=True), 5, 3),
        (LogSettings(level="trace"), 6, 3),
        (LogSettings(level="error"), 2, 2),
    ],
)
def test_a_log_file_takes_the_details_and_leaves_the_notes_on_the_screen(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, settings: LogSettings, in_file: int, on_screen: int
) -> None:
    path = tmp_path / "scu.log"
    path.write_text("before\n")
    logs.configure(LogSettings(settings.quiet, settings.verbose, settings.debug, settings.level, path))
    log_at_every_level()
    before, *lines = path.read_text().splitlines()
    assert before == "before"
    assert [line[24:].split(maxsplit=2) for line in lines] == [
        [level.upper(), "scu.dimse.wire:", f"{level} 100%s"] for level in LEVELS[:in_file]
    ]
    assert shown(capsys) == ALL[:on_screen]


def test_the_error_that_ends_a_run_is_in_the_log_and_not_on_the_screen_twice(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    logs.configure(LogSettings(level="fatal", file=tmp_path / "log"))
    logs.record_error(["scu: error: refused", "  what to do: 100% nothing"])
    assert shown(capsys) == []
    assert [line[24:] for line in (tmp_path / "log").read_text().splitlines()] == [
        "FATAL scu: scu: error: refused",
        "FATAL scu:   what to do: 100% nothing",
    ]


def test_a_traceback_is_part_of_the_record(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    try:
        raise OSError("full")
    except OSError:
        logging.getLogger("scu").warning("no", exc_info=True)
    lines = shown(capsys)
    assert lines[:2] == ["scu: note: no", "  Traceback (most recent call last):"]
    assert lines[-1] == "  OSError: full"


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (LogSettings(quiet=True, verbose=True), ("--quiet", "--verbose")),
        (LogSettings(quiet=True, debug=True), ("--quiet", "--debug")),
        (LogSettings(level="info", quiet=True), ("--log-level", "--quiet")),
        (LogSettings(level="info", verbose=True), ("--log-level", "--verbose")),
        (LogSettings(level="info", debug=True), ("--log-level", "--debug")),
        (LogSettings(config=Path("x"), quiet=True), ("--log-config", "--quiet")),
        (LogSettings(config=Path("x"), verbose=True), ("--log-config", "--verbose")),
        (LogSettings(config=Path("x"), debug=True), ("--log-config", "--debug")),
        (LogSettings(config=Path("x"), level="info"), ("--log-config", "--log-level")),
        (LogSettings(config=Path("x"), file=Path("y")), ("--log-config", "--log-file")),
        (LogSettings(level="loud"), ("'loud'", "fatal, error, warn, info, debug, trace")),
    ],
)
def test_options_that_contradict_each_other(settings: LogSettings, named: tuple[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        logs.configure(settings)
    assert all(name in caught.value.message + caught.value.remedy for name in named)
    assert caught.value.exit_status == ExitStatus.USAGE


def test_gdcms_options() -> None:
    none = {"verbose": False, "warning": False, "error": False, "debug": False}
    assert logs.gdcm_level(**none) is None
    for option, level in (("error", "error"), ("warning", "warn"), ("verbose", "info"), ("debug", "debug")):
        assert logs.gdcm_level(**(none | {option: True})) == level
        assert logs.gdcm_level(**(none | {option: True, "error": True})) == level


def test_a_log_file_that_cannot_be_opened(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "none" / "log", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(FileProblem, match=why) as caught:
            logs.configure(LogSettings(file=path))
        assert repr(str(path)) in caught.value.message


def test_a_full_disk_is_told_once(tmp_path: Path) -> None:
    program = (
        "import sys, logging; from pathlib import Path; from scu import logs\n"
        "logs.configure(logs.LogSettings(verbose=True, file=Path(sys.argv[1])))\n"
        "for number in range(500): logging.getLogger('scu').info('%s', 'x' * 100)\n"
    )
    line = ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", sys.executable, "-c", program, str(tmp_path / "log")]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    assert done.stderr.splitlines() == ["scu: note: the log cannot be written: [Errno 27] File too large"]


def test_nothing_heavy_is_imported_without_a_log_file() -> None:
    program = (
        "import sys; from scu import logs; logs.configure(); "
        "sys.exit(not {'logging.handlers', 'scu.logs.layouts', 'socket'}.isdisjoint(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0
