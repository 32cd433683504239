"""A throw-away certification authority: certificates good and bad, revocation lists, keys in every wrapping."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Identity:
    """The files of a key and of its certificate, PEM; the certificate's chain follows it."""

    key: Path
    certificate: Path

    def load(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.certificate.read_bytes())

    def key_as(
        self,
        path: Path,
        encoding: Encoding,
        form: PrivateFormat = PrivateFormat.PKCS8,
        password: str | None = None,
    ) -> Path:
        """The key once more, in another wrapping."""
        key = load_pem_private_key(self.key.read_bytes(), None)
        encryption: KeySerializationEncryption = NoEncryption()
        if password is not None:
            encryption = BestAvailableEncryption(password.encode())
        path.write_bytes(key.private_bytes(encoding, form, encryption))
        return path

    def certificate_as_der(self, path: Path) -> Path:
        path.write_bytes(self.load().public_bytes(Encoding.DER))
        return path


class Authority:
    """A certification authority with its files in a folder of its own."""

    def __init__(self, folder: Path, issuer: Authority | None = None) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._ca: trustme.CA = issuer._ca.create_child_ca() if issuer else trustme.CA()
        self.certificate = folder / "ca.pem"
        self._ca.cert_pem.write_to_path(self.certificate)
        self.identity = Identity(folder / "ca.key", self.certificate)  # self-signed, where no other issued it
        self._ca.private_key_pem.write_to_path(self.identity.key)

    def issue(
        self,
        name: str,
        *hosts: str,
        since: float = -1,
        until: float = 30,
        rsa_key: bool = True,
    ) -> Identity:
        """A certificate for these hosts, or for `pacs.test`, valid between these days from now."""
        now = datetime.datetime.now(datetime.UTC)
        leaf = self._ca.issue_cert(
            *(hosts or ("pacs.test",)),
            not_before=now + since * DAY,
            not_after=now + until * DAY,
            key_type=trustme.KeyType.RSA if rsa_key else trustme.KeyType.ECDSA,
        )
        return self._write(name, leaf)

    def _write(self, name: str, leaf: trustme.LeafCert) -> Identity:
        identity = Identity(self._folder / f"{name}.key", self._folder / f"{name}.pem")
        leaf.private_key_pem.write_to_path(identity.key)
        identity.certificate.write_bytes(b"".join(blob.bytes() for blob in leaf.cert_chain_pems))
        return identity

    def revoke(
        self,
        name: str,
        revoked: Sequence[x509.Certificate] = (),
        *,
        until: float = 30,
        der: bool = False,
    ) -> Path:
        """A revocation list of this authority, good for so many days from now."""
        now = datetime.datetime.now(datetime.UTC)
        builder = x509.CertificateRevocationListBuilder(
            issuer_name=self.load().subject, last_update=now - 10 * DAY, next_update=now + until * DAY
        )
        for certificate in revoked:
            entry = x509.RevokedCertificateBuilder(certificate.serial_number, now - 2 * DAY)
            builder = builder.add_revoked_certificate(entry.build())
        key = load_pem_private_key(self._ca.private_key_pem.bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey)
        path = self._folder / name
        path.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER if der else Encoding.PEM))
        return path

    def load(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.certificate.read_bytes())
