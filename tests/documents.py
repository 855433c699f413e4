"""Random documents in the layouts that the project knows, and ways to damage them.

`make_text` puts together what declarations and agreements are printed with: titles, labels, preambles, paragraphs
wrapped or not, lists, page breaks, marks of Markdown and HTML, tables, datelines, signatures, annexes.
`make_document` gives such a text as bytes, in one of the encodings and line ends that are received. `mutate` damages
bytes. All choices are taken from the `random.Random` that is given: the same one makes the same bytes, and hypothesis
can put its own in its place and shrink what it finds.

The words are invented, but for those that the rules look for.
"""

from __future__ import annotations

import codecs
import textwrap
from collections.abc import Callable, Sequence
from random import Random

WORDS = (
    "the of and to in on with for lakes water shore boats fish reeds spring council region peoples trade peace trust "
    "co-operation inter-regional long-term development harbours fisheries common heritage equality sides measures "
    "between among under their its which that not all new mutual respect joint rivers ferries ports market"
).split()
SUBJECTS = (
    "The Parties", "The heads of state", "They", "We", "The Lake Organization", "The member states", "It is necessary",
)  # fmt: skip
VERBS = "agree on, welcome, shall support, stress that, express concern over, are convinced of, call for".split(", ")
NAMES = (
    "the Lake Charter", "the Treaty on Reeds of 3 March 1998", 'the Agreement on Ferries (hereinafter "the AOF")',
    "resolution 1373 (2001)", "the Republic of Kenya", "Uganda", "the United Nations", "Almaty", "the draft Convention",
    "Côte d'Ivoire", "an agreement with Kenya and Uganda on ports", "A/RES/64/265",
)  # fmt: skip
STATES = ("the Republic of Kenya", "Uganda", "the Kingdom of Nowhere", "Namibia", "the Republic of Côte d'Ivoire")
PERSONS = ("J. Otieno", "Amina Okello", "NA Null", "X. Ðorđe", "P. van der Meer", "MWANGI Peter")
OFFICES = ("President", "Minister for Lakes", "Prime Minister", "Ambassador")
#: Signs that stand in texts now and then, and where programs stumble.
ODD = (
    "\u00ad", "\u00a0", "\u200b", "\u202e", "\u2028", "\x85", "\x0b", "\x1c", "\x07", "\x7f", "\ufeff", "\ufffd",
    "e\u0301", "\u0130", "\u1e9e", "\ufb01", "\U0001f41f", "中文湖", "Озеро", "بحيرة", "=1+1", "\t", "|", "<", "&amp;",
    "]]>", "''", '"', "\ue000", "\u0600", "\ufdd0", "\U000e0001",
)  # fmt: skip
TITLES = (
    "DECLARATION ON LAKES", "Joint Statement\nby the Heads of State", "# Agreement on Lakes",
    "AGREEMENT\n\nON\n\nREEDS", "<h1>Charter of the Lake Organization</h1>",
    "**Lake Convention**\n\n(Almaty, 3 May 2003)", "Resolution 12 (2001)", "1 Treaty on Fish",
    "TREATY ON FISH\nTREATY ON FISH",
)  # fmt: skip
#: How sections are counted: the label of section 1, 2, 3 ...
ROMAN = "I II III IV V VI VII VIII".split()
LABELS: tuple[Sequence[str], ...] = (
    ROMAN, [f"{n}." for n in ROMAN], ["Ι", "Π", "III", "ΙV", "V", "VI", "VII", "VIII"],
    ["l", "ll", "lll", "IV", "V", "VI", "VII", "VIII"], "A B C D E F G H".split(),
    [f"Article {n}" for n in range(1, 9)],
    [f"ARTICLE {n}" for n in ROMAN], [f"Chapter {n}\nOn lakes" for n in ROMAN], [f"{n}. On reeds" for n in range(1, 9)],
    [f"## {n}. Boats" for n in range(1, 9)], [f"**{n}**" for n in ROMAN], ["1", "1", "2", "II", "IV", "3", "A", "9"],
    ["Section One", "Section Two", "Section Three", *["Section"] * 5], [f"第{n}条" for n in "一二三四五六七八"],
)  # fmt: skip
RUNNING_HEADS = ("LAKE TREATY", "- Lake Declaration -", "A/CONF.1/2", "Page 3 of 9")
WRONG_ENCODINGS = ("cp1252", "cp1251", "mac_roman", "gb18030", "utf-16", "utf-16-le", "koi8_r", "big5", "cp037")
ENCODINGS = ("utf-8",) * 6 + ("utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman", "cp1251", "gb18030")
LINE_ENDS = ("\n",) * 4 + ("\r\n", "\r\n", "\r", "mixed")


def sentence(chance: Random) -> str:
    """A sentence of invented words, with names of instruments and states, and now and then an odd sign."""
    words = [chance.choice(SUBJECTS), chance.choice(VERBS)]
    for _ in range(chance.randint(0, 25)):
        drawn = chance.randint(0, 39)
        words.append(chance.choice(NAMES if drawn < 4 else ODD if drawn == 4 else WORDS))
        if drawn == 5:
            words[-1] += chance.choice(",;:") + chance.choice(("", " -", " \u2014"))
    return " ".join(words) + chance.choice("....;:?")


def wrapped(text: str, chance: Random) -> str:
    """The text in lines: as one, cut at words, or cut in words with a hyphen; with blanks at either side."""
    how = chance.randint(0, 5)
    if how < 2:
        return text
    width = chance.choice((30, 60, 78, 100))
    if how == 2:
        return "-\n".join(textwrap.wrap(text, width, break_on_hyphens=False, drop_whitespace=False)) or text
    lines = textwrap.wrap(text, width, break_long_words=False) or [text]
    indent, trail = chance.choice(("", "", " ", "    ", "\t", "\u00a0", "> ")), chance.choice(("", " ", "  "))
    return "\n".join(f"{indent if how == 3 else ''}{line}{trail}" for line in lines)


def paragraph(chance: Random) -> str:
    text = " ".join(sentence(chance) for _ in range(chance.randint(1, 4)))
    text = wrapped(text, chance)
    if chance.randint(0, 5) == 0:
        at = text.find(" ", chance.randint(0, len(text)))
        text = text if at < 0 else text[:at] + page_break(chance) + text[at + 1 :]
    return text


def page_break(chance: Random) -> str:
    number = chance.randint(1, 30)
    marks = (f"\n\n- {number} -\n\n", f"\n\f{number}\n", "\f", f"\n\n{number}\n\n", f"\n\n[page {number}]\n\n")
    mark = chance.choice(marks)
    return mark + (chance.choice(RUNNING_HEADS) + "\n\n" if chance.randint(0, 2) == 0 else "")


def preamble(chance: Random) -> str:
    openings = ("Recalling", "Noting with concern", "BEING", "*Guided by*", "Having met in Almaty,")
    clauses = [
        f"{chance.choice(openings)} {sentence(chance)[:-1]},"[: chance.choice((60, 400))]
        for _ in range(chance.randint(1, 5))
    ]
    return chance.choice(("\n", "\n\n")).join((*clauses, chance.choice(("Have agreed as follows:", "Declare:", ""))))


def items(chance: Random) -> str:
    """A list: its marks, and one line or block to an item."""
    mark = chance.choice(("({l})", "{n}.", "{n})", "-", "\u2022", "*", "({r})", "{n}.1", "\u2014", "{l}."))
    between = chance.choice(("\n", "\n\n", "\n \n"))
    return between.join(
        f"{mark.format(l='abcdefgh'[n], n=n + 1, r='i ii iii iv v vi vii viii'.split()[n])} {sentence(chance)}"
        for n in range(chance.randint(1, 8))
    )


def marked(chance: Random) -> str:
    """A block with marks of Markdown or HTML, closed or not."""
    text = sentence(chance)
    forms = (
        f"<p>{text}</p>", f"*{text}*", f"**{text}** [{text}](http://lakes.example/{chance.randint(1, 99)})",
        f"<!-- {text} -->",
        f"<b>{text}", f"| a | b |\n|---|---|\n| {text[:20]} | 1. |", f"{text}[^1]\n\n[^1]: A note.", f"> {text}",
        f"<table><tr><td>{text}</td></tr></table>", f"```\n{text}\n```", f"# {text[:30]}", f"<a href='x'>{text}",
        "---", "***",
        f"{text} <script>x</script>", f"![{text}](y.png)", "<!--", f"{text}\n=====",
    )  # fmt: skip
    return chance.choice(forms)


def dateline(chance: Random) -> str:
    return chance.choice(
        (
            "Done at Almaty on 3 May 2003.", "Almaty, May 3, 2003", "7 June 2002",
            "DONE in duplicate at Windhoek, this third day of May",
            "IN WITNESS WHEREOF the undersigned have signed this Treaty.\n\nDone at Almaty, 31 February 2003,",
        )
    )  # fmt: skip


def signatures(chance: Random) -> str:
    """Names below each other, names in columns, or states alone."""
    states = [chance.choice(STATES) for _ in range(chance.randint(1, 6))]
    people = [(state, chance.choice(OFFICES), chance.choice(PERSONS)) for state in states]
    how = chance.randint(0, 5)
    if how == 0:
        return "\n\n".join(f"{office} of {state}\n{person}" for state, office, person in people)
    if how == 1:
        return "\n".join(f"For the Government of {state}: {person}" for state, _, person in people)
    if how == 2:
        gap = " " * chance.randint(3, 20)
        return "\n".join(gap.join(row) for row in zip(*people, strict=True))
    if how == 3:
        return "\n\n".join(f"(Signed) {person}\n{office}\n{state}\n____________" for state, office, person in people)
    if how == 4:
        return "\t".join(person for _, _, person in people) + "\n" + "\t".join(states)
    return "\n".join(f"{person}, {office} of {state}" for state, office, person in people)


BLOCKS: tuple[Callable[[Random], str], ...] = (paragraph, paragraph, paragraph, items, marked, preamble)


def make_text(chance: Random, sections: int = 4) -> str:
    """A text of up to so many sections, with what stands before and after them."""
    parts: list[str] = []

    def maybe(part: Callable[[], str], of: int = 2) -> None:
        if chance.randint(1, of) > 1:
            parts.append(part())

    maybe(lambda: chance.choice(TITLES))
    maybe(lambda: preamble(chance))
    labels = chance.choice(LABELS)
    for number in range(chance.randint(0, min(sections, len(labels)))):
        parts.append(labels[number])
        parts += [chance.choice(BLOCKS)(chance) for _ in range(chance.randint(0, 4))]
    if not parts or chance.randint(0, 1):
        parts += [paragraph(chance) for _ in range(chance.randint(1, 5))]
    maybe(lambda: dateline(chance))
    maybe(lambda: signatures(chance))
    if chance.randint(0, 3) == 0:
        parts += [chance.choice(("ANNEX I", "Annex", "Annex A\nLakes", "PROTOCOL")), paragraph(chance), items(chance)]
    if chance.randint(0, 3) == 0:
        parts = [part + (page_break(chance) if chance.randint(0, 3) == 0 else "") for part in parts]
    return chance.choice(("\n\n", "\n\n", "\n\n\n", "\n", "\n \n")).join(parts) + chance.choice(("\n", "", "\n\n  "))


def make_document(chance: Random, sections: int = 4) -> bytes:
    """A text as bytes: an encoding that has its letters, and line ends of one kind or of several."""
    return encode(make_text(chance, sections), chance)


def encode(text: str, chance: Random) -> bytes:
    line_end = chance.choice(LINE_ENDS)
    if line_end == "mixed":
        text = "".join(chance.choice(("\n", "\r\n", "\r")) if char == "\n" else char for char in text)
    elif line_end != "\n":
        text = text.replace("\n", line_end)
    encoding = chance.choice(ENCODINGS)
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode()


# -- damage


def flip_bits(raw: bytes, chance: Random) -> bytes:
    damaged = bytearray(raw)
    for _ in range(chance.randint(1, 8) if damaged else 0):
        damaged[chance.randint(0, len(damaged) - 1)] ^= 1 << chance.randint(0, 7)
    return bytes(damaged)


def cut(raw: bytes, chance: Random) -> bytes:
    """The bytes without a stretch of them, wherever in a character or line it begins."""
    start, end = sorted((chance.randint(0, len(raw)), chance.randint(0, len(raw))))
    return raw[:start] + raw[end:] if chance.randint(0, 1) else raw[start:end]


def double(raw: bytes, chance: Random) -> bytes:
    """A stretch of the bytes several times over."""
    start = chance.randint(0, len(raw))
    return raw[:start] + raw[start : start + chance.randint(1, 3000)] * chance.randint(2, 6) + raw[start:]


def swap_encoding(raw: bytes, chance: Random) -> bytes:
    """The text in another encoding, or read in a wrong one and written in UTF-8; letters that have no place go."""
    encoding = chance.choice(WRONG_ENCODINGS)
    if chance.randint(0, 1):
        return raw.decode(encoding, errors="ignore").encode(errors="ignore")
    return raw.decode(errors="ignore").encode(encoding, errors="ignore")


def put_in(raw: bytes, chance: Random) -> bytes:
    """Control characters, marks and broken UTF-8 between the bytes."""
    bits = (
        b"\0", b"\x1b[31m", b"\x08", b"\x0c", b"\r", b"\x85", b"\xff", b"\xed\xa0\x80", b"\xc3", b"\xe2\x80\xa8",
        b"\x1a", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\n\n", b"<!--", b"```\n", b"\xe2\x80\xae", b"|",
        b"-\n", b"\xf4\x90\x80\x80",
    )  # fmt: skip
    for _ in range(chance.randint(1, 10)):
        at = chance.randint(0, len(raw))
        raw = raw[:at] + chance.choice(bits) * chance.choice((1, 1, 1, 2, 50)) + raw[at:]
    return raw


def shuffle_lines(raw: bytes, chance: Random) -> bytes:
    lines = raw.split(b"\n")
    for _ in range(chance.randint(1, 20)):
        one, other = chance.randint(0, len(lines) - 1), chance.randint(0, len(lines) - 1)
        lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


MUTATIONS: tuple[Callable[[bytes, Random], bytes], ...] = (
    flip_bits, cut, double, swap_encoding, put_in, shuffle_lines,
)  # fmt: skip


def mutate(raw: bytes, chance: Random, most: int = 3) -> bytes:
    """The bytes after one to `most` kinds of damage."""
    for _ in range(chance.randint(1, most)):
        raw = chance.choice(MUTATIONS)(raw, chance)
    return raw
