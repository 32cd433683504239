"""What people read of the old command lines: the help of each tool, and the tables of old option and ours."""

from __future__ import annotations

from scu.compat.table import Option, Tool

_INTRODUCTION = """\
# The old options, and ours

`scu gdcmscu`, `scu getscu`, `scu echoscu`, `scu storescu`, `scu findscu`, `scu movescu` and `scu dcmsend` take the
command lines of GDCM's and DCMTK's tools as they are. So `alias getscu='scu getscu'` does, or a symbolic link to `scu`
that is called `getscu`. With `--translate` they print the same request in scu's own words, and stop.

What is different:

- The exit statuses are scu's: 0 done; 1 the server answered with a failure, or the result is partial; 2 usage, nothing
  was sent; 3 no association, or it was lost; 4 a local file or port; 130 interrupted.
- Results go to standard output, everything else to standard error; both are as scu writes them.
- A connection is given up after 10 seconds an address, and an operation after 60 seconds of silence (as DCMTK's
  socket timeout has it), where no other limit is said.
- Of exclusive options the rightmost counts, as in DCMTK; of gdcmscu's levels --image before --series, --patient and
  --study, and of its log options the most talkative. Where a key is given twice its last value counts.
- gdcmscu moves and gets with at least one value to ask for, and without wildcards.
- A text in a key goes out with its character set, where DCMTK leaves that to guess.
- storescu and dcmsend put uncompressed files into other uncompressed transfer syntaxes, where the server wants that,
  and so does scu. dcmsend decompresses, too: what is compressed without loss and, with --decompress-lossy, the rest.
  gdcmscu sends a file as it is, or not.
- findscu's --extract and --extract-xml go on after the files that are there, and the matches are shown too.
- A received object never overwrites a different one of the same UID.
"""


def help_of(tool: Tool) -> str:
    """Return what `scu TOOL --help` shows."""
    rows = [(_signature(option), option.described()) for option in tool.options]
    width = max(len(old) for old, _ in rows)
    head = f"Usage: scu {tool.name} {tool.usage}\n\n{_does(tool)}\n\nIts options, and what they are in scu:\n"
    return head + "".join(f"  {old:{width}}  {ours}\n" for old, ours in rows)


def _does(tool: Tool) -> str:
    does = f"`scu {tool.verb}`" if tool.verb else "the verb of its mode, else `scu echo`"
    return f"Takes the command lines of {tool.name} and does {does}."


def _signature(option: Option) -> str:
    return " ".join((*option.names.split(), option.takes)).strip()


def markdown(tools: tuple[Tool, ...]) -> str:
    """Return the document of all tables."""
    return _INTRODUCTION + "".join(_table(tool) for tool in tools)


def _table(tool: Tool) -> str:
    said = [*tool.defaults.values(), *([tool.always] if tool.always else [])]
    rows = "".join(f"| `{_signature(option)}` | {_cell(option)} |\n" for option in tool.options)
    return (
        f"\n## {tool.name}\n\n{_does(tool)}\n\n"
        f"Where nothing else is typed: `{' '.join(said)}`.\n\n"
        f"| {tool.name} | scu |\n|---|---|\n{rows}"
    )


def _cell(option: Option) -> str:
    if option.refused or not option.ours:
        return option.described()
    return f"`{option.ours} {option.takes}".strip() + "`" + (f" ({option.note})" if option.note else "")


if __name__ == "__main__":
    from scu.compat import tools

    print(markdown(tools()), end="")
