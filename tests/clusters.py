"""A real cluster of dask.distributed on loopback, for tests."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WORKERS = 2


class Running:
    """A cluster of processes; `workers` are those of its workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        told = folder / "scheduler.json"
        quiet = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")
        # Where the tests are killed, the processes end all the same.
        arguments = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", told, "--idle-timeout", "120s", *quiet)
        self.scheduler = self._start("dask_scheduler", *arguments)
        more = "--nthreads 1 --no-nanny --memory-limit 0 --death-timeout 60s".split()
        more += ["--local-directory", str(folder / "local")]
        arguments = ("--scheduler-file", told, "--host", "127.0.0.1", *more, *quiet)
        self.workers = [self._start("dask_worker", *arguments, "--name", str(n)) for n in range(WORKERS)]
        wait_until(told.exists)
        wait_until(lambda: told.read_text().strip().endswith("}"))
        self.address: str = json.loads(told.read_text())["address"]

    def _start(self, program: str, *arguments: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", *map(str, arguments)]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)

    @contextmanager
    def client(self) -> Iterator[Any]:
        from distributed import Client

        with Client(self.address, timeout=30, set_as_default=False) as client:
            yield client

    @staticmethod
    def address_of(client: Any, number: int) -> str:
        """The address of a worker."""
        (found,) = (
            address
            for address, one in client.scheduler_info(n_workers=-1)["workers"].items()
            if str(one["name"]) == str(number)
        )
        return str(found)

    def stop(self) -> None:
        processes = [self.scheduler, *self.workers]
        for process in processes:
            process.kill()
        for process in processes:
            process.wait()


def wait_until(is_so: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
