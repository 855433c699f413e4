"""Any folder of texts is an input; what is wrong with its files is said of every file at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sco_declarations.build.faults import INVALID, UNREADABLE, Fault, FaultsFound
from sco_declarations.build.inputs import read_inputs
from sco_declarations.build.pipeline import read_corpus

Folder = Callable[[dict[str, str | bytes]], Path]

TEXT = "Statement on Lakes\n\nThe sides met in Osh under the UN Charter and agreed to keep the lakes clean.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A function that writes files into a new folder and gives it."""

    def write(files: dict[str, str | bytes]) -> Path:
        root = tmp_path / "My Lakes"
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write


def faults_of(source: Path) -> list[Fault]:
    with pytest.raises(FaultsFound) as raised:
        read_corpus(source)
    return list(raised.value.faults)


def test_texts_without_sidecars(folder: Folder) -> None:
    inputs = read_inputs(folder({"b 2.txt": TEXT, "A_1.TXT": TEXT, "notes.md": "", ".hidden.txt": ""}))
    assert [(source.document_id, source.path) for source, _ in inputs.texts] == [
        ("a-1", "data/raw/A_1.TXT"),
        ("b-2", "data/raw/b 2.txt"),
    ]
    assert inputs.metadata.name == "my-lakes"
    assert inputs.datasheet is None


@pytest.mark.parametrize(
    "files",
    [
        {"a.txt": TEXT, "a.yaml": "document_id: lakes-1999\n"},
        {"a.txt": TEXT, "z.yaml": "document_id: lakes-1999\nsource_file: a.txt\n"},
        {"raw/a.txt": TEXT, "curated/documents/a.yaml": "document_id: lakes-1999\n"},
        {"raw/a.txt": TEXT, "curated/documents/z.yaml": "document_id: lakes-1999\nsource_file: a.txt\n"},
    ],
)
def test_a_sidecar_goes_with_its_text(folder: Folder, files: dict[str, str | bytes]) -> None:
    ((source, sidecar),) = read_inputs(folder(files)).texts
    assert (source.document_id, source.path, sidecar.document_id) == ("lakes-1999", "data/raw/a.txt", "lakes-1999")


def test_a_project_brings_its_metadata_and_datasheet(folder: Folder) -> None:
    dataset = "name: lakes\ntitle: Lakes\ndescription: Texts on lakes.\nversion: 1.0.0\n"
    files = {"raw/a.txt": TEXT, "curated/dataset.yaml": dataset, "curated/datasheet.md": "# Why\n"}
    inputs = read_inputs(folder(files))
    assert (inputs.metadata.name, inputs.metadata.title, inputs.datasheet) == ("lakes", "Lakes", "# Why\n")


def test_a_folder_may_bring_its_own_instruments(folder: Folder) -> None:
    own = "instruments:\n  - {id: lake, name: Lake Charter, type: charter, statement: Known.}\n"
    inputs = read_inputs(folder({"a.txt": TEXT, "instruments.yaml": own}))
    assert [record.id for record in inputs.authorities.instruments] == ["lake"]
    assert "KGZ" in inputs.authorities.states.values()


def test_names_without_latin_letters_give_stable_identifiers(folder: Folder) -> None:
    files: dict[str, str | bytes] = {"Озеро.txt": TEXT, "湖.txt": TEXT + "More.\n"}
    first = [source.document_id for source, _ in read_inputs(folder(files)).texts]
    assert len(set(first)) == 2
    assert all(name.startswith("text-") for name in first)
    assert first == [source.document_id for source, _ in read_inputs(folder(files)).texts]


def test_a_stated_encoding_is_used(folder: Folder) -> None:
    root = folder({"a.txt": "Озеро\n".encode("cp866"), "a.yaml": "encoding: cp866\n"})
    assert read_inputs(root).texts[0][0].text == "Озеро\n"


@pytest.mark.parametrize(
    ("name", "problem"), [("nowhere", "is not there"), ("a.txt", "is not a folder"), ("empty", "no text")]
)
def test_a_folder_that_gives_no_texts(folder: Folder, name: str, problem: str) -> None:
    root = folder({"a.txt": TEXT, "empty/notes.md": "none"})
    (fault,) = faults_of(root / name)
    assert (fault.file, fault.code) == (str(root / name), "input-missing")
    assert problem in fault.problem
    assert fault.remedy


LINK = "  - passage: {}\n    text: {}\n    instrument: {}\n    evidence: The sentence.\n"
FAULTY = {
    "an empty text": ({"a.txt": ""}, "a.txt", "input-empty", "", UNREADABLE),
    "a text that is none": ({"a.txt": b"a\0b"}, "a.txt", "not-text", "line 1, byte 1", UNREADABLE),
    "a wrong encoding": (
        {"a.txt": "Озеро".encode("cp1251"), "a.yaml": "encoding: utf-8\n"}, "a.txt", "undecodable", "line 1, byte 0",
        UNREADABLE,
    ),
    "two names with one slug": ({"a b.txt": TEXT, "a-b.txt": TEXT}, "a-b.txt", "identifier-clash", "", INVALID),
    "an identifier twice": (
        {"a.txt": TEXT, "b.txt": TEXT, "a.yaml": "document_id: b\n"}, "b.txt", "identifier-clash", "", INVALID,
    ),
    "a sidecar without a text": (
        {"a.txt": TEXT, "z.yaml": "document_id: lakes\n"}, "z.yaml", "reference", "", INVALID,
    ),
    "two sidecars for a text": (
        {"a.txt": TEXT, "a.yaml": "language: en\n", "z.yaml": "source_file: a.txt\n"}, "z.yaml", "identifier-clash", "",
        INVALID,
    ),
    "a sidecar with a wrong key": (
        {"a.txt": TEXT, "a.yaml": "language: en\ntitel: X\n"}, "a.yaml", "key-unknown", "line 2", INVALID,
    ),
    "a sidecar that is not UTF-8": (
        {"a.txt": TEXT, "a.yaml": b"place: \xff\n"}, "a.yaml", "undecodable", "line 1, byte 7", UNREADABLE,
    ),
    "metadata with a wrong key": (
        {"a.txt": TEXT, "dataset.yaml": "name: a\ntitle: A\ndescription: A\nversion: 1.0.0\nnaem: x\n"}, "dataset.yaml",
        "key-unknown", "line 5", INVALID,
    ),
    "instruments with a wrong key": (
        {"a.txt": TEXT, "instruments.yaml": "instrument: []\n"}, "instruments.yaml", "key-unknown", "line 1", INVALID,
    ),
    "a link to no instrument": (
        {"a.txt": TEXT, "a.yaml": "language: en\nmentions:\n" + LINK.format("body.1", "UN Charter", "no-such")},
        "a.yaml", "reference", "line 3", INVALID,
    ),
    "a link to no passage": (
        {"a.txt": TEXT, "a.yaml": "language: en\nmentions:\n" + LINK.format("body.9", "UN Charter", "un-charter")},
        "a.yaml", "reference", "line 3", INVALID,
    ),
    "a link to no phrase": (
        {"a.txt": TEXT, "a.yaml": "language: en\nmentions:\n" + LINK.format("body.1", "Lake Charter", "un-charter")},
        "a.yaml", "reference", "line 3", INVALID,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "file", "code", "place", "status"), FAULTY.values(), ids=FAULTY.keys())
def test_a_fault_names_file_place_and_remedy(
    folder: Folder, files: dict[str, str | bytes], file: str, code: str, place: str, status: int
) -> None:
    root = folder(files)
    (fault,) = faults_of(root)
    assert (fault.file, fault.code, fault.place) == (str(root / file), code, place)
    assert fault.problem
    assert fault.remedy
    assert FaultsFound([fault]).exit_status == status


def test_a_link_that_fits_says_what_would(folder: Folder) -> None:
    link = "language: en\nmentions:\n" + LINK.format("body.1", "UNO Charter", "un-charter")
    (fault,) = faults_of(folder({"a.txt": TEXT, "a.yaml": link}))
    assert "UN Charter" in fault.remedy


def test_an_encoding_that_does_not_exist_is_the_sidecar_s_fault(folder: Folder) -> None:
    root = folder({"a.txt": TEXT, "a.yaml": "language: en\nencoding: utf-99\n"})
    (fault,) = faults_of(root)
    assert (fault.file, fault.place, fault.code) == (str(root / "a.yaml"), "line 2", "encoding-unknown")


def test_a_folder_that_has_the_name_of_a_text(folder: Folder) -> None:
    root = folder({"a.txt": TEXT})
    (root / "b.txt").mkdir()
    (fault,) = faults_of(root)
    assert (fault.file, fault.code) == (str(root / "b.txt"), "not-a-file")


def test_faults_of_all_files_come_at_once(folder: Folder) -> None:
    root = folder({
        "a.txt": TEXT, "a.yaml": "titel: x\n", "b.txt": "", "c.txt": b"a\0", "dataset.yaml": "naem: x\n",
        "instruments.yaml": "x: y\n",
    })  # fmt: skip
    faults = faults_of(root)
    assert {Path(fault.file).name for fault in faults} == {
        "a.yaml", "b.txt", "c.txt", "dataset.yaml", "instruments.yaml",
    }  # fmt: skip
    assert FaultsFound(faults).exit_status == UNREADABLE
