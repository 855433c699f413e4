"""Holds up: no text takes much longer than others of its length, however its parts repeat.

Each text is one pattern over and over. Read in time proportional to its length it takes well under a second; a search
that begins anew at each place takes minutes. The bound lies between the two with room for a busy machine.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sco_declarations.build.authorities import Authorities
from sco_declarations.build.document import read_document
from sco_declarations.build.inputs import read_authorities
from sco_declarations.build.layers import Layers
from sco_declarations.build.sidecars import Sidecar
from sco_declarations.build.source import read_source

LENGTH = 60_000
SECONDS = 8
#: A text that takes longer than this is compared with a part of it; where time grows with the square of the length,
#: the whole takes as many times as long again.
LONG, PART, TIMES = 2, 4, 8

PATTERNS = {
    "clauses": "The States welcome the progress and stress that they will support the Treaty of 25 March 1957, which ",
    "verbs of one subject": "they welcome and ",
    "modals": "the Parties which agree that they may shall if they should must, ",
    "words": "word ",
    "capitals": "Word Of ",
    "dates": "on 3 May 2003 ",
    "short forms": 'the Agreement on Trade (hereinafter referred to as "the AGT") and ',
    "symbols": "A/RES/64/265, ",
    "resolutions": "resolution 1373 (2001), ",
    "surnames": "Mr. Anton Zubr said that Zubr agreed, ",
    "places": "the city of Strelsau and Strelsau in the Kingdom of Iraq; the Kingdom, ",
    "bare names of bodies": "in the Commonwealth or ",
    "parentheses": "(a) ",
    "opened parentheses": "(",
    "quotes": '"x" ',
    "opened comments": "<!-- ",
    "links": "[a](b) ",
    "dashes": "-",
    "blanks": " x     ",
    "empty lines": "a\n\n",
    "labels": "Article 1 ",
    "lines of labels": "I.\n",
    "headings": "# a\n",
    "capital lines": "TITLE OF THE TREATY\n",
    "cells": "| a | b |\n",
    "parties": "For the Government of France:\n",
    "pages": "text here\n\f12\n",
    "hyphens at line ends": "alpha-\nbeta gam-\nma ",
    "hyphens before CRLF": "alpha-\r\nbeta gam-\r\nma ",
    "words broken again and again": "alpha-\r\n",
}


@pytest.fixture(scope="module")
def layers(tmp_path_factory: pytest.TempPathFactory) -> Layers:
    authorities: Authorities = read_authorities(tmp_path_factory.mktemp("none"))
    return Layers(authorities)


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_time_grows_with_length_alone(layers: Layers, tmp_path: Path, pattern: str) -> None:
    def seconds(length: int) -> float:
        path = tmp_path / "text.txt"
        path.write_bytes(((pattern * (length // len(pattern) + 1)) + "end").encode())
        source = read_source(path, "text.txt", "text", "data/raw/text.txt")
        began = time.process_time()
        read = read_document(source, Sidecar(), layers)
        assert not read.faults
        return time.process_time() - began

    whole = seconds(LENGTH)
    assert whole < SECONDS
    assert whole < LONG or whole < TIMES * seconds(LENGTH // PART)
