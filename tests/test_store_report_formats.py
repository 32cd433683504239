"""Reports as JSON and as CSV: whatever stands in one, the other says the same, read back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scu.output.report_file import ReportFile
from scu.results import Category, Instance, Peer, Status
from scu.storage.reports import Earlier

REPORTS = ["report.json", "report.csv"]
PEER = Peer("pacs.example.org", 104, "PACS", "SCU")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
UIDS = st.lists(st.integers(0, 999).map(str), min_size=1, max_size=5).map(".".join)
STATUSES = st.one_of(
    st.none(),
    st.builds(
        lambda code, category, meaning, comment: Status(code, category, meaning, comment),
        st.sampled_from([0x0000, 0xB000, 0xA700, 0xC123]),
        st.sampled_from([Category.SUCCESS, Category.WARNING, Category.FAILURE]),
        TEXTS.filter(bool),
        TEXTS.map(lambda text: text or None),
    ),
)
INSTANCES = st.builds(
    Instance,
    file=st.binary(min_size=1, max_size=12).filter(lambda name: not set(name) & set(b"/\0")).map(os.fsdecode),
    sop_class_uid=UIDS,
    sop_instance_uid=UIDS,
    transfer_syntax_uid=UIDS,
    status=STATUSES,
    size=st.integers(0, 2**40),
    seconds=st.floats(0, 1e6),
    reason=TEXTS,
    unconfirmed=st.booleans(),
    changes=st.lists(TEXTS.filter(lambda text: text and ";" not in text), max_size=3).map(tuple),
    association=st.integers(0, 99),
    attempts=st.integers(0, 99),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")


@given(st.lists(INSTANCES, max_size=4))
def test_json_and_csv_say_the_same(folder: Path, instances: list[Instance]) -> None:
    for name in REPORTS:
        with ReportFile(folder / name, PEER, [], Earlier()) as (file,):
            for instance in instances:
                file.show(instance)

    in_json, in_csv = (Earlier(str(folder / name)) for name in REPORTS)

    without_time = [[{**row, "begun": None} for row in earlier.rows] for earlier in (in_json, in_csv)]
    assert without_time[0] == without_time[1]
    assert len(in_json.rows) == len({(it.file, it.sop_instance_uid) for it in instances})
    last = {(os.path.abspath(it.file or ""), it.sop_instance_uid): it for it in instances}
    for row in in_csv.rows:
        it = last[str(row["file"]), str(row["sop_instance_uid"])]
        assert (row["size"], row["attempts"], row["changes"]) == (it.size, it.attempts, list(it.changes))
        assert row["error_comment"] == (it.status.comment if it.status else None)
