"""The figures that `bench/baselines/README.md` shows are those that the baselines give, for what is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent / "bench" / "baselines"


def test_the_table_shows_what_the_baselines_give() -> None:
    """Where this fails: put the output of `python bench/baselines/run.py --markdown` into the README."""
    command = [sys.executable, str(BENCH / "run.py"), "--markdown"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = done.stdout.splitlines()
    assert any("splitting at blank lines" in row for row in rows) and any("names alone" in row for row in rows)
    shown = (BENCH / "README.md").read_text(encoding="utf-8").splitlines()
    assert [row for row in rows if row not in shown] == []
