"""Holds up: the program that is published in each package proves it with Python alone, and catches each fault.

Each case plants one fault in a sound package, sets sizes and hashes right again, as a careless forger would, and
finds the rule, the file and the message in the report. Every rule that the program knows has such a case.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace as with_values
from pathlib import Path
from typing import Any

import pytest
import test_checks_package as package_cases
import test_checks_tables as table_cases
from sample import METADATA, TASHKENT, WINDHOEK, sample_corpus
from sco_declarations.build.checks import RULES, check_package
from sco_declarations.build.package import publish, recover, render
from sco_declarations.build.pipeline import build
from sco_declarations.build.places import VERIFIER
from sco_declarations.build.renderings.csvfile import csv_bytes
from sco_declarations.build.schemas import TABLES, schema
from sco_declarations.build.standalone import verify as program
from sco_declarations.build.standalone.verify import Report, verify
from sco_declarations.cli import main as cli
from test_checks_package import (
    CSV,
    DESCRIPTOR,
    SQLITE,
    Descriptor,
    Files,
    Plant,
    listed,
    overwrite,
    prepend,
    replace,
    resource,
    seal,
    sql,
    unlist,
)

#: The rules of this program that `sco validate` has not.
OWN_RULES = {"journal", "unexpected"}


@pytest.fixture(scope="module")
def sound() -> Files:
    return render(sample_corpus(), {"docs/codebook.md": b"# Codebook\n", "verify.py": VERIFIER.read_bytes()})


@pytest.fixture(scope="module")
def newer() -> Files:
    """The package of a next release: other bytes in most files, one file more and one less."""
    corpus = with_values(sample_corpus(), metadata=with_values(METADATA, version="1.3.0"))
    return render(corpus, {"verify.py": VERIFIER.read_bytes(), "docs/more/new.md": b"# New\n"})


def planted(sound: Files, plant: Plant, sealed: bool = True) -> Files:
    files = dict(sound)
    descriptor = json.loads(files.pop(DESCRIPTOR))
    plant(files, descriptor)
    if sealed:
        seal(files, descriptor)
    return {DESCRIPTOR: json.dumps(descriptor).encode(), **files}


def write(files: Files, root: Path) -> Path:
    for path, raw in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    return root


@pytest.fixture(scope="module")
def hold(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Files], str]:
    """A function that makes one folder hold these files, and writes only those that it does not hold yet."""
    root, there = tmp_path_factory.mktemp("package"), Files()

    def held(files: Files) -> str:
        for path in there.keys() - files.keys():
            (root / path).unlink()
            for folder in (root / path).parents:
                if any(folder.iterdir()):
                    break
                folder.rmdir()
            del there[path]
        write({path: raw for path, raw in files.items() if there.get(path) != raw}, root)
        there.update(files)
        return str(root)

    return held


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each document in a batch of its own, and the keys of the corpus in several shares."""
    monkeypatch.setattr(program, "BATCH_BYTES", 1)
    monkeypatch.setattr(program, "SHARE", 4)


def rules(report: Report) -> set[str]:
    return {fault["rule"] for fault in report.faults}


# -- planting ----------------------------------------------------------------------------------------------------------


def table(name: str) -> str:
    return name if name.endswith(".csv") else f"data/csv/{name}.csv"


def rows_of(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode(), newline="")))


def edit(name: str, change: Callable[[list[dict[str, str]]], Any]) -> Plant:
    """Change the rows of a CSV file, each a dictionary of cells."""

    def plant(files: Files, descriptor: Descriptor) -> None:
        rows = rows_of(files[table(name)])
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        change(rows)
        writer.writeheader()
        writer.writerows(rows)
        files[table(name)] = out.getvalue().encode()

    return plant


def put(name: str, index: int, **values: object) -> Plant:
    return edit(name, lambda rows: rows[index].update({key: str(value) for key, value in values.items()}))


def move(name: str, index: int, **by: int) -> Plant:
    return edit(name, lambda rows: rows[index].update({key: str(int(rows[index][key]) + n) for key, n in by.items()}))


def drop(name: str, index: int) -> Plant:
    return edit(name, lambda rows: rows.pop(index))


def field(name: str, column: str, **values: Any) -> Plant:
    """Overwrite properties of a field in the schema of a table."""

    def plant(files: Files, descriptor: Descriptor) -> None:
        fields = resource(descriptor, table(name))["schema"]["fields"]
        next(f for f in fields if f["name"] == column).update(values)

    return plant


def in_schema(name: str, **values: Any) -> Plant:
    return lambda files, descriptor: resource(descriptor, table(name))["schema"].update(values)


def dangling_evidence(rows: list[dict[str, str]]) -> None:
    rows[0].update(column_name="heading", evidence_id=f"{WINDHOEK}:evidence.heading")


#: A view that gives rows for ever.
ENDLESS = "CREATE VIEW paragraphs_flat AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT "

#: What is wrong; how to plant it; the rule that must report it; words of its message; its file and place.
CASES: list[tuple[str, Plant, str, str, str]] = [
    ("file gone", lambda f, d: f.pop("docs/codebook.md"), "file-missing", "No such file", "docs/codebook.md"),
    ("folder for a file", lambda f, d: f.update({"docs/codebook.md/x": f.pop("docs/codebook.md")}), "file-missing",
     "it is no file", "docs/codebook.md"),
    ("stray table", overwrite("data/csv/more.csv", b"a\n"), "file-listed", "not listed", "data/csv/more.csv"),
    ("stray database", unlist(SQLITE, keep=True), "file-listed", "not listed", SQLITE),
    ("path out of the package", listed("docs/codebook.md", path="../codebook.md"), "path", '"../codebook.md"',
     "datapackage.json, resource "),
    ("path twice", listed("docs/codebook.md", path="verify.py"), "path", "stands twice", DESCRIPTOR),
    ("name twice", package_cases.repeat_name, "name", '"documents", which', "datapackage.json, resource 2"),
    ("no resources", lambda f, d: d["resources"].clear(), "descriptor-value", "no resources", DESCRIPTOR),
    ("a type that is not known", field("quality", "metric", type="geojson"), "declared", "KeyError",
     "datapackage.json, resource quality"),
    ("a constraint that is not known", field("quality", "metric", constraints={"minLength": 2}), "declared",
     "metric is not known", "datapackage.json, resource quality"),
    ("a pattern that is none", field("quality", "layer", constraints={"pattern": "("}), "declared", "unterminated",
     "datapackage.json, resource quality"),
    ("another dialect", listed(CSV, dialect={"delimiter": ";"}), "declared", "dialect", DESCRIPTOR),
    ("no primary key", in_schema("quality", primaryKey=[]), "declared", "a key has none", DESCRIPTOR),
    ("table not published", unlist(table("edits"), "data/parquet/edits.parquet"), "table-missing", "edits lacks",
     DESCRIPTOR),
    ("a key that is not declared", in_schema("statements", foreignKeys=[]), "table-missing", "paragraph_id",
     DESCRIPTOR),
    ("a cell that may be empty", field("segments", "position", constraints={}), "table-missing", "lacks position",
     DESCRIPTOR),
    ("a number declared as text", field("edits", "char_end", type="string", constraints={"required": True}),
     "table-missing", "lacks char_end", DESCRIPTOR),
    ("byte-order mark", prepend(CSV, b"\xef\xbb\xbf"), "csv-encoding", "byte-order mark", CSV),
    ("not UTF-8", replace(CSV, "Côte".encode(), "Côte".encode("latin-1")), "csv-encoding", "not UTF-8",
     f"{CSV}, byte "),
    ("CR LF", replace(CSV, b"\n", b"\r\n", -1), "csv-line-ends", "LF alone", CSV),
    ("no end of the last line", lambda f, d: f.update({CSV: f[CSV].rstrip()}), "csv-line-ends", "LF alone", CSV),
    ("cell too many", replace(CSV, b"Null,,", b"Null,,,"), "csv-shape", "14 cells, the header 13", f"{CSV}, row 2"),
    ("quotation mark not closed", replace(CSV, b",NA,", b',"NA,'), "csv-shape", "no CSV", CSV),
    ("NUL", replace(CSV, b",NA,", b",N\0A,"), "csv-shape", "NUL", CSV),
    ("column misnamed", replace(CSV, b"state_code", b"state"), "csv-header", "columns of the schema", f"{CSV}, row 1"),
    ("columns in another order", package_cases.move_column, "csv-header", "columns of the schema", f"{CSV}, row 1"),
    ("nought before a number", put("edits", 0, char_end="0142"), "type", '"0142"', "row 2, column char_end"),
    ("capital in a boolean", put("entities", 0, registered="True"), "type", "boolean", "row 2, column registered"),
    ("day that does not exist", put("instruments", 0, date_latest="1998-02-30"), "type", "date", "row 2"),
    ("number written otherwise", put("quality", 0, value=".6667"), "type", "number", "row 2, column value"),
    ("number without bounds", put("quality", 0, value="inf"), "type", "number", "row 2, column value"),
    ("required cell empty", put("signatories", 0, state_printed=""), "required", "is empty", "column state_printed"),
    ("small letters in a code", put("signatories", 0, state_code="nam"), "pattern", '"nam"', "row 2"),
    ("pattern matched in part", put("signatories", 0, state_code="NAMIBIA"), "pattern", "does not match", "row 2"),
    ("value not listed", put("signatories", 0, basis="proxy"), "enum", '"proxy"', "row 2, column basis"),
    ("below the minimum", put("paragraphs", 0, line_start=0), "bounds", "1 and nothing", "row 2, column line_start"),
    ("above the maximum", put("quality", 0, value=1.5), "bounds", "0 and 1", "row 2, column value"),
    ("row twice", edit("evidence", lambda rows: rows.insert(1, rows[0])), "primary-key", "in row 2 already", "row 3"),
    ("no key", put("edits", 1, edit_id=""), "primary-key", "not whole", "row 3, column edit_id"),
    ("unique value twice", put("documents", 1, source_file="data/raw/windhoek.txt"), "unique", "in row 2",
     "row 3, column source_file"),
    ("unique key twice", put("segments", 1, position=1), "unique-key", "in row 2", "document_id and position"),
    ("dangling reference", put("segments", 4, section_id=f"{WINDHOEK}:III"), "foreign-key", "no row of sections",
     "row 6, column section_id"),
    ("dangling parent", put("sections", 4, parent_id=f"{WINDHOEK}:IX"), "foreign-key", "no row of sections", "row 6"),
    ("not SQLite", overwrite(SQLITE, b"SQLite format 3\x00" + b"x" * 200), "sqlite-tables", "cannot be read", SQLITE),
    ("cut SQLite", lambda f, d: f.update({SQLITE: f[SQLITE][:-4096]}), "sqlite-tables", "", SQLITE),
    ("table gone from SQLite", sql("DROP VIEW paragraphs_flat", "DROP TABLE edits"), "sqlite-tables", "not in SQLite",
     f"{SQLITE}, table edits"),
    ("table more in SQLite", sql("CREATE TABLE more (a)"), "sqlite-tables", "not in a CSV", f"{SQLITE}, table more"),
    ("column gone from SQLite", sql("PRAGMA legacy_alter_table = ON", "ALTER TABLE edits DROP COLUMN replacement"),
     "sqlite-tables", "columns are not", f"{SQLITE}, table edits"),
    ("endless view", sql("DROP VIEW paragraphs_flat", ENDLESS + "i FROM n WHERE i < 0"), "sqlite-tables",
     "interrupted", SQLITE),
    ("other cell in SQLite", sql("UPDATE signatories SET state_code = 'SEN' WHERE position = 2"), "sqlite-cells",
     '"CIV" in the CSV file, but "SEN" here', "table signatories, row 3"),
    ("empty text for null in SQLite", sql("UPDATE signatories SET proxy_printed = '' WHERE position = 1"),
     "sqlite-cells", 'nothing in the CSV file, but "" here', "row 2"),
    ("row gone from SQLite", sql("DELETE FROM quality WHERE gold = 5"), "sqlite-cells", "fewer rows", "table quality"),
    ("late in a long cell", edit("paragraphs", lambda rows: rows[0].update(text=rows[0]["text"] + "!")), "sqlite-cells",
     'From character 94 on text is "1998, a text of use.!" in the CSV', "row 2"),
    ("other cell in the CSV", replace(CSV, b",CIV,", b",SEN,"), "sqlite-cells", '"SEN" in the CSV', SQLITE),
    ("other cell in the view", replace("data/views/paragraphs_flat.csv", b",declaration,", b",statement,"),
     "sqlite-cells", '"statement" in the CSV', "table paragraphs_flat"),
    ("source not listed", unlist("data/raw/windhoek.txt", keep=True), "source-file", "No such file is listed",
     "row 2, column source_file"),
    ("source listed as something else", listed("data/raw/windhoek.txt", **{"sco:origin": "generated"}), "source-file",
     "as a text received", "row 2"),
    ("source of no document", lambda f, d: (f.update(x=b"x"), d["resources"].append(
     {"name": "x", "path": "x", "sco:origin": "received"})), "source-set", "read from this text", "x: "),
    ("source of another encoding", put("documents", 1, source_encoding="utf-8"), "source-decode", "does not decode",
     "row 3, column source_encoding"),
    ("unknown encoding", put("documents", 1, source_encoding="cp9999"), "source-decode", "unknown encoding", "row 3"),
    ("source changed", replace("data/raw/windhoek.txt", b"no more", b"no less"), "source-facts", "not",
     "row 2, column source_sha256"),
    ("wrong length", move("documents", 0, source_chars=1), "source-facts", "491, not 490", "column source_chars"),
    ("end past the text", put("edits", 0, char_end=10**6), "offsets", "no slice of a text of 490", "row 2"),
    ("empty slice", put("paragraphs", 0, char_end=25), "offsets", "25 to 25", "row 2"),
    ("evidence without offsets", put("evidence", 0, char_start="", char_end=""), "offsets", "nothing to nothing",
     "row 2"),
    ("edit of other characters", put("edits", 0, source="i"), "edit-source", '"i", not "\u0399"',
     "row 2, column source"),
    ("edits overlap", move("edits", 1, char_end=60), "edit-overlap", "ends at 280 only", "row 4"),
    ("segment gone", drop("segments", 4), "tiling", 'Before it "2" is in no segment', "row 6, column char_start"),
    ("last segment gone", drop("segments", 17), "tiling", f"The end of {TASHKENT}", table("segments")),
    ("segment too short", move("segments", 1, char_end=-4), "tiling", '"use." is in no segment', "row 4"),
    ("segments overlap", move("segments", 1, char_end=3), "tiling", "ends, at 142", "row 4"),
    ("gap in positions", put("segments", 17, position=3), "position", "3, not 2", "row 19, column position"),
    ("segment of another section", put("segments", 3, section_id=f"{WINDHOEK}:II"), "segment-row", "144 to 237",
     "row 5, column section_id"),
    ("label after its paragraph", put("segments", 12, kind="label"), "segment-row", "333 to 337", "row 14"),
    ("segment of another text", put("segments", 16, paragraph_id=f"{WINDHOEK}:preamble.1"), "segment-row", "0 to 21",
     "row 18, column paragraph_id"),
    ("paragraph without a segment", put("segments", 1, paragraph_id="", kind="other"), "segment-row",
     "no segment of running text", "row 2, column paragraph_id"),
    ("running text of no paragraph", put("segments", 16, paragraph_id=""), "segment-kind", "no paragraph", "row 18"),
    ("text not as printed", put("paragraphs", 4, text="Стороны рады встречи."), "paragraph-text",
     '"Стороны рады встречи.", not "Стороны рады встрече."', "row 6, column text"),
    ("late in a long text", edit("paragraphs", lambda rows: rows[0].update(text=rows[0]["text"] + "!")),
     "paragraph-text", 'From character 94 on it is "1998, a text of use.!", not', "row 2, column text"),
    ("hyphenation not undone", drop("edits", 1), "paragraph-text", 'not "', "row 3, column text"),
    ("running head left in", drop("edits", 2), "paragraph-text", "LAKE", "row 4, column text"),
    ("wrong first line", move("paragraphs", 2, line_start=1), "lines", "14, not 13", "row 4, column line_start"),
    ("wrong last line", move("paragraphs", 5, line_end=-1), "lines", "3, not 4", "row 7, column line_end"),
    ("number not printed", put("paragraphs", 3, number_printed="2."), "number-printed", 'not "1."', "row 5"),
    ("number without a label", put("paragraphs", 0, number_printed="1."), "number-printed", "not nothing", "row 2"),
    ("label without a number", put("paragraphs", 3, number_printed=""), "number-printed", 'not "1."', "row 5"),
    ("mention one off", move("instrument_mentions", 1, start=1, end=1), "mention-text", "not", "row 3, column text"),
    ("mention past its paragraph", put("instrument_mentions", 2, end=999), "mention-text", "for no more", "row 4"),
    ("mention off in the source", move("entity_mentions", 1, char_start=-2), "mention-source", "e Republic",
     "entity_mentions.csv, row 3, column char_start and char_end"),
    ("mention elsewhere in the source", put("entity_mentions", 0, char_start=398, char_end=418), "mention-inside",
     "inside its paragraph", "row 2"),
    ("statement off its verb", move("statements", 0, end=-2), "statement-verb", "call f", "row 2"),
    ("statement off in the source", move("statements", 0, char_end=-2), "statement-source", "They call f", "row 2"),
    ("person not printed", put("signatories", 0, person_printed="NA Nill"), "printed", '"NA Nill"', "row 2"),
    ("proxy not printed", put("signatories", 1, proxy_printed="B. Tanko"), "printed", '"B. Tanko"', "row 3"),
    ("heading not printed", put("sections", 3, heading="NaN"), "printed", '"NaN"', "row 5, column heading"),
    ("label not printed", put("sections", 2, label_printed="J"), "printed", '"J"', "row 4, column label_printed"),
    ("date not printed", put("instrument_mentions", 0, date_printed="4 March"), "printed", '"4 March"', "row 2"),
    ("evidence of another value", put("evidence", 3, value="1999-03-05"), "evidence-value", 'not "1999-03-04"',
     "row 5, column value"),
    ("evidence of another origin", put("documents", 0, place_origin="supplied"), "evidence-value", '"supplied"',
     "row 6, column origin"),
    ("evidence for another column", edit("evidence", dangling_evidence), "evidence-value", "not nothing", "row 2"),
    ("evidence not printed", put("evidence", 3, printed="March 5, 1999"), "evidence-text", 'not "March 4, 1999"',
     "row 5"),
    ("supplied without a statement", put("evidence", 2, statement=""), "evidence-statement", "statement", "row 4"),
    ("supplied from the text", put("evidence", 2, printed="two"), "evidence-statement", "nothing printed", "row 4"),
    ("text and statement", put("evidence", 3, statement="As it says."), "evidence-statement", "no statement", "row 5"),
    ("value without evidence", drop("evidence", 4), "evidence-rows", "where the value comes from",
     "row 2, column place"),
    ("paragraph misnumbered", put("paragraphs", 3, number=2), "paragraph-id", "II.A.2", "row 5, column paragraph_id"),
    ("wrong passage", put("paragraphs", 0, passage="preamble.2"), "passage", ":preamble.2", "row 2"),
    ("signatory misnamed", put("signatories", 0, signatory_id=f"{WINDHOEK}:signatory.3"), "signatory-id",
     "signatory.1", "row 2"),
    ("segment misnamed", put("segments", 0, segment_id=f"{WINDHOEK}:segment.99"), "segment-id", "segment.1", "row 2"),
    ("edit misnamed", put("edits", 0, edit_id=f"{WINDHOEK}:edit@1"), "edit-id", "edit@141", "row 2, column edit_id"),
    ("evidence misnamed", put("evidence", 0, evidence_id=f"{WINDHOEK}:evidence.titel"), "evidence-id", "tit", "row 2"),
    ("mention misnamed", put("instrument_mentions", 1, mention_id=f"{WINDHOEK}:I.1@1"), "mention-id", "I.1@1", "row 3"),
    ("entity mention misnamed", put("entity_mentions", 2, mention_id=f"{WINDHOEK}:I.1@1"), "mention-id", "I.1@1",
     "row 4"),
    ("statement misnamed", put("statements", 0, statement_id=f"{WINDHOEK}:I.2#2"), "statement-id", "I.2#1", "row 2"),
    ("row of another document", put("sections", 0, section_id=f"{TASHKENT}:title"), "document-prefix", TASHKENT,
     "row 2, column section_id"),
    ("section outside of its parent", put("sections", 4, section_id=f"{WINDHOEK}:A"), "document-prefix", "II.",
     "row 6, column section_id"),
    ("words miscounted", move("documents", 0, words=1), "counts", "55, not 54", "row 2, column words"),
    ("sections miscounted", put("documents", 1, sections=2), "counts", "2, not 1", "row 3, column sections"),
    ("mentions of an instrument miscounted", put("instruments", 0, mentions=3), "counts", "3, not 2",
     "instruments.csv, row 2"),
    ("documents of an entity miscounted", put("entities", 0, documents=2), "counts", "2, not 1", "entities.csv, row 2"),
    ("document with a colon", put("documents", 0, document_id="a:b"), "document-prefix", "a colon", "row 2"),
    ("rows of a document after those of a later one", edit("segments", lambda rows: rows.append(rows.pop(0))),
     "row-order", "not where the order of documents puts it", "row 19, column document_id"),
    ("other cell in the view of a paragraph", put("data/views/paragraphs_flat.csv", 0, words=1), "view-cells", "1, not",
     "paragraphs_flat.csv, row 2, column words"),
    ("other cell in the view of a document", put("data/views/paragraphs_flat.csv", 0, place="Osh"), "view-cells",
     '"Osh", not', "paragraphs_flat.csv, row 2, column place"),
    ("other cell in the view of a section", put("data/views/paragraphs_flat.csv", 0, section_kind="body"), "view-cells",
     '"body", not', "paragraphs_flat.csv, row 2, column section_kind"),
    ("paragraph not in the view", drop("data/views/paragraphs_flat.csv", 0), "view-cells", "does not show",
     "paragraphs.csv, row 2"),
    ("diagnostic of another number", put("diagnostics", 1, diagnostic_id="gaborone.txt#3"), "diagnostic-id",
     "gaborone.txt#2", "row 3, column diagnostic_id"),
    ("diagnostic of a document", put("diagnostics", 0, text_file="windhoek.txt", diagnostic_id="windhoek.txt#1"),
     "diagnostic-text", "read from this text", "row 2, column text_file"),
    ("code of no error", put("diagnostics", 0, code="unlucky"), "diagnostic-code", "unlucky", "row 2, column code"),
]  # fmt: skip

#: The same with sizes and hashes as planted.
UNSEALED: list[tuple[str, Plant, str, str, str]] = [
    ("wrong size", listed(SQLITE, bytes=1), "file-bytes", "says 1", SQLITE),
    ("no size", lambda f, d: resource(d, CSV).pop("bytes"), "file-bytes", "says nothing", CSV),
    ("size as text", listed(CSV, bytes="612"), "file-bytes", 'says "612"', CSV),
    ("wrong hash of Parquet", listed("data/parquet/edits.parquet", hash="sha256:" + "0" * 64), "file-hash",
     'says "sha256:000', "data/parquet/edits.parquet"),
    ("another algorithm", listed(CSV, hash="md5:00"), "file-hash", '"md5:00"', CSV),
    ("workbook changed", prepend("data/sample-texts.xlsx", b"x"), "file-bytes", "bytes", "data/sample-texts.xlsx"),
    ("verifier changed", replace("verify.py", b"sha256", b"sha224"), "file-hash", "SHA-256 is", "verify.py"),
]  # fmt: skip

EVERY = [(*case, True) for case in CASES] + [(*case, False) for case in UNSEALED]


@pytest.mark.parametrize(
    ("plant", "rule", "says", "where", "sealed"), [c[1:] for c in EVERY], ids=[c[0] for c in EVERY]
)
def test_planted_fault_is_caught(
    sound: Files, hold: Callable[[Files], str], plant: Plant, rule: str, says: str, where: str, sealed: bool
) -> None:
    report = verify(hold(planted(sound, plant, sealed)))
    assert report.exit_status == 1 and not report.as_dict()["proven"]
    said = "\n".join(report.complaints())
    found = [fault for fault in report.faults if fault["rule"] == rule and says in fault["problem"]]
    assert any(where in f"{fault['file']}, {fault['place']}: ".replace(", : ", ": ") for fault in found), said
    assert "unexpected" not in rules(report), said


#: One in five: how many documents are read at a time matters to few rules, which test_verify_large.py has.
SOME = EVERY[::5]


@pytest.mark.parametrize(("plant", "rule", "sealed"), [(c[1], c[2], c[5]) for c in SOME], ids=[c[0] for c in SOME])
def test_planted_fault_is_caught_document_by_document(
    sound: Files, hold: Callable[[Files], str], one_by_one: None, plant: Plant, rule: str, sealed: bool
) -> None:
    found = rules(verify(hold(planted(sound, plant, sealed))))
    assert rule in found and "unexpected" not in found


def test_documents_one_by_one(sound: Files, hold: Callable[[Files], str], one_by_one: None) -> None:
    assert verify(hold(sound)).faults == []


def test_every_rule_has_a_planted_fault() -> None:
    """Rules are the texts in the program that are rules of `sco validate`, and two of its own."""
    source = ast.parse(VERIFIER.read_text(encoding="utf-8"))
    words = {node.value for node in ast.walk(source) if isinstance(node, ast.Constant)}
    known = (words & ({*RULES} | OWN_RULES)) - {"date", "number", "origin", "resource", "version"}  # other words
    known |= {"mention-text", "mention-source", "statement-verb", "statement-source"}  # made of two parts, there
    apart = {"descriptor", "descriptor-missing", *OWN_RULES}  # below, each in a test of its own
    assert known - apart == {case[2] for case in (*CASES, *UNSEALED)}


def test_every_verbatim_column_is_read() -> None:
    """What a schema calls verbatim stands in a source, so the program must look it up there."""
    for name in TABLES:
        verbatim = [f["name"] for f in schema(name).spec["fields"] if f["sco:origin"] == "verbatim"]
        read = [column.rstrip("?") for column in program.COLUMNS.get(name, "").split()]
        assert set(verbatim) <= set(read), name


# -- the whole ---------------------------------------------------------------------------------------------------------


def test_a_sound_package_is_proven(sound: Files, tmp_path: Path) -> None:
    """And `sco validate` says the same of it."""
    publish(sound, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    report = verify(str(tmp_path))
    assert (report.exit_status, report.faults, check_package(tmp_path, referee=False)) == (0, [], [])
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    tables = {name: rows_of(sound[table(name)]) for name in TABLES}
    counts = report.as_dict()["counts"]
    assert counts["files"] == len(json.loads(sound[DESCRIPTOR])["resources"])
    assert counts["rows"] == sum(map(len, tables.values())) + len(tables["paragraphs"])
    assert (counts["texts"], counts["edits"], counts["sources"]) == (6, 3, 2)
    assert counts["sqlite"] == counts["cells"]
    texts = [source.text for source in sample_corpus().sources]
    assert counts["characters"] == sum(not char.isspace() for text in texts for char in text)
    assert all(counts.values())


def planted_elsewhere() -> Iterator[tuple[str, str, Plant, bool]]:
    """The faults that the tests of `sco validate` plant: name, the rule tried, how to plant it, whether sealed."""
    for cases, sealed in ((package_cases.CASES, True), (package_cases.UNSEALED, False)):
        yield from ((case[0], case[2].split()[0], case[1], sealed) for case in cases)
    for name, change, tried, _, _ in table_cases.CASES:
        yield name, tried.split()[0], in_tables(change), True


def in_tables(change: table_cases.Plant) -> Plant:
    """A fault in tables, as a fault in the CSV files; a value that no CSV can hold leaves its file as it is."""

    def plant(files: Files, descriptor: Descriptor) -> None:
        corpus = sample_corpus()
        change(corpus.tables, list(corpus.sources))
        for name, rows in corpus.tables.items():
            try:
                files[table(name)] = csv_bytes(schema(name), rows)
            except (TypeError, KeyError):
                continue

    return plant


#: Faults of rules that both know: reported here under a rule that comes before, or beyond what is checked here.
OTHERWISE = {
    "unique key repeats": "unique",
    "unique value of a source twice": "unique",
    "wrong encoding": "paragraph-text",
    "mention past its paragraph": "mention-text",
    "title in a paragraph": "segment-row",
    "position twice": "unique-key",
    "evidence for another column": "evidence-value",
    "evidence without offsets": "offsets",
    "text and statement": "evidence-statement",
    "resource that is a text": "name",
}
BEYOND = {
    # in properties of the descriptor that are for readers alone
    "no title", "keywords in a text", "name with capitals",
    # in memory, not in a file
    "no table", "text for a boolean", "boolean for a number", "time for a date", "figure that is no number",
    "whole number for a number", "source lost", "source of no document", "source changed",
    # left to `sco validate`
    "foreign key not declared", "dangling row in SQLite", "signatory of no signature", "family name not printed",
    "signatories not by position", "instruments not by name", "edits not by offset", "positions against the text",
    "parent after its child",
}  # fmt: skip


def test_what_validate_catches_is_caught(sound: Files, hold: Callable[[Files], str]) -> None:
    """Every fault planted against `sco validate` under a rule that is known here too."""
    known = {case[2] for case in (*CASES, *UNSEALED)}
    tried, missed = 0, []
    for name, rule, plant, sealed in planted_elsewhere():
        if rule in known and name not in BEYOND:
            tried += 1
            found = rules(verify(hold(planted(sound, plant, sealed))))
            if OTHERWISE.get(name, rule) not in found:
                missed.append((name, rule, sorted(found)))
    assert missed == []
    assert tried > 80


# -- descriptor --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "rule", "status"),
    [
        (None, "descriptor-missing", 3),
        (b"{", "descriptor", 1),
        (b"\xff{}", "descriptor", 1),
        (b"[]", "descriptor", 1),
        (b"[" * 100_000, "descriptor", 1),
        (b'{"name": "a", "name": "b"}', "descriptor", 1),
        (b'{"name": "a", "version": "1", "resources": {}}', "descriptor-value", 1),
    ],
)
def test_descriptor_that_is_none(tmp_path: Path, raw: bytes | None, rule: str, status: int) -> None:
    if raw is not None:
        (tmp_path / DESCRIPTOR).write_bytes(raw)
    report = verify(str(tmp_path))
    assert (rules(report), report.exit_status) == ({rule}, status)


VALUES: tuple[Any, ...] = (None, 1, "x", [], [[]], {"x": 1})


@pytest.fixture(scope="module")
def sound_csv(sound: Files) -> Files:
    """The sound package as far as it is texts and CSV, which is enough for properties of a CSV file."""
    others = [path for path in sound if path != DESCRIPTOR and not path.endswith((".csv", ".txt"))]
    return planted(sound, unlist(*others))


@pytest.mark.parametrize(
    "where",
    [
        *((key,) for key in ("schema", "dialect", "path", "name", "hash")),
        *(("schema", key) for key in ("fields", "primaryKey", "uniqueKeys", "foreignKeys", "missingValues")),
        *(("schema", "fields", 0, key) for key in ("name", "type", "constraints")),
        *(("schema", "fields", 2, "constraints", key) for key in ("required", "unique", "pattern", "enum", "minimum")),
        *(("schema", "foreignKeys", 0, key) for key in ("fields", "reference")),
        *(("schema", "foreignKeys", 0, "reference", key) for key in ("resource", "fields")),
    ],
    ids=lambda where: ".".join(map(str, where)),
)
def test_nothing_in_the_descriptor_makes_it_break_off(
    sound_csv: Files, hold: Callable[[Files], str], where: tuple[str | int, ...]
) -> None:
    """Whatever stands in a property: a verdict. What is not as it was is mostly a fault, some is harmless."""
    assert verify(hold(sound_csv)).exit_status == 0
    faults = 0
    for value in VALUES:
        descriptor = json.loads(sound_csv[DESCRIPTOR])
        inner: Any = resource(descriptor, CSV)
        for key in where[:-1]:
            inner = inner[key]
        inner[where[-1]] = value
        report = verify(hold({**sound_csv, DESCRIPTOR: json.dumps(descriptor).encode()}))
        assert "unexpected" not in rules(report), (value, report.complaints())
        faults += report.exit_status
    assert faults or where[-1] == "unique"


def test_no_change_of_bytes_makes_it_break_off(sound: Files, hold: Callable[[Files], str]) -> None:
    """CSV files, SQLite and sources with a few bytes changed, hashes set right: a verdict, and no error of its own."""
    chance = random.Random(20030529)
    paths = sorted(path for path in sound if path.endswith((".csv", ".sqlite", ".txt")))
    for _ in range(25):
        files = dict(sound)
        for path in chance.sample(paths, 3):
            raw = bytearray(files[path])
            for _ in range(chance.randint(1, 4)):
                at = chance.randrange(len(raw))
                raw[at : at + chance.randint(0, 3)] = chance.choice((b"", b"\0", b'"', b"\n", b",", b"9", b"\xff\xfe"))
            files[path] = bytes(raw)
        report = verify(hold(planted(files, lambda files, descriptor: None)))
        assert "unexpected" not in rules(report), report.complaints()


def test_an_error_of_its_own_is_a_fault(sound: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "prove", lambda *_: 1 / 0)
    report = verify(str(write(sound, tmp_path)))
    assert (rules(report), report.exit_status) == ({"unexpected"}, 1)
    assert "ZeroDivisionError" in report.faults[0]["problem"]


def test_a_link_out_of_the_package_is_not_followed(sound: Files, tmp_path: Path) -> None:
    root = write(sound, tmp_path / "package")
    (tmp_path / "codebook.md").write_bytes(sound["docs/codebook.md"])
    (root / "docs/codebook.md").unlink()
    (root / "docs/codebook.md").symlink_to(tmp_path / "codebook.md")
    report = verify(str(root))
    assert [(fault["file"], fault["rule"]) for fault in report.faults] == [("docs/codebook.md", "file-missing")]
    assert "leads out of the package" in report.faults[0]["problem"]


def test_without_sqlite_it_says_so(sound: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    report = verify(str(write(planted(sound, sql("DELETE FROM edits")), tmp_path)))
    assert report.exit_status == 0 and report.as_dict()["counts"]["sqlite"] == 0
    assert "This Python has no sqlite3" in " ".join(report.summary())


# -- builds that were cut off ------------------------------------------------------------------------------------------


def cut_off(files: Files, root: Path, after: int) -> bool:
    """Publish in another process that ends, as if killed, before its next renaming or removal but `after`.

    Returns whether it was cut off.
    """
    child = os.fork()
    if child == 0:
        left = iter(range(after))

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            if event in ("os.rename", "os.remove") and next(left, None) is None:
                os._exit(9)

        sys.addaudithook(watch)
        try:
            publish(files, root)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_build_that_was_killed_leaves_one_whole_package(sound: Files, newer: Files, tmp_path: Path) -> None:
    """Before each renaming and removal of a run that replaces a package: proven, first the old one, then the new."""
    versions, interrupted, after = [], 0, 0
    publish(sound, tmp_path / "0")
    while True:
        root = tmp_path / "0"
        ended = not cut_off(newer, root, after)
        report = verify(str(root))
        assert report.faults == [], (after, report.complaints())
        versions.append(report.name.split()[-1])
        interrupted += bool(report.interrupted)
        assert not report.interrupted or versions[-1] == "1.2.3"
        recover(root)
        assert verify(str(root)).name == report.name
        publish(sound, root)
        after += 1 if after < 3 else 6
        if ended:
            break
    assert versions == sorted(versions) and set(versions) == {"1.2.3", "1.3.0"}
    assert interrupted > 3


def interrupt(old: Files, new: Files, root: Path, done: int, undone: int = 0) -> None:
    """A folder as a swap leaves it that was cut off after `done` files; `undone` of the old ones are put back."""
    staging = root / ".sco-staging"
    changed = sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))
    write(old, root)
    for number, path in enumerate(changed):
        raw = new.get(path) if number < done and number >= undone else old.get(path)
        if raw is None:
            (root / path).unlink(missing_ok=True)
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(raw)
        if path in old and number >= undone:
            (staging / "old" / path).parent.mkdir(parents=True, exist_ok=True)
            (staging / "old" / path).write_bytes(old[path])
    journal = {"replaced": [p for p in changed if p in old], "added": [p for p in changed if p not in old]}
    staging.mkdir(exist_ok=True)
    (staging / "journal.json").write_text(json.dumps({**journal, "folders": []}))


@pytest.mark.parametrize(("done", "undone"), [(0, 0), (3, 0), (12, 0), (99, 0), (99, 5), (99, 99)])
def test_a_swap_that_was_cut_off_is_seen_through(
    sound: Files, newer: Files, tmp_path: Path, done: int, undone: int
) -> None:
    interrupt(sound, newer, tmp_path, done, undone)
    report = verify(str(tmp_path))
    assert (report.faults, report.exit_status, report.name) == ([], 0, "sample-texts 1.2.3")
    assert report.as_dict()["interrupted"] and "`sco build` puts its" in " ".join(report.summary())


def test_what_is_kept_is_proven_too(sound: Files, newer: Files, tmp_path: Path) -> None:
    interrupt(sound, newer, tmp_path, 99)
    (tmp_path / ".sco-staging/old" / SQLITE).write_bytes(b"x")
    assert [(fault["file"], fault["rule"]) for fault in verify(str(tmp_path)).faults][:1] == [(SQLITE, "file-bytes")]


def test_a_first_build_that_was_cut_off_is_no_package(newer: Files, tmp_path: Path) -> None:
    interrupt({DESCRIPTOR: b'{"resources": []}'}, newer, tmp_path, 99)
    journal = {"replaced": [], "added": sorted(newer)}
    (tmp_path / ".sco-staging/journal.json").write_text(json.dumps(journal))
    report = verify(str(tmp_path))
    assert (rules(report), report.exit_status) == ({"descriptor-missing"}, 3)
    assert "run `sco build` again" in " ".join(report.summary())


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"replaced": 1, "added": []}', b'{"replaced": [[]], "added": []}'])
def test_a_journal_that_is_none(sound: Files, tmp_path: Path, raw: bytes) -> None:
    root = write({**sound, ".sco-staging/journal.json": raw}, tmp_path)
    report = verify(str(root))
    assert rules(report) == {"journal"}


# -- as a program ------------------------------------------------------------------------------------------------------


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The program by its path, with nothing of this environment and none of the packages installed in it."""
    command = [sys.executable, "-S", "-I", *arguments]
    return subprocess.run(command, cwd=cwd, env={}, capture_output=True, text=True, timeout=60, encoding="utf-8")


def test_it_imports_nothing_but_the_standard_library() -> None:
    source = ast.parse(VERIFIER.read_text(encoding="utf-8"), feature_version=(3, 9))
    named = {alias.name for node in ast.walk(source) if isinstance(node, ast.Import) for alias in node.names}
    origins = [node for node in ast.walk(source) if isinstance(node, ast.ImportFrom)]
    assert all(node.level == 0 for node in origins)
    named |= {str(node.module) for node in origins}
    assert named and {name.split(".")[0] for name in named} <= sys.stdlib_module_names


def test_it_runs_in_a_package_alone(sound: Files, tmp_path: Path) -> None:
    root = write(sound, tmp_path / "package")
    done = run(str(root / "verify.py"), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{root}: sample-texts 1.2.3\nProven:\n")
    assert "Of Parquet files and the workbook the bytes alone are proven" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines()[1:])
    (root / CSV).write_bytes(sound[CSV].replace(b"CIV", b"SEN"))
    done = run("package/verify.py", "package", "--json", cwd=tmp_path)
    said = json.loads(done.stdout)
    assert (done.returncode, done.stderr, said["proven"], said["folder"]) == (1, "", False, "package")
    assert [fault["rule"] for fault in said["faults"]] == ["file-hash", "sqlite-cells"]
    done = run("package/verify.py", "package", cwd=tmp_path)
    assert done.returncode == 1 and "Not proven. What holds:" in done.stdout
    assert f"{CSV}: The SHA-256 is" in done.stderr and "2 faults. Get the package anew" in done.stderr
    assert run("package/verify.py", "nowhere", cwd=tmp_path).returncode == 3
    done = run("package/verify.py", "a", "b", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")


def test_the_command_says_what_the_program_says(
    sound: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(sound, tmp_path)
    for broken in (False, True):
        if broken:
            (root / CSV).write_bytes(sound[CSV].replace(b"CIV", b"SEN"))
        for options in ([], ["--json"]):
            outcomes = []
            for command in (program.main, lambda given: cli.main(["verify", *given])):
                status, captured = command([str(root), *options]), capsys.readouterr()
                # One of them writes letters beyond ASCII in JSON as they are, the other as escapes.
                outcomes.append((status, json.loads(captured.out) if options else captured.out, captured.err))
            assert outcomes[0] == outcomes[1]
        assert (cli.main(["verify", str(root), "--quiet"]), capsys.readouterr().out) == (int(broken), "")
    assert cli.main(["verify", str(root / "nowhere")]) == 3
    assert cli.main(["verify", "a", "b"]) == 2


def test_what_a_package_says_is_shown_with_escapes(sound: Files, tmp_path: Path) -> None:
    plant = put("signatories", 0, state_printed="\x1b[31mred\u202e")
    report = verify(str(write(planted(sound, plant), tmp_path)))
    said = "\n".join(report.complaints())
    assert r"\x1b[31mred\u202e" in said and "\x1b" not in said


def test_faults_beyond_twenty_of_a_kind_are_counted(sound: Files, tmp_path: Path) -> None:
    plant = edit("segments", lambda rows: [row.update(kind=f"x{n}") for n, row in enumerate(rows * 2)])
    report = verify(str(write(planted(sound, plant), tmp_path)))
    assert sum(fault["rule"] == "enum" for fault in report.faults) == 18
    report = Report("x")
    for number in range(30):
        report.fault("enum", "x.csv", f"row {number}", "It is wrong.")
    assert len(report.faults) == program.LISTED
    assert re.fullmatch(r"30 faults, 10 of them not listed\. .+", report.complaints()[-1])


def test_what_a_build_keeps_of_marks_is_proven(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    text = "\ufeff\ufeffTREATY ON LAKES\n\nThey agree.\n\nFor Kenya>\nJ. Otieno|\n\nFor Uganda>\nP. Okello\n"
    (texts / "lakes.txt").write_text(text, encoding="utf-8")
    build(texts, tmp_path / "package")
    report = verify(tmp_path / "package")
    assert report.faults == []
    assert report.proven["sources"] == 1


@pytest.mark.parametrize(
    ("value", "text", "stands"),
    [
        ("Republic of Kenya", "Republic of | Kenya>", True),
        ("J. Otieno", "**J. Otieno**", True),
        ("J. Otieno", "Otieno J.", False),
        ("Kenya", "Kenyan", False),
    ],
)
def test_words_stand_in_their_order(value: str, text: str, stands: bool) -> None:
    assert program.in_order(value, text) is stands
