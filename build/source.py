"""Sources: bytes as received, and the text that they decode to.

Nothing else reads input. A file's bytes are kept as they are; offsets count in the decoded text, line ends as
received, a byte-order mark left out.
"""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

from .encodings import detect_encoding, is_text_encoding
from .faults import Fault, FaultsFound
from .model import Source

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_bytes(path: Path, shown: str) -> bytes:
    """The bytes of a file; `shown` is how a message names it. Raises FaultsFound."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FaultsFound([Fault(shown, "", "input-missing", "The file is not there.", "Check its name.")]) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FaultsFound(
            [
                Fault(
                    shown,
                    "",
                    "input-unreadable",
                    f"The file cannot be read: {reason}.",
                    "Check its permissions.",
                )
            ]
        ) from None


def decode(raw: bytes, shown: str, stated: str | None = None) -> tuple[str, str, str]:
    """Text, encoding and how the encoding was decided, of a file's bytes.

    `stated` is the encoding that a sidecar gives; it beats everything. Raises FaultsFound with the offset of the
    first byte that does not decode: no replacement character is ever put in.
    """
    if not raw.strip():
        raise FaultsFound([Fault(shown, "", "input-empty", "The file holds no text.", "Remove it or fill it.")])
    if stated:
        if not is_text_encoding(stated):
            problem = f"There is no encoding named {stated!r}."
            raise FaultsFound([Fault(shown, "", "value", problem, "Correct 'encoding' in the sidecar, as in utf-8.")])
        encoding = _with_mark(raw, stated)
        return _strict(raw, encoding, shown), encoding, "sidecar"
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return _strict(raw, encoding, shown), encoding, "bom"
    if b"\0" in raw:
        place = f"byte {raw.index(0)}"
        raise FaultsFound(
            [
                Fault(
                    shown, place, "not-text", "A NUL byte stands here, so this is no text.",
                    "Give a text file; if it is UTF-16 without a byte-order mark, say so in a sidecar.",
                )
            ]
        )  # fmt: skip
    try:
        return raw.decode("utf-8"), "utf-8", "utf-8"
    except UnicodeDecodeError as error:
        failed_at = error.start
    detected = None if _is_damaged_utf8(raw) else detect_encoding(raw)
    if detected is None:
        raise FaultsFound(
            [
                Fault(
                    shown, f"byte {failed_at}", "undecodable",
                    "The bytes are not UTF-8 from here on, and no other encoding makes text of them.",
                    "Name the encoding in a sidecar, if this is a text.",
                )
            ]
        )  # fmt: skip
    return _strict(raw, detected, shown), detected, "detected"


def _with_mark(raw: bytes, stated: str) -> str:
    """The encoding that leaves out the byte-order mark which a file of the stated encoding begins with."""
    name = codecs.lookup(stated).name
    for mark, encoding in BOMS:
        if raw.startswith(mark) and name.replace("-le", "").replace("-be", "") in encoding:
            return encoding
    return stated


def _is_damaged_utf8(raw: bytes) -> bool:
    """True where bytes are UTF-8 but for a few: then no other encoding is tried, since it would make mojibake."""
    read = raw.decode("utf-8", errors="ignore")
    beyond = sum(not char.isascii() for char in read)
    lost = len(raw) - len(read.encode("utf-8"))
    return beyond >= 3 and lost * 4 <= beyond


def _strict(raw: bytes, encoding: str, shown: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"Byte {raw[error.start]:#04x} does not decode as {encoding}: {error.reason}."
        raise FaultsFound(
            [
                Fault(
                    shown,
                    f"byte {error.start}",
                    "undecodable",
                    problem,
                    "Name the right encoding in a sidecar.",
                )
            ]
        ) from None


def read_source(path: Path, shown: str, document_id: str, published: str, stated: str | None = None) -> Source:
    """The source of one document. `published` is its path in the package. Raises FaultsFound."""
    raw = read_bytes(path, shown)
    text, encoding, origin = decode(raw, shown, stated)
    if not text.strip():
        raise FaultsFound([Fault(shown, "", "input-empty", "The file holds no text.", "Remove it or fill it.")])
    return Source(document_id, published, raw, text, encoding, origin, hashlib.sha256(raw).hexdigest())
