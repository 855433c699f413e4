"""A build gives the same sound package wherever and whenever it runs, and a bad input changes nothing.

The last tests read every text of `../shared/corpora`, a folder of texts of other bodies that is not part of the
project, and are skipped where it is not there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sco_declarations.build.checks import check_package, check_tables
from sco_declarations.build.corpus import assemble
from sco_declarations.build.document import read_document
from sco_declarations.build.faults import FaultsFound
from sco_declarations.build.layers import Layers
from sco_declarations.build.model import Options
from sco_declarations.build.pipeline import build, read_corpus
from sco_declarations.build.sidecars import Sidecar
from sco_declarations.build.source import read_source

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
CHECK = SHARED / "checks" / "check_package.py"
CORPORA = SHARED / "corpora"

FILES: dict[str, bytes] = {
    "lakes.txt": (
        "DECLARATION\n\nON THE LAKES\n\nThe heads of state of the Republic of Kazakhstan and the Kyrgyz Republic "
        "state:\n\n"
        "\u0399\n\nThey recall the UN Charter and the draft Lake Treaty, *inter alia*.\n\n(a) The lakes are clean;\n\n"
        "\u03a0\n\nRivers matter, as the Lake Treaty of 3 May 1999 says.\n\nOsh, June 7, 2002\n"
    ).encode(),
    "fish agreement.TXT": (
        "Agreement on Fish\r\n\r\nThe Parties agree:\r\n\r\nArticle 1\r\n\r\nFish are free.\r\n\r\nArticle 2\r\n\r\n"
        "This Agreement rests on the Lake Treaty.\r\n\r\nDone at Osh, this 3rd day of May, 1999.\r\n\r\n"
        "For the Republic of Kenya:\r\n\r\nJ. Otieno\r\nPresident\r\n\r\nFor Uganda:\r\n\r\nP. Okello\r\n"
    ).encode("utf-16"),
    "озеро.txt": "Заявление\n\nСтороны рады встрече.\n\nОни благодарят хозяев.\n".encode("cp1251"),
    "озеро.yaml": "document_id: ozero\nencoding: cp1251\ndate:\n  value: 1998-12\n  evidence: Штемпель.\n".encode(),
}  # fmt: skip


def fill(folder: Path, files: dict[str, bytes] = FILES) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("in") / "Lake texts")


@pytest.fixture(scope="module")
def package(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("out") / "package"
    build(texts, root)
    return root


@pytest.fixture(scope="module")
def declarations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("declarations") / "package"
    build(ROOT / "data", root)
    return root


def test_a_build_says_what_it_did(texts: Path, tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    report = build(texts, tmp_path / "p", lambda *step: steps.append(step))
    assert (report.root, report.documents, report.tables["documents"]) == (tmp_path / "p", 3, 3)
    assert set(report.written) == set(contents(tmp_path / "p"))
    assert [step[0] for step in steps] == ["reading"] * 2 + ["checking", "writing"]
    assert all(0 <= done <= total for _, done, total in steps)


def test_the_texts_are_in_the_package_byte_for_byte(package: Path) -> None:
    raw = {path.name: path.read_bytes() for path in (package / "data" / "raw").glob("*.*") if path.suffix != ".md"}
    assert raw == {name: content for name, content in FILES.items() if name.lower().endswith(".txt")}


def test_the_published_files_are_what_a_build_writes(declarations: Path) -> None:
    made = contents(declarations)
    published = {path: (ROOT / path).read_bytes() for path in made if (ROOT / path).is_file()}
    assert sorted(published) == sorted(made)
    assert [path for path, content in made.items() if published[path] != content] == []


@pytest.mark.parametrize("which", ["package", "declarations"])
def test_a_package_has_no_fault(which: str, request: pytest.FixtureRequest) -> None:
    assert check_package(request.getfixturevalue(which), referee=False) == []


@pytest.mark.parametrize("which", ["package", "declarations"])
@pytest.mark.skipif(not CHECK.is_file(), reason="the independent check is not part of the project and is not here")
def test_the_independent_check_passes(which: str, request: pytest.FixtureRequest) -> None:
    root = request.getfixturevalue(which)
    done = subprocess.run([sys.executable, CHECK, root], capture_output=True, text=True, check=False)
    assert (done.returncode, "FAIL" in done.stdout) == (0, False), done.stdout


def test_documents_come_by_date(texts: Path) -> None:
    corpus = read_corpus(texts)
    assert [row["document_id"] for row in corpus.tables["documents"]] == ["ozero", "fish-agreement", "lakes"]
    assert [source.document_id for source in corpus.sources] == ["ozero", "fish-agreement", "lakes"]
    (lake,) = [row for row in corpus.tables["instruments"] if row["instrument_id"] == "lake-treaty"]
    assert (lake["documents"], lake["mentions"]) == (2, 3)


def test_a_second_build_writes_nothing(texts: Path, package: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in package.rglob("*")}
    assert build(texts, package).written == ()
    assert {path: path.stat().st_mtime_ns for path in package.rglob("*")} == before


def test_the_order_in_which_files_were_made_changes_nothing(package: Path, tmp_path: Path) -> None:
    texts = fill(tmp_path / "Lake texts", dict(reversed(FILES.items())))
    build(texts, tmp_path / "p")
    assert contents(tmp_path / "p") == contents(package)


def test_another_folder_time_zone_locale_and_hash_seed_give_the_same_bytes(
    texts: Path, package: Path, tmp_path: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from sco_declarations.build.pipeline import build; "
        "build(*map(Path, sys.argv[1:]))"
    )
    changed = {"TZ": "Pacific/Chatham", "PYTHONHASHSEED": "4711", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}
    relative = os.path.relpath(texts, tmp_path)
    subprocess.run([sys.executable, "-c", code, relative, "p"], cwd=tmp_path, env={**os.environ, **changed}, check=True)
    assert contents(tmp_path / "p") == contents(package)


BAD = {
    "an empty text": {"new.txt": b""},
    "bytes that are no text": {"new.txt": b"a\0b"},
    "a sidecar with a wrong key": {"lakes.yaml": b"titel: x\n"},
    "a sidecar with a wrong date": {"lakes.yaml": b"date:\n  value: 2003-02-30\n  evidence: x\n"},
    "a link that fits nothing": {
        "lakes.yaml": b"mentions:\n  - {passage: I.9, text: Lake Treaty, instrument: npt, evidence: x}\n"
    },
    "tables that break a rule": {
        "instruments.yaml": b"instruments:\n  - {id: l, name: Lake Treaty, type: treaty, parties: [KEN, KEN], "
        b"statement: x}\n"
    },
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_input_leaves_the_package_as_it_was(bad: dict[str, bytes], package: Path, tmp_path: Path) -> None:
    texts = fill(tmp_path / "Lake texts", {**FILES, **bad})
    old = tmp_path / "out" / "package"
    shutil.copytree(package, old)
    with pytest.raises(FaultsFound) as raised:
        build(texts, old, options=Options(strict=True))
    assert raised.value.faults
    assert contents(old) == contents(package)
    with pytest.raises(FaultsFound):
        build(texts, tmp_path / "out" / "new", options=Options(strict=True))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["package"]


# -- real texts


def real_texts() -> list[Path]:
    return sorted(CORPORA.glob("*.txt"))


def test_the_real_texts_are_here_or_the_tests_on_them_are_skipped() -> None:
    if not CORPORA.is_dir():
        pytest.skip("the texts of other bodies are not part of the project and are not here")
    assert len(real_texts()) >= 20


@pytest.fixture(scope="module")
def layers() -> Layers:
    from sco_declarations.build.inputs import read_inputs

    return Layers(read_inputs(ROOT / "data").authorities)


@pytest.mark.parametrize("path", real_texts(), ids=lambda path: path.stem)
def test_a_real_text_gives_tables_without_a_fault(layers: Layers, path: Path) -> None:
    source = read_source(path, path.name, path.stem, f"data/raw/{path.name}")
    document = read_document(source, Sidecar(), layers)
    tables = assemble([document], layers.authorities)
    assert check_tables(tables, [source]) == []
    assert tables["paragraphs"]


@pytest.mark.skipif(
    not CORPORA.is_dir(), reason="the texts of other bodies are not part of the project and are not here"
)
def test_the_real_texts_together_break_no_rule(layers: Layers) -> None:
    corpus = read_corpus(CORPORA)
    assert check_tables(corpus.tables, corpus.sources) == []
    assert len(corpus.tables["documents"]) == len(real_texts())
