"""The pipeline on one screen: a folder of texts in, a published package out.

survey          texts by name, sidecars, authority files     inputs, entries, sidecars, authorities
read_batch      layout, reading, layers: rows of documents    batches, document, layout, reading, layers
put in order    rows of all documents, shared instruments     corpus, identity, gathering, large
compare         figures of quality, where there is gold       gold, quality
check_tables    every rule of schemas and data model          checks
render          files of the package                          package, renderings, large
publish         written beside, then swapped in               package, staging
"""

from __future__ import annotations

import os
from pathlib import Path

from .corpus import assemble
from .document import read_document
from .entries import folders
from .faults import Fault, FaultsFound
from .gathering import unaided
from .gold import Gold, check_documents, read_gold
from .inputs import Gathered, gather
from .layers import layers_of
from .model import BuildReport, Corpus, Options, Progress
from .places import CSV, PARQUET, VIEWS
from .quality import Comparison, compare

# -- in memory ---------------------------------------------------------------------------------------


def read_corpus(source: Path, progress: Progress | None = None) -> Corpus:
    """The corpus of the folder `source`; raises FaultsFound with every fault of its files."""
    gathered = gather(source)
    return _read(gathered, gathered.gold, progress)[0]


def _read(gathered: Gathered, gold: Gold | None, progress: Progress | None) -> tuple[Corpus, Comparison | None]:
    """The corpus, and how it compares with `gold`, whose figures it publishes.

    Raises FaultsFound with the faults of the inputs and of every text that could be read all the same.
    """
    faults = list(gathered.faults)
    documents, layers = [], None
    if gathered.authorities and gathered.texts:
        layers = layers_of(gathered.authorities)
        for number, (source, sidecar) in enumerate(gathered.texts):
            if progress:
                progress("reading", number, len(gathered.texts))
            document = read_document(source, sidecar, layers)
            documents.append(document)
            faults += document.faults
    by_id = {source.document_id: source for source, _ in gathered.texts}
    if gold and not gathered.faults:
        faults += check_documents(gold, by_id.__contains__)
    if faults or layers is None:
        raise FaultsFound(faults)
    inputs = gathered.whole()
    tables = assemble(documents, inputs.authorities)
    ordered = tuple(by_id[row["document_id"]] for row in tables["documents"])
    comparison = None
    if gold:
        texts = [(source, sidecar) for source, sidecar in inputs.texts if source.document_id in gold.documents]
        comparison = compare(gold, tables, unaided(texts, inputs.authorities))
        tables["quality"] = comparison.rows
    return Corpus(inputs.metadata, ordered, tables), comparison


def score(source: Path, gold: Path | None = None, progress: Progress | None = None) -> Comparison:
    """What the pipeline reads in the folder `source` against the gold in the folder `gold`, else in `source/gold`.

    Raises FaultsFound with the faults of inputs and gold. Writes nothing.
    """
    given = read_gold(gold) if gold else None
    gathered = gather(source)
    wanted = given or gathered.gold
    if wanted is None and not gathered.faults:
        wanted = read_gold(source / "gold")
    _, comparison = _read(gathered, wanted, progress)
    assert comparison is not None
    return comparison


# -- a package ---------------------------------------------------------------------------------------


def build(source: Path, output: Path, progress: Progress | None = None, options: Options | None = None) -> BuildReport:
    """Build the package of the texts in `source` into the folder `output`.

    Nothing is written unless the tables keep every rule. Raises FaultsFound; the package is then as it was. What a
    killed build left half done there is put back first.
    """
    from .builder import Build

    _check_overlap(source, output)
    return Build(source, output, progress or (lambda *_: None), options or Options()).run()


def _check_overlap(source: Path, output: Path) -> None:
    """Raise FaultsFound where texts stand in a folder that the package fills itself.

    There they would be taken for published files, or the next build would find others in their place.
    """
    at, root = folders(source), Path(os.path.realpath(output))  # Path.resolve raises where links lead in a ring
    texts = Path(os.path.realpath(at.texts))
    filled = [root / folder for folder in (CSV, PARQUET, VIEWS)]
    if any(texts.is_relative_to(folder) for folder in filled) or (texts == root / "data" and not at.project):
        problem = f"The texts stand in a folder that the package in {output} fills itself."
        remedy = "Move them into a folder of their own, or choose another --output."
        raise FaultsFound([Fault(str(at.texts), "", "output-overlap", problem, remedy)])
