"""Who does the work: this process, several of this machine, or a cluster that is there already.

Tasks are calls of plain functions with plain values. Results come in any order; what is made of them must not depend
on it.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Protocol, TypeVar

from .faults import Fault, FaultsFound

if TYPE_CHECKING:
    from .cluster import Cluster

T = TypeVar("T")
R = TypeVar("R")

#: Tasks that wait for each process, so that none is ever idle and few results wait in memory.
AHEAD = 2
#: How often a pool of processes is begun anew, after one of them was killed.
RESTARTS = 3


class Workers(Protocol):
    """Does tasks; `count` of them at a time."""

    @property
    def count(self) -> int: ...

    def each(self, do: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The result of each task, in any order. Tasks are taken as they are needed."""

    def rest(self) -> None:
        """Give back what is held for tasks like the last ones: those to come are others, or there are none."""


class ThisProcess:
    """One task after the other, here."""

    count = 1

    def each(self, do: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        return map(do, tasks)

    def rest(self) -> None:
        """What this process holds it goes on with."""


class Processes:
    """Several processes of this machine. One that is killed is replaced, and its task done again."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: Executor | None = None

    def each(self, do: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        source = iter(tasks)
        waiting: deque[T] = deque()  # what a process that was killed had to do
        running: dict[Future[R], T] = {}
        restarts = 0
        while True:
            try:
                self._pool = self._pool or _pool(self.count)
                while len(running) < self.count * AHEAD:
                    waiting.extend(islice(source, not waiting))
                    if not waiting:
                        break
                    running[self._pool.submit(do, waiting[0])] = waiting[0]
                    waiting.popleft()
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    result = future.result()
                    del running[future]
                    yield result
            except BrokenProcessPool:
                restarts += 1
                if restarts > RESTARTS:
                    problem = "Processes end before their work is done."
                    remedy = "See whether memory runs out, and give fewer of them: --workers 1."
                    raise FaultsFound([Fault("workers", "", "workers", problem, remedy)]) from None
                waiting.extend(running.values())
                running = {}
                self.close()

    def rest(self) -> None:
        """End the processes, which know much of what they did; new ones do what is still to come."""
        self.close()

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        pool, self._pool = self._pool, None
        if pool is not None:
            for process in list(getattr(pool, "_processes", None) or {}):
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(process, signal.SIGTERM)
            pool.shutdown(wait=True, cancel_futures=True)


def _pool(count: int) -> ProcessPoolExecutor:
    # Processes that start from nothing: what this one has loaded or has threads for does not matter.
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """In a new process: Ctrl-C is for the one that gave the work, and when that is gone there is nothing to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def workers(count: int, cluster: str | None = None) -> Iterator[Workers]:
    """So many processes, or a cluster; ended at the end."""
    if cluster is None and count == 1:
        yield ThisProcess()
        return
    chosen: Cluster | Processes = Processes(count) if cluster is None else _cluster(cluster)
    try:
        yield chosen
    finally:
        chosen.close()


def _cluster(address: str) -> Cluster:
    from .cluster import Cluster

    return Cluster(address)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
