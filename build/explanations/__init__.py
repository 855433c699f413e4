"""What each code of a fault means: why it is one, a sample that has it and the same sample put right.

`sco explain` and docs/errors.md are rendered from here, and the tests run every sample: the bad one must give its code
and the good one none.
"""

from __future__ import annotations

from ..faults import CODES
from . import curated, packages, texts
from .page import Edit, Link, Page, Sample, Size

__all__ = ["PAGES", "Edit", "Link", "Page", "Sample", "Size"]

_ALL = {**texts.PAGES, **curated.PAGES, **packages.PAGES}

#: The page of each code, in the order of `CODES`.
PAGES: dict[str, Page] = {code: _ALL[code] for code in CODES}
