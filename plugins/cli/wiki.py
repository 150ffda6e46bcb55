"""What the commands beside the wiki share: their options, the application on its folder, one line for errors."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from familienkonferenz.config import ConfigError, load
from familienkonferenz.config.cli import Failure, config_option, home_option
from familienkonferenz.config.language import on_terminal, reason, say

from ..errors import WikiError
from ..upkeep.fresh import is_wiki, refuse_old_format

_F = TypeVar("_F", bound=Callable[..., Any])

wiki_home = home_option("the wiki's data")
dry_run_option = click.option("--dry-run", is_flag=True, help="Check whether it can be done, do nothing.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def options(function: _F) -> _F:
    """What all these commands share."""
    for option in (json_option, dry_run_option, config_option, wiki_home):
        function = option(function)
    return function


def tell(as_json: bool, data: object, line: str) -> None:
    """The result on stdout: as JSON, or in words."""
    click.echo(json.dumps(data, ensure_ascii=False) if as_json else on_terminal(line))


@contextmanager
def errors(home: Path) -> Iterator[None]:
    """The library's errors as one line and exit code 2."""
    try:
        yield
    except (ConfigError, WikiError) as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"{error.filename or home}: {reason(error)}") from None


@contextmanager
def application(home: Path, config_folder: Path | None) -> Iterator[Any]:
    """The application, inside a request as Moin needs it; the library's errors as one line and exit code 2."""
    logging.getLogger("moin").setLevel(logging.ERROR)
    with errors(home):
        refuse_old_format(home)
        conference = load(config_folder)
        from ..app import create_app

        app = create_app(home, conference)
        with app.test_request_context("/"):
            app.preprocess_request()
            yield app


@contextmanager
def existing_wiki(home: Path, config_folder: Path | None) -> Iterator[None]:
    """The application of a wiki that is there: a mistyped folder does not become a new one."""
    with errors(home):
        refuse_old_format(home)
    if not is_wiki(home):
        raise Failure(
            say(
                f"{home}: there is no wiki in this folder; check --home, or make one with: konferenz serve",
                f"{home}: in diesem Ordner liegt kein Wiki; --home prüfen oder anlegen mit: konferenz serve",
            )
        )
    with application(home, config_folder):
        yield
