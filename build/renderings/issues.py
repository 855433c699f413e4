"""Known issues that the tables themselves show: what is missing or unsure, with the rows it is about."""

from __future__ import annotations

from ..selections import ISSUES
from ..summary import Selected, Summary
from .markdown import code


def issues(summary: Summary) -> str:
    """What the tables themselves show to be missing or unsure, each with the rows that it is about."""
    found = {said: summary.selected(said, selection) for said, selection in ISSUES.items()}
    lines = [f"- {said}: {rows.count:,} ({_named(rows)})." for said, rows in found.items() if rows.count]
    if not lines:
        return (
            "In the tables of this version no document lacks a title, date, place or language, no text is left"
            " unexplained, every instrument has a curated record, and every signatory's state has a code."
        )
    return "Found in the tables of this version:\n\n" + "\n".join(lines)


def _named(rows: Selected) -> str:
    names = ", ".join(map(code, rows.first))
    more = rows.count - len(rows.first)
    return f"{names} and {more:,} more" if more > 0 else names
