"""Codes of faults and rules of the checks, explained: as values for the command line, and as docs/errors.md.

    python -m sco_declarations.build.explaining > docs/errors.md

writes the page anew; a test holds the file to it.
"""

from __future__ import annotations

from typing import Any

from .checks.rules import RULES
from .explanations import PAGES
from .explanations.page import BUILD, VALIDATE
from .faults import CODES

#: Everything that can be explained: codes, then rules.
NAMES: tuple[str, ...] = (*CODES, *(name for name in RULES if name not in CODES))

INTRODUCTION = f"""\
# Errors

This page is rendered from the declarations in `build/faults.py`, `build/explanations` and `build/checks/rules.py`.
`sco explain CODE` prints the same.

Every fault says its file, its place (line, column, byte or row), what is wrong with the text itself, and what to do.
Lines, columns and rows count from 1, bytes from 0. Its code stands in square brackets and does not change between
versions.
`sco build` and `sco validate` print all faults of a run, in order of file and place:

- `--format text`, for people: on stderr, the place and the reason, the text where the reason does not quote it, and the
  remedy; then how many faults there are.
- `--format json`, for programs: an array on stdout, each fault with `code`, `rule`, `exit_status`, `file`, `place`,
  `line`, `column`, `byte`, `row`, `text`, `problem` and `remedy`; null where there is none.
- `--format github`, for GitHub Actions: workflow commands on stdout, shown at the line of the file.

The exit status is the gravest one among the faults. Control, bidirectional and other invisible characters of a text are
shown as escapes.

The samples are files of a folder `texts`, beside a text `lakes.txt` where none is shown. Where no command is shown it
is `{BUILD}`, and `{VALIDATE}` for files of a package.
"""


def record(name: str) -> dict[str, Any]:
    """What there is to say of a code or rule; a sample is a list of lines, None where there is none."""
    if name in CODES:
        status, means = CODES[name]
        page = PAGES[name]
        return {
            "name": name, "kind": "code", "code": name, "exit_status": status, "means": means, "why": page.why,
            "bad": page.bad.lines(), "good": page.good.lines(), "remedy": None,
            "as_rule": RULES[name].says if name in RULES else None,
        }  # fmt: skip
    rule = RULES[name]
    return {
        "name": name, "kind": "rule", "code": rule.code, "exit_status": CODES[rule.code][0], "means": rule.says,
        "why": None, "bad": None, "good": None, "remedy": rule.remedy, "as_rule": None,
    }  # fmt: skip


def page() -> str:
    """All codes and rules, as Markdown."""
    parts = [INTRODUCTION]
    for name in CODES:
        said = record(name)
        parts.append(
            f"## `{name}`\n\n{said['means']} Exit status {said['exit_status']}.\n\n{said['why']}\n\n"
            f"Bad:\n\n{_block(said['bad'])}\n\nGood:\n\n{_block(said['good'])}\n"
        )
    parts.append("## Rules of `sco validate`\n\n| rule | code | what must hold |\n| --- | --- | --- |")
    rows = [f"| `{name}` | `{rule.code}` | {rule.says} |" for name, rule in RULES.items()]
    return "\n".join([*parts, *rows]) + "\n"


def _block(lines: list[str]) -> str:
    return "\n".join(["```text", *lines, "```"])


if __name__ == "__main__":
    print(page(), end="")
