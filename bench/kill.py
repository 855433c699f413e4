"""Kills builds at random moments, over a package that is there; what is left must be proven each time.

    python bench/kill.py [--times N] [--signal KILL|INT] [--seed N] [--verifier FILE]

Two folders of texts are built in turn into one package, so that each build has files to replace, add and remove. Half
of the builds are killed at a moment of the whole run, half at one of the time in which files are written and swapped.
After each kill

- the verifier must pass;
- the files, read as the journal says where there is one, must be those of one package or the other, byte for byte;
- after INT (Ctrl-C) the exit status must be 130 with nothing changed on the disk, or everything must be done.

A build that had ended before is not counted. Every tenth is let be: it must leave the new package and nothing else.
Needs Linux or macOS.

Exit status: 0 where all hold; else 1.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from crashes import JOURNAL, as_defined, read_tree  # noqa: E402
from documents import make_text  # noqa: E402
from sco_declarations.build.places import STAGING  # noqa: E402

LET_BE = 10
Tree = dict[str, bytes]


def make_sources(folder: Path, chance: random.Random) -> dict[str, Path]:
    """Two folders: the texts of the project with one more, and all but one of them, changed, with two others."""
    texts = sorted((ROOT / "data" / "raw").glob("*.txt"))
    for name, chosen, more in (("one", texts, 1), ("other", texts[1:], 2)):
        (folder / name).mkdir()
        for path in chosen:
            raw = path.read_bytes()
            (folder / name / path.name).write_bytes(
                raw if name == "one" else raw.replace(b"lake", b"pond") + b"\n\nEnd.\n"
            )
        for number in range(more):
            (folder / name / f"{name}-{number}.txt").write_text(make_text(chance), encoding="utf-8")
    return {name: folder / name for name in ("one", "other")}


def command(source: Path, output: Path) -> list[str]:
    # Ctrl-C is not given on to programs started in the background, unless they ask for it.
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code += "from sco_declarations.cli.main import main; raise SystemExit(main())"
    return [sys.executable, "-c", code, "build", "--source", str(source), "--output", str(output), "--quiet"]


def whole_build(source: Path, output: Path) -> tuple[float, float]:
    """Builds without a disturbance; how long that took, and how long files were written and swapped for."""
    began = time.perf_counter()
    process = subprocess.Popen(command(source, output))
    wait_for_staging(process, output)
    staged = time.perf_counter()
    if process.wait():
        raise SystemExit(f"a build that was let be failed: {process.returncode}")
    ended = time.perf_counter()
    return ended - began, ended - staged


def wait_for_staging(process: subprocess.Popen[bytes], output: Path) -> None:
    """Until the build begins to write new files, or has ended."""
    while process.poll() is None and not (output / STAGING / "new").exists():
        time.sleep(0.0005)


class Trial:
    """One package, built over and over; `errors` are what did not hold."""

    def __init__(self, folder: Path, chance: random.Random, sent: signal.Signals, verifier: Path | None) -> None:
        self.sources = make_sources(folder, chance)
        self.output = folder / "package"
        self.chance, self.sent, self.verifier = chance, sent, verifier
        self.packages: dict[str, Tree] = {}
        for name, source in self.sources.items():
            alone = folder / f"alone-{name}"
            whole_build(source, alone)
            # A package of a folder's texts has the folder's name in it, and nothing of where it is written.
            self.packages[name] = read_tree(alone)
        self.there = "one"
        whole_build(self.sources["one"], self.output)
        self.seconds, self.swapping = whole_build(self.sources["other"], self.output)
        whole_build(self.sources["one"], self.output)
        self.seen: Counter[str] = Counter()
        self.errors: list[str] = []

    def run(self, number: int) -> bool:
        """One build and what must hold after it; whether it was killed before its end."""
        name = "other" if self.there == "one" else "one"
        if number % LET_BE == 0:
            whole_build(self.sources[name], self.output)
            self.there = name
            if not same(read_tree(self.output), self.packages[name]):
                self.errors.append(f"{number}: a whole build left something else than its package")
            return False
        before = read_tree(self.output)
        process = subprocess.Popen(command(self.sources[name], self.output), stderr=subprocess.PIPE)
        if self.chance.random() < 0.5:
            moment = self.chance.uniform(0, self.seconds)
        else:
            wait_for_staging(process, self.output)
            moment = self.chance.uniform(0, self.swapping)
        time.sleep(moment)
        process.send_signal(self.sent)
        said = process.communicate()[1].decode(errors="replace")
        self.check(number, name, process.returncode, before, said)
        return process.returncode != 0

    def check(self, number: int, name: str, status: int, before: Tree, said: str) -> None:
        tree = read_tree(self.output)
        left = as_defined(tree)
        found = next((one for one, package in self.packages.items() if same(left, package)), None)
        if found is None:
            self.errors.append(f"{number}: neither package is there")
        staged = any(path.startswith(f"{STAGING}/") for path in tree)
        self.seen["while the journal was there" if JOURNAL in tree else
                  "while files were staged or cleared" if staged else
                  "after all was done" if status == 0 else "at another moment"] += 1  # fmt: skip
        self.seen[f"exit status {status}"] += 1
        self.seen["the new package is there" if found == name else "the old package is there"] += 1
        if self.sent is signal.SIGINT:
            # Python takes its handler off when all is done and it ends; the system then ends it, with nothing said.
            over = status == -signal.SIGINT and not said
            right = (status == 130 and clean(tree) == clean(before)) or ((status == 0 or over) and found == name)
            if not right:
                self.errors.append(f"{number}: exit status {status}: {said[-300:]}")
        if self.verifier:
            verify = [sys.executable, str(self.verifier), str(self.output)]
            done = subprocess.run(verify, capture_output=True, text=True, check=False)
            self.seen["the verifier passes"] += done.returncode == 0
            if done.returncode:
                self.errors.append(f"{number}: the verifier fails: {done.stdout[-600:]}{done.stderr[-300:]}")
        self.there = found or self.there


def same(tree: Tree, package: Tree) -> bool:
    """Whether a folder holds this package and nothing else, but for texts of the other, which no build removes."""
    return {path: raw for path, raw in tree.items() if path in package or not path.startswith("data/raw/")} == package


def clean(tree: Tree) -> Tree:
    return {path: content for path, content in tree.items() if not path.startswith(f"{STAGING}/")}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--signal", choices=("KILL", "INT"), default="KILL")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verifier", type=Path, default=ROOT / "build" / "standalone" / "verify.py")
    given = parser.parse_args()
    verifier = given.verifier if given.verifier.is_file() else None
    if verifier is None:
        print(f"{given.verifier} is not there: bytes are compared, but not verified", file=sys.stderr)
    folder = Path(tempfile.mkdtemp(prefix="kill-"))
    trial = Trial(folder, random.Random(given.seed), signal.Signals[f"SIG{given.signal}"], verifier)
    kills = number = 0
    while kills < given.times:
        number += 1
        kills += trial.run(number)
        if sys.stderr.isatty() or number % 20 == 0:
            print(f"{number} builds, {kills} killed, {len(trial.errors)} wrong", file=sys.stderr)
    whole_build(trial.sources["one"], trial.output)
    if not same(read_tree(trial.output), trial.packages["one"]):
        trial.errors.append("the last build left something else than its package")
    print(f"{kills} times SIG{given.signal} in {number + 1} builds of about {trial.seconds:.1f} s, of which "
          f"{trial.swapping:.2f} s for writing and swapping")  # fmt: skip
    for what, times in sorted(trial.seen.items()):
        print(f"{times:6} {what}")
    for error in trial.errors:
        print(f"WRONG {error}")
    if trial.errors:
        print(f"The package is kept in {folder}")
    else:
        shutil.rmtree(folder)
    return int(bool(trial.errors))


if __name__ == "__main__":
    sys.exit(main())
