"""The models beside those of annex C: what is asked, of whom, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import Dataset
from pydicom.filereader import dcmread
from pydicom.uid import UID, CTImageStorage, ImplicitVRLittleEndian, generate_uid
from pynetdicom import sop_class
from pynetdicom.presentation import PresentationContext, build_context

from scu import instance_attributes, keys, query
from scu.query import Level, Model, Verb
from scu.query_model import displayed_keys, query_help
from tests.peers.command import answer_here, run_here
from tests.peers.instances import Attributes, Made, make_instances
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, recording_scp

NAMES = {
    Model.COMPOSITE: "CompositeInstanceRootRetrieve",
    Model.WITHOUT_BULK_DATA: "CompositeInstanceRetrieveWithoutBulkData",
    Model.HANGING_PROTOCOL: "HangingProtocolInformationModel",
    Model.COLOR_PALETTE: "ColorPaletteInformationModel",
}
UPS = {
    Model.UPS: "UnifiedProcedureStepPull",
    Model.UPS_WATCH: "UnifiedProcedureStepWatch",
    Model.UPS_QUERY: "UnifiedProcedureStepQuery",
}
STORED = {
    Model.HANGING_PROTOCOL: UID("1.2.840.10008.5.1.4.38.1"),
    Model.COLOR_PALETTE: UID("1.2.840.10008.5.1.4.39.1"),
}
VERBS: tuple[Verb, ...] = ("find", "move", "get")
NEW = [*NAMES, *UPS]


@pytest.mark.parametrize("model", NAMES)
@pytest.mark.parametrize("verb", VERBS)
def test_sop_classes_are_the_standards(model: Model, verb: Verb) -> None:
    assert model.sop_class(verb) == getattr(sop_class, f"{NAMES[model]}{verb.capitalize()}", None)


@pytest.mark.parametrize("model", UPS)
def test_unified_procedure_steps_are_only_found(model: Model) -> None:
    assert model.sop_class("find") == getattr(sop_class, UPS[model])
    assert model.verbs == ["find"]


def test_the_storage_classes_are_the_standards() -> None:
    assert {model: model.storage_classes for model in Model if model.storage_classes} == {
        model: (uid,) for model, uid in STORED.items()
    }


@pytest.mark.parametrize("model", [Model.HANGING_PROTOCOL, Model.COLOR_PALETTE, *UPS])
def test_what_is_shown_is_known_to_the_help(model: Model) -> None:
    (known,) = query_help(model)

    everything = [*known.unique, *known.required, *known.optional]
    assert known.unique == ("SOPInstanceUID",)
    assert set(displayed_keys(model, None)) <= set(everything)
    assert len(set(everything)) == len(everything)
    assert [keys.parse(keyword).label for keyword in everything] == everything


def palettes(folder: Path, uid: UID, count: int = 2) -> list[Made]:
    return make_instances(folder, count, Attributes(sop_class=uid, transfer_syntax=ImplicitVRLittleEndian))


def contexts(*uids: str | None) -> Sequence[PresentationContext]:
    return [build_context(uid) for uid in uids if uid]


@pytest.mark.parametrize("model", STORED)
def test_find_of_objects_that_are_of_no_patient(model: Model) -> None:
    match = Dataset()
    match.SOPInstanceUID, match.ContentLabel, match.HangingProtocolName = "1.2.3", "SPRING", "CHEST"
    with recording_scp(Recorder(matches=[match]), contexts(model.find)) as server:
        done = run_here("find", server.address, model.option, "-k", "SOPClassUID", "--format", "json")

    (asked,) = server.asked
    assert asked.model == model.find
    sent = {element.keyword for element in asked.identifier}
    assert sent == {"SpecificCharacterSet", "SOPClassUID", "SOPInstanceUID"}
    assert json.loads(done.stdout)[0]["00080018"]["Value"] == ["1.2.3"]


@pytest.mark.parametrize("model", STORED)
@pytest.mark.parametrize("verb", ["get", "move"])
def test_retrieval_of_objects_that_are_of_no_patient(model: Model, verb: Verb, tmp_path: Path) -> None:
    made = palettes(tmp_path / "theirs", STORED[model])
    port = free_port()
    supported = contexts(model.find, model.sop_class(verb), STORED[model])
    words = ["--port-scp", port] if verb == "move" else []
    uids = "\\".join(it.uid for it in made)
    with recording_scp(Recorder(instances=made, destinations={"SCU": port}), supported) as server:
        answer = answer_here(
            verb, server.address, model.option, "-k", f"SOPInstanceUID={uids}", "-o", tmp_path / "out", *words
        )

    assert [it.model for it in server.asked] == [model.sop_class(verb)]
    assert {element.keyword for element in server.asked[0].identifier} == {"SOPInstanceUID"}
    assert list(server.asked[0].identifier.SOPInstanceUID) == [it.uid for it in made]
    check(answer, tmp_path / "out", made)


def check(answer: Any, out: Path, made: list[Made], without: str = "") -> None:
    assert answer["summary"]["received"] == answer["summary"]["completed"] == len(made)
    assert sorted(path.name for path in out.iterdir()) == sorted(f"{it.uid}.dcm" for it in made)
    for one in made:
        expected = one.read()
        if without:
            del expected[without]  # this server knows what is bulk data
        assert dcmread(out / f"{one.uid}.dcm") == expected


@pytest.mark.parametrize(
    ("model", "verb"), [(Model.COMPOSITE, "get"), (Model.COMPOSITE, "move"), (Model.WITHOUT_BULK_DATA, "get")]
)
def test_composite_instances_by_their_uids_alone(model: Model, verb: Verb, tmp_path: Path) -> None:
    made = palettes(tmp_path / "theirs", CTImageStorage)
    port = free_port()
    supported = contexts(model.sop_class(verb), CTImageStorage)
    words = ["--port-scp", port] if verb == "move" else []
    uids = "\\".join(it.uid for it in made)
    with recording_scp(Recorder(instances=made, destinations={"SCU": port}), supported) as server:
        answer = answer_here(
            verb, server.address, model.option, "-k", f"SOPInstanceUID={uids}", "-o", tmp_path / "out", *words
        )

    (asked,) = server.asked
    assert asked.model == model.sop_class(verb)
    assert {element.keyword for element in asked.identifier} == {"QueryRetrieveLevel", "SOPInstanceUID"}
    assert asked.identifier.QueryRetrieveLevel == "IMAGE"
    check(answer, tmp_path / "out", made, without="PixelData" if model is Model.WITHOUT_BULK_DATA else "")


@pytest.mark.parametrize(
    ("keyword", "values"), [("SimpleFrameList", [1, 5]), ("CalculatedFrameList", [2, 8, 2]), ("TimeRange", [0.5, 2.0])]
)
def test_frames_of_one_image(keyword: str, values: list[float], tmp_path: Path) -> None:
    (made,) = palettes(tmp_path / "theirs", CTImageStorage, 1)
    key = f"{keyword}=" + "\\".join(map(str, values))
    with recording_scp(
        Recorder(instances=[made]), contexts(Model.COMPOSITE.sop_class("get"), CTImageStorage)
    ) as server:
        answer = answer_here(
            "get", server.address, "--frame", "-k", f"SOPInstanceUID={made.uid}", "-k", key, "-o", tmp_path / "out"
        )

    (asked,) = server.asked
    assert asked.model == Model.COMPOSITE.sop_class("get")
    assert asked.identifier.QueryRetrieveLevel == "FRAME"
    assert asked.identifier.SOPInstanceUID == made.uid
    assert list(asked.identifier[keyword].value) == values
    check(answer, tmp_path / "out", [made])


@pytest.mark.parametrize("model", UPS)
def test_find_of_unified_procedure_steps(model: Model) -> None:
    match = Dataset()
    match.SOPInstanceUID, match.ProcedureStepState, match.ProcedureStepLabel = generate_uid(), "SCHEDULED", "Read chest"
    supported = contexts(model.find)
    with recording_scp(Recorder(matches=[match]), supported) as server:
        done = run_here("find", server.address, model.option, "-k", "ProcedureStepState=SCHEDULED", "--format", "json")

    (asked,) = server.asked
    assert asked.model == model.find
    assert asked.identifier.ProcedureStepState == "SCHEDULED"
    assert "QueryRetrieveLevel" not in asked.identifier
    for keyword in instance_attributes.UPS_DISPLAY:
        assert keyword.partition("[")[0] in asked.identifier
    assert json.loads(done.stdout)[0]["00741204"]["Value"] == ["Read chest"]


WRONG = {
    "find --composite": "the Composite Instance Root model has no find",
    "find --without-bulk-data": "the Composite Instance Without Bulk Data model has no find",
    "move --without-bulk-data": "the Composite Instance Without Bulk Data model has no move",
    "get --ups -k SOPInstanceUID=1": "the Unified Procedure Step (Pull) model has no get",
    "get --composite --study -k SOPInstanceUID=1": "has no STUDY level; it has IMAGE and FRAME",
    "get --without-bulk-data --frame -k SOPInstanceUID=1": "has no FRAME level; it has IMAGE",
    "get --studyroot --frame -k SOPInstanceUID=1": "Study Root has no FRAME level",
    "get --composite": "a get at IMAGE level needs SOPInstanceUID",
    "get --composite -k SOPInstanceUID=1.*": "a get matches no wildcards",
    "get --hanging-protocol": "a get of the Hanging Protocol model needs SOPInstanceUID",
    "get --hanging-protocol -k HangingProtocolName=A*": "a get matches no wildcards",
    "find --color-palette --image": "--color-palette and --image do not go together",
    "find --color-palette --ups": "--color-palette and --ups do not go together",
    "find --worklist --ups": "--worklist and --ups do not go together",
    "get --frame -k SOPInstanceUID=1": "at FRAME level",
    "get --frame -k SOPInstanceUID=1\\2 -k SimpleFrameList=1": "at FRAME level",
    "get --frame -k SOPInstanceUID=1 -k SimpleFrameList=1 -k TimeRange=1\\2": "at FRAME level",
}


@pytest.mark.parametrize("words", WRONG)
def test_what_a_model_does_not_know_is_a_usage_error(words: str) -> None:
    verb, *others = words.split()
    destination = ["--move", "ELSEWHERE"] if verb == "move" else []

    done = run_here(verb, f"{LOCALHOST}:{free_port()}", *others, *destination)

    assert done.returncode == 2
    assert WRONG[words] in done.stderr


@pytest.mark.parametrize("model", NEW)
def test_the_help_of_every_model(model: Model) -> None:
    done = run_here("find", "--query-help", model.option)

    assert done.returncode == 0
    assert f"{model.title} ({model.option})" in done.stdout
    assert "unique    SOPInstanceUID" in done.stdout


@pytest.mark.parametrize("option", ["--split=series", "--verify"])
def test_what_needs_find_says_so_where_there_is_none(option: str, tmp_path: Path) -> None:
    words = ["get", f"{LOCALHOST}:{free_port()}", "--composite", "-k", "SOPInstanceUID=1.2", "-o", tmp_path]

    done = run_here(*words, *option.split("="))

    assert done.returncode == 2
    assert "Composite Instance Root" in done.stderr


def test_the_level_says_the_model() -> None:
    built = query.build("get", None, Level.FRAME, [keys.parse("SOPInstanceUID=1.2"), keys.parse("SimpleFrameList=1")])

    assert built.model is Model.COMPOSITE
    assert built.sop_class_uid == Model.COMPOSITE.sop_class("get")
