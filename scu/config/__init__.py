"""The configuration file: peers by name, and which of them is meant where no host is given.

`settings` is the table of all that may stand in it, from which its pages are made. `place` says where the file is,
`file` reads and checks it, `resolution` decides between what is typed, the environment, the file and the defaults,
`passwords` finds out what is not written in the file, and `edit` changes it and leaves everything else as it was.

Nothing but `place` is imported as long as there is no file.
"""

from __future__ import annotations


def names() -> list[str]:
    """Return the names of the configured peers, in the order of the file: for completion.

    It takes milliseconds, and raises nothing: where the file cannot be read there are no names.
    """
    from scu.config import place
    from scu.errors import ScuError

    try:
        found = place.find()
        if found is None:
            return []
        import tomllib  # and not `file`, whose checks take three times as long to import

        peers = tomllib.loads(found.read_text("utf-8-sig")).get("peers")
        return list(peers) if isinstance(peers, dict) else []
    except (ScuError, OSError, ValueError):
        return []
