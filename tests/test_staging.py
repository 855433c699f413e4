"""A swap is all or nothing, wherever it stops: at any call that changes a file, and when the power goes."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from crashes import Recorder, as_defined, read_tree, stop_at
from sco_declarations.build import staging
from sco_declarations.build.faults import FaultsFound
from sco_declarations.build.places import STAGING
from sco_declarations.build.staging import swap, writing

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs fork and /proc")

OLD = {"a.txt": b"a 1", "data/b.txt": b"b 1", "data/csv/c.txt": b"c 1", "data/csv/same.txt": b"same", "d.json": b"{1}"}
NEW = {"a.txt": b"a 2", "data/csv/c.txt": b"c 2", "data/csv/same.txt": b"same", "e/f/new.txt": b"new", "d.json": b"{2}"}
WRITE = {path: content for path, content in NEW.items() if OLD.get(path) != content}
REMOVE = ("data/b.txt",)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return fill(tmp_path / "p")


def fill(root: Path) -> Path:
    for path, content in OLD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def replace_all(root: Path) -> None:
    with writing(root):
        swap(WRITE, [path for path in REMOVE if (root / path).exists()], root)


def clear(root: Path) -> None:
    with writing(root):
        pass


# -- stopped at any call


def test_a_swap_that_is_let_be(root: Path) -> None:
    replace_all(root)
    assert read_tree(root) == NEW
    assert sorted(path.name for path in root.iterdir()) == ["a.txt", "d.json", "data", "e"]


def test_a_process_killed_at_any_call_leaves_the_old_files_or_the_new(tmp_path: Path) -> None:
    found = []
    while True:
        root = fill(tmp_path / str(len(found)))
        if not stop_at(len(found) + 1, lambda root=root: replace_all(root)):  # type: ignore[misc]
            break
        left = as_defined(read_tree(root))
        assert left in (OLD, NEW), f"before call {len(found) + 1}"
        found.append(left == NEW)
        again = shutil.copytree(root, tmp_path / "again", copy_function=os.link)
        clear(again)
        assert read_tree(again) == left, "clearing up changed the package"
        assert not (again / STAGING).exists()
        assert left == NEW or not (again / "e").exists()
        shutil.rmtree(again)
        replace_all(root)  # the next build finds nothing in its way
        assert read_tree(root) == NEW and not (root / STAGING).exists()
    assert found == sorted(found) and found[0] is False and found[-1] is True
    assert len(found) > 60, "calls are not seen"


def test_a_process_killed_while_it_puts_files_back_leaves_the_old_ones(tmp_path: Path) -> None:
    half_done = _half_done(tmp_path)
    number = 0
    while True:
        root = shutil.copytree(half_done, tmp_path / str(number))
        number += 1
        if not stop_at(number, lambda root=root: clear(root)):  # type: ignore[misc]
            break
        assert as_defined(read_tree(root)) == OLD, f"before call {number}"
        clear(root)
        assert read_tree(root) == OLD and not (root / STAGING).exists() and not (root / "e").exists()
    assert number > 15, "calls are not seen"


def _half_done(tmp_path: Path) -> Path:
    """A folder of which the journal is all that is left to do."""
    for number in range(1, 200):
        root = fill(tmp_path / f"half-{number}")
        assert stop_at(number, lambda root=root: replace_all(root)), "the swap was never half done"  # type: ignore[misc]
        tree = read_tree(root)
        if f"{STAGING}/journal.json" in tree and NEW.items() <= tree.items():
            return root
    raise AssertionError


def test_ctrl_c_at_any_call_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or everything, once the journal has gone; then nothing is raised."""
    outcomes = []
    for number in range(1, 200):
        root = fill(tmp_path / str(number))
        with pytest.MonkeyPatch.context() as patched:
            calls = _interrupt(patched, number)
            try:
                replace_all(root)
            except KeyboardInterrupt:
                outcomes.append("stopped")
                assert as_defined(read_tree(root)) == OLD and not (root / "e").exists(), f"at call {number}"
            else:
                outcomes.append("done")
                assert as_defined(read_tree(root)) == NEW, f"at call {number}"
        clear(root)
        assert not (root / STAGING).exists()
        if calls() < number:
            break
    assert outcomes.count("stopped") > 30 and outcomes[-1] == "done"


def _interrupt(monkeypatch: pytest.MonkeyPatch, at: int) -> Callable[[], int]:
    """Let one call raise KeyboardInterrupt when it has been carried out, as a signal does; gives how many there were.

    Calls that clear up are left out: an interruption there is one between two calls of another.
    """
    calls = 0

    def after(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            nonlocal calls
            given = real(*arguments, **named)
            calls += 1
            if calls == at:
                raise KeyboardInterrupt
            return given

        return call

    for name in ("_write", "_keep", "_check", "_sync", "_end"):
        monkeypatch.setattr(staging, name, after(getattr(staging, name)))
    for name in ("replace", "unlink", "mkdir"):
        monkeypatch.setattr(Path, name, after(getattr(Path, name)))
    return lambda: calls


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT])
def test_a_refusal_at_any_call_changes_nothing(tmp_path: Path, code: int) -> None:
    refused = 0
    for number in range(1, 300):
        root = fill(tmp_path / str(number))
        with pytest.MonkeyPatch.context() as patched:
            calls = _refuse(patched, number, code)
            try:
                replace_all(root)
            except FaultsFound as found:
                refused += 1
                (fault,) = found.faults
                assert fault.code == "output-unwritable" and os.strerror(code) in fault.problem
                assert "Nothing was changed." in fault.remedy
                assert read_tree(root) == OLD and not (root / "e").exists(), f"at call {number}"
            else:
                assert as_defined(read_tree(root)) == NEW, f"at call {number}"
        clear(root)
        assert not (root / STAGING).exists()
        if calls() < number:
            break
    assert refused > 40


def _refuse(monkeypatch: pytest.MonkeyPatch, at: int, code: int) -> Callable[[], int]:
    calls = 0

    def before(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls == at:
                raise OSError(code, os.strerror(code))
            return real(*arguments, **named)

        return call

    for name in ("replace", "unlink", "mkdir", "rmdir", "fsync"):
        monkeypatch.setattr(os, name, before(getattr(os, name)))
    return lambda: calls


def test_a_disk_that_is_full_in_the_middle_of_a_file(root: Path) -> None:
    """The real thing: a limit on the size of a file, which the system enforces."""
    code = (
        "import resource, signal, sys; from pathlib import Path; from test_staging import swap, writing\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "with writing(Path(sys.argv[1])): swap({'a.txt': b'2', 'data/big.txt': bytes(2000)}, (), Path(sys.argv[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(root)], cwd=Path(__file__).parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and "output-unwritable" in done.stderr and os.strerror(errno.EFBIG) in done.stderr
    assert read_tree(root) == OLD and not (root / STAGING).exists()


# -- when the power goes


def _lost(root: Path, act: Callable[[Path], None]) -> list[str]:
    """After which calls a loss of power can leave something else than the old files or the new."""
    recorder = Recorder(root)
    with pytest.MonkeyPatch.context() as patched:
        recorder.patch(patched)
        act(root)
    lost, states, new = [], 0, False
    for said, tree in recorder.after_power_loss():
        states += 1
        try:
            left = as_defined(tree)
        except ValueError:
            left = {"the journal": b"cannot be read"}
        new = new or left == NEW
        if left not in (OLD, NEW):
            lost.append(said)
    assert states > 500
    return lost


def test_a_loss_of_power_at_any_call_leaves_the_old_files_or_the_new(root: Path) -> None:
    assert _lost(root, replace_all) == []
    assert read_tree(root) == NEW


def test_a_loss_of_power_while_files_are_put_back_leaves_the_old_ones(tmp_path: Path) -> None:
    half_done = _half_done(tmp_path)
    recorder = Recorder(half_done)
    with pytest.MonkeyPatch.context() as patched:
        recorder.patch(patched)
        clear(half_done)
    trees = [tree for _, tree in recorder.after_power_loss()]
    assert len(trees) > 100
    assert all(as_defined(tree) == OLD for tree in trees)


@pytest.mark.parametrize("unforced", ["the root", "old", "the folders of the package", "the files"])
def test_the_model_sees_what_is_not_forced_to_the_disk(
    root: Path, monkeypatch: pytest.MonkeyPatch, unforced: str
) -> None:
    real = staging._sync

    def sync(path: Path) -> None:
        inside = path.relative_to(root).as_posix()
        if unforced == "the root" and inside == ".":
            return
        if unforced == "old" and inside.startswith(f"{STAGING}/old"):
            return
        if unforced == "the folders of the package" and not inside.startswith(STAGING):
            return
        real(path)

    if unforced == "the files":
        monkeypatch.setattr(staging, "_write", lambda path, content, force=True: _unforced(path, content))
    monkeypatch.setattr(staging, "_sync", sync)
    assert _lost(root, replace_all)


def _unforced(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)


def test_without_hard_links_the_copies_are_forced_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    forced: list[str] = []
    real = staging._sync
    monkeypatch.setattr(staging, "_sync", lambda path: (forced.append(path.relative_to(root).as_posix()), real(path)))
    monkeypatch.setattr(os, "link", link)
    replace_all(root)
    assert read_tree(root) == NEW
    assert {f"{STAGING}/old/a.txt", f"{STAGING}/old/data/b.txt"} <= {*forced}


# -- what was written is checked


def test_a_file_that_reads_back_otherwise_is_not_swapped_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = staging._write

    def write(path: Path, content: bytes, force: bool = True) -> None:
        real(path, content[:-1] if path.name == "c.txt" else content, force)

    monkeypatch.setattr(staging, "_write", write)
    with pytest.raises(FaultsFound) as caught:
        replace_all(root)
    (fault,) = caught.value.faults
    assert fault.code == "output-unwritable" and "reads back otherwise" in fault.problem and "c.txt" in fault.file
    assert read_tree(root) == OLD


# -- what was left or put there


def test_what_a_killed_run_has_kept_is_not_in_the_way(root: Path) -> None:
    kept = root / STAGING / "old" / "a.txt"
    kept.parent.mkdir(parents=True)
    os.link(root / "a.txt", kept)
    (root / STAGING / "journal.new").write_bytes(b"{")
    replace_all(root)
    assert read_tree(root) == NEW


def test_files_are_put_back_into_a_folder_that_has_gone(tmp_path: Path) -> None:
    root = _half_done(tmp_path)
    shutil.rmtree(root / "data" / "csv")
    clear(root)
    assert read_tree(root) == {path: content for path, content in OLD.items() if path != "data/csv/same.txt"}


@pytest.mark.parametrize(
    "journal",
    [
        b"{", b"[]", b"\xff", b'{"replaced": 1}', b'{"added": [1]}',
        json.dumps({"replaced": [], "added": ["../outside.txt"]}).encode(),
        json.dumps({"replaced": ["../outside.txt"], "added": []}).encode(),
        json.dumps({"replaced": [], "added": ["/etc/passwd-of-nobody"]}).encode(),
        json.dumps({"replaced": [], "added": ["link/outside.txt"]}).encode(),
        json.dumps({"replaced": [], "added": [], "folders": [f"{STAGING}/old"]}).encode(),
    ],
)  # fmt: skip
def test_a_journal_that_no_build_wrote_is_a_fault(root: Path, journal: bytes) -> None:
    """A folder may have been downloaded with a journal in it that says to remove a file elsewhere."""
    outside = root.parent / "outside.txt"
    outside.write_text("mine")
    (root / "link").symlink_to(root.parent)
    (root / STAGING / "old").mkdir(parents=True)
    (root / STAGING / "journal.json").write_bytes(journal)
    with pytest.raises(FaultsFound) as caught:
        replace_all(root)
    (fault,) = caught.value.faults
    assert fault.code == "output-unwritable" and fault.file.endswith("journal.json") and STAGING in fault.remedy
    assert outside.read_text() == "mine"
    assert (root / "a.txt").read_bytes() == b"a 1"


def test_a_staging_folder_that_is_a_link_is_not_followed(root: Path) -> None:
    other = root.parent / "other"
    (other / "old").mkdir(parents=True)
    (other / "old" / "mine.txt").write_text("mine")
    (root / STAGING).symlink_to(other)
    with pytest.raises(FaultsFound, match="link to another place"):
        replace_all(root)
    (root / STAGING).unlink()
    (root / STAGING).mkdir()
    (root / STAGING / "old").symlink_to(other / "old")
    replace_all(root)
    assert read_tree(root) == NEW and (other / "old" / "mine.txt").read_text() == "mine"


def test_a_folder_made_for_nothing_goes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(path: Path, content: bytes, force: bool = True) -> None:
        raise OSError(errno.ENOSPC, "planted")

    monkeypatch.setattr(staging, "_write", write)
    with pytest.raises(FaultsFound):
        replace_all_new(tmp_path / "x" / "y")
    assert not (tmp_path / "x").exists()


def replace_all_new(root: Path) -> None:
    with writing(root):
        swap(NEW, (), root)


# -- two at once


def test_a_second_run_stops_and_the_first_goes_on(root: Path) -> None:
    with writing(root):
        with pytest.raises(FaultsFound, match="Another build"):
            replace_all(root)
        swap(WRITE, REMOVE, root)
    assert read_tree(root) == NEW


def test_a_run_that_is_killed_gives_up_its_lock(root: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from test_staging import writing\n"
        "with writing(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    run = subprocess.Popen([sys.executable, "-c", code, str(root)], cwd=Path(__file__).parent, stdout=subprocess.PIPE)
    assert run.stdout and run.stdout.readline() == b"held\n"
    with pytest.raises(FaultsFound, match="Another build"):
        replace_all(root)
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    replace_all(root)
    assert read_tree(root) == NEW and not (root / STAGING).exists()
