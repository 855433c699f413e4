"""Bad input of every kind ends in a coded fault: nothing hangs, nothing leaves a traceback, nothing is written.

Each case lays out a folder of texts and says which faults `sco build` must find in it: all of them, in one run.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from sco_declarations.build import intake
from sco_declarations.build.checks import check_package, check_tables
from sco_declarations.build.faults import CODES, FaultsFound
from sco_declarations.build.pipeline import build, read_corpus
from sco_declarations.build.source import LARGEST_CURATED, LARGEST_TEXT

TEXT = "Statement on Lakes\n\nThe sides met in Osh under the UN Charter and agreed to keep the lakes clean.\n"
#: Lays out what is not a plain file; it is given the folder of texts.
Make = Callable[[Path], object]
Files = Mapping[str, "str | bytes | Make"]
#: File below the folder of texts, place, code.
Found = tuple[str, str, str]


def text(path: str, size: int) -> Make:
    """A file of so many bytes that takes no room on the disk."""

    def make(folder: Path) -> None:
        with (folder / path).open("wb") as file:
            file.truncate(size)

    return make


def link(path: str, target: str) -> Make:
    return lambda folder: (folder / path).symlink_to(target)


def pipe(path: str) -> Make:
    return lambda folder: os.mkfifo(folder / path)


def directory(path: str) -> Make:
    return lambda folder: (folder / path).mkdir()


def bytes_named(name: bytes) -> Make:
    return lambda folder: (folder / os.fsdecode(name)).write_text(TEXT)


def socket_at(path: str) -> Make:
    def make(folder: Path) -> None:
        with socket.socket(socket.AF_UNIX) as opened:
            before = Path.cwd()
            os.chdir(folder)  # the path of a socket may have about a hundred bytes
            opened.bind(path)
            os.chdir(before)

    return make


def sidecar(content: str | bytes) -> Files:
    return {"a.txt": TEXT, "a.yaml": content}


def instruments(*records: str) -> Files:
    return {"a.txt": TEXT, "instruments.yaml": "instruments:\n" + "".join(f"  - {{{record}}}\n" for record in records)}


def entities(*records: str) -> Files:
    return {"a.txt": TEXT, "entities.yaml": "entities:\n" + "".join(f"  - {{{record}}}\n" for record in records)}


def bodies(content: str | bytes) -> Files:
    return {"a.txt": TEXT, "bodies.csv": content}


LAKE = "id: lake, name: Lake Treaty, type: treaty, statement: Known"
RIVER = "id: river, name: River Treaty, type: treaty, statement: Known"
UNION = "id: union, name: Lake Union, type: organisation, statement: Known"
OFFICE = "id: office, name: Lake Office, type: organ, statement: Known"
BODIES = "noun,type,needs,note\n"
LINK = "mentions:\n  - {passage: body.1, text: %s, instrument: %s, evidence: The sentence.}\n"

CASES: dict[str, tuple[Files, list[Found]]] = {
    # -- what is no file, or cannot be read
    "a folder with the name of a text": (
        {"a.txt": TEXT, "x.txt": directory("x.txt")}, [("x.txt", "", "not-a-file")],
    ),
    "a pipe": ({"a.txt": TEXT, "x.txt": pipe("x.txt")}, [("x.txt", "", "not-a-file")]),
    "a socket": ({"a.txt": TEXT, "x.txt": socket_at("x.txt")}, [("x.txt", "", "not-a-file")]),
    "a pipe for a sidecar": ({"a.txt": TEXT, "a.yaml": pipe("a.yaml")}, [("a.yaml", "", "not-a-file")]),
    "a pipe for an authority file": (
        {"a.txt": TEXT, "instruments.yaml": pipe("instruments.yaml")}, [("instruments.yaml", "", "not-a-file")],
    ),
    "a link that leads to itself": ({"a.txt": link("a.txt", "a.txt")}, [("a.txt", "", "input-unreadable")]),
    "a link to what is not there": ({"a.txt": link("a.txt", "b")}, [("a.txt", "", "input-missing")]),
    "a link to a device": ({"a.txt": link("a.txt", "/dev/zero")}, [("a.txt", "", "outside-folder")]),
    # -- sizes
    "a text of a gigabyte": ({"x.txt": text("x.txt", 1 << 30)}, [("x.txt", "", "input-too-large")]),
    "a text of one line of 100 MB": (
        {"x.txt": lambda folder: (folder / "x.txt").write_bytes(b"lake " * 20_000_000)},
        [("x.txt", "", "input-too-large")],
    ),
    "a text of one byte too many": ({"x.txt": text("x.txt", LARGEST_TEXT + 1)}, [("x.txt", "", "input-too-large")]),
    "a sidecar of one byte too many": (
        {"a.txt": TEXT, "a.yaml": text("a.yaml", LARGEST_CURATED + 1)}, [("a.yaml", "", "input-too-large")],
    ),
    # -- no text
    "an empty text": ({"a.txt": b""}, [("a.txt", "", "input-empty")]),
    "a text of blanks": ({"a.txt": b" \n\t\r\n"}, [("a.txt", "", "input-empty")]),
    "a text of control characters": ({"a.txt": b"\x01\x02\n\x04"}, [("a.txt", "", "input-empty")]),
    "a text of bidirectional characters": ({"a.txt": "\u202e\u2066\n"}, [("a.txt", "", "input-empty")]),
    "a byte-order mark alone": ({"a.txt": b"\xef\xbb\xbf"}, [("a.txt", "", "input-empty")]),
    "a PDF": ({"a.txt": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"}, [("a.txt", "line 1, byte 0", "not-text")]),
    "a Word file": ({"a.txt": b"PK\x03\x04\x14\0\x06\0"}, [("a.txt", "line 1, byte 0", "not-text")]),
    "a picture": ({"a.txt": b"\x89PNG\r\n\x1a\n\0\0"}, [("a.txt", "line 1, byte 0", "not-text")]),
    "a NUL byte": ({"a.txt": b"The lakes\nare\0clean.\n"}, [("a.txt", "line 2, byte 13", "not-text")]),
    "every byte there is": ({"a.txt": bytes(range(1, 256)) * 20}, [("a.txt", "line 2, byte 127", "undecodable")]),
    # -- encodings
    "bytes that do not decode": (
        {"a.txt": "Стороны рады €\n".encode() * 9 + b"\xff\xfe\x80"}, [("a.txt", "line 10, byte 252", "undecodable")],
    ),
    "half of a UTF-16 pair in UTF-8": (
        {"a.txt": TEXT.encode() + b"\xed\xa0\x80"}, [("a.txt", "line 4, byte 98", "surrogate")],
    ),
    "half of a UTF-16 pair in UTF-16": (
        {"a.txt": b"\xff\xfea\0\n\0\x00\xd8b\0"}, [("a.txt", "line 2, byte 6", "surrogate")],
    ),
    "half of a UTF-16 pair by way of a codec": (
        {"a.txt": b"Lakes +2AA- here\n", "a.yaml": "encoding: utf-7\n"}, [("a.txt", "line 1", "surrogate")],
    ),
    "half a character at the end": (
        {"a.txt": b"\xff\xfea\0b"}, [("a.txt", "line 1, byte 4", "undecodable")],
    ),
    "an encoding that is none": (sidecar("encoding: rot13\n"), [("a.yaml", "line 1", "encoding-unknown")]),
    "an encoding for names": (sidecar("encoding: punycode\n"), [("a.yaml", "line 1", "encoding-unknown")]),
    # -- names and places
    "a name that is not UTF-8": (
        {"a.txt": TEXT, "x": bytes_named(b"\xff.txt")}, [("\udcff.txt", "", "file-name")],
    ),
    "a name with a line end": ({"a\nb.txt": TEXT}, [("a\nb.txt", "", "file-name")]),
    "a name with an escape sequence": ({"\x1b[31m.txt": TEXT}, [("\x1b[31m.txt", "", "file-name")]),
    "a name that turns its line around": ({"\u202etxt.txt": TEXT}, [("\u202etxt.txt", "", "file-name")]),
    "a name that Windows does not allow": ({"a:b.txt": TEXT}, [("a:b.txt", "", "file-name")]),
    "the name of a device": ({"NUL.txt": TEXT}, [("NUL.txt", "", "file-name")]),
    "names that differ in capitals": ({"A.txt": TEXT, "a.txt": TEXT}, [("a.txt", "", "name-clash")]),
    "names that differ in how a letter is written": (
        {"e\u0301.txt": TEXT, "\u00e9.txt": TEXT}, [("\u00e9.txt", "", "name-clash")],
    ),
    "a sidecar with another ending": (
        {"a.txt": TEXT, "a.yml": "language: en\n"}, [("a.yml", "", "file-name")],
    ),
    "two texts with one identifier": ({"a b.txt": TEXT, "a-b.txt": TEXT}, [("a-b.txt", "", "identifier-clash")]),
    "two sidecars with one identifier": (
        {"a.txt": TEXT, "b.txt": TEXT, "b.yaml": "document_id: a\n"}, [("b.txt", "", "identifier-clash")],
    ),
    "two sidecars for one text": (
        {"a.txt": TEXT, "a.yaml": "language: en\n", "z.yaml": "source_file: a.txt\n"},
        [("z.yaml", "", "identifier-clash")],
    ),
    "a link that leads outside": (
        {"../secret.txt": TEXT, "a.txt": link("a.txt", "../secret.txt")}, [("a.txt", "", "outside-folder")],
    ),
    "a sidecar that is a link outside": (
        {"../secret.yaml": "language: en\n", "a.txt": TEXT, "a.yaml": link("a.yaml", "../secret.yaml")},
        [("a.yaml", "", "outside-folder")],
    ),
    "a folder of texts that is a link outside": (
        {"../other/a.txt": TEXT, "raw": link("raw", "../other")}, [("raw/a.txt", "", "outside-folder")],
    ),
    "annotation that is a link outside": (
        {"../other/paragraphs.csv": "paragraph_id,text\n", "a.txt": TEXT, "gold": link("gold", "../other")},
        [("gold/paragraphs.csv", "", "outside-folder")],
    ),
    "a path that leads outside": (
        {"a.txt": TEXT, "z.yaml": "source_file: ../a.txt\n"}, [("z.yaml", "line 1", "outside-folder")],
    ),
    "an absolute path": (
        {"a.txt": TEXT, "z.yaml": "source_file: /etc/passwd\n"}, [("z.yaml", "line 1", "outside-folder")],
    ),
    # -- sidecars
    "YAML that is malformed": (sidecar("language: [en\n"), [("a.yaml", "line 2, column 1", "yaml")]),
    "YAML with a tab": (sidecar("\tlanguage: en\n"), [("a.yaml", "line 1, column 1", "yaml")]),
    "YAML with a NUL": (sidecar(b"language: en\0\n"), [("a.yaml", "line 1", "yaml")]),
    "YAML that is not UTF-8": (sidecar(b"# l\nplace: \xff\n"), [("a.yaml", "line 2, byte 11", "undecodable")]),
    "YAML that is a list": (sidecar("- language\n"), [("a.yaml", "line 1", "value")]),
    "YAML nested without end": (sidecar("place: " + "[" * 100_000), [("a.yaml", "line 1", "yaml")]),
    "a tag that would run code": (
        sidecar("place: !!python/object/apply:os.system [id]\n"), [("a.yaml", "line 1", "yaml-feature")],
    ),
    "anchors that explode": (
        sidecar("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
        [("a.yaml", f"line {line}", "yaml-feature") for line in (1, 2, 2, 3)],
    ),
    "200,000 duplicate keys": (
        sidecar("language: en\n" * 200_000),
        [*(("a.yaml", f"line {line}", "key-duplicate") for line in range(2, 1002)), ("a.yaml", "line 1001", "yaml")],
    ),
    "two documents": (sidecar("language: en\n---\nlanguage: ru\n"), [("a.yaml", "line 2", "yaml-feature")]),
    "a duplicate key": (sidecar("language: en\nlanguage: ru\n"), [("a.yaml", "line 2", "key-duplicate")]),
    "a misspelt key": (sidecar("langauge: en\n"), [("a.yaml", "line 1", "key-unknown")]),
    "a day that does not exist": (
        sidecar("date:\n  value: 2003-02-30\n  evidence: The dateline.\n"), [("a.yaml", "line 2", "date")],
    ),
    "a control character in a value": (
        sidecar('place: {value: "O\\x1b[31msh", evidence: It}\n'), [("a.yaml", "line 1", "value")],
    ),
    "a bidirectional character in a value": (
        sidecar('place: {value: "O\u202esh", evidence: It}\n'), [("a.yaml", "line 1", "value")],
    ),
    "half of a UTF-16 pair in a value": (
        sidecar('place: {value: "\\ud800", evidence: It}\n'), [("a.yaml", "line 1, column 19", "yaml")],
    ),
    "a language that YAML takes for false": (sidecar("language: NO\n"), [("a.yaml", "line 1", "value")]),
    "a mention of an instrument that is not there": (
        sidecar(LINK % ("UN Charter", "un-chartr")), [("a.yaml", "line 2", "reference")],
    ),
    "a mention that the passage does not have": (
        sidecar(LINK % ("Lake Charter", "un-charter")), [("a.yaml", "line 2", "reference")],
    ),
    "a version of thousands of digits": (
        {"a.txt": TEXT, "dataset.yaml": f"name: a\ntitle: A\ndescription: A\nversion: 1.{'9' * 5000}.0\n"},
        [("dataset.yaml", "line 4", "value")],
    ),
    "a name that no file can have": (
        {"a.txt": TEXT, "dataset.yaml": f"name: {'a' * 300}\ntitle: A\ndescription: A\nversion: 1.0.0\n"},
        [("dataset.yaml", "line 1", "value")],
    ),
    # -- curated files
    "NO for Norway": (instruments(f"{LAKE}, parties: [NO]"), [("instruments.yaml", "line 2", "state-unknown")]),
    "two instruments with one alias": (
        instruments(f"{LAKE}, aliases: [The Pact]", f"{RIVER}, aliases: [the  pact]"),
        [("instruments.yaml", "line 3", "alias-clash")],
    ),
    "an alias that is the name of another": (
        instruments(LAKE, f"{RIVER}, aliases: [Lake Treaty]"), [("instruments.yaml", "line 3", "alias-clash")],
    ),
    "two instruments with one identifier": (
        instruments(LAKE, RIVER.replace("id: river", "id: lake")), [("instruments.yaml", "line 3", "identifier-clash")],
    ),
    "an instrument of a document that is not there": (
        instruments(f"{LAKE}, document_id: nowhere"), [("instruments.yaml", "line 2", "reference")],
    ),
    "an instrument's day that does not exist": (
        instruments(f"{LAKE}, date: 2003-02-30"), [("instruments.yaml", "line 2", "date")],
    ),
    "a parent that is not there": (
        entities(f"{OFFICE}, parent: onion"), [("entities.yaml", "line 2", "reference")],
    ),
    "a parent of itself": (
        entities(f"{UNION}, parent: union"), [("entities.yaml", "line 2", "reference-cycle")],
    ),
    "parents of each other": (
        entities(f"{UNION}, parent: office", f"{OFFICE}, parent: union"),
        [("entities.yaml", "line 2", "reference-cycle")],
    ),
    "an adjective of no state": (
        {"a.txt": TEXT, "adjectives.csv": "adjective,state_code,entity_id,source\nNorse,NO,,usage\n"},
        [("adjectives.csv", "line 2", "state-unknown")],
    ),
    "a verb of no force": (
        {"a.txt": TEXT, "forces.csv": "lemma,object,kind,force,performs,reason\nlake,,verb,hopeful,yes,usage\n"},
        [("forces.csv", "line 2", "value")],
    ),
    "CSV with other columns": (bodies("noun,type,need,note\n"), [("bodies.csv", "line 1", "csv-columns")]),
    "CSV that is empty": (bodies(""), [("bodies.csv", "line 1", "csv-columns")]),
    "CSV with an open quotation mark": (bodies(f'{BODIES}"office,organ,any,\n'), [("bodies.csv", "line 2", "csv")]),
    "CSV with too few cells": (bodies(f"{BODIES}office,organ\n"), [("bodies.csv", "line 2", "csv")]),
    "CSV with a NUL": (bodies(f"{BODIES}office,organ,any,\0\n"), [("bodies.csv", "line 2", "csv")]),
    "CSV with an entry twice": (
        bodies(f"{BODIES}office,organ,any,\noffice,organ,any,\n"), [("bodies.csv", "line 3", "alias-clash")],
    ),
    "CSV that is not UTF-8": (bodies(BODIES.encode() + b"\xff\n"), [("bodies.csv", "line 2, byte 21", "undecodable")]),
    "gold that is a file": ({"a.txt": TEXT, "gold": "x"}, [("gold", "", "input-missing")]),
    # -- many at once: none hides another
    "faults of inputs and of texts": (
        {"a.txt": b"a\0", "b.txt": TEXT, "b.yaml": LINK % ("UN Charter", "un-chartr"), "c.txt": TEXT,
         "c.yaml": LINK % ("Lake Charter", "un-charter"), "dataset.yaml": "- x\n"},
        [("a.txt", "line 1, byte 1", "not-text"), ("b.yaml", "line 2", "reference"), ("c.yaml", "line 2", "reference"),
         ("dataset.yaml", "line 1", "value")],
    ),
    "a fault in every file": (
        {
            "a.txt": TEXT, "a.yaml": "langauge: en\nlanguage: NO\n", "b.txt": b"b\0", "c.txt": TEXT,
            "c.yaml": LINK % ("UN Charter", "un-chartr"), "d.yaml": "language: en\n", "dataset.yaml": "titel: Lakes\n",
            "instruments.yaml": "instruments:\n  - {id: un-charter, name: UN Charter, type: treaty}\n",
            "bodies.csv": "x\n", "gold/paragraphs.csv": "x\n",
        },
        [
            ("a.yaml", "line 1", "key-unknown"), ("a.yaml", "line 2", "value"), ("b.txt", "line 1, byte 1", "not-text"),
            ("bodies.csv", "line 1", "csv-columns"), ("d.yaml", "", "reference"),
            *[("dataset.yaml", "line 1", "key-missing")] * 4, ("dataset.yaml", "line 1", "key-unknown"),
            ("gold/paragraphs.csv", "row 1", "table"), ("instruments.yaml", "line 2", "key-missing"),
        ],
    ),
}  # fmt: skip


def lay_out(files: Files, folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name, content in files.items():
        if callable(content):
            content(folder)
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Callable[..., Any]) -> Callable[..., Any]:
    """Runs the command in `tmp_path`; gives exit status, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    return command


@pytest.mark.parametrize("name", CASES)
def test_every_fault_is_said_and_nothing_is_written(name: str, run: Any, tmp_path: Path) -> None:
    files, expected = CASES[name]
    folder = lay_out(files, tmp_path / "texts")
    before = sorted(tmp_path.rglob("*"))
    status, out, err = run("build", "--source", "texts", "--output", "package", "--strict", "--format", "json")
    found = json.loads(out)
    assert sorted(_where(fault, folder) for fault in found) == sorted(expected), found
    assert status == max(fault["exit_status"] for fault in found) == max(CODES[code][0] for _, _, code in expected)
    assert all(fault["problem"] and fault["remedy"] for fault in found)
    assert _is_plain(out + err) and "Traceback" not in err
    assert sorted(tmp_path.rglob("*")) == before


def _where(fault: dict[str, Any], folder: Path) -> Found:
    return str(Path(fault["file"]).relative_to(folder.name)), fault["place"], fault["code"]


def _is_plain(text: str) -> bool:
    return all(char == "\n" or char.isprintable() for char in text)


def test_a_misspelt_word_is_answered_with_the_one_that_was_meant(tmp_path: Path) -> None:
    said = {
        "langauge: en\n": "'language'",
        "document_type: {value: declaratoin, evidence: It}\n": "'declaration'",
        LINK % ("UN Charter", "un-chartr"): "'un-charter'",
    }
    for number, (content, meant) in enumerate(said.items()):
        with pytest.raises(FaultsFound) as caught:
            read_corpus(lay_out(sidecar(content), tmp_path / str(number)))
        (fault,) = caught.value.faults
        assert fault.remedy == f"Did you mean {meant}?"
    with pytest.raises(FaultsFound) as caught:
        read_corpus(lay_out(instruments(f"{LAKE}, parties: [NO]"), tmp_path / "states"))
    assert "NOR (Kingdom of Norway)" in caught.value.faults[0].remedy


# -- what is odd, and none of our business ------------------------------------------------------------------------

HARMLESS: dict[str, Files] = {
    "Cyrillic": {"Озеро.txt": TEXT},
    "Chinese": {"湖.txt": TEXT},
    "Persian, with a joiner": {"دریاچه\u200cها.txt": TEXT},
    "Devanagari, with a joiner": {"क्\u200dष.txt": TEXT},
    "beyond the first plane": {"\U00020000.txt": TEXT},
    "blanks and apostrophes": {" the lake's text .txt": TEXT},
    "options": {"--help.txt": TEXT, "-o.txt": TEXT},
    "a shell": {"$(touch x); `y`.txt": TEXT},
    "a formula": {"=1+1.txt": TEXT},
    "capitals": {"A.TXT": TEXT},
    "control and bidirectional characters": {"a.txt": TEXT.replace("lakes", "l\x1b[31m\x07a\u202ekes\u2066")},
    "code points that are no characters": {"a.txt": TEXT.replace("lakes", "l\ufffe\uffff\U0001ffffakes")},
    "a replacement character": {"a.txt": TEXT.replace("lakes", "l\ufffdkes")},
    "one line of 200,000 letters": {"a.txt": "lake " * 40_000},
    "one word of 200,000 letters": {"a.txt": "x" * 200_000},
    "a link inside the folder": {"texts/b": TEXT, "a.txt": link("a.txt", "texts/b")},
    "a byte-order mark in a sidecar": sidecar("\ufefflanguage: en\n"),
    "CR LF in a sidecar": sidecar("language: en\r\nplace:\r\n  value: Osh\r\n  evidence: The sentence.\r\n"),
    "an empty sidecar": sidecar(""),
    "CR LF and a byte-order mark in CSV": bodies(f"\ufeff{BODIES}office,organ,any,\n".replace("\n", "\r\n")),
    "a cell of 200,000 letters": bodies(f"{BODIES}office,organ,any,{'x' * 200_000}\n"),
    "words that look like patterns": bodies(f"{BODIES}office (,organ,any,\n[a-z,organ,any,\n"),
    "no instruments": {"a.txt": TEXT, "instruments.yaml": "instruments: []\n"},
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_odd_is_kept_as_it_is(name: str, tmp_path: Path) -> None:
    folder = lay_out(HARMLESS[name], tmp_path / "texts")
    corpus = read_corpus(folder)
    names = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix.lower() == ".txt"}
    assert {Path(source.path).name: source.raw for source in corpus.sources} == names
    assert check_tables(corpus.tables, corpus.sources) == []


# -- where output goes --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder `texts` and the package built from it; no test writes to either."""
    root = tmp_path_factory.mktemp("built")
    build(lay_out({"lakes.txt": TEXT}, root / "texts"), root / "package")
    return root


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of both that a test may write to."""
    import shutil

    shutil.copytree(built, tmp_path / "site")
    return tmp_path / "site"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def refused(site: Path, change: Callable[[], object]) -> dict[str, Any]:
    """The fault of a build over a package that would change; the package stays as it was."""
    (site / "texts" / "lakes.txt").write_text(TEXT.replace("clean", "blue"))
    before = contents(site / "package")
    change()
    with pytest.raises(FaultsFound) as caught:
        build(site / "texts", site / "package")
    (fault,) = caught.value.faults
    assert contents(site / "package") == before
    assert fault.remedy and caught.value.exit_status == 3
    return fault.as_record()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_an_output_that_refuses_leaves_the_package(number: int, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    fault = refused(site, lambda: monkeypatch.setattr(os, "fsync", no))
    assert fault["code"] == "output-unwritable" and os.strerror(number) in str(fault["problem"])


def test_a_full_output_leaves_the_package(site: Path) -> None:
    """A real refusal by the system: no file may have more than 4 KiB."""
    (site / "texts" / "lakes.txt").write_text(TEXT.replace("clean", "blue"))
    before = contents(site / "package")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = process("build", "-s", "texts", "-o", "package", cwd=site, preexec_fn=limit)
    assert done.returncode == 3 and "[output-unwritable]" in done.stderr and "Traceback" not in done.stderr
    assert contents(site / "package") == before


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sco_declarations.cli.main", *arguments]
    return subprocess.run(command, **{"text": True, "stderr": subprocess.PIPE, "timeout": 120, **options})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("arguments", [["explain"], ["--help"], ["build", "-s", "nowhere", "--json"]])
def test_a_full_stdout_is_a_fault(arguments: list[str], tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = process(*arguments, stdout=full, cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith("stdout: The output cannot be written: No space left on device. [output-unwritable]")


@pytest.mark.parametrize("output", ["texts/lakes.txt", "texts/lakes.txt/x", "x" * 300, "texts/loop", "/dev/null/x"])
def test_an_output_that_is_no_folder_is_a_fault(output: str, run: Any, tmp_path: Path) -> None:
    lay_out({"lakes.txt": TEXT, "loop": link("loop", "loop")}, tmp_path / "texts")
    status, out, err = run("build", "-s", "texts", "-o", output)
    assert (status, out) == (3, "") and "[output-unwritable]" in err


@pytest.mark.parametrize("folder", ["data", "data/csv", "data/parquet", "data/views", "data/csv/more"])
def test_texts_where_the_package_goes_are_a_fault(folder: str, run: Any, tmp_path: Path) -> None:
    (tmp_path / folder).parent.mkdir(parents=True, exist_ok=True)
    lay_out({"lakes.txt": TEXT, "lakes.yaml": "language: en\n"}, tmp_path / folder)
    status, _, err = run("build", "-s", folder, "-o", ".")
    assert status == 1 and "[output-overlap]" in err


# -- packages -----------------------------------------------------------------------------------------------------


def _spoil(path: Path, was: bytes, becomes: bytes) -> None:
    content = path.read_bytes()
    assert was in content
    path.write_bytes(content.replace(was, becomes, 1))


def _replace(path: Path, make: Make) -> None:
    path.unlink()
    make(path.parent)


SPOILT: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "a word": ("data/csv/paragraphs.csv", lambda path: _spoil(path, b"agreed", b"agree"), "file"),
    "a source": ("data/raw/lakes.txt", lambda path: _spoil(path, b"agreed", b"agree"), "file"),
    "a file that is gone": ("data/csv/paragraphs.csv", Path.unlink, "file"),
    "a pipe": ("data/csv/edits.csv", lambda path: _replace(path, pipe("edits.csv")), "file"),
    "a folder": ("data/csv/edits.csv", lambda path: _replace(path, directory("edits.csv")), "file"),
    "a link outside": (
        "data/csv/edits.csv", lambda path: _replace(path, link("edits.csv", "/etc/hostname")), "package",
    ),
    "a link to a device": (
        "data/csv/edits.csv", lambda path: _replace(path, link("edits.csv", "/dev/zero")), "package",
    ),
    "bytes that are not UTF-8": ("data/csv/edits.csv", lambda path: path.write_bytes(b"\xff\xfe"), "file"),
    "a NUL": ("data/csv/paragraphs.csv", lambda path: _spoil(path, b"agreed", b"agr\0ed"), "file"),
    "no Parquet": ("data/parquet/edits.parquet", lambda path: path.write_bytes(b"PAR1"), "formats"),
    "no SQLite": ("data/texts.sqlite", lambda path: path.write_bytes(b"x"), "formats"),
    "an encoding that is none": ("data/csv/documents.csv", lambda path: _spoil(path, b",utf-8,", b",idna,"), "file"),
    "no JSON": ("datapackage.json", lambda path: path.write_bytes(b"{"), "package"),
    "JSON nested without end": ("datapackage.json", lambda path: path.write_bytes(b"[" * 100_000), "package"),
    "a number of thousands of digits": (
        "datapackage.json", lambda path: path.write_bytes(b'{"resources": ' + b"9" * 5000 + b"}"), "package",
    ),
    "a descriptor that is a list": ("datapackage.json", lambda path: path.write_bytes(b"[]"), "package"),
    "a path that leads out": (
        "datapackage.json", lambda path: _spoil(path, b'"data/csv/edits.csv"', b'"../edits.csv"'), "package",
    ),
    "a path with half of a UTF-16 pair": (
        "datapackage.json", lambda path: _spoil(path, b'"data/csv/edits.csv"', b'"\\ud800"'), "file",
    ),
    "a path with an escape sequence": (
        "datapackage.json", lambda path: _spoil(path, b'"data/csv/edits.csv"', b'"\\u001b[31m"'), "file",
    ),
    "a title that is a list": (
        "datapackage.json", lambda path: _spoil(path, b'"title": "Texts in texts"', b'"title": []'), "package",
    ),
    "a column whose name is a number": (
        "datapackage.json", lambda path: _spoil(path, b'"name": "document_id"', b'"name": 1'), "package",
    ),
    "a descriptor that is a pipe": (
        "datapackage.json", lambda path: _replace(path, pipe("datapackage.json")), "input-missing",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_a_package_changed_by_hand_is_found_out(name: str, run: Any, site: Path) -> None:
    path, change, code = SPOILT[name]
    change(site / "package" / path)
    found = check_package(site / "package", referee=False)
    assert code in {fault.code for fault in found}, found
    assert all(fault.problem and fault.remedy for fault in found)
    for verb in (["info"], ["show", "lakes:body.1", "-p"], ["cite", "-p"]):
        status, out, err = run(*verb, str(site / "package"))
        assert status in (0, 1, 3) and "Traceback" not in err
        assert _is_plain(out + err)


def test_a_build_puts_right_what_was_changed_by_hand(site: Path) -> None:
    before = contents(site / "package")
    _spoil(site / "package" / "data/csv/paragraphs.csv", b"agreed", b"agree")
    report = build(site / "texts", site / "package")
    assert report.written == ("data/csv/paragraphs.csv",) and contents(site / "package") == before


def test_a_published_source_changed_by_hand_is_not_overwritten(site: Path) -> None:
    _spoil(site / "package" / "data/raw/lakes.txt", b"agreed", b"agree")
    with pytest.raises(FaultsFound) as caught:
        build(site / "texts", site / "package")
    assert [fault.code for fault in caught.value.faults] == ["output-unwritable"]


# -- new texts ----------------------------------------------------------------------------------------------------

NEW: dict[str, tuple[Make, str, str]] = {
    "missing": (lambda folder: None, "x.txt", "input-missing"),
    "a pipe": (pipe("x.txt"), "x.txt", "not-a-file"),
    "a folder": (directory("x.txt"), "x.txt", "not-a-file"),
    "a gigabyte": (text("x.txt", 1 << 30), "x.txt", "input-too-large"),
    "NUL": (lambda folder: (folder / "x.txt").write_bytes(b"\0"), "x.txt", "not-text"),
    "a name that is not UTF-8": (bytes_named(b"\xff.txt"), "\udcff.txt", "file-name"),
    "a name that Windows does not allow": (
        lambda folder: (folder / "x?.txt").write_text(TEXT + "\n"), "x?.txt", "file-name",
    ),
    "capitals": (lambda folder: (folder / "LAKES.txt").write_text(TEXT + "\n"), "LAKES.txt", "identifier-clash"),
}  # fmt: skip


@pytest.mark.parametrize("name", NEW)
def test_a_new_text_of_the_wrong_kind_is_a_fault(name: str, site: Path) -> None:
    make, file, code = NEW[name]
    make(site)
    before = contents(site / "texts")
    with pytest.raises(FaultsFound) as caught:
        intake.plan(site / file, site / "texts")
    assert [fault.code for fault in caught.value.faults] == [code]
    assert contents(site / "texts") == before


def test_a_new_text_of_the_longest_name_gets_a_shorter_identifier(site: Path) -> None:
    file = site / f"{'y' * 251}.txt"
    file.write_text(TEXT + "More.\n")
    planned = intake.plan(file, site / "texts")
    intake.write(planned)
    assert planned.document_id == "y" * intake.LONGEST and planned.sidecar.is_file()
    assert len(read_corpus(site / "texts").sources) == 2
