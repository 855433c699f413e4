"""Fuzzes decoding, segmentation and sidecars for a time; what breaks is saved, to become a regression test.

    python bench/fuzz.py {decoding,segmentation,sidecars} [--seconds N] [--seed N] [--plain] [--corpus FOLDER]

With atheris (`pip install -e '.[fuzz]'`, Linux) the fuzzer is guided by which code its inputs reach, and keeps those
that reach more in the folder of --corpus. Without it, or with --plain, the same targets get inputs that
tests/documents.py makes and damages, by a seed.

A target ends well with rows that keep every rule, or with a coded error. Anything else is a finding: a traceback,
tables that break a rule, a run of more than 20 s. Its input is written to the folder it is run in, as crash-*.

Exit status: 0 where nothing was found.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

try:
    import atheris
except ImportError:
    atheris = None

SLOW = 20
#: Sidecars to damage.
SIDECARS = (
    "document_id: lakes-1999\nlanguage: en\ntitle:\n  value: Lakes\n  evidence: The letter.\n",
    "source_file: lakes.txt\nencoding: cp1251\ndate:\n  value: 1999-03\n  evidence: >\n    Two\n    lines.\n",
    "mentions:\n  - passage: I.2\n    text: the Charter\n    instrument: un-charter\n    evidence: So.\n",
    "a: &a [x, x]\nb: &b [*a, *a]\nissuer: *b\n", "language: NO\nplace: {value: ~, evidence: 12}\n",
    "? [1]\n: {2: 3}\n---\n",
    "title: !!python/object/apply:os.getcwd []\n", "title: 'x\n", "document_id: 2003-02-30\ntitle: 0x1F\ntitle: yes\n",
)  # fmt: skip
PIECES = (
    "document_id: ", "title:\n", "  value: ", "  evidence: ", "mentions:\n", "- ", "&a ", "*a", "!!binary ", "{", "]",
    "|\n", "'", '"', "\t", "#", "---\n", "...\n", "? ", ": ", "<<: *a\n", "2003-02-30", "NO", "~", "\u2028", "\ufeff",
    "\x85", "%YAML 9\n",
)  # fmt: skip


class Broken(Exception):
    """What a target may not end with."""


def imported() -> None:
    """Import what is fuzzed, so that atheris can see which of its code is reached."""
    from sco_declarations.build import (  # noqa: F401
        checks,
        corpus,
        dates,
        document,
        encodings,
        facts,
        labels,
        languages,
        layout,
        reading,
        sidecars,
        source,
        yamlfile,
    )


@cache
def layers() -> object:
    from sco_declarations.build.inputs import read_authorities
    from sco_declarations.build.layers import Layers

    return Layers(read_authorities(ROOT / "data" / "curated"))


def decoding(raw: bytes) -> None:
    """The first byte chooses what a sidecar says of the encoding."""
    from sco_declarations.build.source import decode

    stated = (None, None, "utf-8", "cp1252", "utf-16", "utf-8-sig", "gb18030", "utf-7")[raw[0] % 8] if raw else None
    text, encoding, origin = decode(raw[1:], "lakes.txt", stated)
    if "\ufffd" in text and "\ufffd" not in raw[1:].decode(encoding):
        raise Broken("a replacement character was put in")
    back = text.encode(encoding) if encoding != "utf-7" else b""
    if origin != "sidecar" and encoding not in ("utf-8-sig", "utf-16", "utf-32") and back != raw[1:]:
        raise Broken(f"the text read as {encoding} is not that of the bytes")


def segmentation(raw: bytes) -> None:
    """A text as UTF-8; what is none is left out."""
    from sco_declarations.build.checks import check_tables
    from sco_declarations.build.corpus import assemble
    from sco_declarations.build.document import read_document
    from sco_declarations.build.model import Source
    from sco_declarations.build.sidecars import Sidecar

    text = raw.decode(errors="ignore").replace("\0", "")
    if not text.strip():
        return
    raw = text.encode()
    source = Source("lakes", "data/raw/lakes.txt", raw, text, "utf-8", "utf-8", hashlib.sha256(raw).hexdigest())
    tables = assemble([read_document(source, Sidecar(language="en"), layers())], layers().authorities)  # type: ignore[arg-type,attr-defined]
    faults = check_tables(tables, [source])
    if faults:
        raise Broken(f"the tables break a rule: {faults[0]}")


def sidecars(raw: bytes) -> None:
    from sco_declarations.build.sidecars import read_sidecar

    read_sidecar(raw.decode(errors="replace"), "lakes.yaml")


def tried(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The target, ended well by a coded error, and broken by a run that takes too long."""
    from sco_declarations.build.faults import FaultsFound

    def run(raw: bytes) -> None:
        began = time.process_time()
        try:
            target(raw)
        except FaultsFound as found:
            if not found.faults:
                raise Broken("an error without a fault") from found
        if time.process_time() - began > SLOW:
            raise Broken(f"it took {time.process_time() - began:.0f} s")

    return run


TARGETS = {"decoding": decoding, "segmentation": segmentation, "sidecars": sidecars}


def made(name: str, chance: Random) -> bytes:
    """An input for a target, without a guide."""
    from documents import make_document, make_text, mutate

    if name == "decoding":
        raw = make_document(chance, 2)
        return bytes([chance.randint(0, 255)]) + (mutate(raw, chance) if chance.randint(0, 2) else raw)
    if name == "segmentation":
        raw = make_text(chance, 2).encode(errors="ignore")
        return mutate(raw, chance) if chance.randint(0, 1) else raw
    said = chance.choice(SIDECARS)
    for _ in range(chance.randint(0, 6)):
        at = chance.randint(0, len(said))
        said = said[:at] + chance.choice(PIECES) + said[at + chance.randint(0, 3) :]
    return mutate(said.encode(), chance) if chance.randint(0, 1) else said.encode()


def run_plain(name: str, seconds: float, seed: int) -> int:
    """Tries inputs for so long; the number of those that break the target, each kind counted once."""
    run = tried(TARGETS[name])
    ends = time.monotonic() + seconds
    number, found = 0, set[str]()
    while time.monotonic() < ends:
        raw = made(name, Random(f"{name}:{seed}:{number}"))
        number += 1
        try:
            run(raw)
        except Exception as error:
            kind = f"{type(error).__name__}: {error}"[:80]
            if kind not in found:
                found.add(kind)
                file = Path(f"crash-{name}-{hashlib.sha256(raw).hexdigest()[:12]}")
                file.write_bytes(raw)
                print(f"{file}: {type(error).__name__}: {error}")
    print(f"{name}: {number} inputs in {seconds:.0f} s, {len(found)} kinds of findings")
    return len(found)


def run_guided(name: str, seconds: float, seed: int, corpus: Path) -> None:
    """Hands over to atheris, which ends the process: with status 0 where nothing is found."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number in range(100):
        raw = made(name, Random(f"{name}:{seed}:{number}"))
        (corpus / hashlib.sha256(raw).hexdigest()[:16]).write_bytes(raw)
    with atheris.instrument_imports(include=["sco_declarations"]):
        imported()
    layers()
    options = [f"-max_total_time={int(seconds)}", f"-seed={seed}", f"-timeout={SLOW}"]
    options += ["-max_len=8192", "-rss_limit_mb=4096", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], tried(TARGETS[name]))
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="without atheris")
    parser.add_argument("--corpus", type=Path, help="the folder of inputs that atheris begins with and adds to")
    given = parser.parse_args()
    if atheris is None or given.plain:
        return int(run_plain(given.target, given.seconds, given.seed) > 0)
    corpus = given.corpus or Path(tempfile.mkdtemp(prefix="fuzz-"))
    run_guided(given.target, given.seconds, given.seed, corpus)
    return 0


if __name__ == "__main__":
    sys.exit(main())
