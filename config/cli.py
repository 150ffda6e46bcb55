"""What the commands of both programs share, the bots' and those beside the wiki: options, and how errors look."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from familienkonferenz.config.home import default_home
from familienkonferenz.config.language import on_terminal, say

_F = TypeVar("_F", bound=Callable[..., Any])


class Failure(click.ClickException):
    """What cannot be done, on one line, with exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it to stderr."""
        click.echo(on_terminal(f"{say('Error', 'Fehler')}: {self.format_message()}"), file=file or sys.stderr)


config_option = click.option(
    "--config",
    "config_folder",
    type=click.Path(path_type=Path),
    help="Folder of the city's configuration.  [default: Hannover]",
)


def home_option(holding: str) -> Callable[[_F], _F]:
    """`--home`, the folder of an instance; `holding` says in the help what the command looks for there."""
    return click.option(
        "--home",
        type=click.Path(path_type=Path),
        default=default_home,
        show_default="$KONFERENZ_HOME, or var/ of a checkout",
        help=f"Folder of {holding}.",
    )
