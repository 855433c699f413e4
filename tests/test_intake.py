"""A new text comes in whole or not at all, over nothing that is there, with a sidecar that can be built from."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from sco_declarations.build import intake
from sco_declarations.build.faults import Fault, FaultsFound
from sco_declarations.build.pipeline import build, read_corpus
from sco_declarations.build.sidecars import FACTS, read_sidecar

TITLED = (
    b"DECLARATION ON THE LAKES\n\nThe Parties agree that the lakes are clean and shall stay so.\n\nOsh, June 7, 2002\n"
)
BARE = b"The sides talked about the lakes in a friendly way, and the talks went well for all of them.\n"
CYRILLIC = "Заявление\r\n\r\nСтороны рады встрече на озере и благодарят хозяев озера.\r\n".encode("cp1251")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    return tmp_path / "data"


def give(folder: Path, name: str = "lakes.txt", content: bytes = TITLED) -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    (folder / name).write_bytes(content)
    return folder / name


def take(file: Path, source: Path) -> intake.Intake:
    planned = intake.plan(file, source)
    intake.write(planned)
    return planned


def refused(file: Path, source: Path) -> Fault:
    """The one fault with which a text is refused; nothing in the folder may have changed."""
    before = contents(source)
    with pytest.raises(FaultsFound) as caught:
        take(file, source)
    assert contents(source) == before
    (fault,) = caught.value.faults
    return fault


def contents(root: Path) -> dict[str, bytes | None]:
    return {str(path.relative_to(root)): path.read_bytes() if path.is_file() else None for path in root.rglob("*")}


@pytest.mark.parametrize(
    "content", [TITLED, BARE, CYRILLIC, b"\xef\xbb\xbf" + TITLED, TITLED.decode().encode("utf-16")]
)
def test_the_text_is_copied_byte_for_byte_and_the_package_can_be_built(
    content: bytes, project: Path, tmp_path: Path
) -> None:
    planned = take(give(tmp_path / "in", content=content), project)
    assert (project / "raw" / "lakes.txt").read_bytes() == content
    sidecar = read_sidecar(planned.sidecar.read_text(encoding="utf-8"), "x")
    assert (sidecar.document_id, sidecar.source_file) == (planned.document_id, "lakes.txt")
    assert planned.sidecar == project / "curated" / "documents" / f"{planned.document_id}.yaml"
    build(project, tmp_path / "out")
    (document,) = read_corpus(project).tables["documents"]
    assert document["document_id"] == planned.document_id
    assert {name: document[name] for name in FACTS if document[name] is not None} == planned.read


def test_what_the_text_has_is_a_comment_and_what_it_has_not_a_template(project: Path, tmp_path: Path) -> None:
    planned = take(give(tmp_path / "in"), project)
    assert planned.document_id == "declaration-2002-osh" and planned.open == ("issuer",)
    said = planned.sidecar.read_text(encoding="utf-8")
    assert '#   date, line 5: 2002-06-07, printed "June 7, 2002"' in said
    assert "#   place, line 5: Osh\n" in said and "#   title, line 1: DECLARATION ON THE LAKES\n" in said
    assert "# issuer:\n#   value:\n#   evidence:\n" in said
    assert read_sidecar(said, "x").facts == {}  # nothing of it is a curator's word yet
    assert "encoding" not in said and "\n# language: en\n" in said


def test_templates_are_valid_once_they_are_filled_in(project: Path, tmp_path: Path) -> None:
    planned = take(give(tmp_path / "in", content=BARE), project)
    assert planned.open == FACTS and planned.document_id == "lakes"
    given = {"date": "1998-12", "document_type": "statement"}
    said = planned.sidecar.read_text(encoding="utf-8")
    for fact in FACTS:
        filled = f"{fact}:\n  value: {given.get(fact, 'Osh')}\n  evidence: A stamp on the copy."
        said, count = re.subn(rf"# {fact}:\n#   value:\n#   evidence:", filled, said)
        assert count == 1
    assert read_sidecar(said, "x").facts.keys() == set(FACTS)
    planned.sidecar.write_text(said, encoding="utf-8")
    (document,) = read_corpus(project).tables["documents"]
    assert (document["date"], document["date_origin"]) == ("1998-12", "supplied")


def test_an_encoding_is_named_where_it_is_not_utf_8(project: Path, tmp_path: Path) -> None:
    planned = take(give(tmp_path / "in", "озеро.txt", CYRILLIC), project)
    assert "\nencoding: cp1251\n" in planned.content and "\n# language: ru\n" in planned.content
    assert 'source_file: "озеро.txt"' in planned.content and re.fullmatch("text-[0-9a-f]{8}", planned.document_id)


def test_a_language_that_is_not_recognised_stays_open(project: Path, tmp_path: Path) -> None:
    planned = take(give(tmp_path / "in", content=b"Lorem ipsum dolor sit amet consectetur.\n"), project)
    assert "# language:\n" in planned.content
    assert read_sidecar(planned.content, "x").language is None


def test_an_identifier_that_is_taken_gets_a_number(project: Path, tmp_path: Path) -> None:
    names = [take(give(tmp_path / "in", f"{n}.txt", TITLED + b"\n" * n), project).document_id for n in (1, 2, 3)]
    assert names == ["declaration-2002-osh", "declaration-2002-osh-2", "declaration-2002-osh-3"]
    give(project / "raw", "bare.txt", BARE)  # without a sidecar its identifier is its name
    assert take(give(tmp_path / "in", "Bare!.txt", BARE + BARE), project).document_id == "bare-2"
    assert len(read_corpus(project).sources) == 5


def test_a_folder_without_raw_takes_both_files_itself(tmp_path: Path) -> None:
    source = tmp_path / "texts"
    source.mkdir()
    take(give(tmp_path / "in"), source)
    assert sorted(path.name for path in source.iterdir()) == ["declaration-2002-osh.yaml", "lakes.txt"]
    assert len(read_corpus(source).sources) == 1


def test_a_text_that_is_in_its_place_only_gets_a_sidecar(project: Path) -> None:
    file = give(project / "raw")
    planned = take(file, project)
    assert planned.is_there and planned.sidecar.is_file() and file.read_bytes() == TITLED


def test_what_is_there_is_never_overwritten(project: Path, tmp_path: Path) -> None:
    new = give(tmp_path / "in")
    give(project / "raw", "lakes.txt", BARE)
    assert refused(new, project).code == "identifier-clash"
    (project / "raw" / "lakes.txt").unlink()
    give(project / "raw", "other.txt", TITLED)
    assert "other.txt" in refused(new, project).problem
    (project / "raw" / "other.txt").unlink()
    give(project / "raw", "LAKES.TXT", BARE)
    assert refused(new, project).code == "identifier-clash"


def test_a_text_with_a_sidecar_is_refused(project: Path, tmp_path: Path) -> None:
    new = give(tmp_path / "in")
    give(project / "curated" / "documents", "a.yaml", b"source_file: lakes.txt\n")
    assert "a.yaml" in refused(new, project).problem


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("lakes.txt", b"", "input-empty"), ("lakes.txt", b" \n", "input-empty"), ("lakes.txt", b"a\0b", "not-text"),
        ("lakes.pdf", b"%PDF-1.4", "not-text"), (".lakes.txt", TITLED, "not-text"), ("a  b.txt", TITLED, "file-name"),
        ("a\x07.txt", TITLED, "file-name"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused(name: str, content: bytes, code: str, project: Path, tmp_path: Path) -> None:
    assert refused(give(tmp_path / "in", name, content), project).code == code


def test_what_is_not_there_is_refused(project: Path, tmp_path: Path) -> None:
    assert refused(tmp_path / "none.txt", project).code == "input-missing"
    assert refused(tmp_path / "none", project).code == "input-missing"
    with pytest.raises(FaultsFound, match="is not there"):
        intake.plan(give(tmp_path / "in"), tmp_path / "nowhere")


def test_faults_of_the_sidecars_that_are_there_are_told(project: Path, tmp_path: Path) -> None:
    give(project / "curated" / "documents", "a.yaml", b"sauce_file: a.txt\n")
    assert refused(give(tmp_path / "in"), project).code == "key-unknown"


def test_where_the_sidecar_cannot_be_written_the_text_is_taken_back(project: Path, tmp_path: Path) -> None:
    planned = intake.plan(give(tmp_path / "in"), project)
    (project / "curated").write_text("a file where a folder should be\n")
    before = contents(project)
    with pytest.raises(FaultsFound) as caught:
        intake.write(planned)
    assert [fault.code for fault in caught.value.faults] == ["output-unwritable"]
    assert contents(project) == before


def test_a_file_that_comes_in_between_is_not_overwritten(project: Path, tmp_path: Path) -> None:
    planned = intake.plan(give(tmp_path / "in"), project)
    give(project / "curated" / "documents", "declaration-2002-osh.yaml", b"language: en\n")
    before = contents(project)
    with pytest.raises(FaultsFound):
        intake.write(planned)
    assert contents(project) == before


def test_a_run_that_is_stopped_leaves_nothing(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planned = intake.plan(give(tmp_path / "in"), project)
    before, opened = contents(project), Path.open

    def stop(self: Path, *arguments: Any, **options: Any) -> Any:
        if self == planned.sidecar:
            raise KeyboardInterrupt
        return opened(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", stop)
    with pytest.raises(KeyboardInterrupt):
        intake.write(planned)
    monkeypatch.undo()
    assert contents(project) == before


@pytest.mark.skipif(os.name == "nt", reason="a system on which such a name cannot be")
def test_hostile_words_stay_in_their_comment(project: Path, tmp_path: Path) -> None:
    title = "DECLARATION\x85document_id: evil\u2028OF: 'LAKES' #1"
    content = f"{title}\n\nThe Parties agree that the lakes of the world are clean.\n".encode()
    planned = take(give(tmp_path / "in", "a #b, [c].txt", content), project)
    sidecar = read_sidecar(planned.sidecar.read_text(encoding="utf-8"), "x")
    assert (sidecar.document_id, sidecar.source_file) == (planned.document_id, "a #b, [c].txt")
    assert len(read_corpus(project).sources) == 1
