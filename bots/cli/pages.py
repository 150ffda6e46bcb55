"""`konferenz init`: the pages that a conference begins with."""

from __future__ import annotations

from familienkonferenz.bots.cli.group import main
from familienkonferenz.bots.cli.session import Session, command
from familienkonferenz.page_templates.handbook import short
from familienkonferenz.page_templates.pages import pages


@main.command(short_help=short("init"))
@command
def init(session: Session) -> None:
    """Create the pages of the conference that are missing.

    What people have changed stays; templates that only the bot wrote are brought up to date.

    Example: konferenz init --dry-run
    """
    run = session.run()
    run.prepare(tuple(pages(session.conference, mediawiki=run.wiki.is_mediawiki)))
    session.finish(run.outcome)
