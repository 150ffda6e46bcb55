"""Bot passwords: with one, a program signs in at the API as `Name@Zweck`.

Each belongs to one purpose and has grants. It is shown once and kept as SHA-256 in its owner's profile: it has 128
random bits, so a slow hash would only slow the wiki. What is done with it is entered by `storage.acts`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import string
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from moin.user import User

from .accounts import BOT_PASSWORDS, AccountError, changing, find, spelled
from .grants import GRANTS, rights_of
from .services import services
from .storage.acts import Acts

MOST = 20
"""An account has so many at most."""

_LONGEST = 32
_LETTERS = frozenset(string.ascii_letters + string.digits + "-_")


@dataclass(frozen=True, slots=True)
class BotPassword:
    """What is kept of one: its purpose, the hash, the grants by name, when it was made (seconds since 1970)."""

    purpose: str
    hashed: str
    grants: tuple[str, ...]
    made: int

    @property
    def rights(self) -> frozenset[str]:
        """The rights that its grants give."""
        return rights_of(self.grants)

    @property
    def seal(self) -> str:
        """A mark of it that a session carries: another password, other grants, another mark."""
        return hashlib.sha256("|".join((self.hashed, *self.grants)).encode()).hexdigest()[:32]


def give(name: str, purpose: str, grants: Collection[str]) -> str:
    """Make a bot password for `name@purpose`, replacing an older one, and return it. Raises `AccountError`."""
    refuse(name, purpose, grants)
    password = secrets.token_hex(16)
    with changing(name) as user:
        kept = {
            "hash": _digest(password),
            "grants": [grant for grant in GRANTS if grant in grants],
            "made": int(services().clock().timestamp()),
        }
        user.profile[BOT_PASSWORDS] = {**user.profile[BOT_PASSWORDS], purpose: kept}
    return password


def refuse(name: str, purpose: str, grants: Collection[str]) -> None:
    """Raise `AccountError` if `give` would; make nothing."""
    if not purpose or len(purpose) > _LONGEST or not set(purpose) <= _LETTERS:
        raise AccountError(
            f"Der Zweck „{purpose[:40]}“ geht nicht: 1 bis {_LONGEST} Buchstaben ohne Umlaute, Ziffern, - und _."
        )
    if unknown := [grant for grant in grants if grant not in GRANTS]:
        raise AccountError(f"Die Erlaubnis „{unknown[0][:40]}“ gibt es nicht. Es gibt: {', '.join(GRANTS)}.")
    user = find(name)
    others = {found.purpose for found in of(user)} - {purpose} if user else set()
    if len(others) >= MOST:
        raise AccountError(f"Mehr als {MOST} Bot-Passwörter hat kein Konto. Bitte widerrufen Sie eines.")


def revoke(name: str, purpose: str) -> None:
    """Make a bot password invalid; its sessions are over. Raises `AccountError` if there is none of that purpose."""
    with changing(name) as user:
        kept = {key: value for key, value in user.profile[BOT_PASSWORDS].items() if key != purpose}
        if len(kept) == len(user.profile[BOT_PASSWORDS]):
            raise AccountError(f"„{name}@{purpose}“ gibt es nicht.")
        user.profile[BOT_PASSWORDS] = kept


def of(user: User) -> list[BotPassword]:
    """The bot passwords of an account, by purpose."""
    return [_read(purpose, kept) for purpose, kept in sorted(user.profile[BOT_PASSWORDS].items())]


def listed(name: str) -> list[tuple[BotPassword, int]]:
    """The bot passwords of the account of that name, each with the number of changes that were made with it."""
    user = find(name)
    acts = {found.purpose: found.acts for found in Acts(services().database).programs(name)}
    return [(one, acts.get(one.purpose, 0)) for one in of(user)] if user else []


def for_purpose(user: User, purpose: str) -> BotPassword | None:
    """The account's bot password for that purpose, if it has one."""
    kept = user.profile[BOT_PASSWORDS].get(purpose) if user.valid else None
    return _read(purpose, kept) if kept else None


def check(login: str, password: str) -> tuple[User, BotPassword] | None:
    """The account behind `Name@Zweck` and its bot password, or None when the name or the password is wrong."""
    name, at, purpose = login.rpartition("@")
    user = find(spelled(name)) if at else None
    found = for_purpose(user, purpose) if user else None
    if user is None or found is None or not hmac.compare_digest(found.hashed, _digest(password)):
        return None
    return user, found


def _read(purpose: str, kept: Any) -> BotPassword:
    """One as the profile has it. A hash alone is from the time before there were grants: it has all of them."""
    if isinstance(kept, str):
        kept = {"hash": kept, "grants": list(GRANTS), "made": 0}
    return BotPassword(purpose, kept["hash"], tuple(kept["grants"]), kept["made"])


def _digest(password: str) -> str:
    return "sha256$" + hashlib.sha256(password.encode("utf-8", "replace")).hexdigest()
