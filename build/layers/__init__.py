"""Layers: what is read in the paragraphs, each layer on its own, from the reading and never from the file."""

from __future__ import annotations

from functools import lru_cache

from ..authorities import Authorities
from ..entity_authority import complete
from .entities import EntityFinder
from .instruments import Finder
from .signatories import States
from .statements import StatementFinder

__all__ = ["Layers", "layers_of"]


@lru_cache(maxsize=1)
def layers_of(authorities: Authorities) -> Layers:
    """The layers with these authority files; those made last are kept for the next build of the same process."""
    return Layers(authorities)


class Layers:
    """Every layer with the authority files that it looks things up in; made once and used for every document."""

    def __init__(self, authorities: Authorities) -> None:
        self.authorities = authorities
        #: The identifiers of the instruments whose text a document is, by the document.
        self.texts: dict[str | None, set[str]] = {}
        for instrument in authorities.by_id.values():
            self.texts.setdefault(instrument.document_id, set()).add(instrument.id)
        codes = {entity.id: entity.state_code for entity in complete(authorities.states, authorities.entities)}
        of_states = {adjective: code for adjective, name in authorities.adjectives.items() if (code := codes.get(name))}
        self.states = States(authorities.states, of_states)
        self.instruments = Finder(authorities)
        self.entities = EntityFinder(
            authorities.states, authorities.entities, authorities.adjectives, authorities.bodies
        )
        self.statements = StatementFinder(authorities.forces) if authorities.forces else None
