"""Patterns that are put together from lists of words."""

from __future__ import annotations

import re
from collections.abc import Iterable


def trie(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest that fits, which reads each letter once.

    `trie(["state", "states"]) == "states?"`; without words it matches nothing.
    """
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _render(tree) or "(?!)"


def _render(node: dict) -> str:  # type: ignore[type-arg]
    branches = [re.escape(letter) + _render(child) for letter, child in sorted(node.items()) if letter]
    if not branches:
        return ""
    single = len(branches) == 1 and len(branches[0].replace("\\", "")) == 1
    if "" not in node:
        return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"{branches[0]}?" if single else f"(?:{'|'.join(branches)})?"
