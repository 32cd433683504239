"""The configuration file, changed: what is not changed stays as it is, to the last blank.

Tables come and go as lines; what is within a line, or spelled in another way, is tomlkit's to change. Whatever comes
out has to say what was meant, by tomllib, or it is not written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path

from scu.config import file
from scu.config.lines import end_of_table, line_of, split
from scu.config.rewriting import rewritten
from scu.config.settings import Value
from scu.errors import UsageError

Document = MutableMapping[str, object]
_BOM = "\ufeff"


def add(path: Path, name: str, values: Mapping[str, Value], *, replace: bool = False, default: bool = False) -> None:
    """Write a peer into the file, which is made if it is not there.

    Args:
        values: its settings.
        replace: whether there may be one of that name, which is then changed in its place.
        default: whether it becomes the default peer.

    Raises:
        UsageError: there is one of that name, or the file makes no sense, before or after.
        FileProblem: it cannot be written.
    """
    with rewritten(path) as written:
        text = written.text
        known = file.configuration(text, path)
        if name in known.peers and not replace:
            raise UsageError(
                f"there is a peer {name} already, in {known.peers[name].place()}",
                remedy="choose another name, or say --replace",
            )
        new = replaced(text, name, values) if name in known.peers else appended(text, name, values)
        meant = file.parse(text, path)
        meant["peers"] = {**file.tables(meant), name: dict(values)}
        if default:
            new = _with_default(new, name)
            meant["default"] = name
        written.text = _checked(new, meant, path)


def remove(path: Path, name: str) -> bool:
    """Take a peer out of the file. Return whether it was the default peer; then there is none any more.

    Raises:
        UsageError: there is none of that name, or the file makes no sense.
        FileProblem: it cannot be written.
    """
    with rewritten(path) as written:
        text = written.text
        known = file.configuration(text, path)
        was_default = known.peer(name).name == known.default
        meant = file.parse(text, path)
        meant["peers"] = {key: table for key, table in file.tables(meant).items() if key != name}
        new = removed(text, name)
        if was_default:
            new = _without_default(new)
            del meant["default"]
        written.text = _checked(new, meant, path)
    return was_default


def _checked(text: str, meant: dict[str, object], path: Path) -> str:
    """The text, if it says what is meant; an empty table of peers is as good as none."""
    file.configuration(text, path)
    said = file.parse(text, path)
    if {"peers": {}, **said} != meant:
        raise UsageError(
            f"{path} is written in a way that cannot be changed here",
            remedy="change it with an editor; nothing is lost",
        )
    return text


def appended(text: str, name: str, values: Mapping[str, Value]) -> str:
    """Return the text of a file with one more peer at its end."""
    import tomlkit

    key = tomlkit.key(["peers", name]).as_string()
    end = _line_end(text)
    new = f"[{key}]\n{tomlkit.dumps(values)}".replace("\n", end)
    if not text.removeprefix(_BOM):
        return text + new
    if not text.endswith("\n"):  # nor shall the new one
        return text + 2 * end + new.removesuffix(end)
    return text + end + new


def removed(text: str, name: str) -> str:
    """Return the text of a file without a peer; after `appended`, what it was before."""
    if (header := _header(text, name)) is None:
        return _changed(text, lambda document: _mapping(document, "peers").pop(name))
    bom, lines = text[: text.startswith(_BOM)], split(text.removeprefix(_BOM))
    last = end_of_table(text, header)
    before, table, after = lines[: header - 1], lines[header - 1 : last], lines[last:]
    if before and not before[-1].strip() and not (after and after[0].strip()):
        before.pop()  # the blank line between it and what is before
    if before and not after and not table[-1].endswith("\n"):
        before[-1] = before[-1].removesuffix("\n").removesuffix("\r")
    return bom + "".join(before + after)


def replaced(text: str, name: str, values: Mapping[str, Value]) -> str:
    """Return the text of a file with other settings of a peer; comments stay."""
    import tomlkit

    header = _header(text, name)
    new: dict[str, Value] = {}

    def change(document: Document) -> None:
        table = _mapping(_mapping(document, "peers"), name)
        for key in [key for key in table if key not in values]:
            del table[key]
        for key, value in values.items():
            if key in table or header is None:
                if table.get(key) != value:
                    table[key] = value
            else:
                new[key] = value

    text = _changed(text, change)
    header = _header(text, name)
    if header is None or not new:
        return text
    # tomlkit would put them behind the comments that are about the next table.
    lines, last = split(text), end_of_table(text, header)
    end = _line_end(text)
    if not lines[last - 1].endswith("\n"):
        lines[last - 1] += end
    return "".join([*lines[:last], tomlkit.dumps(new).replace("\n", end), *lines[last:]])


def _header(text: str, name: str) -> int | None:
    """The line with [peers.NAME]; None where the peer is spelled in another way."""
    line = line_of(text, ("peers", name))
    return line if line and split(text)[line - 1].strip("\ufeff \t").startswith("[") else None


def _with_default(text: str, name: str) -> str:
    return _changed(text, lambda document: document.update(default=name))


def _without_default(text: str) -> str:
    line = line_of(text, ("default",))
    lines = split(text)
    if line is None:
        return _changed(text, lambda document: document.pop("default"))
    del lines[line - 1]
    if line == 1 and lines and not lines[0].strip():
        del lines[0]
    return "".join(lines)


def _changed(text: str, change: Callable[[Document], object]) -> str:
    """The text after a change by tomlkit, which knows neither a byte order mark nor, in new lines, CR LF."""
    import tomlkit

    bom, end = text[: text.startswith(_BOM)], _line_end(text)
    document = tomlkit.parse(text.removeprefix(_BOM).replace("\r\n", "\n"))
    change(document)
    return bom + tomlkit.dumps(document).replace("\n", end)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _mapping(table: Document, key: str) -> Document:
    found = table[key]
    if not isinstance(found, MutableMapping):
        raise TypeError(f"{key} is no table")
    return found
