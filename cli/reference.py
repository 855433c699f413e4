"""The reference page of the command line, `docs/cli.md`, rendered from the help texts themselves.

    python -m sco_declarations.cli.reference > docs/cli.md

writes it anew; a test holds the file to it.
"""

from __future__ import annotations

from typing import Any

import typer

from .main import app

#: What the help takes in a terminal of 80 columns.
WIDTH = 78

INTRODUCTION = """\
# Command line

This page is rendered from the help texts of `sco`. `sco VERB --help` prints the same.

- Data go to stdout, messages to stderr. Progress is shown on a terminal alone.
- What a program would read comes with `--json`. Faults then come as a JSON array on stdout, each with `code`, `rule`,
  `exit_status`, `file`, `place`, `line`, `column`, `byte`, `row`, `text`, `problem` and `remedy`.
  [errors.md](errors.md) explains the codes. Where stdout cannot take them they come as text on stderr.
  `sco verify` gives one object, with its faults in it.
- Tables fit 80 columns in a pipe, and the terminal's width otherwise. No cell is cut off.
- Control, bidirectional and other invisible characters of a text are shown as escapes, such as `\\u202e`.
- There is no colour in a pipe, and none where `NO_COLOR` is set.
- A pipe that is closed early (`sco info | head -1`) is no error.
"""


def reference() -> str:
    """The page, as Markdown."""
    group: Any = typer.main.get_command(app)
    parent = _context(group, "sco", None)
    verbs = [_section(_context(group.get_command(parent, name), name, parent)) for name in group.list_commands(parent)]
    return "\n".join([INTRODUCTION, _section(parent), *verbs])


def _context(command: Any, name: str, parent: typer.Context | None) -> typer.Context:
    return typer.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=WIDTH,
        help_option_names=command.context_settings.get("help_option_names"),
    )


def _section(context: typer.Context) -> str:
    lines = [line.rstrip() for line in context.get_help().splitlines()]
    return f"## `{context.command_path}`\n\n```text\n" + "\n".join(lines) + "\n```\n"


if __name__ == "__main__":
    print(reference(), end="")
