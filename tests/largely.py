"""Large packages of a few texts, for what reads packages."""

from __future__ import annotations

from pathlib import Path

import pytest
from sco_declarations.build import batches, builder, large, parts
from sco_declarations.build.model import BuildReport, Options
from sco_declarations.build.pipeline import build

ROWS, PART, DOCUMENTS = 30, 40, 5


def build_large(texts: Path, output: Path) -> BuildReport:
    """Build a package as if packages were large from 30 rows on, and their parts had 40."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "BATCH_DOCUMENTS", DOCUMENTS)
        patch.setattr(builder, "LARGE_ROWS", ROWS)
        for module in (parts, large):
            patch.setattr(module, "PART_ROWS", PART)
        return build(texts, output, None, Options(workers=1))
