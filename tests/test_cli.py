"""The command line keeps its word: exit codes, where output goes, what `--json` holds, how errors read.

Every exit code of the help is reached here. Data go to stdout and messages to stderr, a pipe gets no escape codes
and no progress, a closed pipe is silent, and nothing from a source reaches the terminal unescaped.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sco_declarations.build as build_package
from sample import sample_corpus
from sco_declarations.build import checks, citation, package
from sco_declarations.build.faults import CODES, Fault, FaultsFound
from sco_declarations.build.model import BuildReport, Options
from sco_declarations.build.schemas import schema
from sco_declarations.build.workers import cores
from sco_declarations.cli import output
from sco_declarations.cli.reference import reference

ROOT = Path(__file__).parent.parent
Run = Callable[..., tuple[int, str, str]]

#: What a program in another process is run with: no terminal settings of whoever runs the tests.
PLAIN = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH") if key in os.environ}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus as a package; no test writes to it."""
    root = tmp_path_factory.mktemp("package")
    package.publish(package.render(sample_corpus(), {}), root)
    return root


@pytest.fixture
def run(built: Path, monkeypatch: pytest.MonkeyPatch, command: Run) -> Run:
    """Runs the command in the sample package; gives exit status, stdout and stderr."""
    monkeypatch.chdir(built)
    return command


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A pipeline that builds nothing and remembers what it was asked for."""
    fake = SimpleNamespace(
        asked=None, options=None, fault=None, written=("a.csv", "datapackage.json"), left_out=(), steps=[(1, 3)]
    )

    def build(source: Path, output: Path, progress: Any = None, options: Options | None = None) -> BuildReport:
        fake.asked, fake.options = (source, output), options
        if progress:
            for done, of in fake.steps:
                progress("reading", done, of)
        if fake.fault:
            raise fake.fault
        tables = {"documents": 2, "edits": 3}
        return BuildReport(output, 2, tables, fake.written, 2, len(fake.left_out), fake.left_out)

    fake.build = build
    monkeypatch.setattr(build_package, "pipeline", fake, raising=False)
    monkeypatch.setitem(sys.modules, "sco_declarations.build.pipeline", fake)
    return fake


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sco_declarations.cli.main", *arguments]
    return subprocess.run(command, **{"capture_output": True, "text": True, "env": PLAIN, "timeout": 60, **options})


# -- exit codes ---------------------------------------------------------------------------------------------------


def test_0_fine(run: Run) -> None:
    for arguments in (["info"], ["cite"], ["show", "windhoek-1999"], ["--version"], ["--help"], ["show", "--help"]):
        status, out, err = run(*arguments)
        assert (status, err) == (0, "") and out


def test_validate_uses_all_cores_or_as_many_processes_as_are_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def check(root: Path, processes: int) -> list[Fault]:
        asked.append(processes)
        return []

    monkeypatch.setattr(checks, "check_package", check)
    run("validate", "-q")
    run("validate", "-q", "--workers", "3")
    assert asked == [cores(), 3]
    assert run("validate", "--workers", "0")[0] == 2


def test_1_invalid(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = Fault("data/csv/a.csv", "row 2", "table", "It is wrong.", "Right it.")
    monkeypatch.setattr(checks, "check_package", lambda root, processes: [fault])
    assert run("validate") == (
        1,
        "",
        "data/csv/a.csv, row 2: It is wrong. [table]\n  Right it.\n1 fault. More: sco explain table\n",
    )


def test_1_unknown_identifier(run: Run) -> None:
    for verb in ("show", "cite"):
        status, out, err = run(verb, "windhoek-199")
        assert (status, out) == (1, "")
        assert "'windhoek-199'" in err and "Did you mean windhoek-1999" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], "'build'"),
        (["build", "--sorce", "x"], "--source"),
        (["show"], "ID"),
        (["cite", "--format", "apa"], "apa"),
        (["cite", "lake-treaty-1998"], "instrument"),
        (["cite", "windhoek-1999:I.2@16"], "windhoek-1999:I.2 instead"),
        (["show", "windhoek-1999", "--table", "tables"], "documents"),
        (["info", "a", "b"], "unexpected"),
    ],
)
def test_2_wrong_usage(run: Run, arguments: list[str], said: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert said in err and "--help" in err


def test_2_no_verb_shows_the_help(run: Run) -> None:
    status, out, err = run()
    assert status == 2 and "Usage: sco" in out + err


@pytest.mark.parametrize(
    "arguments", [["info", "no"], ["show", "x", "-p", "no"], ["cite", "-p", "no"], ["validate", "no"]]
)
def test_3_missing(run: Run, arguments: list[str]) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (3, "")
    assert "no/datapackage.json" in err and "[input-missing]" in err and "Traceback" not in err


def test_3_build(run: Run, pipeline: SimpleNamespace) -> None:
    pipeline.fault = FaultsFound([Fault("data", "", "input-missing", "No.")])
    assert run("build") == (3, "", "data: No. [input-missing]\n1 fault. More: sco explain input-missing\n")


def test_gravest_fault_decides(run: Run, pipeline: SimpleNamespace) -> None:
    faults = [Fault("b", "", "value", "Wrong."), Fault("a", "", "input-empty", "Empty.")]
    pipeline.fault = FaultsFound(faults)
    said = "a: Empty. [input-empty]\nb: Wrong. [value]\n2 faults. More: sco explain input-empty value\n"
    assert run("build") == (3, "", said)


def test_70_our_bug(run: Run, pipeline: SimpleNamespace) -> None:
    pipeline.fault = KeyError("odd\x1b[31m")
    status, out, err = run("build")
    assert (status, out) == (70, "")
    assert "KeyError" in err and "--debug" in err and "Traceback" not in err and "\x1b" not in err
    for arguments in (["build", "--debug"], ["--debug", "build"]):
        status, _, err = run(*arguments)
        assert status == 70 and err.startswith("Traceback (most recent call last)")
    # The next run does not remember the option.
    assert "Traceback" not in run("build")[2]


def test_130_ctrl_c(run: Run, pipeline: SimpleNamespace) -> None:
    pipeline.fault = KeyboardInterrupt()
    assert run("build") == (130, "", "Stopped.\n")


def test_every_exit_code_is_in_the_help(run: Run) -> None:
    _, out, _ = run("--help")
    for code in {0, 2, 70, 130, *(status for status, _ in CODES.values())}:
        assert f"\n  {code:>5}  " in out


# -- where output goes --------------------------------------------------------------------------------------------


def test_build_says_what_it_did(run: Run, pipeline: SimpleNamespace) -> None:
    assert run("build") == (0, "", ".: 2 documents, 2 tables, 5 rows. 2 files changed.\n")
    assert pipeline.asked == (Path("data"), Path())
    pipeline.written = ()
    assert run("build", "-s", "texts", "-o", "out")[2] == "out: 2 documents, 2 tables, 5 rows. Nothing changed.\n"
    assert pipeline.asked == (Path("texts"), Path("out"))


@pytest.mark.parametrize("arguments", [["build", "--quiet"], ["-q", "build"], ["validate", "-q"]])
def test_quiet_says_nothing(
    run: Run, pipeline: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr(checks, "check_package", lambda root, processes: [])
    assert run(*arguments) == (0, "", "")
    fault = Fault("f", "", "value", "Wrong.")
    monkeypatch.setattr(checks, "check_package", lambda root, processes: [fault])
    pipeline.fault = FaultsFound([fault])
    assert run(*arguments) == (1, "", "f: Wrong. [value]\n1 fault. More: sco explain value\n")


def test_a_pipe_gets_no_escape_codes() -> None:
    forced = {**PLAIN, "GITHUB_ACTIONS": "true", "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    for arguments in (["--help"], ["show", "--help"], ["bild"]):
        done = process(*arguments, env=forced)
        assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize(("setting", "bold"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_terminal_gets_bold_unless_it_asks_for_none(built: Path, setting: dict[str, str], bold: bool) -> None:
    text = in_terminal("info", str(built), **setting)
    assert ("\x1b[1m" in text) is bold and "windhoek-1999" in text


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
def test_a_terminal_is_filled_to_its_width(built: Path) -> None:
    texts = [in_terminal("info", str(built), NO_COLOR="1", COLUMNS=str(width)) for width in (45, 110)]
    widest = [max(map(len, text.splitlines())) for text in texts]
    assert widest[0] <= 45 < 80 < widest[1] <= 110


def in_terminal(*arguments: str, **setting: str) -> str:
    """Stdout of the command in a terminal."""
    ours, theirs = os.openpty()
    environment = {**PLAIN, "TERM": "xterm", "COLUMNS": "100", **setting}
    process(*arguments, capture_output=False, stdout=theirs, stderr=subprocess.DEVNULL, env=environment)
    os.close(theirs)
    parts = []
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(ours)
    return b"".join(parts).decode().replace("\r\n", "\n")


def test_progress_is_for_terminals(run: Run, pipeline: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "reading" not in run("build")[2]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    _, out, err = run("build")
    assert out == "" and err.startswith("reading 1 of 3 ...\r\x1b[K.: 2 documents")
    assert run("build", "--quiet")[2] == ""


def test_progress_says_how_fast_and_how_long(
    run: Run, pipeline: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([100.0, 100.0, 102.0, 104.0])
    monkeypatch.setattr(output.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    pipeline.steps = [(1_000, 10_000), (1_006, 10_000), (1_012, 1_100)]
    said = run("build")[2]
    assert "reading 1,000 of 10,000 ..." in said
    assert "reading 1,006 of 10,000, 3.0 a second, 50 min left ..." in said
    assert "reading 1,012 of 1,100, 3.0 a second, 29 s left ..." in said


def test_options_of_a_build_reach_the_pipeline(run: Run, pipeline: SimpleNamespace) -> None:
    run("build")
    assert pipeline.options == Options(workers=None)
    run("build", "--workers", "3", "--strict", "--resume", "--cache", "kept")
    assert pipeline.options == Options(3, None, None, True, True, Path("kept"))
    run("build", "--lenient", "--cluster", "tcp://h:1", "--work", "s3://bucket/work")
    assert pipeline.options == Options(None, "tcp://h:1", "s3://bucket/work", False)


def test_texts_left_out_are_warnings(run: Run, pipeline: SimpleNamespace) -> None:
    pipeline.left_out = (Fault("in/bad.txt", "", "input-empty", "The file holds no text.", "Fill it."),)
    status, out, err = run("build")
    assert (status, out) == (0, "") and "in/bad.txt: The file holds no text. [input-empty]" in err
    assert "1 text left out; data/csv/diagnostics.csv says why." in err
    status, out, _ = run("build", "--format", "github")
    assert status == 0 and out.startswith("::warning file=in/bad.txt,title=input-empty::")
    assert json.loads(run("build", "--json")[1])["faults"][0]["code"] == "input-empty"


@pytest.mark.parametrize("arguments", [["info"], ["info", "--json"], ["show", "windhoek-1999"], ["--help"]])
def test_a_closed_pipe_is_silent(built: Path, arguments: list[str]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = process(*arguments, capture_output=False, stdout=theirs, stderr=subprocess.PIPE, cwd=built)
    os.close(theirs)
    assert done.stderr == ""
    if arguments != ["--help"]:
        assert done.returncode == 0


def test_a_pipe_that_knows_ascii_alone_gets_escapes(built: Path) -> None:
    done = process("show", "tashkent-2001:body.2", cwd=built, env={**PLAIN, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0 and "\\u041e\\u043d\\u0438" in done.stdout


# -- JSON ---------------------------------------------------------------------------------------------------------


def test_json_of_info_show_and_build(run: Run, pipeline: SimpleNamespace) -> None:
    info = json.loads(run("info", "--json")[1])
    assert [row["document_id"] for row in info["documents"]] == ["windhoek-1999", "tashkent-2001"]
    assert info["citation"].startswith("Sample contributors (2020).")
    shown = json.loads(run("show", "windhoek-1999:I.2", "--json")[1])
    assert shown["row"]["paragraph_id"] == "windhoek-1999:I.2" and shown["place"]["line_start"] == 13
    assert json.loads(run("show", "windhoek-1999", "--json")[1])["row"]["date_earliest"] == "1999-03-04"
    built = json.loads(run("build", "--json")[1])
    assert built == {
        "root": ".",
        "read": 2,
        "left_out": 0,
        "faults": [],
        "documents": 2,
        "tables": {"documents": 2, "edits": 3},
        "written": ["a.csv", "datapackage.json"],
    }


def test_every_row_can_be_shown_as_text_and_json(run: Run) -> None:
    corpus = sample_corpus()
    for name, rows in corpus.tables.items():
        for row in (rows[0], rows[-1]):
            identifier = row[schema(name).primary_key[0]]
            status, out, err = run("show", identifier)
            assert (status, err) == (0, "") and out.startswith(identifier)
            assert max(map(len, out.splitlines())) <= 80
            assert json.loads(run("show", identifier, "--json")[1])["id"] == identifier


def test_faults_as_json(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = Fault("f\u202e", "line 1", "value", "Wrong.", "Right it.")
    monkeypatch.setattr(checks, "check_package", lambda root, processes: [fault])
    status, out, err = run("validate", "--json")
    assert (status, err) == (1, "") and json.loads(out) == [fault.as_record()] and "\u202e" not in out
    monkeypatch.setattr(checks, "check_package", lambda root, processes: [])
    assert run("validate", "--json") == (0, "[]\n", "")
    status, out, _ = run("show", "nothing-like-it", "--json")
    assert status == 1 and json.loads(out)[0]["code"] == "identifier-unknown"
    assert json.loads(run("info", "no", "--json")[1])[0]["code"] == "input-missing"


def test_faults_as_annotations_of_github(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    faults = [
        Fault("a,b:c.yaml", "line 3, column 7", "yaml", "100 % wrong:\x1b[31m", "Right\nit."),
        Fault("b.csv", "row 2", "invariant", "It is. (rule mention-text)"),
    ]
    monkeypatch.setattr(checks, "check_package", lambda root, processes: faults)
    for option in ("--format", "-f"):
        assert run("validate", option, "github") == (
            1,
            "::error file=a%2Cb%3Ac.yaml,line=3,col=7,title=yaml::"
            "line 3, column 7: 100 %25 wrong:\\x1b[31m Right\\nit.\n"
            "::error file=b.csv,title=mention-text::row 2: It is. (rule mention-text)\n",
            "",
        )
    monkeypatch.setattr(checks, "check_package", lambda root, processes: [])
    assert run("validate", "--format", "github") == (0, "", ".: valid.\n")


def test_a_text_that_the_problem_does_not_quote_stands_below_it(run: Run, pipeline: SimpleNamespace) -> None:
    shown, quoted = "lake\u202e: [", "lakes"
    pipeline.fault = FaultsFound(
        [
            Fault("a", "line 1", "yaml", "It is malformed.", "Close it.", shown),
            Fault("b", "line 1", "value", "'lakes' is wrong.", "Right it.", quoted),
        ]
    )
    assert run("build", "--format", "text")[2] == (
        "a, line 1: It is malformed. [yaml]\n  | lake\\u202e: [\n  Close it.\n"
        "b, line 1: 'lakes' is wrong. [value]\n  Right it.\n2 faults. More: sco explain value yaml\n"
    )
    assert run("build", "--format", "json") == run("build", "--json")
    assert [fault["text"] for fault in json.loads(run("build", "--json")[1])] == [shown, quoted]


# -- what is shown ------------------------------------------------------------------------------------------------


def test_info_is_for_people(run: Run) -> None:
    _, out, _ = run("info")
    assert out.startswith('Sample texts, "two" of them\nsample-texts 1.2.3, released 2020-02-29, CC-BY-4.0\n')
    assert "windhoek-1999  1999-03-04  Windhoek           4            2         3\n" in out
    assert "paragraphs              6       14\n" in out
    assert 'lake-treaty-1998              2          1  Lake "Treaty" of 3 March 1998\n' in out
    assert "How to cite\nSample contributors (2020)." in out


def test_a_paragraph_has_its_mentions_marked(run: Run) -> None:
    _, out, _ = run("show", "windhoek-1999:I.2")
    assert "  They call for a [new protocol on the lakes](1), and for no more.\n" in out
    assert "\n1  new protocol on the lakes  protocol-on-the-lakes  description\n" in out
    assert "data/raw/windhoek.txt, lines 13-17, characters 242-317\n" in out


def test_an_instrument_has_the_words_around_each_mention(run: Run) -> None:
    _, out, _ = run("show", "lake-treaty-1998")
    assert "Cited 2 times in 1 document\nwindhoek-1999:preamble.1@69  name, 3 March 1998\n" in out
    assert '  NA, null and nan are words here, and the [Lake "Treaty"] stands.' in out


def test_an_identifier_of_two_kinds(tmp_path: Path, run: Run) -> None:
    corpus = sample_corpus()
    for row in (corpus.tables["instruments"][1], corpus.tables["instrument_mentions"][2]):
        row["instrument_id"] = "tashkent-2001"
    package.publish(package.render(corpus, {}), tmp_path)
    status, out, err = run("show", "tashkent-2001", "-p", str(tmp_path))
    assert status == 0 and out.startswith("tashkent-2001  document") and "--table instruments" in err
    _, out, err = run("show", "tashkent-2001", "-p", str(tmp_path), "--table", "instruments")
    assert out.startswith("tashkent-2001  instrument") and err == ""


def test_cite_prints_what_citation_gives(run: Run) -> None:
    corpus = sample_corpus()
    document = corpus.tables["documents"][0]
    for form in citation.FORMATS:
        assert run("cite", "--format", form)[1] == citation.cite_dataset(corpus.metadata, form) + "\n"
        expected = citation.cite_document(corpus.metadata, document, form) + "\n"
        assert run("cite", "windhoek-1999", "-f", form)[1] == expected


HOSTILE = "\x1b]0;owned\x07\x1b[31m \u202e\u2066 \u200b \r \x9b31m"


def test_hostile_text_never_reaches_the_terminal(tmp_path: Path, run: Run) -> None:
    """Texts of a package are others' words, and a terminal obeys some of them."""
    corpus = sample_corpus()
    for table, columns in {
        "documents": ["title", "issuer", "place"],
        "sections": ["heading", "label_printed"],
        "paragraphs": ["text", "number_printed"],
        "signatories": ["state_printed", "person_printed", "office_printed"],
        "instruments": ["name", "short_name", "place", "statement"],
        "instrument_mentions": ["text", "date_printed"],
        "edits": ["source", "replacement"],
        "evidence": ["statement", "printed", "value"],
        "entities": ["name", "statement"],
        "entity_mentions": ["text"],
        "statements": ["speaker_printed", "verb_printed", "verb_lemma"],
    }.items():
        for row in corpus.tables[table]:
            row.update({column: (row[column] or "") + HOSTILE for column in columns})
    package.publish(package.render(corpus, {}), tmp_path)
    where = ["-p", str(tmp_path)]
    first = [rows[0][schema(name).primary_key[0]] for name, rows in corpus.tables.items()]
    commands = [["info", str(tmp_path)], ["info", str(tmp_path), "--json"], ["show", HOSTILE, *where]]
    commands += [["show", identifier, *where, *more] for identifier in first for more in ([], ["--json"])]
    commands += [["cite", "windhoek-1999", "--format", form, *where] for form in citation.FORMATS]
    title = corpus.tables["documents"][0]["title"]
    assert json.loads(run("show", "windhoek-1999", "--json", *where)[1])["row"]["title"] == title
    for command in commands:
        status, out, err = run(*command)
        assert status in (0, 1), err
        for char in "\x1b\x07\u202e\u2066\u200b\r\x9b":
            assert char not in out + err, command


def test_hostile_identifiers_never_reach_the_terminal(tmp_path: Path, run: Run) -> None:
    """Identifiers of a package that others made can be anything; `sco validate` says what is wrong with them."""
    package.publish(package.render(sample_corpus(), {}), tmp_path)
    named = "windhoek-1999\x1b[31m\u202e"
    for path in (tmp_path / "data/csv").iterdir():
        path.write_bytes(path.read_bytes().replace(b"windhoek-1999", named.encode()))
    where = ["-p", str(tmp_path)]
    ends = ("", ":I", ":I.1", ":signatory.1", ":segment.1")
    commands = [["info", str(tmp_path)], ["validate", str(tmp_path), "--json"]]
    commands += [["show", named + end, *where] for end in ends]
    commands += [["show", "lake-treaty-1998", *where], ["cite", named, *where], ["cite", f"{named}:segment.1", *where]]
    commands += [["cite", f"{named}:I.1", "--format", form, *where] for form in citation.FORMATS]
    said = 0
    for command in commands:
        status, out, err = run(*command)
        assert status in (0, 1, 2), err
        assert "\x1b" not in out + err and "\u202e" not in out + err, command
        said += "windhoek-1999\\" in out + err
    assert said > len(commands) // 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("show\x1b[31m",),
        ("show", "a", "b\u202e"),
        ("cite", "-f", "\x1b[31m"),
        ("--\x9b31m",),
        ("show", "x", "--\u2066"),
    ],
)
def test_wrong_usage_quotes_no_command(arguments: tuple[str, ...], run: Run) -> None:
    """A name of a file can stand where none is expected."""
    status, out, err = run(*arguments)
    assert (status, out) == (2, "") and "Error" in err
    assert not any(char in err for char in "\x1b\u202e\x9b\u2066")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
def test_a_terminal_gets_no_command_but_bold(tmp_path: Path) -> None:
    package.publish(package.render(sample_corpus(), {}), tmp_path)
    for path in (tmp_path / "data/csv").iterdir():
        path.write_bytes(path.read_bytes().replace(b"windhoek-1999", b"windhoek-1999\x1b[31m\x1b]0;x\x07"))
    text = in_terminal("info", str(tmp_path))
    assert set(re.findall(r"\x1b[^m]*m?", text)) == {"\x1b[1m", "\x1b[0m"} and "\x07" not in text
    assert "windhoek-1999\\x1b[31m\\x1b]0;x\\x07" in "".join(text.split())


def test_what_a_spreadsheet_would_run_is_told(tmp_path: Path, run: Run) -> None:
    corpus = sample_corpus()
    corpus.tables["instruments"][0]["statement"] = '=HYPERLINK("http://x")'
    package.publish(package.render(corpus, {}), tmp_path)
    status, out, err = run("validate", str(tmp_path))
    assert (status, out) == (0, "") and "1 cell like a formula, first in row 2, column statement" in err


def test_a_source_that_changed_is_not_quoted(tmp_path: Path, run: Run) -> None:
    package.publish(package.render(sample_corpus(), {}), tmp_path)
    shown = run("show", "windhoek-1999:segment.1", "-p", str(tmp_path))[1]
    assert "In the source\n  DECLARATION OF WINDHOEK\n" in shown and ", line 1, characters" in shown
    (tmp_path / "data/raw/windhoek.txt").write_text("Another text, and long enough for it.", encoding="utf-8")
    shown = run("show", "windhoek-1999:segment.1", "-p", str(tmp_path))[1]
    assert "In the source" not in shown and "line" not in shown


@pytest.mark.parametrize("outside", ["../secret.txt", "/etc/hostname"])
def test_a_source_outside_of_the_package_is_not_read(tmp_path: Path, outside: str) -> None:
    from hashlib import sha256

    from sco_declarations.cli.packages import source_reader

    root = tmp_path / "package"
    root.mkdir()
    (tmp_path / "secret.txt").write_bytes(b"secret")
    row = {"document_id": "a", "source_encoding": "utf-8", "source_sha256": sha256(b"secret").hexdigest()}
    assert source_reader(root, {"documents": [{**row, "source_file": outside}]})("a") is None
    (root / "inside.txt").write_bytes(b"secret")
    assert source_reader(root, {"documents": [{**row, "source_file": "inside.txt"}]})("a") == "secret"


def test_a_broken_package_is_a_fault_and_no_bug(tmp_path: Path, run: Run) -> None:
    package.publish(package.render(sample_corpus(), {}), tmp_path)
    paragraphs = tmp_path / "data/csv/paragraphs.csv"
    text = paragraphs.read_text(encoding="utf-8")
    paragraphs.write_text(text.replace(",tashkent-2001,", ",gone,", 1), encoding="utf-8")
    status, _, err = run("info", str(tmp_path))
    assert status == 1 and "'gone' is no row of documents" in err
    descriptor = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] != "edits"]
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    status, _, err = run("show", "windhoek-1999", "-p", str(tmp_path))
    assert status == 1 and "no table edits" in err


# -- start-up and reference ---------------------------------------------------------------------------------------

HEAVY = ("pandas", "pyarrow", "frictionless", "yaml", "xlsxwriter", "sqlite3", "charset_normalizer", "sentencex")


@pytest.mark.parametrize("arguments", [["--help"], ["cite", "--help"], ["info"], ["show", "windhoek-1999"]])
def test_nothing_heavy_is_imported(built: Path, arguments: list[str]) -> None:
    code = (
        "import sys; from sco_declarations.cli.main import main; "
        f"main({arguments!r}); print(*sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=built, env=PLAIN, capture_output=True, text=True)
    assert done.stderr.split() == []


def test_the_reference_page_is_what_the_help_says() -> None:
    """Where this fails: python -m sco_declarations.cli.reference > docs/cli.md"""
    assert (ROOT / "docs/cli.md").read_text(encoding="utf-8") == reference()


def test_every_help_has_examples_and_few_options(run: Run) -> None:
    for verb in ("build", "validate", "info", "show", "cite"):
        _, out, _ = run(verb, "--help")
        assert f"Examples:\n    sco {verb}" in out
        assert out.split("Options:")[1].count("--") <= (14 if verb == "build" else 8)
        assert max(map(len, out.splitlines())) <= 80
    assert "Examples:\n    sco build\n" in run("--help")[1]


# -- sco new, sco score -------------------------------------------------------------------------------------------


def test_new_adds_a_text_and_says_what_comes_next(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "lakes.txt").write_text("DECLARATION ON THE LAKES\n\nThe lakes are clean.\n\nOsh, June 7, 2002\n")
    where = ("--source", str(tmp_path / "data"))
    status, out, err = run("new", str(tmp_path / "lakes.txt"), *where)
    assert (status, out) == (0, "") and "2002-06-07" in err and "sco build --source" in err
    assert run("new", str(tmp_path / "lakes.txt"), *where)[0] == 1
    (tmp_path / "more.txt").write_text("The rivers of the world are clean as well.\n")
    status, out, err = run("new", str(tmp_path / "more.txt"), *where, "--json")
    assert (status, err) == (0, "")
    said = json.loads(out)
    assert said["document_id"] == "more" and said["open"] == ["title", "document_type", "issuer", "date", "place"]
    assert Path(said["text"]).is_file() and Path(said["sidecar"]).is_file()
    assert run("new", str(tmp_path / "none.txt"), *where)[0] == 3


def test_score_prints_figures_and_every_difference(run: Run, tmp_path: Path) -> None:
    text = "I\n\nThey recall the UN Charter and the Lake Treaty.\n\nII\n\nSo be it, now.\n"
    (tmp_path / "lakes.txt").write_text(text)
    status, out, err = run("score", "--source", str(tmp_path))
    assert (status, out) == (3, "") and "gold" in err
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "paragraphs.csv").write_text(
        "paragraph_id,text\nlakes:I.1,They recall the UN Charter and the Lake Treaty.\nlakes:I.2,Gone.\n"
    )
    (gold / "instrument_mentions.csv").write_text(
        "paragraph_id,start,end,text,form,instrument_id,date_printed,note\n"
        "lakes:I.1,16,26,UN Charter,short_name,charter,,\n"
    )
    status, out, err = run("score", "--source", str(tmp_path))
    assert (status, err) == (0, "") and max(map(len, out.splitlines())) <= 80
    assert "recall     0.5000" in out and "paragraphs, missed: lakes:I.2" in out
    assert "instrument_mentions, linked: lakes:I.1@16\nexpected  charter (UN Charter)\nfound     un-charter" in out
    assert "instrument_mentions, false: lakes:I.1@35\nexpected  nothing\nfound     Lake Treaty" in out
    said = json.loads(run("score", "--source", str(tmp_path), "--gold", str(gold), "--json")[1])
    assert {row["quality_id"]: row["value"] for row in said["quality"]}["paragraphs.recall.exact"] == 0.5
    assert said["differences"][0] == {
        "layer": "paragraphs", "kind": "missed", "passage": "lakes:I.2", "expected": "text 'Gone.'", "found": None,
    }  # fmt: skip
    (gold / "paragraphs.csv").write_text("paragraph_id\n")
    assert run("score", "--source", str(tmp_path))[0] == 1
