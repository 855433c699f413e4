"""Makes a corpus of any size out of the declarations: their paragraphs shuffled, words and years varied.

The line wraps, trailing blanks, page starts and look-alike numerals of the sources stay as they are. The same seed
gives the same bytes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

_BLOCK = re.compile(r"\n\s*\n")
_LONG_WORD = re.compile(r"\b[a-z]{6,}\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SYLLABLES = "ba co di fu ga he ki lo ma ne po ra se ti vu wa xe yo zi ster tion ment ance".split()


def make_corpus(texts: list[str], size: int, seed: int = 7, chars: int = 9000) -> Iterator[str]:
    """Documents of about `chars` characters each, until `size` characters are reached."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(60_000)]
    blocks = [block for text in texts for block in _BLOCK.split(text) if len(block.strip()) > 40]
    numerals = ["I", "II", "III", "IV", "V", "VI"]
    made = 0
    while made < size:
        parts: list[str] = []
        length = 0
        while length < chars:
            if len(parts) % 8 == 1 and len(parts) // 8 < 6:
                parts.append(numerals[len(parts) // 8])
            block = chance.choice(blocks)
            block = _LONG_WORD.sub(lambda m: chance.choice(words) if chance.random() < 0.25 else m.group(), block)
            block = _YEAR.sub(lambda m: str(chance.randint(1945, 2024)), block)
            parts.append(block)
            length += len(block)
        text = "\n\n".join(parts)
        made += len(text)
        yield text


def read_texts(folder: Path) -> list[str]:
    """The texts of a folder, as received."""
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
