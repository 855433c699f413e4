"""A language is named only where the text shows it; only English has the layers that know English."""

from __future__ import annotations

import pytest
from sco_declarations.build.languages import detect_language, has_english_layers


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The sides met in the city and agreed to keep the lakes clean.", "en"),
        ("Les parties sont convenues de garder les lacs et la mer dans un bon état.", "fr"),
        ("Las partes y los pueblos de la región que viven en el lago.", "es"),
        ("Стороны встретились в столице и договорились о том, что нужно.", "ru"),
        ("各方达成协议如下：本协定适用于湖泊。", "zh"),
        ("各方达成协议 of the Lake Union 本协定适用于湖泊", "zh"),
        ("Тараптар және мен бір үшін немесе", "kk"),
        ("Тараптар жана менен бир үчүн же", "ky"),
        ("اجتمعت الأطراف في المدينة واتفقت على أن البحيرات من", "ar"),
        ("Die Parteien und der See, das Wasser und die Fische", "de"),
        ("De partijen zijn in de hoofdstad bijeen en het meer van de stad is een van de zaken", "nl"),
        ("दोनों पक्ष नगर में मिले और झील के बारे में बात की है। यह झील का जल है।", "hi"),
        ("Бакі сустрэліся ў сталіцы і дамовіліся, што гэта не для іх, або ў яго.", "be"),
        ("Томонлар шаҳарда учрашди ва бу кўл учун бир битим билан ҳар ким эга бўлди.", "uz"),
        ("Taraflar bir göl için bu şehirde her yıl ve her ay bir araya gelir.", "tr"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "12345 67.8", "Lorem ipsum dolor sit amet", "UNESCO WHO NATO"])
def test_no_sign_of_a_language_is_none(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize(
    ("language", "english"), [("en", True), ("en-GB", True), ("eng", False), ("ru", False), (None, False)]
)
def test_which_languages_have_the_english_layers(language: str | None, english: bool) -> None:
    assert has_english_layers(language) is english


def test_a_longer_text_in_a_language_that_shares_some_words_with_one_of_these_is_none() -> None:
    other = "Na o te tangata e ora ai i te ao do e para nei, a ko te e mea o ona kupu katoa i roto. "
    assert detect_language(other * 2) == "pt"
    assert detect_language(other * 20) is None


def test_an_english_list_is_english_with_few_of_the_common_words() -> None:
    listed = "Leslie Rowan, of Upper Mill, to be Assistant Secretary of the Treasury and of Transport. "
    assert detect_language(listed * 30) == "en"
