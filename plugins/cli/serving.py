"""`konferenz serve`: the wiki, served; made at the first start, with an account for the bots."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click

from familienkonferenz.config import load
from familienkonferenz.config.cli import Failure
from familienkonferenz.config.home import BOT_FILE
from familienkonferenz.config.language import reason, say
from familienkonferenz.config.rules import load_rules

from ..upkeep.fresh import claim, is_wiki, refuse_old_format
from .wiki import application, errors, options, tell

BOT_NAME = "Konferenzbot"
BOT_PURPOSE = "konferenz"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
)
@click.option(
    "--workers", type=click.IntRange(1, 16), show_default="two a core, 2 to 8", help="Processes that serve."
)
@click.option(
    "--threads", default=8, show_default=True, type=click.IntRange(1, 64), help="Requests at once in each."
)
@options
def serve(
    host: str, port: int, workers: int | None, threads: int, home: Path, config_folder: Path | None,
    dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Serve the wiki, and print its address once it listens.

    Makes it at the first start, with an account for the bots whose password lies in the wiki's folder. With
    --dry-run configuration, folder and port are checked, and nothing is made or served. Ctrl-C ends it.

    Example: konferenz serve --port 8080
    """
    from ..reading import server

    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    try:
        bound = server.listener(host, port)
    except OSError as error:
        raise _taken(host, port, error) from None
    if server.is_open_to_others(bound) and not os.environ.get("KONFERENZ_HOSTS"):
        click.echo(_unnamed(), err=True)
    result = {"address": address, "home": str(home), "new": not is_wiki(home), "dry_run": dry_run}
    if dry_run:
        bound.close()
        _check_folder(home)
        with errors(home):
            refuse_old_format(home)
            load_rules(load(config_folder), config_folder)
        tell(as_json, result, say(f"{address} can be served from {home}", f"{address} geht, aus {home}"))
        return
    with application(home, config_folder) as app:
        _ensure_bot(home)
        claim(home)
        database = app.extensions["familienkonferenz"].database
    server.run(
        app, bound, workers=workers or server.processes(), threads=threads,
        prepare=database.close, listening=lambda: tell(as_json, result, address),
    )  # fmt: skip


def _unnamed() -> str:
    """The warning of an address that others can reach."""
    return say(
        "Warning: KONFERENZ_HOSTS is not set, so every host name is answered; "
        "set it to the wiki's own, for example KONFERENZ_HOSTS=konferenz.example.org",
        "Warnung: KONFERENZ_HOSTS ist nicht gesetzt, also wird auf jeden Rechnernamen geantwortet; "
        "auf den des Wikis setzen, zum Beispiel KONFERENZ_HOSTS=konferenz.example.org",
    )


def _check_folder(home: Path) -> None:
    """See that the wiki's folder is one, or can be made."""
    there = next(folder for folder in (home.absolute(), *home.absolute().parents) if folder.exists())
    if not there.is_dir():
        raise Failure(f"{there}: {reason(NotADirectoryError())}")
    if not os.access(there, os.W_OK | os.X_OK):
        raise Failure(f"{there}: {reason(PermissionError())}")


def _taken(host: str, port: int, error: OSError) -> Failure:
    return Failure(
        say(
            f"{host}:{port}: {reason(error)}; choose another --port or --host, or end what runs there",
            f"{host}:{port}: {reason(error)}; anderen --port oder --host wählen oder beenden, was dort läuft",
        )
    )


def _ensure_bot(home: Path) -> None:
    """Make the bots' account and the file with its login, unless they are there."""
    path = home / BOT_FILE
    from .. import accounts, bot_passwords
    from ..gate import Role
    from ..grants import GRANTS

    if accounts.find(BOT_NAME) is None:
        accounts.create(BOT_NAME, secrets.token_urlsafe(24), Role.BOT)
    if path.exists():
        return
    secret = bot_passwords.give(BOT_NAME, BOT_PURPOSE, GRANTS)
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{BOT_NAME}@{BOT_PURPOSE}\n{secret}\n")
