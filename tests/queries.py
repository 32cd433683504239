"""Queries and data sets of a line each, for the tests of queries."""

from pydicom.dataset import Dataset

from scu import keys, query
from scu.query import Level, Model, Query, Verb


def build(verb: Verb, *texts: str, model: Model | None = None, level: Level | None = None) -> Query:
    return query.build(verb, model, level, keys.parse_all(texts))


def plain(dataset: Dataset) -> dict[str, str]:
    """Keyword to value, flat."""
    return {
        element.keyword: ""
        if element.is_empty
        else "\\".join(map(str, element.value))
        if element.VM > 1
        else str(element.value)
        for element in dataset
        if element.VR != "SQ"
    }


def dataset(*texts: str) -> Dataset:
    made = Dataset()
    keys.apply(keys.parse_all(texts), made)
    return made
