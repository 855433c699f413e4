"""Holds up: every rule over a published folder catches the fault that it is for, and a sound package has none.

Each case plants one fault in the files or the descriptor of a sound package. Sizes and hashes are then set right
again, unless they are what the case is about, so that only the check of the content can speak up.
"""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sample import WINDHOEK, sample_corpus
from sco_declarations.build.checks import check_package, rule_of
from sco_declarations.build.checks.folder import declared_at, parse
from sco_declarations.build.checks.frictionless_ import beyond, referee
from sco_declarations.build.faults import Fault
from sco_declarations.build.package import publish, render

Files = dict[str, bytes]
Descriptor = dict[str, Any]
Plant = Callable[[Files, Descriptor], Any]

DESCRIPTOR = "datapackage.json"
CSV, PARQUET = "data/csv/signatories.csv", "data/parquet/signatories.parquet"
SQLITE = "data/sample-texts.sqlite"
XLSX = "data/sample-texts.xlsx"
#: Parts of the workbook: its texts, and the sheets of documents and signatories.
STRINGS, SHEET_2, SHEET_5 = "xl/sharedStrings.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet5.xml"


@pytest.fixture(scope="module")
def sound() -> Files:
    return render(sample_corpus(), {"docs/codebook.md": b"# Codebook\n"})


def resource(descriptor: Descriptor, path: str) -> dict[str, Any]:
    return next(r for r in descriptor["resources"] if r["path"] == path)


def seal(files: Files, descriptor: Descriptor) -> None:
    """Set sizes and hashes right, as a careless forger would."""
    for listed in descriptor["resources"]:
        if isinstance(listed, dict) and isinstance(listed["path"], str) and listed["path"] in files:
            raw = files[listed["path"]]
            listed.update(bytes=len(raw), hash=f"sha256:{hashlib.sha256(raw).hexdigest()}")


def plant_in(sound: Files, plant: Plant, root: Path, sealed: bool = True) -> Path:
    files = dict(sound)
    descriptor = json.loads(files.pop(DESCRIPTOR))
    plant(files, descriptor)
    if sealed:
        seal(files, descriptor)
    for path, raw in {DESCRIPTOR: json.dumps(descriptor).encode(), **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    return root


def faults_of(root: Path, referee: bool = False) -> list[Fault]:
    """The faults of a package, each with its file relative to the package."""
    found = check_package(root, referee=referee)
    assert all(Path(fault.file).is_relative_to(root) for fault in found)
    return [dataclasses.replace(f, file=Path(f.file).relative_to(root).as_posix()) for f in found]


# -- planting --------------------------------------------------------------------------------------------------------


def top(**values: Any) -> Plant:
    """Overwrite properties of the package."""
    return lambda files, descriptor: descriptor.update(values)


def without(key: str) -> Plant:
    return lambda files, descriptor: descriptor.pop(key)


def listed(at: str, /, **values: Any) -> Plant:
    """Overwrite properties of a resource."""
    return lambda files, descriptor: resource(descriptor, at).update(values)


def field(path: str, index: int, **values: Any) -> Plant:
    return lambda files, descriptor: resource(descriptor, path)["schema"]["fields"][index].update(values)


def replace(path: str, old: bytes, new: bytes, count: int = 1) -> Plant:
    def plant(files: Files, descriptor: Descriptor) -> None:
        assert old in files[path]
        files[path] = files[path].replace(old, new, count)

    return plant


def prepend(path: str, raw: bytes) -> Plant:
    return lambda files, descriptor: files.update({path: raw + files[path]})


def overwrite(path: str, raw: bytes) -> Plant:
    return lambda files, descriptor: files.update({path: raw})


def unlist(*paths: str, keep: bool = False) -> Plant:
    """Take resources out of the descriptor, and their files away."""

    def plant(files: Files, descriptor: Descriptor) -> None:
        descriptor["resources"] = [r for r in descriptor["resources"] if r["path"] not in paths]
        for path in () if keep else paths:
            del files[path]

    return plant


def parquet(path: str, change: Callable[[pa.Table], pa.Table]) -> Plant:
    def plant(files: Files, descriptor: Descriptor) -> None:
        sink = io.BytesIO()
        pq.write_table(change(pq.read_table(io.BytesIO(files[path]))), sink)
        files[path] = sink.getvalue()

    return plant


def cells(column: str, change: Callable[[list[Any]], list[Any]]) -> Callable[[pa.Table], pa.Table]:
    """A Parquet table with other values in a column."""

    def changed(table: pa.Table) -> pa.Table:
        at = table.column_names.index(column)
        values = pa.array(change(table.column(column).to_pylist()), table.schema.field(at).type)
        return table.set_column(at, pa.field(column, values.type), values)

    return changed


def cast(column: str, kind: pa.DataType) -> Callable[[pa.Table], pa.Table]:
    def changed(table: pa.Table) -> pa.Table:
        at = table.column_names.index(column)
        return table.set_column(at, pa.field(column, kind), table.column(column).cast(kind))

    return changed


def sql(*statements: str) -> Plant:
    def plant(files: Files, descriptor: Descriptor) -> None:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.deserialize(files[SQLITE])
        for statement in statements:
            connection.execute(statement)
        files[SQLITE] = connection.serialize()
        connection.close()

    return plant


def workbook(part: str, old: bytes, new: bytes) -> Plant:
    """Other bytes in a part of the workbook, at their first place."""

    def plant(files: Files, descriptor: Descriptor) -> None:
        sink = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(files[XLSX])) as before, zipfile.ZipFile(sink, "w") as after:
            assert old in before.read(part)
            for name in before.namelist():
                raw = before.read(name)
                after.writestr(name, raw.replace(old, new, 1) if name == part else raw)
        files[XLSX] = sink.getvalue()

    return plant


def swell(files: Files, descriptor: Descriptor) -> None:
    """A part that unpacks to far more than it takes."""
    sink = io.BytesIO(files[XLSX])
    with zipfile.ZipFile(sink, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", b"0" * 60_000_000)
    files[XLSX] = sink.getvalue()


def repeat_name(files: Files, descriptor: Descriptor) -> None:
    descriptor["resources"][1]["name"] = descriptor["resources"][0]["name"]


def text_for_a_resource(files: Files, descriptor: Descriptor) -> None:
    descriptor["resources"].append("data/more.csv")


def misspell_constraints(files: Files, descriptor: Descriptor) -> None:
    """frictionless then knows of no constraint, and all is well with it."""
    first = resource(descriptor, CSV)["schema"]["fields"][0]
    first["contraints"] = first.pop("constraints")


def move_column(files: Files, descriptor: Descriptor) -> None:
    """The first and third columns exchanged, cells and all."""
    rows = list(csv.reader(io.StringIO(files[CSV].decode(), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([row[2], row[1], row[0], *row[3:]] for row in rows)
    files[CSV] = out.getvalue().encode()


def shorten_enum(files: Files, descriptor: Descriptor) -> None:
    basis = next(f for f in resource(descriptor, CSV)["schema"]["fields"] if f["name"] == "basis")
    basis["constraints"]["enum"] = ["signature"]


#: What is wrong; how to plant it; rules that must report it, the one tried first; words of its message; its file.
CASES: list[tuple[str, Plant, str, str, str]] = [
    ("profile of version 1", top(**{"$schema": "https://datapackage.org/profiles/1.0/datapackage.json"}),
     "descriptor-schema", "profiles/1.0", DESCRIPTOR),
    ("no profile", without("$schema"), "descriptor-schema", "is nothing", DESCRIPTOR),
    ("resource of another profile", listed(CSV, **{"$schema": "https://example.org/x.json"}), "descriptor-schema",
     "dataresource.json", DESCRIPTOR),
    ("no title", without("title"), "descriptor-value", "title is nothing", DESCRIPTOR),
    ("no resources", lambda f, d: (d["resources"].clear(), f.clear()), "descriptor-value published",
     "resources is []", DESCRIPTOR),
    ("keywords in a text", top(keywords="a, b"), "descriptor-value", "'a, b'", DESCRIPTOR),
    ("resource that is a text", text_for_a_resource, "descriptor-value", "'data/more.csv'", DESCRIPTOR),
    ("British licence", top(licences=[]), "property", "did you mean licenses?", DESCRIPTOR),
    ("singular role", top(contributors=[{"title": "A", "role": "creator"}]), "property", "did you mean roles?",
     DESCRIPTOR),
    ("profile on a resource", listed(CSV, profile="tabular-data-resource"), "property", "'profile'", DESCRIPTOR),
    ("misspelt constraints", misspell_constraints, "property inline-schema", "did you mean constraints?", DESCRIPTOR),
    ("misspelt property of ours", listed(CSV, **{"sco:tabel": "x"}), "property", "did you mean sco:table?", DESCRIPTOR),
    ("misspelt dialect", listed(CSV, dialect={"delimeter": ","}), "property resource",
     "did you mean delimiter?", DESCRIPTOR),
    ("name with capitals", top(name="Sample Texts"), "name", "'Sample Texts'", DESCRIPTOR),
    ("two resources of one name", repeat_name, "name resource", "'documents' too", DESCRIPTOR),
    ("version that is none", top(version="banana"), "version", "'banana'", DESCRIPTOR),
    ("version of two numbers", top(version="1.2"), "version", "'1.2'", DESCRIPTOR),
    ("roles in a text", top(contributors=[{"title": "A", "roles": "creator"}]), "contributors", "'creator'",
     DESCRIPTOR),
    ("role misspelt", top(contributors=[{"title": "A", "roles": ["dataCurater"]}]), "contributors",
     "did you mean dataCurator?", DESCRIPTOR),
    ("table that is said to be none", lambda f, d: resource(d, CSV).pop("type"), "resource", "type is nothing",
     DESCRIPTOR),
    ("Parquet as a table", listed(PARQUET, type="table"), "resource", "type is 'table'", DESCRIPTOR),
    ("format of another kind", listed(CSV, format="tsv"), "resource", "format is 'tsv'", DESCRIPTOR),
    ("encoding of another kind", listed(CSV, encoding="cp1251"), "resource", "encoding is 'cp1251'", DESCRIPTOR),
    ("dialect without line ends", lambda f, d: resource(d, CSV)["dialect"].pop("lineTerminator"), "resource",
     "dialect is", DESCRIPTOR),
    ("twin of another table", listed(PARQUET, **{"sco:table": "sections"}), "resource", "sco:table is 'sections'",
     DESCRIPTOR),
    ("codebook as a table", listed("docs/codebook.md", type="table"), "resource", "no table of the project",
     DESCRIPTOR),
    ("nameless contributor", top(contributors=[{"roles": ["creator"]}]), "contributors", "no title", DESCRIPTOR),
    ("licence without a name", top(licenses=[{"title": "Free"}]), "licenses", "neither a name", DESCRIPTOR),
    ("empty licences", top(licenses=[]), "licenses", "is []", DESCRIPTOR),
    ("path out of the package", listed("docs/codebook.md", path="../codebook.md"), "path", "'../codebook.md'",
     DESCRIPTOR),
    ("absolute path", listed("docs/codebook.md", path="/etc/hostname"), "path", "'/etc/hostname'", DESCRIPTOR),
    ("path of several files", listed("docs/codebook.md", path=["a", "b"]), "path", "['a', 'b']", DESCRIPTOR),
    ("path twice", listed("docs/codebook.md", path="data/sample-texts.xlsx"), "path", "too.", DESCRIPTOR),
    ("workbook not published", unlist("data/sample-texts.xlsx"), "published", ".xlsx", DESCRIPTOR),
    ("Parquet not published", unlist(PARQUET), "published", PARQUET, DESCRIPTOR),
    ("table not published", unlist(CSV), "published", CSV, DESCRIPTOR),
    ("weaker schema", field(CSV, 0, constraints={}), "inline-schema", "field signatory_id differs in constraints",
     DESCRIPTOR),
    ("schema elsewhere", listed(CSV, schema="schemas/signatories.json"), "inline-schema descriptor-value",
     "should stand in the descriptor itself", DESCRIPTOR),
    ("no foreign keys", lambda f, d: resource(d, CSV)["schema"].pop("foreignKeys"), "inline-schema",
     "foreignKeys is nothing", DESCRIPTOR),
    ("fields of another table", lambda f, d: resource(d, CSV)["schema"]["fields"].pop(), "inline-schema",
     "the fields are", DESCRIPTOR),
    ("categories beyond the enum", shorten_enum, "categories inline-schema", "the enum is ['signature']", DESCRIPTOR),
    ("file gone", lambda f, d: f.pop("docs/codebook.md"), "file-missing", "not there", "docs/codebook.md"),
    ("folder for a file", lambda f, d: f.update({"docs/codebook.md/x": f.pop("docs/codebook.md")}), "file-missing",
     "cannot be read", "docs/codebook.md"),
    ("stray table", overwrite("data/csv/more.csv", b"a\n"), "file-listed", "not listed", "data/csv/more.csv"),
    ("stray view", overwrite("data/views/deep/x.parquet", b""), "file-listed", "not listed",
     "data/views/deep/x.parquet"),
    ("stray database", unlist(SQLITE, keep=True), "file-listed published", "not listed", SQLITE),
    ("not UTF-8", replace(CSV, "Côte".encode(), "Côte".encode("latin-1")), "csv-encoding",
     "Byte 0xf4 on line 3", CSV),
    ("byte-order mark", prepend(CSV, b"\xef\xbb\xbf"), "csv-encoding", "byte-order mark", CSV),
    ("CR LF", replace(CSV, b"\n", b"\r\n", -1), "csv-line-ends", "instead of LF", CSV),
    ("no end of the last line", lambda f, d: f.update({CSV: f[CSV].rstrip()}), "csv-line-ends", "last line", CSV),
    ("cell too many", replace(CSV, b"Null,,", b"Null,,,"), "csv-shape required parquet-cells "
     "sqlite-cells workbook-cells", "The row has 14 cells", CSV),
    ("blank line", lambda f, d: f.update({CSV: f[CSV] + b"\n"}), "csv-shape columns required primary-key "
     "parquet-cells sqlite-cells", "The row has 0 cells", CSV),
    ("quotation mark not closed", replace(CSV, b",NA,", b',"NA,'), "csv-shape", "not well-formed", CSV),
    ("columns of a CSV file in another order", move_column, "csv-header", "The header is position, document_id", CSV),
    ("column misnamed", replace(CSV, b"state_code", b"state"), "csv-header columns parquet-cells "
     "sqlite-cells workbook-cells", "The header is", CSV),
    ("source not listed", unlist("data/raw/windhoek.txt", keep=True), "source-file source-set", "is not listed",
     "data/csv/documents.csv"),
    ("source of another encoding", replace("data/csv/documents.csv", b"cp1251", b"utf-8"), "source-decode source-set "
     "parquet-cells sqlite-cells workbook-cells", "does not decode", "data/raw/tashkent.txt"),
    ("unknown encoding", replace("data/csv/documents.csv", b"cp1251", b"cp9999"), "source-decode source-set "
     "parquet-cells sqlite-cells workbook-cells", "unknown encoding", "data/raw/tashkent.txt"),
    ("source file changed", replace("data/raw/windhoek.txt", b"no more", b"no less"), "source-facts paragraph-text",
     "source_sha256 is", "data/csv/documents.csv"),
    ("narrow integer in Parquet", parquet(PARQUET, cast("position", pa.int32())), "parquet-columns", "int32", PARQUET),
    ("date as text in Parquet", parquet("data/parquet/documents.parquet", cast("date_earliest", pa.string())),
     "parquet-columns parquet-cells", "declared as date, but stored as string", "data/parquet/documents.parquet"),
    ("column gone from Parquet", parquet(PARQUET, lambda t: t.drop_columns(["basis"])), "parquet-columns "
     "parquet-cells", "The columns are", PARQUET),
    ("not Parquet", overwrite(PARQUET, b"PAR1"), "parquet-columns", "cannot be read as Parquet", PARQUET),
    ("other cell in Parquet", parquet(PARQUET, cells("state_code", lambda v: ["NAM", "SEN"])), "parquet-cells",
     "'CIV' in the CSV, but 'SEN' in Parquet", PARQUET),
    ("empty text for null in Parquet", parquet(PARQUET, cells("proxy_printed", lambda v: ["", v[1]])), "parquet-cells",
     "nothing in the CSV, but '' in Parquet", PARQUET),
    ("row gone from Parquet", parquet(PARQUET, lambda t: t.slice(0, 1)), "parquet-cells",
     "Parquet has no row", PARQUET),
    ("rows turned round in Parquet", parquet(PARQUET, lambda t: t.take([1, 0])), "parquet-cells", "another order",
     PARQUET),
    ("other cell in the view's Parquet", parquet("data/views/paragraphs_flat.parquet",
     cells("words", lambda v: [v[0] + 1, *v[1:]])), "parquet-cells", "words of", "data/views/paragraphs_flat.parquet"),
    ("other cell in the CSV", replace(CSV, b",CIV,", b",SEN,"), "parquet-cells sqlite-cells workbook-cells",
     "'SEN' in the CSV, but 'CIV' in Parquet", PARQUET),
    ("not SQLite", overwrite(SQLITE, b"SQLite format 3\x00" + b"x" * 200), "sqlite-tables", "cannot be read as SQLite",
     SQLITE),
    ("column gone from SQLite", sql("PRAGMA legacy_alter_table = ON", "ALTER TABLE edits DROP COLUMN replacement"),
     "sqlite-tables", "The columns are", SQLITE),
    ("foreign key not declared", sql("CREATE TABLE x AS SELECT * FROM evidence", "DROP TABLE evidence",
     "ALTER TABLE x RENAME TO evidence"), "sqlite-tables", "foreign key of document_id", SQLITE),
    ("dangling row in SQLite", sql("UPDATE edits SET document_id = 'x'"), "sqlite-tables sqlite-cells",
     "refers to a row of documents", SQLITE),
    ("other cell in SQLite", sql("UPDATE signatories SET state_code = 'SEN' WHERE position = 2"), "sqlite-cells",
     "'CIV' in the CSV, but 'SEN' in SQLite", SQLITE),
    ("row gone from SQLite", sql("DELETE FROM evidence WHERE column_name = 'issuer'"), "sqlite-cells",
     "SQLite has no row", SQLITE),
    ("other text in the workbook", workbook(STRINGS, b">CIV<", b">SEN<"), "workbook-cells", "The cell is 'SEN'", XLSX),
    ("other day in the workbook", workbook(SHEET_2, b"<v>36223</v>", b"<v>36224</v>"), "workbook-cells",
     "date_earliest is 1999-03-04 in the CSV", XLSX),
    ("other number in the workbook", workbook(SHEET_5, b"<v>2</v>", b"<v>3</v>"), "workbook-cells",
     "The cell is 3.0, but position is 2", XLSX),
    ("row too many in the workbook", workbook(SHEET_5, b"</sheetData>", b'<row r="9"><c r="C9"><v>3</v></c></row>'
     b"</sheetData>"), "workbook-cells", "1 cell too many", XLSX),
    ("column misnamed in the workbook", workbook(STRINGS, b">state_code<", b">state<"), "workbook-cells",
     "The header is", XLSX),
    ("sheet misnamed", workbook("xl/workbook.xml", b'name="signatories"', b'name="signers"'), "workbook-cells",
     "no sheet signatories", XLSX),
    ("no workbook", overwrite(XLSX, b"PK"), "workbook-cells", "cannot be read as a workbook", XLSX),
    ("entities in the workbook", workbook(STRINGS, b"<sst", b"<!DOCTYPE sst []><sst"), "workbook-cells",
     "document type", XLSX),
    ("workbook that swells", swell, "workbook-cells", "unpacks to more", XLSX),
    ("formula in the workbook", workbook(SHEET_5, b"<v>", b"<f>1+1</f><v>"), "workbook-text",
     "a formula: '=1+1'", XLSX),
    ("text like a formula in the workbook", workbook(STRINGS, b">signature<", b">=1+1<"),
     "workbook-text workbook-cells", "'=1+1' begins like a formula", XLSX),
    ("link in the workbook", workbook(SHEET_5, b"</worksheet>", b'<hyperlinks><hyperlink ref="A1" location="x"/>'
     b"</hyperlinks></worksheet>"), "workbook-text", "is a link", XLSX),
    ("other cell in the view", replace("data/views/paragraphs_flat.csv", b",declaration,",
     b",statement,"), "view-cells parquet-cells sqlite-cells workbook-cells",
     "'declaration' in the tables, but 'statement'",
     "data/views/paragraphs_flat.csv"),
    ("nonsense in the view", replace("data/views/paragraphs_flat.csv", b",declaration,", b",song,"),
     "enum view-cells parquet-cells sqlite-cells workbook-cells", "'song'", "data/views/paragraphs_flat.csv"),
    ("number that is none", replace("data/csv/edits.csv", b",hyphenation", b"x,hyphenation"), "type parquet-cells "
     "sqlite-cells workbook-cells paragraph-text", "should be a whole number", "data/csv/edits.csv"),
]  # fmt: skip

#: The same with sizes and hashes as planted.
UNSEALED: list[tuple[str, Plant, str, str, str]] = [
    ("wrong size of a CSV", listed(CSV, bytes=1), "file-bytes", "says 1", CSV),
    ("wrong size of Parquet", listed(PARQUET, bytes=1), "file-bytes", "says 1", PARQUET),
    ("no size", lambda f, d: resource(d, SQLITE).pop("bytes"), "file-bytes", "says nothing", SQLITE),
    ("wrong hash of Parquet", listed(PARQUET, hash="sha256:" + "0" * 64), "file-hash", "says 'sha256:000", PARQUET),
    ("bare hash", lambda f, d: resource(d, CSV).update(hash=resource(d, CSV)["hash"][7:]), "file-hash", "sha256:", CSV),
    ("another algorithm", listed(CSV, hash="sha512:00"), "file-hash", "'sha512:00'", CSV),
    ("workbook changed", prepend("data/sample-texts.xlsx", b"x"), "file-bytes file-hash", "bytes",
     "data/sample-texts.xlsx"),
    ("codebook changed", replace("docs/codebook.md", b"Codebook", b"codebook"), "file-hash", "hash",
     "docs/codebook.md"),
]  # fmt: skip

EVERY = [(*case, True) for case in CASES] + [(*case, False) for case in UNSEALED]


def test_a_sound_package_has_no_fault(sound: Files, tmp_path: Path) -> None:
    publish(sound, tmp_path)
    assert faults_of(tmp_path, referee=True) == []


@pytest.mark.parametrize(
    ("plant", "rules", "says", "file", "sealed"), [c[1:] for c in EVERY], ids=[c[0] for c in EVERY]
)
def test_planted_fault_is_caught(
    sound: Files, tmp_path: Path, plant: Plant, rules: str, says: str, file: str, sealed: bool
) -> None:
    faults = faults_of(plant_in(sound, plant, tmp_path, sealed))
    rule = rules.split()[0]
    hits = [f for f in faults if rule_of(f) == rule and says in f.problem and f.file == file]
    assert hits, "\n".join(map(str, faults))
    assert {rule_of(fault) for fault in faults} == set(rules.split()), "\n".join(map(str, faults))
    assert all(fault.remedy for fault in faults)


def test_row_and_column_are_those_of_a_spreadsheet(sound: Files, tmp_path: Path) -> None:
    """A cell of several lines is one row of a spreadsheet."""
    many = replace("data/csv/instruments.csv", b",proposed,", b",perhaps,")
    assert b'"Made up.\nFor tests."' in sound["data/csv/instruments.csv"]
    faults = faults_of(plant_in(sound, many, tmp_path))
    assert ("data/csv/instruments.csv", "row 3, column status") in [(f.file, f.place) for f in faults]


@pytest.mark.parametrize(
    ("raw", "rule", "says"),
    [
        (None, "descriptor-missing", "cannot be read"),
        (b"{", "descriptor", "not JSON"),
        (b"\xff{}", "descriptor", "not JSON"),
        (b"[]", "descriptor", "no JSON object"),
        (b"[" * 100_000, "descriptor", "not JSON"),
        (b'{"name": "a", "name": "b"}', "descriptor", "'name' stands twice"),
    ],
)
def test_descriptor_that_is_none(tmp_path: Path, raw: bytes | None, rule: str, says: str) -> None:
    if raw is not None:
        (tmp_path / DESCRIPTOR).write_bytes(raw)
    faults = faults_of(tmp_path)
    assert any(rule_of(fault) == rule and says in fault.problem for fault in faults), faults


@pytest.mark.parametrize("value", [None, 1, "x", [], {}, [1], [[]], [None], {"a": 1}])
@pytest.mark.parametrize(
    "where", ["resources", "contributors", "licenses", "sources", "keywords", "version", "name", "$schema"]
)
def test_no_descriptor_makes_it_raise(tmp_path: Path, where: str, value: Any) -> None:
    (tmp_path / DESCRIPTOR).write_text(json.dumps({where: value}))
    assert faults_of(tmp_path)


@pytest.mark.parametrize("value", [None, 1, "x", [], {}, [1], [None], [[]], [{"name": []}], {"fields": {}}])
@pytest.mark.parametrize(
    "where", ["schema", "dialect", "path", "name", "hash", "bytes", "licenses", "fields", "foreignKeys"]
)
def test_no_resource_makes_it_raise(sound: Files, tmp_path: Path, where: str, value: Any) -> None:
    def plant(files: Files, descriptor: Descriptor) -> None:
        listed = resource(descriptor, CSV)
        (listed["schema"] if where in ("fields", "foreignKeys") else listed)[where] = value
        descriptor["resources"] = [listed]
        for path in [path for path in files if path != CSV]:
            del files[path]

    assert faults_of(plant_in(sound, plant, tmp_path, sealed=False))


def test_a_link_out_of_the_package_is_not_followed(sound: Files, tmp_path: Path) -> None:
    root = plant_in(sound, lambda files, descriptor: None, tmp_path / "package")
    (root / "docs/codebook.md").rename(tmp_path / "secret")
    (root / "docs/codebook.md").symlink_to(tmp_path / "secret")
    (root / CSV).unlink()
    (root / CSV).symlink_to(root / CSV)  # a ring
    said = {(rule_of(fault), fault.file) for fault in faults_of(root)}
    assert {("path", "docs/codebook.md"), ("file-missing", CSV)} <= said


def test_a_file_of_nothing_is_reported(sound: Files, tmp_path: Path) -> None:
    """Every file cut to nothing, every seventh at once: a fault names each of them."""
    paths = sorted(set(sound) - {DESCRIPTOR})
    for number in range(7):
        empty = paths[number::7]
        files = {path: b"" if path in empty else content for path, content in sound.items()}
        root = plant_in(files, lambda files, descriptor: None, tmp_path / str(number), sealed=False)
        assert set(empty) <= {fault.file for fault in faults_of(root)}


# -- the referee -----------------------------------------------------------------------------------------------------


def test_what_only_the_referee_sees(sound: Files, tmp_path: Path) -> None:
    faults = faults_of(plant_in(sound, top(created="yesterday"), tmp_path), referee=True)
    assert [(rule_of(fault), fault.file) for fault in faults] == [("frictionless", DESCRIPTOR)]
    assert '"created" is not valid' in faults[0].problem


def test_the_referee_names_file_row_and_column(sound: Files, tmp_path: Path) -> None:
    root = plant_in(sound, replace(CSV, b"signature,Republic of N", b"proxy,Republic of N"), tmp_path)
    verdict = referee(root)
    assert [(f.file, f.place, rule_of(f)) for f in verdict] == [(CSV, "row 2, column basis", "frictionless")]
    assert "'proxy'" in verdict[0].problem
    # Ours say so too, and it is reported once.
    faults = [fault for fault in faults_of(root, referee=True) if fault.file == CSV]
    assert [rule_of(fault) for fault in faults] == ["enum"]


@pytest.mark.parametrize(
    "descriptor", ["{", "[]", '{"resources": 1}', '{"resources": [{"path": "../x", "name": "x"}]}']
)
def test_the_referee_never_raises(tmp_path: Path, descriptor: str) -> None:
    (tmp_path / DESCRIPTOR).write_text(descriptor)
    assert all(rule_of(fault) == "frictionless" for fault in referee(tmp_path)) and referee(tmp_path)


def test_the_referee_is_heard_only_where_nothing_was_said() -> None:
    ours = [Fault("a.csv", "row 2, column x", "table", "x"), Fault("b.csv", "", "file", "x")]
    verdict = [Fault(*parts, "package", "y") for parts in (("a.csv", "row 2"), ("a.csv", "row 3"), ("b.csv", ""))]
    assert beyond(verdict, ours) == [verdict[1]]


# -- the parts, and the whole ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text"),
    [("integer", "01"), ("integer", "+1"), ("integer", "1.0"), ("integer", "-0"), ("integer", "\u0661"),
     ("boolean", "True"), ("boolean", "1"), ("date", "2003-5-29"), ("date", "20030529"), ("date", "2003-02-30")],
)  # fmt: skip
def test_a_value_is_written_one_way_only(kind: str, text: str) -> None:
    assert parse(kind, text) == text


def test_which_path_is_which_table() -> None:
    assert declared_at("data/views/paragraphs_flat.parquet") is not None
    for path in (
        "data/csv/paragraphs.parquet",
        "data/parquet/paragraphs.csv",
        "csv/paragraphs.csv",
        "data/csv/more.csv",
    ):
        assert declared_at(path) is None


def test_faults_of_the_sample_document_are_named_by_its_rows(sound: Files, tmp_path: Path) -> None:
    lost = replace("data/csv/segments.csv", f"{WINDHOEK}:segment.5,".encode(), f"{WINDHOEK}:segment.50,".encode())
    faults = faults_of(plant_in(sound, lost, tmp_path))
    assert ("data/csv/segments.csv", "row 6, column segment_id") in [(f.file, f.place) for f in faults]
