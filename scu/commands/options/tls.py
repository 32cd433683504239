"""TLS, towards the server and at the storage SCP."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Exit, Option

from scu.commands.choices import Choice, OneOf
from scu.commands.options import Words, need, secrets
from scu.commands.parsing import OptionGroup
from scu.errors import UsageError

if TYPE_CHECKING:
    from scu.dimse.tls.settings import TLSSettings

VARIABLE = "SCU_TLS_PASSWORD"


class Mode(Enum):
    """Whether there is TLS, where no key and certificate are given."""

    OFF = "off"
    ANONYMOUS = "anonymous"


class Ask(Enum):
    """For a password: to be asked for."""

    NOW = "now"


class Listing(Enum):
    """What is listed in place of an association."""

    PROFILES = "profiles"
    CIPHERS = "ciphers"


Paths = list[Path] | None


@dataclass(frozen=True)
class TLS(OptionGroup):
    """TLS as DCMTK's programs have it."""

    panel: ClassVar[str] = "TLS"

    mode: Annotated[
        Mode | tuple[str, str],
        OneOf(
            Choice("--disable-tls", "-tls", value=Mode.OFF, help="No TLS (the default)."),
            Choice("--enable-tls", "+tls", metavar="KEY CERT", help="TLS with this private key and certificate."),
            Choice("--anonymous-tls", "+tla", value=Mode.ANONYMOUS, help="TLS without a certificate of our own."),
        ),
    ] = Mode.OFF
    key_password: Annotated[
        Ask | str | Callable[[], str] | None,
        OneOf(
            Choice("--std-passwd", "+ps", value=Ask.NOW, help="Ask for the key's password (the default)."),
            Choice(
                "--use-passwd",
                "+pw",
                metavar="PASSWORD",
                help="The key's password. Others on this machine can read it here: rather use SCU_TLS_PASSWORD, "
                "--passwd-file or --std-passwd.",
            ),
            Choice("--null-passwd", "-pw", value="", help="The key's password is empty."),
        ),
    ] = field(default=None, repr=False)
    passwd_file: Annotated[
        Path | None, Option("--passwd-file", metavar="FILE", help="The key's password is the first line of this file.")
    ] = None
    key_format: Annotated[
        str | None,
        OneOf(
            Choice("--pem-keys", "-pem", value="pem", help="Key and certificate are PEM files (the default)."),
            Choice("--der-keys", "-der", value="der", help="Key and certificate are DER files."),
        ),
    ] = None
    add_cert_file: Annotated[
        Paths,
        Option(
            "--add-cert-file",
            "+cf",
            metavar="FILE",
            help="Trust these certificates. May be repeated.",
            show_default=False,
        ),
    ] = None
    add_cert_dir: Annotated[
        Paths,
        Option(
            "--add-cert-dir",
            "+cd",
            metavar="DIR",
            help="Trust the certificates in this folder. May be repeated.",
            show_default=False,
        ),
    ] = None
    add_crl_file: Annotated[
        Paths,
        Option(
            "--add-crl-file",
            "+crl",
            metavar="FILE",
            help="A revocation list; it implies --enable-crl-vfy. May be repeated.",
            show_default=False,
        ),
    ] = None
    crl_check: Annotated[
        str | None,
        OneOf(
            Choice("--enable-crl-vfy", "+crv", value="leaf", help="Look the peer's certificate up in the lists."),
            Choice("--enable-crl-all", "+cra", value="chain", help="Look up its issuers too."),
        ),
    ] = None
    listing: Annotated[
        Listing | None,
        OneOf(
            Choice("--list-profiles", "+ph", value=Listing.PROFILES, help="List the TLS profiles, and stop."),
            Choice("--list-ciphers", "+cc", value=Listing.CIPHERS, help="List the cipher suites, and stop."),
        ),
    ] = None
    profile: Annotated[
        str | None,
        OneOf(
            Choice("--profile-8996", "+pg", value="8996", help="BCP 195 RFC 8996 (the default)."),
            Choice("--profile-8996-mod", "+pm", value="8996-mod", help="Modified BCP 195 RFC 8996."),
            Choice("--profile-bcp195-nd", "+py", value="bcp195-nd", help="Non-downgrading BCP 195 (retired)."),
            Choice("--profile-bcp195", "+px", value="bcp195", help="BCP 195 (retired)."),
            Choice("--profile-bcp195-ex", "+pz", value="bcp195-ex", help="Extended BCP 195 (retired)."),
            Choice("--profile-basic", "+pb", value="basic", help="Basic, with 3DES (retired)."),
            Choice("--profile-aes", "+pa", value="aes", help="AES (retired)."),
            Choice("--profile-null", "+pn", value="null", help="Authenticated, not encrypted (retired)."),
        ),
    ] = None
    cipher: Annotated[
        Words,
        Option(
            "--cipher",
            "+cs",
            metavar="NAME",
            help="A cipher suite beside the profile's. May be repeated.",
            show_default=False,
        ),
    ] = None
    server_name: Annotated[
        str | None,
        OneOf(
            Choice("--no-sni", value=None, help="Send no server name (the default)."),
            Choice(
                "--request-sni",
                metavar="NAME",
                help="Send this server name (SNI), and insist on it in the certificate.",
            ),
        ),
    ] = None
    seed: Annotated[
        Path | None, Option("--seed", "+rs", metavar="FILE", help="Stir this file into the random generator.")
    ] = None
    write_seed: Annotated[bool, Option("--write-seed", "+ws", help="Write the seed back, with --seed.")] = False
    write_seed_file: Annotated[
        Path | None, Option("--write-seed-file", "+wf", metavar="FILE", help="Write a seed there, with --seed.")
    ] = None
    peer_certificate: Annotated[
        bool | None,
        OneOf(
            Choice("--require-peer-cert", "-rc", value=True, help="Verify the peer's certificate (the default)."),
            Choice("--ignore-peer-cert", "-ic", value=False, help="Take any certificate, or none."),
        ),
    ] = None

    def take_effect(self) -> None:
        if self.listing is not None:
            from scu.output import tls

            (tls.show_profiles if self.listing is Listing.PROFILES else tls.show_ciphers)()
            raise Exit

    def settings(self) -> TLSSettings | None:
        """Return how to speak TLS, None for not at all.

        Raises:
            UsageError: options contradict each other, or miss their partners.
            FileProblem: the password file cannot be read.
        """
        key, certificate = self.mode if isinstance(self.mode, tuple | list) else (None, None)
        on = {"--enable-tls": key is not None, "--anonymous-tls": self.mode is Mode.ANONYMOUS}
        passwords = {self._password_option(): self.key_password is not None, "--passwd-file": bool(self.passwd_file)}
        need(passwords, {"--enable-tls": key is not None})
        need(self._given(), on)
        if all(passwords.values()):
            raise UsageError(f"{' and '.join(passwords)} do not go together", remedy="leave one of them out")
        if not any(on.values()):
            return None
        need(
            {"--write-seed": self.write_seed, "--write-seed-file": bool(self.write_seed_file)},
            {"--seed": bool(self.seed)},
        )
        from scu.dimse.tls.profiles import Profile
        from scu.dimse.tls.settings import CRLCheck, FileFormat, TLSSettings

        return TLSSettings(
            key_file=Path(key) if key is not None else None,
            certificate_file=Path(certificate) if certificate is not None else None,
            password=self._password(),
            file_format=FileFormat(self.key_format or "pem"),
            trusted_files=tuple(self.add_cert_file or ()),
            trusted_folders=tuple(self.add_cert_dir or ()),
            crl_files=tuple(self.add_crl_file or ()),
            crl_check=CRLCheck(self.crl_check or "none"),
            profile=Profile(self.profile or "8996"),
            ciphers=tuple(self.cipher or ()),
            server_name=self.server_name,
            verify_peer=self.peer_certificate is not False,
            seed_file=self.seed,
            write_seed_file=self.write_seed_file or (self.seed if self.write_seed else None),
        )

    def _given(self) -> dict[str, bool]:
        """The options that make no sense without TLS. That no server name is sent, or which, does no harm."""
        crl_check = "--enable-crl-all" if self.crl_check == "chain" else "--enable-crl-vfy"
        return {
            f"--{self.key_format}-keys": self.key_format is not None,
            "--add-cert-file": bool(self.add_cert_file),
            "--add-cert-dir": bool(self.add_cert_dir),
            "--add-crl-file": bool(self.add_crl_file),
            crl_check: self.crl_check is not None,
            f"--profile-{self.profile}": self.profile is not None,
            "--cipher": bool(self.cipher),
            "--seed": self.seed is not None,
            "--write-seed": self.write_seed,
            "--write-seed-file": self.write_seed_file is not None,
            "--require-peer-cert": self.peer_certificate is True,
            "--ignore-peer-cert": self.peer_certificate is False,
        }

    def _password_option(self) -> str:
        if self.key_password is Ask.NOW:
            return "--std-passwd"
        return "--use-passwd" if self.key_password else "--null-passwd"

    def _password(self) -> str | Callable[[str], str]:
        if isinstance(self.key_password, str):
            if self.key_password:
                secrets.warn_of_process_list("--use-passwd", f"{VARIABLE}, --passwd-file or --std-passwd")
            return self.key_password
        if callable(self.key_password):
            looked_up = self.key_password
            return lambda _: looked_up()
        if self.passwd_file is not None:
            from scu.config import passwords

            return passwords.read(self.passwd_file)
        if self.key_password is None and VARIABLE in os.environ:
            return os.environ[VARIABLE]
        return partial(secrets.ask, otherwise=f"set {VARIABLE}, or give --passwd-file, --use-passwd or --null-passwd")
