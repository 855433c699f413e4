"""A cluster of dask.distributed that is there already, as the workers of a build.

The scheduler hands on tasks as bytes that it does not look into: it needs neither our code nor our libraries. A worker
does a task only where its code and libraries are those of the process that gave it. Results are manifests: what is
read and written stays in files that all of them reach.
"""

from __future__ import annotations

import logging
import os
import pickle
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar
from uuid import uuid4

from .batches import Packed, release
from .entries import Folders
from .faults import Fault, FaultsFound, quote
from .files import Files

T = TypeVar("T")
R = TypeVar("R")

#: Tasks given to each thread of the cluster, so that none is ever idle and few tasks and results wait.
AHEAD = 2
#: Seconds until a scheduler that does not answer is given up, and until a cluster without any worker is.
ANSWER, PATIENCE = 5, 60
#: An address of a scheduler: protocol, host, port.
_ADDRESS = re.compile(r"(tcp|tls|ws|wss)://[^\s:]\S*:\d{1,5}")
#: Faults of a text that only the worker may have.
_UNREAD = ("input-missing", "input-unreadable")


class Cluster:
    """Does tasks on the cluster at an address. What a worker that is lost had to do is done again by another."""

    def __init__(self, address: str) -> None:
        self.address = address
        if not _ADDRESS.fullmatch(address):
            raise self._fault(f"{quote(address)} is no address of a cluster.", "Write it as in tcp://10.0.0.1:8786.")
        try:
            from distributed import Client
            from distributed.security import Security
        except ImportError:
            problem = "A cluster needs the library dask.distributed, which is not installed."
            raise self._fault(problem, "Install it: pip install 'sco-declarations[cluster]'.") from None
        encrypted = address.startswith(("tls:", "wss:"))
        if encrypted and not Security().get_connection_args("client").get("ssl_context"):
            problem = "The address asks for TLS, for which dask has no certificates here."
            raise self._fault(problem, "Name them in the configuration of dask, below distributed.comm.tls.")
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told as a fault
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of releases that differ: workers compare those that matter
                self._client: Any = Client(address, timeout=ANSWER, set_as_default=False)
        except (OSError, ValueError, RuntimeError) as error:
            problem = f"No cluster answers at this address: {_said(error)}."
            raise self._fault(problem, "Check the address, and that its scheduler runs.") from None

    @property
    def count(self) -> int:
        """How many threads its workers have, and at least 1: workers may still come."""
        return max(1, self._threads())

    def _threads(self) -> int:
        try:
            threads: dict[str, int] = self._client.nthreads()
        except (OSError, ValueError, RuntimeError, CancelledError) as error:
            raise self._lost(error) from None
        return sum(threads.values())

    def each(self, do: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        source = iter(tasks)
        done: SimpleQueue[Any] = SimpleQueue()
        running: dict[str, Any] = {}  # a future that nobody holds is forgotten by the scheduler
        finished = limit = until = 0
        while True:
            if finished >= until:  # workers come and go
                limit = self.count * AHEAD
                until = finished + limit
            for task in islice(source, max(0, limit - len(running))):
                future = self._submit(do, task)
                running[future.key] = future
                future.add_done_callback(done.put)
            if not running:
                return
            future = self._next(done)
            result = self._result(future)
            running.pop(future.key).release()
            finished += 1
            yield result

    def _submit(self, do: Callable[[T], R], task: T) -> Any:
        name = getattr(getattr(do, "func", do), "__name__", "task")
        try:
            return self._client.submit(pickle.loads, packed(do, task), key=f"{name}-{uuid4().hex}", pure=False)
        except (OSError, RuntimeError, CancelledError) as error:
            raise self._lost(error) from None

    def _next(self, done: SimpleQueue[Any]) -> Any:
        """The next future that is done. Raises FaultsFound where there has been no worker for long."""
        while True:
            try:
                return done.get(timeout=PATIENCE)
            except Empty:
                if not self._threads():
                    problem = f"The cluster has had no worker for {PATIENCE} seconds."
                    raise self._fault(problem, "Start workers, and build again with --resume.") from None

    def _result(self, future: Any) -> Any:
        from distributed import KilledWorker

        try:
            return future.result()
        except FaultsFound as found:
            raise FaultsFound(
                Fault(self.address, "", fault.code, fault.problem, fault.remedy) if not fault.file else fault
                for fault in found.faults
            ) from None
        except KilledWorker as error:
            problem = f"Workers of the cluster end over the same task: {_said(error)}."
            raise self._fault(problem, "See whether their memory runs out, and give them more.") from None
        except ModuleNotFoundError as error:
            problem = f"A worker of the cluster cannot do its work: {_said(error)}."
            raise self._fault(problem, "Install the same release of sco-declarations for all workers.") from None
        except CancelledError as error:
            raise self._lost(error) from None

    def _lost(self, error: BaseException) -> FaultsFound:
        problem = f"The scheduler of the cluster no longer answers: {_said(error)}."
        return self._fault(problem, "Start it again, and build again with --resume.")

    def _fault(self, problem: str, remedy: str) -> FaultsFound:
        return FaultsFound([Fault(self.address, "", "workers", problem, remedy)])

    def rest(self) -> None:
        """The workers belong to the cluster."""

    def close(self) -> None:
        """Leave the cluster; tasks that nobody waits for any more are dropped there."""
        self._client.close()


def _said(error: BaseException) -> str:
    """What an error says, on one line and without the stop at its end."""
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__


# -- a task, on its way and where it is done


class _Call:
    """A call that is done where it is unpickled."""

    def __init__(self, *arguments: Any) -> None:
        self._arguments = arguments

    def __reduce__(self) -> tuple[Any, ...]:
        return done_by_worker, self._arguments


def packed(do: Callable[[T], R], task: T) -> bytes:
    """A task as bytes; `pickle.loads` of them does it, and gives its result.

    A scheduler that passes on a call of `pickle.loads` need not know our code, and a worker that does not have it
    says so. What the task consists of is in bytes of its own, so that releases are compared before it is read.
    """
    return pickle.dumps(_Call(release(), pickle.dumps((do, task))))


def done_by_worker(wanted: str, call: bytes) -> Any:
    """The result of a task, done in this process. Raises FaultsFound where it has other code than the one that gave it,
    and where files cannot be reached."""
    if release() != wanted:
        problem = "A worker of the cluster has another release of sco-declarations, Python or a library than this one."
        remedy = "Install the same releases for all workers, and start them again."
        raise FaultsFound([Fault("", "", "workers", problem, remedy)])
    do, task = pickle.loads(call)
    try:
        return do(task)
    except OSError as error:
        problem = f"A worker of the cluster cannot read or write its files: {_said(error)}."
        remedy = "See that all workers reach the texts and the place of --work, and may write there."
        raise FaultsFound([Fault("", "", "workers", problem, remedy)]) from None


# -- whether workers see what the build sees


def check_reach(packed: Packed, packs: str | None, at: Folders, address: str) -> None:
    """Raise FaultsFound where a worker lacks a file that is here, or wrote a pack that is not.

    Else a text would be left out for want of a folder on one machine.
    """
    problem = ""
    for outcome in packed.outcomes:
        here = {str(path): path for path in (at.texts / outcome.name, at.sidecars / f"{Path(outcome.name).stem}.yaml")}
        for fault in outcome.faults:
            if fault.code in _UNREAD and fault.file in here and os.access(here[fault.file], os.R_OK):
                problem = f"A worker of the cluster cannot read {quote(fault.file, 200)}, which is there."
    if not problem and packs is not None and any(outcome.sizes for outcome in packed.outcomes):
        try:
            Files(packs).read(packed.name, 0, 1)
        except OSError:
            problem = f"What a worker of the cluster wrote in {quote(packs, 200)} is not there."
    if problem:
        remedy = "All workers must reach the texts at the same path, and the place of --work."
        raise FaultsFound([Fault(address, "", "workers", problem, remedy)])
