"""Builds of corpora of growing size: time, MB/s, and the memory of all processes at its peak.

    python bench/scale.py [--documents 1000 10000 100000] [--workers 1 2] [--chars N] [--changed]

Makes so many documents of about 10 kB (`corpus.py`; the same bytes each time) in DIR, runs `sco build` on them, and
prints a line for each run. Memory is that of the command and all processes below it together, each page that several
share counted once among them (proportional set size, Linux), looked at four times a second. Inputs and packages are
removed afterwards unless `--keep`. A second build with a cache in which ten documents changed is run with `--changed`.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from corpus import make_corpus, read_texts

ROOT = Path(__file__).resolve().parent.parent
#: Characters of a document, about.
CHARS = 9_500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder if absent")
    parser.add_argument("--chars", type=int, default=CHARS, help="characters of a document, about")
    parser.add_argument("--keep", action="store_true", help="leave texts and packages there")
    parser.add_argument("--changed", action="store_true", help="also build again after ten documents changed")
    arguments = parser.parse_args()
    folder = arguments.folder or Path(tempfile.mkdtemp())
    print("| documents | MB | processes | seconds | MB/s | peak MB, all | peak MB, largest |", flush=True)
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
    for count in arguments.documents:
        texts = folder / f"texts-{count}"
        size = write(texts, count, arguments.chars)
        for processes in arguments.workers:
            output, cache = folder / f"package-{count}-{processes}", folder / f"cache-{count}-{processes}"
            options = ["--workers", str(processes), *(["--cache", str(cache)] if arguments.changed else [])]
            line(count, size, processes, run(texts, output, options))
            if arguments.changed:
                for path in sorted(texts.iterdir())[:: max(1, count // 10)][:10]:
                    path.write_bytes(path.read_bytes() + b"\n\nThey met again.\n")
                line(count, size, f"{processes}, ten changed", run(texts, output, options))
            if not arguments.keep:
                shutil.rmtree(output)
                shutil.rmtree(cache, ignore_errors=True)
        if not arguments.keep:
            shutil.rmtree(texts)


def line(count: int, size: int, processes: object, done: tuple[float, int, int]) -> None:
    """Print what a run took."""
    seconds, whole, largest = done
    rate = size / 1e6 / seconds
    print(
        f"| {count:,} | {size / 1e6:,.0f} | {processes} | {seconds:,.1f} | {rate:.2f} | {whole / 1e3:,.0f}"
        f" | {largest / 1e3:,.0f} |",
        flush=True,
    )


def write(folder: Path, count: int, chars: int) -> int:
    """Write so many documents of about so many characters; gives their bytes together."""
    if folder.exists():
        return sum(path.stat().st_size for path in folder.iterdir())
    folder.mkdir(parents=True)
    size = 0
    for number, text in zip(
        range(count), make_corpus(read_texts(ROOT / "data/raw"), 10**15, chars=chars), strict=False
    ):
        raw = text.encode()
        (folder / f"made-{number:07}.txt").write_bytes(raw)
        size += len(raw)
    return size


def run(texts: Path, output: Path, options: list[str]) -> tuple[float, int, int]:
    """Build; gives seconds, and the peak memory in kB of all processes together and of the largest of them."""
    command = [Path(sys.executable).with_name("sco"), "build", "-s", texts, "-o", output, "--quiet", *options]
    began = time.monotonic()
    process = subprocess.Popen([str(part) for part in command])
    whole = largest = 0
    while process.poll() is None:
        sizes = [proportional(pid) for pid in family(process.pid)]
        whole, largest = max(whole, sum(sizes)), max(largest, *sizes, 0)
        time.sleep(0.25)
    if process.returncode:
        raise SystemExit(process.returncode)
    return time.monotonic() - began, whole, largest


def family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from family(int(child))
    except OSError:
        return


def proportional(pid: int) -> int:
    """The proportional set size of a process in kB; 0 where it is gone."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(row.split()[1]) for row in text.splitlines() if row.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
