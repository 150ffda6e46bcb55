"""The commands that run beside the wiki: `serve` and `account`.

They are the plugins' part of the command `konferenz`, which finds them by the entry points of the group
`familienkonferenz.commands`; bots and plugins never import each other. Errors are one line, exit code 2.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TextIO, TypeVar

import click

from familienkonferenz.config import ConfigError, load
from familienkonferenz.config.home import default_home
from familienkonferenz.config.language import reason, say
from familienkonferenz.config.rules import load_rules

from .storage.database import FILE
from .upkeep.fresh import claim, refuse_old_format

BOT_NAME = "Konferenzbot"
BOT_PURPOSE = "konferenz"
BOT_FILE = "bot.password"
"""The bots' login, `Name@purpose` and the password on two lines, in a file only its owner reads."""

_F = TypeVar("_F", bound=Callable[..., Any])


class Failure(click.ClickException):
    """What cannot be done, on one line, with exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it to stderr."""
        click.echo(f"{say('Error', 'Fehler')}: {self.format_message()}", file=file or sys.stderr)


_home = click.option(
    "--home",
    type=click.Path(path_type=Path),
    default=default_home,
    show_default="$KONFERENZ_HOME, or var/ of a checkout",
    help="Folder of the wiki's data.",
)
_config = click.option(
    "--config",
    "config_folder",
    type=click.Path(path_type=Path),
    help="Folder of the city's configuration.  [default: Hannover]",
)
_dry_run = click.option("--dry-run", is_flag=True, help="Check whether it can be done, do nothing.")
_json = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def _options(function: _F) -> _F:
    """What all these commands share."""
    for option in (_json, _dry_run, _config, _home):
        function = option(function)
    return function


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
@_options
def serve(
    host: str, port: int, workers: int | None, threads: int, home: Path, config_folder: Path | None,
    dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Serve the wiki, and print its address once it listens.

    Makes it at the first start, with an account for the bots whose password lies in the wiki's folder. With
    --dry-run configuration, folder and port are checked, and nothing is made or served. Ctrl-C ends it.

    Example: konferenz serve --port 8080
    """
    from .reading import server

    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    try:
        bound = server.listener(host, port)
    except OSError as error:
        raise _taken(host, port, error) from None
    if server.is_open_to_others(bound) and not os.environ.get("KONFERENZ_HOSTS"):
        click.echo(_unnamed(), err=True)
    result = {"address": address, "home": str(home), "new": not _is_wiki(home), "dry_run": dry_run}
    if dry_run:
        bound.close()
        _check_folder(home)
        with _errors(home):
            refuse_old_format(home)
            load_rules(load(config_folder), config_folder)
        _tell(as_json, result, say(f"{address} can be served from {home}", f"{address} geht, aus {home}"))
        return
    with _app(home, config_folder) as app:
        _ensure_bot(home)
        claim(home)
        database = app.extensions["familienkonferenz"].database
    server.run(
        app, bound, workers=workers or server.processes(), threads=threads,
        prepare=database.close, listening=lambda: _tell(as_json, result, address),
    )  # fmt: skip


def _unnamed() -> str:
    """The warning of an address that others can reach."""
    return say(
        "Warning: KONFERENZ_HOSTS is not set, so every host name is answered; "
        "set it to the wiki's own, for example KONFERENZ_HOSTS=konferenz.example.org",
        "Warnung: KONFERENZ_HOSTS ist nicht gesetzt, also wird auf jeden Rechnernamen geantwortet; "
        "auf den des Wikis setzen, zum Beispiel KONFERENZ_HOSTS=konferenz.example.org",
    )


@click.group()
def account() -> None:
    """Make accounts, give roles and passwords.

    Works on the wiki's folder, beside a running server or without one.

    Example: konferenz account list
    """


_name = click.argument("name")
_ROLES = click.Choice(["participant", "moderator", "bot"])


@account.command()
@_name
@click.option(
    "--role",
    type=_ROLES,
    default="participant",
    show_default=True,
    help="What the account is to the conference.",
)
@click.option(
    "--password-file",
    type=click.File("r", encoding="utf-8"),
    help="Take the password from here ('-': standard input).",
)
@_options
def create(
    name: str, role: str, password_file: TextIO | None, home: Path, config_folder: Path | None,
    dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Make an account. Without --password-file a password is made up and printed, once.

    Example: konferenz account create "Frau Schmidt" --role moderator
    """
    with _existing_wiki(home, config_folder):
        from . import accounts
        from .gate import Role

        made_up = "" if password_file else secrets.token_urlsafe(12)
        password = password_file.readline().rstrip("\n") if password_file else made_up
        if dry_run:
            accounts.refuse(name, password, Role(role))
        else:
            name = accounts.create(name, password, Role(role)).name0
        shown = {} if dry_run or not made_up else {"password": made_up}
        line = f"{name} ({role})" + "".join(f": {word}" for word in shown.values())
        line += say(": can be made", ": lässt sich anlegen") if dry_run else ""
        _tell(as_json, {"name": name, "role": role, **shown, "dry_run": dry_run}, line)


@account.command("role")
@_name
@click.argument("role", type=_ROLES)
@_options
def set_role(
    name: str, role: str, home: Path, config_folder: Path | None, dry_run: bool, as_json: bool
) -> None:
    """Give an account another role.

    Example: konferenz account role "Frau Schmidt" moderator
    """
    with _account(name, home, config_folder) as accounts:
        from .gate import Role

        if not dry_run:
            accounts.set_role(name, Role(role))
        _tell(as_json, {"name": name, "role": role, "dry_run": dry_run}, f"{name} ({role})")


@account.command()
@_name
@_options
def password(name: str, home: Path, config_folder: Path | None, dry_run: bool, as_json: bool) -> None:
    """Set a new password, made up and printed once.

    Example: konferenz account password "Frau Schmidt"
    """
    with _account(name, home, config_folder) as accounts:
        new = {} if dry_run else {"password": secrets.token_urlsafe(12)}
        if new:
            accounts.set_password(name, new["password"])
        _tell(as_json, {"name": name, **new, "dry_run": dry_run}, new.get("password", name))


@account.command("bot-password")
@_name
@click.argument("purpose", default="")
@click.option("--revoke", is_flag=True, help="Make it invalid instead; its sessions are over at once.")
@click.option("--grants", default="", show_default="all", help="As on MediaWiki: basic,editpage,highvolume …")
@_options
def bot_password(
    name: str, purpose: str, revoke: bool, grants: str, home: Path, config_folder: Path | None, dry_run: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Make a password with which a program logs in at the API as NAME@PURPOSE; printed once.

    The program may do what both its account and one of the grants allow. Without PURPOSE they are listed: purpose,
    changes made with it, grants.

    Example: konferenz account bot-password Konferenzbot harvest --grants basic,editpage
    """
    with _account(name, home, config_folder):
        from . import bot_passwords
        from .grants import GRANTS

        if not purpose:
            found = bot_passwords.listed(name)
            rows = "\n".join(f"{one.purpose:20} {acts:7} {','.join(one.grants)}" for one, acts in found)
            listed = [{"purpose": one.purpose, "acts": acts, "grants": one.grants} for one, acts in found]
            _tell(as_json, listed, rows)
            return
        named = [grant.strip() for grant in grants.split(",") if grant.strip()] or list(GRANTS)
        told: dict[str, object] = {"login": f"{name}@{purpose}", "revoked": revoke, "dry_run": dry_run}
        if revoke:
            if not dry_run:
                bot_passwords.revoke(name, purpose)
        else:
            bot_passwords.refuse(name, purpose, named)
            told["grants"] = named
            if not dry_run:
                told["password"] = bot_passwords.give(name, purpose, named)
        _tell(as_json, told, str(told.get("password", told["login"])))


@account.command("list")
@_home
@_config
@_json
def list_accounts(home: Path, config_folder: Path | None, as_json: bool) -> None:
    """List the accounts with their roles.

    Example: konferenz account list --json
    """
    with _existing_wiki(home, config_folder):
        from . import accounts
        from .services import services

        found = [(accounts.role_of(name).value, name) for name in services().catalogue.account_names()]
        rows = "\n".join(f"{role:12} {name}" for role, name in found)
        _tell(as_json, [{"name": name, "role": role} for role, name in found], rows)


def _tell(as_json: bool, data: object, line: str) -> None:
    """The result on stdout: as JSON, or in words."""
    click.echo(json.dumps(data, ensure_ascii=False) if as_json else line)


@contextmanager
def _errors(home: Path) -> Iterator[None]:
    """The library's errors as one line and exit code 2."""
    from .errors import WikiError

    try:
        yield
    except (ConfigError, WikiError) as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"{error.filename or home}: {reason(error)}") from None


@contextmanager
def _app(home: Path, config_folder: Path | None) -> Iterator[Any]:
    """The application, inside a request as Moin needs it; the library's errors as one line and exit code 2."""
    logging.getLogger("moin").setLevel(logging.ERROR)
    with _errors(home):
        refuse_old_format(home)
        conference = load(config_folder)
        from .app import create_app

        app = create_app(home, conference)
        with app.test_request_context("/"):
            app.preprocess_request()
            yield app


@contextmanager
def _existing_wiki(home: Path, config_folder: Path | None) -> Iterator[None]:
    """The application of a wiki that is there: a mistyped folder does not become a new one."""
    with _errors(home):
        refuse_old_format(home)
    if not _is_wiki(home):
        raise Failure(
            say(
                f"{home}: there is no wiki in this folder; check --home, or make one with: konferenz serve",
                f"{home}: in diesem Ordner liegt kein Wiki; --home prüfen oder anlegen mit: konferenz serve",
            )
        )
    with _app(home, config_folder):
        yield


@contextmanager
def _account(name: str, home: Path, config_folder: Path | None) -> Iterator[Any]:
    """The module `accounts`, inside a wiki that has an account of that name."""
    with _existing_wiki(home, config_folder):
        from . import accounts

        if accounts.find(name) is None:
            raise Failure(
                say(
                    f"there is no account „{name}“; see: konferenz account list",
                    f"das Konto „{name}“ gibt es nicht; siehe: konferenz account list",
                )
            )
        yield accounts


def _is_wiki(home: Path) -> bool:
    return (home / FILE).is_file()


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
    from . import accounts, bot_passwords
    from .gate import Role
    from .grants import GRANTS

    if accounts.find(BOT_NAME) is None:
        accounts.create(BOT_NAME, secrets.token_urlsafe(24), Role.BOT)
    if path.exists():
        return
    secret = bot_passwords.give(BOT_NAME, BOT_PURPOSE, GRANTS)
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{BOT_NAME}@{BOT_PURPOSE}\n{secret}\n")
