"""Ctrl-C before the command has been imported, and after its work is done."""

from __future__ import annotations

import subprocess
import sys

import pytest

#: Interrupts the process when a module is looked for.
FINDER = """
import os, signal, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
sys.argv = ["sco", "--version"]
from sco_declarations.cli.entry import main
"""


@pytest.mark.parametrize(
    ("module", "end", "status", "message"),
    [
        ("sco_declarations.cli.main", "sys.exit(main())", 130, "Stopped.\n"),
        ("sco_declarations.cli.build", "sys.exit(main())", 130, "Stopped.\n"),
        ("none", "status = main(); os.kill(os.getpid(), signal.SIGINT); sys.exit(status)", 0, ""),
        ("none", "sys.exit(main())", 0, ""),
    ],
)
def test_ctrl_c_before_and_after_the_work(module: str, end: str, status: int, message: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FINDER.format(module=module) + end], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (status, message)


def test_an_ignored_ctrl_c_stays_ignored() -> None:
    code = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)" + FINDER.format(
        module="sco_declarations.cli.main"
    )
    run = subprocess.run([sys.executable, "-c", code + "sys.exit(main())"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
