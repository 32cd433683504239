"""`scu getscu`: the options of getscu's page about what is told, asked and called, by what they do to the peer."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydicom.uid import CTImageStorage

from scu import __version__
from tests.peers.command import run_scu
from tests.peers.getscu import QUERY, Get
from tests.peers.instances import make_instances, same_object
from tests.peers.old_tools import Rows, SharedPeer, here, rows, shared_peer
from tests.peers.processes import LOCALHOST
from tests.peers.recording import Recorder, recording_scp
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.scripts import SUCCESS

GET = "1.2.840.10008.5.1.4.1.2.{}.3"
ROWS = Rows("getscu", "general", "keys", "model", "ip", "ae")
option = ROWS.option


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run `scu getscu` with these words and a peer that hangs up in place of a release; what is told of it."""
    monkeypatch.chdir(tmp_path)

    def hang_up(conversation: Conversation) -> None:
        conversation.accept()
        conversation.respond(conversation.receive_message(), SUCCESS)

    def run(*words: object) -> str:
        with scripted_peer(hang_up) as peer:
            return here("getscu", *words, *QUERY, LOCALHOST, peer.port).stderr

    return run


def test_what_it_does_without_options(get: Get) -> None:
    ran = get()

    assert (ran.request.calling_ae_title, ran.request.called_ae_title) == ("GETSCU", "ANY-SCP")
    assert ran.request.maximum_length_received == 16384
    (asked,) = ran.recorder.asked
    assert asked.model == GET.format(1)
    assert {element.keyword: element.value for element in asked.identifier} == {
        "QueryRetrieveLevel": "STUDY",
        "StudyInstanceUID": "1.2",
    }
    assert [path.name for path in ran.folder.iterdir()] == [f"CT.{ran.made.uid}"]
    assert same_object(ran.received, ran.made.path)
    assert (ran.recorder.released, ran.recorder.aborted) == (1, 0)


@option("--help")
def test_help(get: Get, name: str) -> None:
    ran = get(name)

    assert ran.recorder.requests == []
    assert all(each in ran.out for row in rows("getscu") for each in row.names)


@option("--version")
def test_version(get: Get, name: str) -> None:
    ran = get(name)

    assert ran.recorder.requests == []
    assert ran.out == f"scu {__version__}\n"


@option("--arguments")
def test_arguments(get: Get, tmp_path: Path, name: str) -> None:
    command = tmp_path / "command.txt"
    command.write_text("-aet 'MY SCU'\n")

    ran = get(name, f"@{command}")

    line = ["scu", "getscu", name, "-aet", "MY SCU", *QUERY, LOCALHOST, str(ran.recorder.port)]
    assert shlex.split(ran.err.splitlines()[0]) == line
    assert ran.request.calling_ae_title == "MY SCU"


@option("--quiet")
def test_quiet(get: Get, name: str) -> None:
    (get().received).write_bytes(b"another object")

    assert "scu: note: a different object was there" in get("-aet", "US").err
    assert get(name).err == ""


DISORDER = "the association did not end in order"


@option("--verbose")
def test_verbose(told: Callable[..., str], name: str) -> None:
    assert told() == "scu: note: the server sent nothing: it has no object that matches\n"
    assert DISORDER in told("-q", name)
    assert "scu: debug: " not in told(name)


@option("--debug")
def test_debug(told: Callable[..., str], name: str) -> None:
    assert "scu: debug: " in told("-v", name)


@option("--log-level")
def test_log_level(told: Callable[..., str], name: str) -> None:
    said = {level: told(name, level) for level in ("fatal", "ERROR", "warn", "info", "debug", "trace")}

    assert {level for level, text in said.items() if DISORDER in text} == {"info", "debug", "trace"}
    assert {level for level, text in said.items() if "scu: debug: " in text} == {"debug", "trace"}


@option("--log-config")
def test_log_config(told: Callable[..., str], tmp_path: Path, name: str) -> None:
    configuration, log = tmp_path / "log.cfg", tmp_path / "scu.log"
    configuration.write_text(
        "log4cplus.rootLogger = INFO, file\n"
        "log4cplus.appender.file = log4cplus::FileAppender\n"
        f"log4cplus.appender.file.File = {log}\n"
        "log4cplus.appender.file.layout = log4cplus::PatternLayout\n"
        "log4cplus.appender.file.layout.ConversionPattern = [%p] %m%n\n"
    )

    told(name, configuration)

    assert f"[INFO] {DISORDER}" in log.read_text()


@option("--verbose-pc")
def test_verbose_pc(get: Get, name: str) -> None:
    assert CTImageStorage in get(name, "-v").err or "CT Image Storage" in get(name, "-v").err
    assert "CT Image Storage" not in get("-v").err


@option("--key")
def test_key(get: Get, name: str) -> None:
    ran = get(name, "0010,0020=PAT=002", name, "PatientName=", name, "AccessionNumber", name, "(0020,0010)=\\")

    (asked,) = ran.recorder.asked
    assert asked.identifier.PatientID == "PAT=002"
    assert [asked.identifier[keyword].is_empty for keyword in ("PatientName", "AccessionNumber")] == [True, True]


@option(*ROWS.of("model"))
def test_model(get: Get, name: str) -> None:
    number = {"-P": 1, "--patient": 1, "-S": 2, "--study": 2, "-O": 3, "--psonly": 3}[name]

    # Of exclusive options the rightmost counts.
    (asked,) = get("-O", "-S", name).recorder.asked

    assert asked.model == GET.format(number)


@pytest.fixture(scope="module")
def six() -> Iterator[SharedPeer]:
    """A peer that only has an address of IPv6."""
    with shared_peer("::1") as peer:
        yield peer


def reached(six: SharedPeer, *words: str, status: int = 0) -> int:
    """How often the peer was asked."""
    six.begin()
    here("getscu", *words, *QUERY, "::1", six.port, status=status)
    return len(six.recorded().asked)


@option("--ipv4")
def test_ipv4(get: Get, six: SharedPeer, name: str) -> None:
    assert len(get("-i6", name).recorder.asked) == 1
    assert reached(six, name, status=3) == 0


@option("--ipv6")
def test_ipv6(get: Get, six: SharedPeer, name: str) -> None:
    assert get("-i4", name, status=3).recorder.asked == []
    assert reached(six, name) == 1


@option("--ip-auto")
def test_ip_auto(get: Get, six: SharedPeer, name: str) -> None:
    assert len(get("-i6", name).recorder.asked) == 1
    assert reached(six, "-i4", name) == 1


@option("--aetitle")
def test_aetitle(get: Get, name: str) -> None:
    assert get(name, "MY SCU").request.calling_ae_title == "MY SCU"


@option("--call")
def test_call(get: Get, name: str) -> None:
    assert get(name, "-ARCHIVE").request.called_ae_title == "-ARCHIVE"


def test_no_row_is_without_a_test() -> None:
    assert not ROWS.untested()


CONFLICTS = {
    "-ll info -v": ("--log-level", "--verbose"),
    "-q -ll info": ("--log-level", "--quiet"),
    "-lc x -d": ("--log-config", "--debug"),
    "-lc x -ll info": ("--log-config", "--log-level"),
    "--ignore -B": ("--ignore", "--normal"),
    "+B --ignore": ("--bit-preserving", "--ignore"),
    "--ignore -od .": ("--ignore", "--output-directory"),
    "--foo": ("--foo", "`scu getscu --help`"),
    "--aetitel X": ("--aetitel", "--aetitle"),
    "-to 0": ("--timeout", "'0'"),
    "-k Nonsense=1": ("Nonsense",),
}


@pytest.mark.parametrize(("words", "named"), CONFLICTS.items(), ids=list(CONFLICTS))
def test_a_wrong_line_sends_nothing_and_names_what_is_wrong(get: Get, words: str, named: tuple[str, ...]) -> None:
    ran = get(*words.split(), status=2)

    assert ran.recorder.requests == []
    assert ran.out == ""
    assert all(name in ran.err for name in named), ran.err


@pytest.mark.parametrize("line", ["", "HOST", "HOST 104", "HOST port -k 8,52=STUDY", "HOST 104 -aet", "HOST 0 q.dcm"])
def test_an_incomplete_line_is_a_usage_error(line: str) -> None:
    assert here("getscu", *line.split(), status=2).stderr.startswith("scu: error: ")


def test_a_command_file_is_the_whole_line(tmp_path: Path) -> None:
    made = make_instances(tmp_path)
    with recording_scp(Recorder(instances=made)) as recorder:
        (tmp_path / "command.txt").write_text(f"-aec ARCHIVE -k 'PatientName=Doe Jane' {LOCALHOST} {recorder.port}\n")
        done = run_scu("getscu", "@command.txt", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert recorder.asked[0].identifier.PatientName == "Doe Jane"
    assert recorder.requests[0].called_ae_title == "ARCHIVE"
