"""The figures of quality are right: counted by hand on small tables, intervals against published values.

The last test holds the floor: what is read of the annotated documents is at least as good as the release that
`data/gold/floor.csv` stands for.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from sco_declarations.build.checks import check_package
from sco_declarations.build.faults import FaultsFound
from sco_declarations.build.gold import COLUMNS, Gold
from sco_declarations.build.pipeline import build, read_corpus, score
from sco_declarations.build.quality import LAYERS, Comparison, compare, match, measure, wilson
from sco_declarations.build.schemas import Row, Tables, schema
from test_gold import fill

ROOT = Path(__file__).resolve().parent.parent

TEXT = "We recall the UN Charter and the Lake Treaty, and reject the River Treaty."
PARAGRAPHS = [{"paragraph_id": "lakes:I.1", "text": TEXT}, {"paragraph_id": "lakes:I.2", "text": "So be it."}]


def mention(text: str, instrument: str = "x", form: str = "name", date: str | None = None, where: int = 1) -> Row:
    start = TEXT.index(text)
    return {
        "paragraph_id": f"lakes:I.{where}", "start": start, "end": start + len(text), "text": text, "form": form,
        "instrument_id": instrument, "entity_id": instrument, "date_printed": date,
    }  # fmt: skip


def statement(text: str, lemma: str, force: str = "assertive", speaker: str = "we") -> Row:
    row = mention(text)
    return {**row, "verb_printed": text.split()[-1], "verb_lemma": lemma, "force": force, "speaker": speaker}


def gold_of(**tables: list[Row]) -> Gold:
    tables = {"paragraphs": PARAGRAPHS, **tables}
    return Gold(Path("gold"), tables, dict.fromkeys(tables, "0123456789abcdef"), ("lakes",))


def compared(gold: list[Row], found: list[Row], layer: str = "instrument_mentions", **more: Any) -> Comparison:
    return compare(gold_of(**{layer: gold}), {"paragraphs": PARAGRAPHS, layer: found}, **more)


def figures(comparison: Comparison, layer: str = "instrument_mentions") -> dict[str, tuple[Any, int, int, int]]:
    """value, correct, found, gold by metric and level."""
    return {
        f"{row['metric']}.{row['level']}": (row["value"], row["correct"], row["found"], row["gold"])
        for row in comparison.rows
        if row["layer"] == layer
    }


# -- intervals -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
        # By hand: for n of n the lower end is n / (n + z * z).
        (10, 10, 0.7225, 1.0), (42, 42, 0.9162, 1.0),
        (5, 10, 0.2366, 0.7634),
    ],
)  # fmt: skip
def test_wilson_gives_the_published_values(successes: int, trials: int, low: float, high: float) -> None:
    assert [round(end, 4) for end in wilson(successes, trials)] == [low, high]


@pytest.mark.parametrize("trials", [1, 2, 7, 100, 10_000])
def test_the_interval_holds_the_share_and_stays_inside(trials: int) -> None:
    for successes in {0, 1, trials // 2, trials - 1, trials}:
        low, high = wilson(successes, trials)
        assert 0 <= low <= successes / trials <= high <= 1 and low < high
        mirrored = wilson(trials - successes, trials)
        assert (low, high) == pytest.approx((1 - mirrored[1], 1 - mirrored[0]))
        _, low_, high_ = measure("precision", successes, trials, trials)
        assert low_ is not None and high_ is not None and low_ <= round(successes / trials, 4) <= high_


def test_metrics_by_hand() -> None:
    assert measure("precision", 3, 4, 6) == (0.75, 0.3006, 0.9544)
    assert measure("recall", 3, 4, 6) == (0.5, 0.1876, 0.8124)
    assert measure("f1", 3, 4, 6) == (0.6, None, None)
    assert measure("accuracy", 3, 4, 4) == measure("precision", 3, 4, 6)


@pytest.mark.parametrize(("metric", "found", "gold"), [("precision", 0, 5), ("recall", 5, 0), ("f1", 0, 0)])
def test_there_is_no_figure_where_there_is_nothing_to_divide_by(metric: str, found: int, gold: int) -> None:
    assert measure(metric, 0, found, gold) == (None, None, None)


# -- spans ---------------------------------------------------------------------------------------------------


def test_spans_by_hand() -> None:
    gold = [mention("UN Charter", "un-charter"), mention("Lake Treaty", "lake-treaty"), mention("River Treaty")]
    found = [mention("UN Charter", "un-charter", "short_name"), mention("the Lake Treaty"), mention("We recall")]
    comparison = compared(gold, found)
    assert figures(comparison) == {
        "precision.exact": (0.3333, 1, 3, 3), "recall.exact": (0.3333, 1, 3, 3), "f1.exact": (0.3333, 1, 3, 3),
        "precision.overlap": (0.6667, 2, 3, 3), "recall.overlap": (0.6667, 2, 3, 3), "f1.overlap": (0.6667, 2, 3, 3),
        "accuracy.linked": (1.0, 1, 1, 1), "accuracy.form": (0.0, 0, 1, 1), "accuracy.date": (1.0, 1, 1, 1),
    }  # fmt: skip
    assert [(one.kind, one.passage, one.expected, one.found) for one in comparison.differences] == [
        ("false", "lakes:I.1@0", None, "We recall"),
        ("form", "lakes:I.1@14", "name (UN Charter)", "short_name"),
        ("span", "lakes:I.1@33", "Lake Treaty", "the Lake Treaty"),
        ("missed", "lakes:I.1@61", "River Treaty", None),
    ]


def test_a_span_in_another_paragraph_is_another() -> None:
    assert figures(compared([mention("UN Charter")], [mention("UN Charter", where=2)]))["f1.overlap"][1] == 0


def test_one_long_span_makes_one_pair_and_the_exact_one_where_there_is_one() -> None:
    gold = [mention("UN Charter"), mention("Lake Treaty")]
    assert figures(compared(gold, [mention("UN Charter and the Lake Treaty")]))["recall.overlap"] == (0.5, 1, 1, 2)
    long, exact = mention("UN Charter and the Lake Treaty"), mention("Lake Treaty")
    pairs = match(gold, [long, exact], lambda one, other: other["start"] < one["end"] and one["start"] < other["end"])
    assert pairs == [(gold[0], long), (gold[1], exact)]


def test_as_many_pairs_are_made_as_can_be() -> None:
    def row(name: str) -> Row:
        return {"start": 0, "end": 1, "name": name}

    rows, may = [row("a"), row("b")], {("a", "x"), ("a", "y"), ("b", "x")}
    pairs = match(rows, [row("x"), row("y")], lambda one, other: (one["name"], other["name"]) in may)
    assert [(one["name"], other["name"]) for one, other in pairs] == [("a", "y"), ("b", "x")]


def test_wrong_links_and_dates_are_counted_among_exact_spans() -> None:
    gold = [mention("UN Charter", "un-charter", date="1945"), mention("Lake Treaty", "lake-treaty")]
    found = [mention("UN Charter", "un-charter"), mention("Lake Treaty", "treaty")]
    said = figures(compared(gold, found))
    assert said["accuracy.linked"] == (0.5, 1, 2, 2) and said["accuracy.date"] == (0.5, 1, 2, 2)
    assert {one.kind for one in compared(gold, found).differences} == {"linked", "date"}


def test_links_without_the_help_of_a_curator_are_a_figure_of_their_own() -> None:
    gold, found = [mention("UN Charter", "un-charter")], [mention("UN Charter", "un-charter")]
    alone = {"instrument_mentions": [mention("UN Charter", "charter")]}
    said = figures(compared(gold, found, unaided=alone))
    assert said["accuracy.linked"][0] == 1.0 and said["accuracy.unaided"] == (0.0, 0, 1, 1)
    assert "accuracy.unaided" not in figures(compared(gold, found))


def test_entities_are_compared_when_there_is_a_table_of_them() -> None:
    gold = [mention("Lake", "lake"), mention("River", "river")]
    said = figures(compared(gold, [mention("Lake", "lake")], "entity_mentions"), "entity_mentions")
    assert said["recall.exact"] == (0.5, 1, 1, 2) and said["accuracy.linked"] == (1.0, 1, 1, 1)
    assert (
        compare(gold_of(entity_mentions=gold), {"paragraphs": PARAGRAPHS}).rows
        == compare(gold_of(), {"paragraphs": PARAGRAPHS}).rows
    )


def test_statements_by_hand() -> None:
    gold = [statement("We recall", "recall"), statement("reject", "reject", "expressive")]
    found = [
        statement("recall", "recollect", "directive"),  # the verb ends where it should
        statement("and reject", "reject", "expressive", "member_states"),
        statement("UN Charter", "charter"),
    ]
    said = figures(compared(gold, found, "statements"), "statements")
    assert said["precision.exact"] == (0.0, 0, 3, 2) and said["recall.overlap"] == (1.0, 2, 3, 2)
    assert said["accuracy.lemma"] == (0.5, 1, 2, 2) and said["accuracy.force"] == (0.5, 1, 2, 2)
    assert said["accuracy.speaker"] == (0.5, 1, 2, 2)
    other = [statement("We recall the UN", "note")]  # overlaps, but is another verb
    assert figures(compared(gold[:1], other, "statements"), "statements")["f1.overlap"][1] == 0


# -- rows with identifiers -----------------------------------------------------------------------------------


def test_paragraphs_by_identifier_and_by_text() -> None:
    found = [PARAGRAPHS[0], {"paragraph_id": "lakes:I.3", "text": "So be it."}, {"paragraph_id": "x:I.1", "text": "No"}]
    comparison = compare(gold_of(), {"paragraphs": found})
    said = figures(comparison, "paragraphs")
    assert said["precision.exact"] == (0.5, 1, 2, 2) and said["f1.text"] == (1.0, 2, 2, 2)
    assert [(one.kind, one.passage) for one in comparison.differences] == [
        ("missed", "lakes:I.2"), ("false", "lakes:I.3"),
    ]  # fmt: skip


def test_every_column_of_gold_counts() -> None:
    names = [column.rstrip("*") for column in COLUMNS["signatories"].split()]
    row = dict.fromkeys(names, "x") | {"signatory_id": "lakes:signatory.1"}
    for name in names[1:]:
        found = row | {name: None, "char_start": 0}
        comparison = compare(gold_of(signatories=[row]), {"signatories": [found]})
        assert figures(comparison, "signatories")["f1.exact"][:2] == (0.0, 0)
        assert comparison.differences[0].expected == f"{name} 'x'" and comparison.differences[0].found == "nothing"
    same = compare(gold_of(signatories=[row]), {"signatories": [row | {"char_start": 0}]})
    assert figures(same, "signatories")["f1.exact"][0] == 1.0 and same.differences == []


def test_columns_of_gold_are_columns_of_the_tables() -> None:
    for layer in LAYERS:
        try:
            declared = schema(layer).names
        except FileNotFoundError:
            continue  # a table that is not published yet
        assert {c.split(":")[0].rstrip("*") for c in COLUMNS[layer].split()} - {"note"} <= set(declared)


# -- in a build ----------------------------------------------------------------------------------------------


def rows_of(tables: Tables) -> list[str]:
    return [row["quality_id"] for row in tables["quality"]]


@pytest.fixture
def lakes(tmp_path: Path) -> Path:
    source = tmp_path / "in"
    source.mkdir()
    (source / "lakes.txt").write_text("I\n\nThey recall the UN Charter and the Lake Treaty.\n\nII\n\nSo be it, now.\n")
    (source / "rivers.txt").write_text("The rivers are clean, and the UN Charter says so in all of its articles.\n")
    return source


def test_without_gold_the_table_is_empty_and_sound(lakes: Path, tmp_path: Path) -> None:
    build(lakes, tmp_path / "out")
    assert (tmp_path / "out/data/csv/quality.csv").read_text() == ",".join(schema("quality").names) + "\n"
    assert check_package(tmp_path / "out") == []
    assert "Measured quality" not in (tmp_path / "out/docs/codebook.md").read_text()
    assert "## quality" in (tmp_path / "out/docs/codebook.md").read_text()


def test_gold_beside_the_texts_is_compared_and_published(lakes: Path, tmp_path: Path) -> None:
    fill(lakes / "gold", statements=None)
    build(lakes, tmp_path / "out")
    assert check_package(tmp_path / "out") == []
    rows = {row["quality_id"]: row for row in read_corpus(lakes).tables["quality"]}
    assert (rows["paragraphs.recall.exact"]["correct"], rows["paragraphs.recall.exact"]["gold"]) == (1, 1)
    recall = rows["instrument_mentions.recall.exact"]
    assert (recall["correct"], recall["gold"]) == (1, 1)  # the text without gold is not counted
    assert recall["measured_on"].startswith("lakes; gold/instrument_mentions.csv, SHA-256 ")
    assert "Measured quality" in (tmp_path / "out/docs/codebook.md").read_text()


def test_gold_of_another_folder_can_be_scored(lakes: Path, tmp_path: Path) -> None:
    fill(tmp_path / "gold", statements=None)
    assert {row["layer"] for row in score(lakes, tmp_path / "gold").rows} == {
        "paragraphs", "sections", "instrument_mentions",
    }  # fmt: skip
    with pytest.raises(FaultsFound, match="no folder of gold"):
        score(lakes)


def test_nothing_is_worse_than_in_the_last_release() -> None:
    with (ROOT / "data/gold/floor.csv").open(encoding="utf-8", newline="") as file:
        floor = {row["quality_id"]: float(row["value"]) for row in csv.DictReader(file)}
    comparison = score(ROOT / "data")
    values = {row["quality_id"]: row["value"] for row in comparison.rows}
    assert floor and floor.keys() <= values.keys()
    worse = {name: (values[name], least) for name, least in floor.items() if (values[name] or 0.0) < least}
    assert worse == {}, "\n".join(map(str, comparison.differences))
