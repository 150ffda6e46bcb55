"""What it means when a wiki says no, or nothing: its answers as our errors, with what to do."""

from __future__ import annotations

from familienkonferenz.bots.errors import (
    EditConflict,
    EditRefused,
    LoginRefused,
    PageExists,
    PageMissing,
    WikiError,
)
from familienkonferenz.config.language import say

_AGAIN = ("run it again", "noch einmal laufen lassen")
_BOT_ROLE = (
    "the bots' account needs the role bot: konferenz account role NAME bot",
    "das Konto der Bots braucht die Rolle bot: konferenz account role NAME bot",
)
_REFUSALS: dict[str, tuple[type[WikiError], tuple[str, str], tuple[str, str]]] = {
    "editconflict": (
        EditConflict,
        ("somebody has saved meanwhile", "jemand hat inzwischen gespeichert"),
        _AGAIN,
    ),
    "articleexists": (PageExists, ("the page is there already", "die Seite gibt es schon"), _AGAIN),
    "missingtitle": (PageMissing, ("the page is not there any more", "die Seite gibt es nicht mehr"), _AGAIN),
    "pagedeleted": (
        PageMissing,
        ("the page was deleted meanwhile", "die Seite wurde inzwischen gelöscht"),
        _AGAIN,
    ),
    "protectedpage": (EditRefused, ("", ""), _BOT_ROLE),
    "permissiondenied": (EditRefused, ("", ""), _BOT_ROLE),
}
"""The API's code → our error, what is wrong ("": as the wiki says it) and what to do, English and German."""


def refused(code: str, info: str, page: str) -> WikiError:
    """The API's error as ours; codes that are not known keep the wiki's own words."""
    kind, problem, remedy = _REFUSALS.get(code, (EditRefused, ("", ""), ("", "")))
    return kind(say(*problem) or info, say(*remedy), page=page, code="" if say(*problem) else code)


def login_refused(name: str, why: str = "") -> LoginRefused:
    """The wiki does not let `Account@purpose` in."""
    return LoginRefused(
        say(f"the wiki refuses {name}", f"das Wiki weist {name} ab") + (f": {why}" if why else ""),
        say(
            "check the bot password in --login; a new one: konferenz account bot-password NAME PURPOSE",
            "das Bot-Passwort in --login prüfen; ein neues: konferenz account bot-password NAME ZWECK",
        ),
    )


def not_signed_in(name: str) -> WikiError:
    """The wiki does not let a person in."""
    return WikiError(
        say(f"{name} cannot sign in", f"{name} kann sich nicht anmelden"),
        say("check name and password", "Name und Passwort prüfen"),
    )


def no_login(file: str, problem: str) -> LoginRefused:
    """The file that should hold the bots' login does not."""
    return LoginRefused(
        f"{file}: {problem}",
        say(
            "check --home or --login; a new one: konferenz account bot-password NAME PURPOSE",
            "--home oder --login prüfen; ein neues: konferenz account bot-password NAME ZWECK",
        ),
    )


def no_wiki(english: str, german: str) -> WikiError:
    """Something is at that address, but no wiki."""
    return WikiError(say(english, german), say("check --wiki", "--wiki prüfen"))


def unanswered(address: str, error: Exception) -> WikiError:
    """The error for a wiki that does not answer, or not in time."""
    if "imed out" in str(error):
        problem = say(f"{address} does not answer in time", f"{address} antwortet nicht rechtzeitig")
    else:
        problem = say(f"{address} does not answer", f"{address} antwortet nicht")
    return WikiError(
        problem,
        say(
            "check --wiki, or start it with: konferenz serve",
            "--wiki prüfen oder starten mit: konferenz serve",
        ),
    )
