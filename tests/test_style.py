"""The code is as ruff and mypy want it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: str, **surroundings: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, env={**os.environ, **surroundings}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_types(tmp_path: Path) -> None:
    """The package stands in the root of the project under another name, by which mypy has to find it."""
    package = tmp_path / "sco_declarations"
    package.mkdir()
    for name in ("build", "cli"):
        (package / name).symlink_to(ROOT / name)
    run("mypy", "-p", "sco_declarations.build", "-p", "sco_declarations.cli", MYPYPATH=str(tmp_path))


def test_rules() -> None:
    run("ruff", "check", ".")


def test_format() -> None:
    run("ruff", "format", "--check", ".")
