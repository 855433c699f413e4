"""The way in: Ctrl-C is exit 130 also while the command is still being imported, and nothing once all is done."""

from __future__ import annotations

import os
import signal


def main() -> int:
    """Run the command with the arguments of the process; the exit status."""
    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # it may be ignored, as below nohup
    if ours:
        signal.signal(signal.SIGINT, _stop)
    from .main import main as run

    if ours:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return run()
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.SIG_IGN)


def _stop(*_: object) -> None:
    os.write(2, b"Stopped.\n")
    os._exit(130)
