"""Every command of `konferenz` explains itself, and the README shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from familienkonferenz.bots.cli import main

from .tree import ROOT


def _commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, f"{name} is listed but not there"
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))


COMMANDS = dict(_commands(main))
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", README, re.DOTALL))
"""What stands as code in the README."""


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help(path: tuple[str, ...]) -> None:
    """The command and each of its options say what they do."""
    command = COMMANDS[path]
    assert command.help and command.help.strip()
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_stands_in_the_readme(path: tuple[str, ...]) -> None:
    """Whoever reads the README has seen what there is."""
    assert re.search(rf"\bkonferenz {' '.join(path)}\b", CODE)


def test_the_readme_names_no_command_or_option_that_is_not_there() -> None:
    """What can be typed from the README can be run."""
    wrong = []
    for line in re.findall(r"\bkonferenz ([a-z][^\n`]*)", CODE):
        words = line.split()
        path = tuple(words[:2]) if tuple(words[:2]) in COMMANDS else tuple(words[:1])
        if path not in COMMANDS:
            wrong.append(f"konferenz {line}")
            continue
        known = {name for parameter in COMMANDS[path].params for name in parameter.opts} | {"--help"}
        wrong += [
            f"konferenz {line}: {word}" for word in words if word.startswith("--") and word not in known
        ]
    assert not wrong
