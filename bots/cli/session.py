"""What the commands on a wiki share: their options, the wiki when it is asked for, one result."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from familienkonferenz.bots.cli.failure import errors_in_one_line
from familienkonferenz.bots.coding import Coder
from familienkonferenz.bots.run import Outcome, Run
from familienkonferenz.bots.state import State
from familienkonferenz.bots.wiki.login import Login
from familienkonferenz.bots.wiki.port import Wiki
from familienkonferenz.config import Conference, load
from familienkonferenz.config.cli import config_option, home_option
from familienkonferenz.config.home import BOT_FILE
from familienkonferenz.config.language import on_terminal, say
from familienkonferenz.config.rules import Rules, load_rules

DEFAULT_WIKI = "http://127.0.0.1:8080"

_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass
class Session:
    """The options of a command, its configuration, and the wiki when it is asked for."""

    url: str
    conference: Conference
    rules: Rules
    config_folder: Path | None
    home: Path
    login_file: Path | None
    dry_run: bool
    as_json: bool

    def run(self) -> Run:
        """Log in, and be ready to read, judge and write."""
        wiki = Wiki.connect(self.url, Login.read(self.login_file or self.home / BOT_FILE))
        coder = Coder.of(self.conference, self.rules)
        return Run(wiki, self.conference, coder, State(self.home, self.url), progress, self.dry_run)

    def tell(self, english: str, german: str) -> None:
        """Words on stdout; none when JSON was asked for."""
        if not self.as_json:
            click.echo(on_terminal(say(english, german)))

    def give(self, data: dict[str, Any]) -> None:
        """The result as one JSON object on stdout, if it was asked for. Once in a command."""
        if self.as_json:
            click.echo(json.dumps(data, ensure_ascii=False))

    def finish(self, outcome: Outcome, **data: Any) -> None:
        """The result: what was written, and the problems. Ends with exit code 1 if there are any."""
        written, problems = outcome.written, outcome.problems
        count, kept = len(written), outcome.unchanged
        pages = "page" if count == 1 else "pages"
        seiten = "Seite" if count == 1 else "Seiten"
        if self.dry_run:
            self.tell(
                f"{count} {pages} would be written, {kept} unchanged",
                f"{count} {seiten} zu schreiben, {kept} unverändert",
            )
            for title in written:
                self.tell(f"  {title}", f"  {title}")
        else:
            self.tell(
                f"{count} {pages} written, {kept} unchanged",
                f"{count} {seiten} geschrieben, {kept} unverändert",
            )
        self.give(
            {
                **data,
                "written": written,
                "unchanged": kept,
                "problems": problems,
                "dry_run": self.dry_run,
            }
        )
        self.end(outcome)

    def end(self, outcome: Outcome) -> None:
        """The problems on stderr, and exit code 1 if there are any."""
        for problem in outcome.problems:
            click.echo(on_terminal(problem), err=True)
        if outcome.problems:
            raise click.exceptions.Exit(1)


@contextlib.contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], object]]:
    """A bar on stderr, when that is a terminal."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=length, label=f"{label:24}", file=sys.stderr, hidden=hidden) as bar:
        yield bar.update


_options = (
    click.option(
        "--wiki",
        "url",
        default=DEFAULT_WIKI,
        envvar="KONFERENZ_WIKI",
        show_default=True,
        show_envvar=True,
        help="Address of the wiki.",
    ),
    config_option,
    home_option("the bots' journal and login"),
    click.option(
        "--login",
        "login_file",
        type=click.Path(path_type=Path),
        help=f"File with NAME@PURPOSE and the bot password on two lines.  [default: {BOT_FILE} in --home]",
    ),
    click.option("--dry-run", is_flag=True, help="Show what would be done, write nothing."),
    click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object."),
)


def command(function: _F) -> _F:
    """A command on a wiki: the options that all share, and errors as one line with exit code 2.

    The configuration is read whole before anything else, so that nothing is begun with a broken one.
    """

    @wraps(function)
    def wrapped(
        url: str,
        config_folder: Path | None,
        home: Path,
        login_file: Path | None,
        dry_run: bool,
        as_json: bool,
        **kw: Any,
    ) -> None:
        with errors_in_one_line():
            conference = load(config_folder)
            rules = load_rules(conference, config_folder)
            function(Session(url, conference, rules, config_folder, home, login_file, dry_run, as_json), **kw)

    for option in reversed(_options):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]
