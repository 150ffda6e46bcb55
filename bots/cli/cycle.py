"""`konferenz archive`, and `konferenz cycle`: the whole of a conference's end in one go."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from familienkonferenz.bots.cli import sample as sample_conference
from familienkonferenz.bots.cli.group import main
from familienkonferenz.bots.cli.judgement import figures, tell_evaluation
from familienkonferenz.bots.cli.session import Session, command, progress
from familienkonferenz.bots.cli.window import now, set_window
from familienkonferenz.bots.run import Run
from familienkonferenz.bots.site import archive as archive_site
from familienkonferenz.config.cli import Failure
from familienkonferenz.config.language import agrees, say
from familienkonferenz.config.sample import Sample, load_sample
from familienkonferenz.page_templates.window import Phase

_folder = click.argument("folder", type=click.Path(path_type=Path), required=False)


@main.command()
@_folder
@command
def archive(session: Session, folder: Path | None) -> None:
    """Write the conference as static HTML to FOLDER, for a plain web server.

    Read as an anonymous visitor would, so without private pages. An older archive in FOLDER stays until the new
    one is whole.  [default FOLDER: archiv in --home]

    Example: konferenz archive /srv/www/familienkonferenz
    """
    run = session.run()
    files = _archive(session, run, folder)
    session.give({"folder": str(_target(session, folder)), "files": files, "dry_run": session.dry_run})


@main.command()
@click.option(
    "--sample", is_flag=True, help="Let the invented families of the sample conference write first."
)
@click.option("--yes", is_flag=True, help="Close an open window without asking.")
@_folder
@command
def cycle(session: Session, sample: bool, yes: bool, folder: Path | None) -> None:
    """All of it in order: close, harvest, tag, route, evaluate, publish, archive.

    A window that was closed stays closed; one that is open is closed only after asking. Every page is written
    once, at the end; a second run writes nothing. FOLDER is that of the archive.  [default: archiv in --home]

    Example: konferenz cycle --yes
    """
    families = load_sample(session.config_folder) if sample else None
    run = session.run()
    _end_window(session, run, families, yes)
    coded = run.judge(run.harvest().values())
    evaluation = run.evaluate(coded)
    run.publish(evaluation)
    tell_evaluation(session, evaluation)
    data = figures(evaluation)
    if held := families or sample_conference.recognised(session, coded):
        data["comparison"] = sample_conference.compare(session, held, coded, evaluation)
    data["archive"] = _archive(session, run, folder)
    session.finish(run.outcome, **data, revisions=run.wiki.written)


def _end_window(session: Session, run: Run, families: Sample | None, yes: bool) -> None:
    """See that the window is closed: it was, or the sample is played, or it is closed now, after asking."""
    phase = run.window().phase(now())
    if phase is Phase.AFTER:
        return
    if families:
        sample_conference.play(session, run, families)
        return
    if phase is Phase.BEFORE:
        raise Failure(
            say(
                "Konferenz/Fenster: the window has not opened yet; open it with: konferenz open",
                "Konferenz/Fenster: das Fenster war noch nicht offen; öffnen mit: konferenz open",
            )
        )
    if not yes and not session.dry_run:
        _ask(say("The window is open. Close it now?", "Das Fenster ist offen. Jetzt schließen?"))
    set_window(session, run, run.window().begin, now(), alone=False)


def _ask(question: str) -> None:
    """Ask at the terminal; a no, or nobody to ask, ends the command."""
    if not sys.stdin.isatty():
        raise Failure(
            say(
                "Konferenz/Fenster: the window is open; close it with: --yes",
                "Konferenz/Fenster: das Fenster ist offen; schließen mit: --yes",
            )
        )
    answer = click.prompt(f"{question} [{say('y/N', 'j/N')}]", default="", show_default=False, err=True)
    if not agrees(answer):
        raise Failure(
            say("the window stays open, nothing was done", "das Fenster bleibt offen, nichts getan")
        )


def _archive(session: Session, run: Run, folder: Path | None) -> int:
    """Write the archive and say where; the number of its files."""
    target = _target(session, folder)
    window = run.window()
    files = archive_site(run.wiki, session.conference, window, target, progress, dry_run=session.dry_run)
    session.tell(
        f"archive: {files} files {'for' if session.dry_run else 'in'} {target}",
        f"Archiv: {files} Dateien {'für' if session.dry_run else 'in'} {target}",
    )
    return files


def _target(session: Session, folder: Path | None) -> Path:
    return folder or session.home / "archiv"
