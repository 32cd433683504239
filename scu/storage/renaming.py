"""Files that were sent, or could not be, get another name, so that the next run leaves them alone."""

from __future__ import annotations

import logging
import os

from scu.results import Instance

log = logging.getLogger(__name__)


class Renaming:
    """Appends `.done` to the name of a file that was stored, and `.bad` where that failed or it could not be sent.

    What may have been stored or not keeps its name, as does a file whose new name is taken.
    """

    def __init__(self) -> None:
        self._kept, self._why = 0, ""

    def take(self, instance: Instance) -> None:
        """Take the last word on one file, and rename it."""
        if instance.file is None or instance.unconfirmed or not os.path.isfile(instance.file):
            return
        new = instance.file + (".done" if instance.status and instance.status.ok else ".bad")
        try:
            if os.path.lexists(new):
                raise FileExistsError(17, "its new name is taken")
            os.rename(instance.file, new)
        except OSError as problem:
            self._kept += 1
            self._why = self._why or problem.strerror or str(problem)
            log.debug("%s keeps its name: %s", instance.file, problem.strerror)

    def end(self) -> None:
        """Say how many could not be renamed. Names of files may be patients', and are for --debug."""
        if self._kept:
            kept = "1 file keeps its name" if self._kept == 1 else f"{self._kept} files keep their names"
            log.warning("%s: %s (--debug names %s)", kept, self._why, "it" if self._kept == 1 else "them")
