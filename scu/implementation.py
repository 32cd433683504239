"""What scu calls itself to peers and in files (PS3.7 D.3.3.2, PS3.10 7.1)."""

import re
from typing import Final

from scu import __version__
from scu.errors import UsageError

CLASS_UID = "2.25.149728556144136633944410307580207664640"
"""Derived from a UUID (PS3.5 B.2), which needs no registered root; `use_root` changes it."""

VERSION_NAME: Final = f"SCU_{__version__}"[:16]

_SUFFIX: Final = ".115.99.117"  # s, c and u in ASCII
_LONGEST: Final = 64  # PS3.5 9.1
_ENOUGH: Final = 20  # digits, that two UIDs are not the same
_ROOT: Final = re.compile(r"[0-2](\.(0|[1-9][0-9]*))+")


def use_root(root: str, what: str) -> None:
    """Put the UIDs that are made from now on under a root of the user's own.

    Args:
        what: where it was said, for the error.

    Raises:
        UsageError: it is no root of UIDs.
    """
    global CLASS_UID
    if not _ROOT.fullmatch(root):
        raise UsageError(
            f"{what} is a root of UIDs, not {root!r}",
            cause="numbers with dots between, of which none begins with a zero and the first is 0, 1 or 2",
            remedy="for example 1.2.826.0.1.3680043.8.498",
        )
    if len(root + _SUFFIX) > _LONGEST:
        raise UsageError(f"{what} is too long: {len(root)} characters, and {_LONGEST - len(_SUFFIX)} are the most")
    CLASS_UID = root + _SUFFIX


def is_uid(text: str) -> bool:
    """Whether it is a valid UID (PS3.5 9.1)."""
    return len(text) <= _LONGEST and _ROOT.fullmatch(text) is not None


def make_uid(*names: str) -> str:
    """A UID that these names determine: under the root of the user's own, else from a UUID."""
    from hashlib import sha512

    name = "/".join(names)
    room = _LONGEST - len(CLASS_UID) - 1
    if not CLASS_UID.endswith(_SUFFIX) or room < _ENOUGH:
        return uid_from_uuid(name)
    return f"{CLASS_UID}.{str(int.from_bytes(sha512(name.encode()).digest()))[:room]}"


def uid_from_uuid(name: str) -> str:
    """A UID that a name determines, without a root (PS3.5 B.2, RFC 9562 5.5)."""
    from uuid import NAMESPACE_OID, uuid5

    return f"2.25.{uuid5(NAMESPACE_OID, name).int}"
