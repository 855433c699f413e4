"""The sample package as a large one is laid out: Parquet in parts, no workbook, no database, texts not in the list."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

#: Rows of a part; a large package has a million.
PART_ROWS = 6


def as_large(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a package, laid out anew. Tables with more rows than a part has are folders of parts."""
    descriptor = json.loads(files["datapackage.json"])
    kept = {path: raw for path, raw in files.items() if not path.endswith((".xlsx", ".sqlite", "datapackage.json"))}
    resources = []
    for resource in descriptor["resources"]:
        path = resource["path"]
        if path.endswith(".parquet") and pq.read_metadata(io.BytesIO(files[path])).num_rows > PART_ROWS:
            for number, part in enumerate(_parts(kept.pop(path))):
                at = f"{path.removesuffix('.parquet')}/part-{number:05}.parquet"
                kept[at] = part
                resources.append({**resource, "name": f"{resource['name']}-{number:05}", "path": at})
        elif path in kept and not path.startswith("data/raw/"):
            resources.append(resource)
    descriptor["resources"] = resources
    return seal({**kept, "datapackage.json": json.dumps(descriptor).encode()})


def _parts(raw: bytes) -> list[bytes]:
    table = pq.read_table(io.BytesIO(raw))
    parts = []
    for start in range(0, table.num_rows, PART_ROWS):
        sink = io.BytesIO()
        pq.write_table(table.slice(start, PART_ROWS), sink)
        parts.append(sink.getvalue())
    return parts


def seal(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, with the sizes and hashes in the descriptor those that they have."""
    descriptor: dict[str, Any] = json.loads(files["datapackage.json"])
    for resource in descriptor["resources"]:
        if resource["path"] in files:
            raw = files[resource["path"]]
            resource.update(bytes=len(raw), hash=f"sha256:{hashlib.sha256(raw).hexdigest()}")
    return {**files, "datapackage.json": json.dumps(descriptor).encode()}


def write(files: Mapping[str, bytes], root: Path) -> Path:
    for path, raw in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    return root
