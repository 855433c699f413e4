"""Holds up: a cluster gives the bytes that one process gives, whoever of it is killed, and says what it cannot do.

The cluster is real: a scheduler and two workers, each a process, on loopback. They are started once, for one test
with many steps: each of them takes seconds to start.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from clusters import WORKERS, Running, wait_until
from largely import build, contents, few_documents, few_rows, write_texts
from sco_declarations.build import batches, cluster, parts, pipeline, workers
from sco_declarations.build.batches import BATCH_DOCUMENTS, Outcome, Packed, Work, fingerprint, read_batch, release
from sco_declarations.build.builder import place_of
from sco_declarations.build.cluster import Cluster, check_reach, done_by_worker, packed
from sco_declarations.build.entries import Entry, Folders
from sco_declarations.build.faults import Fault, FaultsFound
from sco_declarations.build.files import Files
from sco_declarations.build.inputs import survey
from sco_declarations.build.model import Metadata, Options
from sco_declarations.build.packs import PACKED
from sco_declarations.build.parts import Part, PartTask, Where
from sco_declarations.build.workers import ThisProcess
from sco_declarations.cli import main as cli


@pytest.fixture(autouse=True)
def no_other_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


# -- a real cluster


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    pytest.importorskip("distributed", reason="the optional group cluster is not installed")
    running = Running(tmp_path_factory.mktemp("cluster"))
    import cloudpickle

    cloudpickle.register_pickle_by_value(sys.modules[__name__])  # which the cluster cannot import
    try:
        yield running
    finally:
        cloudpickle.unregister_pickle_by_value(sys.modules[__name__])
        running.stop()
    port = int(running.address.rpartition(":")[2])
    with pytest.raises(OSError), socket.create_connection(("127.0.0.1", port), 1):
        pass


# -- the same bytes


def same_bytes(running: Running, texts: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    """A package from a cluster whose workers run in other folders, by paths relative to this one."""
    report = build(Path(os.path.relpath(texts)), Path("small"), cluster=running.address)
    assert report.read == 24 and contents(tmp_path / "small") == wanted


def same_bytes_by_fsspec(running: Running, texts: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    """A large package whose packs, plan and parts lie at an address; a worker is killed over its batches."""
    place = (tmp_path / "place").as_uri()
    used: list[set[str]] = []
    victim = running.workers[0]

    def kill(doing: str, done: int, of: int) -> None:
        used.append({path.parent.name for path in (tmp_path / "place").rglob("*") if path.is_file()})
        if victim.poll() is None:
            victim.send_signal(signal.SIGSTOP)  # so that it is killed with something to do
            with running.client() as client:
                if client.processing()[running.address_of(client, 0)]:
                    victim.kill()
                    victim.wait()
                else:
                    victim.send_signal(signal.SIGCONT)

    options = workers_at(running, work=place)
    report = pipeline.build(texts, tmp_path / "large", kill, options)
    assert victim.returncode == -signal.SIGKILL
    assert report.documents == report.read == 24 and contents(tmp_path / "large") == wanted
    assert {"packs", "plan", "identifiers", "segments"} <= set().union(*used)
    assert not [path for path in (tmp_path / "place").rglob("*") if path.is_file()]


def workers_at(running: Running, **more: Any) -> Options:
    return Options(cluster=running.address, **more)


# -- what workers refuse


def workers_refuse_another_release(running: Running, texts: Path, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "release", lambda: "0" * 64)
        with pytest.raises(FaultsFound) as raised:
            build(texts, tmp_path / "other", cluster=running.address)
    (fault,) = raised.value.faults
    assert (fault.code, fault.file) == ("workers", running.address) and "release" in fault.problem
    assert not (tmp_path / "other" / "datapackage.json").exists()


def workers_refuse_other_authority_files(running: Running, texts: Path, tmp_path: Path) -> None:
    found = survey(texts)
    work = Work(texts, found.at, "0" * 64, str(tmp_path / "packs"))
    crew = Cluster(running.address)
    try:
        with pytest.raises(FaultsFound) as raised:
            list(crew.each(partial(read_batch, work), [tuple(found.entries[:2])]))
    finally:
        crew.close()
    assert [(fault.code, fault.file) for fault in raised.value.faults] == [("workers", str(found.at.curated))]


def a_place_that_is_not_shared_is_a_fault(running: Running, texts: Path, tmp_path: Path) -> None:
    with pytest.raises(FaultsFound) as raised:
        build(texts, tmp_path / "apart", cluster=running.address, work="memory://place")
    assert [(fault.code, fault.file) for fault in raised.value.faults] == [("workers", running.address)]
    assert "memory://place" in raised.value.faults[0].problem


def a_worker_without_our_code_is_a_fault(running: Running) -> None:
    crew = Cluster(running.address)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cluster, "packed", lambda do, task: b"csco_nowhere\nf\n.")  # names a module that is not there
            with pytest.raises(FaultsFound) as raised:
                list(crew.each(len, [()]))
    finally:
        crew.close()
    assert [fault.code for fault in raised.value.faults] == ["workers"] and "sco_nowhere" in str(raised.value)


def at_most_so_many_tasks_are_under_way(running: Running) -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(60):
            taken.append(number)
            yield number

    crew, results = Cluster(running.address), []
    try:
        for done, result in enumerate(crew.each(abs, tasks()), 1):
            results.append(result)
            assert len(taken) <= done + crew.count * cluster.AHEAD
    finally:
        crew.close()
    assert sorted(results) == list(range(60))


# -- the end of it


def ctrl_c_leaves_the_cluster(running: Running, texts: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Workers are kept busy with something else, so that the build waits for them."""
    go_on = tmp_path / "go-on"
    wait = f"import pathlib, time\nwhile not pathlib.Path({str(go_on)!r}).exists(): time.sleep(0.02)"
    arguments = ["build", "-s", str(texts), "-o", str(tmp_path / "stopped"), "--cluster", running.address]
    main = threading.get_ident()

    ended = threading.Event()

    def stop() -> None:
        wait_until(lambda: client.run_on_scheduler(known)[1])
        signal.pthread_kill(main, signal.SIGINT)
        if not ended.wait(20):
            go_on.touch()  # the build then ends, and with another exit status

    with running.client() as client:
        busy = [client.submit(exec, wait, pure=False) for _ in range(2 * WORKERS)]
        alone = client.run_on_scheduler(known)
        assert alone[1] == 0
        stopping = threading.Thread(target=stop)
        handler = signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where tests run side by side
        try:
            stopping.start()
            assert cli.main(arguments) == 130
        finally:
            ended.set()
            stopping.join()
            signal.signal(signal.SIGINT, handler)
        wait_until(lambda: client.run_on_scheduler(known) == alone, 20)
        go_on.touch()
        del busy
    assert capfd.readouterr().err == "Stopped.\n"
    assert not (tmp_path / "stopped" / "datapackage.json").exists()


def known(dask_scheduler: Any = None) -> tuple[int, int]:
    """In the scheduler: how many clients it has, and how many batches are to be read."""
    return len(dask_scheduler.clients), sum(str(key).startswith("read_batch") for key in dask_scheduler.tasks)


def a_cluster_without_workers_is_a_fault(running: Running, texts: Path, tmp_path: Path) -> None:
    for process in running.workers:
        process.kill()
    with pytest.MonkeyPatch.context() as patch, pytest.raises(FaultsFound) as raised:
        patch.setattr(cluster, "PATIENCE", 1)
        build(texts, tmp_path / "idle", cluster=running.address)
    assert [(fault.code, fault.file) for fault in raised.value.faults] == [("workers", running.address)]
    assert "no worker" in raised.value.faults[0].problem


def a_scheduler_that_ends_is_a_fault(
    running: Running, texts: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The build waits for workers when it ends."""
    with running.client() as client:

        def end() -> None:
            wait_until(lambda: client.run_on_scheduler(known)[1])
            running.scheduler.kill()

        ending = threading.Thread(target=end)
        ending.start()
        arguments = ["build", "-s", str(texts), "-o", str(tmp_path / "lost"), "--cluster", running.address]
        capfd.readouterr()
        assert cli.main(arguments) == 3
        ending.join()
    said = capfd.readouterr().err
    assert said.startswith(f"{running.address}: The scheduler of the cluster no longer answers") and "[workers]" in said
    assert "Traceback" not in said and not (tmp_path / "lost" / "datapackage.json").exists()


def test_a_cluster(running: Running, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    texts = write_texts(tmp_path / "in")
    (texts / "given.yaml").write_text("source_file: text-03.txt\ndocument_id: third\n")
    build(texts, tmp_path / "whole")
    small = contents(tmp_path / "whole")
    with pytest.MonkeyPatch.context() as patch:
        few_documents(patch)
        same_bytes(running, texts, small, tmp_path)
        at_most_so_many_tasks_are_under_way(running)
        workers_refuse_another_release(running, texts, tmp_path)
        workers_refuse_other_authority_files(running, texts, tmp_path)
        a_place_that_is_not_shared_is_a_fault(running, texts, tmp_path)
        a_worker_without_our_code_is_a_fault(running)
        ctrl_c_leaves_the_cluster(running, texts, tmp_path, capfd)
        few_rows(patch)
        build(texts, tmp_path / "whole-large")
        same_bytes_by_fsspec(running, texts, contents(tmp_path / "whole-large"), tmp_path)
        a_cluster_without_workers_is_a_fault(running, texts, tmp_path)
        a_scheduler_that_ends_is_a_fault(running, texts, tmp_path, capfd)


# -- without a cluster


def test_where_nobody_answers_the_build_ends_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed", reason="the optional group cluster is not installed")
    monkeypatch.setattr(cluster, "ANSWER", 1)
    texts = write_texts(tmp_path / "in", 2)
    with socket.socket() as silent:  # a port that somebody holds and nobody serves
        silent.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        begun = time.monotonic()
        assert cli.main(["build", "-s", str(texts), "-o", str(tmp_path / "out"), "--cluster", address]) == 3
    assert time.monotonic() - begun < 10
    said = capfd.readouterr().err
    assert said.startswith(f"{address}: No cluster answers at this address: ") and "[workers]" in said
    assert "Traceback" not in said and not (tmp_path / "out").exists()


@pytest.mark.parametrize("address", ["tls://127.0.0.1:9", "wss://127.0.0.1:9"])
def test_without_certificates_there_is_no_tls(address: str) -> None:
    pytest.importorskip("distributed", reason="the optional group cluster is not installed")
    with pytest.raises(FaultsFound) as raised:
        Cluster(address)
    assert raised.value.faults[0].code == "workers" and "TLS" in raised.value.faults[0].problem


def test_where_the_library_is_not_installed_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(FaultsFound) as raised:
        Cluster("tcp://127.0.0.1:9")
    assert raised.value.faults[0].code == "workers" and "sco-declarations[cluster]" in raised.value.faults[0].remedy


def test_an_address_that_no_library_serves_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = write_texts(tmp_path / "in", 2)
    for address in ("nowhere://a/b", "s3://bucket/work"):
        if address.startswith("s3"):
            monkeypatch.setitem(sys.modules, "fsspec", None)
        with pytest.raises(FaultsFound) as raised:
            build(texts, tmp_path / "out", work=address)
        assert [(fault.code, fault.file) for fault in raised.value.faults] == [("workers", address)]
        assert not (tmp_path / "out").exists()


# -- tasks on their way


def test_a_task_is_done_where_its_bytes_are_read() -> None:
    assert pickle.loads(packed(abs, -3)) == 3


def test_who_has_another_release_does_not_even_read_the_task() -> None:
    with pytest.raises(FaultsFound) as raised:
        done_by_worker("0" * 64, b"no pickle")
    assert [fault.code for fault in raised.value.faults] == ["workers"]
    with pytest.raises(pickle.UnpicklingError):
        done_by_worker(release(), b"no pickle")


def test_a_release_is_code_python_and_the_libraries_that_write(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = release()
    with monkeypatch.context() as patch:
        patch.setattr(batches, "version", lambda library: "0.0")
        assert release() != ours
    with monkeypatch.context() as patch:
        patch.setattr(batches, "_code", lambda: b"other code")
        assert release() != ours
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version_info", (3, 99))
        assert release() != ours
    assert release() == ours


def test_what_the_system_refuses_a_worker_is_a_fault(tmp_path: Path) -> None:
    call = pickle.dumps((Path.read_bytes, tmp_path / "not-there"))
    with pytest.raises(FaultsFound) as raised:
        done_by_worker(release(), call)
    assert [fault.code for fault in raised.value.faults] == ["workers"] and "not-there" in str(raised.value)


def test_tasks_and_results_are_small(tmp_path: Path) -> None:
    """What passes through the scheduler: for the largest batch there is, and for a part of a table of any size."""
    texts = tmp_path / "in"
    texts.mkdir()
    for n in range(8):
        (texts / f"a-text-with-a-name-of-middling-length-{n}.txt").write_text(f"The sides met {n} times.\n" * 150)
    found = survey(texts)
    work = Work(texts, found.at, fingerprint(texts, found.at), str(tmp_path / "packs"), check=False)
    assert len(pickle.dumps(work)) < 1_000
    batch = [Entry(f"a-text-with-a-name-of-middling-length-{n}.txt", 3_000 + n) for n in range(BATCH_DOCUMENTS)]
    assert len(packed(partial(read_batch, work), batch)) < 100 * len(batch)
    result = read_batch(work, batch[:8])
    assert len(pickle.dumps(result)) < 500 * 8 and (tmp_path / "packs" / result.name).stat().st_size > 25_000 * 8
    metadata = Metadata("treaties", "Treaties", "All treaties of a series. " * 40, "1.0.0")
    where = Where("s3://bucket/work/plan", "s3://bucket/work/packs", "s3://bucket/work/parts")
    assert len(packed(parts.write_part, PartTask(Part("segments", 7, 0, 10**7, 10**6), False, where, metadata))) < 3_000


def test_what_a_part_of_a_table_gives_back_is_small(tmp_path: Path, small_parts: None) -> None:
    """The summary of its rows, which has a value of each cell here, is left in a file."""
    given: list[Any] = []

    class Noting(ThisProcess):
        def each(self, do: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
            for result in super().each(do, tasks):
                given.append((result, len(pickle.dumps(result))))
                yield result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "ThisProcess", Noting)
        build(write_texts(tmp_path / "in"), tmp_path / "out", cache=tmp_path / "cache")
    written = [(one, size) for one, size in given if isinstance(one, parts.Written)]
    assert {one.table for one, _ in written} == set(PACKED)
    assert all(size < 500 and one.summary is None for one, size in written)


# -- whether workers see what the build sees


def outcome(name: str, file: Path, code: str = "input-missing") -> Packed:
    return Packed("some.pack", (Outcome(name, None, faults=(Fault(str(file), "", code, "It is not there."),)),))


def test_a_text_that_a_worker_alone_misses_ends_the_build(tmp_path: Path) -> None:
    at = Folders(False, tmp_path, tmp_path, tmp_path)
    for file in ("a.txt", "a.yaml"):
        lost = outcome("a.txt", tmp_path / file)
        check_reach(lost, None, at, "tcp://a:1")  # it is not here either
        (tmp_path / file).write_text("x")
        with pytest.raises(FaultsFound) as raised:
            check_reach(lost, None, at, "tcp://a:1")
        assert [(fault.code, fault.file) for fault in raised.value.faults] == [("workers", "tcp://a:1")]
        check_reach(outcome("a.txt", tmp_path / file, "input-empty"), None, at, "tcp://a:1")


def test_a_pack_that_is_not_here_ends_the_build(tmp_path: Path) -> None:
    at = Folders(False, tmp_path, tmp_path, tmp_path)
    sizes = batches.Sizes((1,) * len(PACKED), (1,) * len(PACKED), 2)
    read = replace(outcome("a.txt", tmp_path / "a.txt"), outcomes=(Outcome("a.txt", "key", "a", "", "0", sizes),))
    with pytest.raises(FaultsFound) as raised:
        check_reach(read, str(tmp_path), at, "tcp://a:1")
    assert "is not there" in raised.value.faults[0].problem
    (tmp_path / "some.pack").write_bytes(b"x")
    check_reach(read, str(tmp_path), at, "tcp://a:1")


# -- files that several write


@pytest.mark.parametrize("kind", ["folder", "address"])
def test_a_file_is_there_as_a_whole_or_not_at_all(tmp_path: Path, kind: str) -> None:
    if kind == "address":
        pytest.importorskip("fsspec", reason="the optional group cluster is not installed")
    root = tmp_path / "root"
    files = Files(str(root) if kind == "folder" else root.as_uri())
    files.write("a/b", b"first")
    with files.create("a/b") as one, files.create("a/b") as other:
        one.write(b"second")
        other.write(b"third")
        assert files.read("a/b") == b"first"
    assert files.read("a/b") == b"second"  # the one that was done last
    with pytest.raises(ZeroDivisionError), files.create("a/b") as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert [path.name for path in (root / "a").iterdir()] == ["b"] and files.read("a/b", 2, 3) == b"con"
    files.clear()
    assert not root.exists() and not files.has("a/b")


def test_builds_with_one_working_place_do_not_share_it() -> None:
    assert place_of("s3://b/work/", Path("a")) != place_of("s3://b/work", Path("b"))
    assert place_of("s3://b/work/", Path("a")) == place_of("s3://b/work", Path("a").absolute())


@pytest.mark.parametrize("error", ["KilledWorker", "CancelledError", "ModuleNotFoundError"])
def test_what_ends_a_task_for_good_is_a_fault(error: str) -> None:
    distributed = pytest.importorskip("distributed", reason="the optional group cluster is not installed")
    raised_there = {
        "KilledWorker": lambda: distributed.KilledWorker("task", distributed.scheduler.WorkerState, 3),
        "CancelledError": lambda: distributed.client.FutureCancelledError("task", "lost"),
        "ModuleNotFoundError": lambda: ModuleNotFoundError("No module named 'sco_declarations'"),
    }[error]

    class Lost:
        def result(self) -> None:
            raise raised_there()

    crew = Cluster.__new__(Cluster)
    crew.address = "tcp://a:1"
    with pytest.raises(FaultsFound) as raised:
        crew._result(Lost())
    assert [(fault.code, fault.file) for fault in raised.value.faults] == [("workers", "tcp://a:1")]
