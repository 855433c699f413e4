"""Holds up: each task is done once, by whoever does it, and one whose process is killed is done again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sco_declarations.build.faults import Fault, FaultsFound
from sco_declarations.build.workers import AHEAD, Processes, ThisProcess, workers


def double(number: int) -> tuple[int, int]:
    return 2 * number, os.getpid()


def killed_once(folder: Path, number: int) -> int:
    """Gives the number; the process that is first to be given 3 is killed over it."""
    mark = folder / "killed"
    if number == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def always_killed(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def failing(number: int) -> int:
    raise FaultsFound([Fault("a.txt", "line 2", "value", "Wrong.")])


def test_this_process_does_one_task_after_the_other() -> None:
    assert [result for result, _ in ThisProcess().each(double, range(4))] == [0, 2, 4, 6]


def test_processes_do_every_task_once_and_take_no_more_than_they_need() -> None:
    taken = []

    def tasks() -> Iterator[int]:
        for number in range(30):
            taken.append(number)
            yield number

    with workers(2) as crew:
        results = []
        for done, (result, process) in enumerate(crew.each(double, tasks()), 1):
            results.append(result)
            assert process != os.getpid() and len(taken) <= done + 2 * AHEAD + 2
    assert sorted(results) == [2 * number for number in range(30)]


def test_a_task_whose_process_is_killed_is_done_again(tmp_path: Path) -> None:
    with workers(2) as crew:
        assert sorted(crew.each(partial(killed_once, tmp_path), range(10))) == list(range(10))
    assert (tmp_path / "killed").exists()


def test_processes_that_always_end_are_a_fault() -> None:
    with workers(2) as crew, pytest.raises(FaultsFound) as raised:
        list(crew.each(always_killed, range(3)))
    assert raised.value.faults[0].code == "workers" and "--workers 1" in raised.value.faults[0].remedy


def test_what_a_task_raises_is_raised() -> None:
    with workers(2) as crew, pytest.raises(FaultsFound) as raised:
        list(crew.each(failing, range(3)))
    assert raised.value.faults == (Fault("a.txt", "line 2", "value", "Wrong."),)


def test_processes_end_with_the_work() -> None:
    crew = Processes(2)
    processes = {process for _, process in crew.each(double, range(8))}
    crew.close()
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="the system does not show its processes in /proc")
def test_processes_end_where_the_one_that_gave_the_work_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, time, signal\n"
        "from sco_declarations.build.workers import Processes\n"
        "if __name__ == '__main__':\n"
        "    crew = Processes(2)\n"
        "    print(*{process for _, process in crew.each(pid_of, range(4))}, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    script = tmp_path / "script.py"
    script.write_text("import os\ndef pid_of(number):\n    return number, os.getpid()\n" + code)
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    processes = [int(process) for process in done.stdout.split()]
    assert processes
    until = time.monotonic() + 10
    while any(Path(f"/proc/{process}").exists() for process in processes):
        assert time.monotonic() < until, "they go on without anyone to work for"
        time.sleep(0.05)


@pytest.mark.parametrize("address", ["localhost", "tcp://", "tcp://host", "tcp://:8786", "http://host:80", "a b"])
def test_what_is_no_address_is_a_fault(address: str) -> None:
    with pytest.raises(FaultsFound) as raised, workers(1, address):
        pass
    assert raised.value.faults[0].code == "workers"
