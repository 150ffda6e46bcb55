"""`konferenz open`, `close`, `status`: when families write, and how far the bots are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from familienkonferenz.bots.cli.group import main
from familienkonferenz.bots.cli.session import Session, command
from familienkonferenz.bots.run import Run
from familienkonferenz.config import Conference
from familienkonferenz.config.cli import Failure
from familienkonferenz.config.language import say
from familienkonferenz.page_templates.window import Phase, Window

_PHASES = {
    Phase.BEFORE: ("before the conference", "vor der Konferenz"),
    Phase.OPEN: ("open", "geöffnet"),
    Phase.AFTER: ("closed", "geschlossen"),
}


def now() -> datetime:
    """This second, as the wiki keeps times."""
    return datetime.now(UTC).replace(microsecond=0)


@main.command("open")
@click.option("--begin", help="When it opens, as '2026-11-02 08:00' in the city's time.  [default: now]")
@click.option("--end", help="When it closes.  [default: as configured, else four weeks later]")
@command
def open_window(session: Session, begin: str | None, end: str | None) -> None:
    """Open the conference window.

    One that is open already keeps its beginning unless --begin is given, and its end unless --end is.

    Example: konferenz open --end "2026-11-30 18:00"
    """
    start = moment("--begin", begin, session.conference)
    stop = moment("--end", end, session.conference)
    if start and stop:
        _refuse_reversed(start, stop, session.conference)
    run = session.run()
    known = run.window()
    at = now()
    is_open = known.phase(at) is Phase.OPEN
    start = start or (known.begin if is_open else at)
    if stop is None:
        configured = known.end if is_open else session.conference.end
        stop = configured if configured > max(start, at) else start + timedelta(weeks=4)
    set_window(session, run, start, stop)


@main.command()
@click.option("--at", help="When it closes, as '2026-11-30 18:00' in the city's time.  [default: now]")
@command
def close(session: Session, at: str | None) -> None:
    """Close the conference window.

    Whoever saves later gets the text back, and the moderators find it on Konferenz/Nachzügler.

    Example: konferenz close --at "2026-11-30 18:00"
    """
    end = moment("--at", at, session.conference)
    run = session.run()
    window = run.window()
    if end is None and window.phase(now()) is Phase.AFTER:
        end = window.end
    set_window(session, run, window.begin, end or now())


def set_window(session: Session, run: Run, begin: datetime, end: datetime, *, alone: bool = True) -> None:
    """Write the window and say so; `alone` when nothing else follows in this command."""
    _refuse_reversed(begin, end, session.conference)
    run.set_window(begin, end)
    shown = _shown(Window(begin, end), session.conference)
    would = session.dry_run and run.outcome.written
    session.tell(
        f"{'the window would be' if would else 'window'}: {shown}",
        f"{'das Fenster wäre' if would else 'Fenster'}: {shown}",
    )
    if alone:
        session.give(
            {
                "begin": begin.isoformat(),
                "end": end.isoformat(),
                "written": run.outcome.written,
                "dry_run": session.dry_run,
            }
        )


@main.command()
@command
def status(session: Session) -> None:
    """Show the phase, the window, and how far the bots are. Writes nothing.

    Example: konferenz status --json
    """
    run = session.run()
    window = run.window()
    phase = window.phase(now())
    contributions, cursor = run.state.load()
    behind = sum(1 for _ in run.news(cursor))
    halted = run.wiki.halted()
    english, german = _PHASES[phase]
    shown = _shown(window, session.conference)
    session.tell(
        f"phase:         {english}\n"
        f"window:        {shown}\n"
        f"bots:          {'halted by Konferenz/Halt' if halted else 'may work'}\n"
        f"contributions: {len(contributions)} harvested, {behind} changes by people since",
        f"Phase:    {german}\n"
        f"Fenster:  {shown}\n"
        f"Bots:     {'angehalten durch Konferenz/Halt' if halted else 'dürfen arbeiten'}\n"
        f"Beiträge: {len(contributions)} geerntet, {behind} Änderungen von Menschen seitdem",
    )
    session.give(
        {
            "phase": phase.value,
            "begin": window.begin.isoformat(),
            "end": window.end.isoformat(),
            "bots_halted": halted,
            "contributions": len(contributions),
            "cursor": cursor,
            "changes_since": behind,
        }
    )


def moment(option: str, value: str | None, conference: Conference) -> datetime | None:
    """A time of an option, in the city's time zone unless it brings an offset."""
    if value is None:
        return None
    try:
        time = datetime.fromisoformat(value).replace(microsecond=0)
        instant = (time if time.tzinfo else time.replace(tzinfo=conference.timezone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Failure(
            say(
                f"{option}: {value!r} is no time; write it as '2026-11-30 18:00'",
                f"{option}: {value!r} ist keine Zeit; so schreiben: '2026-11-30 18:00'",
            )
        ) from None
    if not time.tzinfo and instant.astimezone(conference.timezone).replace(tzinfo=None) != time:
        raise Failure(
            say(
                f"{option}: {value} does not exist, clocks go forward over it; take a time an hour later",
                f"{option}: {value} gibt es nicht, die Uhr wird darüber vorgestellt; eine Stunde später nehmen",
            )
        )
    return instant


def _refuse_reversed(begin: datetime, end: datetime, conference: Conference) -> None:
    """Say in time, before anything is read or written, that a window cannot end before it begins."""
    if end > begin:
        return
    first, last = _local(begin, conference), _local(end, conference)
    raise Failure(
        say(
            f"the window would end ({last}) before it begins ({first}); give a later end",
            f"das Fenster endete ({last}), bevor es beginnt ({first}); ein späteres Ende angeben",
        )
    )


def _local(instant: datetime, conference: Conference) -> str:
    return f"{instant.astimezone(conference.timezone):%Y-%m-%d %H:%M:%S}"


def _shown(window: Window, conference: Conference) -> str:
    to = say("to", "bis")
    return f"{_local(window.begin, conference)} {to} {_local(window.end, conference)} ({conference.timezone})"
