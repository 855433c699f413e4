"""Tables of any number of rows, made by repeating the rows of a published package and varying them.

Each repetition has documents of its own: their identifiers, and all that begin with them, end with its number, and the
texts have it too, so that no two are alike. References stay sound. The same package gives the same bytes.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from sco_declarations.build.checks.parts import read_parts
from sco_declarations.build.checks.vectors import suspects
from sco_declarations.build.renderings.parquet import ROW_GROUP_ROWS
from sco_declarations.build.schemas import schema
from sco_declarations.build.types import arrow_type

#: Stands where the number of the repetition goes; no text has it.
MARK = "\ue000"
#: Columns of running text, which are made different in every repetition.
TEXTS = ("text", "title", "heading")


def make_table(root: Path, table: str, repetitions: int, folder: Path) -> Path:
    """Write the rows of a table of the package in `root` so many times; gives the CSV file, `folder/TABLE.csv`."""
    path = folder / f"{table}.csv"
    repeats = table not in ("instruments", "entities", "quality")
    header, *rows = csv.reader(io.StringIO((root / f"data/csv/{table}.csv").read_text(encoding="utf-8"), newline=""))
    with (root / "data/csv/documents.csv").open(encoding="utf-8", newline="") as file:
        identifiers = [row["document_id"] for row in csv.DictReader(file)]
    sink = io.StringIO(newline="")
    csv.writer(sink, lineterminator="\n").writerows(
        [_varied(column, cell, identifiers) if repeats else cell for column, cell in zip(header, row, strict=True)]
        for row in rows
    )
    template = sink.getvalue()
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(header) + "\n")
        for number in range(repetitions if repeats else 1):
            file.write(template.replace(MARK, str(number)))
    return path


def _varied(column: str, cell: str, identifiers: list[str]) -> str:
    if not cell:
        return cell
    if column in TEXTS:
        return f"{cell} {MARK}"
    if column == "source_file":
        return f"{cell}.{MARK}"
    for identifier in identifiers:
        if cell == identifier or cell.startswith(f"{identifier}:"):
            return f"{identifier}-{MARK}{cell.removeprefix(identifier)}"
    return cell


def as_parquet(path: Path) -> Path:
    """The Parquet file of a table that `make_table` has written, beside it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    declared = schema(path.stem)
    types = pa.schema([(field.name, arrow_type(field.type)) for field in declared.fields])
    target = path.with_suffix(".parquet")
    with pq.ParquetWriter(target, types, compression="zstd") as writer:
        for batch in read_parts(path):
            writer.write_batch(suspects(declared, batch)[1].cast(types), row_group_size=ROW_GROUP_ROWS)
    return target
