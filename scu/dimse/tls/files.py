"""Keys, certificates and revocation lists from files, PEM or DER, into an SSL context.

Python's ssl reads DER for certificates alone; the rest becomes PEM, where it must in a private file that is gone at
once. Whatever a file lacks is said with its name, and before anything is sent. No password gets into an error.
"""

from __future__ import annotations

import base64
import os
import re
import ssl
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from scu.errors import FileProblem, UsageError

Password = str | Callable[[str], str] | None

_PEM_BLOCK: Final = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----", re.DOTALL)
_CERTIFICATES: Final = frozenset({b"CERTIFICATE", b"X509 CERTIFICATE"})
_CRLS: Final = frozenset({b"X509 CRL"})
_REMEDY: Final = "check the path, and that this user may read what is there"
_LONGEST_PASSWORD: Final = 1024  # OpenSSL's PEM_BUFSIZE
# The group ffdhe2048 of RFC 7919 appendix A.1.
_FFDHE_2048: Final = b"""\
-----BEGIN DH PARAMETERS-----
MIIBCAKCAQEA//////////+t+FRYortKmq/cViAnPTzx2LnFg84tNpWp4TZBFGQz
+8yTnc4kmz75fS/jY2MMddj2gbICrsRhetPfHtXV/WVhJDP1H18GbtCFY2VVPe0a
87VXE15/V8k1mE8McODmi3fipona8+/och3xWKE2rec1MKzKT0g6eXq8CrGCsyT7
YdEIqUuyyOP7uWrat2DX9GgdT0Kj3jlN9K5W7edjcrsZCwenyO4KbXCeAvzhzffi
7MA0BM0oNC9hkXL+nOmFg/+OTxIy7vKBg8P+OxtMb61zO7X8vC7CIAXFjvGDfRaD
ssbzSibBsu/6iGtCOGEoXJf//////////wIBAg==
-----END DH PARAMETERS-----
"""
_SEQUENCE, _INTEGER, _OCTET_STRING = 0x30, 0x02, 0x04  # DER tags (X.690 8.1)


def load_trusted(context: ssl.SSLContext, files: Sequence[Path], folders: Sequence[Path]) -> int:
    """Trust the certificates of these files, and of each file of these folders that holds any.

    Folders may hold revocation lists too; other files in them are passed over.

    Returns:
        the number of revocation lists that came with the folders.

    Raises:
        FileProblem: one cannot be read, or holds no certificate.
    """
    for path in files:
        if not _add_certificates(context, read(path, "trusted certificate")):
            raise _unusable(path, "no certificate")
    lists = 0
    for folder in folders:
        found = False
        for path in _files(folder):
            data = read(path, "trusted certificate")
            found |= _add_certificates(context, data)
            lists += _add_crls(context, data)
        if not found:
            raise _unusable(folder, "no certificate")
    return lists


def load_crls(context: ssl.SSLContext, files: Sequence[Path]) -> None:
    """Add revocation lists.

    Raises:
        FileProblem: one cannot be read, or holds no revocation list.
    """
    for path in files:
        if not _add_crls(context, read(path, "revocation list")):
            raise _unusable(path, "no revocation list")


def load_identity(
    context: ssl.SSLContext, key_file: Path, certificate_file: Path, password: Password, *, der: bool
) -> None:
    """Show this certificate, which may be a chain, and sign with this key.

    Args:
        password: the key's password, or who to ask for it with a prompt; None for no password.
        der: whether both files are DER, else PEM.

    Raises:
        FileProblem: a file cannot be read or is malformed, or the two do not belong together.
        UsageError: the files are of the other format, or the password is wrong or missing.
    """
    key = _of_format(key_file, read(key_file, "private key"), der)
    certificate = _of_format(certificate_file, read(certificate_file, "certificate"), der)
    if not _add_certificates(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), certificate):
        raise _unusable(certificate_file, "no certificate")
    answer = _Answer(password, key_file)
    try:
        if der:
            pem = ssl.DER_cert_to_PEM_cert(certificate).encode() + _armour(_key_label(key, key_file), key)
            with _private_file(pem) as name:
                context.load_cert_chain(name, password=answer)
        else:
            context.load_cert_chain(certificate_file, key_file, password=answer)
    except ssl.SSLError as error:
        raise _identity_problem(error, key_file, certificate_file, answer) from None


def load_dh_parameters(context: ssl.SSLContext) -> None:
    """Let an acceptor do the DHE cipher suites, with 2048 bits as PS3.15 wants: Python's contexts have no group."""
    with _private_file(_FFDHE_2048) as name:
        context.load_dh_params(name)


def read(path: Path, what: str) -> bytes:
    """All of the file.

    Raises:
        FileProblem: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileProblem(f"the {what} {path} cannot be read: {error.strerror}", remedy=_REMEDY) from error


class _Answer:
    """What OpenSSL calls when a key is encrypted."""

    def __init__(self, password: Password, key_file: Path) -> None:
        self._password = password
        self._key_file = key_file
        self.called = False

    def __call__(self) -> bytes:
        self.called = True
        password = self._password
        if callable(password):
            password = password(f"Password of the private key {self._key_file}: ")
        if password is None:
            raise UsageError(
                f"the private key {self._key_file} is encrypted, and there is no password for it",
                remedy="give it with --use-passwd, or let --std-passwd ask for it",
            )
        answer = password.encode("utf-8", "surrogateescape")
        if len(answer) > _LONGEST_PASSWORD:
            raise _wrong_password(self._key_file)
        return answer


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        message = f"the folder of certificates {folder} cannot be read: {error.strerror}"
        raise FileProblem(message, remedy=_REMEDY) from error


def _unusable(path: Path, lack: str) -> FileProblem:
    return FileProblem(
        f"{path} holds {lack} that can be read",
        cause="it is something else, or damaged; PEM and DER are understood",
        remedy="name the right file; `openssl x509 -in FILE -text` or `openssl crl -in FILE -text` shows what it is",
    )


def _blocks(data: bytes, labels: frozenset[bytes]) -> list[bytes]:
    return [block.group(0) for block in _PEM_BLOCK.finditer(data) if block.group(1) in labels]


def _add_certificates(context: ssl.SSLContext, data: bytes) -> bool:
    """Trust the certificates of PEM or DER data; whether there were any, all of them sound."""
    blocks = _blocks(data, _CERTIFICATES)
    if not blocks and not _is_der(data):
        return False
    try:
        if blocks:
            context.load_verify_locations(cadata=b"\n".join(blocks).decode("ascii") + "\n")
        else:
            context.load_verify_locations(cadata=data)
    except (ssl.SSLError, UnicodeDecodeError):
        return False
    return True


def _add_crls(context: ssl.SSLContext, data: bytes) -> int:
    """Add the revocation lists of PEM or DER data; how many there were.

    Only those: a certificate beside them in the file does not become trusted.
    """
    blocks = [_armour(b"X509 CRL", data)] if _is_der(data) else _blocks(data, _CRLS)
    if not blocks:
        return 0
    with _private_file(b"\n".join(blocks) + b"\n") as name:
        try:
            context.load_verify_locations(cafile=name)
        except ssl.SSLError:
            return 0
    return len(blocks)


def _is_der(data: bytes) -> bool:
    return data[:1] == bytes([_SEQUENCE]) and b"-----BEGIN " not in data


def _of_format(path: Path, data: bytes, der: bool) -> bytes:
    """The data, if it is of the format that was said."""
    if b"-----BEGIN " in data and der:
        raise UsageError(f"{path} is a PEM file, and --der-keys says DER", remedy="leave out --der-keys")
    if _is_der(data) and not der:
        raise UsageError(
            f"{path} is a DER file, and --pem-keys, the default, says PEM",
            remedy="give --der-keys; the key and its certificate must both be DER then",
        )
    return data


def _armour(label: bytes, data: bytes) -> bytes:
    return b"-----BEGIN " + label + b"-----\n" + base64.encodebytes(data) + b"-----END " + label + b"-----\n"


def _key_label(data: bytes, path: Path) -> bytes:
    """What kind of private key the DER is, by its first elements: PKCS #8 (RFC 5958), PKCS #1 or SEC 1."""
    tag, body, _ = _element(data)
    first, _, rest = _element(body)
    if (tag, first) == (_SEQUENCE, _SEQUENCE):
        return b"ENCRYPTED PRIVATE KEY"
    labels = {_SEQUENCE: b"PRIVATE KEY", _INTEGER: b"RSA PRIVATE KEY", _OCTET_STRING: b"EC PRIVATE KEY"}
    label = labels.get(_element(rest)[0])
    if (tag, first) != (_SEQUENCE, _INTEGER) or label is None:
        raise _unusable(path, "no private key")
    return label


def _element(data: bytes) -> tuple[int, bytes, bytes]:
    """The tag and contents of the first DER element, and what follows it; tag 0 where there is none."""
    if len(data) < 2:
        return 0, b"", b""
    length, at = data[1], 2
    if length & 0x80:
        at += length & 0x7F
        length = int.from_bytes(data[2:at], "big")
    return data[0], data[at : at + length], data[at + length :]


@contextmanager
def _private_file(data: bytes) -> Iterator[str]:
    """The name of a file that only this user can read and that is gone when the block ends."""
    try:
        descriptor, name = tempfile.mkstemp(prefix="scu-")
    except OSError as error:
        raise FileProblem(f"no temporary file can be made: {error.strerror}") from error
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
        yield name
    finally:
        os.unlink(name)


def _wrong_password(key_file: Path) -> UsageError:
    return UsageError(
        f"the password of the private key {key_file} is wrong",
        cause="a typing error, or the password of another key; a damaged file looks the same",
        remedy="give the right one with --use-passwd, or let --std-passwd ask for it",
    )


def _identity_problem(
    error: ssl.SSLError, key_file: Path, certificate_file: Path, answer: _Answer
) -> FileProblem | UsageError:
    reason = error.reason or ""
    if reason in ("KEY_VALUES_MISMATCH", "KEY_TYPE_MISMATCH", "NO_CERTIFICATE_ASSIGNED"):
        return FileProblem(
            f"the private key {key_file} does not belong to the certificate {certificate_file}",
            remedy="name the key that the certificate was made for, and the file that has this certificate first",
        )
    if reason.endswith(("_TOO_SMALL", "_TOO_WEAK")):
        return FileProblem(
            f"{ssl.OPENSSL_VERSION} finds the certificate {certificate_file} too weak",
            comment=reason.replace("_", " ").lower(),
            remedy="have a new one made with an RSA key of 2048 bits or more, or an elliptic one, and with SHA-256",
        )
    if answer.called:
        return _wrong_password(key_file)
    return FileProblem(
        f"{key_file} holds no private key that can be read",
        cause="it is something else, or damaged, or of a kind that this OpenSSL does not know",
        remedy="name the right file; `openssl pkey -in FILE -noout` tells whether it is a private key",
    )
