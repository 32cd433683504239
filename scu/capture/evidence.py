"""A bundle of what happened, for who has to judge it: one JSON document, written at the end, however that comes.

::

    {
      "evidence": 1,                  the version of this form
      "scu": {…}                      versions: scu, Python, pydicom, pynetdicom, OpenSSL, the system
      "began": "2024-02-29T11:22:33.123456+01:00", "seconds": 1.234,
      "command": ["scu", "find", …],  without values of keys, names of files, passwords
      "environment": ["SCU_HOST", …]  the names of variables that count
      "network": {…},                 time limits and so on, as the options say
      "connections": {"count", "left_out", "items": [
        {"connection": 1, "opened_by": "us", "local", "remote", "tls", "opened",
         "proposed": {…}, "presentation_contexts": [{…, "result", "meaning"}], "answered": {…},
         "ended": [{"at", "direction", "type": "A-RELEASE-RQ"}, …]}]},
      "messages": {"count", "left_out", "items": [
        {"connection", "direction", "type": "C-STORE-RSP", "message_id", "context_id", "began", "ended",
         "answered_in", "sop_class_uid", "sop_instance_uid", "status", "meaning", "error_comment",
         "sub_operations", "command_bytes", "data_set_bytes", …}]},
      "statuses": {"C-STORE-RSP 0000": 12, …},    of all messages
      "outcome": {"ok", "exit_status", "error": null or {"kind", "message", "comment", "cause", "remedy", …}},
      "explanations": [{"code", "meaning", "causes", "remedy", "who", "source"}, …]
    }

Times are seconds since the beginning. Of many messages it has the first 1,000 and the last 1,000, of connections 100.
Patients' data and the values of keys are in it only if that was asked for, and then as `identifier` of messages of
queries; pixels and secrets never are. UIDs of instances are, so that a server's log can be searched for them.
"""

from __future__ import annotations

import json
import logging
import os
import platform
import secrets
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from scu import __version__
from scu.capture.associating import IDENTITIES
from scu.capture.bundle import Document
from scu.capture.record import Record
from scu.errors import FileProblem, Interrupted, ScuError, UsageError
from scu.explanations import lookup
from scu.output.explanations import as_json
from scu.output.messages import error_part

if TYPE_CHECKING:
    from scu.dimse.network import Network
    from scu.dimse.tls.settings import TLSSettings

log = logging.getLogger(__name__)

VERSION: Final = 1
_VARIABLES: Final = ("DCMDICTPATH", "GDCM_ROOT_UID", "SSLKEYLOGFILE")
_SETTINGS: Final = (
    "connect_timeout",
    "acse_timeout",
    "dimse_timeout",
    "total_timeout",
    "max_pdu_length",
    "ip_version",
    "abort_at_end",
    "proxy",
)


class Evidence:
    """A context manager that writes the file at its end, whole or not at all.

    Args:
        command: the command line, as it may be shown.
        hide: takes out of a text what was typed and may not be shown.

    Attributes:
        network: the settings, when they are known.
        record: what is heard.

    Raises:
        UsageError: the file is there already.
        FileProblem: it cannot be written.
    """

    def __init__(
        self, file: Path, record: Record, command: Sequence[str], hide: Callable[[str], str], *, with_values: bool
    ) -> None:
        self.network: Network | None = None
        self._file = os.path.realpath(file)
        self.record = record
        self._command = command
        self._hide = hide
        self._with_values = with_values
        folder, name = os.path.split(self._file)
        self._temporary = os.path.join(folder, f".{name}.{os.getpid()}-{secrets.token_hex(4)}.part")
        if os.path.lexists(self._file):
            raise UsageError(f"{file} is there already", remedy="name another file, or take that one away")
        try:
            self._descriptor = os.open(self._temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise _unwritable(self._file, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write it; not of a command line that was wrong, since nothing happened."""
        try:
            with open(self._descriptor, "w", encoding="utf-8", errors="backslashreplace") as stream:
                if isinstance(error, UsageError):
                    return
                json.dump(self._document(error), stream, indent=2, ensure_ascii=False)
                stream.write("\n")
            os.replace(self._temporary, self._file)
        except OSError as problem:
            if error is None:
                unwritable = _unwritable(self._file, problem)
                unwritable.reported = True  # the document of the run is there: it is one
                raise unwritable from problem
            log.warning("the evidence cannot be written to %s: %s", self._file, problem.strerror or problem)
        finally:
            with suppress(OSError):
                os.unlink(self._temporary)

    def _document(self, error: BaseException | None) -> Document:
        heard = self.record.document()
        outcome = self._outcome(error)
        told = self.record.explanations()
        if not told and isinstance(error, ScuError):
            told = lookup.find(error.kind)  # nothing was heard: there was no connection
        return {
            "evidence": VERSION,
            "scu": _versions(),
            "began": self.record.began.isoformat(),
            "seconds": heard.pop("seconds"),
            "command": list(self._command),
            "environment": sorted(name for name in os.environ if name.startswith("SCU_") or name in _VARIABLES),
            "network": _settings(self.network),
            **heard,
            "outcome": outcome,
            "explanations": [as_json(each) for each in told],
        }

    def _outcome(self, error: BaseException | None) -> Document:
        if isinstance(error, KeyboardInterrupt):
            error = Interrupted("interrupted")
        elif isinstance(error, OSError):
            error = FileProblem(f"{error.filename or 'a file'} cannot be used: {error.strerror or error}")
        if error is None or isinstance(error, SystemExit):
            return {"ok": True, "exit_status": 0, "error": None}
        if not isinstance(error, ScuError):
            part: Document = {"kind": "bug", "message": type(error).__name__, "exit_status": 1}
        else:
            part = error_part(error, kept=not self._with_values)
            if not self._with_values:
                part = {name: self._harmless(error, name, value) for name, value in part.items()}
        return {"ok": False, "exit_status": part["exit_status"], "error": part}

    def _harmless(self, error: ScuError, name: str, value: object) -> object:
        """A part of an error without what was typed, and without names of files."""
        if not isinstance(value, str) or name == "kind":
            return value
        if isinstance(error, FileProblem):
            told = "a file or a folder cannot be read or written; its name is left out"
            return told if name == "message" else None
        return self._hide(value)


def _unwritable(file: str, error: OSError) -> FileProblem:
    return FileProblem(
        f"the evidence cannot be written to {file}: {error.strerror or error}",
        remedy="name a file in a folder that is there, and that you may write to",
    )


def _versions() -> Document:
    import ssl

    return {
        "version": __version__,
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "pydicom": metadata.version("pydicom"),
        "pynetdicom": metadata.version("pynetdicom"),
        "pynetdicom_was_used": "pynetdicom" in sys.modules,
        "openssl": ssl.OPENSSL_VERSION,
        "system": platform.platform(),
    }


def _settings(network: Network | None) -> Document | None:
    if network is None:
        return None
    identity = network.identity
    return {
        **{name: getattr(network, name) for name in _SETTINGS},
        "user_identity": IDENTITIES[identity.kind] if identity else None,
        "tls": _tls(network.tls) if network.tls else None,
    }


def _tls(settings: TLSSettings) -> Document:
    return {
        "profile": settings.profile.value,
        "own_certificate": settings.certificate_file is not None,
        "trusted_files": len(settings.trusted_files),
        "trusted_folders": len(settings.trusted_folders),
        "crl_check": settings.crl_check.value,
        "verify_peer": settings.verify_peer,
        "server_name": settings.server_name,
    }
