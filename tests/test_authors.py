"""Authors as subjects: states and persons who issue a text count as its speakers when it names them, and no others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from sco_declarations.build.document import read_document
from sco_declarations.build.inputs import read_authorities
from sco_declarations.build.layers import Layers
from sco_declarations.build.model import Source
from sco_declarations.build.sidecars import Sidecar

REPORT = """JOINT STATEMENT

The President of Namibia, Mr. Tobias Ndara, and the Prime Minister of Botswana, Mr. Kagiso Molefe, met in Gobabis on
3 May 1999 and reviewed their relations.

The talks were held in a friendly spirit.

Three subjects were on the table.

{}
"""
TREATY = """AGREEMENT ON THE OKARE DAM

The Government of the Republic of Namibia and the Government of the Republic of Botswana,

Wishing to share the water of the river,

Have agreed as follows:

Article 1

{}

Article 2

This Agreement shall enter into force on signature.

Done at Gobabis on 3 May 1999.

For the Government of the Republic of Namibia:
T. NDARA

For the Government of the Republic of Botswana:
K. MOLEFE
"""


@cache
def layers() -> Layers:
    return Layers(read_authorities(Path("nowhere")))


def spoken(form: str, sentence: str) -> list[str]:
    """The statements of the sentence, put into a document, as "speaker, subject: verb"."""
    text = form.format(sentence)
    source = Source("text", "data/raw/text.txt", text.encode(), text, "utf-8", "utf-8", "")
    tables = read_document(source, Sidecar(), layers()).tables
    wanted = {row["paragraph_id"] for row in tables["paragraphs"] if row["text"] == sentence}
    assert wanted, "the sentence is a paragraph"
    return [
        f"{row['speaker']}, {row['speaker_printed']}: {row['verb_lemma']}"
        for row in tables["statements"]
        if row["paragraph_id"] in wanted
    ]


COUNTED = {
    "a state": (REPORT, "Namibia thanks Botswana for its help.", ["member_states, Namibia: thank"]),
    "two states": (
        REPORT, "Namibia and Botswana reaffirm their ties.", ["member_states, Namibia and Botswana: reaffirm"],
    ),
    "after a phrase in front": (
        REPORT, "In this spirit, Botswana welcomes the plan.", ["member_states, Botswana: welcome"],
    ),
    "a government by the state's name": (
        TREATY, "The Government of Namibia shall build the dam.",
        ["member_states, The Government of Namibia: shall build"],
    ),
    "a government by the state's adjective": (
        REPORT, "The Namibian Government considers the matter closed.",
        ["member_states, The Namibian Government: consider"],
    ),
    "ministers": (
        REPORT, "Namibian Ministers expressed their concern.",
        ["representatives, Namibian Ministers: express concern"],
    ),
    "persons by title": (
        REPORT, "Mr. Ndara and Mr. Molefe noted the report.", ["heads_of_state, Mr. Ndara and Mr. Molefe: note"],
    ),
    "offices": (
        REPORT, "Both the President and the Prime Minister agreed to meet.",
        ["heads_of_state, Both the President and the Prime Minister: agree"],
    ),
    "an office with its holder": (
        REPORT, "President Ndara stressed the need for rain.", ["heads_of_state, President Ndara: stress"],
    ),
    "as many as they are": (
        REPORT, "The two countries will build a road.", ["member_states, The two countries: build"],
    ),
    "they": (
        REPORT, "Namibia and Botswana note the plan. They welcome it.",
        ["member_states, Namibia and Botswana: note", "member_states, They: welcome"],
    ),
    "coordinated verbs": (
        REPORT, "Botswana regrets the delay and urges all to hurry.",
        ["member_states, Botswana: regret", "member_states, Botswana: urge"],
    ),
    "either government": (
        TREATY, "Each Government shall inform the other.", ["member_states, Each Government: shall inform"],
    ),
    "agreed after reasons in one paragraph": (
        TREATY, "The Government of Namibia and the Government of Botswana, Desiring to go on, Have agreed as follows:",
        ["member_states, The Government of Namibia and the Government of Botswana: agree"],
    ),
}  # fmt: skip

NOT_COUNTED = {
    "a state that is no author": (REPORT, "Peru welcomes the plan."),
    "a person who is no author": (REPORT, "Mr. Paredes welcomed the plan."),
    "an office that nobody here has": (REPORT, "The Chancellor welcomed the plan."),
    "the object of a sentence": (REPORT, "The plan helps Namibia and Botswana."),
    "a possessive": (REPORT, "Namibia's rivers are long."),
    "more countries than they are": (REPORT, "The three countries welcomed the plan."),
    "states in a clause": (REPORT, "The report says that Namibia, and Botswana note the plan."),
    "whose ministers are to act": (REPORT, "Our Ministers will meet in June."),
}


@pytest.mark.parametrize(("form", "sentence", "expected"), COUNTED.values(), ids=COUNTED)
def test_authors_speak(form: str, sentence: str, expected: list[str]) -> None:
    assert spoken(form, sentence) == expected


@pytest.mark.parametrize(("form", "sentence"), NOT_COUNTED.values(), ids=NOT_COUNTED)
def test_others_do_not(form: str, sentence: str) -> None:
    assert spoken(form, sentence) == []


def test_without_authors_a_state_is_no_speaker() -> None:
    form = "RESOLUTION 12\n\nThe Assembly,\n\nRecalling its rules,\n\n{}\n"
    assert spoken(form, "Namibia welcomes the plan.") == []
