"""Where things stand: in a checkout and in an installed package alike.

A checkout has `build/`, `schemas/` and `data/curated/` side by side; an installed `sco_declarations` has the
same three names below it (pyproject.toml maps them), so one relative path serves both.
"""

from __future__ import annotations

from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
SCHEMAS = HOME / "schemas"
CURATED = HOME / "data" / "curated"
#: The program that a package is proven with, published in it under the same name.
VERIFIER = HOME / "build" / "standalone" / "verify.py"

#: Paths inside a package, relative to its root.
RAW, CSV, PARQUET, VIEWS = "data/raw", "data/csv", "data/parquet", "data/views"
DESCRIPTOR = "datapackage.json"

#: Where a build writes beside the package, and the file that is there while it replaces files.
STAGING = ".sco-staging"
JOURNAL = f"{STAGING}/journal.json"
#: Where a long build keeps what it has read, and where new files stand until they are swapped in.
WORK, NEW = f"{STAGING}/work", f"{STAGING}/new"
