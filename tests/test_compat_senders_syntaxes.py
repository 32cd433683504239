"""`scu storescu` and `dcmsend`: in which transfer syntaxes files go out, beside the tools themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.dataset import Dataset
from pydicom.filereader import dcmread
from pydicom.uid import (
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    RLELossless,
)

from tests.conftest import Both, OldLine
from tests.peers.dcmtk import Server
from tests.peers.instances import Attributes, carried_by_pydicom, make_instances, names_and_bytes

RLE, JPEG = "MR_small_RLE.dcm", "SC_rgb_jpeg_dcmtk.dcm"


def syntaxes(server: Server) -> list[str]:
    return [str(dcmread(path).file_meta.TransferSyntaxUID) for path in server.files()]


def contents(server: Server) -> list[Dataset]:
    """What it got, but for group lengths and padding at the end, which the tools write anew or drop."""
    found: list[Dataset] = [dcmread(path) for path in server.files()]
    for dataset in found:
        for element in list(dataset):
            if not element.tag.element or element.tag == 0xFFFCFFFC:
                del dataset[element.tag]
    return found


UNCOMPRESSED = ("storescu", "storescu -xe", "storescu -xb", "storescu -xs", "storescu -xi", "dcmsend", "dcmsend -dn")


@pytest.mark.parametrize("line", UNCOMPRESSED)
def test_an_uncompressed_file_goes_out_as_the_server_takes_it(both: Both, tmp_path: Path, line: str) -> None:
    """As with the tools: these convert between the uncompressed transfer syntaxes."""
    files = [
        *(made.path for made in make_instances(tmp_path / "explicit", 2)),
        make_instances(tmp_path / "implicit", 1, Attributes(transfer_syntax=ImplicitVRLittleEndian))[0].path,
        carried_by_pydicom("ExplVR_BigEnd.dcm"),
    ]

    ours, theirs = both(line, *files, server="+xi")

    assert syntaxes(ours) == syntaxes(theirs) == [ImplicitVRLittleEndian] * 4
    assert contents(ours) == contents(theirs)


def test_propose_implicit_has_all_go_out_so(both: Both, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "explicit")

    ours, theirs = both("storescu -xi", made.path)

    assert syntaxes(ours) == syntaxes(theirs) == [ImplicitVRLittleEndian]
    assert names_and_bytes(ours.files()) == names_and_bytes(theirs.files())


def test_a_compressed_file_is_sent_as_it_is(old_line: OldLine) -> None:
    file = carried_by_pydicom("JPEG2000.dcm")

    for words in (["-xw"], []):
        (stored,) = old_line("storescu", *words, "HOST", "PORT", file)[0].stored
        assert stored.transfer_syntax == dcmread(file).file_meta.TransferSyntaxUID != JPEG2000Lossless
    # As the tool has it, which does not convert it either.
    assert old_line("storescu", "-xe", "HOST", "PORT", file, status=4)[0].stored == []


def test_storescu_decompresses_nothing(both: Both) -> None:
    ours, theirs = both("storescu", carried_by_pydicom(RLE), server="+xe", status=3)

    assert ours.files() == theirs.files() == []


@pytest.mark.parametrize(
    ("line", "name", "sent"),
    [
        ("dcmsend", RLE, True),
        ("dcmsend +dls", RLE, True),
        ("dcmsend -dn", RLE, False),
        ("dcmsend -dn +dls", RLE, True),
        ("dcmsend +dls -dn", RLE, False),
        ("dcmsend +dly", RLE, True),
        ("dcmsend", JPEG, False),
        ("dcmsend +dls", JPEG, False),
        ("dcmsend -dn", JPEG, False),
        ("dcmsend +dly", JPEG, True),
    ],
)
def test_dcmsend_decompresses_as_asked(both: Both, line: str, name: str, *, sent: bool) -> None:
    file = carried_by_pydicom(name)

    # Where nothing but the file's own transfer syntax is proposed, there is nothing to associate for.
    status = 0 if sent else 3 if line.endswith("-dn") else 1
    ours, theirs = both(line, file, server="+xe", status=status)

    assert syntaxes(ours) == syntaxes(theirs) == [ExplicitVRLittleEndian] * sent
    if sent and name == RLE:
        (left,), (right,) = ours.files(), theirs.files()
        assert dcmread(left).PixelData == dcmread(right).PixelData == dcmread(file).pixel_array.tobytes()


@pytest.mark.parametrize("line", ["dcmsend", "dcmsend -dn", "dcmsend +dly"])
def test_dcmsend_decompresses_nothing_that_the_server_takes(both: Both, line: str) -> None:
    ours, theirs = both(line, carried_by_pydicom(RLE), server="+xa")

    assert syntaxes(ours) == syntaxes(theirs) == [RLELossless]
    assert contents(ours) == contents(theirs)


def test_decompress_never_proposes_no_other_transfer_syntax(old_line: OldLine) -> None:
    for words, count in ((("-dn",), 1), ((), 3)):
        (request,) = old_line("dcmsend", *words, "HOST", "PORT", carried_by_pydicom(RLE))[0].requests
        assert len(request.presentation_context_definition_list) == count


@pytest.mark.parametrize("options", ["-nip", "-nip +dly"])
def test_the_default_transfer_syntax_is_proposed_for_every_class(both: Both, old_line: OldLine, options: str) -> None:
    files = [carried_by_pydicom(name) for name in (RLE, JPEG, "CT_small.dcm")]

    (request,) = old_line("dcmsend", *options.split(), "HOST", "PORT", *files)[0].requests

    contexts = request.presentation_context_definition_list
    default = {str(it.abstract_syntax) for it in contexts if ImplicitVRLittleEndian in it.transfer_syntax}
    assert default == {str(it.abstract_syntax) for it in contexts} == {str(dcmread(it).SOPClassUID) for it in files}

    ours, theirs = both(f"dcmsend {options}", *files, server="+xa")
    assert len(ours.files()) == len(theirs.files()) == 3
