"""Citations say what metadata and tables say, and no more; the citation files obey their schemas and agree.

CITATION.cff, .zenodo.json and datapackage.json are written from one `Metadata` and must name the same facts.
BibTeX and RIS must survive any text, and no two things may share a key.
"""

from __future__ import annotations

import doctest
import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from sample import METADATA, sample_corpus
from sco_declarations.build import citation, inspection, references
from sco_declarations.build.citation import (
    citable,
    citation_cff,
    cite_dataset,
    cite_document,
    cite_passage,
    metadata_of,
    zenodo_json,
)
from sco_declarations.build.descriptor import describe
from sco_declarations.build.metadata import default_metadata, read_metadata
from sco_declarations.build.model import Metadata

ROOT = Path(__file__).parent.parent
CFF = json.loads((ROOT / "tests/vendor/cff-1.2.0/schema.json").read_text(encoding="utf-8"))
ZENODO = json.loads((ROOT / "tests/zenodo_deposit.schema.json").read_text(encoding="utf-8"))
OURS = read_metadata((ROOT / "data/curated/dataset.yaml").read_text(encoding="utf-8"), "dataset.yaml")

ORCID = "https://orcid.org/0000-0002-1825-0097"
#: Metadata with everything that can be said, and with next to nothing.
FULL = replace(
    METADATA,
    title='Quote " colon: hash # and \\ backslash',
    description="- not a list\n<b> & #1\u202e: \u0085 'end'",
    language="ru-RU",
    keywords=("yes", "null", "1.0", "null"),
    licenses=({"name": "CC-BY-4.0"}, {"name": "MIT"}),
    contributors=(
        {
            "title": "A. Person",
            "givenName": "Ada",
            "familyName": "Person",
            "path": ORCID,
            "roles": ["creator"],
        },
        {
            "title": "A Body",
            "path": "https://example.org",
            "organization": "Its parent",
            "roles": ["creator"],
        },
        {"organization": "A curator", "roles": ["dataCurator"]},
        {"givenName": "Guest", "roles": ["illustrator"]},
    ),
)
BARE = default_metadata("Some folder")
EVERY = {"sample": METADATA, "ours": OURS, "full": FULL, "bare": BARE}


def schema_faults(schema: dict[str, Any], value: Any) -> list[str]:
    return [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(value)]


def cff(metadata: Metadata) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(citation_cff(metadata))
    return loaded


# -- files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("metadata", EVERY.values(), ids=EVERY)
def test_citation_cff_obeys_the_official_schema(metadata: Metadata) -> None:
    said = cff(metadata)
    assert schema_faults(CFF, said) == []
    assert said["type"] == "dataset" and said["cff-version"] == "1.2.0"


@pytest.mark.parametrize("metadata", EVERY.values(), ids=EVERY)
def test_zenodo_json_obeys_its_schema(metadata: Metadata) -> None:
    assert schema_faults(ZENODO, json.loads(zenodo_json(metadata))) == []


@pytest.mark.parametrize(
    ("schema", "broken"),
    [
        (CFF, {**cff(METADATA), "authors": []}),
        (CFF, {**cff(METADATA), "license": "CC-BY-99"}),
        (CFF, {**cff(METADATA), "date-released": "29 May 2003"}),
        (CFF, {**cff(METADATA), "publisher": "Nobody"}),
        (ZENODO, {**json.loads(zenodo_json(METADATA)), "license": "CC-BY-4.0"}),
        (ZENODO, {**json.loads(zenodo_json(METADATA)), "language": "en"}),
        (ZENODO, {**json.loads(zenodo_json(METADATA)), "publisher": "Nobody"}),
        (ZENODO, {k: v for k, v in json.loads(zenodo_json(METADATA)).items() if k != "license"}),
    ],
)
def test_the_schemas_would_see_a_fault(schema: dict[str, Any], broken: dict[str, Any]) -> None:
    assert schema_faults(schema, broken)


@pytest.mark.parametrize("metadata", EVERY.values(), ids=EVERY)
def test_the_three_files_agree(metadata: Metadata) -> None:
    in_cff, in_zenodo = cff(metadata), json.loads(zenodo_json(metadata))
    package = describe(metadata, (), {})
    assert in_cff["title"] == in_zenodo["title"] == package["title"]
    assert in_cff["abstract"] == html.unescape(in_zenodo["description"]) == package["description"]
    assert "<" not in in_zenodo["description"]
    assert in_cff["version"] == in_zenodo["version"] == package["version"]
    released = package.get("created", "")[:10] or None
    assert in_cff.get("date-released") == in_zenodo.get("publication_date") == released
    assert set(in_cff.get("keywords", [])) == set(in_zenodo.get("keywords", [])) == set(package.get("keywords", []))
    names = [item["name"] for item in package.get("licenses", [])]
    licenses = in_cff.get("license", [])
    assert ([licenses] if isinstance(licenses, str) else licenses) == names
    assert in_zenodo.get("license") == (names[0].lower() if names else None)
    authors = [
        f"{a['family-names']}, {a['given-names']}" if "family-names" in a else a["name"] for a in in_cff["authors"]
    ]
    assert authors == [creator["name"] for creator in in_zenodo["creators"]]
    assert in_cff.get("url") == package.get("homepage")


def test_agreement_would_break_if_one_file_were_edited() -> None:
    edited = zenodo_json(METADATA).replace('"version": "1.2.3"', '"version": "1.2.4"')
    assert json.loads(edited)["version"] != cff(METADATA)["version"]


def test_committed_files_are_what_the_metadata_say() -> None:
    for name, text in (("CITATION.cff", citation_cff(OURS)), (".zenodo.json", zenodo_json(OURS))):
        if not (ROOT / name).exists():
            pytest.skip("the package is not built")
        assert (ROOT / name).read_text(encoding="utf-8") == text


def test_nothing_is_said_that_the_metadata_do_not_say() -> None:
    assert cff(BARE).keys() == {"cff-version", "message", "type", "title", "authors", "version", "abstract"}
    assert cff(BARE)["authors"] == [{"name": "anonymous"}]
    deposit = json.loads(zenodo_json(BARE))
    # Zenodo would put CC0 where no licence stands, so such a deposit must not be open.
    assert deposit["access_right"] == "closed" and "license" not in deposit
    for metadata in EVERY.values():
        for text in (citation_cff(metadata), zenodo_json(metadata)):
            assert not re.search("doi|publisher|isbn", text, re.IGNORECASE)


def test_roles_decide_who_is_an_author() -> None:
    said, deposit = cff(FULL), json.loads(zenodo_json(FULL))
    assert said["authors"] == [
        {"family-names": "Person", "given-names": "Ada", "orcid": ORCID},
        {"name": "A Body", "website": "https://example.org"},
    ]
    assert deposit["creators"] == [
        {"name": "Person, Ada", "orcid": ORCID[-19:]},
        {"name": "A Body", "affiliation": "Its parent"},
    ]
    assert deposit["contributors"] == [
        {"name": "A curator", "type": "DataCurator"},
        {"name": "Guest", "type": "Other"},
    ]


def test_yaml_keeps_every_character() -> None:
    assert cff(FULL)["title"] == FULL.title
    assert cff(FULL)["abstract"] == FULL.description
    assert cff(FULL)["keywords"] == ["yes", "null", "1.0"]
    assert "\u202e" not in citation_cff(FULL)


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "eng"), ("zh-Hant", "zho"), ("ru-RU", "rus"), ("kaz", "kaz"), ("xx", None), (None, None)],
)
def test_languages_for_zenodo(tag: str | None, code: str | None) -> None:
    assert json.loads(zenodo_json(replace(METADATA, language=tag))).get("language") == code


def test_every_language_code_is_one_of_iso_639() -> None:
    pycountry = pytest.importorskip("pycountry")
    for two, three in citation.ISO_639_3.items():
        assert pycountry.languages.get(alpha_2=two).alpha_3 == three


def test_metadata_come_back_from_the_descriptor() -> None:
    for metadata in (METADATA, OURS, FULL):
        assert metadata_of(json.loads(json.dumps(describe(metadata, (), {})))) == metadata


# -- references ---------------------------------------------------------------------------------------------------

TABLES = sample_corpus().tables
WINDHOEK, TASHKENT = TABLES["documents"]


def passage(identifier: str) -> dict[str, Any]:
    found = citable(TABLES, identifier)
    assert found and found[1]
    return found[1]


def test_dataset_as_text() -> None:
    assert cite_dataset(OURS) == (
        "SCO Declarations contributors (2026). Declarations of the Heads of the Member States of the Shanghai "
        "Cooperation Organization. Data set, version 0.1.0. Licence: CC-BY-4.0."
    )
    assert cite_dataset(BARE) == "Texts in Some folder. Data set, version 0.0.0."


def test_document_as_text_puts_what_is_supplied_in_brackets() -> None:
    dataset = 'Sample contributors (2020). Sample texts, "two" of them. Data set, version 1.2.3'
    url = "https://example.org/sample"
    assert cite_document(METADATA, WINDHOEK) == (
        "[Two states, and no more]. DECLARATION OF WINDHOEK. Windhoek, 4 March 1999. "
        f"In: {dataset}, windhoek-1999. {url}"
    )
    assert cite_document(METADATA, TASHKENT) == f"[Untitled]. [May 2001]. In: {dataset}, tashkent-2001. {url}"
    both = {**WINDHOEK, "place_origin": "supplied", "date_origin": "supplied"}
    assert "[Windhoek, 4 March 1999]." in cite_document(METADATA, both)


@pytest.mark.parametrize(
    ("identifier", "words"),
    [
        ("windhoek-1999:I.2", "passage I.2"),
        ("windhoek-1999:II.A", "section II.A"),
        ("windhoek-1999:preamble", "preamble"),
    ],
)
def test_passage(identifier: str, words: str) -> None:
    text = cite_passage(METADATA, WINDHOEK, passage(identifier))
    assert f"4 March 1999, {words}. In:" in text and f", {identifier}. https" in text
    assert f"\n  note         = {{{words[0].upper()}{words[1:]}. " in cite_passage(
        METADATA, WINDHOEK, passage(identifier), "bibtex"
    )
    pinpoint = words.split()[-1]
    assert f"\nSE  - {pinpoint}\n" in cite_passage(METADATA, WINDHOEK, passage(identifier), "ris")


def test_only_documents_sections_and_paragraphs_are_citable() -> None:
    assert citable(TABLES, "windhoek-1999") == (WINDHOEK, None)
    for identifier in ("lake-treaty-1998", "windhoek-1999:signatory.1", "windhoek-1999:I.2@16", "nothing"):
        assert citable(TABLES, identifier) is None


def test_bibtex_of_a_document() -> None:
    assert cite_document(METADATA, WINDHOEK, "bibtex").splitlines()[:9] == [
        "@misc{windhoek-1999,",
        "  author       = {{Two states, and no more}},",
        "  title        = {{DECLARATION OF WINDHOEK}},",
        "  howpublished = {Declaration},",
        "  address      = {Windhoek},",
        "  year         = {1999},",
        "  month        = mar,",
        "  day          = {4},",
        '  note         = {Cited from: Sample contributors (2020). Sample texts, "two" of them. Data set, version '
        "1.2.3, windhoek-1999. Supplied by a curator, not in the text: issuer.},",
    ]


def test_ris_of_a_document() -> None:
    lines = cite_document(METADATA, TASHKENT, "ris").splitlines()
    assert lines[0] == "TY  - GOVDOC" and lines[-1] == "ER  - "
    assert {"PY  - 2001", "DA  - 2001/05/", "LA  - ru", "ID  - tashkent-2001"} <= set(lines)
    assert cite_dataset(METADATA, "ris").startswith("TY  - DATA\n")


NASTY = 'a{b}c & 50% of $5 #1_x ~y ^z \\end "q" Æ 中\nTY  - EVIL\r\u2028@misc{x,'


def balanced(text: str) -> bool:
    """As BibTeX counts: every brace, a backslash before it or not."""
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            return False
    return depth == 0


def test_bibtex_survives_any_text() -> None:
    row = {**WINDHOEK, "title": NASTY, "issuer": NASTY, "place": NASTY}
    entry = cite_document(replace(METADATA, title=NASTY, homepage="https://e.org/a_b{c}%20"), row, "bibtex")
    assert balanced(entry)
    title = next(line for line in entry.splitlines() if line.startswith("  title"))
    assert title == (
        r"  title        = {{a\textbraceleft{}b\textbraceright{}c \& 50\% of \$5 \#1\_x \textasciitilde{}y "
        r'\textasciicircum{}z \textbackslash{}end "q" Æ 中 TY - EVIL @misc\textbraceleft{}x,}},'
    )
    assert "url          = {https://e.org/a_b%7Bc%7D%20}" in entry
    assert entry.count("\n@") == 0
    assert not balanced(r"{a \{ b}")


def test_ris_is_one_line_a_tag_whatever_the_text() -> None:
    row = {**WINDHOEK, "title": NASTY, "issuer": NASTY, "place": NASTY}
    lines = cite_document(METADATA, row, "ris").split("\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert sum(line.startswith("TY  - ") for line in lines) == 1
    assert not any("\r" in line or "\u2028" in line for line in lines)


def test_bibtex_persons_and_bodies() -> None:
    assert "author  = {Person, Ada and {A Body}}," in cite_dataset(FULL, "bibtex")


def test_keys_are_unique_and_plain() -> None:
    names = [*inspection.identifiers(TABLES), "a:ст.1", "a:с.1", "a:+.1", "a:{.1", "a b", "a,b"]
    keys = [references.bibtex_key(name) for name in names]
    assert len(set(keys)) == len(set(names))
    assert all(re.fullmatch(r"[A-Za-z0-9:._+-]+", key) for key in keys)


def test_citations_do_not_invent() -> None:
    nothing = {**TASHKENT, "date": None, "document_type": None, "language": None}
    bare = replace(BARE, version="")
    assert cite_document(bare, nothing) == "[Untitled]. In: Texts in Some folder. Data set, tashkent-2001."
    assert cite_document(bare, nothing, "ris").split("\n") == [
        "TY  - GOVDOC",
        "TI  - [Untitled]",
        "N1  - Cited from: Texts in Some folder. Data set, tashkent-2001. "
        "Supplied by a curator, not in the text: date.",
        "ID  - tashkent-2001",
        "ER  - ",
    ]


def test_an_unknown_format_is_an_error_of_ours() -> None:
    with pytest.raises(ValueError, match="no format 'apa'"):
        cite_dataset(METADATA, "apa")


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(references).failed == 0
