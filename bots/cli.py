"""The command `konferenz`: what moderators do from the command line. The only module that knows click.

Each command opens the wiki, calls one method of `Run`, and turns the library's errors into one line and exit
code 2 (1: something was done, but problems are left). Data goes to stdout, the rest to stderr. `serve` and
`account` belong to the plugins and are found by their entry points.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, TypeVar

import click

from familienkonferenz.bots import comparison, rehearsal
from familienkonferenz.bots.coding import Coded, Coder
from familienkonferenz.bots.duplicates import merged_into
from familienkonferenz.bots.errors import KonferenzError, PageError, WikiError
from familienkonferenz.bots.evaluation import Evaluation
from familienkonferenz.bots.run import Outcome, Run
from familienkonferenz.bots.site import archive as archive_site
from familienkonferenz.bots.state import State
from familienkonferenz.bots.wiki import Login, Wiki
from familienkonferenz.config import Conference, ConfigError, load
from familienkonferenz.config.home import default_home
from familienkonferenz.config.rules import load_rules
from familienkonferenz.config.sample import load_sample
from familienkonferenz.page_templates.pages import pages as page_sources
from familienkonferenz.page_templates.window import Phase

DEFAULT_WIKI = "http://127.0.0.1:8080"
BOT_FILE = "bot.password"
"""Where `serve` leaves the bots' login, in the wiki's folder."""

ORDER = (
    "serve", "account", "init", "open", "close", "status",
    "harvest", "tag", "route", "evaluate", "publish", "archive", "cycle",
)  # fmt: skip
"""The commands in the order in which a conference needs them."""

_F = TypeVar("_F", bound=Callable[..., Any])


class Commands(click.Group):
    """The group, with the commands of other rooms loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a conference needs them."""
        own = super().list_commands(ctx)
        others = [point.name for point in entry_points(group="familienkonferenz.commands")]
        return sorted([*own, *others], key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Our own, or that of another room."""
        if (own := super().get_command(ctx, name)) is not None:
            return own
        for point in entry_points(group="familienkonferenz.commands", name=name):
            command: click.Command = point.load()
            return command
        return None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="familienkonferenz")
def main() -> None:
    """Hold a city's family conference on a wiki.

    A conference in order: serve, init, open … close, then harvest, tag, route, evaluate, publish, archive; or
    all of these with: cycle.
    """


@dataclass
class Session:
    """The options of a command, and the wiki when it is asked for."""

    url: str
    conference: Conference
    config_folder: Path | None
    home: Path
    login_file: Path | None
    dry_run: bool
    as_json: bool

    def run(self) -> Run:
        """Log in, and be ready to read, judge and write."""
        login = Login.read(self.login_file or self.home / BOT_FILE)
        wiki = Wiki.connect(self.url, login)
        coder = Coder.of(self.conference, load_rules(self.conference, self.config_folder))
        return Run(wiki, self.conference, coder, State(self.home, self.url), _progress, self.dry_run)

    def tell(self, data: dict[str, Any], english: str, german: str = "") -> None:
        """The result on stdout: as JSON, or in words."""
        click.echo(json.dumps(data, ensure_ascii=False) if self.as_json else say(english, german))

    def report(self, outcome: Outcome, **data: Any) -> None:
        """What was written, and the problems; exit code 1 if there are any."""
        count, kept = len(outcome.written), outcome.unchanged
        would = "would be written" if self.dry_run else "written"
        würden = "würden geschrieben" if self.dry_run else "geschrieben"
        self.tell(
            {
                **data,
                "written": outcome.written,
                "unchanged": kept,
                "problems": outcome.problems,
                "dry_run": self.dry_run,
            },
            f"{count} pages {would}, {kept} unchanged",
            f"{count} Seiten {würden}, {kept} unverändert",
        )
        if self.dry_run and not self.as_json:
            for title in outcome.written:
                click.echo(f"  {title}")
        for problem in outcome.problems:
            click.echo(problem, err=True)
        if outcome.problems:
            raise click.exceptions.Exit(1)


def say(english: str, german: str = "") -> str:
    """The sentence in the language of the locale: German or English."""
    locale = next(
        (value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), ""
    )
    return german if german and locale.startswith("de") else english


def command(function: _F) -> _F:
    """A command on a wiki: the options that all share, and errors as one line with exit code 2."""

    @click.option(
        "--wiki",
        "url",
        default=DEFAULT_WIKI,
        envvar="KONFERENZ_WIKI",
        show_default=True,
        help="Address of the wiki.",
    )
    @click.option(
        "--config",
        "config_folder",
        type=click.Path(path_type=Path),
        help="Folder of the city's configuration.  [default: Hannover]",
    )
    @click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        default=default_home,
        show_default="$KONFERENZ_HOME, or var/ of a checkout",
        help="Folder of the bots' journal and login.",
    )
    @click.option(
        "--login",
        "login_file",
        type=click.Path(path_type=Path),
        help="File with NAME@PURPOSE and the bot password on two lines.  [default: bot.password in --home]",
    )
    @click.option("--dry-run", is_flag=True, help="Show what would be done, write nothing.")
    @click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
    @wraps(function)
    def wrapped(
        url: str,
        config_folder: Path | None,
        home: Path,
        login_file: Path | None,
        dry_run: bool,
        as_json: bool,
        **kw: Any,
    ) -> None:
        with errors_in_one_line():
            session = Session(url, load(config_folder), config_folder, home, login_file, dry_run, as_json)
            function(session, **kw)

    return wrapped  # type: ignore[return-value]


@contextlib.contextmanager
def errors_in_one_line() -> Iterator[None]:
    """The library's errors as `Error: …` and exit code 2."""
    try:
        yield
    except (KonferenzError, ConfigError) as error:
        failure = click.ClickException(str(error))
        failure.exit_code = 2
        raise failure from None


@contextlib.contextmanager
def _progress(label: str, length: int) -> Iterator[Callable[[int], object]]:
    """A bar on stderr, when that is a terminal."""
    with click.progressbar(
        length=length, label=f"{label:22}", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        yield bar.update


@main.command()
@command
def init(session: Session) -> None:
    """Create the pages of the conference that are missing.

    What people have changed stays; templates that only the bot wrote are brought up to date.

    Example: konferenz init --dry-run
    """
    run = session.run()
    run.prepare(tuple(page_sources(session.conference)))
    session.report(run.outcome)


@main.command("open")
@click.option("--begin", help="When it opens, as '2026-11-02 08:00' in the city's time.  [default: now]")
@click.option("--end", help="When it closes.  [default: as configured, else four weeks later]")
@command
def open_window(session: Session, begin: str | None, end: str | None) -> None:
    """Open the conference window.

    Example: konferenz open --end "2026-11-30 18:00"
    """
    now = datetime.now(UTC).replace(microsecond=0)
    start = _moment("--begin", begin, session.conference) or now
    stop = _moment("--end", end, session.conference)
    if stop is None:
        stop = session.conference.end if session.conference.end > start else start + timedelta(weeks=4)
    run = session.run()
    run.set_window(start, stop)
    _tell_window(session, run, start, stop)


@main.command()
@click.option("--at", help="When it closes, as '2026-11-30 18:00' in the city's time.  [default: now]")
@command
def close(session: Session, at: str | None) -> None:
    """Close the conference window.

    Example: konferenz close --at "2026-11-30 18:00"
    """
    run = session.run()
    _close(session, run, _moment("--at", at, session.conference) or datetime.now(UTC).replace(microsecond=0))


def _close(session: Session, run: Run, end: datetime) -> None:
    begin = run.window().begin
    run.set_window(begin, end)
    _tell_window(session, run, begin, end)


def _tell_window(session: Session, run: Run, begin: datetime, end: datetime) -> None:
    zone = session.conference.timezone
    shown = [f"{instant.astimezone(zone):%Y-%m-%d %H:%M:%S}" for instant in (begin, end)]
    session.tell(
        {
            "begin": begin.isoformat(),
            "end": end.isoformat(),
            "written": run.outcome.written,
            "dry_run": session.dry_run,
        },
        f"window: {shown[0]} to {shown[1]} ({zone})",
        f"Fenster: {shown[0]} bis {shown[1]} ({zone})",
    )


@main.command()
@command
def status(session: Session) -> None:
    """Show the phase, the window, and how far the bots are."""
    run = session.run()
    window = run.window()
    now = datetime.now(UTC)
    contributions, cursor = run.state.load()
    behind = sum(1 for _ in run.wiki.changes(cursor)) if cursor else run.wiki.newest_revision()
    zone = session.conference.timezone
    data = {
        "phase": window.phase(now).value,
        "begin": window.begin.isoformat(),
        "end": window.end.isoformat(),
        "bots_halted": run.wiki.halted(),
        "contributions": len(contributions),
        "cursor": cursor,
        "changes_since": behind,
    }
    phases = {Phase.BEFORE: "vor der Konferenz", Phase.OPEN: "geöffnet", Phase.AFTER: "geschlossen"}
    shown = (
        f"{window.begin.astimezone(zone):%Y-%m-%d %H:%M:%S} – {window.end.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    )
    session.tell(
        data,
        f"phase:         {data['phase']}\nwindow:        {shown}\nbots:          {'halted' if data['bots_halted'] else 'may work'}\n"
        f"contributions: {len(contributions)} harvested, {behind} changes since",
        f"Phase:    {phases[window.phase(now)]}\nFenster:  {shown}\nBots:     {'angehalten' if data['bots_halted'] else 'dürfen arbeiten'}\n"
        f"Beiträge: {len(contributions)} geerntet, {behind} Änderungen seitdem",
    )


@main.command()
@command
def harvest(session: Session) -> None:
    """Read everything that changed since the last time into contributions.

    From contribution pages, discussions and edits of topic wikis. Writes only the bots' own journal.
    """
    run = session.run()
    before = run.state.load()[0]
    contributions = run.harvest()
    sources = {
        source: sum(one.source == source for one in contributions.values())
        for source in ("beitrag", "diskussion", "themenwiki")
    }
    _problems(run.outcome)
    session.tell(
        {
            "contributions": len(contributions),
            "new": len(contributions) - len(before),
            "sources": sources,
            "problems": run.outcome.problems,
            "dry_run": session.dry_run,
        },
        f"{len(contributions)} contributions, {len(contributions) - len(before)} new: {sources['beitrag']} pages, {sources['diskussion']} comments, {sources['themenwiki']} edits of topic wikis",
        f"{len(contributions)} Beiträge, {len(contributions) - len(before)} neu: {sources['beitrag']} Seiten, {sources['diskussion']} Kommentare, {sources['themenwiki']} Änderungen an Themenwikis",
    )
    _exit(run.outcome)


@main.command()
@command
def tag(session: Session) -> None:
    """Tag the contributions' pages with Stadtteile and Stadtbezirke.

    From the text, the place field and landmarks. People's decisions win.
    """
    run = session.run()
    coded = _judged(run)
    run.write_status(run.evaluate(coded), ("places",))
    tagged = [one for one in coded if one.districts]
    if session.as_json:
        session.report(run.outcome, tags={one.contribution.id: list(one.districts) for one in coded})
        return
    for one in tagged if session.dry_run else []:
        found = ", ".join(
            f"{t.district} („{t.words}“, {t.rule})" for t in one.tags if t.district in one.districts
        )
        click.echo(f"{one.contribution.id:14} {found}")
    click.echo(
        say(
            f"{len(tagged)} of {len(coded)} contributions belong to a Stadtteil",
            f"{len(tagged)} von {len(coded)} Beiträgen gehören zu einem Stadtteil",
        )
    )
    session.report(run.outcome)


@main.command()
@command
def route(session: Session) -> None:
    """Find who takes each matter up: on the spot, a Fachbereich, or outside.

    Writes the next step of its way on each contribution's page, with the rule and the words behind it.
    """
    run = session.run()
    coded = _judged(run)
    run.write_status(run.evaluate(coded), ("places", "way"))
    triage = [one for one in coded if one.route.triage]
    if session.as_json:
        session.report(
            run.outcome,
            routes={one.contribution.id: [asdict(step) for step in one.route.steps] for one in coded},
            triage=[one.contribution.id for one in triage],
        )
        return
    for one in coded if session.dry_run else []:
        way = " → ".join(f"{step.body} ({step.rule}: {step.evidence})" for step in one.route.steps) or say(
            "triage", "Moderation"
        )
        click.echo(f"{one.contribution.id:14} {way}")
    routed = sum(bool(one.route.steps) for one in coded)
    click.echo(
        say(
            f"{routed} routed, {len(triage)} for people to decide",
            f"{routed} mit einem Weg, {len(triage)} zur Entscheidung bei der Moderation",
        )
    )
    session.report(run.outcome)


@main.command()
@command
def evaluate(session: Session) -> None:
    """Evaluate: topics, kinds, Stadtteile, the planning aims; and prove that nothing was dropped."""
    run = session.run()
    evaluation = run.evaluate(_judged(run))
    run.write_overview(evaluation)
    if not session.as_json:
        _tell_evaluation(evaluation)
    session.report(run.outcome, **_figures(evaluation))


@main.command()
@command
def publish(session: Session) -> None:
    """Write all summaries: evaluation, requests to bodies, Stadtteile, and the status of each contribution."""
    run = session.run()
    evaluation = run.evaluate(_judged(run))
    run.publish(evaluation)
    session.report(run.outcome, **_figures(evaluation))


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
@command
def archive(session: Session, folder: Path | None) -> None:
    """Write the conference as static HTML to FOLDER, for a plain web server.

    Read as an anonymous visitor would, so without private pages.  [default FOLDER: archiv in --home]
    """
    run = session.run()
    target = folder or session.home / "archiv"
    files = archive_site(run.wiki, session.conference, target, _progress, dry_run=session.dry_run)
    session.tell(
        {"folder": str(target), "files": files, "dry_run": session.dry_run},
        f"{files} files in {target}",
        f"{files} Dateien in {target}",
    )


@main.command()
@click.option(
    "--sample", is_flag=True, help="Let the invented families of the sample conference write first."
)
@click.option("--yes", is_flag=True, help="Close an open window without asking.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
@command
def cycle(session: Session, sample: bool, yes: bool, folder: Path | None) -> None:
    """All of it in order: open, close, harvest, tag, route, evaluate, publish, archive.

    A window that was closed stays closed; one that is open is closed only after asking. Every page is written
    once, at the end. A second run writes nothing.

    Example: konferenz cycle --sample
    """
    run = session.run()
    phase = run.window().phase(datetime.now(UTC))
    if sample and phase is not Phase.AFTER:
        _rehearse(session, run)
    elif phase is Phase.BEFORE:
        raise PageError(
            "Konferenz/Fenster",
            say("the window has not opened yet", "das Fenster war noch nicht offen"),
            say("open it with: konferenz open", "öffnen mit: konferenz open"),
        )
    elif phase is Phase.OPEN:
        if not yes and not session.dry_run:
            if not sys.stdin.isatty():
                raise PageError(
                    "Konferenz/Fenster",
                    say("the window is open", "das Fenster ist offen"),
                    say("close it with --yes", "schließen mit --yes"),
                )
            click.confirm(
                say("The window is open. Close it now?", "Das Fenster ist offen. Jetzt schließen?"),
                abort=True,
                err=True,
            )
        _close(session, run, datetime.now(UTC).replace(microsecond=0))
    contributions = run.harvest()
    coded = run.judge(contributions.values())
    evaluation = run.evaluate(coded)
    run.publish(evaluation)
    if not session.as_json:
        _tell_evaluation(evaluation)
    figures = _figures(evaluation)
    if sample:
        figures["comparison"] = _compare(session, coded, evaluation)
    target = folder or session.home / "archiv"
    figures["archive"] = archive_site(
        run.wiki, session.conference, target, _progress, dry_run=session.dry_run
    )
    if not session.as_json:
        click.echo(
            say(
                f"archive: {figures['archive']} files in {target}",
                f"Archiv: {figures['archive']} Dateien in {target}",
            )
        )
    figures["revisions"] = run.wiki.written
    session.report(run.outcome, **figures)


@main.command()
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    default=default_home,
    show_default="$KONFERENZ_HOME, or var/ of a checkout",
    help="Folder of the wiki's data.",
)
@click.option(
    "--config",
    "config_folder",
    type=click.Path(path_type=Path),
    help="Folder of the city's configuration.  [default: Hannover]",
)
@click.option(
    "--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
)
def demo(home: Path, config_folder: Path | None, port: int) -> None:
    """Serve a wiki on which the sample conference has been held.

    The first time it is played through the whole cycle, which takes some minutes; then it is only served.
    """
    import subprocess
    import time

    from familienkonferenz.bots.wiki import find_api

    url = f"http://127.0.0.1:{port}"
    options = ["--home", str(home), *(["--config", str(config_folder)] if config_folder else [])]
    server = subprocess.Popen(
        [sys.argv[0], "serve", "--port", str(port), *options], stdout=subprocess.DEVNULL
    )
    try:
        with errors_in_one_line():
            deadline = time.monotonic() + 60
            while True:
                try:
                    find_api(url)
                    break
                except WikiError:
                    if server.poll() is not None or time.monotonic() > deadline:
                        raise
                    time.sleep(0.3)
        if not (home / "archiv").is_dir():
            for step in (["init"], ["cycle", "--sample"]):
                subprocess.run([sys.argv[0], *step, "--wiki", url, *options], check=True)
        _show_addresses(url, home)
        server.wait()
    except KeyboardInterrupt:
        pass
    except subprocess.CalledProcessError as error:
        raise click.exceptions.Exit(error.returncode) from None
    finally:
        server.terminate()
        server.wait()


def _show_addresses(url: str, home: Path) -> None:
    """Where to look, and with which accounts."""
    sample = load_sample()
    password = (home / "sample.password").read_text(encoding="utf-8").strip()
    names = {
        group: [one.name for one in sample.accounts if one.group == group]
        for group in ("moderator", "participant")
    }
    click.echo(f"""
{say("Startseite", "Startseite"):14} {url}/
{say("evaluation", "Auswertung"):14} {url}/Auswertung
{say("archive", "Archiv"):14} {home / "archiv" / "index.html"}
{say("moderator", "Moderation"):14} {names["moderator"][0]} / {password}
{say("participants", "Teilnehmende"):14} {", ".join(names["participant"][:3])} … / {password}
{say("bots", "Bots"):14} {home / BOT_FILE}
{say("End with Ctrl-C.", "Mit Strg-C beenden.")}""")


def _judged(run: Run) -> list[Coded]:
    """Everything harvested, judged. Says what to do when nothing was harvested."""
    contributions, _ = run.state.load()
    if not contributions:
        raise WikiError(
            say("nothing has been harvested yet", "noch ist nichts geerntet"),
            say("run first: konferenz harvest", "zuerst: konferenz harvest"),
        )
    return run.judge(contributions.values())


def _rehearse(session: Session, run: Run) -> None:
    """Open the window, let the sample's people write, close it."""
    import secrets

    sample = load_sample(session.config_folder)
    now = datetime.now(UTC).replace(microsecond=0)
    if session.dry_run:
        raise WikiError(
            say(
                "--sample cannot be tried dry: people write",
                "--sample geht nicht mit --dry-run: da schreiben Menschen",
            )
        )
    run.set_window(now, now + timedelta(days=1))
    password_file = session.home / "sample.password"
    if password_file.exists():
        password = password_file.read_text(encoding="utf-8").strip()
    else:
        password = secrets.token_urlsafe(12)
        with os.fdopen(os.open(password_file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
            file.write(password + "\n")
    play = rehearsal.Rehearsal(session.url, session.conference, sample, password)
    for account in sample.accounts:
        if account.group == "moderator" and not play.knows(account.name):
            _make_moderator(session, account.name, password_file)
    play.sign_in()
    with _progress(say("people write", "Menschen schreiben"), len(play)) as step:
        play.play(step)
    run.set_window(now, datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=0))
    refused = play.play_late()
    click.echo(
        say(
            f"sample: {len(play.numbers)} contributions and replies written, {refused} late texts refused and kept",
            f"Probe: {len(play.numbers)} Beiträge und Antworten geschrieben, {refused} verspätete Texte abgewiesen und aufbewahrt",
        ),
        err=session.as_json,
    )


def _make_moderator(session: Session, name: str, password_file: Path) -> None:
    """Have the plugins make an account, as `konferenz account create` does; only beside the wiki's own folder."""
    group = main.get_command(click.Context(main), "account")
    if not isinstance(group, click.Group):
        raise WikiError(say("there is no command account here", "hier gibt es den Befehl account nicht"))
    arguments = [
        "create",
        name,
        "--role",
        "moderator",
        "--home",
        str(session.home),
        "--password-file",
        str(password_file),
    ]
    with contextlib.redirect_stdout(sys.stderr):
        group.main(arguments, standalone_mode=False)


def _compare(session: Session, coded: list[Coded], evaluation: Evaluation) -> dict[str, Any]:
    """Print how the bots did on the sample, beside what a moderator would have said."""
    sample = load_sample(session.config_folder)
    steps = {body.id: body.step for body in session.conference.bodies}
    found = comparison.compare(
        coded, sample, comparison.matched(coded, sample), merged_into(evaluation.duplicates), steps
    )
    if not session.as_json:
        for line in comparison.lines(found):
            click.echo(line)
    return asdict(found)


def _figures(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "contributions": len(evaluation.totals.contributions),
        "replies": len(evaluation.totals.replies),
        "authors": len(evaluation.totals.authors),
        "fates": {
            kind: sum(kind in fate.kinds for fate in evaluation.fates)
            for kind in (
                "zitiert",
                "zusammengeführt",
                "weitergeleitet",
                "bei der Moderation",
                "nicht aufgegriffen",
            )
        },
        "remainder": len(evaluation.remainder),
    }


def _tell_evaluation(evaluation: Evaluation) -> None:
    figures = _figures(evaluation)
    fates = figures["fates"]
    click.echo(
        say(
            f"{figures['contributions']} contributions and {figures['replies']} replies by {figures['authors']} people\n"
            f"cited {fates['zitiert']}, merged {fates['zusammengeführt']}, routed {fates['weitergeleitet']}, with the moderators {fates['bei der Moderation']}, not taken up {fates['nicht aufgegriffen']}; remainder {figures['remainder']}",
            f"{figures['contributions']} Beiträge und {figures['replies']} Antworten von {figures['authors']} Menschen\n"
            f"zitiert {fates['zitiert']}, zusammengeführt {fates['zusammengeführt']}, weitergeleitet {fates['weitergeleitet']}, bei der Moderation {fates['bei der Moderation']}, nicht aufgegriffen {fates['nicht aufgegriffen']}; Rest {figures['remainder']}",
        )
    )


def _problems(outcome: Outcome) -> None:
    for problem in outcome.problems:
        click.echo(problem, err=True)


def _exit(outcome: Outcome) -> None:
    if outcome.problems:
        raise click.exceptions.Exit(1)


def _moment(option: str, value: str | None, conference: Conference) -> datetime | None:
    """A time of an option, in the city's time zone unless it brings an offset."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            say(
                f"{value!r} is no time; write it as '2026-11-30 18:00'",
                f"{value!r} ist keine Zeit; so schreiben: '2026-11-30 18:00'",
            ),
            param_hint=option,
        ) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=conference.timezone)).astimezone(UTC)
