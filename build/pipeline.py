"""The pipeline on one screen: a folder of texts in, a published package out.

read_inputs     bytes, sidecars, authority files            inputs, source, sidecars, authorities
read_document   layout, reading, layers: rows of a document  document, layout, reading, layers
assemble        rows of all documents, shared instruments    corpus
compare         figures of quality, where there is gold      gold, quality
check_tables    every rule of schemas and data model         checks
render          files of the package                         package, renderings
publish         written beside, then swapped in              package
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from .corpus import assemble
from .document import read_document
from .faults import FaultsFound
from .gold import Gold, check_documents, read_gold
from .inputs import Inputs, read_inputs
from .layers import Layers
from .model import Corpus
from .places import VERIFIER
from .quality import Comparison, compare
from .schemas import Tables

#: Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class BuildReport:
    """What a build did: where, how many documents, how many rows a table has, and which files changed."""

    root: Path
    documents: int
    tables: dict[str, int]
    written: tuple[str, ...]


def read_corpus(source: Path, progress: Progress | None = None) -> Corpus:
    """The corpus of the folder `source`; raises FaultsFound with every fault of its files."""
    return _read(read_inputs(source), progress)


def _read(inputs: Inputs, progress: Progress | None) -> Corpus:
    return _read_and_compare(inputs, inputs.gold, progress)[0]


def _read_and_compare(inputs: Inputs, gold: Gold | None, progress: Progress | None) -> tuple[Corpus, Comparison | None]:
    """The corpus, and how it compares with `gold`, whose figures it publishes."""
    layers = Layers(inputs.authorities)
    documents, faults = [], []
    for number, (source, sidecar) in enumerate(inputs.texts):
        if progress:
            progress("reading", number, len(inputs.texts))
        document = read_document(source, sidecar, layers)
        documents.append(document)
        faults += document.faults
    if faults:
        raise FaultsFound(faults)
    tables = assemble(documents, inputs.authorities)
    by_id = {source.document_id: source for source, _ in inputs.texts}
    ordered = tuple(by_id[row["document_id"]] for row in tables["documents"])
    comparison = None
    if gold:
        check_documents(gold, by_id)
        comparison = compare(gold, tables, _unaided(inputs, gold, layers))
        tables["quality"] = comparison.rows
    return Corpus(inputs.metadata, ordered, tables), comparison


def _unaided(inputs: Inputs, gold: Gold, layers: Layers) -> Tables | None:
    """The tables of the annotated documents as they were without what sidecars say that single phrases mean."""
    texts = [(source, sidecar) for source, sidecar in inputs.texts if source.document_id in gold.documents]
    if not any(sidecar.links for _, sidecar in texts):
        return None
    documents = [read_document(source, replace(sidecar, links=()), layers) for source, sidecar in texts]
    return assemble(documents, inputs.authorities)


def score(source: Path, gold: Path | None = None, progress: Progress | None = None) -> Comparison:
    """What the pipeline reads in the folder `source` against the gold in the folder `gold`, else in `source/gold`.

    Raises FaultsFound with the faults of inputs and gold. Writes nothing.
    """
    wanted = read_gold(gold or source / "gold")
    _, comparison = _read_and_compare(read_inputs(source), wanted, progress)
    assert comparison is not None
    return comparison


def build(source: Path, output: Path, progress: Progress | None = None) -> BuildReport:
    """Build the package of the texts in `source` into the folder `output`.

    Nothing is written unless the tables keep every rule. Raises FaultsFound; the folder is then as it was.
    """
    from .checks import check_tables
    from .citation import citation_cff, zenodo_json
    from .package import publish, render
    from .renderings.codebook import codebook
    from .renderings.figures import figures

    inputs = read_inputs(source)
    corpus = _read(inputs, progress)
    if progress:
        progress("checking", 0, 1)
    faults = check_tables(corpus.tables, corpus.sources)
    if faults:
        raise FaultsFound(faults)
    if progress:
        progress("writing", 0, 1)
    extra = {
        "docs/codebook.md": codebook(corpus, inputs.datasheet).encode(),
        "CITATION.cff": citation_cff(corpus.metadata).encode(),
        VERIFIER.name: VERIFIER.read_bytes(),
        ".zenodo.json": zenodo_json(corpus.metadata).encode(),
        **figures(corpus),
    }
    files = render(corpus, extra)
    changed = publish(files, output)
    counts = {name: len(rows) for name, rows in corpus.tables.items()}
    return BuildReport(output, len(corpus.sources), counts, (*changed.write, *changed.remove))
