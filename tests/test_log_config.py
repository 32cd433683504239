"""Log configurations: the same lines as DCMTK writes, single loggers, and what makes no sense."""

import gc
import logging
import os
import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from scu import logs
from scu.errors import ExitStatus, FileProblem, UsageError
from scu.logs import LogSettings, log4cplus
from tests.log_configurations import appender, configure, log_at_every_level, words
from tests.peers.processes import find_program

CONSOLE = """\
log4cplus.rootLogger = TRACE, console
log4cplus.appender.console = log4cplus::ConsoleAppender
log4cplus.appender.console.logToStdErr = true
"""
PATTERN = """\
log4cplus.appender.console.layout = log4cplus::PatternLayout
log4cplus.appender.console.layout.ConversionPattern = """


@pytest.fixture(autouse=True)
def as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    logs.reset()


@pytest.mark.usefixtures("dcmtk")
@pytest.mark.parametrize(
    "layout",
    [
        "",
        "log4cplus.appender.console.layout = log4cplus::SimpleLayout",
        PATTERN + "%p|%7p|%-7p|%.2p|%5.2p|%-5.3p|%12.9p|%P|%%|100%%|%x|%m%n",
        PATTERN + "%c|%c{1}|%c{2}|%c{3}|%c{9}|%30c|%-30c{1}|%.4c|%m %m%n%n",
        PATTERN + "%D{%Y}|%d{%Y|%%}|%D{%%q}|%h|%m%n",
        "log4cplus.appender.console.Threshold = INFO\n" + PATTERN + "%m%n",
        "log4cplus.appender.console.Threshold = off\n",
        "log4cplus.appender.console.filters.1 = log4cplus::spi::LogLevelMatchFilter\n"
        "log4cplus.appender.console.filters.1.LogLevelToMatch = FATAL\n",
        "log4cplus.appender.console.filters.1 = log4cplus::spi::LogLevelRangeFilter\n"
        "log4cplus.appender.console.filters.1.LogLevelMin = ERROR\n"
        "log4cplus.appender.console.filters.1.LogLevelMax = FATAL\n"
        "log4cplus.appender.console.filters.1.AcceptOnMatch = true\n"
        "log4cplus.appender.console.filters.2 = log4cplus::spi::DenyAllFilter\n",
        "log4cplus.appender.console.filters.1 = log4cplus::spi::StringMatchFilter\n"
        "log4cplus.appender.console.filters.1.StringToMatch = Association\n",
        "log4cplus.logger.dcmtk.apps = OFF",
        "log4cplus.additivity.dcmtk.apps = false\nlog4cplus.logger.dcmtk.apps = INHERITED, console\n",
        "log4cplus.additivity.dcmtk.apps = true\nlog4cplus.logger.dcmtk.apps = DEBUG, console\n",
        "# a comment\n  who = ${nobody}${appname}\n\nnobody = ${hostname}\n" + PATTERN + "${nobody} %m%n",
    ],
)
def test_the_same_line_as_dcmtk_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str], layout: str) -> None:
    """DCMTK's echoscu ends in a fatal error: our record of it has to look the same."""
    configure(CONSOLE + layout)
    message = "Association Request Failed: 0006:031c TCP Initialization Error: Connection refused"
    ours = logging.getLogger("scu.commands.echo")
    record = ours.makeRecord("dcmtk.apps.echoscu", logging.CRITICAL, "", 0, "%s", (message,), None)
    if ours.isEnabledFor(record.levelno):
        ours.handle(record)
    program = find_program("echoscu")
    assert program
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        line = [program, "-lc", str(tmp_path / "log.cfg"), "127.0.0.1", str(nobody.getsockname()[1])]
        done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)
    theirs = done.stderr.splitlines(keepends=True)
    wanted = capsys.readouterr().err.splitlines(keepends=True)
    assert theirs[-len(wanted) :] == wanted if wanted else not any(message in line for line in theirs)
    assert sum(message in line for line in theirs) == sum(message in line for line in wanted)


def test_dates_and_places(capsys: pytest.CaptureFixture[str]) -> None:
    pattern = "%D|%d{%H:%M:%S.%q %Q}|%i|%t|%L|%M|%b|%F|%l|%r|%T|%X{x}|%H|%m%n"
    configure(CONSOLE + PATTERN + pattern)
    logging.getLogger("scu").info("hello")
    date, utc, process, thread, number, function, base, file, place, ran, native, context, _, text = (
        capsys.readouterr().err.split("|")
    )
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", date)
    assert re.fullmatch(r"\d\d:\d\d:\d\d\.(\d{3}) \1\.\d{3}", utc)
    assert (process, context, text) == (str(os.getpid()), "", "hello\n")
    assert (function, base, file) == ("test_dates_and_places", Path(__file__).name, __file__)
    assert place == f"{file}:{number}"
    assert all(each.isdecimal() for each in (thread, number, ran, native))


def test_ttcc_and_lines_of_one_message(capsys: pytest.CaptureFixture[str]) -> None:
    configure(CONSOLE, "log4cplus.appender.console.layout = log4cplus::TTCCLayout")
    logging.getLogger("scu").error("a\nb\x1b")
    assert [re.sub(r"\d+", "#", line) for line in capsys.readouterr().err.splitlines()] == [
        "# [#] ERROR scu <> - a",
        r"# [#] ERROR scu <> - b\x#b",
    ]
    layout = "log4cplus.appender.console.layout"
    configure(CONSOLE, f"{layout} = TTCCLayout", f"{layout}.DateFormat = on %%", f"{layout}.Use_gmtime = true")
    logging.getLogger("scu").error("a")
    assert capsys.readouterr().err.startswith("on % [")
    configure(CONSOLE + PATTERN + "<%m>%n", f"{layout}.FormatEachLine = no")
    logging.getLogger("scu").error("a\nb")
    assert capsys.readouterr().err == "<a\nb>\n"


@pytest.mark.usefixtures("dcmtk")
def test_dcmtks_own_examples(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    full, rolling = Path("/etc/dcmtk/logger.cfg").read_text(), Path("/etc/dcmtk/filelog.cfg").read_text()
    # What it shows in comments too, but for the one of two alternatives that needs a size.
    commented = full.replace("#log4cplus", "log4cplus").replace("log4cplus.appender.dcmnet_logger.MaxFileSize", "#")
    for lines, least, in_file in ((full, 4, 5), (rolling, 2, 5), (commented, 4, 5)):
        (tmp_path / "scu.log").unlink(missing_ok=True)
        configure(lines)
        log_at_every_level("scu.commands")
        assert words(capsys.readouterr().err) == ["fatal", "error", "warn", "info"][:least]
        assert len(words((tmp_path / "scu.log").read_text())) == in_file
    log_at_every_level("scu.dimse.wire")
    assert words(capsys.readouterr().err) == ["fatal", "error", "warn"]
    assert words((tmp_path / "dcmnet.log").read_text()) == ["fatal", "error", "warn", "info", "debug"]


def test_libraries_are_left_out_above_debug_unless_they_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    configure(CONSOLE.replace("TRACE", "INFO"))
    log_at_every_level("pynetdicom.acse")
    assert capsys.readouterr().err == ""
    configure(CONSOLE.replace("TRACE", "INFO"), "log4cplus.logger.pynetdicom = ERROR")
    log_at_every_level("pynetdicom.acse")
    assert words(capsys.readouterr().err) == ["fatal", "error"]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("dcmtk", "scu"),
        ("dcmtk.dcmnet", "scu.dimse"),
        ("dcmtk.dcmnet.responses", "scu.dimse.responses"),
        ("dcmtk.apps.getscu", "scu.commands.get"),
        ("dcmtk.apps.storescu.progress", "scu.commands.store.progress"),
        ("dcmtk.dcmsr", "scu.dcmsr"),
        ("dcmtkit", "dcmtkit"),
        ("scu.dimse.wire", "scu.dimse.wire"),
        ("pydicom", "pydicom"),
    ],
)
def test_dcmtks_loggers_stand_for_ours(theirs: str, ours: str) -> None:
    assert log4cplus.our_name(theirs) == ours


IT = "log4cplus.appender.it"


@pytest.mark.parametrize(
    ("lines", "line", "why"),
    [
        ([], None, "it has no settings"),
        (["# only", "", "  # this"], None, "it has no settings"),
        (["rootLogger = INFO"], None, "it has no settings that begin with log4cplus."),
        (["log4cplus.logger.scu = INFO"], None, "it has no log4cplus.rootLogger"),
        (["", "what", *appender("NullAppender")], 2, "'what' is no setting"),
        (["= what", *appender("NullAppender")], 1, "'= what' is no setting"),
        (["log4cplus.rootLogger = LOUD"], 1, "there is no level 'LOUD'"),
        (["log4cplus.rootLogger = INHERITED"], 1, "there is no level 'INHERITED'"),
        (["log4cplus.rootLogger = INFO, it"], 1, "there is no appender 'it'"),
        ([*appender("NullAppender"), "log4cplus.logger.scu = , it"], 3, "there is no level ''"),
        (["log4cplus.rootLogger = INFO", f"{IT}.File = x"], 2, "what kind of appender 'it' is, is not said"),
        (appender("LoudAppender"), 2, "there is no 'log4cplus::LoudAppender'; there are ConsoleAppender, "),
        (appender("FileAppender"), 2, "it does not say which File"),
        (appender("NullAppender", "File = x"), 3, "the appender 'it' has no setting 'File'"),
        (appender("NullAppender", "Treshold = x"), 3, "the appender 'it' has no setting 'Treshold'"),
        (appender("NullAppender", "Threshold = x"), 3, "there is no level 'x'"),
        (appender("ConsoleAppender", "logToStdErr = perhaps"), 3, "logToStdErr is true or false, not 'perhaps'"),
        (appender("RollingFileAppender", "File = x", "MaxFileSize = big"), 4, "MaxFileSize is a number"),
        (appender("RollingFileAppender", "File = x", "MaxFileSize = 0"), 4, "MaxFileSize is a number"),
        (appender("RollingFileAppender", "File = x", "MaxBackupIndex = 0"), 4, "MaxBackupIndex is a number"),
        (appender("DailyRollingFileAppender", "File = x", "Schedule = yearly"), 4, "Schedule is monthly, "),
        (appender("SysLogAppender", "facility = hospital"), 3, "there is no facility 'hospital'"),
        (appender("SysLogAppender", "host = host.invalid"), 3, "the host 'host.invalid' cannot be found"),
        (appender("NullAppender", "layout = HTML"), 3, "there is no 'HTML'; there are SimpleLayout, "),
        (appender("NullAppender", "layout.Date = x"), 3, "the layout has no setting 'Date'"),
        (appender("NullAppender", "layout = PatternLayout"), 3, "a PatternLayout needs a ConversionPattern"),
        (appender("NullAppender", "filters.1 = SomeFilter"), 3, "there is no 'SomeFilter'; there are DenyAll"),
        (appender("NullAppender", "filters.1.x = y"), 3, "the filters has no setting '1.x'"),
        ([*appender("NullAppender"), "log4cplus.additivity.scu = 1"], 3, " is true or false, not '1'"),
        ([*appender("NullAppender"), "log4cplus.what = x"], 3, "log4cplus has no setting 'what'"),
        (["log4cplus.rootLogger = ${level}"], 1, "${level} is neither a setting nor an environment variable"),
        (["log4cplus.rootLogger = ${a}", "a = ${b}", "b = x${a}"], 1, "its variables lead to themselves"),
        *[
            (
                [*appender("NullAppender", "layout = PatternLayout"), f"{IT}.layout.ConversionPattern = {pattern}"],
                4,
                why,
            )
            for pattern, why in (
                ("%m%q", "there is no conversion %q"),
                ("%m%", "'%' at position 3 of the pattern makes no sense"),
                ("%5.m", "'%5.m' at position 1 of the pattern makes no sense"),
                ("%D{%H", "'%D{%' at position 1 of the pattern makes no sense"),
                ("%c{x}", "%c{x} should say how many parts of the name to show"),
            )
        ],
    ],
)
def test_a_configuration_that_makes_no_sense(lines: list[str], line: int | None, why: str) -> None:
    with pytest.raises(UsageError) as caught:
        configure(*lines)
    place = f" in line {line}" if line else ""
    assert f"the log configuration 'log.cfg' is wrong{place}: " in caught.value.message
    assert why in caught.value.message
    assert caught.value.exit_status == ExitStatus.USAGE


def test_a_wrong_configuration_leaves_all_as_it_was(tmp_path: Path) -> None:
    configure(*appender("FileAppender", "File = it.log"))
    log_at_every_level()
    for wrong in (f"{IT}.Append = perhaps", f"{IT}.Colour = red"):
        with pytest.raises(UsageError):
            configure(*appender("FileAppender", "File = it.log"), wrong)
    with pytest.raises(UsageError):
        configure(*appender("FileAppender", "File = other.log"), "log4cplus.logger.scu = LOUD")
    gc.collect()  # which would tell of a file that is still open
    log_at_every_level()
    assert len((tmp_path / "it.log").read_text().splitlines()) == 12


def test_files_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "none", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(FileProblem, match=why) as caught:
            logs.configure(LogSettings(config=path))
        assert f"the log configuration {str(path)!r} cannot be read" in caught.value.message
    for kind in ("FileAppender", "RollingFileAppender", "DailyRollingFileAppender"):
        with pytest.raises(FileProblem, match="the log file 'none/log' cannot be written: No such file"):
            configure(*appender(kind, "File = none/log"))
