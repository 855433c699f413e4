"""A tiny hand-made corpus that breaks no rule: two texts, rows for every table, all of it consistent.

It stands for a real corpus in tests of everything that comes after extraction. On purpose it holds what
breaks readers of tables: the texts `NA`, `null` and `nan`, Namibia's code, a cell with comma, quotation
mark and line breaks, letters beyond ASCII, a text that is not UTF-8 and has CR LF line ends, partly known
dates, and a null in every type that may be null. Offsets are looked up in the texts, so that the texts can
be changed in one place.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from sco_declarations.build.model import Corpus, Metadata, Source
from sco_declarations.build.package import render
from sco_declarations.build.schemas import TABLES, Row, Tables, schema

WINDHOEK, TASHKENT = "windhoek-1999", "tashkent-2001"

#: UTF-8 and LF: sections in a section, a look-alike label, a broken word, a paragraph that a running head
#: cuts.
WINDHOEK_TEXT = """\
DECLARATION OF WINDHOEK

The Republic of Namibia and the Republic of Côte d'Ivoire recall the
Lake "Treaty" of 3 March 1998, a text of use.

\u0399

NA, null and nan are words here, and the Lake "Treaty" stands. It is inter-
Korean in no way.

2

They call for a new protocol

LAKE, "DRAFT"

on the lakes, and for no more.

II
nan

A

1. null

Done at Windhoek, March 4, 1999.

NA Null, President of the Republic of Namibia

A. Koné, Minister of the Republic of Côte d'Ivoire, signed by B. Tano
"""

#: windows-1251 and CR LF: no title, no sections, a language whose layers are not read.
TASHKENT_TEXT = "Стороны рады встрече.\r\n\r\nОни благодарят хозяев,\r\nи\u00a0прощаются.\r\n"

HEAD = '\n\nLAKE, "DRAFT"\n\n'

METADATA = Metadata(
    name="sample-texts",
    title='Sample texts, "two" of them',
    description="Two made-up texts for tests.\nThey say nothing.",
    version="1.2.3",
    released="2020-02-29",
    language="en",
    homepage="https://example.org/sample",
    keywords=("sample", "Côte d'Ivoire"),
    licenses=(
        {
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0 International",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        },
    ),
    contributors=({"title": "Sample contributors", "roles": ["creator", "dataCurator"]},),
    sources=({"title": "Windhoek, made up", "path": "data/raw/windhoek.txt"},),
)


#: Files of a package that are not made from the tables alone, stood in for.
EXTRA = {
    "docs/codebook.md": "# Côte d'Ivoire\n".encode(),
    "docs/figures/lake-treaties.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>\n",
    "CITATION.cff": b"cff-version: 1.2.0\n",
    ".zenodo.json": b"{}\n",
}


@cache
def sample_files() -> Mapping[str, bytes]:
    """The files of the package of `sample_corpus` and `EXTRA`, rendered once."""
    return render(sample_corpus(), EXTRA)


def sample_corpus() -> Corpus:
    """The corpus anew at each call, so that a test may break it."""
    sources = (
        _source(WINDHOEK, "data/raw/windhoek.txt", WINDHOEK_TEXT, "utf-8", "utf-8"),
        _source(TASHKENT, "data/raw/tashkent.txt", TASHKENT_TEXT, "cp1251", "sidecar"),
    )
    texts = {source.document_id: source.text for source in sources}
    tables: Tables = {
        "sections": _sections(),
        "paragraphs": _paragraphs(),
        "signatories": _signatories(),
        "instruments": _instruments(),
        "instrument_mentions": _mentions(),
        "entities": _entities(),
        "entity_mentions": _entity_mentions(),
        "statements": _statements(),
        "segments": _segments(),
        "edits": _edits(),
        "evidence": _evidence(),
        "quality": _quality(),
        "diagnostics": _diagnostics(),
    }
    tables["documents"] = _documents(sources, tables)
    assert all(
        row["char_end"] <= len(texts[row["document_id"]])
        for name in ("sections", "paragraphs", "segments", "edits")
        for row in tables[name]
    )
    return Corpus(METADATA, sources, {name: tables[name] for name in TABLES})


def _source(document_id: str, path: str, text: str, encoding: str, origin: str) -> Source:
    raw = text.encode(encoding)
    return Source(document_id, path, raw, text, encoding, origin, hashlib.sha256(raw).hexdigest())


def _at(text: str, first: str, last: str | None = None) -> dict[str, int]:
    """Where `first` ... `last` stands; both stand there just once, or at their first place."""
    start = text.index(first)
    end = start + len(first) if last is None else text.index(last, start) + len(last)
    return {"char_start": start, "char_end": end}


def _w(first: str, last: str | None = None) -> dict[str, int]:
    return _at(WINDHOEK_TEXT, first, last)


def _t(first: str, last: str | None = None) -> dict[str, int]:
    return _at(TASHKENT_TEXT, first, last)


def _documents(sources: tuple[Source, ...], tables: Tables) -> list[Row]:
    described: dict[str, dict[str, Any]] = {
        WINDHOEK: {
            "title": "DECLARATION OF WINDHOEK",
            "title_origin": "text",
            "document_type": "declaration",
            "document_type_origin": "text",
            "issuer": "Two states, and no more",
            "issuer_origin": "supplied",
            "date": "1999-03-04",
            "date_origin": "text",
            "date_earliest": date(1999, 3, 4),
            "date_latest": date(1999, 3, 4),
            "place": "Windhoek",
            "place_origin": "text",
            "language": "en",
            "language_origin": "supplied",
            "layers_read": True,
        },
        TASHKENT: {
            "document_type": "statement",
            "document_type_origin": "supplied",
            "date": "2001-05",
            "date_origin": "supplied",
            "date_earliest": date(2001, 5, 1),
            "date_latest": date(2001, 5, 31),
            "language": "ru",
            "language_origin": "detected",
            "layers_read": False,
        },
    }

    def count(table: str, document_id: str) -> int:
        return sum(row["document_id"] == document_id for row in tables[table])

    return [
        schema("documents").row(
            document_id=source.document_id,
            source_file=source.path,
            source_sha256=source.sha256,
            source_bytes=len(source.raw),
            source_chars=len(source.text),
            source_encoding=source.encoding,
            source_encoding_origin=source.encoding_origin,
            sections=count("sections", source.document_id),
            paragraphs=count("paragraphs", source.document_id),
            words=sum(p["words"] for p in tables["paragraphs"] if p["document_id"] == source.document_id),
            signatories=count("signatories", source.document_id),
            mentions=count("instrument_mentions", source.document_id),
            **described[source.document_id],
        )
        for source in sources
    ]


def _sections() -> list[Row]:
    top: dict[str, Any] = {"document_id": WINDHOEK, "level": 1}
    rows: list[dict[str, Any]] = [
        {**top, "label": None, "kind": "title", **_w("DECLARATION OF WINDHOEK")},
        {**top, "label": None, "kind": "preamble", **_w("The Republic", "of use.")},
        {**top, "label": "I", "label_printed": "\u0399", "number": 1, "kind": "body"} | _w("\u0399\n", "no more."),
        {**top, "label": "II", "label_printed": "II", "number": 2, "kind": "body", "heading": "nan"}
        | _w("II\nnan", "1. null"),
        {"document_id": WINDHOEK, "level": 2, "label": "A", "label_printed": "A", "number": 1, "kind": "body"}
        | {"parent_id": f"{WINDHOEK}:II"}
        | _w("A\n\n1. null"),
        {**top, "label": None, "kind": "dateline", **_w("Done at", "1999.")},
        {**top, "label": None, "kind": "signatures", **_w("NA Null", "B. Tano")},
        {**top, "document_id": TASHKENT, "label": None, "kind": "body", **_t("Стороны", "прощаются.")},
    ]
    for rank, row in enumerate(rows, 1):
        row["position"] = rank if row["document_id"] == WINDHOEK else 1
        row["section_id"] = (
            (row.get("parent_id") or row["document_id"])
            + ("." if row.get("parent_id") else ":")
            + (row["label"] or row["kind"])
        )
    return [schema("sections").row(**row) for row in rows]


#: section, number in it, printed number, text, where it stands, sentences
PARAGRAPHS: list[tuple[str, int, str | None, str, dict[str, int], int]] = [
    (
        f"{WINDHOEK}:preamble",
        1,
        None,
        "The Republic of Namibia and the Republic of Côte d'Ivoire recall the "
        'Lake "Treaty" of 3 March 1998, a text of use.',
        _w("The Republic", "of use."),
        1,
    ),
    (
        f"{WINDHOEK}:I",
        1,
        None,
        'NA, null and nan are words here, and the Lake "Treaty" stands. It is inter-Korean in no way.',
        _w("NA, null", "no way."),
        2,
    ),
    (
        f"{WINDHOEK}:I",
        2,
        None,
        "They call for a new protocol on the lakes, and for no more.",
        _w("They call", "no more."),
        1,
    ),
    (f"{WINDHOEK}:II.A", 1, "1.", "null", _at(WINDHOEK_TEXT, "null\n\nDone", "null"), 1),
    (f"{TASHKENT}:body", 1, None, "Стороны рады встрече.", _t("Стороны", "встрече."), 1),
    (f"{TASHKENT}:body", 2, None, "Они благодарят хозяев, и прощаются.", _t("Они", "прощаются."), 1),
]


def _paragraphs() -> list[Row]:
    rows: list[Row] = []
    for section_id, number, printed, text, place, sentences in PARAGRAPHS:
        document_id, _, label = section_id.partition(":")
        source = WINDHOEK_TEXT if document_id == WINDHOEK else TASHKENT_TEXT
        rows.append(
            schema("paragraphs").row(
                paragraph_id=f"{section_id}.{number}",
                document_id=document_id,
                section_id=section_id,
                position=1 + sum(row["document_id"] == document_id for row in rows),
                number=number,
                passage=f"{label}.{number}",
                number_printed=printed,
                text=text,
                **place,
                line_start=1 + source.count("\n", 0, place["char_start"]),
                line_end=1 + source.count("\n", 0, place["char_end"]),
                words=len(re.findall(r"\w+(?:[-.'’]\w+)*", text)),
                sentences=sentences,
            )
        )
    return rows


def _signatories() -> list[Row]:
    return [
        schema("signatories").row(
            signatory_id=f"{WINDHOEK}:signatory.1",
            document_id=WINDHOEK,
            position=1,
            basis="signature",
            state_printed="Republic of Namibia",
            state_code="NAM",
            office_printed="President",
            person_printed="NA Null",
            given_names="NA",
            family_name="Null",
            **_w("NA Null", "Namibia"),
        ),
        schema("signatories").row(
            signatory_id=f"{WINDHOEK}:signatory.2",
            document_id=WINDHOEK,
            position=2,
            basis="signature",
            state_printed="Republic of Côte d'Ivoire",
            state_code="CIV",
            office_printed="Minister",
            person_printed="A. Koné",
            given_names="A.",
            family_name="Koné",
            proxy_printed="B. Tano",
            **_w("A. Koné", "B. Tano"),
        ),
    ]


def _entities() -> list[Row]:
    known = {"documents": 1, "mentions": 1}
    return [
        schema("entities").row(
            entity_id="cote-d-ivoire", name="Republic of Côte d'Ivoire", type="state", state_code="CIV",
            registered=True,
            first_mention_id=f"{WINDHOEK}:preamble.1@32", **known,
        ),
        schema("entities").row(
            entity_id="korea", name="Korea", type="place", registered=False,
            first_mention_id=f"{WINDHOEK}:I.1@75", **known,
        ),
        schema("entities").row(
            entity_id="namibia", name="Republic of Namibia", type="state", state_code="NAM", registered=True,
            first_mention_id=f"{WINDHOEK}:preamble.1@4", statement="Made up.", **known,
        ),
    ]  # fmt: skip


def _entity_mentions() -> list[Row]:
    found = [
        (0, "namibia", "Republic of Namibia", "name", "alias", _w("Republic of Namibia and", "Namibia")),
        (0, "cote-d-ivoire", "Republic of Côte d'Ivoire", "name", "alias", _w("Republic of Côte", "Ivoire")),
        (1, "korea", "Korean", "adjective", "grammar", _w("Korean", "Korean")),
    ]
    rows = []
    for paragraph, entity_id, text, form, method, place in found:
        section_id, number, _, whole, _, _ = PARAGRAPHS[paragraph]
        start = whole.index(text)
        rows.append(
            schema("entity_mentions").row(
                mention_id=f"{section_id}.{number}@{start}", paragraph_id=f"{section_id}.{number}",
                document_id=WINDHOEK, entity_id=entity_id, text=text, start=start, end=start + len(text), form=form,
                method=method, **place,
            )
        )  # fmt: skip
    return rows


def _statements() -> list[Row]:
    section_id, number, _, whole, _, _ = PARAGRAPHS[2]
    phrase = "They call for"
    start = whole.index(phrase)
    return [
        schema("statements").row(
            statement_id=f"{section_id}.{number}#1", paragraph_id=f"{section_id}.{number}",
            document_id=WINDHOEK, position=1,
            speaker_printed="They", speaker="member_states", verb_printed="call for", verb_lemma="call for",
            force="directive", start=start, end=start + len(phrase), **_w("They call for a", "for"),
        )
    ]  # fmt: skip


def _mentions() -> list[Row]:
    found: list[tuple[int, str, str, str, dict[str, int], dict[str, Any]]] = [
        (
            0,
            "lake-treaty-1998",
            'Lake "Treaty" of 3 March 1998',
            "name",
            _w('Lake "Treaty" of 3 March 1998'),
            {"date_printed": "3 March 1998", "method": "alias"},
        ),
        (
            1,
            "lake-treaty-1998",
            'Lake "Treaty"',
            "short_name",
            _w('Lake "Treaty" stands', 'Treaty"'),
            {"method": "alias"},
        ),
        (
            2,
            "protocol-on-the-lakes",
            "new protocol on the lakes",
            "description",
            _w("new protocol", "lakes"),
            {"method": "grammar"},
        ),
    ]
    rows = []
    for paragraph, instrument_id, text, form, place, rest in found:
        section_id, number, _, whole, _, _ = PARAGRAPHS[paragraph]
        start = whole.index(text)
        rows.append(
            schema("instrument_mentions").row(
                mention_id=f"{section_id}.{number}@{start}",
                paragraph_id=f"{section_id}.{number}",
                document_id=WINDHOEK,
                instrument_id=instrument_id,
                text=text,
                start=start,
                end=start + len(text),
                **place,
                form=form,
                **rest,
            )
        )
    return rows


def _instruments() -> list[Row]:
    first, _, last = (row["mention_id"] for row in _mentions())
    return [
        schema("instruments").row(
            instrument_id="lake-treaty-1998",
            name='Lake "Treaty" of 3 March 1998',
            short_name="null",
            type="treaty",
            status="adopted",
            collective=False,
            date="1998-03-03",
            date_origin="text",
            date_earliest=date(1998, 3, 3),
            date_latest=date(1998, 3, 3),
            place="Ouagadougou, on the lake",
            parties="CIV NAM",
            registered=True,
            mentions=2,
            documents=1,
            first_mention_id=first,
            statement="Made up.\nFor tests.",
        ),
        schema("instruments").row(
            instrument_id="protocol-on-the-lakes",
            name="new protocol on the lakes",
            type="other",
            status="proposed",
            collective=False,
            registered=False,
            mentions=1,
            documents=1,
            first_mention_id=last,
        ),
    ]


def _segments() -> list[Row]:
    rows: list[dict[str, Any]] = [
        {"kind": "title", "section_id": "title", **_w("DECLARATION OF WINDHOEK")},
        {"kind": "paragraph", "section_id": "preamble", "paragraph": 0, **_w("The Republic", "of use.")},
        {"kind": "label", "section_id": "I", **_w("\u0399")},
        {"kind": "paragraph", "section_id": "I", "paragraph": 1, **_w("NA, null", "no way.")},
        {"kind": "page_number", **_at(WINDHOEK_TEXT, "2\n\nThey", "2")},
        {"kind": "paragraph", "section_id": "I", "paragraph": 2, **_w("They call", "protocol")},
        {"kind": "running_head", **_w('LAKE, "DRAFT"')},
        {"kind": "paragraph", "section_id": "I", "paragraph": 2, **_w("on the lakes", "no more.")},
        {"kind": "label", "section_id": "II", **_w("II\nnan", "II")},
        {"kind": "heading", "section_id": "II", **_at(WINDHOEK_TEXT, "nan\n\nA", "nan")},
        {"kind": "label", "section_id": "II.A", **_at(WINDHOEK_TEXT, "A\n\n1.", "A")},
        {"kind": "label", "section_id": "II.A", "paragraph": 3, **_w("1. null", "1.")},
        {"kind": "paragraph", "section_id": "II.A", "paragraph": 3, **PARAGRAPHS[3][4]},
        {"kind": "dateline", "section_id": "dateline", **_w("Done at", "1999.")},
        {"kind": "signature", "section_id": "signatures", "signatory": 1, **_w("NA Null", "Namibia")},
        {"kind": "signature", "section_id": "signatures", "signatory": 2, **_w("A. Koné", "B. Tano")},
        {"kind": "paragraph", "section_id": "body", "paragraph": 4, **_t("Стороны", "встрече.")},
        {"kind": "paragraph", "section_id": "body", "paragraph": 5, **_t("Они", "прощаются.")},
    ]
    made: list[Row] = []
    for row in rows:
        document_id = TASHKENT if row.get("section_id") == "body" else WINDHOEK
        position = 1 + sum(other["document_id"] == document_id for other in made)
        paragraph = None if "paragraph" not in row else PARAGRAPHS[row["paragraph"]]
        made.append(
            schema("segments").row(
                segment_id=f"{document_id}:segment.{position}",
                document_id=document_id,
                position=position,
                kind=row["kind"],
                char_start=row["char_start"],
                char_end=row["char_end"],
                section_id=f"{document_id}:{row['section_id']}" if "section_id" in row else None,
                paragraph_id=f"{paragraph[0]}.{paragraph[1]}" if paragraph else None,
                signatory_id=f"{document_id}:signatory.{row['signatory']}" if "signatory" in row else None,
            )
        )
    return made


def _edits() -> list[Row]:
    found: list[tuple[str, str, str | None, dict[str, int]]] = [
        ("homoglyph", "\u0399", "I", _w("\u0399")),
        ("hyphenation", "\n", None, _at(WINDHOEK_TEXT, "\nKorean", "\n")),
        ("running_head", HEAD, " ", _w(HEAD)),
    ]
    return [
        schema("edits").row(
            edit_id=f"{WINDHOEK}:edit@{place['char_start']}",
            document_id=WINDHOEK,
            **place,
            kind=kind,
            source=source,
            replacement=replacement,
        )
        for kind, source, replacement, place in found
    ]


def _evidence() -> list[Row]:
    said: list[tuple[str, str, str, str | None, dict[str, int], str | None]] = [
        (WINDHOEK, "title", "DECLARATION OF WINDHOEK", "DECLARATION OF WINDHOEK", _w("DECLAR", "HOEK"), None),
        (WINDHOEK, "document_type", "declaration", "DECLARATION", _w("DECLARATION"), None),
        (WINDHOEK, "issuer", "Two states, and no more", None, {}, "The opening sentence names them."),
        (WINDHOEK, "date", "1999-03-04", "March 4, 1999", _w("March 4, 1999"), None),
        (WINDHOEK, "place", "Windhoek", "Windhoek", _w("Windhoek, March", "Windhoek"), None),
        (WINDHOEK, "language", "en", None, {}, "Plainly English."),
        (TASHKENT, "document_type", "statement", None, {}, "Made up for tests."),
        (TASHKENT, "date", "2001-05", None, {}, 'A note on the copy: "May 2001".'),
    ]
    return [
        schema("evidence").row(
            evidence_id=f"{document_id}:evidence.{column}",
            document_id=document_id,
            column_name=column,
            value=value,
            origin="supplied" if printed is None else "text",
            printed=printed,
            statement=statement,
            **place,
        )
        for document_id, column, value, printed, place, statement in said
    ]


def _quality() -> list[Row]:
    figures: list[tuple[str, str, str, float | None, float | None, float | None, int, int, int]] = [
        ("instrument_mentions", "precision", "exact", 0.6667, 0.2077, 0.9385, 2, 3, 4),
        ("instrument_mentions", "recall", "exact", 0.5, 0.15, 0.85, 2, 3, 4),
        ("instrument_mentions", "f1", "exact", 0.5714, None, None, 2, 3, 4),
        ("instrument_mentions", "accuracy", "linked", 1.0, 0.3424, 1.0, 2, 2, 2),
        ("statements", "precision", "exact", None, None, None, 0, 0, 5),
    ]
    return [
        schema("quality").row(
            quality_id=f"{layer}.{metric}.{level}", layer=layer, metric=metric, level=level, value=value, low=low,
            high=high, correct=correct, found=found, gold=gold, measured_on=f"{WINDHOEK}; made up",
        )
        for layer, metric, level, value, low, high, correct, found, gold in figures
    ]  # fmt: skip


def _diagnostics() -> list[Row]:
    row = schema("diagnostics").row
    return [
        row(
            diagnostic_id="gaborone.txt#1", text_file="gaborone.txt", file="gaborone.yaml", place="line 2, column 1",
            code="key-unknown", problem="There is no key 'lang'.", remedy="Did you mean 'language'?",
        ),
        row(
            diagnostic_id="gaborone.txt#2", text_file="gaborone.txt", file="gaborone.txt", place="line 3, byte 118",
            code="undecodable", problem="Byte 0x98 does not decode as cp1251.",
        ),
    ]  # fmt: skip
