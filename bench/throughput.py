"""Throughput of extraction on one core, against the floor of reading and decoding the same bytes.

    python bench/throughput.py [--size MB] [--write] [--profile]

Prints MB/s (10^6 bytes a second) of `read_document` over a corpus made by `corpus.py`, and with --write of the rows as
CSV and as Parquet too. No file is written. Time is that of the processor.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import pstats
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from corpus import make_corpus, read_texts
from sco_declarations.build.corpus import assemble
from sco_declarations.build.document import Document, read_document
from sco_declarations.build.inputs import Inputs, read_inputs
from sco_declarations.build.layers import Layers
from sco_declarations.build.model import Source
from sco_declarations.build.renderings.csvfile import csv_bytes
from sco_declarations.build.renderings.parquet import parquet_bytes
from sco_declarations.build.schemas import TABLES, schema
from sco_declarations.build.sidecars import Sidecar

ROOT = Path(__file__).resolve().parent.parent
Made = TypeVar("Made")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=float, default=50, help="size of the corpus in MB")
    parser.add_argument("--write", action="store_true", help="measure CSV and Parquet too; keeps all rows in memory")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    arguments = parser.parse_args()
    raws = [text.encode() for text in make_corpus(read_texts(ROOT / "data/raw"), int(arguments.size * 1e6))]
    size = sum(map(len, raws)) / 1e6
    inputs = read_inputs(ROOT / "data")
    layers = Layers(inputs.authorities)
    found, floor = timed(lambda: sum(raw.decode().count("Charter") for raw in raws))
    profile = cProfile.Profile()
    if arguments.profile:
        profile.enable()
    (documents, paragraphs, mentions), taken = timed(lambda: extract(raws, layers, arguments.write))
    profile.disable()
    print(f"corpus      {size:8.1f} MB, {len(raws)} documents, {found} times 'Charter'")
    print(f"floor       {size / floor:8.1f} MB/s (decode and one search)")
    print(f"extraction  {figure(size, taken)}, {paragraphs} paragraphs, {mentions} mentions")
    if arguments.write:
        taken += write(documents, inputs, size)
        print(f"all three   {figure(size, taken)}")
    if arguments.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    """What `work` gives, and the seconds of the processor that it takes."""
    began = time.process_time()
    made = work()
    return made, time.process_time() - began


def figure(size: float, taken: float) -> str:
    return f"{size / taken:8.2f} MB/s, {taken / size * 1000:6.0f} ms/MB"


def extract(raws: list[bytes], layers: Layers, keep: bool) -> tuple[list[Document], int, int]:
    """The documents, where they are kept, and how many paragraphs and mentions of instruments they have."""
    documents: list[Document] = []
    paragraphs = mentions = 0
    sidecar = Sidecar(language="en")
    for number, raw in enumerate(raws):
        digest = hashlib.sha256(raw).hexdigest()
        source = Source(f"made-{number}", f"data/raw/made-{number}.txt", raw, raw.decode(), "utf-8", "utf-8", digest)
        document = read_document(source, sidecar, layers)
        paragraphs += len(document.tables["paragraphs"])
        mentions += len(document.tables["instrument_mentions"])
        if keep:
            documents.append(document)
    return documents, paragraphs, mentions


def write(documents: list[Document], inputs: Inputs, size: float) -> float:
    """Print the throughput of both formats, from rows that are put together already; the seconds that they take."""
    tables = assemble(documents, inputs.authorities)
    empty = {name: csv_bytes(schema(name), []) for name in TABLES}
    for name in TABLES:  # so that libraries are loaded
        parquet_bytes(schema(name), empty[name], inputs.metadata)
    csvs, first = timed(lambda: {name: csv_bytes(schema(name), tables[name]) for name in TABLES})
    _, second = timed(lambda: [parquet_bytes(schema(name), csvs[name], inputs.metadata) for name in TABLES])
    rows = sum(map(len, tables.values()))
    print(f"csv         {figure(size, first)}, {rows} rows, {sum(map(len, csvs.values())) / 1e6:.1f} MB")
    print(f"parquet     {figure(size, second)}")
    return first + second


if __name__ == "__main__":
    main()
