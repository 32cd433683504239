"""Rows of the catalogue, for people and for scripts."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable
from shutil import get_terminal_size

from scu.explanations import Explanation, Who
from scu.output.document import to_json
from scu.output.formats import Format
from scu.output.plain import safe

_NARROWEST, _WIDEST = 40, 110


def show(explanations: Iterable[Explanation], format: Format) -> None:
    """Print them: a paragraph each, or a JSON array."""
    if format is Format.JSON:
        print(to_json([as_json(each) for each in explanations], indent=2))
    else:
        print("\n\n".join("\n".join(paragraph(each)) for each in explanations))


def as_json(it: Explanation) -> dict[str, object]:
    """Return one as JSON has it."""
    return {
        "code": it.code,
        "about": list(it.about),
        "meaning": it.meaning,
        "causes": list(it.causes),
        "remedy": it.remedy,
        "who": it.who.value,
        "source": it.source,
    }


def paragraph(it: Explanation) -> list[str]:
    """Return one as lines, which fit the terminal if there is one."""
    lines = [safe(f"{it.code}: {it.meaning} ({', '.join(it.about)})")]
    if len(it.causes) == 1:
        lines.append(f"  Likely cause: {it.causes[0]}")
    elif it.causes:
        lines.append("  Likely causes:")
        lines += [f"    {number}. {cause}" for number, cause in enumerate(it.causes, 1)]
    lines.append(f"  What to do: {it.remedy}")
    if it.who is not Who.NOBODY:
        lines.append(f"  Who: {it.who.value}")
    lines.append(f"  Source: {it.source}")
    if not sys.stdout.isatty():
        return lines
    width = min(_WIDEST, max(_NARROWEST, get_terminal_size().columns))
    return [piece for line in lines for piece in _wrapped(line, width)]


def _wrapped(line: str, width: int) -> list[str]:
    indent = len(line) - len(line.lstrip())
    return textwrap.wrap(line, width, subsequent_indent=" " * (indent + 3), break_on_hyphens=False) or [""]
