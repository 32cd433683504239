"""Through a proxy: every verb, both kinds, with and without a user."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers import scripts, secure
from tests.peers.command import document, error_here, run_here, run_scu, started
from tests.peers.instances import Attributes, data_set_bytes, make_instances
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.proxy import NOT_ALLOWED, Asked, Proxy, serving
from tests.peers.recording import Recorder, recording_scp
from tests.peers.scripted import scripted_peer
from tests.peers.tls import Hospital, python_context
from tests.peers.verbs import SECONDS, VERBS, arguments

SCHEMES = ["http", "socks5"]
USER, PASSWORD = "jane@hospital", "pässword: 1"
KNOWN = {"SCU_PROXY_USER": USER, "SCU_PROXY_PASSWORD": PASSWORD}


@pytest.fixture(scope="module")
def server() -> Iterator[Recorder]:
    with recording_scp() as recorder:
        yield recorder


@pytest.fixture
def recorder(server: Recorder) -> Recorder:
    """A server that has got nothing yet."""
    for got in (server.requests, server.stored, server.asked, server.destinations):
        got.clear()
    server.echoes, server.matches, server.instances = 0, (), ()
    return server


@pytest.fixture(autouse=True)
def no_habits(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SCU_PROXY", *KNOWN):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in KNOWN.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb(recorder: Recorder, verb: str, scheme: str, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "archive", 3)
    recorder.matches, recorder.instances = [one.read() for one in made], made
    words = arguments(verb, tmp_path)
    with serving(Proxy(scheme)) as proxy:
        if verb == "move":
            recorder.destinations["SCU"] = int(str(words[-1]))
        done = run_here(verb, recorder.address, *words, "--proxy", proxy.url, "--format", "json")

    assert done.returncode == 0, done.stderr
    assert proxy.asked == [Asked(LOCALHOST, recorder.port)]
    answer = document(done)
    if verb == "find":
        assert len(answer) == 3
    if verb in ("move", "get"):
        assert answer["summary"]["received"] == 3
        assert len([*(tmp_path / "out").iterdir()]) == 3
    assert len(recorder.stored) == (1 if verb == "store" else 0)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_large_object_goes_through_whole(recorder: Recorder, scheme: str, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1, Attributes(size=20 * 1024 * 1024))
    with serving(Proxy(scheme)) as proxy:
        done = run_here("store", recorder.address, made.path, "--proxy", proxy.url)

    assert done.returncode == 0, done.stderr
    assert [stored.data for stored in recorder.stored] == [data_set_bytes(made.path)]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_user_that_it_knows(recorder: Recorder, scheme: str, known: None) -> None:
    with serving(Proxy(scheme, USER, PASSWORD)) as proxy:
        assert run_here("echo", recorder.address, "--proxy", proxy.url).returncode == 0

    assert proxy.asked == [Asked(LOCALHOST, recorder.port, USER, PASSWORD)]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_proxy_that_does_not_ask_who_we_are(recorder: Recorder, scheme: str, known: None) -> None:
    with serving(Proxy(scheme)) as proxy:
        assert run_here("echo", recorder.address, "--proxy", proxy.url).returncode == 0


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("environment", "cause"),
    [({}, "it wants a user"), (KNOWN | {"SCU_PROXY_PASSWORD": "guess work"}, "it does not know this user")],
)
def test_a_user_that_it_does_not_know(
    recorder: Recorder, scheme: str, environment: dict[str, str], cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with serving(Proxy(scheme, USER, PASSWORD)) as proxy:
        error = error_here("echo", recorder.address, "--proxy", proxy.url, kind="unreachable")

    assert f"the proxy {LOCALHOST} port {proxy.port} does not connect us" in error["message"]
    assert cause in error["cause"]
    assert "SCU_PROXY_USER and SCU_PROXY_PASSWORD" in error["remedy"]
    assert recorder.requests == []
    assert "guess work" not in str(error)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_it_is_the_proxy_that_resolves_the_name(recorder: Recorder, scheme: str) -> None:
    with serving(Proxy(scheme, names={"pacs.inside.invalid": LOCALHOST})) as proxy:
        done = run_here("echo", "pacs.inside.invalid", recorder.port, "--proxy", proxy.url)

    assert done.returncode == 0, done.stderr
    assert proxy.asked == [Asked("pacs.inside.invalid", recorder.port)]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_name_of_other_letters(recorder: Recorder, scheme: str) -> None:
    names = {"xn--rntgen-wxa.invalid": LOCALHOST}
    with serving(Proxy(scheme, names=names)) as proxy:
        assert run_here("echo", "röntgen.invalid", recorder.port, "--proxy", proxy.url).returncode == 0


@pytest.mark.parametrize("scheme", SCHEMES)
def test_ip_version_6(scheme: str) -> None:
    with recording_scp(host="::1") as recorder, serving(Proxy(scheme, host="::1")) as proxy:
        done = run_here("echo", f"[::1]:{recorder.port}", "--proxy", proxy.url, "--ipv6")
        other = error_here("echo", f"[::1]:{recorder.port}", "--proxy", proxy.url, "--ipv4", kind="unresolved")

    assert done.returncode == 0, done.stderr
    assert proxy.asked == [Asked("::1", recorder.port)]
    assert "the proxy cannot be reached" in other["message"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_answer_byte_by_byte(recorder: Recorder, scheme: str, known: None) -> None:
    with serving(Proxy(scheme, USER, PASSWORD, drip=True)) as proxy:
        for _ in range(3):  # each with another form of the proxy's own address
            assert run_here("echo", recorder.address, "--proxy", proxy.url).returncode == 0

    assert recorder.echoes == 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_tls_goes_through(scheme: str, hospital: Hospital, tmp_path: Path) -> None:
    context = python_context(hospital.server, trusted=hospital.authority.certificate)
    names = {"pacs.test": LOCALHOST}
    with recording_scp(tls=context) as recorder, serving(Proxy(scheme, names=names)) as proxy:
        for verb in ("echo", "store", "find"):
            done = run_here(
                *(verb, "pacs.test", recorder.port, *arguments(verb, tmp_path), "--proxy", proxy.url),
                *(*secure.known(hospital), "--request-sni", "pacs.test"),
            )
            assert done.returncode == 0, done.stderr

    assert (recorder.echoes, len(recorder.stored), len(recorder.asked)) == (1, 1, 1)
    assert len(recorder.secured) == 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_that_the_server_speaks_tls_is_seen_through_it(scheme: str, hospital: Hospital) -> None:
    with recording_scp(tls=python_context(hospital.server)) as recorder, serving(Proxy(scheme)) as proxy:
        error = error_here("echo", recorder.address, "--proxy", proxy.url, kind="tls")

    assert "the server speaks TLS on that port" in error["message"]
    assert len(proxy.asked) == 2


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nobody_listens_behind_it(scheme: str) -> None:
    with serving(Proxy(scheme)) as proxy:
        error = error_here(
            *("echo", LOCALHOST, free_port(), "--proxy", proxy.url),
            kind="refused" if scheme == "socks5" else "unreachable",
        )

    assert error["comment"] == ("connection refused" if scheme == "socks5" else "502 Bad Gateway")


@pytest.mark.parametrize(
    ("scheme", "code", "comment"),
    [("http", 403, "403 Forbidden"), ("socks5", NOT_ALLOWED, "not allowed by its rules"), ("socks5", 99, "reply 99")],
)
def test_a_proxy_that_refuses(recorder: Recorder, scheme: str, code: int, comment: str) -> None:
    with serving(Proxy(scheme, refuse=code)) as proxy:
        error = error_here("echo", recorder.address, "--proxy", proxy.url, kind="unreachable")

    assert error["comment"] == comment
    assert len(proxy.asked) == 1
    assert recorder.requests == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_proxy_of_the_environment(recorder: Recorder, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Proxy(scheme)) as proxy, serving(Proxy("http")) as other:
        monkeypatch.setenv("SCU_PROXY", proxy.url)
        assert run_here("echo", recorder.address).returncode == 0
        assert run_here("echo", recorder.address, "--proxy", other.url).returncode == 0
        assert run_here("echo", recorder.address, "--proxy", "").returncode == 0

    assert (len(proxy.asked), len(other.asked), recorder.echoes) == (1, 1, 3)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("right", [True, False])
def test_user_and_password_are_shown_nowhere(
    recorder: Recorder, scheme: str, right: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = PASSWORD if right else "another"
    with serving(Proxy(scheme, USER, expected)) as proxy:
        done = run_scu(
            *("echo", recorder.address, "--proxy", proxy.url, "--format", "json"),
            *("--log-level", "trace", "--log-file", tmp_path / "log"),
            env=KNOWN,
        )

    assert done.returncode == (0 if right else 3)
    told = done.stdout + done.stderr + (tmp_path / "log").read_text()
    assert "echo" in told
    for secret in (USER, PASSWORD, PASSWORD.split(":")[0]):
        assert secret not in told


def test_user_and_password_are_not_in_the_process_list() -> None:
    with (
        scripted_peer(scripts.ignore_every_request) as peer,
        serving(Proxy("http", USER, PASSWORD)) as proxy,
        started("echo", peer.address, "--proxy", proxy.url, env=KNOWN) as process,
    ):
        peer.messages.get(timeout=SECONDS)
        words = Path(f"/proc/{process.pid}/cmdline").read_text()

    assert proxy.url in words
    assert USER not in words and PASSWORD not in words
