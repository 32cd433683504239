"""Proxies that are not there, hang, go away or talk nonsense: each has its words, and none takes longer than it may."""

from __future__ import annotations

import signal
import socket
import struct
import threading

import pytest

from tests.peers.command import error_here, run_here, started
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.proxy import PATIENCE, Answer, Proxy, exactly, serving
from tests.peers.verbs import SECONDS

SCHEMES = ["http", "socks5"]
PASSWORD = "pässword"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nobody_is_where_the_proxy_should_be(scheme: str) -> None:
    port = free_port()
    error = error_here("echo", "host", "--proxy", f"{scheme}://{LOCALHOST}:{port}", kind="refused")
    nowhere = error_here("echo", "host", "--proxy", f"{scheme}://proxy.invalid:{port}", kind="unresolved")

    assert error["message"] == f"the proxy cannot be reached: {LOCALHOST} port {port} refused the connection"
    assert "--proxy or SCU_PROXY" in error["remedy"]
    assert "'proxy.invalid' has no address" in nowhere["message"]


def silent(proxy: Proxy, client: socket.socket) -> None:
    while client.recv(4096):
        pass


def endless(proxy: Proxy, client: socket.socket) -> None:
    """An answer that begins well, goes on slowly, and has no end."""
    client.sendall(b"HTTP/1.1 200 OK\r\n" if proxy.scheme == "http" else b"\x05")
    never = threading.Event()
    while proxy.scheme == "http" and not never.wait(0.05):
        client.sendall(b"x")
    while client.recv(4096):
        pass


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("answer", [silent, endless])
def test_a_proxy_has_so_long_and_no_longer(scheme: str, answer: Answer) -> None:
    with serving(Proxy(scheme), answer) as proxy:
        error = error_here("echo", "host", "--proxy", proxy.url, "--timeout", 0.4, kind="timeout")

    assert f"the proxy {LOCALHOST} port {proxy.port} did not connect us to host port 104" in error["message"]
    assert "0.4 s" in error["message"]


def flood(proxy: Proxy, client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\n" + b"x" * 1_000_000)
    silent(proxy, client)


def test_an_answer_without_end() -> None:
    with serving(Proxy("http"), flood) as proxy:
        error = error_here("echo", "host", "--proxy", proxy.url, kind="unreachable")

    assert error["comment"] == "an answer without end"


def close(proxy: Proxy, client: socket.socket) -> None:
    """End at once."""


def close_in_the_middle(proxy: Proxy, client: socket.socket) -> None:
    exactly(client, 3)
    client.sendall(b"HTTP/1.1 20" if proxy.scheme == "http" else b"\x05")
    client.shutdown(socket.SHUT_WR)
    silent(proxy, client)


def reset(proxy: Proxy, client: socket.socket) -> None:
    exactly(client, 3)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("answer", [close, close_in_the_middle, reset])
def test_a_proxy_that_goes_away(scheme: str, answer: Answer) -> None:
    with serving(Proxy(scheme), answer) as proxy:
        error = error_here("echo", "host", "--proxy", proxy.url, kind="unreachable")

    assert error["comment"] == "it closed the connection in the middle"


def saying(data: bytes) -> Answer:
    def answer(proxy: Proxy, client: socket.socket) -> None:
        client.sendall(data)
        silent(proxy, client)

    return answer


@pytest.mark.parametrize(
    ("scheme", "data", "cause"),
    [
        ("http", b"SSH-2.0-OpenSSH\r\n", "it is no HTTP proxy"),
        ("http", b"\x05\x00\x05\x00\x00", "it is no HTTP proxy"),
        ("http", bytes(200), "it is no HTTP proxy"),
        ("http", b"HTTP/1.1\r\n\r\n", "it may not"),
        ("http", b"HTTP/1.1 2\xff0 OK\r\n\r\n", "it may not"),
        ("http", b"HTTP/1.1 2000 OK\r\n\r\n", "it may not"),
        ("socks5", b"HTTP/1.1 400 Bad Request\r\n\r\n", "it is no SOCKS5 proxy"),
        ("socks5", b"\x04\x5a\0\0\0\0\0\0", "it is no SOCKS5 proxy"),
        ("socks5", b"\x05\x02", "it wants a user"),
        ("socks5", b"\x05\x80", "it wants a user"),
        ("socks5", b"\x05\x00\x04\x00\x00\x01", "it is no SOCKS5 proxy"),
        ("socks5", b"\x05\x00\x05\x00\x00\x09", "it is no SOCKS5 proxy"),
    ],
)
def test_an_answer_that_makes_no_sense(scheme: str, data: bytes, cause: str) -> None:
    with serving(Proxy(scheme), saying(data)) as proxy:
        error = error_here("echo", "host", "--proxy", proxy.url, kind="unreachable")

    assert cause in error["cause"]


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "https://host:1",
        "socks4://host:1",
        "http://host",
        "http://host:0",
        "http://host:70000",
        "http://host:1/path",
        "http://host:1?query",
        "socks5://:1",
        f"http://jane:{PASSWORD}@host:1",
        f"jane:{PASSWORD}@host:1",
        f"https://jane:{PASSWORD}@host:1",
    ],
)
@pytest.mark.parametrize("how", ["option", "environment"])
def test_a_url_that_is_none(url: str, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if how == "environment":
        monkeypatch.setenv("SCU_PROXY", url)
    done = run_here("echo", "host", *(["--proxy", url] if how == "option" else []))

    assert done.returncode == 2
    assert done.stderr.startswith(f"scu: error: {'--proxy' if how == 'option' else 'SCU_PROXY'} ")
    assert PASSWORD not in done.stderr


@pytest.mark.parametrize(
    ("scheme", "user", "password"),
    [
        ("http", "jane:doe", "x"),
        ("http", "jane", "x\ny"),
        ("socks5", "x" * 256, "x"),
        ("socks5", "jane", "secret" * 43),
    ],
)
def test_a_user_that_cannot_be_said(scheme: str, user: str, password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCU_PROXY_USER", user)
    monkeypatch.setenv("SCU_PROXY_PASSWORD", password)
    with serving(Proxy(scheme)) as proxy:
        done = run_here("echo", "host", "--proxy", proxy.url)

    assert done.returncode == 2
    assert "SCU_PROXY_USER" in done.stderr
    assert "secret" not in done.stderr


def test_the_wait_for_a_proxy_can_be_interrupted() -> None:
    began = threading.Event()

    def hang(proxy: Proxy, client: socket.socket) -> None:
        exactly(client, 3)
        began.set()
        silent(proxy, client)

    with serving(Proxy("socks5"), hang) as proxy, started("echo", "host", "--proxy", proxy.url) as process:
        assert began.wait(PATIENCE)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=SECONDS)

    assert process.returncode == 130
    assert "interrupted" in errors
