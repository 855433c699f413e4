"""Texts that random documents and the fuzzer brought up: each broke a rule of the tables or ended in a traceback once.

`bench/README.md` says how they are looked for. What is found is made as short as it can be and stands here.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sco_declarations.build.authorities import Authorities
from sco_declarations.build.checks import check_tables
from sco_declarations.build.corpus import assemble
from sco_declarations.build.document import Document
from sco_declarations.build.model import Source

BLOCK = (
    "harter of the Lake Organization</h1>\n \nAmbassador of the Republic of Kenya\nX. Otieno\n\n"
    "Ambassador of the Kingdom of Nowhere\nNA Null\n\nMinister for Lakes of the Kingdom of Nowhere\nMWANGI Peter"
)
TEXTS = {
    "a registered name that ends the text": "Statement on Lakes\n\nThe Parties keep the UN Charter",
    "running heads between signatures": "<h1>C" + BLOCK * 5,
    "nothing that prints between blanks": "The lakes are clean.\n\n\x07 \x08\n\nThey stay so.\n",
    "a page end of which a blank is left": "The Parties agree to keep the lakes of the region\r\r clean.\n",
    "a name broken before CRLF": "They recall that the Lake Conven-\r\ntion. It is kept, as is the Lake Union.\r\n",
    "a word broken twice before CRLF": "The alpha beta-\r\ngamma-\r\ndelta is here for all of us to see.\r\n",
    "offices of no state that is known below a line that is no name": (
        'welcome ferries council the fish in; region the Agreement on Ferries (hereinafter "the AOF") not: \r\n'
        "    They call for peace measures: \r\nF\r\nPrime Minister of the Republic of C\u00c3\u00b4te d'Ivoire\r\n"
        "Prime Minister of the Kingdom of Nowhere\r\n"
    ),
    "a mark in a word broken before CRLF": "The Parties keep co-  \roperati\x7fon and *inter-\r\nnational* law.\r\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_was_found_is_read(
    text: str, read: Callable[..., Document], make_source: Callable[..., Source], authorities: Authorities
) -> None:
    assert check_tables(assemble([read(text)], authorities), [make_source(text)]) == []
