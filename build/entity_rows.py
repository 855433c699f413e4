"""The rows of `entities`: which entity each mention of a corpus refers to, and what is known of it.

Registered entities come from the authority files; mentions of others under one name become one provisional row. The
organisation of an organ has a row even where no text speaks of it alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .entity_authority import Entity
from .layers.entity_links import EntityMention
from .schemas import Row, schema
from .texts import slug

#: A row of `entity_mentions` and the mention that it was made from.
Pair = tuple[Row, EntityMention]


def entity_rows(pairs: Sequence[Pair], registered: Mapping[str, Entity]) -> list[Row]:
    """The rows of `entities`, by identifier; gives each mention's row without an `entity_id` that of a provisional one.

    `pairs` are in the order in which mentions are published; `registered` are the records by identifier.
    """
    _name_provisional(pairs, set(registered))
    groups: dict[str, list[Pair]] = {}
    for row, mention in pairs:
        groups.setdefault(row["entity_id"], []).append((row, mention))
    for entity_id, group in list(groups.items()):
        record = registered.get(entity_id)
        parent = record.parent if record else group[0][1].parent
        while parent is not None:
            groups.setdefault(parent, [])
            parent = registered[parent].parent
    return [_entity_row(entity_id, groups[entity_id], registered.get(entity_id)) for entity_id in sorted(groups)]


def _name_provisional(pairs: Sequence[Pair], taken: set[str]) -> None:
    """Identifiers for what no record has: one for each name, or for each name in a document where it is local."""
    groups: dict[tuple[str, str, str], list[Pair]] = {}
    for row, mention in pairs:
        if row["entity_id"] is None:
            identity = (mention.type, mention.key, row["document_id"] if mention.local else "")
            groups.setdefault(identity, []).append((row, mention))
    for (kind, _, document_id), group in groups.items():
        stem = slug(_fullest(group))[:80].strip("-") or kind
        stem = f"{stem}-{document_id}" if document_id else stem
        name, number = stem, 2
        while name in taken:
            name = f"{stem}-{number}"
            number += 1
        taken.add(name)
        for row, _ in group:
            row["entity_id"] = name


def _fullest(group: Sequence[Pair]) -> str:
    """The first full name by which a group of mentions calls its entity, or the first form where there is none."""
    return next((mention.text for _, mention in group if mention.form == "name"), group[0][1].text)


def _entity_row(entity_id: str, group: Sequence[Pair], record: Entity | None) -> Row:
    if record is not None:
        code = record.state_code if record.type == "state" else None
        known = {"name": record.name, "type": record.type, "parent_id": record.parent, "statement": record.statement}
    else:
        code, mention = None, group[0][1]
        known = {"name": _fullest(group), "type": mention.type, "parent_id": mention.parent, "statement": None}
    return schema("entities").row(
        entity_id=entity_id, **known, state_code=code, registered=record is not None, mentions=len(group),
        documents=len({row["document_id"] for row, _ in group}),
        first_mention_id=group[0][0]["mention_id"] if group else None,
    )  # fmt: skip
