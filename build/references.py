"""References to the dataset and to texts in it, printed as text, BibTeX and RIS.

BibTeX is escaped for LaTeX and otherwise stays UTF-8; names of bodies stand in braces of their own, so that
no style takes them apart. Keys are identifiers of the dataset, which do not change between releases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .texts import UNRULY

FORMATS = ("text", "bibtex", "ris")

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

#: Stands for the title of a text that has none; square brackets, since the text does not say so.
UNTITLED = "[Untitled]"

# BibTeX counts braces even behind a backslash, so a brace in a value needs a command that has none.
LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: "\\" + char for char in "&%$#_"},
}


@dataclass(frozen=True)
class Name:
    """An author: a person as "Family, Given", or a body."""

    text: str
    is_person: bool = False


@dataclass(frozen=True)
class Reference:
    """What a citation says of a dataset, or of a document or passage and the dataset it is cited from.

    `date` is ISO 8601 at the precision that is known; `supplied` names those of issuer, title, place and date
    that do not stand in the text cited.
    """

    kind: str
    key: str
    authors: tuple[Name, ...] = ()
    title: str | None = None
    date: str | None = None
    place: str | None = None
    document_type: str | None = None
    passage: str | None = None
    version: str | None = None
    license: str | None = None
    url: str | None = None
    language: str | None = None
    keywords: tuple[str, ...] = ()
    supplied: frozenset[str] = frozenset()
    dataset: Reference | None = None


def render(reference: Reference, format: str) -> str:
    """The reference in one of `FORMATS`."""
    if format == "text":
        return _text(reference)
    if format == "bibtex":
        return _bibtex(reference)
    if format == "ris":
        return _ris(reference)
    raise ValueError(f"no format {format!r}; there are {', '.join(FORMATS)}")


def long_date(date: str) -> str:
    """A date in words.

    >>> long_date("2002-06-07"), long_date("2002-06"), long_date("2002")
    ('7 June 2002', 'June 2002', '2002')
    """
    year, month, day = _parts(date)
    words = [str(int(day))] if day else []
    if month:
        words.append(MONTHS[int(month) - 1])
    return " ".join([*words, year])


def _parts(date: str) -> tuple[str, str, str]:
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    return year, month, day


# -- text ------------------------------------------------------------------------------------------


def _text(reference: Reference) -> str:
    if reference.dataset is None:
        return _dataset_text(reference)

    def bracketed(column: str, value: str | None) -> str:
        return f"[{value}]" if value and column in reference.supplied else value or ""

    issuer = "; ".join(name.text for name in reference.authors)
    date = long_date(reference.date) if reference.date else None
    if reference.place and date and {"place", "date"} <= reference.supplied:
        where = f"[{reference.place}, {date}]"
    else:
        where = ", ".join(filter(None, [bracketed("place", reference.place), bracketed("date", date)]))
    sentences = [
        bracketed("issuer", issuer),
        bracketed("title", reference.title or UNTITLED),
        ", ".join(filter(None, [where, reference.passage])),
    ]
    url = f" {reference.url}" if reference.url else ""
    return f"{_sentences(sentences)} In: {_container(reference.dataset, reference.key)}{url}"


def _dataset_text(reference: Reference) -> str:
    license = f"Licence: {reference.license}." if reference.license else ""
    return " ".join(filter(None, [_container(reference), license, reference.url]))


def _container(dataset: Reference, identifier: str = "") -> str:
    """The dataset that a text is cited from, with the identifier that finds the text in it."""
    head = "; ".join(name.text for name in dataset.authors)
    if dataset.date:
        head = f"{head} ({_parts(dataset.date)[0]})".strip()
    version = f"version {dataset.version}" if dataset.version else ""
    what = ", ".join(filter(None, ["Data set", version, identifier]))
    return _sentences([head, dataset.title or UNTITLED, what])


def _sentences(parts: list[str]) -> str:
    """Parts with a full stop after each, and no second one where a part ends in one."""
    lines = [_line(part) for part in parts if part]
    return " ".join(line if line.endswith((".", "?", "!")) else line + "." for line in lines)


def _line(text: str) -> str:
    return " ".join(UNRULY.sub("", text).split())


def _note(reference: Reference) -> str:
    """What has no field of its own in a reference manager's record."""
    if reference.dataset is None:
        version = f"Data set, version {reference.version}" if reference.version else "Data set"
        return _sentences([version, f"Licence: {reference.license}" if reference.license else ""])
    passage = reference.passage or ""
    container = _container(reference.dataset, reference.key)
    sentences = [passage[:1].upper() + passage[1:], f"Cited from: {container}"]
    if reference.supplied:
        order = [name for name in ("issuer", "title", "place", "date") if name in reference.supplied]
        sentences.append(f"Supplied by a curator, not in the text: {', '.join(order)}")
    return _sentences(sentences)


# -- BibTeX ----------------------------------------------------------------------------------------


def _bibtex(reference: Reference) -> str:
    """An entry of type `misc`, which every style knows."""
    fields: list[tuple[str, str]] = []
    if reference.authors:
        names = (_latex(n.text) if n.is_person else "{" + _latex(n.text) + "}" for n in reference.authors)
        fields.append(("author", "{" + " and ".join(names) + "}"))
    fields.append(("title", "{{" + _latex(reference.title or UNTITLED) + "}}"))
    if reference.document_type and reference.document_type != "other":
        fields.append(("howpublished", "{" + _latex(reference.document_type.capitalize()) + "}"))
    if reference.place:
        fields.append(("address", "{" + _latex(reference.place) + "}"))
    if reference.date:
        year, month, day = _parts(reference.date)
        fields.append(("year", "{" + year + "}"))
        if month:
            fields.append(("month", MONTHS[int(month) - 1][:3].lower()))
        if day:
            fields.append(("day", "{" + str(int(day)) + "}"))
    if reference.version:
        fields.append(("version", "{" + _latex(reference.version) + "}"))
    fields.append(("note", "{" + _latex(_note(reference)) + "}"))
    if reference.url:
        fields.append(("url", "{" + _verbatim(reference.url) + "}"))
    width = max(len(name) for name, _ in fields)
    body = ",\n".join(f"  {name:<{width}} = {value}" for name, value in fields)
    return "@misc{" + bibtex_key(reference.key) + ",\n" + body + "\n}"


def bibtex_key(identifier: str) -> str:
    """An identifier as a BibTeX key: what BibTeX or LaTeX could stumble over becomes `+` and its code point.

    Two identifiers never give one key, since no `+` of theirs stays.

    >>> bibtex_key("sco-2003-moscow:II.3"), bibtex_key("a:ст.1")
    ('sco-2003-moscow:II.3', 'a:+441++442+.1')
    """
    return re.sub(r"[^A-Za-z0-9:._-]", lambda match: f"+{ord(match.group()):x}+", identifier)


def _latex(text: str) -> str:
    return "".join(LATEX.get(char, char) for char in _line(text))


def _verbatim(url: str) -> str:
    """A URL for the `url` field, which LaTeX reads verbatim: only braces would end it."""
    return _line(url).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


# -- RIS -------------------------------------------------------------------------------------------


def _ris(reference: Reference) -> str:
    """A record of type DATA for the dataset, GOVDOC for a document or passage."""
    tags: list[tuple[str, str | None]] = [("TY", "DATA" if reference.dataset is None else "GOVDOC")]
    tags += [("AU", name.text) for name in reference.authors]
    tags.append(("TI", reference.title or UNTITLED))
    if reference.date:
        year, month, day = _parts(reference.date)
        tags += [("PY", year), ("DA", "/".join([year, month, day]))]
    tags += [
        ("CY", reference.place),
        ("ET", reference.version),
        ("SE", (reference.passage or "").removeprefix("passage ").removeprefix("section ")),
        ("LA", reference.language),
    ]
    tags += [("KW", keyword) for keyword in reference.keywords]
    tags += [("N1", _note(reference)), ("UR", reference.url), ("ID", reference.key)]
    lines = [f"{tag}  - {_line(value)}" for tag, value in tags if value and _line(value)]
    return "\n".join([*lines, "ER  - "])
