"""Holds up: what mentions mean over a corpus follows from the order of documents alone, and memory is bounded."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sco_declarations.build import identities
from sco_declarations.build.identities import Found, Identities
from sco_declarations.build.texts import slug

Mentions = Sequence[tuple[str, Sequence[Found]]]


def found(
    number: int,
    key: str,
    *,
    link: str | None = None,
    local: bool = False,
    date: str = "",
    rank: int = 0,
    text: str = "",
) -> Found:
    return Found(f"m{number}", link, key, local, text or key.title(), rank, "treaty", date, "adopted", False, None)


def settled(corpus: Mentions, by_names: bool = False, registered: Sequence[str] = ()) -> tuple[list[str], Identities]:
    """The identifier of each mention without a link, in order, and what settled them."""
    made = Identities(registered)
    for document_id, mentions in corpus:
        made.add(document_id, mentions)
    made.settle_by_names() if by_names else made.settle_by_dates()
    return list(made.identifiers()), made


def naive(corpus: Mentions, registered: Sequence[str] = ()) -> list[str]:
    """The rule of names and dates, plainly and all in memory."""
    mentions = [(document, one) for document, found in corpus for one in found if one.link is None]
    place = [(one.key, document if one.local else "") for document, one in mentions]
    dates: dict[tuple[str, str], list[str]] = {}
    for at, (_, one) in zip(place, mentions, strict=True):
        own = one.dates.split()[:1]
        dates.setdefault(at, []).extend(date for date in own if date not in dates.get(at, []))
    latest: dict[tuple[str, str], str] = {}
    names: dict[tuple[tuple[str, str], str], str] = {}
    taken, given = set(registered), []
    for at, (_, one) in zip(place, mentions, strict=True):
        date = ""
        if len(dates[at]) > 1:
            date = latest[at] = (one.dates.split() or [latest.get(at, dates[at][0])])[0]
        if (at, date) not in names:
            stem = "-".join(filter(None, (slug(one.key), date[:4], at[1])))
            name, number = stem, 2
            while name in taken:
                name, number = f"{stem}-{number}", number + 1
            taken.add(name)
            names[at, date] = name
        given.append(names[at, date])
    return given


mention = st.builds(
    lambda key, local, date: found(0, key, local=local, date=date),
    st.sampled_from(["lake treaty", "fish agreement", "lake-treaty", "pact 1999"]),
    st.booleans(),
    st.sampled_from(["", "1999", "1999-05-03", "2001-01", "2001 1999"]),
)
corpora = st.lists(st.tuples(st.integers(), st.lists(mention, max_size=6)), max_size=6).map(
    lambda documents: [(f"doc{n}", mentions) for n, (_, mentions) in enumerate(documents)]
)


@given(corpora)
@settings(max_examples=150, deadline=None)
def test_names_and_dates_are_settled_as_the_rule_says(corpus: Mentions) -> None:
    assert settled(corpus, registered=["lake-treaty-1999"])[0] == naive(corpus, ["lake-treaty-1999"])


@given(corpora)
@settings(max_examples=40, deadline=None)
def test_what_is_remembered_outside_of_the_database_changes_nothing(corpus: Mentions) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identities, "REMEMBERED", 2)
        assert settled(corpus)[0] == naive(corpus)


def test_a_provisional_thing_has_the_best_name_the_last_status_and_the_first_date() -> None:
    corpus = [
        ("a", [found(1, "lake", rank=2, text="LT"), found(2, "lake", rank=1, text="the treaty on lakes")]),
        ("b", [found(3, "lake", date="1999", text="Lake Treaty")._replace(status="draft"), found(4, "sea")]),
    ]
    lake, sea = settled(corpus)[1].groups()
    assert (lake.identifier, lake.name, lake.status, lake.date) == ("lake", "Lake Treaty", "draft", "1999")
    assert (lake.uses.mentions, lake.uses.documents, lake.uses.first) == (3, 2, "m1")
    assert (sea.uses.mentions, sea.uses.documents, sea.uses.first) == (1, 1, "m4")


def test_a_registered_thing_is_counted_and_not_named() -> None:
    corpus = [("a", [found(1, "", link="charter"), found(2, "", link="charter", date="1945 2002")])]
    made = Identities(["charter"], {"charter": "2002"}.get)
    for document_id, mentions in corpus:
        made.add(document_id, mentions)
    made.settle_by_dates()
    uses = made.uses["charter"]
    assert (uses.mentions, uses.documents, uses.first, uses.says_date) == (2, 1, "m1", True)
    assert list(made.identifiers()) == [] and list(made.groups()) == []


def test_an_entity_is_named_by_its_first_full_name_wherever_it_stands() -> None:
    corpus = [
        ("a", [found(1, "lu", rank=1, text="LU")]),
        ("b", [found(2, "lu", rank=0, text="Lake Union"), found(3, "lu", rank=0, text="The Lake Union")]),
    ]
    names, made = settled(corpus, by_names=True)
    assert names == ["lake-union"] * 3
    assert [group.name for group in made.groups()] == ["Lake Union"]


def test_entities_of_two_types_or_documents_are_two() -> None:
    corpus = [
        ("a", [found(1, "council", local=True), found(2, "lake")._replace(type="place")]),
        ("b", [found(3, "council", local=True), found(4, "lake")]),
    ]
    assert settled(corpus, by_names=True)[0] == ["council-a", "lake", "council-b", "lake-2"]


def test_much_stands_on_disk() -> None:
    corpus = [(f"doc{n}", [found(n, f"treaty number {n % 700} of many", date=f"{1900 + n % 3}")]) for n in range(3000)]
    names, made = settled(corpus)
    assert names == naive(corpus) and len(list(made.groups())) == len(set(names)) == 2100
