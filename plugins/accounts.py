"""Accounts and what they are to the conference: participant, bot or moderator.

Moin keeps the profiles and hashes the passwords; the role and the bot passwords (`bot_passwords`) are two keys of
ours in the profile, which no form of Moin's writes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, replace

from moin import current_app, flaskg
from moin.constants.keys import ENC_PASSWORD, ITEMID, NAME, SESSION_TOKEN
from moin.constants.misc import ANON
from moin.datastructures.backends import BaseGroup, BaseGroupsBackend, GroupDoesNotExistError
from moin.user import User, isValidName, search_users

from .errors import WikiError
from .gate import Change, Role
from .services import services
from .storage.catalogue import ACCOUNT_ID
from .storage.watching import Watching
from .titles import USER, Title
from .turnstile import Turnstile

ROLE, BOT_PASSWORDS, REGISTERED = "role", "bot_passwords", "registered"
"""Keys of ours in a user profile."""

GROUPS = {"Moderatoren": Role.MODERATOR, "Bots": Role.BOT}
"""Names by which ACLs speak of the roles."""

_HASHING = Turnstile(2, "hashing")
"""Two hashes at once: each takes 100 MiB and half a second of a core, and anybody can ask for one."""

_RESERVED = frozenset(
    ("anonymous", "all", "known", "trusted", "default", "system", "konferenzwiki", "moderation", "moderator")
)
_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}")
"""Looks like a visitor's IP address, as MediaWiki shows it."""
_MIN_PASSWORD = 10


class AccountError(WikiError):
    """An account that cannot be made, or that does not exist; the message is for people, in German."""

    code = "badaccess"


class PasswordError(AccountError):
    """A password that is none; the name may be a good one."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is doing something: the account's name, its role, its Moin id ("" for visitors).

    Of a program also the purpose of its bot password and the rights that this allows; None allows all of the role's.
    """

    name: str
    role: Role
    item_id: str = ""
    purpose: str = ""
    allowed: frozenset[str] | None = None

    def permits(self, right: str) -> bool:
        """Whether the bot password, if it is one, allows what takes this right."""
        return self.allowed is None or right in self.allowed


VISITOR = Actor("", Role.ANONYMOUS)
SYSTEM = Actor("Konferenzwiki", Role.MODERATOR)
"""The wiki itself: it keeps late edits."""


@dataclass(frozen=True, slots=True)
class _Act:
    actor: Actor | None = None
    change: Change | None = None


_act: ContextVar[_Act] = ContextVar("act", default=_Act())  # noqa: B039  (frozen)


@contextmanager
def acting(actor: Actor | None = None, change: Change | None = None) -> Iterator[None]:
    """Do the following as `actor`, or name the change it is, so that the gate knows."""
    outer = _act.get()
    token = _act.set(replace(outer, actor=actor or outer.actor, change=change or outer.change))
    try:
        yield
    finally:
        _act.reset(token)


def current_actor() -> Actor:
    """Who is acting: as named by `acting`, else the account of this request, else a visitor."""
    if (actor := _act.get().actor) is not None:
        return actor
    user = getattr(flaskg, "user", None)
    if user is None or not user.valid:
        return VISITOR
    password = getattr(flaskg, "bot_password", None)
    return actor_of(user) if password is None else actor_of(user, password.purpose, password.rights)


def current_change() -> Change | None:
    """The change that `acting` named, if any."""
    return _act.get().change


def actor_of(user: User, purpose: str = "", allowed: frozenset[str] | None = None) -> Actor:
    """The actor that a valid Moin account is, or a program with a bot password of it."""
    return Actor(user.name0, Role(user.profile[ROLE]), user.itemid, purpose, allowed)


def role_of(name: str) -> Role:
    """The role of the account of that name; `Role.ANONYMOUS` when there is none."""
    user = getattr(flaskg, "user", None)
    if user is not None and user.valid and name == user.name0:
        return Role(user.profile[ROLE])
    found = find(name) if name != ANON else None  # asked for every visitor, several times a page
    return Role(found.profile[ROLE]) if found else Role.ANONYMOUS


def registered(name: str) -> int | None:
    """When the account of that name was made, in seconds since 1970; None where that was not kept."""
    found = find(name)
    try:
        return int(found.profile[REGISTERED]) if found else None
    except KeyError:
        return None


def find(name: str) -> User | None:
    """The account of exactly that name, or None."""
    users = search_users(name_exact=name) if name else []
    return User(uid=users[0].meta[ITEMID]) if users else None


def authenticate(name: str, password: str) -> User | None:
    """The account of that name if the password is right and the account may sign in, else None."""
    with _HASHING:
        user = User(name=spelled(name), password=password)
    return user if user.valid else None


def create(name: str, password: str, role: Role = Role.PARTICIPANT) -> User:
    """Make an account. Raises `AccountError` with what to do instead.

    Names that look alike count as one: "lisa", "Lisa" and "Lisа" with a Cyrillic letter.
    """
    name = spelled(name)
    refuse(name, password, role)
    with _HASHING:  # slow on purpose, so not under the write lock
        hashed = current_app.cfg.cache.pwd_hasher.hash(password)
    with services().database.transaction():
        _refuse_taken(name)
        user = User(auth_method="new-user")
        user.profile[NAME] = [name]
        user.profile[ROLE] = role.value
        user.profile[REGISTERED] = int(services().clock().timestamp())
        user.profile[ENC_PASSWORD] = hashed
        user.profile[ACCOUNT_ID] = services().ledger.account(user.itemid, name, skeleton(name))
        user.save()
        Watching(services().database).watch(user.profile[ACCOUNT_ID], Title(USER, name))  # as MediaWiki does
    return user


def refuse(name: str, password: str, role: Role = Role.PARTICIPANT) -> None:
    """Raise `AccountError` if `create` would; make nothing."""
    name = spelled(name)
    refuse_name(name, role)
    _refuse_password(name, password)
    _refuse_taken(name)


def refuse_name(name: str, role: Role = Role.PARTICIPANT) -> None:
    """Raise `AccountError` if an account cannot be called so, whether or not there is one."""
    _refuse_name(name, staff=role is not Role.PARTICIPANT)


def spelled(name: str) -> str:
    """A name as accounts are called: single spaces, a capital letter first, as MediaWiki has it."""
    name = " ".join(name.split())
    return name[:1].upper() + name[1:]


def set_role(name: str, role: Role) -> None:
    """Give an account another role. Raises `AccountError` if there is no such account."""
    with changing(name) as user:
        user.profile[ROLE] = role.value


def set_password(name: str, password: str) -> None:
    """Set an account's password. Raises `AccountError`."""
    _refuse_password(name, password)
    with _HASHING:
        hashed = current_app.cfg.cache.pwd_hasher.hash(password)
    with changing(name) as user:
        user.set_password(hashed, is_encrypted=True)


def session_token(user: User) -> str:
    """What the sessions of an account carry; made at its first sign-in, the same in all browsers."""
    with suppress(KeyError):
        return str(user.profile[SESSION_TOKEN])
    with changing(user.name0) as fresh:
        return str(fresh.get_session_token())


def end_sessions(name: str) -> None:
    """End all sessions of an account."""
    with changing(name) as user:
        user.generate_session_token(save=False)


def skeleton(name: str) -> str:
    """What a name looks like: letters that look alike become one, case and accents of width are folded."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_LOOKALIKES)
    return "".join(c for c in folded if c.isalnum())


_LOOKALIKES = str.maketrans(
    # Cyrillic and Greek letters that cannot be told from Latin ones, then digits read as letters.
    "асеіјорѕухԁһԛԝвкмнтαεικνορτυχ01",
    "aceijopsyxdhqwbkmhtaeiknoptuxol",
)


@contextmanager
def changing(name: str) -> Iterator[User]:
    """The account of that name, to be changed: nobody else writes its profile meanwhile, and it is kept at the end."""
    with services().database.transaction():
        user = find(name)
        if user is None:
            raise AccountError(f"Das Konto „{name}“ gibt es nicht.")
        yield user
        user.save(force=True)


def _refuse_name(name: str, *, staff: bool) -> None:
    if not 2 <= len(name) <= 40:
        raise AccountError("Der Name braucht 2 bis 40 Zeichen.")
    if not isValidName(name) or "@" in name or name in GROUPS:
        raise AccountError(
            f"Der Name „{name}“ geht nicht. Erlaubt sind Buchstaben, Ziffern, einzelne Leerzeichen und ' . - _"
        )
    if (
        skeleton(name) in {skeleton(word) for word in _RESERVED}
        or not skeleton(name)
        or _ADDRESS.fullmatch(name)
    ):
        raise AccountError(f"Der Name „{name}“ ist vorbehalten. Bitte wählen Sie einen anderen.")
    if not staff and any(word in skeleton(name) for word in ("moderat", "konferenzbot", "stadthann")):
        raise AccountError(
            f"Der Name „{name}“ klingt nach der Stadt oder der Moderation. Bitte einen anderen."
        )


def _refuse_taken(name: str) -> None:
    if services().catalogue.is_taken(skeleton(name)):
        raise AccountError(f"Der Name „{name}“ ist schon vergeben. Bitte wählen Sie einen anderen.")


def _refuse_password(name: str, password: str) -> None:
    if len(password) < _MIN_PASSWORD or len(set(password)) < 5:
        raise PasswordError(
            f"Das Passwort ist zu einfach: Es braucht mindestens {_MIN_PASSWORD} Zeichen, davon 5 verschiedene."
        )
    if len(password) > 200:
        raise PasswordError("Das Passwort ist zu lang: höchstens 200 Zeichen.")
    if name.casefold() in password.casefold():
        raise PasswordError("Das Passwort darf den Namen nicht enthalten.")


class RoleGroups(BaseGroupsBackend):  # type: ignore[misc]
    """Moin's groups, filled from the accounts' roles: no wiki page can make anybody a moderator."""

    def __contains__(self, group_name: object) -> bool:
        return group_name in GROUPS

    def __iter__(self) -> Iterator[str]:
        return iter(GROUPS)

    def __getitem__(self, group_name: str) -> BaseGroup:
        if group_name not in GROUPS:
            raise GroupDoesNotExistError(group_name)
        return _RoleGroup(group_name, self)


class _RoleGroup(BaseGroup):  # type: ignore[misc]
    """One group: its members are the accounts of a role."""

    def __contains__(self, member: object, processed_groups: object = None) -> bool:
        return isinstance(member, str) and role_of(member) is GROUPS[self.name]

    def __iter__(self, yielded_members: object = None, processed_groups: object = None) -> Iterator[str]:
        return (name for name in services().catalogue.account_names() if name in self)
