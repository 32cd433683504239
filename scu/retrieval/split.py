"""Into what a request is broken."""

from enum import Enum


class Split(Enum):
    """A request for each study, each series or each image."""

    STUDY = "study"
    SERIES = "series"
    IMAGE = "image"
