"""The pipeline: declarations as received in, a published data package out.

`load` gives any published table as a pandas DataFrame; `pipeline.build` runs the whole way.
Nothing here prints, and importing it is cheap: heavy libraries are imported where they are used.
"""

from __future__ import annotations

from typing import Any

__all__ = ["load"]


def __getattr__(name: str) -> Any:
    """Import `load` when it is asked for, since it brings pandas along."""
    if name == "load":
        from .loading import load

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
