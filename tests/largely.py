"""Corpora of made texts, small ones that are read in several batches and written as large packages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sco_declarations.build import batches, builder, large, parts, pipeline
from sco_declarations.build.model import BuildReport, Options
from sco_declarations.build.places import STAGING

#: Rows from which on a package is a large one, rows of a part, documents of a batch.
ROWS, PART, DOCUMENTS = 30, 40, 5
SUBJECTS = ("lakes", "rivers", "wells", "fish", "trade", "roads", "borders")


#: Texts of the corpus of most tests; they make several batches and parts.
COUNT = 24


def write_texts(folder: Path, count: int = COUNT) -> Path:
    """Texts that share instruments and entities, some with the same date."""
    folder.mkdir(exist_ok=True)
    for n in range(count):
        subject = SUBJECTS[n % len(SUBJECTS)]
        (folder / f"text-{(n * 7) % count:02}.txt").write_text(
            f"STATEMENT ON {subject.upper()}\n\nThe Republic of Kazakhstan and the Joint Committee recall the"
            f" Convention on {subject.title()} of {1 + n % 3} May 199{n % 4}, the respective agreement and the UN"
            f" Charter.\n\nThe sides agree to keep the {subject} clean, {n} times.\n\n"
            f"Done at Osh, {1 + n % 5} June 200{n % 3}.\n"
        )
    return folder


def few_documents(patch: pytest.MonkeyPatch) -> None:
    """Batches have five documents."""
    patch.setattr(batches, "BATCH_DOCUMENTS", DOCUMENTS)


def few_rows(patch: pytest.MonkeyPatch) -> None:
    """Packages are large from 30 rows on, and their parts have 40."""
    patch.setattr(builder, "LARGE_ROWS", ROWS)
    for module in (parts, large):
        patch.setattr(module, "PART_ROWS", PART)


def build(texts: Path, output: Path, **options: Any) -> BuildReport:
    return pipeline.build(texts, output, None, Options(**options))


def contents(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert not [path for path in found if path.startswith(STAGING)]
    return found


def build_large(texts: Path, output: Path) -> BuildReport:
    """Build a package as if packages were large from few rows on."""
    with pytest.MonkeyPatch.context() as patch:
        few_documents(patch)
        few_rows(patch)
        return build(texts, output, workers=1)
