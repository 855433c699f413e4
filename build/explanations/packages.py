"""Pages on published packages."""

from __future__ import annotations

from .page import PACKAGE, VALIDATE, Edit, Page, Sample

_FILES = {"lakes.txt": "Statement on Lakes\n\nThe sides met in Osh and agreed to keep the lakes clean.\n"}


def _edited(file: str, was: str, became: str) -> Sample:
    return Sample({}, Edit(file, was, became), VALIDATE)


PAGES = {
    "identifier-unknown": Page(
        "Nothing in the package has the identifier. `sco show` with the identifier of a document lists what is in it.",
        Sample(_FILES, command=f"sco show lakes:body.9 --package {PACKAGE}"),
        Sample(_FILES, command=f"sco show lakes:body.1 --package {PACKAGE}"),
    ),
    "package": Page(
        "The descriptor, datapackage.json, is not as Data Package 2.0 and this project have it: a property that is "
        "misspelt, a version that is none, a path that leads out of the package.",
        _edited("datapackage.json", '"version": "0.0.0"', '"version": "0.0"'),
        _edited("datapackage.json", '"version": "0.0.0"', '"version": "0.0.0"'),
    ),
    "file": Page(
        "A file has another size or hash than the descriptor says, is not listed, or is not there. Someone has changed "
        "it by hand, or it was not copied whole.",
        _edited("data/csv/paragraphs.csv", "met in Osh and agreed to", "met in Osh and agree to"),
        _edited("data/csv/paragraphs.csv", "met in Osh and agreed to", "met in Osh and agreed to"),
    ),
    "table": Page(
        "A cell is not of its column's type, is empty where it may not be, breaks a pattern, or is no reference to a "
        "row that exists.",
        _edited("data/csv/documents.csv", ",en,", ",English,"),
        _edited("data/csv/documents.csv", ",en,", ",en,"),
    ),
    "formats": Page(
        "Each table is published as CSV, Parquet, SQLite and for Excel. They hold the same cells; here only the CSV "
        "file was changed.",
        _edited("data/csv/paragraphs.csv", "met in Osh and agreed to", "met in Osh and agree to"),
        _edited("data/csv/paragraphs.csv", "met in Osh and agreed to", "met in Osh and agreed to"),
    ),
    "invariant": Page(
        "The tables break a guarantee of the data model, for example that a paragraph is its slice of the source. The "
        "message ends with the name of the rule, which `sco explain` knows too.",
        _edited("data/csv/paragraphs.csv", "met in Osh and agreed to", "met in Osh and agree to"),
        _edited("data/csv/paragraphs.csv", "met in Osh and agreed to", "met in Osh and agreed to"),
    ),
}
