"""The pages of `sco show`: one function a kind, from the values of `inspection.detail` to text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .layout import counted, pairs, prose, table, visible, wrap
from .output import bold

Said = dict[str, Any]

#: Columns of a row that its page says in other words, or that its place says.
ELSEWHERE = frozenset(
    (
        "text", "char_start", "char_end", "line_start", "line_end",
        "document_id", "section_id", "paragraph_id", "position",
    )
)  # fmt: skip


def page(said: Said, width: int) -> str:
    """A page on one row: a headline, the document it stands in, its text or values, its place."""
    head = [f"{bold(visible(said['id']))}  {said['kind']}"]
    document = said.get("document")
    if document and said["kind"] != "instrument":
        head.append(prose(_document_line(document), width))
    blocks = [block for block in _BLOCKS[said["kind"]](said, width) if block]
    place = _place(said, width)
    return "\n\n".join(["\n".join(head), *blocks, *([place] if place else [])])


def _document(said: Said, width: int) -> list[str]:
    row = said["row"]
    facts = []
    for name in ("title", "document_type", "issuer", "date", "place", "language"):
        origin = row[f"{name}_origin"]
        note = "" if origin in (None, "text") else f" ({origin})"
        facts.append((name.replace("_", " "), "" if row[name] is None else visible(row[name]) + note))
    facts += [
        ("source", f"{visible(row['source_file'])}, {row['source_bytes']} bytes, {row['source_encoding']}"),
        ("sha256", row["source_sha256"]),
        ("counts", ", ".join(counted(row[f"{name}s"], name) for name in ("paragraph", "word", "mention"))),
    ]
    supplied = [
        (item["column_name"].replace("_", " "), _folded(item["statement"]))
        for item in said["evidence"]
        if item["statement"]
    ]
    return [
        pairs(facts, width),
        _sections(said, width),
        _signatories(said, width),
        bold("Supplied, with the evidence") + "\n" + pairs(supplied, width) if supplied else "",
    ]


def _section(said: Said, width: int) -> list[str]:
    row = said["row"]
    facts = [
        ("kind", row["kind"]),
        ("label", _label(row)),
        ("heading", visible(row["heading"] or "")),
        ("stands in", row["parent_id"] or ""),
    ]
    paragraphs = [f"{item['paragraph_id']}\n{prose(visible(item['text']), width, 2)}" for item in said["paragraphs"]]
    return [pairs(facts, width), _sections(said, width), *paragraphs, _signatories(said, width)]


def _sections(said: Said, width: int) -> str:
    rows = [(item["section_id"], item["kind"], visible(item["heading"] or "")) for item in said["sections"]]
    return _titled("Sections", ("section", "kind", "heading"), rows, width)


def _signatories(said: Said, width: int) -> str:
    rows = [
        (item["signatory_id"], visible(item["state_printed"]), visible(item["person_printed"] or ""))
        for item in said["signatories"]
    ]
    return _titled("Signatories", ("signatory", "state", "person"), rows, width)


def _label(row: Said) -> str:
    label = visible(row["label"] or "")
    if row["label_printed"] and row["label_printed"] != row["label"]:
        codes = " ".join(f"U+{ord(char):04X}" for char in row["label_printed"])
        label += f" (printed {visible(row['label_printed'])}, {codes})"
    return label


def _paragraph(said: Said, width: int) -> list[str]:
    row, mentions = said["row"], said["mentions"]
    number = visible(row["number_printed"]) + " " if row["number_printed"] else ""
    blocks = [prose(number + _marked(row["text"], mentions), width, 2)]
    cells = [
        (
            index,
            visible(item["text"]),
            item["instrument_id"],
            item["form"],
            visible(item["date_printed"] or ""),
        )
        for index, item in enumerate(mentions, 1)
    ]
    headings = ("", "mention", "instrument", "form", "date printed")
    blocks.append(_titled("Mentions", headings, cells, width))
    edits = [(item["edit_id"], item["kind"], visible(item["source"]), _read_as(item)) for item in said["edits"]]
    blocks.append(_titled("Edits", ("edit", "kind", "source", "read as"), edits, width))
    return [*blocks, f"{counted(row['words'], 'word')}, {counted(row['sentences'], 'sentence')}"]


def _marked(text: str, mentions: Sequence[Said]) -> str:
    """The text with each mention in square brackets and its number behind them."""
    from ..build.inspection import pieces

    spans = [(item["start"], item["end"]) for item in mentions]
    return "".join(
        visible(piece) if index is None else f"[{visible(piece)}]({index + 1})" for piece, index in pieces(text, spans)
    )


def _instrument(said: Said, width: int) -> list[str]:
    row = said["row"]
    facts = _facts(row, skip={"name", "mentions", "documents", "first_mention_id", "statement"})
    blocks = [prose(visible(row["name"]), width), pairs(facts, width)]
    if said["document"]:
        blocks.append(prose(f"It is the document {_document_line(said['document'])}.", width))
    if row["statement"]:
        blocks.append(prose(_folded(row["statement"]), width))
    return [*blocks, _cited("Cited", said, width)]


def _entity(said: Said, width: int) -> list[str]:
    row, parent = said["row"], said["parent"]
    facts = _facts(row, skip={"name", "parent_id", "mentions", "documents", "first_mention_id", "statement"})
    if parent:
        facts.append(("part of", f"{parent['entity_id']} ({visible(parent['name'])})"))
    blocks = [prose(visible(row["name"]), width), pairs(facts, width)]
    if row["statement"]:
        blocks.append(prose(_folded(row["statement"]), width))
    return [*blocks, _cited("Named", said, width)]


def _cited(verb: str, said: Said, width: int) -> str:
    """How often something is mentioned, and every mention with the words around it."""
    row = said["row"]
    lines = [bold(f"{verb} {counted(row['mentions'], 'time')} in {counted(row['documents'], 'document')}")]
    for item in said["mentions"]:
        date = item.get("date_printed")
        note = f"  {item['form']}" + (f", {visible(date)}" if date else "")
        lines += [
            item["mention_id"] + note,
            prose(_words_around(item, item["paragraph_text"], width), width, 2),
        ]
    return "\n".join(lines)


def _words_around(mention: Said, text: str, width: int) -> str:
    """The mention in brackets, with as many words around it as fill about two lines."""
    from ..build.inspection import context

    for room in range(width, 16, -4):
        before, span, after = context(text, mention["start"], mention["end"], room, room)
        words = f"{visible(before)}[{visible(span)}]{visible(after)}"
        if len(wrap(words, width - 2)) <= 2:
            break
    return words


def _mention(said: Said, width: int) -> list[str]:
    row, thing = said["row"], "entity" if "entity" in said else "instrument"
    known = said[thing]
    blocks = []
    if said["paragraph_text"] is not None:
        blocks.append(prose(_words_around(row, said["paragraph_text"], width), width, 2))
    named = f"{known[f'{thing}_id']} ({visible(known['name'])})" if known else row[f"{thing}_id"]
    facts = [
        (thing, named),
        ("paragraph", row["paragraph_id"]),
        ("in its text", f"characters {row['start']}-{row['end']}"),
        ("form", row["form"]),
        ("date printed", visible(row.get("date_printed") or "")),
        ("found by", row["method"]),
    ]
    return [*blocks, pairs(facts, width)]


def _statement(said: Said, width: int) -> list[str]:
    row, text = said["row"], said["paragraph_text"]
    blocks = [prose(_words_around(row, text, width), width, 2)] if text is not None else []
    return [*blocks, pairs(_facts(row, skip={"statement_id", "start", "end"}), width)]


def _signatory(said: Said, width: int) -> list[str]:
    return [pairs(_facts(said["row"], skip={"signatory_id"}), width), _as_printed(said, width)]


def _segment(said: Said, width: int) -> list[str]:
    row = said["row"]
    facts = [("kind", row["kind"]), ("position", str(row["position"]))]
    facts += [(name, row[f"{name}_id"] or "") for name in ("section", "paragraph", "signatory")]
    return [pairs(facts, width), _as_printed(said, width)]


def _edit(said: Said, width: int) -> list[str]:
    row = said["row"]
    facts = [("kind", row["kind"]), ("source", visible(row["source"])), ("read as", _read_as(row))]
    return [pairs(facts, width)]


def _read_as(edit: Said) -> str:
    """What stands for the source; what cannot be seen is named."""
    replacement = edit["replacement"] or ""
    return visible(replacement) if replacement.strip() else "(a blank)" if replacement else "(nothing)"


def _evidence(said: Said, width: int) -> list[str]:
    return [pairs(_facts(said["row"], skip={"evidence_id"}), width)]


def _diagnostic(said: Said, width: int) -> list[str]:
    return [pairs(_facts(said["row"], skip=set()), width)]


def _quality(said: Said, width: int) -> list[str]:
    return [pairs(_facts(said["row"], skip=set()), width)]


def _as_printed(said: Said, width: int) -> str:
    """The slice of the source, its line ends as they are and everything invisible escaped."""
    text = said["source_slice"]
    if text is None:
        return ""
    lines = [prose(visible(line), width, 2) for line in text.splitlines()]
    return bold("In the source") + "\n" + "\n".join(lines)


def _facts(row: Said, skip: set[str]) -> list[tuple[str, str]]:
    """The columns of a row that hold something, as label and value."""
    key = next(iter(row))
    hidden = ELSEWHERE | skip | {key, "date_earliest", "date_latest"}
    shown = {name: value for name, value in row.items() if name not in hidden and value is not None}
    return [(name.replace("_", " "), _value(value)) for name, value in shown.items()]


def _folded(text: str) -> str:
    """A curator's text of several lines as one."""
    return visible(" ".join(text.split()))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return visible(str(value))


def _titled(title: str, headings: Sequence[str], rows: Sequence[Sequence[object]], width: int) -> str:
    return f"{bold(title)}\n{table(headings, rows, width)}" if rows else ""


def _document_line(document: Said) -> str:
    said = [document["document_id"], document["title"], document["place"], document["date"]]
    return visible(", ".join(str(part) for part in said if part))


def _place(said: Said, width: int) -> str:
    place = said["place"]
    if place is None:
        return ""
    first, last = place["line_start"], place["line_end"]
    lines = "" if first is None else f", line {first}" if first == last else f", lines {first}-{last}"
    where = f"{visible(place['file'])}{lines}, characters {place['char_start']}-{place['char_end']}"
    return pairs([("source", where)], width)


_BLOCKS: dict[str, Callable[[Said, int], list[str]]] = {
    "document": _document,
    "section": _section,
    "paragraph": _paragraph,
    "signatory": _signatory,
    "instrument": _instrument,
    "mention": _mention,
    "entity": _entity,
    "entity mention": _mention,
    "statement": _statement,
    "segment": _segment,
    "edit": _edit,
    "evidence": _evidence,
    "quality": _quality,
    "diagnostic": _diagnostic,
}
