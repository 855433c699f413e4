"""Sources: bytes as received, and the text that they decode to.

Nothing else reads input. A file's bytes are kept as they are; offsets count in the decoded text, line ends as
received, a byte-order mark left out.
"""

from __future__ import annotations

import codecs
import errno
import hashlib
import os
import re
import stat
import unicodedata
from pathlib import Path

from .encodings import detect_encoding, is_text_encoding
from .faults import Fault, FaultsFound, quote
from .model import Source

#: Bytes of the largest text, and of the largest curated file, that are read; a larger one is a fault and is not
#: read into memory. The longest treaties have about 2 MiB. 32 MiB of running text take half a minute and 2 GiB.
LARGEST_TEXT = 32 * 1024 * 1024
LARGEST_CURATED = 8 * 1024 * 1024
#: Bytes of the largest file of a package that is read back.
LARGEST_PUBLISHED = 4 * 1024 * 1024 * 1024

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: How files begin that hold text in a form of their own. Some of them have no NUL byte that would give them away.
FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"PK\x03\x04", "a ZIP archive, as those of Word and LibreOffice are"),
    (b"\xd0\xcf\x11\xe0", "a file of an old Microsoft Office"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a PNG image"),
)
#: Bytes before and after the one that a message is about.
AROUND = 20
_SURROGATE = re.compile("[\ud800-\udfff]")
_ENCODED_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
#: First letters of the categories of characters that print nothing: controls and blanks.
_UNPRINTED = ("C", "Z")


def read_bytes(path: Path, shown: str, inside: Path | None = None, largest: int = LARGEST_TEXT) -> bytes:
    """The bytes of a file; `shown` is how a message names it. Raises FaultsFound.

    Only a plain file is opened, since a pipe may never end; of more than `largest` bytes nothing is kept. Where a
    folder `inside` is given, a symbolic link that leads out of it is a fault too.
    """
    try:
        if inside is not None and leads_outside(path, inside):
            target = os.path.realpath(path)
            problem = f"A symbolic link leads out of the folder, to {quote(target, 200)}."
            raise _fault(shown, "", "outside-folder", problem, "Put a copy of the file in its place.", target)
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            raise _fault(
                shown, "", "not-a-file", f"It is {_kind(kind)}, and no file.",
                "Move it away, or give it another name; only plain files are read.",
            )  # fmt: skip
        size = path.stat().st_size
        if size <= largest:
            with path.open("rb") as file:
                raw = file.read(largest + 1)  # some files are longer than they say
            if len(raw) <= largest:
                return raw
            size = len(raw)
    except FileNotFoundError:
        problem, remedy = "The file is not there.", "Check its name."
        if path.is_symlink():
            problem = f"It is a symbolic link to {quote(str(path.readlink()))}, which is not there."
            remedy = "Correct the link, or remove it."
        raise _fault(shown, "", "input-missing", problem, remedy) from None
    except OSError as error:
        remedy = "Correct the link, or remove it." if error.errno == errno.ELOOP else "Check its permissions."
        reason = error.strerror or type(error).__name__
        raise _fault(shown, "", "input-unreadable", f"The file cannot be read: {reason}.", remedy) from None
    except ValueError as error:  # half of a UTF-16 pair or NUL in the name
        raise _fault(shown, "", "input-missing", f"No file has such a name: {error}.", "Check its name.") from None
    raise _fault(
        shown, "", "input-too-large", f"The file has {size:,} bytes or more; at most {largest:,} are read.",
        "See whether it is the file that was meant; cut it into its documents, a file each.",
    )  # fmt: skip


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; unlike `Path.is_dir` it never raises."""
    try:
        return path.is_dir()
    except OSError:
        return False


def leads_outside(path: Path, folder: Path) -> bool:
    """Whether a path, its symbolic links followed, lies outside a folder, the links to that followed too."""
    inside = os.path.realpath(folder)
    return os.path.commonpath([inside, os.path.realpath(path)]) != inside


def _kind(mode: int) -> str:
    kinds = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
    )
    return next((name for test, name in kinds if test(mode)), "a device")


def _fault(shown: str, place: str, code: str, problem: str, remedy: str, text: str = "") -> FaultsFound:
    return FaultsFound([Fault(shown, place, code, problem, remedy, text)])


def decode(raw: bytes, shown: str, stated: str | None = None) -> tuple[str, str, str]:
    """Text, encoding and how the encoding was decided, of a file's bytes.

    `stated` is the encoding that a sidecar gives; it beats everything. Raises FaultsFound with the offset of the
    first byte that does not decode: no replacement character is ever put in.
    """
    if not raw.strip():
        raise _empty(shown)
    for beginning, what in FORMATS:
        if raw.startswith(beginning):
            remedy = "Save its text as plain text (.txt), in UTF-8."
            raise _fault(shown, "line 1, byte 0", "not-text", f"This is {what}, not plain text.", remedy)
    text, encoding, origin = _decoded(raw, shown, stated)
    _check_characters(text, shown)
    return text, encoding, origin


def _decoded(raw: bytes, shown: str, stated: str | None) -> tuple[str, str, str]:
    if stated:
        if not is_text_encoding(stated):
            problem = f"There is no encoding named {quote(stated)}."
            remedy = "Correct 'encoding' in the sidecar, as in utf-8."
            raise _fault(shown, "", "encoding-unknown", problem, remedy, stated)
        encoding = _with_mark(raw, stated)
        return _strict(raw, encoding, shown), encoding, "sidecar"
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return _strict(raw, encoding, shown), encoding, "bom"
    if b"\0" in raw:
        raise _fault(
            shown, _place(raw, raw.index(0)), "not-text", "A NUL byte stands here, so this is no text.",
            "Give a text file; if it is UTF-16 without a byte-order mark, say so in a sidecar.",
            _around(raw, raw.index(0)),
        )  # fmt: skip
    try:
        return raw.decode("utf-8"), "utf-8", "utf-8"
    except UnicodeDecodeError as error:
        failed_at = error.start
    detected = None if _is_damaged_utf8(raw) else detect_encoding(raw)
    if detected is None:
        raise _undecodable(
            raw, failed_at, shown, "The bytes are not UTF-8 from here on, and no other encoding makes text of them.",
            "Name the encoding in a sidecar, if this is a text.",
        )  # fmt: skip
    return _strict(raw, detected, shown), detected, "detected"


def _check_characters(text: str, shown: str) -> None:
    """Raise FaultsFound for what no text has in any encoding: nothing that prints, NUL, half of a UTF-16 pair."""
    if all(unicodedata.category(char)[0] in _UNPRINTED for char in text):
        raise _empty(shown)
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        remedy = "Remove it, or see whether 'encoding' in the sidecar is right."
        raise _fault(shown, f"line {line}", "not-text", "A NUL character stands here, so this is no text.", remedy)
    half = None if text.isascii() else _SURROGATE.search(text)
    if half:
        line = text.count("\n", 0, half.start()) + 1
        problem = f"U+{ord(half[0]):04X} stands here, which is half of a UTF-16 pair and no character."
        raise _fault(
            shown, f"line {line}", "surrogate", problem, "Save the text again as UTF-8 from the program it comes from.",
            text[max(0, half.start() - AROUND) : half.end() + AROUND],
        )  # fmt: skip


def _empty(shown: str) -> FaultsFound:
    return _fault(shown, "", "input-empty", "The file holds no text.", "Remove it or fill it.")


def _with_mark(raw: bytes, stated: str) -> str:
    """The encoding that leaves out the byte-order mark which a file of the stated encoding begins with."""
    name = codecs.lookup(stated).name
    for mark, encoding in BOMS:
        if raw.startswith(mark) and name.replace("-le", "").replace("-be", "") in encoding:
            return encoding
    return stated


def _is_damaged_utf8(raw: bytes) -> bool:
    """True where bytes are UTF-8 but for a few: then no other encoding is tried, since it would make mojibake."""
    if _is_surrogates_alone(raw):
        return True
    read = raw.decode("utf-8", errors="ignore")
    beyond = sum(not char.isascii() for char in read)
    lost = len(raw) - len(read.encode("utf-8"))
    return beyond >= 3 and lost * 4 <= beyond


def _is_surrogates_alone(raw: bytes) -> bool:
    """True where all that keeps bytes from being UTF-8 are halves of UTF-16 pairs, as in CESU-8."""
    try:
        return _SURROGATE.search(raw.decode("utf-8", errors="surrogatepass")) is not None
    except UnicodeDecodeError:
        return False


def _strict(raw: bytes, encoding: str, shown: str) -> str:
    remedy = "Name the right encoding in a sidecar."
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"Byte {raw[error.start]:#04x} does not decode as {encoding}: {error.reason}."
        raise _undecodable(raw, error.start, shown, problem, remedy) from None
    except UnicodeError as error:  # some codecs do not say where
        raise _fault(shown, "", "undecodable", f"The file does not decode as {encoding}: {error}.", remedy) from None


def _undecodable(raw: bytes, at: int, shown: str, problem: str, remedy: str) -> FaultsFound:
    code = "undecodable"
    if "surrogate" in problem or _ENCODED_SURROGATE.match(raw, at):
        code, problem = "surrogate", "Half of a UTF-16 pair stands here, which is no character."
        remedy = "Save the text again as UTF-8 from the program it comes from."
    return _fault(shown, _place(raw, at), code, problem, remedy, _around(raw, at))


def _place(raw: bytes, at: int) -> str:
    return f"line {raw.count(10, 0, at) + 1}, byte {at}"


def _around(raw: bytes, at: int) -> str:
    """The bytes around one: ASCII as it is, all others as escapes."""
    return raw[max(0, at - AROUND) : at + AROUND].decode("ascii", errors="backslashreplace")


def read_source(
    path: Path,
    shown: str,
    document_id: str,
    published: str,
    stated: str | None = None,
    inside: Path | None = None,
) -> Source:
    """The source of one document, from a file of the folder `inside`; `published` is its path in the package.

    Raises FaultsFound.
    """
    raw = read_bytes(path, shown, inside)
    text, encoding, origin = decode(raw, shown, stated)
    return Source(document_id, published, raw, text, encoding, origin, hashlib.sha256(raw).hexdigest())


def read_text(path: Path, inside: Path | None = None) -> str:
    """The text of a curated file, which lies inside a folder where one is given; raises FaultsFound."""
    raw = read_bytes(path, str(path), inside, LARGEST_CURATED)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"line {raw.count(10, 0, error.start) + 1}, byte {error.start}"
        near = raw[max(0, error.start - AROUND) : error.start + AROUND].decode("ascii", "backslashreplace")
        raise _fault(str(path), place, "undecodable", "The file is not UTF-8.", "Save it as UTF-8.", near) from None
