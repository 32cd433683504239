"""From an address, or the name of a configured peer, to a server to talk to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from scu.api.remote import Remote
from scu.api.settings import settle

if TYPE_CHECKING:
    from scu.dimse.identity import UserIdentity
    from scu.dimse.tls.settings import TLSSettings


def connect(
    address: str,
    *,
    port: int | None = None,
    call: str | None = None,
    aetitle: str | None = None,
    timeout: float | None = None,
    acse_timeout: float | None = None,
    dimse_timeout: float | None = None,
    total_timeout: float | None = None,
    max_pdu: int | None = None,
    associations: int | None = None,
    proxy: str | None = None,
    ip_version: int = 0,
    user: str | None = None,
    password: str | None = None,
    identity: UserIdentity | None = None,
    tls: TLSSettings | None = None,
    config: str | os.PathLike[str] | None = None,
) -> Remote:
    """Return a server to talk to. It is associated with at the beginning of its `with`, or with the first request.

    Args:
        address: `host`, `host:port`, `AET@host:port` or `[::1]:port`; or the name of a configured peer in place of the
            host, whose settings then hold for what is not given here.
        port: wins over that of the address; 104 if there is none.
        call: the server's AE title; wins over that of the address; ANY-SCP if there is none.
        aetitle: our own; SCU.
        timeout: seconds to connect, for each address of the host; 10.
        acse_timeout: seconds to associate and to release; 30.
        dimse_timeout: seconds of silence in an operation; 60.
        total_timeout: seconds for an association in all; no limit. Then no association is kept between operations.
        max_pdu: the longest PDU that we take, in bytes from 4096; 131072.
        associations: how many at a time, for store, get and move; 1.
        proxy: `http://host:port` or `socks5://host:port`; its user and password come from the environment,
            SCU_PROXY_USER and SCU_PROXY_PASSWORD.
        ip_version: 4 or 6; 0 for either.
        user, password: the user identity; `identity` is for one of another kind.
        tls: how to speak TLS; None for not at all, unless the configured peer does.
        config: the configuration file; None for SCU_CONFIG, else the usual one; empty for none.

    Raises:
        UsageError: a value makes no sense, or two do not go together.
        FileProblem: the configuration, or a password, cannot be read.
    """
    given = {
        "port": port,
        "call": call,
        "aetitle": aetitle,
        "timeout": timeout,
        "acse_timeout": acse_timeout,
        "dimse_timeout": dimse_timeout,
        "total_timeout": total_timeout,
        "max_pdu": max_pdu,
        "associations": associations,
        "proxy": proxy,
        "user": user,
    }
    return Remote(
        settle(
            address,
            given,
            password=password,
            identity=identity,
            tls=tls,
            ip_version=ip_version,
            config=None if config is None else os.fspath(config),
        )
    )
