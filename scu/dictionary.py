"""Data dictionaries in DCMTK's format, added to pydicom's: what DCMDICTPATH names.

One attribute a line, fields separated by tabs, `#` before a comment::

    (0012,3456)             LO    AcmeName        1      ACME
    (6000-60FF,0010)        US    OverlayRows     1      DICOM
    (0011,"ACME 1.1",01)    LO    AcmePrivate     1-n    PrivateTag

A range holds even numbers, odd ones if it is written 6001-o-60FF, and both if it is written 6000-u-60FF. VM and
version may be missing. A name is a keyword: `-k`, the output and CSV headers know it from then on.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from scu.errors import FileProblem

VARIABLE = "DCMDICTPATH"
"""The environment variable that names the dictionaries."""

MAX_TAGS = 0x10000
"""Tags that one range may stand for: every group, or every element of a group."""

_VRS = {"ox": "OB or OW", "px": "OB or OW", "xs": "US or SS", "lt": "US or SS or OW", "up": "UL", "na": "NONE"}
"""What DCMTK writes for a VR that depends on other elements, a file offset, and the item tags, in pydicom's words."""

_PART = r"([0-9a-fA-F]{1,4})(?:-(?:([oeu])-)?([0-9a-fA-F]{1,4}))?"
_TAG = re.compile(rf'\(\s*{_PART}\s*,\s*(?:"([^"]+)"\s*,\s*)?{_PART}\s*\)', re.IGNORECASE)
_VM = re.compile(r"\d+(-(\d+|\d*n))?|\d*n", re.IGNORECASE)
_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_RETIRED = "RETIRED_"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the attribute, and the tags that it stands for. `creator` is None for what is not private."""

    groups: range
    elements: range
    creator: str | None
    vr: str
    name: str
    vm: str
    retired: bool

    @property
    def count(self) -> int:
        return len(self.groups) * len(self.elements)

    @property
    def tags(self) -> Iterator[int]:
        return (group << 16 | element for group, element in product(self.groups, self.elements))

    @property
    def keyword(self) -> str:
        """The keyword as the standard has it: DCMTK marks retired ones."""
        return self.name.removeprefix(_RETIRED)

    @property
    def description(self) -> str:
        return _WORD_START.sub(" ", self.keyword)

    @property
    def is_known_by_rule(self) -> bool:
        """Whether these are group lengths or private creators (PS3.5 7.2 and 7.8.1): pydicom needs no telling."""
        are_odd = self.groups[0] % 2 == 1 and (len(self.groups) == 1 or self.groups.step == 2)
        return self.elements[-1] == 0 or (are_odd and self.elements[-1] <= 0xFF)


class _Malformed(ValueError):
    """What is wrong with a line."""


def load_from_environment(environ: Mapping[str, str]) -> int:
    """Add the dictionaries that DCMDICTPATH names; without it, nothing happens, and pydicom is not imported.

    Returns how many entries there were. Raises FileProblem, as `load` does.
    """
    return load(path_list) if (path_list := environ.get(VARIABLE)) else 0


def load(path_list: str) -> int:
    """Add dictionaries to pydicom's for the life of the process; what comes later wins.

    A range gives way to a narrower one, and to a single tag, wherever they stand, pydicom's own single tags too.
    Nothing is added unless all files can be read.

    Args:
        path_list: files, separated as in PATH: by `:`, on Windows by `;`.

    Returns:
        How many entries there were.

    Raises:
        FileProblem: a file cannot be read, or a line of it makes no sense; names the file and the line.
    """
    entries = [entry for path in path_list.split(os.pathsep) if path for entry in read(path)]
    _add_standard([entry for entry in entries if entry.creator is None])
    _add_private([entry for entry in entries if entry.creator is not None])
    return len(entries)


def read(path: str) -> list[Entry]:
    """Read one dictionary. Raises FileProblem."""
    try:
        lines = Path(path).read_text("utf-8-sig", errors="replace").split("\n")
    except OSError as error:
        raise FileProblem(
            f"the dictionary {path!r} cannot be read: {error.strerror or error}",
            remedy=f"correct {VARIABLE}, which names the dictionaries",
        ) from error
    entries = []
    for number, line in enumerate(lines, start=1):
        if not (text := line.rstrip()) or text.lstrip().startswith("#"):
            continue
        try:
            entries.append(_entry(text))
        except _Malformed as error:
            raise FileProblem(
                f"the dictionary {path!r} is wrong in line {number}: {error}",
                cause="an entry is a tag, VR, name, VM and version, with one tab between",
                remedy=f"correct the line, or take the file out of {VARIABLE}",
            ) from None
    return entries


def _entry(line: str) -> Entry:
    fields = line.split("\t")
    if not 3 <= len(fields) <= 5:
        raise _Malformed(f"{len(fields)} field{'s' * (len(fields) > 1)}, where 3 to 5 should be, separated by tabs")
    tag = fields[0].strip()
    vr, name, vm, version = ("".join(field.split()) for field in [*fields[1:], *["1", ""][len(fields) - 3 :]])
    if not (found := _TAG.fullmatch(tag)):
        raise _Malformed(f"{tag!r} is no tag")
    first, group_rule, last, creator, low, element_rule, high = found.groups()
    if vr not in _VRS and vr not in _known_vrs():
        raise _Malformed(f"there is no VR {vr!r}")
    if not name:
        raise _Malformed("the name is missing")
    if not _VM.fullmatch(vm):
        raise _Malformed(f"{vm!r} is no VM")
    groups, elements = _part(first, group_rule, last), _part(low, element_rule, high)
    retired = name.startswith(_RETIRED) or "retired" in version.lower()
    entry = Entry(groups, elements, creator, _VRS.get(vr, vr), name, vm, retired)
    if entry.count > MAX_TAGS and (creator or not entry.is_known_by_rule):
        raise _Malformed(f"{tag!r} stands for more than {MAX_TAGS} tags")
    if creator and not any(group % 2 for group in groups[:2]):
        raise _Malformed(f"{tag!r} has a private creator, and its group is even")
    return entry


def _part(first: str, rule: str | None, last: str | None) -> range:
    """The numbers of half a tag: a range holds the even ones, or those that its rule says."""
    low = int(first, 16)
    if last is None:
        return range(low, low + 1)
    rule = (rule or "e").lower()
    start = low if rule == "u" or low % 2 == (rule == "o") else low + 1
    if not (numbers := range(start, int(last, 16) + 1, 1 if rule == "u" else 2)):
        raise _Malformed(f"the range {first}-{last} is empty")
    return numbers


@cache
def _known_vrs() -> frozenset[str]:
    from pydicom.valuerep import STANDARD_VR

    return frozenset(str(vr.value) for vr in STANDARD_VR)


def _add_standard(entries: list[Entry]) -> None:
    """Single tags take their place, ranges fill what is left. The first tag of a range has its keyword, as in DCMTK."""
    from pydicom import datadict
    from pydicom._dicom_dict import DicomDictionary

    found: dict[int, tuple[str, str, str, str, str]] = {}
    keywords: dict[str, int] = {}
    for entry in sorted(entries, key=lambda entry: -entry.count):
        if entry.count > 1 and entry.is_known_by_rule:
            continue
        value = (entry.vr, entry.vm, entry.description, "Retired" if entry.retired else "", entry.keyword)
        found.update((tag, value) for tag in entry.tags if entry.count == 1 or tag not in DicomDictionary)
        first = next(entry.tags)
        keywords |= {entry.keyword: first, entry.name: first}
    datadict.add_dict_entries({tag: value for tag, value in found.items() if tag >> 16 & 1 == 0})
    # Odd groups without a creator were allowed before DICOM; pydicom looks them up, but has no way to add them.
    DicomDictionary.update({tag: value for tag, value in found.items() if tag >> 16 & 1})
    datadict.keyword_dict.update(keywords)


def _add_private(entries: list[Entry]) -> None:
    """Private elements are known by their last two digits, whichever block is reserved for them (PS3.5 7.8.1)."""
    from pydicom.datadict import add_private_dict_entries

    found: dict[str, dict[int, tuple[str, str, str, str]]] = {}
    for entry in sorted(entries, key=lambda entry: -entry.count):
        value = (entry.vr, entry.vm, entry.description, "Retired" if entry.retired else "")
        known = found.setdefault(entry.creator or "", {})
        known.update((tag & 0xFFFF00FF, value) for tag in entry.tags if tag >> 16 & 1)
    for creator, tags in found.items():
        add_private_dict_entries(creator, tags)
