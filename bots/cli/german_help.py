"""What `--help` says in a German locale: commands and options from `german.toml`, their list as in the handbook.

A command is copied before its words are changed, since one process may answer in both languages, as tests do. What
click says itself, of wrong usage above all, it asks gettext for: from `locale/`.
"""

from __future__ import annotations

import gettext
import tomllib
from collections.abc import Iterable
from copy import copy
from functools import cache
from pathlib import Path

import click

from familienkonferenz.page_templates.handbook import short

_CATALOGUE = "konferenz"


class GermanFormatter(click.HelpFormatter):
    """Help with German words at its options."""

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands, each with what it does."""
        super().write_dl([(name, _option(text)) for name, text in rows], col_max, col_spacing)


class GermanContext(click.Context):
    """A context whose help is German."""

    formatter_class = GermanFormatter


def speak_german() -> None:
    """Let click find its own words in our catalogue, as gettext's default for this process."""
    gettext.bindtextdomain(_CATALOGUE, Path(__file__).with_name("locale"))
    gettext.textdomain(_CATALOGUE)


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
