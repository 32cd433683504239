"""Whom to call and how: what a program says, and what is configured for a peer that it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from scu import aetitle
from scu.config import place
from scu.config.checking import checked
from scu.config.settings import PASSWORDS, PEER
from scu.dimse.network import Network
from scu.errors import UsageError
from scu.results import Peer

if TYPE_CHECKING:
    from scu.config.peers import NamedPeer
    from scu.dimse.identity import UserIdentity
    from scu.dimse.tls.files import Password
    from scu.dimse.tls.settings import TLSSettings

_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class Settings:
    """Whom to call and how, and what holds for operations that do not say otherwise."""

    peer: Peer
    network: Network
    associations: int = 1
    model: str | None = None
    charset: str | None = None
    port_scp: int | None = None
    accept_from: tuple[str, ...] = ()
    only_peer: bool = False


def settle(
    address: str,
    given: Mapping[str, object],
    *,
    password: str | None,
    identity: UserIdentity | None,
    tls: TLSSettings | None,
    ip_version: int,
    config: str | None,
) -> Settings:
    """Put together what was given and what is configured; what was given wins.

    Args:
        address: `AET@host:port`, or the name of a configured peer in place of the host.
        given: settings by the names that they have in the configuration file; None where one is not given.
        config: the configuration file; None for SCU_CONFIG or the usual one, empty for none.

    Raises:
        UsageError: a value makes no sense, or two do not go together.
        FileProblem: the configuration, or a password, cannot be read.
    """
    said = aetitle.parse_address(address)
    named = _named(said.host, config)
    values: dict[str, object] = {**named.values} if named else {"host": said.host}
    values |= {name: value for name, value in (("port", said.port), ("call", said.ae_title)) if value is not None}
    values |= {name: _checked(name, value) for name, value in given.items() if value is not None}
    if ip_version not in (0, 4, 6):
        raise UsageError(f"ip_version is 4, 6, or 0 for either, not {ip_version!r}")
    value = _Values(values)
    usual, none = Network(), list[str]()
    return Settings(
        Peer(
            host=value.of("host", said.host),
            port=value.of("port", aetitle.PORT),
            called_ae_title=value.of("call", aetitle.CALLED),
            calling_ae_title=value.of("aetitle", aetitle.CALLING),
        ),
        Network(
            connect_timeout=value.of("timeout", usual.connect_timeout),
            acse_timeout=value.of("acse_timeout", usual.acse_timeout),
            dimse_timeout=value.of("dimse_timeout", usual.dimse_timeout),
            total_timeout=value.of("total_timeout", usual.total_timeout),
            max_pdu_length=value.of("max_pdu", usual.max_pdu_length),
            ip_version=ip_version,
            proxy=value.of("proxy", usual.proxy),
            identity=_identity(values, password, identity, named),
            tls=tls or (_tls(named) if named and named.values.get("tls") else None),
        ),
        associations=value.of("associations", 1),
        model=value.of("model", None),
        charset=value.of("charset", None),
        port_scp=value.of("port_scp", None),
        accept_from=tuple(value.of("accept_from", none)),
        only_peer=value.of("only_peer", False),
    )


class _Values:
    """Settings, which are checked already."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def of(self, name: str, usual: _Kind) -> _Kind:
        return cast("_Kind", self._values.get(name, usual))


def _named(name: str, config: str | None) -> NamedPeer | None:
    path = place.find(config)
    if path is None:
        return None
    from scu.config import file

    return file.load(path).peers.get(name)


def _checked(name: str, value: object) -> object:
    try:
        return checked(PEER[name], value, Path.cwd())
    except ValueError as error:
        raise UsageError(f"{name} {error}") from None


def _identity(
    values: Mapping[str, object], password: str | None, identity: UserIdentity | None, named: NamedPeer | None
) -> UserIdentity | None:
    from scu.dimse.identity import IdentityType, UserIdentity, encoded

    user = values.get("user")
    if identity is not None or user is None:
        if password is not None:
            raise UsageError("a password goes with a user", remedy="give user, too; an identity has its own")
        return identity
    if password is None and named is not None and named.values.get("user") == user:
        password = _password(named)
    name = encoded(str(user), "user")
    if password is None:
        return UserIdentity(IdentityType.USER_NAME, name)
    return UserIdentity(IdentityType.USER_NAME_AND_PASSWORD, name, encoded(password, "the password"))


def _password(named: NamedPeer) -> str | None:
    """Look up the user's password, wherever the configuration says that it is."""
    from scu.config import passwords

    setting = next((name for name in PASSWORDS if named.values.get(name)), None)
    if setting is None:
        return None
    if setting == "password_ask":
        raise UsageError(
            f"the password for {named.name} is to be asked for at the terminal, which a library does not do",
            cause=f"{named.place(setting)} says so",
            remedy="ask for it, and give user and password",
        )
    return passwords.source(named, setting)()


def _tls(named: NamedPeer) -> TLSSettings:
    from scu.dimse.tls.profiles import Profile
    from scu.dimse.tls.settings import CRLCheck, FileFormat, TLSSettings

    value = _Values(named.values)
    none: list[str] = []
    key, certificate = (named.values.get(name) for name in ("tls_key", "tls_certificate"))
    return TLSSettings(
        key_file=Path(str(key)) if key else None,
        certificate_file=Path(str(certificate)) if certificate else None,
        password=_key_password(named),
        file_format=FileFormat(value.of("tls_key_format", "pem")),
        trusted_files=tuple(map(Path, value.of("tls_ca_files", none))),
        trusted_folders=tuple(map(Path, value.of("tls_ca_folders", none))),
        crl_files=tuple(map(Path, value.of("tls_crl_files", none))),
        crl_check=CRLCheck(value.of("tls_crl_check", "none")),
        profile=Profile(value.of("tls_profile", "8996")),
        ciphers=tuple(value.of("tls_ciphers", none)),
        server_name=value.of("tls_server_name", None),
        verify_peer=value.of("tls_verify", True),
    )


def _key_password(named: NamedPeer) -> Password:
    from scu.config import passwords

    names = ("tls_key_password_env", "tls_key_password_file")
    setting = next((name for name in names if name in named.values), None)
    if setting is None:
        return None
    look_up = passwords.source(named, setting)
    return lambda _: look_up()
