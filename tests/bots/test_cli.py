"""The command line as its users meet it: what there is, what it is called, how times are read."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from familienkonferenz.bots import cli
from familienkonferenz.bots.cli.german_help import words
from familienkonferenz.bots.cli.group import ORDER, main
from familienkonferenz.bots.cli.window import moment
from familienkonferenz.config import load
from familienkonferenz.config.cli import Failure
from familienkonferenz.page_templates import handbook

ON_A_WIKI = (
    "init", "open", "close", "status", "harvest", "tag", "route", "review", "evaluate", "publish",
    "archive", "cycle",
)  # fmt: skip

WITHOUT_A_WIKI = ("classify", "explain")
"""They write nothing, so there is nothing to try dry."""


def commands(group: click.Group = main, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command by its words; groups are not, what they hold is."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        words = f"{path} {name}".strip()
        if isinstance(command, click.Group):
            yield from commands(command, words)
        elif command:
            yield words, command


COMMANDS = dict(commands())
HANDBOOK = {line: does for _, lines in handbook.COMMANDS for line, does in lines}


def named(line: str) -> str:
    """The words of the command that a line begins with."""
    return max((words for words in COMMANDS if f"{line} ".startswith(f"{words} ")), key=len, default="")


def options(command: click.Command) -> set[str]:
    """What can be typed with it."""
    return {opt for parameter in command.params for opt in parameter.opts if opt.startswith("--")}


def test_commands_come_in_the_order_of_the_work() -> None:
    """`konferenz --help` lists every command, as a conference needs them."""
    assert tuple(main.list_commands(click.Context(main))) == ORDER


def test_the_handbook_names_every_command_and_no_other() -> None:
    """The handbook for moderators is about this command line: no command is missing, none is made up."""
    assert {named(line) for line in HANDBOOK} == set(COMMANDS)
    assert len(HANDBOOK) == len(COMMANDS)


@pytest.mark.parametrize("line", HANDBOOK)
def test_the_handbooks_lines_can_be_typed(line: str) -> None:
    """What follows the command in the handbook is what it takes."""
    command = COMMANDS[named(line)]
    rest = line.removeprefix(named(line)).split()
    assert {word for word in rest if word.startswith("--")} <= options(command)
    context = command.make_context(line, rest)
    assert context.params


@pytest.mark.parametrize("name", ON_A_WIKI)
def test_every_command_on_a_wiki_takes_the_same_options(name: str) -> None:
    """Which wiki, which city, where the files are, a dry run, JSON: always by the same name."""
    assert {"--wiki", "--config", "--home", "--login", "--dry-run", "--json"} <= options(COMMANDS[name])


@pytest.mark.parametrize(
    "name", sorted(COMMANDS.keys() - {*ON_A_WIKI, *WITHOUT_A_WIKI, "demo", "account list"})
)
def test_commands_beside_the_wiki_can_be_tried_too(name: str) -> None:
    """`serve` and those that change accounts or data have a dry run and JSON; a backup is of any city."""
    city = set() if name in ("backup", "restore") else {"--config"}
    assert {"--home", "--dry-run", "--json", *city} <= options(COMMANDS[name])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_shows_an_example_that_can_be_typed(name: str) -> None:
    """The example of a command's help is a call of that command."""
    example = re.search(r"Example: konferenz (.+)", COMMANDS[name].help or "")
    assert example, name
    words = shlex.split(example[1])
    assert words[: len(name.split())] == name.split()
    COMMANDS[name].make_context(name, words[len(name.split()) :])


def test_a_german_locale_gets_the_handbooks_words() -> None:
    """In German the list of commands says what the handbook says; in English it is English."""
    said = {}
    for locale in ("de_DE.UTF-8", "C.UTF-8"):
        helped = subprocess.run(
            [sys.executable, "-m", "familienkonferenz.bots.cli", "--help"],
            env={**os.environ, "LC_ALL": locale}, capture_output=True, text=True, check=True, encoding="utf-8",
        )  # fmt: skip
        said[locale] = " ".join(helped.stdout.split())
    own = [does for line, does in HANDBOOK.items() if not line.startswith("account ")]
    assert [does for does in own if does not in said["de_DE.UTF-8"]] == []
    assert [does for does in own if does in said["C.UTF-8"]] == []


def helped(name: str, locale: str) -> str:
    """What `--help` prints in a locale, on one line."""
    return " ".join(
        CliRunner().invoke(main, [*name.split(), "--help"], env={"LC_ALL": locale}).output.split()
    )


@pytest.mark.parametrize("name", ["", "account", *COMMANDS])
def test_a_german_locale_gets_german_help(name: str) -> None:
    """All of it: what the command does, its options, their defaults; the example is the same in both languages."""
    german, english = helped(name, "de_DE.UTF-8"), helped(name, "C.UTF-8")
    assert not re.search(
        r"Usage|Options:|Commands:|Example|default:|env var:|\b([Tt]he|[Ww]ith|and)\b", german
    )
    example = english.partition("Example: ")[2].partition(" Options:")[0]
    assert f"Beispiel: {example} Optionen:" in german
    options = COMMANDS[name].params if name in COMMANDS else []
    told = [
        option.help.partition("  [")[0]
        for option in options
        if isinstance(option, click.Option) and option.help
    ]
    assert [words for words in told if words in german] == []


def test_the_german_help_is_of_commands_and_options_that_there_are() -> None:
    """No words are left over of a command or an option that went."""
    names = ["", "account", *COMMANDS]
    assert set(words()["commands"]) == set(names)
    english = " ".join(helped(name, "C.UTF-8") for name in names)
    assert [told for told in words()["options"] if told.strip() not in english] == []


def test_no_function_of_the_command_line_is_long() -> None:
    """A command opens the wiki, calls one method and tells the result."""
    folder = Path(cli.__file__).parent
    long = [
        f"{path.name}:{node.name}"
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 60
    ]
    assert not long


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("2026-11-02 08:00", datetime(2026, 11, 2, 7, tzinfo=UTC)),
        ("2026-07-02", datetime(2026, 7, 1, 22, tzinfo=UTC)),
        ("2026-11-02T08:00:30+00:00", datetime(2026, 11, 2, 8, 0, 30, tzinfo=UTC)),
        ("2026-10-25 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25 02:30+01:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_time_is_the_citys(typed: str, instant: datetime) -> None:
    """A time without an offset is Hannover's; of an hour that comes twice the first counts, as on the wiki."""
    assert moment("--end", typed, load()) == instant


@pytest.mark.parametrize(
    "typed", ["morgen", "", "30.11.2026", "2026-13-01", "2026-03-29 02:30", "0001-01-01"]
)
def test_what_is_no_time_is_refused_in_one_line(typed: str) -> None:
    """The option, what was typed, and what to type instead; also an hour that the clock skips."""
    with pytest.raises(Failure) as refused:
        moment("--end", typed, load())
    assert "\n" not in refused.value.message
    assert refused.value.message.startswith("--end: ")
    assert refused.value.exit_code == 2
