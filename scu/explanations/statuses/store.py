"""The statuses of C-STORE (PS3.4 B.2.3)."""

from __future__ import annotations

from typing import Final

from scu.explanations import Who
from scu.explanations.statuses.rows import LOG, STORE, failure, warning

ROWS: Final = (
    failure(
        (STORE,),
        (0xA700, 0xA7FF),
        "Refused: Out of Resources",
        ("the server's disk is full, or nearly", "it is too busy to take more at the moment"),
        "ask the PACS administrator to make room; then send the rest with --retry or --resume",
        "PS3.4 B.2.3",
    ),
    failure(
        (STORE,),
        (0xA900, 0xA9FF),
        "Data Set Does Not Match SOP Class",
        (
            "the object lacks attributes that its SOP class requires, or calls itself by another SOP class",
            "the server checks more than the standard asks for",
        ),
        "look at the object with a validator such as dciodvfy; its maker must mend it, or --set what is wrong",
        "PS3.4 B.2.3",
        Who.YOU,
    ),
    failure(
        (STORE,),
        0xC210,
        "Cannot Understand",
        ("a server built on pynetdicom could not decode the object: it is damaged, or in another transfer syntax",),
        "read the file with dcmdump; if that can, " + LOG,
        "PS3.4 B.2.3; pynetdicom",
        Who.YOU,
    ),
    failure(
        (STORE,),
        0xC211,
        "Cannot Understand",
        ("a server built on pynetdicom met an error in its own program while it took the object",),
        LOG,
        "PS3.4 B.2.3; pynetdicom",
    ),
    failure(
        (STORE,),
        (0xC000, 0xCFFF),
        "Cannot Understand",
        (
            "the server cannot decode the object, or lacks an attribute that it needs to file it",
            "the object is of a patient, study or order that the server does not take",
            "the server met an error of its own",
        ),
        "check that the object has Patient ID, Study, Series and SOP Instance UID; then " + LOG,
        "PS3.4 B.2.3",
    ),
    warning(
        (STORE,),
        0xB000,
        "Coercion of Data Elements",
        ("the server has changed attributes to fit its own records, the patient's name for one",),
        "nothing, if that is what the site wants; the object is stored",
        "PS3.4 B.2.3",
    ),
    warning(
        (STORE,),
        0xB006,
        "Element Discarded",
        ("the server has left out attributes that it does not keep",),
        "check that nothing is lost that is needed; the object is stored",
        "PS3.4 B.2.3",
    ),
    warning(
        (STORE,),
        0xB007,
        "Data Set Does Not Match SOP Class",
        ("the object does not keep to its SOP class in all, and was taken nevertheless",),
        "look at the object with a validator such as dciodvfy; the object is stored",
        "PS3.4 B.2.3",
        Who.YOU,
    ),
)
