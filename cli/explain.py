"""`sco explain`."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Annotated, Any

import typer

from .layout import pairs, prose, visible
from .options import Debug, Json
from .output import bold, out, out_json, settings, width


def explain(
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="CODE", help="A code, or the name of a rule; without it, a list.")
    ] = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Explain the code of a fault, or a rule of sco validate.

    What it means, which exit status it leads to, a sample that has the fault and the same sample put right.
    Codes stand in square brackets in messages, rules in round ones. The page of all codes is docs/errors.md.

    \b
    Examples:
      sco explain
      sco explain date
      sco explain mention-text
    """
    from ..build import explaining

    wanted = codes or []
    unknown = [name for name in wanted if name not in explaining.NAMES]
    if unknown:
        near = get_close_matches(unknown[0], explaining.NAMES, n=1)
        meant = f" Did you mean {near[0]}?" if near else " `sco explain` lists them."
        raise typer.BadParameter(f"{visible(unknown[0])!r} is no code and no rule.{meant}", param_hint="CODE")
    entries = [explaining.record(name) for name in wanted or explaining.NAMES]
    if settings.json:
        out_json(entries)
    else:
        out("\n\n".join(map(_page, entries)) if wanted else _list(entries))


def _page(said: dict[str, Any]) -> str:
    columns = width()
    what = f"rule of sco validate, code {said['code']}" if said["kind"] == "rule" else "code"
    parts = [bold(f"{said['name']} ({what}, exit status {said['exit_status']})"), prose(said["means"], columns)]
    if said["why"]:
        parts += ["", prose(said["why"], columns)]
    for title in ("bad", "good"):
        if said[title]:
            parts += ["", title.capitalize(), *(f"    {line}" for line in said[title])]
    if said["as_rule"]:
        parts += ["", prose(f"A rule of sco validate has this name too: {said['as_rule']}", columns)]
    if said["remedy"]:
        parts += ["", prose(said["remedy"], columns)]
    return "\n".join(parts)


def _list(entries: Sequence[dict[str, Any]]) -> str:
    blocks = []
    for kind, title in (("code", "Codes"), ("rule", "Rules of sco validate")):
        said = [(entry["name"], entry["means"]) for entry in entries if entry["kind"] == kind]
        blocks.append(f"{bold(title)}\n{pairs(said, width())}")
    return "\n\n".join(blocks)
