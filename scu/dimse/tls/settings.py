"""TLS of a requestor and of an acceptor: from settings to an SSL context (PS3.15 annex B).

Whose certificate is believed: the peer's chain must end at a certificate that was named as trusted. The system's own
store is not used, because it would make every web site's certificate good for a PACS. The host name is checked when
`server_name` is given, and not otherwise: a DICOM certificate speaks for a device, often without any host name, and
the trusted certificates are few and were named by hand.
"""

from __future__ import annotations

import functools
import logging
import os
import ssl
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from scu.dimse.tls import files
from scu.dimse.tls.ciphers import cipher
from scu.dimse.tls.files import Password
from scu.dimse.tls.profiles import RULES, Profile, restrict
from scu.errors import FileProblem, UsageError

log = logging.getLogger(__name__)

_SEED_BYTES: Final = 1024


class FileFormat(StrEnum):
    """Of the private key and its certificate. Trusted certificates and revocation lists may be either."""

    PEM = "pem"
    DER = "der"


class CRLCheck(StrEnum):
    """Which certificates of the peer's chain are looked up in the revocation lists."""

    NONE = "none"
    LEAF = "leaf"
    CHAIN = "chain"


@dataclass(frozen=True)
class TLSSettings:
    """How to speak TLS.

    Attributes:
        key_file: our private key; together with our certificate, or neither of them (anonymous).
        certificate_file: our certificate, in PEM followed by its chain.
        password: the key's, or who to ask for it with a prompt, once and only if the key is encrypted.
        trusted_files: the certificates that the peer's chain may end at.
        trusted_folders: folders of them; every file that holds one counts, revocation lists too.
        crl_check: a revocation list raises it from NONE to LEAF.
        ciphers: cipher suites beside the profile's, by either spelling.
        server_name: sent to the server (SNI, RFC 6066), and checked against its certificate.
        verify_peer: whether the peer must show a certificate that holds; else any or none will do.
        seed_file: stirred into the random generator.
        write_seed_file: where fresh random bytes are left, for the next run's `seed_file`.

    Raises:
        UsageError: two of them do not go together.
    """

    key_file: Path | None = None
    certificate_file: Path | None = None
    password: Password = field(default=None, repr=False, compare=False)
    file_format: FileFormat = FileFormat.PEM
    trusted_files: tuple[Path, ...] = ()
    trusted_folders: tuple[Path, ...] = ()
    crl_files: tuple[Path, ...] = ()
    crl_check: CRLCheck = CRLCheck.NONE
    profile: Profile = Profile.RFC8996
    ciphers: tuple[str, ...] = ()
    server_name: str | None = None
    verify_peer: bool = True
    seed_file: Path | None = None
    write_seed_file: Path | None = None

    def __post_init__(self) -> None:
        if callable(self.password):
            object.__setattr__(self, "password", functools.cache(self.password))
        if (self.key_file is None) != (self.certificate_file is None):
            raise UsageError(
                "a private key and a certificate go together, and only one of them is given",
                remedy="give both with --enable-tls KEY CERT, or neither with --anonymous-tls",
            )
        if self.ciphers and RULES[self.profile].closed:
            raise UsageError(
                f"--cipher does not go with --profile-{self.profile}, which allows its own cipher suites alone",
                remedy="leave out one of the two",
            )
        if self.write_seed_file is not None and self.seed_file is None:
            raise UsageError("--write-seed and --write-seed-file need --seed", remedy="give --seed FILE")
        if self.server_name is not None and not _is_host_name(self.server_name):
            raise UsageError(f"--request-sni {self.server_name!r} is no host name")


def client_context(settings: TLSSettings) -> ssl.SSLContext:
    """The context of a requestor.

    Raises:
        UsageError: the settings cannot be met by this machine's OpenSSL, or lack something.
        FileProblem: a file cannot be read or used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    _prepare(context, settings)
    context.check_hostname = settings.verify_peer and settings.server_name is not None
    if settings.verify_peer and settings.server_name is None:
        log.info("the names in the server's certificate are not checked: --request-sni says which to expect")
    return context


def server_context(settings: TLSSettings) -> ssl.SSLContext:
    """The context of an acceptor, which asks requestors for a certificate unless the peer is not verified.

    Raises:
        UsageError: as for `client_context`; also without a certificate, save where an anonymous cipher suite is named.
        FileProblem: a file cannot be read or used.
    """
    if settings.certificate_file is None and all(cipher(name).authenticated for name in settings.ciphers):
        raise UsageError(
            "a storage SCP cannot listen with TLS without a certificate of its own",
            cause="with --anonymous-tls there is none to show to those who connect",
            remedy="give --enable-tls KEY CERT; or, with --ignore-peer-cert, an anonymous suite with --cipher",
        )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _prepare(context, settings)
    context.options |= ssl.OP_CIPHER_SERVER_PREFERENCE
    context.num_tickets = 0  # no association resumes another's session
    if settings.certificate_file is None:
        context.maximum_version = ssl.TLSVersion.TLSv1_2  # TLS 1.3 has no anonymous suites
    files.load_dh_parameters(context)
    return context


def _prepare(context: ssl.SSLContext, settings: TLSSettings) -> None:
    """What both sides have in common."""
    if settings.seed_file is not None:
        _seed(settings.seed_file)
    restrict(context, settings.profile, settings.ciphers)
    context.options |= ssl.OP_NO_RENEGOTIATION  # no write ever waits for something to read
    context.verify_mode = ssl.CERT_REQUIRED if settings.verify_peer else ssl.CERT_NONE
    if settings.verify_peer:
        _check_verifiable(settings)
    lists = files.load_trusted(context, settings.trusted_files, settings.trusted_folders)
    files.load_crls(context, settings.crl_files)
    _check_revocation(context, settings, lists + len(settings.crl_files))
    if settings.key_file is not None and settings.certificate_file is not None:
        files.load_identity(
            context,
            settings.key_file,
            settings.certificate_file,
            settings.password,
            der=settings.file_format is FileFormat.DER,
        )
    if settings.write_seed_file is not None:
        _write_seed(settings.write_seed_file)


def _check_verifiable(settings: TLSSettings) -> None:
    if not settings.trusted_files and not settings.trusted_folders:
        raise UsageError(
            "no certificate is trusted, so that none of the peer's can be verified",
            cause="neither --add-cert-file nor --add-cert-dir is given; the system's own store is for web sites",
            remedy="name the certificate of the peer's certification authority, which its administrator has, with "
            "--add-cert-file; or do without verification, by --ignore-peer-cert",
        )
    if anonymous := _anonymous(settings.ciphers):
        raise UsageError(
            f"--cipher {anonymous[0]} does not go with --require-peer-cert: with it no certificate is shown",
            remedy="leave it out, or give --ignore-peer-cert",
        )


def _anonymous(names: Sequence[str]) -> list[str]:
    return [name for name in names if not cipher(name).authenticated]


def _check_revocation(context: ssl.SSLContext, settings: TLSSettings, lists: int) -> None:
    check = settings.crl_check
    if check is CRLCheck.NONE and settings.crl_files:
        check = CRLCheck.LEAF
    if check is CRLCheck.NONE:
        return
    if not lists and settings.verify_peer:
        option = "--enable-crl-all" if check is CRLCheck.CHAIN else "--enable-crl-vfy"
        raise UsageError(f"{option} needs a revocation list", remedy="name it with --add-crl-file")
    context.verify_flags |= ssl.VERIFY_CRL_CHECK_CHAIN if check is CRLCheck.CHAIN else ssl.VERIFY_CRL_CHECK_LEAF


def _is_host_name(name: str) -> bool:
    try:
        name.encode("idna")
    except UnicodeError:
        return False
    return bool(name) and not name.startswith(".") and name.isprintable() and " " not in name


def _seed(path: Path) -> None:
    """Stir the file's contents into OpenSSL's random generator, which has the system's own entropy as well."""
    ssl.RAND_add(files.read(path, "random seed"), 0.0)


def _write_seed(path: Path) -> None:
    """Leave fresh random bytes for the next run, for this user alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):  # never the rights of a device
                os.fchmod(descriptor, 0o600)
            file.write(os.urandom(_SEED_BYTES))
    except OSError as error:
        raise FileProblem(f"the random seed {path} cannot be written: {error.strerror}") from error
