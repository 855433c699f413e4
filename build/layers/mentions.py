"""A mention of an instrument, as the layer of instruments finds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Mention:
    """One mention: `paragraph` is an index; `start` and `end` are offsets in that paragraph's text.

    `link` is the identifier of a registered instrument; without one, `key` says what the provisional
    instrument is known by. `context` are the words before it, which tell the status of a provisional one.
    """

    paragraph: int
    start: int
    end: int
    text: str
    form: str
    method: str
    type: str
    date_printed: str | None = None
    link: str | None = None
    key: str = ""
    status: str = "adopted"
    context: str = ""
    collective: bool = False
    head: str = ""
    bare: bool = False
    introduces: Mention | None = None


def follow(mention: Mention, other: Mention) -> None:
    """Let a mention mean what another means."""
    mention.link, mention.key, mention.type = other.link, other.key, other.type
    mention.status, mention.collective, mention.method = other.status, other.collective, "antecedent"
