"""Text of objects that are changed on the way: in the object's character set, or all of it in another."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.dataset import Dataset
from pydicom.filereader import dcmread

from scu import charset, values
from scu.content.attributes import setting
from scu.storage.meta import examine
from tests.peers.altering import altered, real_files, refusal
from tests.peers.instances import Attributes, make_instances


@pytest.mark.parametrize(
    ("terms", "value"),
    [
        ("ISO_IR 100", "Müller"),
        ("ISO_IR 144", "Люкceмбypг"),
        ("ISO_IR 192", "山田"),
        (r"\ISO 2022 IR 87", "A=山田^太郎"),
    ],
)
def test_a_value_goes_out_in_the_character_set_of_the_object(tmp_path: Path, terms: str, value: str) -> None:
    attributes = Attributes(charset=terms.split("\\"), patient_name="Doe", description="")
    (made,) = make_instances(tmp_path, 1, attributes)

    found = altered(examine(str(made.path)), f"PatientName={value}", f"RequestAttributesSequence.CodeMeaning={value}")

    assert str(found.PatientName) == found.RequestAttributesSequence[0].CodeMeaning == value
    assert found["PatientName"].value.original_string == value.encode(
        {"ISO_IR 100": "latin-1", "ISO_IR 144": "iso8859_5", "ISO_IR 192": "utf-8"}.get(terms, "iso2022_jp")
    )


def test_a_value_that_the_character_set_cannot_carry_is_a_reason(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1, Attributes(charset="ISO_IR 100", patient_name="Grün", description="Föhn"))
    outgoing = examine(str(made.path))

    refused = refusal(outgoing, "PatientName=山田")

    assert "ISO_IR 100, cannot carry the value of PatientName" in refused and "山" not in refused
    assert "--set 'SpecificCharacterSet=ISO_IR 192'" in refused
    found = altered(outgoing, setting(["PatientName=山田", "SpecificCharacterSet=ISO_IR 192"]))
    assert (str(found.PatientName), found.StudyDescription) == ("山田", "Föhn")
    assert found["PatientName"].value.original_string == "山田".encode()


@pytest.mark.parametrize("path", real_files("charset_files"), ids=lambda path: path.name)
def test_all_text_of_an_object_is_encoded_anew_with_its_character_set(path: Path) -> None:
    with charset.quietly():
        expected = dcmread(path)
        expected.decode()
        text = _text_of(expected)
        outgoing = examine(str(path))

        found = altered(outgoing, "SpecificCharacterSet=ISO_IR 192")

        assert _text_of(found) == text
        assert found.SpecificCharacterSet == "ISO_IR 192"
        if "PatientName" in found:
            assert found["PatientName"].value.original_string == str(found.PatientName).encode()


def _text_of(dataset: Dataset) -> list[str]:
    """All text, as it reads; that items inherit their character set is pydicom's affair."""
    return [
        text
        for element in dataset
        if element.tag != 0x00080005
        for text in (
            [part for item in element.value for part in _text_of(item)]
            if element.VR == "SQ"
            else [f"{element.tag} {element.value}"] * (element.VR in values.CHARSET_VRS)
        )
    ]


def test_text_that_is_not_what_it_says_is_not_encoded_anew(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1, Attributes(charset="ISO_IR 100", description="Föhn"))
    content = made.path.read_bytes()
    assert content.count(b"ISO_IR 100") == 1
    for terms in (b"ISO_IR 192", b"ISO_IR 6  ", b"ISO_IR 999"):
        made.path.write_bytes(content.replace(b"ISO_IR 100", terms))
        refused = refusal(examine(str(made.path)), "SpecificCharacterSet=ISO_IR 192")
        assert refused.startswith("Study Description in it is not in the character set that it says")
        assert altered(examine(str(made.path)), "PatientID=X").PatientID == "X"
    refused = refusal(examine(str(made.path)), "SpecificCharacterSet=ISO_IR 144")
    assert "Föhn" not in refused


def test_a_smaller_character_set_is_refused_where_text_would_be_lost(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1, Attributes(description="Föhn", patient_name="Doe"))

    assert refusal(examine(str(made.path)), "SpecificCharacterSet=ISO_IR 144").endswith(
        "the Specific Character Set ISO_IR 144 cannot carry its Study Description"
    )
    found = altered(examine(str(made.path)), "SpecificCharacterSet=ISO_IR 100")
    assert found.StudyDescription == "Föhn"
