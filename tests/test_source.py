"""A source is the bytes as received and the text they hold; bytes that are no text are refused, with the place."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sco_declarations.build.faults import CODES, UNREADABLE, Fault, FaultsFound
from sco_declarations.build.source import decode, read_bytes, read_source

ENGLISH = "The “sides” met — in São Paulo — and agreed on the café’s rules. Déjà vu.\r\n" * 6
FRENCH = "Les parties sont réunies à la préfecture; elles ont décidé d'un règlement très général.\n" * 6
RUSSIAN = "Стороны рады встрече. Они благодарят хозяев и прощаются с ними.\n" * 6
CHINESE = "各方达成协议如下：本协定适用于湖泊。" * 6
PLAIN = "The sides met in the city and agreed to keep the lakes clean for those who come after them.\n" * 12


def refusal(raw: bytes, stated: str | None = None) -> Fault:
    with pytest.raises(FaultsFound) as raised:
        decode(raw, "lakes.txt", stated)
    (fault,) = raised.value.faults
    return fault


@pytest.mark.parametrize(
    ("raw", "text", "encoding", "origin"),
    [
        (ENGLISH.encode(), ENGLISH, "utf-8", "utf-8"),
        (b"plain\n", "plain\n", "utf-8", "utf-8"),
        (b"\xef\xbb\xbf" + ENGLISH.encode(), ENGLISH, "utf-8-sig", "bom"),
        (b"\xff\xfe" + ENGLISH.encode("utf-16-le"), ENGLISH, "utf-16", "bom"),
        (b"\xfe\xff" + ENGLISH.encode("utf-16-be"), ENGLISH, "utf-16", "bom"),
        (b"\xff\xfe\0\0" + ENGLISH.encode("utf-32-le"), ENGLISH, "utf-32", "bom"),
        (b"\0\0\xfe\xff" + ENGLISH.encode("utf-32-be"), ENGLISH, "utf-32", "bom"),
        pytest.param(
            ENGLISH.encode("cp1252"), ENGLISH, "cp1252", "detected",
        ),
        (FRENCH.encode("cp1252"), FRENCH, "cp1252", "detected"),
        (ENGLISH.encode("mac_roman"), ENGLISH, "mac_roman", "detected"),
        (RUSSIAN.encode("cp1251"), RUSSIAN, "cp1251", "detected"),
        (RUSSIAN.encode("koi8_r"), RUSSIAN, "koi8_r", "detected"),
        (CHINESE.encode("gb18030"), CHINESE, "gb18030", "detected"),
    ],
)  # fmt: skip
def test_encodings_that_are_told_from_the_bytes(raw: bytes, text: str, encoding: str, origin: str) -> None:
    assert decode(raw, "lakes.txt") == (text, encoding, origin)


@pytest.mark.parametrize(
    ("phrase", "encoding"),
    [
        ("They met in a café.", "cp1252"),
        ("The Côte d’Ivoire signed.", "cp1252"),
        ("The “Treaty” stands.", "mac_roman"),
        pytest.param(
            "The side’s view stands.", "cp1252",
        ),
        pytest.param(
            "The lakes \u2013 all of them.", "cp1252",
        ),
        pytest.param(
            "The “Treaty” stands.", "cp1252"
        ),
        pytest.param("As § 5 says.", "cp1252"),
    ],
)  # fmt: skip
def test_a_few_characters_beyond_ascii_in_a_long_text_are_not_garbled(phrase: str, encoding: str) -> None:
    text = PLAIN + phrase + "\n" + PLAIN
    assert decode(text.encode(encoding), "lakes.txt")[0] == text


@pytest.mark.parametrize("encoding", ["cp1252", "latin_1", "utf-8", "cp866", "utf-16-le"])
def test_the_encoding_that_a_curator_states_beats_everything(encoding: str) -> None:
    text = "Лес\n" if encoding in ("cp866", "utf-16-le", "utf-8") else "caf\u00e9\n"
    assert decode(text.encode(encoding), "lakes.txt", encoding) == (text, encoding, "sidecar")


@pytest.mark.parametrize(
    ("raw", "stated"),
    [
        pytest.param(
            b"\xef\xbb\xbf" + ENGLISH.encode(), "utf-8",
        ),
        pytest.param(
            b"\xff\xfe" + ENGLISH.encode("utf-16-le"), "utf-16-le",
        ),
        (b"\xff\xfe" + ENGLISH.encode("utf-16-le"), "utf-16"),
    ],
)  # fmt: skip
def test_a_byte_order_mark_is_never_counted(raw: bytes, stated: str) -> None:
    assert decode(raw, "lakes.txt", stated)[0] == ENGLISH


@pytest.mark.parametrize(
    ("raw", "stated", "code", "place"),
    [
        (b"", None, "input-empty", ""),
        (b" \r\n\t", None, "input-empty", ""),
        (b"abc\0def", None, "not-text", "line 1, byte 3"),
        ("lakes".encode("utf-16-le"), None, "not-text", "line 1, byte 1"),
        (
            RUSSIAN.encode() + b"\xff", None, "undecodable",
            f"line {RUSSIAN.count(chr(10)) + 1}, byte {len(RUSSIAN.encode())}",
        ),
        pytest.param(
            PLAIN.encode() + "Озеро ".encode() + b"\xff", None, "undecodable",
            f"line {PLAIN.count(chr(10)) + 1}, byte {len(PLAIN) + 11}",
        ),
        (bytes(range(128, 256)) * 4, None, "undecodable", "line 1, byte 0"),
        (b"abc\xff", "utf-8", "undecodable", "line 1, byte 3"),
        (b"ab\x81c", "cp1252", "undecodable", "line 1, byte 2"),
        (b"\xff\xfea\0b", None, "undecodable", "line 1, byte 4"),
        (b"abc", "utf-99", "encoding-unknown", ""),
        pytest.param(b"616263", "hex", "encoding-unknown", ""),
        pytest.param(b"abc", "rot13", "encoding-unknown", ""),
        pytest.param(b"abc", "undefined", "encoding-unknown", ""),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_with_its_place(raw: bytes, stated: str | None, code: str, place: str) -> None:
    fault = refusal(raw, stated)
    assert (fault.file, fault.code, fault.place) == ("lakes.txt", code, place)
    assert fault.problem
    assert fault.remedy


def test_no_replacement_character_is_put_in() -> None:
    broken = RUSSIAN.encode() + b"\xd0"
    assert refusal(broken).place == f"line {RUSSIAN.count(chr(10)) + 1}, byte {len(broken) - 1}"


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", b"\xff\xfe\n\0"])
def test_a_byte_order_mark_alone_is_no_text(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    with pytest.raises(FaultsFound) as raised:
        read_source(tmp_path / "a.txt", "a.txt", "a", "data/raw/a.txt")
    assert [fault.code for fault in raised.value.faults] == ["input-empty"]


def test_a_nul_in_a_text_that_may_have_nul_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lakes.txt"
    path.write_bytes("The lakes\nare \0 clean.\n".encode("utf-16"))
    with pytest.raises(FaultsFound) as raised:
        read_source(path, "lakes.txt", "lakes", "data/raw/lakes.txt")
    (fault,) = raised.value.faults
    assert (fault.code, fault.place) == ("not-text", "line 2")


def test_a_source_keeps_its_bytes(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbfLakes\r\n\r\nand r\xc3\xadvers\r"
    (tmp_path / "a.txt").write_bytes(raw)
    source = read_source(tmp_path / "a.txt", "a.txt", "lakes", "data/raw/a.txt")
    assert (source.raw, source.text) == (raw, "Lakes\r\n\r\nand rívers\r")
    assert source.sha256 == hashlib.sha256(raw).hexdigest()
    assert (source.document_id, source.path) == ("lakes", "data/raw/a.txt")


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FaultsFound) as raised:
        read_bytes(tmp_path / "nowhere.txt", "nowhere.txt")
    (fault,) = raised.value.faults
    assert (fault.file, fault.code) == ("nowhere.txt", "input-missing")
    assert raised.value.exit_status == UNREADABLE


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(FaultsFound) as raised:
        read_bytes(tmp_path / "a.txt", "a.txt")
    (fault,) = raised.value.faults
    assert (fault.code, CODES[fault.code][0]) == ("not-a-file", UNREADABLE)
    assert "a folder" in fault.problem
