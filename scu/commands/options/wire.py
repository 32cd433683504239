"""How to associate."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, ClassVar
from urllib.parse import urlsplit

from typer import Option

from scu import implementation
from scu.commands.options import refuse_together
from scu.commands.options.capture import Capture
from scu.commands.options.identity import Identity
from scu.commands.options.tls import TLS
from scu.commands.parsing import OptionGroup
from scu.errors import UsageError

if TYPE_CHECKING:
    from scu.dimse.network import Network

_DAY = 86400.0
_PROXY = "SCU_PROXY"
_ROOT = "GDCM_ROOT_UID"


@dataclass(frozen=True)
class Wire(OptionGroup):
    """Time limits, PDUs, the way there, TLS, and the user."""

    panel: ClassVar[str] = "Network"

    timeout: Annotated[
        float,
        Option("--timeout", "-to", metavar="SECONDS", min=0.001, max=_DAY, help="To connect, for each address."),
    ] = 10.0
    acse_timeout: Annotated[
        float,
        Option("--acse-timeout", "-ta", metavar="SECONDS", min=0.001, max=_DAY, help="To associate and to release."),
    ] = 30.0
    dimse_timeout: Annotated[
        float,
        Option("--dimse-timeout", "-td", metavar="SECONDS", min=0.001, max=_DAY, help="Of silence in an operation."),
    ] = 60.0
    total_timeout: Annotated[
        float | None,
        Option("--total-timeout", metavar="SECONDS", min=0.001, max=7 * _DAY, help="For an association in all."),
    ] = None
    max_pdu: Annotated[
        int,
        Option("--max-pdu", "-pdu", metavar="BYTES", min=4096, max=131072, help="The longest PDU that we take."),
    ] = 131072
    ipv4: Annotated[bool, Option("--ipv4", "-i4", help="Use IPv4 only.")] = False
    ipv6: Annotated[bool, Option("--ipv6", "-i6", help="Use IPv6 only.")] = False
    ip_auto: Annotated[bool, Option("--ip-auto", "-i0", help="Use either, as the name resolves (the default).")] = False
    proxy: Annotated[
        str | None,
        Option(
            "--proxy",
            metavar="URL",
            help="Connect through a proxy, http://host:port or socks5://host:port (SCU_PROXY); "
            "its user and password go into SCU_PROXY_USER and SCU_PROXY_PASSWORD.",
        ),
    ] = None
    repeat: Annotated[
        int, Option("--repeat", metavar="N", min=1, max=1_000_000, help="Do it N times on the association.")
    ] = 1
    abort: Annotated[bool, Option("--abort", help="End with an A-ABORT in place of a release.")] = False
    verbose_pc: Annotated[
        bool, Option("--verbose-pc", "+v", help="Show the presentation contexts, with --verbose.")
    ] = False
    root_uid: Annotated[
        str | None,
        Option("--root-uid", metavar="UID", help="The root of the UIDs that are made here (GDCM_ROOT_UID)."),
    ] = None
    identity: Identity = field(default_factory=Identity)
    tls: TLS = field(default_factory=TLS)
    capture: Capture = field(default_factory=Capture)

    def take_effect(self) -> None:
        option = self.root_uid is not None
        root = self.root_uid if option else os.environ.get(_ROOT)
        if option or root:
            implementation.use_root(root or "", "--root-uid" if option else _ROOT)

    def network(self, preferred: tuple[str, ...] = ()) -> Network:
        """Return the settings of an association.

        Args:
            preferred: the transfer syntaxes that a storage SCP takes, the best first.

        Raises:
            UsageError: some options contradict each other, or miss their partners.
            FileProblem: the file of a user identity or a password cannot be read, or one of a capture not be written.
        """
        from scu.dimse.network import Network

        refuse_together({"--ipv4": self.ipv4, "--ipv6": self.ipv6, "--ip-auto": self.ip_auto})
        network = Network(
            connect_timeout=self.timeout,
            acse_timeout=self.acse_timeout,
            dimse_timeout=self.dimse_timeout,
            total_timeout=self.total_timeout,
            max_pdu_length=self.max_pdu,
            ip_version=4 if self.ipv4 else 6 if self.ipv6 else 0,
            abort_at_end=self.abort,
            show_contexts=self.verbose_pc,
            preferred=preferred,
            proxy=_proxy(self.proxy),
            identity=self.identity.presented(),
            tls=self.tls.settings(),
        )
        return self.capture.applied(network)


def _proxy(option: str | None) -> str | None:
    """The URL of the proxy: the option, else SCU_PROXY. An empty one is none."""
    url, name = (os.environ.get(_PROXY), _PROXY) if option is None else (option, "--proxy")
    if not url:
        return None
    from scu.dimse.proxy import PASSWORD, SCHEMES, USER, without_user

    forms = " or ".join(f"{scheme}://host:port" for scheme in SCHEMES)
    try:
        address = urlsplit(url)
        complete = address.scheme in SCHEMES and address.hostname and address.port
    except ValueError:
        complete = None
    if not complete or address.path.strip("/") or address.query or address.fragment:
        raise UsageError(f"{name} is {forms}, not {without_user(url)!r}")
    if address.username is not None:
        raise UsageError(
            f"{name} holds a user, which everyone on this machine can read",
            remedy=f"put user and password into {USER} and {PASSWORD}",
        )
    return url
