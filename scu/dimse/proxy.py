"""A connection through a proxy: HTTP CONNECT (RFC 9110 9.3.6) or SOCKS5 (RFC 1928), by python-socks."""

from __future__ import annotations

import os
import socket
from urllib.parse import urlsplit

from scu.errors import AssociationError, Refused, TimedOut, Unreachable

USER, PASSWORD = "SCU_PROXY_USER", "SCU_PROXY_PASSWORD"
SCHEMES = ("http", "socks5")


def dial_through(url: str, host: str, port: int, *, timeout: float) -> socket.socket:
    """A connection to a host, by its name, through the proxy at `url`; it is the proxy that resolves the name.

    User and password come from the environment, SCU_PROXY_USER and SCU_PROXY_PASSWORD, where others cannot read them.

    Raises:
        Refused, TimedOut, Unreachable: the proxy is not there, or says no.
    """
    from python_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError
    from python_socks.sync import Proxy

    address = urlsplit(url)
    proxy = Proxy.from_url(
        f"{address.scheme}://{address.netloc}",
        username=os.environ.get(USER),
        password=os.environ.get(PASSWORD),
        **({"rdns": True} if address.scheme == "socks5" else {}),
    )
    where = f"the proxy {address.hostname} port {address.port}"
    try:
        return proxy.connect(host, port, timeout=timeout)
    except ProxyConnectionError as error:
        raise Refused(
            f"{where} cannot be reached",
            comment=error.strerror or "",
            cause="a wrong address or port of the proxy, or it does not run",
            remedy="check --proxy; then ask the network's administrator",
        ) from error
    except ProxyTimeoutError as error:
        raise TimedOut(
            f"{where} did not connect us to {host} port {port} within {timeout:g} s",
            cause="the proxy cannot reach the server, or is no proxy of this kind",
            remedy="check host and port; then ask the network's administrator",
        ) from error
    except ProxyError as error:
        raise _refused(where, host, port, str(error)) from error


def _refused(where: str, host: str, port: int, said: str) -> AssociationError:
    known = USER in os.environ
    return Unreachable(
        f"{where} does not connect us to {host} port {port}",
        comment=said,
        cause="it may not, it cannot reach that address, or it wants " + ("another" if known else "a") + " user",
        remedy=f"ask the proxy's administrator; a user and password go into {USER} and {PASSWORD}",
    )
