"""`konferenz init`: the pages that a conference begins with, and what a MediaWiki needs for one."""

from __future__ import annotations

from familienkonferenz.bots.cli.group import main
from familienkonferenz.bots.cli.session import Session, command
from familienkonferenz.bots.errors import StateError
from familienkonferenz.config.cli import Failure
from familienkonferenz.config.language import reason, say
from familienkonferenz.page_templates import mediawiki
from familienkonferenz.page_templates.pages import pages


@main.command()
@command
def init(session: Session) -> None:
    """Create the pages of the conference that are missing.

    What people have changed stays; templates that only the bot wrote are brought up to date. For a MediaWiki that
    is not prepared yet, write a file into --home that its administrator includes in LocalSettings.php.

    Example: konferenz init --dry-run
    """
    run = session.run()
    theirs = run.wiki.is_mediawiki
    if theirs and not run.wiki.has_right(mediawiki.RIGHT):
        _hand_over(session)
    run.prepare(tuple(pages(session.conference, mediawiki=theirs)))
    session.finish(run.outcome)


def _hand_over(session: Session) -> None:
    """Write what the administrator of a MediaWiki puts in, and say so: before that no page has its right name."""
    target = session.home / mediawiki.FILE
    if not session.dry_run:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(mediawiki.settings(session.conference), encoding="utf-8")
        except OSError as error:
            raise StateError(str(target), reason(error), say("check --home", "--home prüfen")) from None
    raise Failure(
        say(
            f"this MediaWiki is not prepared, or the account is no bot there; put {target} beside LocalSettings.php, "
            f"end that with: require_once __DIR__ . '/{mediawiki.FILE}'; then run it again",
            f"dieses MediaWiki ist noch nicht vorbereitet, oder das Konto ist dort kein Bot; {target} neben "
            f"LocalSettings.php legen und diese enden lassen mit: require_once __DIR__ . '/{mediawiki.FILE}'; "
            "dann noch einmal laufen lassen",
        )
    )
