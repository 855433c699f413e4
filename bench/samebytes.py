"""Builds the package in different surroundings and compares every file: the bytes must be the same.

    python bench/samebytes.py [--python PROGRAM]... [--package FOLDER]...

Built twice; in other time zones, locales and hash seeds; with the files of a folder listed in another order; from a
copy of the inputs in another folder, with other times; and by each PROGRAM, a Python that has the dependencies. FOLDER
is a package of the same inputs that was built elsewhere, such as on another machine.

SQLite writes its version into a file. So where its library is another, the database may differ, and the descriptor,
which gives its hash; then what stands in the database must be the same, and the rest of the descriptor.

Exit status: 0 where all is the same.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("build", "cli", "schemas", "data")
DESCRIPTOR = "datapackage.json"

#: Lets a build see every folder in the reverse of the order in which it is sorted by name.
REVERSED = """
import os, pathlib
listed, scanned = os.listdir, os.scandir
def reverse(found, name):
    return sorted(found, key=name, reverse=True)
class Scan(list):
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
os.listdir = lambda path=".": reverse(listed(path), str)
os.scandir = lambda path=".": Scan(reverse(scanned(path), lambda entry: entry.name))
names = [path.name for path in pathlib.Path().iterdir()]
assert names == sorted(names, reverse=True) and len(names) > 1
"""


def build(
    output: Path, packages: Path, source: Path = ROOT / "data", python: str = sys.executable, before: str = "",
    folder: Path = ROOT, **settings: str,
) -> Path:  # fmt: skip
    """Builds in a process of its own. `before` is what it runs first, `settings` is added to its environment."""
    code = f"{before}\nfrom sco_declarations.cli.main import main; raise SystemExit(main())"
    command = [python, "-B", "-c", code, "build", "--source", str(source), "--output", str(output), "--quiet"]
    environment = {**os.environ, "PYTHONPATH": str(packages), **settings}
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"a build failed:\n{done.stdout}{done.stderr}")
    return output


def link_packages(folder: Path) -> Path:
    """A folder that any Python finds our packages in, without installing them."""
    (folder / "sco_declarations").mkdir(parents=True)
    for part in PARTS:
        (folder / "sco_declarations" / part).symlink_to(ROOT / part)
    return folder


def read(package: Path) -> dict[str, bytes]:
    """The files that a package lists, and its descriptor."""
    raw = (package / DESCRIPTOR).read_bytes()
    paths = [resource["path"] for resource in json.loads(raw)["resources"]]
    return {DESCRIPTOR: raw, **{path: (package / path).read_bytes() for path in paths}}


def said(database: bytes) -> list[str]:
    """What stands in a database: its tables, their rows in order, and its marks."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database)
    marks = [str(connection.execute(f"PRAGMA {mark}").fetchone()) for mark in ("user_version", "application_id")]
    return [*connection.iterdump(), *marks]


def without_databases(descriptor: bytes) -> object:
    loaded = json.loads(descriptor)
    for resource in loaded["resources"]:
        if resource["path"].endswith(".sqlite"):
            resource["bytes"] = resource["hash"] = None
    return loaded


def compare(first: dict[str, bytes], other: dict[str, bytes]) -> tuple[list[str], list[str]]:
    """Files that differ, and those that differ in SQLite's version alone."""
    wrong = sorted(first.keys() ^ other.keys())
    allowed: list[str] = []
    for path in sorted(first.keys() & other.keys()):
        if first[path] == other[path]:
            continue
        if path.endswith(".sqlite") and said(first[path]) == said(other[path]):
            allowed.append(path)
        elif path != DESCRIPTOR:
            wrong.append(path)
    if first[DESCRIPTOR] != other[DESCRIPTOR]:
        alike = allowed and without_databases(first[DESCRIPTOR]) == without_databases(other[DESCRIPTOR])
        (allowed if alike else wrong).append(DESCRIPTOR)
    return wrong, allowed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", action="append", default=[], metavar="PROGRAM")
    parser.add_argument("--package", action="append", default=[], type=Path, metavar="FOLDER")
    given = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        packages = link_packages(folder / "packages")
        first = read(build(folder / "first", packages))
        copy = folder / "Ωther place" / "in puts"
        # Names in reverse, so that the copies are made, and listed by most file systems, in another order.
        for path in sorted((ROOT / "data").rglob("*"), reverse=True):
            if path.is_file() and path.parts[len(ROOT.parts) + 1] in ("raw", "curated", "gold"):
                target = copy / path.relative_to(ROOT / "data")
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
                os.utime(target, (1, 1))

        surroundings = {
            "twice": lambda out: build(out, packages),
            "into the same folder again": lambda out: build(build(out, packages), packages),
            "time zone Pacific/Kiritimati": lambda out: build(out, packages, TZ="Pacific/Kiritimati"),
            "time zone America/Caracas": lambda out: build(out, packages, TZ="America/Caracas"),
            "locale C": lambda out: build(out, packages, LC_ALL="C", LANG="C", PYTHONUTF8="0"),
            "locale tr_TR.UTF-8": lambda out: build(out, packages, LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8"),
            "hash seed 1": lambda out: build(out, packages, PYTHONHASHSEED="1"),
            "hash seed 4294967295": lambda out: build(out, packages, PYTHONHASHSEED="4294967295"),
            "files listed in reverse": lambda out: build(out, packages, before=REVERSED),
            "from another folder": lambda out: build(out, packages, source=copy, folder=folder),
            **{
                f"by {python}": lambda out, python=python: build(out, packages, python=python)
                for python in given.python
            },
        }
        for number, (what, make) in enumerate(surroundings.items()):
            failed |= report(what, first, read(make(folder / str(number))))
        for package in given.package:
            failed |= report(f"the package in {package}", first, read(package))
    return int(failed)


def report(what: str, first: dict[str, bytes], other: dict[str, bytes]) -> bool:
    wrong, allowed = compare(first, other)
    same = "DIFFERS: " + ", ".join(wrong) if wrong else f"{len(first) - len(allowed)} of {len(first)} files the same"
    print(f"{what}: {same}" + (f"; in SQLite's version alone differ {', '.join(allowed)}" if allowed else ""))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
