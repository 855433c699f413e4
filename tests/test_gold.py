"""Gold is read strictly: what does not fit its own paragraphs is a fault that names file, row and column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sco_declarations.build.faults import FaultsFound
from sco_declarations.build.gold import COLUMNS, check_documents, read_gold
from sco_declarations.build.inputs import read_inputs

ROOT = Path(__file__).resolve().parent.parent

SMALL = {
    "paragraphs": "paragraph_id,text\nlakes:I.1,They recall the UN Charter and the Lake Treaty.\n",
    "sections": "section_id,kind,label,label_printed\nlakes:I,body,I,\u0399\nlakes:title,title,,\n",
    "instruments": "instrument_id,name,short_name,type,status,collective,note\n"
    "un-charter,UN Charter,,charter,adopted,false,\n",
    "instrument_mentions": "paragraph_id,start,end,text,form,instrument_id,date_printed,note\n"
    "lakes:I.1,16,26,UN Charter,short_name,un-charter,,\n",
    "statements": "paragraph_id,position,start,end,speaker_printed,speaker,verb_printed,verb_lemma,force,note\n"
    "lakes:I.1,1,0,11,They,we,recall,recall,assertive,\n",
}
MENTION = "lakes:I.1,16,26,UN Charter,short_name,un-charter,,\n"


def fill(folder: Path, **changed: str | None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for table, text in {**SMALL, **changed}.items():
        if text is not None:
            (folder / f"{table}.csv").write_bytes(text.encode())
    return folder


def test_gold_is_read_with_types(tmp_path: Path) -> None:
    gold = read_gold(fill(tmp_path))
    assert gold.documents == ("lakes",)
    assert list(gold.tables) == list(SMALL) and gold.digests.keys() == SMALL.keys()
    assert gold.tables["instrument_mentions"][0]["start"] == 16
    assert gold.tables["instruments"][0]["collective"] is False
    assert gold.tables["sections"][1]["label"] is None


def test_the_gold_of_the_project_is_sound() -> None:
    gold = read_gold(ROOT / "data" / "gold")
    assert gold.tables.keys() == COLUMNS.keys()
    assert read_inputs(ROOT / "data").gold == gold


def change(table: str, old: str, new: str) -> Callable[[], dict[str, str | None]]:
    assert old in SMALL[table]
    return lambda: {table: SMALL[table].replace(old, new)}


CASES: list[tuple[str, Callable[[], dict[str, str | None]], str, str, str]] = [
    ("no paragraphs", lambda: {"paragraphs": None}, "paragraphs.csv", "", "input-missing"),
    ("another header", change("statements", "force,note", "force,notes"), "statements.csv", "row 1", "table"),
    ("not UTF-8", change("sections", "body", "b\udcffdy"), "sections.csv", "byte", "table"),
    ("no number", change("instrument_mentions", ",16,", ",x,"),
     "instrument_mentions.csv", "row 2, column start", "table"),
    ("a cell too few", change("instrument_mentions", ",,\n", ",\n"), "instrument_mentions.csv", "row 2", "table"),
    ("nothing where a value must be", change("instrument_mentions", "short_name,", ","),
     "instrument_mentions.csv", "row 2, column form", "table"),
    ("a word that is not of the vocabulary", change("instrument_mentions", "short_name", "nickname"),
     "instrument_mentions.csv", "row 2, column form", "table"),
    ("an instrument that is nowhere", change("instrument_mentions", "un-charter", "un-chart"),
     "instrument_mentions.csv", "row 2, column instrument_id", "reference"),
    ("a paragraph that is nowhere", change("instrument_mentions", "lakes:I.1", "lakes:I.2"),
     "instrument_mentions.csv", "row 2, column paragraph_id", "reference"),
    ("offsets that are off by one", change("instrument_mentions", "16,26", "15,25"),
     "instrument_mentions.csv", "row 2, column text", "value"),
    ("offsets beyond the text", change("instrument_mentions", "16,26", "16,2600"),
     "instrument_mentions.csv", "row 2, column start and end", "value"),
    ("rows that overlap", lambda: {"instrument_mentions": SMALL["instrument_mentions"] + MENTION},
     "instrument_mentions.csv", "row 3, column start", "value"),
    ("a verb that ends elsewhere", change("statements", ",recall,recall", ",recalls,recall"),
     "statements.csv", "row 2, column verb_printed", "value"),
    ("a paragraph twice", lambda: {"paragraphs": SMALL["paragraphs"] + SMALL["paragraphs"].split("\n")[1] + "\n"},
     "paragraphs.csv", "row 3, column paragraph_id", "identifier-clash"),
    ("a section of another document", change("sections", "lakes:title", "rivers:title"),
     "sections.csv", "row 3, column section_id", "reference"),
]  # fmt: skip


@pytest.mark.parametrize(("plant", "file", "place", "code"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_planted_fault_is_named(
    plant: Callable[[], dict[str, str | None]], file: str, place: str, code: str, tmp_path: Path
) -> None:
    files = {**SMALL, **plant()}
    for table, text in files.items():
        if text is not None:
            (tmp_path / f"{table}.csv").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(FaultsFound) as caught:
        read_gold(tmp_path)
    (fault,) = caught.value.faults
    assert (Path(fault.file).name, fault.code) == (file, code), fault
    assert fault.place.startswith(place) if place else fault.place == ""


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    wrong = SMALL["instrument_mentions"].replace("16,26", "15,25").replace("un-charter", "un-chart")
    with pytest.raises(FaultsFound) as caught:
        read_gold(fill(tmp_path, instrument_mentions=wrong))
    assert len(caught.value.faults) == 2


def test_a_folder_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FaultsFound) as caught:
        read_gold(tmp_path / "gold")
    assert [fault.code for fault in caught.value.faults] == ["input-missing"]


def test_gold_of_a_document_that_is_gone_is_a_fault(tmp_path: Path) -> None:
    gold = read_gold(fill(tmp_path))
    assert check_documents(gold, ["lakes", "rivers"].__contains__) == []
    (fault,) = check_documents(gold, ["rivers"].__contains__)
    assert fault.code == "reference" and "'lakes'" in fault.problem


def test_a_build_takes_up_the_faults_of_gold(tmp_path: Path) -> None:
    (tmp_path / "lakes.txt").write_text("I\n\nThey recall the UN Charter and the Lake Treaty.\n")
    fill(tmp_path / "gold", statements="x\n")
    with pytest.raises(FaultsFound, match=r"statements\.csv"):
        read_inputs(tmp_path)
