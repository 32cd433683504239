"""The statuses of C-FIND (PS3.4 C.4.1.1.4)."""

from __future__ import annotations

from typing import Final

from scu.explanations import Who
from scu.explanations.statuses.rows import FIND, LOG, Row, failure, warning, well
from scu.results import Category

ROWS: Final = (
    failure(
        (FIND,),
        0xA700,
        "Refused: Out of Resources",
        ("the query matches more than the server is ready to answer", "the server is short of memory or connections"),
        "ask for less at a time (--split-by-date), or try again later",
        "PS3.4 C.4.1.1.4",
        Who.YOU,
    ),
    failure(
        (FIND,),
        0xA710,
        "Invalid Prior Record Key",
        ("the record that the query goes on from is not there any more",),
        "begin the query anew",
        "PS3.4 C.4.1.1.4",
        Who.YOU,
    ),
    failure(
        (FIND,),
        0xA900,
        "Identifier Does Not Match SOP Class",
        (
            "a unique key of an upper level is missing: without relational queries each must be there",
            "the level does not belong to the model, or a key not to the level",
            "the server does not support a key, or matching on it",
        ),
        "look at the query with --dry-run, and at what the levels know with --query-help; then try fewer keys",
        "PS3.4 C.4.1.1.4",
        Who.YOU,
    ),
    failure(
        (FIND,),
        0xC310,
        "Unable to Process",
        ("a server built on pynetdicom could not decode the query",),
        "look at the query with --dry-run, its character set above all",
        "PS3.4 C.4.1.1.4; pynetdicom",
        Who.YOU,
    ),
    failure(
        (FIND,),
        (0xC311, 0xC312),
        "Unable to Process",
        ("a server built on pynetdicom met an error in its own program while it looked for matches",),
        LOG,
        "PS3.4 C.4.1.1.4; pynetdicom",
    ),
    warning(
        (FIND,),
        0xB001,
        "Matching reached response limit, subsequent request may return additional matches",
        ("there are more matches than the server gives at a time",),
        "ask for less at a time, with --split-by-date for example",
        "PS3.4 C.4.1.1.4",
        Who.YOU,
    ),
    well((FIND,), 0xFF00, Category.PENDING, "Matches are continuing, current match supplied", "PS3.4 C.4.1.1.4"),
    Row(
        (FIND,),
        0xFF01,
        0xFF01,
        Category.PENDING,
        "Matches are continuing, warning",
        ("the server does not support some of the keys for matching: it may answer with more than was asked for",),
        "check the matches against the keys yourself",
        Who.YOU,
        "PS3.4 C.4.1.1.4",
    ),
)
