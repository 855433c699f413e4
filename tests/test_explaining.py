"""Every code and every rule is explained, and what the pages show is true: each sample is run as it is printed."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sco_declarations.build import explaining
from sco_declarations.build.checks import RULES, check_package
from sco_declarations.build.explanations import PAGES, Link, Sample, Size
from sco_declarations.build.explanations.page import BUILD, TEXTS
from sco_declarations.build.faults import CODES
from sco_declarations.build.pipeline import build, read_corpus

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Statement on Lakes\n\nThe sides met in Osh and agreed to keep the lakes clean.\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of one text; no test writes to it."""
    root = tmp_path_factory.mktemp("built")
    (root / "texts").mkdir()
    (root / "texts" / "lakes.txt").write_text(TEXT)
    build(root / "texts", root / "package")
    return root / "package"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Run) -> Run:
    """Runs the command in an empty folder; gives exit status, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    return command


def lay_out(sample: Sample, built: Path, folder: Path) -> None:
    """The files of a sample, and the package where it is about one."""
    if sample.edit or "--package" in sample.command:
        shutil.copytree(built, folder / "package")
    if sample.edit:
        path = folder / "package" / sample.edit.file
        content = path.read_bytes().decode()
        assert sample.edit.was in content
        path.write_bytes(content.replace(sample.edit.was, sample.edit.became, 1).encode())
        return
    files = dict(sample.files)
    if not any(name.lower().endswith((".txt", ".txt/")) for name in files):
        files["lakes.txt"] = TEXT
    for name, content in files.items():
        path = folder / "texts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir()
        elif isinstance(content, Link):
            path.symlink_to(content.target)
        elif isinstance(content, Size):
            with path.open("wb") as file:
                file.truncate(content.bytes)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())


EDITED = [code for code in CODES if PAGES[code].bad.edit]
RUN = [code for code in CODES if not PAGES[code].bad.edit]


@pytest.mark.parametrize("code", RUN)
def test_the_bad_sample_has_the_fault(code: str, built: Path, run: Run, tmp_path: Path) -> None:
    sample = PAGES[code].bad
    (tmp_path / "lakes.txt").write_text(TEXT)  # what a link may lead to
    lay_out(sample, built, tmp_path)
    status, out, err = run(*_with_json(sample.command))
    found = json.loads(out)
    assert code in [fault["code"] for fault in found], found
    assert status == max(fault["exit_status"] for fault in found) and err == ""
    assert all(fault["problem"] and fault["remedy"] for fault in found)


def test_the_bad_edit_has_the_fault_and_the_good_one_none(built: Path, tmp_path: Path) -> None:
    """As `sco validate` runs it, but for frictionless, which takes its time and finds nothing of its own here."""
    for code in EDITED:
        lay_out(PAGES[code].bad, built, tmp_path / code / "bad")
        assert code in {fault.code for fault in check_package(tmp_path / code / "bad" / "package", referee=False)}
    lay_out(PAGES[EDITED[0]].good, built, tmp_path / "good")
    assert check_package(tmp_path / "good" / "package", referee=False) == []
    for code in EDITED:
        good = PAGES[code].good.edit
        assert good and good.was == good.became


@pytest.mark.parametrize("code", RUN)
def test_the_good_sample_has_none(code: str, built: Path, run: Run, tmp_path: Path) -> None:
    sample = PAGES[code].good
    lay_out(sample, built, tmp_path)
    if sample.command == BUILD:
        read_corpus(tmp_path / TEXTS)  # raises what the command would print; writing the package would take longer
        return
    status, out, _ = run(*_with_json(sample.command))
    assert status == 0, out


def _with_json(command: str) -> list[str]:
    return [*shlex.split(command)[1:], "--json"]


def test_a_page_shows_both_samples(run: Run) -> None:
    for code, page in PAGES.items():
        status, out, err = run("explain", code)
        assert (status, err) == (0, "")
        assert page.bad.lines() != page.good.lines()
        for line in (*page.bad.lines(), *page.good.lines()):
            assert f"    {line}".rstrip() in out
        assert " ".join(CODES[code][1].split()) in " ".join(out.split())
        assert all(char == "\n" or char.isprintable() for char in out)


def test_every_rule_is_explained(run: Run) -> None:
    status, out, _ = run("explain", *RULES)
    assert status == 0
    for name, rule in RULES.items():
        assert f"{name} (" in out and " ".join(rule.says.split()) in " ".join(out.split())


def test_without_an_argument_everything_is_listed(run: Run) -> None:
    status, out, _ = run("explain")
    listed = {line.split(" ", 1)[0] for line in out.splitlines()}
    assert status == 0 and {*CODES, *RULES} <= listed


def test_json(run: Run) -> None:
    _, out, _ = run("explain", "--json")
    assert [entry["name"] for entry in json.loads(out)] == list(explaining.NAMES)
    said: list[dict[str, Any]] = json.loads(run("explain", "date", "--json")[1])
    assert said[0]["bad"] == PAGES["date"].bad.lines() and said[0]["as_rule"] == RULES["date"].says


@pytest.mark.parametrize(("name", "meant"), [("yml", "yaml"), ("mention-txt", "mention-text"), ("\x1b[31m", "lists")])
def test_an_unknown_name_is_wrong_usage(name: str, meant: str, run: Run) -> None:
    status, out, err = run("explain", name)
    assert (status, out) == (2, "") and meant in err and "\x1b" not in err


def test_the_document_is_up_to_date() -> None:
    """docs/errors.md is written by `python -m sco_declarations.build.explaining > docs/errors.md`."""
    assert (ROOT / "docs" / "errors.md").read_text(encoding="utf-8") == explaining.page()


def test_every_page_has_a_code_and_every_code_a_page() -> None:
    from sco_declarations.build.explanations import curated, packages, texts

    pages = [*texts.PAGES, *curated.PAGES, *packages.PAGES]
    assert sorted(pages) == sorted(CODES)


def test_what_the_readme_shows_is_what_is_printed(run: Run, tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.split("## When something is wrong\n", 1)[1].split("```")[1].strip()
    command, said = block.split("\n", 1)
    (tmp_path / "my-texts").mkdir()
    (tmp_path / "my-texts" / "lakes.txt").write_text(TEXT)
    date = "date:\n  value: 2003-02-30\n  evidence: The dateline.\n"
    (tmp_path / "my-texts" / "lakes.yaml").write_text(f"langauge: en\n{date}")
    assert run(*shlex.split(command.removeprefix("$ sco "))) == (1, "", f"{said}\n")
