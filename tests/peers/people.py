"""People whose names are written in several ways, and matches that tell of their studies."""

from __future__ import annotations

from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

NAMES = {
    "Grün^Öttö^Karl^Dr.^Jr.": "Grün, Dr. Öttö Karl, Jr.",
    "Yamada^Tarou=山田^太郎=やまだ^たろう": "Yamada, Tarou (山田 太郎, やまだ たろう)",
    "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう": "ﾔﾏﾀﾞ ﾀﾛｳ (山田 太郎, やまだ たろう)",
    "Hong^Gildong=洪^吉洞=홍^길동": "Hong, Gildong (洪 吉洞, 홍 길동)",
    "Wang^XiaoDong=王^小东": "Wang, XiaoDong (王 小东)",
    "=山田^太郎=": "山田 太郎",
    "محمد^علي": "محمد, علي",
    "Παπαδόπουλος^Γιώργος": "Παπαδόπουλος, Γιώργος",
    "Doe": "Doe",
    "^Jane": "Jane",
    "A^B^C^D^E^F": "A^B^C^D^E^F",
    "": "",
}
"""As DICOM has them, and as people write them."""


def study(number: int, name: str, **more: object) -> Dataset:
    """A match at study level."""
    made = Dataset()
    made.SpecificCharacterSet = "ISO_IR 192"
    made.PatientName = name
    made.PatientID = f"P{number}"
    made.StudyDate = f"202402{number % 28 + 1:02}"
    made.StudyTime = "080012"
    made.ModalitiesInStudy = ["CT", "SR"]
    made.StudyDescription = "Thorax"
    made.NumberOfStudyRelatedInstances = number
    made.StudyInstanceUID = f"1.2.826.0.1.3680043.8.498.{number + 1}"
    for keyword, value in more.items():
        made.add(DataElement(tag_for_keyword(keyword) or 0, dictionary_VR(keyword), value, already_converted=True))
    return made
