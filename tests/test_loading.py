"""`load`: any table as a data frame with declared types, the same from both formats, with no text lost as NA."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from sample import sample_corpus, sample_files
from sco_declarations.build import load, loading
from sco_declarations.build.faults import FaultsFound
from sco_declarations.build.package import publish
from sco_declarations.build.schemas import TABLES, VIEWS, schema, view


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    publish(sample_files(), folder)
    return folder


@pytest.mark.parametrize("name", [*TABLES, *VIEWS])
def test_types_and_cells_are_the_declared_ones_in_both_formats(root: Path, name: str) -> None:
    frame = load(name, root)
    pd.testing.assert_frame_equal(frame, load(name, root, format="csv"))
    pd.testing.assert_frame_equal(frame, load(name, str(root), format="parquet"))
    declared = view(name) if name in VIEWS else schema(name)
    assert list(frame.columns) == declared.names
    for field in declared.fields:
        dtype = frame[field.name].dtype
        if "enum" in field.constraints:
            assert isinstance(dtype, pd.CategoricalDtype)
            assert list(dtype.categories) == field.constraints["enum"]
        elif field.type == "integer":
            assert dtype == ("int64" if field.required else "Int64")
        elif field.type == "number":
            assert dtype == ("float64" if field.required else "Float64")
        else:
            assert dtype == {"string": "string", "boolean": "boolean", "date": "datetime64[s]"}[field.type]
    if name in TABLES:
        rows = sample_corpus().tables[name]
        for field in declared.fields:
            read = [None if pd.isna(cell) else cell for cell in frame[field.name]]
            if field.type == "date":
                read = [cell and cell.date() for cell in read]
            assert read == [row[field.name] for row in rows]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_words_that_look_like_missing_values_stay(root: Path, form: str) -> None:
    assert load("signatories", root, format=form)["given_names"][0] == "NA"
    assert load("signatories", root, format=form)["state_code"][0] == "NAM"
    assert load("sections", root, format=form)["heading"][3] == "nan"
    assert load("paragraphs", root, format=form)["text"][3] == "null"
    assert load("instruments", root, format=form)["short_name"].isna().tolist() == [False, True]


def test_nulls_in_whole_numbers_do_not_make_them_floats(root: Path) -> None:
    assert load("sections", root)["number"].tolist()[2:5] == [1, 2, 1]
    assert load("sections", root)["number"].isna().sum() == 5


@pytest.mark.parametrize(("asked", "meant"), [("paragraf", "paragraphs"), ("mentions", "instrument_mentions")])
def test_an_unknown_table_is_guessed(root: Path, asked: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"{asked}.*did you mean '{meant}'") as caught:
        load(asked, root)
    assert all(name in str(caught.value) for name in TABLES)


def test_an_unknown_format_is_refused(root: Path) -> None:
    with pytest.raises(ValueError, match="csv"):
        load("paragraphs", root, format="feather")


def test_the_package_is_the_one_here_else_the_one_of_the_checkout(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    assert len(load("documents")) == 2
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(loading, "HOME", root)
    assert len(load("documents")) == 2
    monkeypatch.setattr(loading, "HOME", tmp_path)
    with pytest.raises(FaultsFound, match="no data package"):
        load("documents")


def test_csv_is_read_where_there_is_no_parquet(tmp_path: Path) -> None:
    publish(sample_files(), tmp_path)
    spec = (tmp_path / "datapackage.json").read_text()
    (tmp_path / "datapackage.json").write_text(spec.replace('"sco:table"', '"sco:none"'))
    assert len(load("paragraphs", tmp_path)) == 6
    with pytest.raises(ValueError, match="no parquet"):
        load("paragraphs", tmp_path, format="parquet")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_file_that_is_missing_or_broken_is_a_fault(tmp_path: Path, form: str) -> None:
    publish(sample_files(), tmp_path)
    path = tmp_path / "data" / form / f"documents.{form}"
    broken = [b"", b"x,y\n1,2\n", path.read_bytes()[:-300]]
    if form == "csv":
        broken.append(path.read_bytes().replace(b",494,", b",many,"))
    for content in broken:
        path.write_bytes(content)
        with pytest.raises(FaultsFound) as caught:
            load("documents", tmp_path, format=form)
        assert [(f.code, Path(f.file).name) for f in caught.value.faults] == [("table", path.name)]
    path.unlink()
    with pytest.raises(FaultsFound) as caught:
        load("documents", tmp_path, format=form)
    assert [f.code for f in caught.value.faults] == ["file"]
