"""What `--help` says in a German locale: commands and options from `german.toml`, their list as in the handbook.

A command is copied before its words are changed, since one process may answer in both languages, as tests do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from copy import copy
from functools import cache
from pathlib import Path

import click

from familienkonferenz.page_templates.handbook import short

_HEADINGS = {"Options": "Optionen", "Commands": "Befehle"}


class GermanFormatter(click.HelpFormatter):
    """Help with German words around it."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is typed."""
        super().write_usage(prog, args, "Aufruf: ")

    def write_heading(self, heading: str) -> None:
        """What follows."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands, each with what it does."""
        super().write_dl([(name, _option(text)) for name, text in rows], col_max, col_spacing)


class GermanContext(click.Context):
    """A context whose help is German."""

    formatter_class = GermanFormatter


@cache
def words() -> dict[str, dict[str, str]]:
    """The tables of `german.toml`: path of a command, and English words of options → German ones."""
    return tomllib.loads(Path(__file__).with_name("german.toml").read_text(encoding="utf-8"))


def in_german(command: click.Command, path: str) -> click.Command:
    """A copy of the command that explains itself in German; `path` is how it is typed, without `konferenz`."""
    german = copy(command)
    german.context_class = GermanContext
    said = words()["commands"].get(path, "")
    example = (command.help or "").partition("Example: ")[2].strip()
    german.help = f"{said}\n\nBeispiel: {example}" if said else command.help
    german.short_help = short(path) if path else None
    if isinstance(german, click.Group):
        german.commands = {
            name: in_german(below, f"{path} {name}".strip()) for name, below in german.commands.items()
        }
    return german


def _option(text: str) -> str:
    """The German words of an option, the longest English ones first."""
    for english, german in sorted(words()["options"].items(), key=lambda pair: -len(pair[0])):
        text = text.replace(english, german)
    return text
