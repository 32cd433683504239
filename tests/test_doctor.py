"""`scu doctor` up to the association: names, ports, and whoever else listens there. Three lines tell what is wrong."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable

import pytest

from scu.doctor import reach
from tests.peers import scripts
from tests.peers.command import assert_no_bug, run_here, started
from tests.peers.examined import banner, examine, full_queue, outcomes, stage, web_server
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.verbs import SECONDS
from tests.test_streams import in_terminal

pytestmark = pytest.mark.usefixtures("steady_times")

AFTER_ASSOCIATION = ["services", "C-ECHO", "C-FIND"]
QUICK = ["-ta", 0.3]


def test_no_such_name() -> None:
    lines, document = examine("no-such-host.invalid", status=3)

    assert lines[:3] == [
        "FAILED at name: the host 'no-such-host.invalid' has no address",
        "  likely cause: a typing error; or a name that this machine's DNS does not know: it is of another network, "
        "or needs its domain",
        "  what to do: check the name, or give the address in its place; then ask the network administrator (you)",
    ]
    assert document["verdict"]["code"] == "unresolved"
    assert document["error"]["kind"] == "unresolved"
    assert set(list(outcomes(document).values())[1:]) == {"not tried"}


def test_closed_port() -> None:
    port = free_port()
    lines, document = examine(LOCALHOST, port, status=3)

    assert lines[:3] == [
        f"FAILED at TCP: 127.0.0.1 port {port} refused the connection",
        "  likely cause: the machine is there, but nothing listens on that port: a wrong port, or a stopped server; "
        "or a firewall that refuses in place of dropping",
        "  what to do: check the port with the PACS administrator, who can also see whether the server runs "
        "(the PACS administrator)",
    ]
    assert (document["verdict"]["code"], document["error"]["kind"]) == ("ECONNREFUSED", "refused")
    assert stage(document, "TCP")["details"]["tried"][0]["outcome"] == "refused"


def test_silent_port() -> None:
    with full_queue() as port:
        lines, document = examine(LOCALHOST, port, "-to", 0.2, status=3)

    assert lines[:3] == [
        f"FAILED at TCP: 127.0.0.1 port {port} did not answer within 0.2 s",
        "  likely cause: a firewall that drops the packets; or a wrong address; or a machine that is off",
        "  what to do: check the address; then ask the network administrator whether this machine may reach it at "
        "that port (the network administrator)",
    ]
    assert (document["verdict"]["code"], document["error"]["kind"]) == ("ETIMEDOUT", "timeout")
    assert "filtered" in stage(document, "TCP")["summary"]


def test_a_server_that_says_nothing() -> None:
    with scripted_peer(scripts.say_nothing) as peer:
        lines, document = examine(peer.address, *QUICK, status=3)

    assert lines[:3] == [
        f"FAILED at plain: 127.0.0.1 port {peer.port} takes connections, and says nothing",
        "  likely cause: the port is of a program that waits for something else, or the server's program hangs",
        "  what to do: check the port with the PACS administrator, who can also see whether the server runs well "
        "(the PACS administrator)",
    ]
    assert document["error"]["kind"] == "timeout"
    assert outcomes(document)["TCP"] == "ok"


def test_a_server_that_hangs_up() -> None:
    with scripted_peer(scripts.close_at_once) as peer:
        lines, document = examine(peer.address, *QUICK, status=3)

    assert lines[0] == f"FAILED at plain: 127.0.0.1 port {peer.port} closes the connection upon our association request"
    assert "it wants TLS and we speak plain" in lines[1]
    assert lines[2].endswith("what the server's log says of this moment (the PACS administrator)")
    assert document["verdict"]["code"] == "ECONNRESET"


def test_a_web_server() -> None:
    with web_server() as port:
        lines, document = examine(LOCALHOST, port, *QUICK, status=3)

    assert lines[:3] == [
        f"FAILED at plain: 127.0.0.1 port {port} is a web server",
        "  likely cause: a wrong port: it is another service's",
        "  what to do: ask the PACS administrator for the port of DICOM, often 104 or 11112 (you)",
    ]
    assert document["verdict"]["code"] == "no DICOM"
    assert stage(document, "plain")["details"]["said"].startswith("HTTP/")


@pytest.mark.parametrize(
    ("said", "kind", "shown"),
    [
        (scripts.SSH, "an SSH server", "SSH-2.0-OpenSSH_9.2p1 Debian-2"),
        (b"220 mail.example.org ESMTP\r\n", "a mail or FTP server", "220 mail.example.org ESMTP"),
        (b"\x1b[31mLOGIN\x07:\r\n", "no DICOM server", "\\x1b[31mLOGIN\\x07:"),
    ],
)
def test_another_service(said: bytes, kind: str, shown: str) -> None:
    with scripted_peer(banner(said)) as peer:
        lines, document = examine(peer.address, *QUICK, status=3)

    assert lines[:3] == [
        f"FAILED at plain: 127.0.0.1 port {peer.port} is {kind}",
        "  likely cause: a wrong port: it is another service's",
        "  what to do: ask the PACS administrator for the port of DICOM, often 104 or 11112 (you)",
    ]
    assert stage(document, "plain")["details"]["said"] == shown


def test_an_abort_is_the_answer_of_a_dicom_server() -> None:
    with scripted_peer(scripts.abort_instead_of_accepting(2, 6)) as peer:
        lines, document = examine(peer.address, *QUICK, status=3)

    assert lines[0].startswith("FAILED at association: the peer aborted the association")
    assert lines[1] == "  likely cause: the server does not like a value in a PDU: an AE title, a UID or a length"
    assert document["verdict"]["code"] == "abort 2 6"
    assert outcomes(document)["plain"] == "ok"


Resolve = Callable[..., None]


@pytest.fixture
def resolve(monkeypatch: pytest.MonkeyPatch) -> Resolve:
    """Let every name have these addresses of IPv4."""

    def answer(*addresses: tuple[str, int]) -> None:
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, family, kind: found)

    return answer


def test_one_address_of_two_is_dead(resolve: Resolve) -> None:
    with scripted_peer(scripts.succeed) as peer:
        resolve(("127.0.0.2", peer.port), ("127.0.0.1", peer.port))
        lines, document = examine("pacs.example", peer.port, status=0)

    assert lines[0] == (
        "It works, with a warning at TCP: not all addresses of pacs.example take connections: 127.0.0.2 refused"
    )
    assert lines[1].startswith("  likely cause: the name has an address where no server is")
    assert lines[2].endswith("(the network administrator)")
    assert document["verdict"]["outcome"] == "warning"
    assert [each["address"] for each in stage(document, "TCP")["details"]["tried"]] == ["127.0.0.2", "127.0.0.1"]


def test_a_name_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked: over.wait(SECONDS) and [])
    try:
        lines, document = examine("pacs.example", "-to", 0.1, status=3)
    finally:
        over.set()

    assert lines[0] == "FAILED at name: the look-up of pacs.example gave no answer within 0.1 s"
    assert lines[2].endswith("(the network administrator)")
    assert document["error"]["kind"] == "timeout"


def test_a_slow_name_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "SLOW", 0.0)
    with scripted_peer(scripts.succeed) as peer:
        lines, _ = examine("localhost", peer.port, "-i4", status=0)

    assert lines[0] == "It works, with a warning at name: the look-up of localhost took 0.0 s"
    assert lines[1] == "  likely cause: a name server that does not answer, before one that does"
    assert lines[2].endswith("(the network administrator)")


def test_through_a_proxy_what_cannot_be_known_is_not_said() -> None:
    def tunnel(conversation: Conversation) -> None:
        while b"\r\n\r\n" not in (asked := conversation.socket.recv(4096)):
            assert asked
        conversation.send(b"HTTP/1.1 200 OK\r\n\r\n")
        scripts.succeed(conversation)

    with scripted_peer(tunnel) as proxy:
        lines, document = examine("pacs.example", 104, "--proxy", f"http://{proxy.address}", status=0)

    assert lines[0].startswith("All is well: 'ANY-SCP' at pacs.example port 104 answers 'SCU'")
    assert outcomes(document)["name"] == "not tried"
    assert document["own_address"] is None
    assert "through the proxy" in stage(document, "TCP")["summary"]


def test_lines_fit_eighty_columns() -> None:
    with scripted_peer(scripts.succeed) as peer:
        lines, _ = examine(peer.address, status=0)

    stages = lines[lines.index("") + 1 :]
    assert max(map(len, stages)) <= 80
    starts = [line.split()[0] for line in stages if not line.startswith(" ")]
    assert starts == ["name", "TCP", "plain", "association", *AFTER_ASSOCIATION]


def test_at_a_terminal_it_is_coloured_and_says_what_is_looked_at() -> None:
    with scripted_peer(scripts.succeed) as peer:
        status, seen = in_terminal(100, "doctor", peer.address)

    assert status == 0
    assert "\x1b[32mAll is well\x1b[0m: 'ANY-SCP' at 127.0.0.1" in seen
    assert "looking at: C-FIND" in seen.replace("\r", "\n").split("\n")
    assert "\x1b[32mok\x1b[0m" in seen


def test_quiet_says_nothing_where_all_is_well_and_the_verdict_alone_elsewhere() -> None:
    with scripted_peer(scripts.succeed) as peer:
        assert run_here("doctor", peer.address, "-q").stdout == ""
    done = run_here("doctor", LOCALHOST, free_port(), "-q")
    assert len(done.stdout.splitlines()) == 3
    assert done.returncode == 3


@pytest.mark.parametrize("format", ["text", "json"])
def test_ctrl_c_ends_at_once_with_what_is_known(format: str) -> None:
    asked = threading.Event()

    def wait(conversation: Conversation) -> None:
        conversation.receive_request()
        asked.set()
        conversation.wait_until_closed()

    with scripted_peer(wait) as peer, started("doctor", peer.address, "--format", format) as process:
        assert asked.wait(SECONDS)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=SECONDS)

    assert_no_bug(err)
    assert process.returncode == 130
    assert "Interrupted at plain; nothing was wrong until then" in out
    assert err == "scu: error: interrupted while looking at: plain\n"
    assert "TCP" in out


@pytest.mark.parametrize("words", [["--bind", "127.0.0.1"], ["--move-test", "PatientID=P1"]])
def test_options_of_the_return_path_need_a_port(words: list[str]) -> None:
    done = run_here("doctor", LOCALHOST, *words)

    assert done.returncode == 2
    assert "--port-scp" in done.stderr


def test_a_wrong_key_is_a_usage_error_before_anything_is_sent() -> None:
    done = run_here("doctor", LOCALHOST, free_port(), "--port-scp", free_port(), "--move-test", "NoSuchKey=1")

    assert done.returncode == 2
    assert done.stdout == ""
