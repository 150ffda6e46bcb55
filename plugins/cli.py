"""The commands that run beside the wiki: `serve` and `account`.

They are the plugins' part of the command `konferenz`, which finds them by the entry points of the group
`familienkonferenz.commands`; bots and plugins never import each other.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from familienkonferenz.config import ConfigError, load
from familienkonferenz.config.home import default_home

BOT_NAME = "Konferenzbot"
BOT_PURPOSE = "konferenz"
BOT_FILE = "bot.password"
"""The bots' login, `Name@purpose` and the password on two lines, in a file only its owner reads."""

_home = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    default=default_home,
    show_default="$KONFERENZ_HOME, or var/ of a checkout",
    help="Folder of the wiki's data.",
)
_config = click.option(
    "--config",
    "config_folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the city's configuration.  [default: Hannover]",
)


@click.command()
@_home
@_config
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
)
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64), help="Requests at once.")
def serve(home: Path, config_folder: Path | None, host: str, port: int, threads: int) -> None:
    """Serve the wiki.

    Makes it at the first start, with an account for the bots whose password lies in the wiki's folder.

    Example: konferenz serve --port 8080
    """
    import waitress

    with _app(home, config_folder) as app:
        _ensure_bot(home)
    logging.getLogger("waitress").setLevel(logging.WARNING)
    try:
        server = waitress.create_server(app, host=host, port=port, threads=threads, ident=None)
    except OSError as error:
        raise _Refusal(
            f"{host}:{port}: {error.strerror}; choose another --port or end what runs there"
        ) from None
    click.echo(f"http://{host}:{port}/")
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()


@click.group()
def account() -> None:
    """Make accounts, give roles and passwords.

    Works on the wiki's folder, beside a running server or without one.
    """


_name = click.argument("name")
_role = click.option(
    "--role",
    type=click.Choice(["participant", "moderator", "bot"]),
    default="participant",
    show_default=True,
    help="What the account is to the conference.",
)


@account.command()
@_name
@_role
@click.option(
    "--password-file",
    type=click.File("r", encoding="utf-8"),
    help="Take the password from here ('-': standard input).",
)
@_home
@_config
def create(
    name: str, role: str, password_file: TextIO | None, home: Path, config_folder: Path | None
) -> None:
    """Make an account. Without --password-file a password is made up and printed, once.

    Example: konferenz account create "Frau Schmidt" --role moderator
    """
    with _app(home, config_folder):
        from . import accounts
        from .gate import Role

        password = password_file.readline().rstrip("\n") if password_file else secrets.token_urlsafe(12)
        user = accounts.create(name, password, Role(role))
        click.echo(f"{user.name0} ({role})" + ("" if password_file else f": {password}"))


@account.command("role")
@_name
@click.argument("role", type=click.Choice(["participant", "moderator", "bot"]))
@_home
@_config
def set_role(name: str, role: str, home: Path, config_folder: Path | None) -> None:
    """Give an account another role.

    Example: konferenz account role "Frau Schmidt" moderator
    """
    with _app(home, config_folder):
        from . import accounts
        from .gate import Role

        accounts.set_role(name, Role(role))


@account.command()
@_name
@_home
@_config
def password(name: str, home: Path, config_folder: Path | None) -> None:
    """Set a new password, made up and printed once.

    Example: konferenz account password "Frau Schmidt"
    """
    with _app(home, config_folder):
        from . import accounts

        new = secrets.token_urlsafe(12)
        accounts.set_password(name, new)
        click.echo(new)


@account.command("bot-password")
@_name
@click.argument("purpose")
@click.option("--revoke", is_flag=True, help="Make it invalid instead.")
@_home
@_config
def bot_password(name: str, purpose: str, revoke: bool, home: Path, config_folder: Path | None) -> None:
    """Make a password with which a program logs in at the API as NAME@PURPOSE; printed once.

    Example: konferenz account bot-password Konferenzbot harvest
    """
    with _app(home, config_folder):
        from . import accounts

        if revoke:
            accounts.revoke_bot_password(name, purpose)
        else:
            click.echo(accounts.give_bot_password(name, purpose))


@account.command("list")
@_home
@_config
def list_accounts(home: Path, config_folder: Path | None) -> None:
    """List the accounts with their roles."""
    with _app(home, config_folder):
        from . import accounts
        from .services import services

        for name in services().catalogue.account_names():
            click.echo(f"{accounts.role_of(name).value:12} {name}")


class _Refusal(click.ClickException):
    """What cannot be done, as one line."""

    exit_code = 2


@contextmanager
def _app(home: Path, config_folder: Path | None) -> Iterator[object]:
    """The application, inside a request as Moin needs it; the library's errors as one line and exit code 2."""
    logging.getLogger("moin").setLevel(logging.ERROR)
    from .app import create_app
    from .errors import WikiError

    try:
        app = create_app(home, load(config_folder))
        with app.test_request_context("/"):
            app.preprocess_request()
            yield app
    except (ConfigError, WikiError) as error:
        raise _Refusal(str(error)) from None


def _ensure_bot(home: Path) -> None:
    """Make the bots' account and the file with its login, unless they are there."""
    path = home / BOT_FILE
    from . import accounts
    from .gate import Role

    if accounts.find(BOT_NAME) is None:
        accounts.create(BOT_NAME, secrets.token_urlsafe(24), Role.BOT)
    if path.exists():
        return
    secret = accounts.give_bot_password(BOT_NAME, BOT_PURPOSE)
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{BOT_NAME}@{BOT_PURPOSE}\n{secret}\n")
