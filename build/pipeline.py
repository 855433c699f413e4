"""The pipeline on one screen: a folder of texts in, a published package out.

read_inputs     bytes, sidecars, authority files            inputs, source, sidecars, authorities
read_document   layout, reading, layers: rows of a document  document, layout, reading, layers
assemble        rows of all documents, shared instruments    corpus
check_tables    every rule of schemas and data model         checks
render          files of the package                         package, renderings
publish         written beside, then swapped in              package
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .corpus import assemble
from .document import read_document
from .faults import FaultsFound
from .inputs import Inputs, read_inputs
from .layers import Layers
from .model import Corpus

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
    return Corpus(inputs.metadata, ordered, tables)


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
        ".zenodo.json": zenodo_json(corpus.metadata).encode(),
        **figures(corpus),
    }
    files = render(corpus, extra)
    changed = publish(files, output)
    counts = {name: len(rows) for name, rows in corpus.tables.items()}
    return BuildReport(output, len(corpus.sources), counts, (*changed.write, *changed.remove))
