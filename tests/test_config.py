"""The configuration file: what may stand in it, what is wrong with it, and where it is."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest
from typer._click import Parameter

from scu import config
from scu.commands.options import tls, wire
from scu.commands.options.query import Querying
from scu.commands.parsing import Command
from scu.commands.verbs import VERBS
from scu.config import file, place
from scu.config.lines import end_of_table, line_of
from scu.config.peers import Configuration
from scu.config.settings import GENERAL, PARTS, PEER, Kind, Setting
from scu.dimse.proxy import SCHEMES
from scu.errors import FileProblem, UsageError
from tests.peers.command import run_scu
from tests.test_streams import modules_of

DOCUMENTATION = Path(__file__).parent.parent / "docs" / "config.md"

FULL = """
default = "main"  # of two

[peers.main]
host = "pacs.example.org"
port = 11112
call = "PACS"
aetitle = "WS1"
port_scp = 11113
timeout = 5
dimse_timeout = 0.5
associations = 4
max_pdu = 65536
proxy = "socks5://proxy:1080"
model = "patientroot"
charset = "ISO_IR 192"
user = "jané"
password_env = "SECRET"
tls = true
tls_key = "tls/key.pem"
tls_certificate = "~/cert.pem"
tls_ca_files = [
    "ca.pem",  # ours
    "/etc/other.pem",
]
tls_verify = false

[peers."zürich.2"]
host = "::1"
"""


def load(text: str, path: Path = Path("/etc/scu/config.toml")) -> Configuration:
    return file.configuration(text, path)


def test_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/jane")
    known = load(FULL)

    assert known.default == "main"
    assert list(known.peers) == ["main", "zürich.2"]
    main = known.peers["main"].values
    assert main["port"] == 11112
    assert main["timeout"] == 5.0
    assert main["user"] == "jané"
    assert main["tls_key"] == "/etc/scu/tls/key.pem"
    assert main["tls_certificate"] == "/home/jane/cert.pem"
    assert main["tls_ca_files"] == ["/etc/scu/ca.pem", "/etc/other.pem"]
    assert known.peers["zürich.2"].values == {"host": "::1"}
    assert known.peers["main"].line("tls_verify") == 26
    assert known.peers["zürich.2"].place() == "/etc/scu/config.toml, line 28"


@pytest.mark.parametrize("setting", PEER.values(), ids=lambda it: it.name)
def test_the_example_of_each_setting_is_right(setting: Setting) -> None:
    partners = {
        "password": 'user = "jane"\n',
        "tls_": "tls = true\n",
        "tls_key": 'tls_certificate = "cert.pem"\n',
        "tls_key_password": 'tls_key = "key.pem"\n',
        "tls_certificate": 'tls_key = "key.pem"\n',
    }
    needed = "".join(line for name, line in partners.items() if setting.name.startswith(name))
    host = "" if setting.name == "host" else 'host = "h"\n'
    text = f"[peers.a]\n{host}{needed if setting.name != 'tls_key_format' else partners['tls_']}"
    known = load(f"{text}{setting.name} = {setting.example}\n")
    assert setting.name in known.peers["a"].values or setting.example == "false"


WRONG = {
    "defualt = 'a'\n": (1, "defualt is no setting", "did you mean default?"),
    "default = 'man'\n[peers.main]\nhost = 'h'\n": (1, "default names no peer: 'man'", "did you mean main?"),
    "[peers.a]\nhost = 'h'\n\nprot = 1\n": (4, "peers.a.prot is no setting", "did you mean port"),
    "[peers.a]\nhost = 'h'\nport = '104'\n": (3, "port takes a whole number from 1 to 65535, not '104'", ""),
    "[peers.a]\nhost = 'h'\nport = 0\n": (3, "port takes a whole number from 1 to 65535, not 0", ""),
    "[peers.a]\nhost = 'h'\nport = true\n": (3, "port takes a whole number from 1 to 65535, not true", ""),
    "[peers.a]\nhost = 'h'\nport = 1.5\n": (3, "not 1.5", ""),
    "[peers.a]\nhost = 'h'\ntimeout = nan\n": (3, "timeout takes a number", ""),
    "[peers.a]\nhost = 'h'\ntls = 'yes'\n": (3, "tls takes true or false, not 'yes'", ""),
    "[peers.a]\nhost = 'h'\ncall = 'SEVENTEEN_LETTERS'\n": (3, "an AE title has 16 at most", ""),
    "[peers.a]\nhost = 'h'\ncall = ''\n": (3, "call takes an AE title, not ''", ""),
    "[peers.a]\nhost = 'PACS@h:104'\n": (2, "host takes a host alone", ""),
    "[peers.a]\nhost = 'a b'\n": (2, "host is wrong: the host name 'a b' has ' ' in it", ""),
    "[peers.a]\nport = 104\n": (1, "peers.a has no host", ""),
    "[peers.a]\nhost = 'h'\nmodel = 'patientrot'\n": (3, "did you mean patientroot?", ""),
    "[peers.a]\nhost = 'h'\ncharset = 'utf-8'\n": (3, "'utf-8' is no Specific Character Set", ""),
    "[peers.a]\nhost = 'h'\ntls_ca_files = 'ca.pem'\n": (3, "takes a list of paths, not 'ca.pem'", ""),
    "[peers.a]\nhost = 'h'\ntls = true\ntls_ca_files = ['', 1]\n": (4, "takes a list of paths, not this list", ""),
    "[peers.a]\nhost = 'h'\ntls_ca_files = [\n'ca.pem']\n": (3, "tls_ca_files needs tls, true or false", ""),
    "[peers.a]\nhost = 'h'\ntls = true\ntls_key = 'k'\n": (4, "tls_key needs tls_certificate", ""),
    "[peers.a]\nhost = 'h'\npassword_ask = true\n": (3, "password_ask needs user", ""),
    "[peers.a]\nhost='h'\nuser='u'\npassword_env='X'\npassword_file='f'\n": (5, "does not go with password_env", ""),
    "[peers.a]\nhost = 'h'\nproxy = 'ftp://p:1'\n": (3, "proxy takes http://host:port or socks5://host:port", ""),
    "[peers.-a]\nhost = 'h'\n": (1, "peers.-a cannot be the name of a peer", ""),
    "[peers.104]\nhost = 'h'\n": (1, "peers.104 cannot be the name of a peer", ""),
    "[peers]\na = 'h'\n": (2, "peers.a is a table", ""),
    "# so\npeers = 1\n": (2, "peers is the table of the peers", ""),
    "# so\n[peers.a\n": (2, "this is no TOML", ""),
    "# so\n[peers.a]\nhost = pacs\n": (3, "this is no TOML", 'write `key = "text"`'),
    "[peers.a]\nhost = 'h'\nhost = 'i'\n": (3, "this is no TOML", ""),
}


@pytest.mark.parametrize(("text", "wrong"), WRONG.items(), ids=lambda it: str(it[1]) if isinstance(it, tuple) else "")
def test_what_is_wrong_and_where(text: str, wrong: tuple[int, str, str]) -> None:
    line, message, remedy = wrong
    with pytest.raises(UsageError) as caught:
        load(text)
    assert f"/etc/scu/config.toml, line {line}: " in caught.value.message
    assert message in caught.value.message
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("secret", ["password = 17", "password = ['geheim']", "proxy = 'http://me:geheim@p:1'"])
def test_no_error_shows_a_password(secret: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(f"[peers.a]\nhost = 'h'\nuser = 'u'\n{secret}\n")
    assert "17" not in caught.value.message
    assert "geheim" not in caught.value.message + caught.value.remedy


def test_nothing_is_shown_of_a_peer_where_python_shows_it() -> None:
    known = load("[peers.a]\nhost = 'h'\nuser = 'u'\npassword = 'geheim'\n")
    assert "geheim" not in repr(known.peers["a"])


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"# one\n# Z\xfcrich\n")
    with pytest.raises(UsageError, match=r"config\.toml, line 2: this is not UTF-8"):
        file.load(path)
    with pytest.raises(FileProblem, match="Is a directory"):
        file.load(tmp_path)


def test_a_mistake_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[peers.a]\nhost = 'h'\nprot = 1\n")
    done = run_scu("echo", "127.0.0.1:1", "--config", path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"scu: error: {path}, line 3: peers.a.prot is no setting\n")


def test_lines() -> None:
    text = (
        'default = """\n[peers.a]\nhost"""\n# host\n'
        '[peers.a]\n# host\nhost = "x"\nb = [\n"host", # [x]\n]\n# end\n\n[c]\n'
    )
    assert line_of(text, ("peers", "a")) == 5
    assert line_of(text, ("peers", "a", "host")) == 7
    assert line_of(text, ("default",)) == 1
    assert line_of(text, ("peers", "a", "port")) is None
    assert end_of_table(text, 5) == 10


def test_the_usual_place_is_that_of_platformdirs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for said in (None, "", str(tmp_path)):
        if said is None:
            monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
        else:
            monkeypatch.setenv("XDG_CONFIG_HOME", said)
        expected = platformdirs.user_config_path("scu", appauthor=False) / "config.toml"
        assert place.usual() == expected
        assert place.usual(platform="other") == expected


def test_which_file(tmp_path: Path) -> None:
    there = tmp_path / "mine.toml"
    there.touch()
    usual = tmp_path / "scu" / "config.toml"
    home = {"XDG_CONFIG_HOME": str(tmp_path)}

    assert place.find(None, home) is None
    usual.parent.mkdir()
    usual.touch()
    assert place.find(None, home) == usual
    assert place.find(None, home | {"SCU_CONFIG": str(there)}) == there
    assert place.find(str(there), home | {"SCU_CONFIG": "/dev/null"}) == there
    assert place.find(None, home | {"SCU_CONFIG": ""}) is None
    assert place.find("", home) is None
    assert file.load(Path("/dev/null")).peers == {}
    for said in (("nowhere", home), (None, home | {"SCU_CONFIG": "nowhere"})):
        with pytest.raises(FileProblem, match="there is no configuration file nowhere"):
            place.find(*said)


def test_without_a_file_nothing_is_imported_for_it(tmp_path: Path) -> None:
    def imported(*words: str) -> set[str]:
        names = modules_of("-m", "scu", "echo", "127.0.0.1", "1", *words)
        return {name for name in names if name.startswith(("scu.config", "tom", "platformdirs"))}

    assert imported() == {"scu.config", "scu.config.place"}
    path = tmp_path / "config.toml"
    path.touch()
    assert {"tomllib", "scu.config.file"} <= imported("--config", str(path))
    assert "tomlkit" not in imported("--config", str(path))


def test_names_for_completion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("SCU_CONFIG", str(path))
    assert config.names() == []
    path.write_text(FULL)
    assert config.names() == ["main", "zürich.2"]
    path.write_text("[peers")
    assert config.names() == []


def test_the_table_agrees_with_the_options() -> None:
    """Bounds, choices, defaults and the names of options, which the options have of their own."""
    assert wire.Wire.__dataclass_fields__["timeout"].default == 10.0
    found: dict[str, Parameter] = {}
    for verb in VERBS.values():
        if verb.name not in ("serve", "demo"):
            for param in Command(verb).params:
                for name in param.opts:
                    found.setdefault(name, param)
    for setting in PEER.values():
        if not setting.option:
            continue
        param = found[setting.option]
        assert setting.field in (param.name, getattr(param, "field", None)), setting.name
        if setting.bounds:
            assert (getattr(param, "min", None), getattr(param, "max", None)) == setting.bounds, setting.name
        if setting.default and setting.kind in (Kind.INTEGER, Kind.NUMBER) and param.default is not None:
            assert param.default == float(setting.default), setting.name
    every = {name for verb in VERBS.values() for param in Command(verb).params for name in (param.name, _field(param))}
    for setting in PEER.values():
        assert set(setting.yields) <= every | {"commit"}, setting.name
    assert {f"--profile-{name}" for name in PEER["tls_profile"].choices} <= found.keys()
    assert set(PEER["model"].choices) <= Querying.__dataclass_fields__.keys()
    assert PEER["tls_key_password_env"].variable == tls.VARIABLE
    assert PEER["proxy"].type == " or ".join(f"{scheme}://host:port" for scheme in SCHEMES)


def _field(param: object) -> str | None:
    field = getattr(param, "field", None)
    return field if isinstance(field, str) else None


def documented() -> str:
    """The tables of the documentation, as the settings have them."""
    lines = []
    for part, settings in {"For all": tuple(GENERAL.values()), **PARTS}.items():
        lines += [f"### {part}", "", "| Setting | Value | Meaning | Example | Wins over it |", "|---|---|---|---|---|"]
        for it in settings:
            wins = ", ".join(f"`{name}`" for name in (it.option, it.variable) if name)
            default = f" (default {it.default})" if it.default else ""
            lines.append(f"| `{it.name}` | {it.type}{default} | {it.meaning} | `{it.example}` | {wins} |")
        lines.append("")
    return "\n".join(lines)


def test_the_documentation_has_every_setting() -> None:
    assert documented() in DOCUMENTATION.read_text(encoding="utf-8")
