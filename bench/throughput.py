"""Throughput of extraction on one core, against the floor of reading and decoding the same bytes.

    python bench/throughput.py [--size MB] [--profile]

Prints MB/s (10^6 bytes a second) of `read_document` over a corpus made by `corpus.py`, without writing anything.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import pstats
import time
from pathlib import Path

from corpus import make_corpus, read_texts
from sco_declarations.build.document import read_document
from sco_declarations.build.inputs import read_inputs
from sco_declarations.build.layers import Layers
from sco_declarations.build.model import Source
from sco_declarations.build.sidecars import Sidecar

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=float, default=50, help="size of the corpus in MB")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    arguments = parser.parse_args()
    raws = [text.encode() for text in make_corpus(read_texts(ROOT / "data/raw"), int(arguments.size * 1e6))]
    total = sum(map(len, raws))
    layers = Layers(read_inputs(ROOT / "data").authorities)
    began = time.perf_counter()
    found = sum(raw.decode().count("Charter") for raw in raws)
    floor = time.perf_counter() - began
    profile = cProfile.Profile()
    if arguments.profile:
        profile.enable()
    began = time.perf_counter()
    paragraphs = mentions = 0
    sidecar = Sidecar(language="en")
    for number, raw in enumerate(raws):
        digest = hashlib.sha256(raw).hexdigest()
        source = Source(f"made-{number}", f"data/raw/made-{number}.txt", raw, raw.decode(), "utf-8", "utf-8", digest)
        tables = read_document(source, sidecar, layers).tables
        paragraphs += len(tables["paragraphs"])
        mentions += len(tables["instrument_mentions"])
    taken = time.perf_counter() - began
    profile.disable()
    print(f"corpus      {total / 1e6:8.1f} MB, {len(raws)} documents, {found} times 'Charter'")
    print(f"floor       {total / 1e6 / floor:8.1f} MB/s (decode and one search)")
    print(f"extraction  {total / 1e6 / taken:8.1f} MB/s, {paragraphs} paragraphs, {mentions} mentions")
    if arguments.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
