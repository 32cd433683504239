"""The names of the files that received objects go to, and what happens when one is taken."""

from __future__ import annotations

from enum import Enum


class FileNames(Enum):
    """`UID` is <SOPInstanceUID>.dcm, `DCMTK` its <prefix>.<SOPInstanceUID>, where the prefix tells the SOP class.

    `PLAIN` is the UID alone, as DCMTK's getscu has it in bit-preserving mode.
    """

    UID = "uid"
    DCMTK = "dcmtk"
    PLAIN = "plain"

    def file_name(self, sop_class_uid: str, sop_instance_uid: str, number: int = 0) -> str:
        """Return the name of an object's file; a `number` tells it from others that have the same UID.

        With a dot before the number it would be the name of an object of another UID.
        """
        if self is FileNames.UID:
            return f"{sop_instance_uid}_{number}.dcm" if number else f"{sop_instance_uid}.dcm"
        name = sop_instance_uid
        if self is FileNames.DCMTK:
            from scu.storage.prefixes import PREFIXES, UNKNOWN

            name = f"{PREFIXES.get(sop_class_uid, UNKNOWN)}.{name}"
        return f"{name}_{number}" if number else name


class OnExists(Enum):
    """What happens to an object whose file name is taken.

    `KEEP`: the same object takes the place of the file, a different one gets a name of its own. `OVERWRITE`: it takes
    the place of whatever is there. `SKIP`: what is there stays. `ERROR`: so it does, and the object is refused.
    """

    KEEP = "keep"
    OVERWRITE = "overwrite"
    SKIP = "skip"
    ERROR = "error"
