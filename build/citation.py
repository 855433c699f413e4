"""Citations of the dataset, of a document in it, of a passage; and the files that citation services read.

Everything here is a pure function of the dataset's metadata and of rows of its tables. Nothing is added to
them: a key that the metadata do not have has no counterpart in the output.

CITATION.cff follows the Citation File Format 1.2.0 (https://citation-file-format.github.io); .zenodo.json
the deposit metadata of https://developers.zenodo.org. Zenodo ignores CITATION.cff where .zenodo.json stands
beside it, so both are written from the same metadata. How single references are printed is in `references`.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from .model import Metadata
from .references import FORMATS, Name, Reference, render
from .schemas import Row
from .stored import where

__all__ = [
    "FORMATS",
    "citable",
    "citation_cff",
    "cite_dataset",
    "cite_document",
    "cite_passage",
    "metadata_of",
    "zenodo_json",
]

#: ISO 639-3 codes, which Zenodo asks for, of languages whose BCP 47 tag has two letters.
ISO_639_3 = {
    "ar": "ara", "az": "aze", "be": "bel", "bn": "ben", "de": "deu", "en": "eng", "es": "spa", "fa": "fas",
    "fr": "fra", "hi": "hin", "hy": "hye", "id": "ind", "it": "ita", "ja": "jpn", "ka": "kat", "kk": "kaz",
    "ko": "kor", "ky": "kir", "mn": "mon", "ms": "msa", "nl": "nld", "ps": "pus", "pt": "por", "ru": "rus",
    "tg": "tgk", "th": "tha", "tk": "tuk", "tr": "tur", "uk": "ukr", "ur": "urd", "uz": "uzb", "vi": "vie",
    "zh": "zho",
}  # fmt: skip

#: What Zenodo calls the roles of the Data Package standard, for contributors who are not creators.
ZENODO_ROLES = {
    "contact": "ContactPerson",
    "contributor": "Other",
    "dataCollector": "DataCollector",
    "dataCurator": "DataCurator",
    "dataManager": "DataManager",
    "editor": "Editor",
    "researcher": "Researcher",
    "rightsHolder": "RightsHolder",
}

ORCID = "https://orcid.org/"
URL = re.compile("https?://")


def metadata_of(descriptor: Mapping[str, Any]) -> Metadata:
    """The metadata that a package's `datapackage.json` states; the day of `created` is the day of release."""
    return Metadata(
        name=str(descriptor.get("name") or ""),
        title=descriptor.get("title") or str(descriptor.get("name") or ""),
        description=descriptor.get("description") or "",
        version=str(descriptor.get("version") or ""),
        released=str(descriptor["created"])[:10] if descriptor.get("created") else None,
        language=descriptor.get("sco:language"),
        homepage=descriptor.get("homepage"),
        keywords=tuple(descriptor.get("keywords") or ()),
        licenses=tuple(descriptor.get("licenses") or ()),
        contributors=tuple(descriptor.get("contributors") or ()),
        sources=tuple(descriptor.get("sources") or ()),
    )


# -- files -----------------------------------------------------------------------------------------


def citation_cff(metadata: Metadata) -> str:
    """The text of CITATION.cff.

    Where no contributor is named, the author is the entity `anonymous`, as the format's guide says.
    """
    lines = [
        "cff-version: 1.2.0",
        f"message: {_quoted('If you use this dataset, please cite it as below.')}",
        "type: dataset",
        f"title: {_quoted(metadata.title)}",
        "authors:",
    ]
    # The format allows no author and no keyword twice.
    for author in dict.fromkeys(map(_cff_author, _creators(metadata))):
        lines += author
    if metadata.version:
        lines.append(f"version: {_quoted(metadata.version)}")
    if metadata.released:
        lines.append(f"date-released: {_quoted(str(metadata.released))}")
    lines += _cff_licenses(metadata)
    if metadata.homepage:
        lines.append(f"url: {_quoted(metadata.homepage)}")
    if metadata.keywords:
        lines.append("keywords:")
        lines += [f"  - {_quoted(keyword)}" for keyword in dict.fromkeys(metadata.keywords)]
    if metadata.description:
        lines.append(f"abstract: {_quoted(metadata.description)}")
    return "\n".join(lines) + "\n"


def zenodo_json(metadata: Metadata) -> str:
    """The text of .zenodo.json.

    The description is HTML there, so `<` and `&` are escaped. Without a licence Zenodo would publish the
    files as CC0, so access is then `closed` until the depositor decides.
    """
    deposit: dict[str, Any] = {
        "upload_type": "dataset",
        "title": metadata.title,
        "description": html.escape(metadata.description or metadata.title, quote=False),
        "creators": [_zenodo_person(creator) for creator in _creators(metadata)],
    }
    others = [person for person in metadata.contributors if not _is_creator(person)]
    if others and any(map(_is_creator, metadata.contributors)):
        deposit["contributors"] = [
            {**_zenodo_person(person), "type": ZENODO_ROLES.get(_roles(person)[0], "Other")} for person in others
        ]
    license_name = next((item["name"] for item in metadata.licenses if item.get("name")), None)
    deposit["access_right"] = "open" if license_name else "closed"
    if license_name:
        deposit["license"] = license_name.lower()
    if metadata.keywords:
        deposit["keywords"] = list(metadata.keywords)
    if metadata.version:
        deposit["version"] = metadata.version
    if metadata.released:
        deposit["publication_date"] = str(metadata.released)
    language = _iso_639_3(metadata.language)
    if language:
        deposit["language"] = language
    return json.dumps(deposit, indent=2, ensure_ascii=False) + "\n"


def _cff_author(author: Mapping[str, Any]) -> tuple[str, ...]:
    if author.get("familyName"):
        fields = [("family-names", author["familyName"]), ("given-names", author.get("givenName"))]
    else:
        fields = [("name", _name(author).text)]
    path = str(author.get("path") or "")
    if path.startswith(ORCID):
        fields.append(("orcid", path))
    elif URL.match(path):
        fields.append(("website", path))
    written = [f"{key}: {_quoted(str(value))}" for key, value in fields if value]
    return ("  - " + written[0], *("    " + line for line in written[1:]))


def _cff_licenses(metadata: Metadata) -> list[str]:
    names = list(dict.fromkeys(item["name"] for item in metadata.licenses if item.get("name")))
    if len(names) == 1:
        return [f"license: {_quoted(names[0])}"]
    if names:
        return ["license:", *(f"  - {_quoted(name)}" for name in names)]
    paths = [item["path"] for item in metadata.licenses if URL.match(item.get("path") or "")]
    return [f"license-url: {_quoted(paths[0])}"] if paths else []


def _zenodo_person(person: Mapping[str, Any]) -> dict[str, str]:
    found = {"name": _name(person).text}
    if person.get("organization") and found["name"] != person["organization"]:
        found["affiliation"] = str(person["organization"])
    path = str(person.get("path") or "")
    if path.startswith(ORCID):
        found["orcid"] = path.removeprefix(ORCID)
    return found


def _roles(person: Mapping[str, Any]) -> list[str]:
    return [str(role) for role in person.get("roles") or ["creator"]]


def _is_creator(person: Mapping[str, Any]) -> bool:
    return "creator" in _roles(person)


def _creators(metadata: Metadata) -> Sequence[Mapping[str, Any]]:
    """Who is to be named as author: those with the role `creator`, or everybody where nobody has it."""
    creators = [person for person in metadata.contributors if _is_creator(person)]
    return creators or list(metadata.contributors) or [{"title": "anonymous"}]


def _name(person: Mapping[str, Any]) -> Name:
    if person.get("familyName"):
        parts = (person["familyName"], person.get("givenName"))
        return Name(", ".join(str(part) for part in parts if part), is_person=True)
    return Name(str(person.get("title") or person.get("organization") or person.get("givenName")))


def _iso_639_3(tag: str | None) -> str | None:
    primary = (tag or "").partition("-")[0].lower()
    return primary if len(primary) == 3 else ISO_639_3.get(primary)


def _quoted(value: str) -> str:
    """A YAML double-quoted scalar: a JSON string is one, once what YAML calls unprintable is escaped."""

    def shown(char: str) -> str:
        unprintable = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and ord(char) < 0x10000
        return f"\\u{ord(char):04x}" if unprintable else char

    return "".join(map(shown, json.dumps(value, ensure_ascii=False)))


# -- references ------------------------------------------------------------------------------------


def cite_dataset(metadata: Metadata, format: str = "text") -> str:
    """A reference to the whole dataset, in one of `FORMATS`, without a line end after the last line."""
    return render(_dataset(metadata), format)


def cite_document(metadata: Metadata, document: Row, format: str = "text") -> str:
    """A reference to a document of the dataset: issuer, title, place, date, and the dataset it is cited from.

    `document` is a row of `documents`. What a curator supplied stands in square brackets in the text form,
    and is named in the note of the other two.
    """
    return render(_document(metadata, document), format)


def cite_passage(metadata: Metadata, document: Row, passage: Row, format: str = "text") -> str:
    """A reference to a passage: `passage` is a row of `paragraphs` or `sections` that `document` has."""
    if "paragraph_id" in passage:
        identifier, words = passage["paragraph_id"], f"passage {passage['passage']}"
    else:
        identifier = passage["section_id"]
        label = str(identifier).partition(":")[2]
        words = f"section {label}" if passage.get("label") else label
    return render(_document(metadata, document, str(identifier), words), format)


def citable(tables: Mapping[str, Collection[Row]], identifier: str) -> tuple[Row, Row | None] | None:
    """The row of `documents`, and the row of `sections` or `paragraphs` where it is one, that can be cited.

    None where the identifier is not one of a document, a section or a paragraph.
    """
    for document in where(tables["documents"], "document_id", {identifier}):
        return document, None
    for table, key in (("sections", "section_id"), ("paragraphs", "paragraph_id")):
        for row in where(tables[table], key, {identifier}):
            return where(tables["documents"], "document_id", {row["document_id"]})[0], row
    return None


def _dataset(metadata: Metadata) -> Reference:
    licenses = [item.get("name") or item.get("title") or item.get("path") or "" for item in metadata.licenses]
    return Reference(
        kind="dataset",
        key=f"{metadata.name}-{metadata.version}" if metadata.version else metadata.name,
        authors=tuple(_name(person) for person in _creators(metadata)) if metadata.contributors else (),
        title=metadata.title,
        date=str(metadata.released) if metadata.released else None,
        version=metadata.version,
        license=", ".join(filter(None, licenses)),
        url=metadata.homepage,
        language=metadata.language,
        keywords=metadata.keywords,
    )


def _document(
    metadata: Metadata, document: Row, identifier: str | None = None, passage: str | None = None
) -> Reference:
    described = ("issuer", "title", "place", "date")
    supplied = {column for column in described if document.get(f"{column}_origin") == "supplied"}
    return Reference(
        kind="document",
        key=identifier or document["document_id"],
        authors=(Name(document["issuer"]),) if document.get("issuer") else (),
        title=document.get("title"),
        date=document.get("date"),
        place=document.get("place"),
        document_type=document.get("document_type"),
        passage=passage,
        url=metadata.homepage,
        language=document.get("language"),
        supplied=frozenset(supplied),
        dataset=_dataset(metadata),
    )
