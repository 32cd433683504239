"""What a server would take: the acceptance matrix of `scu store --probe`, and what has changed since an earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from scu.errors import FileProblem, Partial, ScuError
from scu.output.plain import amount, safe
from scu.output.report import Facts, Report, Result, View
from scu.results import Acceptance, Instance, Peer

Kind: TypeAlias = tuple[str, str]
"""A SOP class UID and a transfer syntax UID."""

ADDED: Final = "added"
REMOVED: Final = "removed"


class Earlier:
    """What a JSON document of --probe says that was taken.

    Raises:
        FileProblem: it cannot be read, or is no such document.
    """

    def __init__(self, path: str) -> None:
        import json

        self.path = path
        try:
            with open(path, encoding="utf-8-sig") as stream:
                document = json.load(stream)
        except OSError as error:
            raise FileProblem(f"{path} cannot be read: {error.strerror}") from error
        except (ValueError, RecursionError) as error:
            raise self._no_document(str(error)) from error
        rows = document.get("acceptance") if isinstance(document, dict) else None
        if not isinstance(rows, list) or not all(map(_is_row, rows)):
            raise self._no_document("it has no acceptance matrix")
        self.accepted: Mapping[Kind, bool | None] = {
            (row["sop_class_uid"], row["transfer_syntax_uid"]): row["accepted"] for row in rows
        }

    def _no_document(self, why: str) -> FileProblem:
        return FileProblem(
            f"{self.path} is nothing to compare with: {why}",
            remedy="name a file with what `scu store --probe --format json` wrote",
        )

    def change(self, now: Acceptance) -> str:
        """Return whether it was added or removed since; empty if neither, or if one of both times did not say."""
        before = self.accepted.get(now.kind)
        if None in (before, now.accepted) or before == now.accepted:
            return ""
        return ADDED if now.accepted else REMOVED


def _is_row(row: object) -> bool:
    return (
        isinstance(row, dict)
        and all(isinstance(row.get(name), str) for name in ("sop_class_uid", "transfer_syntax_uid"))
        and isinstance(row.get("accepted", ""), bool | None)
    )


class AcceptanceReport(Report):
    """Of `scu store --probe`. What is asked, and not answered in the end, has no answer."""

    command = "store"

    def __init__(self, peer: Peer, *views: View, earlier: Earlier | None = None) -> None:
        super().__init__(peer, *views)
        self.acceptances: list[Acceptance] = []
        self._earlier = earlier
        self._unsendable: list[Instance] = []

    def add(self, result: Result) -> None:
        if isinstance(result, Acceptance):
            self.acceptances.append(result)
        elif isinstance(result, Instance):
            self._unsendable.append(result)
        super().add(result)

    def change(self, acceptance: Acceptance) -> str:
        """Return how it has changed since the earlier document, if there is one."""
        return self._earlier.change(acceptance) if self._earlier else ""

    def _changed(self, change: str) -> list[Acceptance]:
        return [each for each in self.acceptances if self.change(each) == change]

    def _count(self, accepted: bool | None) -> int:
        return sum(each.accepted is accepted for each in self.acceptances)

    def _files(self) -> tuple[int, int]:
        """How many files it takes as they are, of how many."""
        of = sum(each.files for each in self.acceptances) + len(self._unsendable)
        return sum(each.files for each in self.acceptances if each.accepted), of

    def verdict(self) -> ScuError | None:
        taken, of = self._files()
        if taken < of:
            return self._files_refused(of - taken, of)
        if removed := self._changed(REMOVED):
            return Partial(
                f"{amount(len(removed), 'kind')} of objects that {self.peer.called_ae_title} took are refused now",
                comment=_words(removed[0]),
                cause="the server was set up anew, or replaced",
                remedy="ask the PACS administrator whether that is meant",
            )
        if unknown := self._count(None):
            first = next(each for each in self.acceptances if each.accepted is None)
            return Partial(
                f"no answer about {unknown:,} of {amount(len(self.acceptances), 'kind')} of objects",
                comment=first.reason,
                cause="the server turned some of the associations away",
                remedy="try again; a server that turns away what it takes nothing of will do so again",
            )
        return None

    def _files_refused(self, count: int, of: int) -> Partial:
        refused = [each for each in self.acceptances if each.files and not each.accepted]
        if not refused:
            first = self._unsendable[0]
            return Partial(
                f"{count:,} of {amount(of, 'file')} cannot be sent", cause=first.reason, file=first.file or ""
            )
        kinds = list(dict.fromkeys(" in ".join(names(each)) for each in refused))
        return Partial(
            f"{self.peer.called_ae_title} would not take {count:,} of {_as_they_are(of)}",
            comment="; ".join(dict.fromkeys(each.reason for each in refused)),
            cause=f"it does not take {', '.join(kinds)}",
            remedy=f"ask the PACS administrator to enable that for {self.peer.calling_ae_title!r}; where a transfer "
            "syntax is refused, `scu store` converts what it can without loss (--transcode)",
        )

    def facts(self) -> Facts:
        if not self.acceptances:
            return []
        counts = [f"{self._count(True):,} of {amount(len(self.acceptances), 'kind')} of objects"]
        if unknown := self._count(None):
            counts.append(f"no answer about {unknown:,}")
        facts = [("Server", self._where()), ("Accepted", ", ".join(counts))]
        taken, of = self._files()
        if of:
            facts.append(("Files", f"{taken:,} of {_as_they_are(of, 'would be taken ')}"))
        return [*facts, *self._changes()]

    def _changes(self) -> Iterator[tuple[str, str]]:
        if self._earlier is None:
            return
        added, removed = self._changed(ADDED), self._changed(REMOVED)
        yield "Compared with", f"{safe(self._earlier.path)}: {len(added):,} added, {len(removed):,} removed"
        yield from (("Added", ", ".join(names(each))) for each in added)
        yield from (("Removed", _words(each)) for each in removed)

    def rows(self) -> Iterator[dict[str, object]]:
        """Yield what JSON and CSV have of each kind of objects."""
        for each in self.acceptances:
            sop_class, syntax = names(each)
            row: dict[str, object] = {
                "sop_class_uid": each.sop_class_uid,
                "sop_class": sop_class,
                "transfer_syntax_uid": each.transfer_syntax_uid,
                "transfer_syntax": syntax,
                "accepted": each.accepted,
                "reason": each.reason or None,
                "files": each.files,
            }
            yield row if self._earlier is None else {**row, "change": self.change(each) or None}

    def document(self) -> dict[str, object]:
        taken, of = self._files()
        compared = self._earlier and {
            "with": self._earlier.path,
            ADDED: [each.kind for each in self._changed(ADDED)],
            REMOVED: [each.kind for each in self._changed(REMOVED)],
        }
        return {
            **super().document(),
            "probe": {
                "asked": len(self.acceptances),
                "accepted": self._count(True),
                "refused": self._count(False),
                "unanswered": self._count(None),
                "files": of,
                "files_taken": taken,
            },
            "compared": compared,
            "acceptance": list(self.rows()),
        }


def names(acceptance: Acceptance) -> tuple[str, str]:
    """Return the names of the SOP class and the transfer syntax; what is private is called by its UID."""
    from pydicom.uid import UID

    return safe(UID(acceptance.sop_class_uid).name), safe(UID(acceptance.transfer_syntax_uid).name)


def _as_they_are(files: int, verb: str = "") -> str:
    return f"{amount(files, 'file')} {verb}as {'it is' if files == 1 else 'they are'}"


def _words(acceptance: Acceptance) -> str:
    return f"{', '.join(names(acceptance))}: {acceptance.reason}"
