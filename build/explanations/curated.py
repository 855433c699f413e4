"""Pages on files that curators write: sidecars, authority files, dataset.yaml."""

from __future__ import annotations

from .page import Page, Sample

_TREATY = "instruments:\n  - {{id: lake-treaty, name: Lake Treaty, type: treaty, statement: UNTS 1, {}}}\n"
_UNION = "  - {{id: {}-union, name: {} Union, type: organisation, statement: Its charter{}}}\n"
_BODIES = "noun,type,needs,note\n"


def _sidecar(content: str) -> Sample:
    return Sample({"lakes.yaml": content})


PAGES = {
    "yaml": Page(
        "The file breaks the rules of YAML. Most often a bracket or quotation mark is not closed, a line is indented "
        "with a tab, or a value has a colon in it and no quotation marks around it.",
        _sidecar("place: {value: Osh, evidence: The dateline.\n"),
        _sidecar("place: {value: Osh, evidence: The dateline.}\n"),
    ),
    "yaml-feature": Page(
        "Curated files are plain: keys, texts and lists. Anchors (&), aliases (*), tags (!), keys that are no texts "
        "and a second document make a file say something else than it shows; a few lines of aliases can fill a "
        "computer's memory.",
        _sidecar("place: {value: &place Osh, evidence: The dateline of *place.}\ntitle: *place\n"),
        _sidecar("place: {value: Osh, evidence: The dateline.}\n"),
    ),
    "key-unknown": Page(
        "The key is none that is read here, so what it says would be lost. Where it resembles one that is known, the "
        "message names that.",
        _sidecar("langauge: en\n"),
        _sidecar("language: en\n"),
    ),
    "key-missing": Page(
        "Something that is needed is not said. A value that a curator supplies needs its evidence.",
        _sidecar("place:\n  value: Osh\n"),
        _sidecar("place:\n  value: Osh\n  evidence: The dateline.\n"),
    ),
    "key-duplicate": Page(
        "YAML readers keep one of two values of a key, and which one depends on the reader. So a key stands once.",
        _sidecar("language: en\nlanguage: ru\n"),
        _sidecar("language: en\n"),
    ),
    "value": Page(
        "The value is not of the kind that its key takes: a text where a list is needed, a word that the vocabulary "
        "does not have, an identifier with capitals, a character that cannot be seen.",
        _sidecar("document_type: {value: declaratoin, evidence: The title.}\n"),
        _sidecar("document_type: {value: declaration, evidence: The title.}\n"),
    ),
    "encoding-unknown": Page(
        "Python knows no encoding of this name between bytes and text. Names such as utf-8, utf-16, cp1251, cp1252, "
        "koi8-r and gb18030 are known.",
        _sidecar("encoding: cp-1252a\n"),
        _sidecar("encoding: utf-8\n"),
    ),
    "state-unknown": Page(
        "States are written as ISO 3166-1 alpha-3, former ones as ISO 3166-3, and stand in states.csv. Two letters are "
        "none of them: NO may mean Norway, and to some readers of YAML it means false.",
        Sample({"instruments.yaml": _TREATY.format("parties: [NO, SWE]")}),
        Sample({"instruments.yaml": _TREATY.format("parties: [NOR, SWE]")}),
    ),
    "date": Page(
        "The date is not in ISO 8601, or there is no such day. Write as much as is known: YYYY-MM-DD, YYYY-MM or YYYY.",
        _sidecar("date: {value: 2003-02-30, evidence: The dateline.}\n"),
        _sidecar("date: {value: 2003-02-28, evidence: The dateline.}\n"),
    ),
    "csv": Page(
        "From some row on the file cannot be told into cells: a quotation mark is not closed, a comma is too many or "
        "too few, or a character cannot be seen.",
        Sample({"bodies.csv": _BODIES + 'office,organ,any,"the "usual" noun"\n'}),
        Sample({"bodies.csv": _BODIES + 'office,organ,any,"the ""usual"" noun"\n'}),
    ),
    "csv-columns": Page(
        "The first line of the file must name its columns, in their order. A spreadsheet that saves with semicolons "
        "leads to this too.",
        Sample({"bodies.csv": "noun,type,need,note\noffice,organ,any,\n"}),
        Sample({"bodies.csv": "noun,type,needs,note\noffice,organ,any,\n"}),
    ),
    "reference": Page(
        "The file names something by its identifier or its name, and nothing has it: a sidecar a text, a record its "
        "parent, a mention its instrument, an annotation its paragraph.",
        Sample({"lakes.yaml": "source_file: lake.txt\nlanguage: en\n"}),
        Sample({"lakes.yaml": "source_file: lakes.txt\nlanguage: en\n"}),
    ),
    "reference-cycle": Page(
        "An organ is part of its organisation, which may be part of another. Here the way up leads back to where it "
        "began, so that nothing is the whole.",
        Sample({"entities.yaml": "entities:\n" + _UNION.format("lake", "Lake", ", parent: river-union")
                + _UNION.format("river", "River", ", parent: lake-union")}),
        Sample({"entities.yaml": "entities:\n" + _UNION.format("lake", "Lake", "")
                + _UNION.format("river", "River", ", parent: lake-union")}),
    ),
    "identifier-clash": Page(
        "An identifier is that of one thing. Two texts may lead to one where their names differ in blanks or marks "
        "alone; then a sidecar gives one of them another.",
        Sample({"lake 1.txt": "The sides met in Osh.\n", "lake-1.txt": "The sides met again.\n"}),
        Sample({"lake 1.txt": "The sides met in Osh.\n", "lake-1.txt": "The sides met again.\n",
                "lake-1.yaml": "document_id: lake-2\n"}),
    ),
    "alias-clash": Page(
        "A name in a text leads to one record. Two records with one name, or alias, would leave that to chance.",
        Sample({"instruments.yaml": _TREATY.format("aliases: [Osh Pact]")
                + "  - {id: osh-pact, name: Osh Pact, type: treaty, statement: UNTS 2}\n"}),
        Sample({"instruments.yaml": _TREATY.format("aliases: [Lake Pact]")
                + "  - {id: osh-pact, name: Osh Pact, type: treaty, statement: UNTS 2}\n"}),
    ),
}  # fmt: skip
