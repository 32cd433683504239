"""`python -m tools.pages [--check]`: write what is generated, or tell what is no longer true."""

from __future__ import annotations

import sys
from pathlib import Path

from scu import compat
from scu.commands.completion import Shell
from scu.compat.pages import markdown
from tools.pages import manual, shells

ROOT = Path(__file__).parents[2]
MEND = "make generate"


def generated() -> dict[Path, str]:
    """Every file that is generated, and what it should hold."""
    completions = {Path("completions", Shell(shell).file): text for shell, text in shells.scripts().items()}
    pages = {Path("man", f"man{page.section}", page.file): page.text() for page in manual.pages()}
    return {**completions, **pages, Path("docs", "old-options.md"): markdown(compat.tools())}


def stale() -> list[Path]:
    """The files that are missing, out of date, or no longer generated."""
    wanted = generated()
    there = {
        path.relative_to(ROOT)
        for folder in ("completions", "man")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    return sorted(there - wanted.keys()) + [
        path for path, text in wanted.items() if not (ROOT / path).is_file() or (ROOT / path).read_text("utf-8") != text
    ]


def main() -> int:
    out_of_date = stale()
    if "--check" in sys.argv[1:]:
        for path in out_of_date:
            print(f"{path} is out of date: `{MEND}` mends it", file=sys.stderr)
        return bool(out_of_date)
    wanted = generated()
    for path in out_of_date:
        target = ROOT / path
        if path in wanted:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(wanted[path], encoding="utf-8")
        else:
            target.unlink()
        print(f"{'wrote' if path in wanted else 'removed'} {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
