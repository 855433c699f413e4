"""Reads random and damaged documents, thousands of them: each must end in a valid package or in a coded error.

    python bench/robustness.py [--documents N] [--from FOLDER] [--seed N] [--packages N] [--jobs N] [--save FOLDER]
                               [--verifier FILE]

A third are built by tests/documents.py, a third are such documents damaged, a third are the texts of data/raw (and of
FOLDER) damaged. The same seed makes the same documents, whatever the number of jobs.

Each document is decoded, read, assembled and checked on its own, as `sco build` does it, with 60 s of processor time at
most. Those that come through are then built in batches of 50 into packages, on the same path as `sco build`, which
the verifier must pass; with --packages N every Nth batch alone is, since that takes three quarters of the time. Every
hundredth document is built alone. What fails is saved under the folder of --save.

Time is that of the processor for one document, from its bytes to checked tables; authority files are read once for all.
Every document costs about the same for being checked at all. So times per byte are compared among texts of 4 KiB and
more, with that cost in them, and of shorter ones the longest time is printed as it is.

Exit status: 0 where all hold and the slowest text takes less than ten times the median per byte; else 1.
"""

from __future__ import annotations

import argparse
import multiprocessing
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from documents import make_document, mutate  # noqa: E402
from sco_declarations.build.checks import check_tables  # noqa: E402
from sco_declarations.build.corpus import assemble  # noqa: E402
from sco_declarations.build.document import read_document  # noqa: E402
from sco_declarations.build.faults import CODES, FaultsFound  # noqa: E402
from sco_declarations.build.inputs import read_authorities  # noqa: E402
from sco_declarations.build.layers import Layers  # noqa: E402
from sco_declarations.build.pipeline import build  # noqa: E402
from sco_declarations.build.sidecars import Sidecar  # noqa: E402
from sco_declarations.build.source import read_source  # noqa: E402

BATCH = 50
ALONE = 100
LIMIT = 60
SHORT = 4096
#: Codes of faults in a package, which a build may never find in what it has just made.
OURS = {"table", "invariant", "package", "file", "internal"}


@dataclass
class Read:
    """What became of one document: `outcome` is "valid", a code, or what went wrong, which `error` tells."""

    number: int
    size: int
    outcome: str
    seconds: float
    error: str = ""


@dataclass
class Batch:
    documents: list[Read] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    built: int = 0


class Hangs(Exception):
    """A document took more processor time than any may."""


@cache
def layers() -> Layers:
    return Layers(read_authorities(ROOT / "data" / "curated"))


@cache
def received(folders: tuple[Path, ...]) -> list[bytes]:
    return [path.read_bytes() for folder in folders for path in sorted(folder.glob("*.txt"))]


def document(number: int, seed: int, folders: tuple[Path, ...]) -> bytes:
    """The bytes of a document; those of one number are the same in every run of a seed."""
    chance = Random(f"{seed}:{number}")
    sections = chance.choice((1, 3, 3, 8))
    if number % 3 == 0:
        return make_document(chance, sections)
    if number % 3 == 1:
        return mutate(make_document(chance, sections), chance)
    return mutate(chance.choice(received(folders)), chance)


def sidecar(number: int) -> Sidecar:
    """Half of the documents that are built are said to be English, since invented words seldom look like it."""
    return Sidecar(language="en") if number % 3 != 2 and number % 2 else Sidecar()


def read_one(number: int, raw: bytes, folder: Path) -> Read:
    path = folder / "one.txt"
    path.write_bytes(raw)
    layers()
    outcome, error = "valid", ""
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    began = time.process_time()
    try:
        source = read_source(path, "one.txt", "one", "data/raw/one.txt")
        tables = assemble([read_document(source, sidecar(number), layers())], layers().authorities)
        faults = check_tables(tables, [source])
        if faults:
            outcome, error = "broken tables", str(faults[0])
    except FaultsFound as found:
        codes = {fault.code for fault in found.faults}
        outcome = found.faults[0].code
        if not codes <= CODES.keys() - OURS:
            outcome, error = "wrong code", str(found)
    except Hangs:
        outcome = "hangs"
    except Exception:
        outcome, error = "traceback", traceback.format_exc(limit=-3)
    finally:
        seconds = time.process_time() - began
        signal.setitimer(signal.ITIMER_PROF, 0)
    return Read(number, len(raw), outcome, seconds, error)


def run_batch(
    numbers: range, seed: int, folders: tuple[Path, ...], packages: int, save: Path, verifier: Path | None
) -> Batch:
    batch = Batch()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "source").mkdir()
        for number in numbers:
            raw = document(number, seed, folders)
            read = read_one(number, raw, folder)
            batch.documents.append(read)
            if read.outcome == "valid":
                put(folder / "source", number, raw)
            elif read.error or read.outcome == "hangs":
                save.mkdir(parents=True, exist_ok=True)
                (save / f"{number}.txt").write_bytes(raw)
            if number % ALONE == 0:
                (folder / f"alone-{number}").mkdir()
                put(folder / f"alone-{number}", number, raw)
                whole = build_whole(folder / f"alone-{number}", folder / f"out-{number}", verifier)
                if whole in CODES and whole not in OURS:
                    whole = whole if whole != read.outcome else ""  # the error that was met before
                if whole:
                    batch.errors.append(f"document {number} alone, {read.outcome} before: {whole}")
        if numbers.start // BATCH % packages == 0 and any((folder / "source").iterdir()):
            batch.built = len(list((folder / "source").glob("*.txt")))
            if whole := build_whole(folder / "source", folder / "out", verifier):
                batch.errors.append(f"batch from {numbers.start}: {whole}")
    return batch


def put(folder: Path, number: int, raw: bytes) -> None:
    (folder / f"made-{number}.txt").write_bytes(raw)
    if sidecar(number).language:
        (folder / f"made-{number}.yaml").write_text("language: en\n")


def build_whole(source: Path, output: Path, verifier: Path | None) -> str:
    """What went wrong in a build of a folder, or in the proof of its package; a code where it is an error with one."""
    try:
        build(source, output)
    except FaultsFound as found:
        return found.faults[0].code if len(found.faults) == 1 else str(found)
    except Exception:
        return traceback.format_exc(limit=-3)
    if verifier is None:
        return ""
    command = [sys.executable, str(verifier), str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"the verifier fails: {done.stdout[-400:]}{done.stderr[-400:]}"


def _start() -> None:
    def stop(*_: object) -> None:
        raise Hangs

    signal.signal(signal.SIGPROF, stop)


def report(batches: Iterator[Batch], total: int) -> int:
    documents: list[Read] = []
    errors: list[str] = []
    built = packages = 0
    began = time.perf_counter()
    for batch in batches:
        documents += batch.documents
        built, packages = built + batch.built, packages + bool(batch.built)
        wrong = [*batch.errors]
        wrong += [f"document {r.number}: {r.outcome}: {r.error}" for r in batch.documents if r.error]
        wrong += [f"document {r.number}: hangs" for r in batch.documents if r.outcome == "hangs"]
        for error in wrong:
            print(f"WRONG {error}", flush=True)
        errors += wrong
        if sys.stderr.isatty() or len(documents) % 1000 == 0:
            print(f"{len(documents)} of {total}, {len(errors)} wrong", file=sys.stderr)
    print(f"{len(documents)} documents, {sum(r.size for r in documents) / 1e6:.1f} MB, "
          f"{time.perf_counter() - began:.0f} s")  # fmt: skip
    for outcome, number in Counter(read.outcome for read in documents).most_common():
        print(f"{number:8} {outcome}")
    print(f"{built} of the valid ones built into {packages} packages, and 1 in {ALONE} of all documents alone")
    slow = report_times(documents)
    return int(bool(errors) or slow)


def report_times(documents: list[Read]) -> bool:
    """Prints the times; whether the slowest text takes ten times the median per byte or more."""
    longer = [read for read in documents if read.size >= SHORT and read.outcome == "valid"]
    shorter = [read for read in documents if read.size < SHORT]
    every = [read for read in documents if read.size >= SHORT]
    if shorter:
        middle = statistics.median(read.seconds for read in shorter)
        slowest = max(shorter, key=lambda read: read.seconds)
        print(f"under {SHORT} bytes: {len(shorter)}, median {middle * 1e3:.0f} ms, "
              f"longest {slowest.seconds * 1e3:.0f} ms (document {slowest.number})")  # fmt: skip
    if not longer:
        return False
    # An error may come at once: the median is that of what was read to the end, the slowest that of all.
    middle = statistics.median(read.seconds / read.size for read in longer)
    slowest = max(every, key=lambda read: read.seconds / read.size)
    ratio = slowest.seconds / slowest.size / middle
    print(f"from {SHORT} bytes on: {len(every)}, median {middle * 1e6:.2f} s/MB, slowest "
          f"{slowest.seconds / slowest.size * 1e6:.2f} s/MB, {ratio:.1f} times that (document {slowest.number}, "
          f"{slowest.size} bytes)")  # fmt: skip
    return ratio >= 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--from", dest="folder", type=Path, help="a folder of more texts to damage")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--packages", type=int, default=1, help="build every Nth batch into a package")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--save", type=Path, default=Path(tempfile.gettempdir()) / "robustness", help="for what fails")
    parser.add_argument("--verifier", type=Path, default=ROOT / "build" / "standalone" / "verify.py")
    given = parser.parse_args()
    if given.packages < 1:
        parser.error("--packages is 1 or more")
    folders = (ROOT / "data" / "raw", *([given.folder] if given.folder else []))
    verifier = given.verifier if given.verifier.is_file() else None
    if verifier is None:
        print(f"{given.verifier} is not there: packages are not verified", file=sys.stderr)
    batches = [range(at, min(at + BATCH, given.documents)) for at in range(0, given.documents, BATCH)]
    run = partial(
        run_batch, seed=given.seed, folders=folders, packages=given.packages, save=given.save, verifier=verifier
    )
    with multiprocessing.get_context("spawn").Pool(given.jobs, _start, maxtasksperchild=20) as pool:
        return report(pool.imap_unordered(run, batches), given.documents)


if __name__ == "__main__":
    sys.exit(main())
