"""Words and sentences are counted as a reader counts them."""

from __future__ import annotations

import pytest
from sco_declarations.build.texts import count_sentences, count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lakes", 1),
        ("The sides met.", 3),
        ("the Charter - the basic document - stands", 6),
        ("the Charter \u2013 the basic document", 5),
        ("well-known co-operation", 2),
        ("the state's \u201cquoted\u201d words", 4),
        ("rivers & lakes", 2),
        ("Стороны рады встрече", 3),
        ("各方达成协议", 6),
        ("各方 met", 3),
        pytest.param("各方 \u2013 met", 3),
        pytest.param("the lakes \u2013", 2),
    ],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("The sides met", "en", 1),
        ("The sides met in Osh and talked there. They agreed on all that was asked.", "en", 2),
        ("Mr. Smith of St. Petersburg met Dr. Doe on 3 May 1999 at the lake. They agreed.", "en", 2),
        ("The sides met in Osh: the lakes, the rivers; and the wells were named there.", "en", 1),
        ("The sides met in Osh and talked there. They agreed on all that was asked.", None, 2),
        ("The sides met in Osh and talked there. They agreed on all that was asked.", "xx", 2),
        ("The sides met in Osh and talked there. They agreed on all that was asked.", "en-GB", 2),
        ("Стороны встретились в столице и говорили долго. Они договорились обо всём.", "ru", 2),
        ("La Autoridad se regirá por: a) las normas del artículo 3; b) las demás.", "es", 1),
        ("The sides met \u2013 and talked there.\u201d They agreed.", "en", 2),
        ("The sides met \u2013 and talked there.They agreed.", "en", 2),
        ("各方达成协议。各方应当合作。本协定自签字之日起生效，并且各方应当通报。", "zh", 3),
    ],
)
def test_sentences(text: str, language: str | None, sentences: int) -> None:
    assert count_sentences(text, language) == sentences
