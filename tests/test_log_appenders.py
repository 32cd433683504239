"""Appenders of a log configuration: the screen, files that grow and roll over, and the system's log."""

import datetime
import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from scu import logs
from scu.errors import FileProblem
from scu.logs import handlers
from tests.log_configurations import appender, configure, log_at_every_level, words


@pytest.fixture(autouse=True)
def as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    logs.reset()


def test_standard_output_is_for_results_unless_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    for option, streams in (("", (0, 6)), ("logToStderr = TRUE", (0, 6)), ("logToStdErr = false", (6, 0))):
        configure(*appender("ConsoleAppender", *([option] if option else [])))
        log_at_every_level()
        out, err = capsys.readouterr()
        assert (len(words(out)), len(words(err))) == streams


def test_a_file_is_begun_anew_unless_it_is_to_be_added_to(tmp_path: Path) -> None:
    path = tmp_path / "it.log"
    for option, before in (("Append = true", "before\n"), ("Append = false", ""), ("ImmediateFlush = true", "")):
        path.write_text("before\n")
        configure(*appender("FileAppender", "File = ${name}.log", option), "name = it")
        log_at_every_level()
        first = "FATAL - fatal 100%s\nERROR - error 100%s\nWARN - warn 100%s\n"
        assert path.read_text().startswith(before + first)


@pytest.mark.parametrize(("size", "records"), [("1000", 10), ("2KB", 20), ("1mb", 10_000)])
def test_a_rolling_file_keeps_as_many_as_it_is_told(tmp_path: Path, size: str, records: int) -> None:
    configure(*appender("RollingFileAppender", "File = it.log", f"MaxFileSize = {size}", "MaxBackupIndex = 2"))
    for _ in range(4):
        for _ in range(records):
            logging.getLogger("scu").info("x" * 92)  # 100 bytes a line
    assert {path.name for path in tmp_path.iterdir()} == {"log.cfg", "it.log", "it.log.1", "it.log.2"}
    assert records * 90 <= (tmp_path / "it.log.1").stat().st_size <= records * 110


@pytest.mark.parametrize(
    ("schedule", "last", "name"),
    [
        ("monthly", "2024-02-29 10:20:30", "2024-02"),
        ("weekly", "2024-02-29 10:20:30", "2024-09"),
        ("daily", "2024-12-31 23:59:59", "2024-12-31"),
        ("twice_daily", "2024-02-29 11:59:59", "2024-02-29-AM"),
        ("twice_daily", "2024-02-29 12:00:00", "2024-02-29-PM"),
        ("HOURLY", "2024-02-29 10:20:30", "2024-02-29-10"),
        ("minutely", "2024-02-29 10:20:30", "2024-02-29-10-20"),
    ],
)
def test_a_dated_file_of_an_earlier_run_is_named_by_its_time(
    tmp_path: Path, schedule: str, last: str, name: str
) -> None:
    path = tmp_path / "it.log"
    path.write_text("before\n")
    moment = datetime.datetime.fromisoformat(last).timestamp()
    os.utime(path, (moment, moment))
    for old in range(3):
        (tmp_path / f"it.log.{name.replace('2024', f'202{old}')}").touch()
    options = ("File = it.log", f"Schedule = {schedule}", "MaxBackupIndex = 2")
    configure(*appender("DailyRollingFileAppender", *options))
    logging.getLogger("scu").info("after")
    logging.getLogger("scu").info("and more")
    assert (tmp_path / f"it.log.{name}").read_text() == "before\n"
    assert path.read_text() == "INFO - after\nINFO - and more\n"
    assert len(list(tmp_path.glob("it.log.*"))) == 2


def test_the_system_log() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(30)
        port = server.getsockname()[1]
        options = ("host = 127.0.0.1", f"port = {port}", "ident = pacs", "facility = LOCAL3")
        configure(*appender("SysLogAppender", *options))
        log_at_every_level()
        received = [server.recv(1000) for _ in range(6)]
    local3 = 19 * 8
    assert received == [
        f"<{local3 + priority}>pacs: {level.upper()} - {level} 100%s".encode()
        for level, priority in zip(
            ("fatal", "error", "warn", "info", "debug", "trace"), (2, 3, 4, 6, 7, 7), strict=True
        )
    ]


def test_this_hosts_system_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(handlers, "LOCAL_SYSTEM_LOGS", ("none", "dev-log"))
    with pytest.raises(FileProblem, match="no none and no dev-log"):
        configure(*appender("SysLogAppender"))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind("dev-log")
        server.settimeout(30)
        configure(*appender("SysLogAppender"))
        logging.getLogger("scu").warning("hello")
        assert server.recv(1000) == b"<12>WARN - hello"
    logging.getLogger("scu").warning("nobody listens")
    logging.getLogger("scu").warning("nobody listens")
    assert capsys.readouterr().err.count("scu: note: the log cannot be written: ") == 1


def test_levels_and_appenders_of_single_loggers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    configure(
        *appender("ConsoleAppender", "Threshold = warn"),
        "log4cplus.appender.wire = log4cplus::FileAppender",
        "log4cplus.appender.wire.File = wire.log",
        "log4cplus.appender.none = log4cplus::NullAppender",
        "log4cplus.logger.dcmtk.dcmnet = INFO, wire",
        "log4cplus.additivity.dcmtk.dcmnet = false",
        "log4cplus.logger.scu.storage = ERROR",
        "log4cplus.logger.scu.query = INHERIT, none",
    )
    log_at_every_level("scu.dimse.wire")
    assert words((tmp_path / "wire.log").read_text()) == ["fatal", "error", "warn", "info"]
    assert capsys.readouterr().err == ""
    for name, count in (("scu.storage.scan", 2), ("scu.query", 3), ("scu", 3), ("pydicom", 3), ("another", 3)):
        log_at_every_level(name)
        assert (name, len(words(capsys.readouterr().err))) == (name, count)
