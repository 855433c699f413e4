"""Any table of a published package as a pandas data frame, with the types that its schema declares."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .faults import Fault, FaultsFound
from .places import DESCRIPTOR, HOME
from .published import read_descriptor, resource_schema
from .schemas import Field

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("parquet", "csv")


def load(table: str, root: Path | str | None = None, format: str | None = None) -> pd.DataFrame:
    """A table or view of the package in the folder `root`, its rows in the published order.

    Without `root` it is the package in the current folder, else the one in the checkout that this code
    stands in. `format` is `parquet` or `csv`; without it, Parquet where the package has it. Both give the
    same frame.

    Text is of pandas' type `string`, a whole number `Int64` (`int64` where none may be missing), a number
    `Float64` (`float64`), true or false `boolean`, a date `datetime64[s]`, a closed vocabulary `category`
    with all its values, used or not. A missing value is `NA` (`NaT` for a date); the texts `NA`, `null` and
    `nan` stay texts.

    Raises `ValueError` for a table or format that is not there, `FaultsFound` where there is no package or a
    file of it cannot be read.

    >>> load("paragraphs").groupby("document_id")["words"].sum()  # doctest: +SKIP
    """
    if format is not None and format not in FORMATS:
        raise ValueError(f"there is no format {format!r}; choose one of {', '.join(FORMATS)}")
    folder = _package(root)
    resources = read_descriptor(folder)["resources"]
    files = {resource["name"]: {"csv": [resource["path"]]} for resource in resources if resource.get("format") == "csv"}
    for resource in resources:
        if resource.get("sco:table") in files:
            files[resource["sco:table"]].setdefault("parquet", []).append(resource["path"])
    if table not in files:
        near = [name for name in files if table.lower() in name] or get_close_matches(table, files, n=1)
        hint = f"did you mean {near[0]!r}? " if table and near else ""
        raise ValueError(f"there is no table {table!r}; {hint}There are: {', '.join(files)}")
    chosen = format or next(form for form in FORMATS if form in files[table])
    if chosen not in files[table]:
        raise ValueError(f"the package has no {chosen} file of the table {table!r}")
    described = next(resource for resource in resources if resource["name"] == table)
    declared = resource_schema(described, (folder / DESCRIPTOR).as_posix())
    read = _read_parquet if chosen == "parquet" else _read_csv
    frames: list[pd.DataFrame] = []
    try:
        for path in [folder / path for path in sorted(files[table][chosen])]:  # the parts of a large table in order
            frames.append(read(path))
        frame = frames[0] if len(frames) == 1 else _joined(frames)
        return frame[declared.names].assign(
            **{field.name: _typed(frame[field.name], field) for field in declared.fields}
        )
    except FileNotFoundError:
        problem, code = "The descriptor lists this file, and it is not there.", "file"
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem, code = f"The file cannot be read as the table {table}: {error}.", "table"
    raise FaultsFound([Fault(path.as_posix(), "", code, problem, "Build the package anew, or fetch it again.")])


def _package(root: Path | str | None) -> Path:
    if root is not None:
        return Path(root)
    here = Path()
    return here if (here / DESCRIPTOR).is_file() or not (HOME / DESCRIPTOR).is_file() else HOME


def _read_csv(path: Path) -> pd.DataFrame:
    """Every cell as text: pandas would take `NA` and `null` for missing values."""
    import pandas as pd

    return pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8")


def _read_parquet(path: Path) -> pd.DataFrame:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    # Without these types, whole numbers with nulls would become floats, and nulls in text NaN.
    types = {
        pa.string(): pd.StringDtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    frame: pd.DataFrame = pq.ParquetFile(path).read().to_pandas(types_mapper=types.get, date_as_object=False)
    return frame


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat(frames, ignore_index=True)


def _typed(column: pd.Series[Any], field: Field) -> pd.Series[Any]:
    import pandas as pd

    if "enum" in field.constraints:
        return column.astype(pd.CategoricalDtype(field.constraints["enum"]))
    if field.type == "integer":
        return column.astype("int64" if field.required else "Int64")
    if field.type == "number":
        return column.astype("float64" if field.required else "Float64")
    if field.type == "boolean" and column.dtype == "string":
        return column.map({"true": True, "false": False}).astype("boolean")
    if field.type == "date":
        return pd.to_datetime(column, format="%Y-%m-%d").astype("datetime64[s]")
    return column
