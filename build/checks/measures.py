"""The table of quality against itself: identifiers, counts, and the values that follow from the counts."""

from __future__ import annotations

from ..quality import measure
from .ground import Ground, Record, cell, expect
from .rules import Findings

TABLE = "quality"


def check(ground: Ground, found: Findings) -> None:
    counted: dict[tuple[str, str], Record] = {}
    for record in ground.records[TABLE]:
        if record.has("layer", "metric", "level"):
            named = f"{record['layer']}.{record['metric']}.{record['level']}"
            expect(found, "quality-id", TABLE, record, "quality_id", named, "by layer, metric and level it is")
        if record.has("correct", "found", "gold"):
            _counts(record, counted, found)
            _values(record, found)


def _counts(record: Record, counted: dict[tuple[str, str], Record], found: Findings) -> None:
    """No more is correct than was found or is gold; the metrics of one level have the same counts."""
    most = min(record["found"], record["gold"])
    if record["correct"] > most:
        cell(found, "quality-counts", TABLE, record, "correct", f"correct is {record['correct']}, more than {most}.")
    if record["metric"] == "accuracy":
        expect(found, "quality-counts", TABLE, record, "gold", record["found"], "for accuracy it is that found:")
    first = counted.setdefault((record["layer"], record["level"]), record)
    for column in ("correct", "found", "gold"):
        expect(found, "quality-counts", TABLE, record, column, first[column], f"in row {first.n}, of this level, it is")


def _values(record: Record, found: Findings) -> None:
    if record["correct"] > min(record["found"], record["gold"]) or min(record["correct"], record["found"]) < 0:
        return  # said already; nothing follows from such counts
    value, low, high = measure(str(record["metric"]), record["correct"], record["found"], record["gold"])
    expect(found, "quality-value", TABLE, record, "value", value, "by the counts it is")
    if None not in (record["value"], record["low"], record["high"]) and not (
        record["low"] <= record["value"] <= record["high"]
    ):
        problem = f"The value {record['value']} lies outside of {record['low']} to {record['high']}."
        cell(found, "quality-interval", TABLE, record, "low and high", problem)
    for column, end in (("low", low), ("high", high)):
        expect(found, "quality-interval", TABLE, record, column, end, "by the counts it is")
