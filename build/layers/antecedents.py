"""What bare head nouns point to: "the Convention", after or before the convention has been named."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from .mentions import Mention
from .words import POINTING_BACK


class Antecedents:
    """What the bare head nouns of one document point to.

    Who goes through the mentions in order puts each that names an instrument into `nearest`, by its head and by whether
    it is a set.
    """

    def __init__(self, mentions: Sequence[Mention], own_type: str | None) -> None:
        self.mentions = mentions
        self.own_type = own_type
        self.nearest: dict[tuple[str, bool], Mention] = {}
        self._sets: dict[str, tuple[int, set[str]]] = {}

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each head names one instrument."""
        places: dict[str, list[int]] = {}
        for index, mention in enumerate(self.mentions):
            if not mention.bare and not mention.collective:
                places.setdefault(mention.head, []).append(index)
        return places

    def of(self, mention: Mention, index: int) -> Mention | None:
        """The mention that a bare head noun points to: the nearest before it, else the first after it.

        A document of that type means itself, unless it has just spoken of another: then None.
        """
        own = self.own_type is not None and self.own_type == mention.type and not POINTING_BACK.match(mention.text)
        nearest = self.nearest.get((mention.head, mention.collective))
        if nearest is not None and (not own or nearest.paragraph >= mention.paragraph - 1):
            return nearest
        if own:
            return None
        places = self._places.get(mention.head, [])
        after = bisect_right(places, index)
        return self.mentions[places[after]] if after < len(places) else None

    def set_key(self, mention: Mention, index: int) -> str:
        """What a set is known by that a bare plural means, "the Conventions": the instruments of that head before it.

        At least two must have been named, else it is not known which are meant.
        """
        read, keys = self._sets.get(mention.head, (0, set()))
        keys.update(
            m.link or m.key
            for m in self.mentions[read:index]
            if m.head == mention.head and not m.bare and not m.collective
        )
        self._sets[mention.head] = (index, keys)
        return " and ".join(sorted(keys)) if len(keys) > 1 else ""
