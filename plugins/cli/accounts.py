"""`konferenz account`: accounts, their roles, their passwords and those of programs."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from familienkonferenz.config.cli import Failure, config_option
from familienkonferenz.config.language import say

from .wiki import existing_wiki, json_option, options, tell, wiki_home


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
@options
def create(
    name: str, role: str, password_file: TextIO | None, home: Path, config_folder: Path | None,
    dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Make an account. Without --password-file a password is made up and printed, once.

    Example: konferenz account create "Frau Schmidt" --role moderator
    """
    with existing_wiki(home, config_folder):
        from .. import accounts
        from ..gate import Role

        made_up = "" if password_file else secrets.token_urlsafe(12)
        password = password_file.readline().rstrip("\n") if password_file else made_up
        if dry_run:
            accounts.refuse(name, password, Role(role))
        else:
            name = accounts.create(name, password, Role(role)).name0
        shown = {} if dry_run or not made_up else {"password": made_up}
        line = f"{name} ({role})" + "".join(f": {word}" for word in shown.values())
        line += say(": can be made", ": lässt sich anlegen") if dry_run else ""
        tell(as_json, {"name": name, "role": role, **shown, "dry_run": dry_run}, line)


@account.command("role")
@_name
@click.argument("role", type=_ROLES)
@options
def set_role(
    name: str, role: str, home: Path, config_folder: Path | None, dry_run: bool, as_json: bool
) -> None:
    """Give an account another role.

    Example: konferenz account role "Frau Schmidt" moderator
    """
    with _account(name, home, config_folder) as accounts:
        from ..gate import Role

        if not dry_run:
            accounts.set_role(name, Role(role))
        tell(as_json, {"name": name, "role": role, "dry_run": dry_run}, f"{name} ({role})")


@account.command()
@_name
@options
def password(name: str, home: Path, config_folder: Path | None, dry_run: bool, as_json: bool) -> None:
    """Set a new password, made up and printed once.

    Example: konferenz account password "Frau Schmidt"
    """
    with _account(name, home, config_folder) as accounts:
        new = {} if dry_run else {"password": secrets.token_urlsafe(12)}
        if new:
            accounts.set_password(name, new["password"])
        tell(as_json, {"name": name, **new, "dry_run": dry_run}, new.get("password", name))


@account.command("bot-password")
@_name
@click.argument("purpose", default="")
@click.option("--revoke", is_flag=True, help="Make it invalid instead; its sessions are over at once.")
@click.option("--grants", default="", show_default="all", help="As on MediaWiki: basic,editpage,highvolume …")
@options
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
        from .. import bot_passwords
        from ..grants import GRANTS

        if not purpose:
            found = bot_passwords.listed(name)
            rows = "\n".join(f"{one.purpose:20} {acts:7} {','.join(one.grants)}" for one, acts in found)
            listed = [{"purpose": one.purpose, "acts": acts, "grants": one.grants} for one, acts in found]
            tell(as_json, listed, rows)
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
        tell(as_json, told, str(told.get("password", told["login"])))


@account.command("list")
@wiki_home
@config_option
@json_option
def list_accounts(home: Path, config_folder: Path | None, as_json: bool) -> None:
    """List the accounts with their roles.

    Example: konferenz account list --json
    """
    with existing_wiki(home, config_folder):
        from .. import accounts
        from ..services import services

        found = [(accounts.role_of(name).value, name) for name in services().catalogue.account_names()]
        rows = "\n".join(f"{role:12} {name}" for role, name in found)
        tell(as_json, [{"name": name, "role": role} for role, name in found], rows)


@contextmanager
def _account(name: str, home: Path, config_folder: Path | None) -> Iterator[Any]:
    """The module `accounts`, inside a wiki that has an account of that name."""
    with existing_wiki(home, config_folder):
        from .. import accounts

        if accounts.find(name) is None:
            raise Failure(
                say(
                    f"there is no account „{name}“; see: konferenz account list",
                    f"das Konto „{name}“ gibt es nicht; siehe: konferenz account list",
                )
            )
        yield accounts
