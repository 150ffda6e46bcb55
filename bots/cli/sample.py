"""`--sample`: the invented families write, and the bots are compared with what a moderator would say."""

from __future__ import annotations

import contextlib
import io
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import click

from familienkonferenz.bots import comparison
from familienkonferenz.bots.cli.group import main
from familienkonferenz.bots.cli.session import Session, progress
from familienkonferenz.bots.cli.window import now
from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.errors import StateError
from familienkonferenz.bots.evaluation.duplicates import merged_into
from familienkonferenz.bots.evaluation.evaluate import Evaluation
from familienkonferenz.bots.rehearsal import Person, Rehearsal
from familienkonferenz.bots.run import Run
from familienkonferenz.bots.visitor import Visitor
from familienkonferenz.bots.visitor_mediawiki import MediaWikiVisitor
from familienkonferenz.config import ConfigError
from familienkonferenz.config.cli import Failure
from familienkonferenz.config.language import reason, say
from familienkonferenz.config.sample import Sample, load_sample

SAMPLE_FILE = "sample.password"
"""The password of all the sample's accounts, in the wiki's folder."""


def play(session: Session, run: Run, sample: Sample) -> None:
    """Open the window, let the sample's people write, close it."""
    if session.dry_run:
        raise Failure(
            say(
                "--sample does not go with --dry-run: families write",
                "--sample geht nicht mit --dry-run: Da schreiben Familien",
            )
        )
    if next(run.wiki.titles("Beitrag/"), None):
        raise Failure(
            say(
                "Beitrag/: there are contributions already; --sample needs a fresh wiki, in an empty --home",
                "Beitrag/: es gibt schon Beiträge; --sample braucht ein frisches Wiki in einem leeren --home",
            )
        )
    password_file = session.home / SAMPLE_FILE
    families = Rehearsal(_people(session, run), session.conference, sample, _password(password_file))
    moderators = [account.name for account in sample.accounts if account.group == "moderator"]
    for name in moderators:
        if not families.knows(name):
            _make_moderator(session, run, name, password_file)
    families.sign_in()
    begin = now()
    run.set_window(begin, begin + timedelta(days=1))
    with progress(say("families write", "Familien schreiben"), len(families)) as step:
        families.play(step)
    run.set_window(begin, now())
    refused = families.play_late()
    session.tell(
        f"sample: {len(families.numbers)} contributions and replies written, "
        f"{refused} late texts refused and kept",
        f"Probe: {len(families.numbers)} Beiträge und Antworten geschrieben, "
        f"{refused} verspätete Texte abgewiesen und aufbewahrt",
    )


def _people(session: Session, run: Run) -> Callable[[str], Person]:
    """How somebody takes part in this wiki: by our forms, or by a MediaWiki's own means."""
    if run.wiki.is_mediawiki:
        return partial(MediaWikiVisitor, run.wiki.api)
    return partial(Visitor, session.url)


def recognised(session: Session, coded: Sequence[Coded]) -> Sample | None:
    """The city's sample, if that is what was held on this wiki: every labelled contribution is there."""
    try:
        sample = load_sample(session.config_folder)
    except ConfigError:  # a city need not have a sample; `--sample` says what is wrong with one
        return None
    labelled = {one.key for one in (*sample.contributions, *sample.replies) if one.expected}
    return sample if labelled <= comparison.matched(coded, sample).keys() else None


def compare(
    session: Session, sample: Sample, coded: Sequence[Coded], evaluation: Evaluation
) -> dict[str, Any]:
    """How the bots did on the sample, beside what a moderator would have said; told, and as data."""
    found = comparison.compare(
        coded,
        sample,
        comparison.matched(coded, sample),
        merged_into(evaluation.duplicates),
        {body.id: body.step for body in session.conference.bodies},
    )
    for line in comparison.lines(found):
        session.tell(line, line)
    return asdict(found)


def _password(path: Path) -> str:
    """The sample's password: made up the first time, then the one that lies there."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise StateError(str(path), reason(error), say("check --home", "--home prüfen")) from None
    password = secrets.token_urlsafe(12)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{password}\n")
    return password


def _make_moderator(session: Session, run: Run, name: str, password_file: Path) -> None:
    """Have the plugins make an account, as `konferenz account create` does: a moderator cannot register."""
    if run.wiki.is_mediawiki:
        raise Failure(
            say(
                f"{name}: no such moderator here; have the administrator make the account in the group sysop, with "
                f"the password in {password_file}",
                f"{name}: diese Moderation gibt es hier nicht; das Konto in der Gruppe sysop anlegen lassen, mit dem "
                f"Passwort in {password_file}",
            )
        )
    accounts = main.get_command(click.Context(main), "account")
    if not isinstance(accounts, click.Group):
        raise Failure(say("there is no command account here", "hier gibt es den Befehl account nicht"))
    arguments = ["create", name, "--role", "moderator", "--home", str(session.home)]
    with contextlib.redirect_stdout(io.StringIO()):
        accounts.main([*arguments, "--password-file", str(password_file)], standalone_mode=False)
