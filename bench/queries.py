"""One query on a large package with each reader: on Parquet in parts, on one Parquet file, on CSV.

    python bench/queries.py [PACKAGE] [--documents N] [--part-rows N] [--times N]

Without PACKAGE a package of N documents made by `corpus.py` is built first, each with a date; parts have `--part-rows`
rows, so that tables are in parts without being as long as those of a million documents. The queries are the mentions
of entities in one document, and the paragraphs of one year in `paragraphs_flat`. Prints the least time of each reader
in milliseconds, opening of files included, and how many row groups are left to be read: by the least and greatest value
of each, and by the Bloom filters of identifiers too, which DuckDB uses.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from corpus import make_corpus, read_texts
from sco_declarations.build import builder, large, parts
from sco_declarations.build.model import Options
from sco_declarations.build.pipeline import build

ROOT = Path(__file__).resolve().parent.parent
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Query:
    """Rows of a table whose column lies between two texts, both included; `columns` are read."""

    name: str
    table: str
    column: str
    low: str
    high: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A table as Parquet files or as a CSV file."""

    name: str
    paths: tuple[str, ...]

    @property
    def is_csv(self) -> bool:
        return self.paths[0].endswith(".csv")


def make_package(count: int, part_rows: int, folder: Path) -> Path:
    texts, chance = folder / "texts", Random(7)
    texts.mkdir()
    for number, text in enumerate(make_corpus(read_texts(ROOT / "data/raw"), 10**15)):
        if number == count:
            break
        date = f"{chance.randint(1, 28)} {chance.choice(MONTHS)} {chance.randint(1945, 2024)}"
        (texts / f"made-{number:07}.txt").write_text(f"{text}\n\nDone at Osh, {date}.\n", encoding="utf-8")
    builder.LARGE_ROWS = 0
    for module in (parts, large):
        module.PART_ROWS = part_rows  # type: ignore[attr-defined]
    build(texts, folder / "package", None, Options(workers=1, cache=folder / "cache"))
    return folder / "package"


def forms_of(package: Path, table: str, scratch: Path) -> list[Form]:
    """The table in the parts that the package has it in, put together as one file written likewise, and as CSV."""
    resources = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    files = sorted(package / one["path"] for one in resources if one.get("sco:table") == table)
    csv = next(package / one["path"] for one in resources if one["name"] == table)
    whole = scratch / f"{table}.parquet"
    if len(files) == 1:
        shutil.copyfile(files[0], whole)
    else:
        _put_together(files, whole)
    several = Form(f"{len(files)} parts", tuple(map(str, files)))
    return [*([several] if len(files) > 1 else []), Form("one file", (str(whole),)), Form("CSV", (str(csv),))]


def _put_together(files: list[Path], whole: Path) -> None:
    groups = 65_536
    schema = pq.read_schema(files[0])
    told = {name: {"ndv": groups} for name in schema.names if name in ("document_id", "instrument_id", "entity_id")}
    enumerated = [name for name in schema.names if pa.types.is_dictionary(schema.field(name).type)]
    with pq.ParquetWriter(
        whole,
        schema,
        compression="zstd",
        use_dictionary=enumerated,
        write_page_index=True,
        bloom_filter_options=told,
    ) as writer:
        for batch in ds.dataset(list(map(str, files))).to_batches(batch_size=groups):
            writer.write_table(pa.Table.from_batches([batch]), row_group_size=groups)


# -- readers: each gives the number of rows ----------------------------------------------------------------------------


def in_duckdb(query: Query, form: Form) -> int:
    source = f"read_csv({list(form.paths)}, all_varchar = true)" if form.is_csv else f"read_parquet({list(form.paths)})"
    condition = f"{query.column} >= '{query.low}' AND {query.column} <= '{query.high}'"
    if query.low == query.high:
        condition = f"{query.column} = '{query.low}'"
    with duckdb.connect() as connection:
        return len(connection.sql(f"SELECT {', '.join(query.columns)} FROM {source} WHERE {condition}").fetchall())


def in_polars(query: Query, form: Form) -> int:
    scan = pl.scan_csv(form.paths[0], infer_schema=False) if form.is_csv else pl.scan_parquet(list(form.paths))
    column = pl.col(query.column)
    condition = (
        column == query.low if query.low == query.high else column.is_between(pl.lit(query.low), pl.lit(query.high))
    )
    return scan.filter(condition).select(query.columns).collect().height


def _condition(query: Query) -> pc.Expression:
    column = pc.field(query.column)
    return column == query.low if query.low == query.high else (column >= query.low) & (column <= query.high)


def in_arrow(query: Query, form: Form) -> int:
    if form.is_csv:
        columns = {query.column: pa.string(), **dict.fromkeys(query.columns, pa.string())}
        options = pyarrow.csv.ConvertOptions(column_types=columns)
        parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
        source = ds.dataset(form.paths[0], format=ds.CsvFileFormat(parse_options=parse, convert_options=options))
    else:
        source = ds.dataset(list(form.paths))
    return int(source.to_table(columns=list(query.columns), filter=_condition(query)).num_rows)


def in_pandas(query: Query, form: Form) -> int:
    if form.is_csv:
        wanted = list(dict.fromkeys((query.column, *query.columns)))
        frame = pd.read_csv(form.paths[0], dtype="str", keep_default_na=False, na_values=[""], usecols=wanted)
        return int(frame[query.column].between(query.low, query.high).sum())
    filters = [(query.column, ">=", query.low), (query.column, "<=", query.high)]
    if query.low == query.high:
        filters = [(query.column, "==", query.low)]
    return len(pd.read_parquet(list(form.paths), columns=list(query.columns), filters=filters))


READERS: dict[str, Callable[[Query, Form], int]] = {
    "DuckDB": in_duckdb,
    "polars": in_polars,
    "pyarrow": in_arrow,
    "pandas": in_pandas,
}


def in_r(query: Query, form: Form) -> tuple[float, int]:
    """Seconds and rows of base R, which reads the whole CSV file."""
    code = (
        f"began <- Sys.time(); rows <- read.csv('{form.paths[0]}', colClasses = 'character', na.strings = '', "
        f"encoding = 'UTF-8'); found <- rows[which(rows${query.column} >= '{query.low}' & rows${query.column} <= "
        f"'{query.high}'), ]; cat(as.numeric(Sys.time() - began, units = 'secs'), nrow(found))"
    )
    done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True, env={"LC_ALL": "C"})
    seconds, rows = done.stdout.split()
    return float(seconds), int(rows)


# -- row groups --------------------------------------------------------------------------------------------------------


def groups_left(query: Query, form: Form) -> str:
    """Row groups in the files, left by least and greatest values, and left by Bloom filters too."""
    fragments = [one for fragment in ds.dataset(list(form.paths)).get_fragments() for one in fragment.row_groups]
    left = [
        (fragment.path, group.id)
        for fragment in ds.dataset(list(form.paths)).get_fragments()
        for group in (fragment.subset(_condition(query)).row_groups)
    ]
    told = str(len(left))
    if query.low == query.high:
        excluded = set()
        for path in form.paths:
            probe = f"SELECT row_group_id FROM parquet_bloom_probe('{path}', '{query.column}', '{query.low}') "
            found = duckdb.sql(probe + "WHERE bloom_filter_excludes").fetchall()
            excluded |= {(path, group) for (group,) in found}
        told += f", {len([one for one in left if one not in excluded])} by Bloom filters"
    return f"{told} of {len(fragments)}"


def timed(run: Callable[[], int], times: int) -> tuple[float, int]:
    least, rows = float("inf"), 0
    for _ in range(times):
        began = time.perf_counter()
        rows = run()
        least = min(least, time.perf_counter() - began)
    return least, rows


def queries_of(package: Path) -> list[Query]:
    """A document in the middle of the corpus, and the year of the document in the middle of those that have a date."""
    documents = pd.read_csv(package / "data/csv/documents.csv", dtype="str", keep_default_na=False)
    one = documents["document_id"].iloc[len(documents) // 2]
    dated = [date for date in documents["date"] if date]
    year = dated[len(dated) // 2][:4] if dated else "2003"
    return [
        Query(
            "mentions in a document", "entity_mentions", "document_id", one, one, ("mention_id", "entity_id", "text")
        ),
        Query(
            f"paragraphs of {year}", "paragraphs_flat", "date", year, f"{year}-99", ("paragraph_id", "title", "text")
        ),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", nargs="?", type=Path, help="a large package; else one is built")
    parser.add_argument("--documents", type=int, default=10_000, help="documents of the package that is built")
    parser.add_argument("--part-rows", type=int, default=131_072, help="rows of a part of it")
    parser.add_argument("--times", type=int, default=5, help="runs of which the quickest counts; R and CSV run once")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        package = arguments.package or make_package(arguments.documents, arguments.part_rows, Path(scratch))
        names = [*READERS, *(["R"] if shutil.which("Rscript") else [])]
        print(f"| query | rows | form | row groups left | {' | '.join(names)} |")
        print("| --- " * (len(names) + 4) + "|")
        for query in queries_of(package):
            for form in forms_of(package, query.table, Path(scratch)):
                times = 1 if form.is_csv else arguments.times
                results = [timed(lambda q=query, f=form, r=reader: r(q, f), times) for reader in READERS.values()]  # type: ignore[misc]
                if "R" in names:
                    results += [in_r(query, form)] if form.is_csv else [(float("nan"), results[0][1])]
                (rows,) = {found for _, found in results}
                shown = " | ".join("" if seconds != seconds else f"{seconds * 1000:,.0f}" for seconds, _ in results)
                left = "" if form.is_csv else groups_left(query, form)
                print(f"| {query.name} | {rows:,} | {form.name} | {left} | {shown} |", flush=True)


if __name__ == "__main__":
    main()
