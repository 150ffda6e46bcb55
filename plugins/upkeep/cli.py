"""The commands that keep a wiki in order: `doctor`, `backup`, `restore`, `import-moin`.

They find something (exit 1), cannot be done (exit 2), or are done (exit 0). A bar on stderr where that is a terminal.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from familienkonferenz.config import Conference, load
from familienkonferenz.config.cli import Failure, config_option
from familienkonferenz.config.language import on_terminal, say

from ..cli.wiki import dry_run_option, errors, existing_wiki, json_option, tell, wiki_home
from ..storage.database import FILE

_MOST_LINES = 50
"""A lost index is one line for each revision."""


@click.command()
@click.option("--deep", is_flag=True, help="Read every text, too, and compare what follows from it.")
@click.option("--repair", is_flag=True, help="Put damaged rows aside, derive index and catalogue anew.")
@wiki_home
@config_option
@dry_run_option
@json_option
def doctor(
    deep: bool, repair: bool, home: Path, config_folder: Path | None, dry_run: bool, as_json: bool
) -> None:
    """Check the wiki's data: digests, ids, names, index, sequences. Exit code 1: something was found.

    Reads beside a running wiki. With --repair a damaged revision goes into the table "quarantine", the page shows
    its newest readable one, and what is derived is made anew; people who save wait meanwhile. With --dry-run a
    repair only says what it would do.

    Example: konferenz doctor --repair
    """
    with _file(home) as path, errors(home):
        report = _check(path)
        if deep and report.is_trustworthy:
            from .anew import compare

            report.findings += compare(path, load(config_folder))
    found = [str(finding) for finding in report.findings]
    if repair and found and not dry_run:
        from moin import current_app

        from ..accounts import SYSTEM, acting
        from ..services import services
        from . import repair as mending

        with _file(home), existing_wiki(home, config_folder), acting(SYSTEM):
            mending.repair(services(), current_app.storage, report)
        report = _check(path)
    left = [str(finding) for finding in report.findings]
    data = {
        "revisions": report.revisions, "accounts": report.accounts, "quarantined": report.quarantined,
        "found": found, "left": left if repair else found, "dry_run": dry_run,
    }  # fmt: skip
    if not as_json:
        for line in found[:_MOST_LINES]:
            click.echo(on_terminal(line))
        if (more := len(found) - _MOST_LINES) > 0:
            click.echo(
                say(f"… and {more} more (all of them with --json)", f"… und {more} mehr (alle mit --json)")
            )
    tell(as_json, data, _summary(report, len(found), len(left), repaired=repair and not dry_run))
    if left:
        raise click.exceptions.Exit(1)


def _summary(report: Any, found: int, left: int, *, repaired: bool) -> str:
    line = say(
        f"{report.revisions} revisions and {report.accounts} accounts checked: {found or 'nothing'} found",
        f"{report.revisions} Versionen und {report.accounts} Konten geprüft: {found or 'nichts'} gefunden",
    )
    if repaired and found:
        line += say(f"; after the repair {left} left", f"; nach der Reparatur noch {left}")
    if report.quarantined:
        line += say(f"; {report.quarantined} in quarantine", f"; {report.quarantined} in Quarantäne")
    return line


@click.command()
@click.argument("file", type=click.Path())
@wiki_home
@dry_run_option
@json_option
def backup(file: str, home: Path, dry_run: bool, as_json: bool) -> None:
    """Write all that the wiki needs into FILE, beside a running wiki; into a dated file, if FILE is a folder or "…/".

    The doctor looks at the copy before the file gets its name. Nothing is replaced. Keep it safe: password hashes
    and late texts are in it. With --dry-run the wiki is checked, and nothing is written.

    Example: konferenz backup sicherung/
    """
    from .backup import back_up, dated

    with _file(home) as path, errors(home):
        now = datetime.now(UTC)
        target = dated(Path(file), now, is_folder=file.endswith("/"))
        if dry_run:
            report = _check(path)
            if not report.is_trustworthy:
                raise Failure(str(report.findings[0]))
            size, revisions = 0, report.revisions
        else:
            if file.endswith("/"):
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _bar(path) as progress:
                kept = back_up(home, target, now, progress)
            size, revisions = kept.size, kept.manifest["revisions"]
            report = kept.report
    for finding in report.findings:
        click.echo(on_terminal(str(finding)), err=True)
    line = say(
        f"{target}: {revisions} revisions, {size} bytes", f"{target}: {revisions} Versionen, {size} Byte"
    )
    tell(as_json, {"file": str(target), "revisions": revisions, "size": size, "dry_run": dry_run}, line)
    if report.findings:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put a wiki that is there aside, whole, under a dated name.")
@wiki_home
@dry_run_option
@json_option
def restore(file: Path, replace: bool, home: Path, dry_run: bool, as_json: bool) -> None:
    """Make a wiki from a backup, in an empty or new folder.

    The backup is read and checked before the folder gets its name. A wiki that is there is refused, or put aside with
    --replace when nobody serves it. With --dry-run the backup is unpacked and checked elsewhere, and thrown away.

    Example: konferenz restore sicherung/konferenz-2026-11-22-143000.tar.gz --home var
    """
    from .backup import restore as made

    with errors(file), _database_errors(file):
        kept, aside = made(file, home, datetime.now(UTC), replace=replace, dry_run=dry_run)
    revisions, when = kept.manifest["revisions"], kept.manifest["made"]
    line = say(f"{home}: {revisions} revisions as of {when}", f"{home}: {revisions} Versionen, Stand {when}")
    if aside:
        line += say(f"; the wiki before is in {aside}", f"; das bisherige Wiki liegt in {aside}")
    data = {
        "home": str(home),
        "revisions": revisions,
        "made": when,
        "aside": aside and str(aside),
        "dry_run": dry_run,
    }
    tell(as_json, data, line)


@click.command("import-moin")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--store", help="Where the revisions lie, as Moin's configuration says it (stores:sqlite:…).")
@wiki_home
@config_option
@dry_run_option
@json_option
def import_moin(
    source: Path, store: str | None, home: Path, config_folder: Path | None, dry_run: bool, as_json: bool
) -> None:
    """Take over an existing MoinMoin 2 wiki into an empty or new folder: all revisions, in their order, and accounts.

    SOURCE is the instance's folder. What is not MediaWiki's wikitext becomes preformatted text; pictures and PDF
    become files with their versions, as if uploaded; other files, and names that cannot be, are listed and left out
    (exit code 1). Accounts keep their passwords and become participants; addresses are left out. --dry-run says all
    of it first, and writes nothing.

    Example: konferenz import-moin altes-wiki/ --home var --dry-run
    """
    from .plan import Plan
    from .stock import Source
    from .takeover import take_over

    with errors(source), _database_errors(source):
        conference: Conference = load(config_folder)
        plan = Plan.of(Source.open(source, store), conference)
        if not dry_run:
            with click.progressbar(
                length=plan.total, label=say("taking over", "übernehmen"), file=sys.stderr,
                hidden=not sys.stderr.isatty(),
            ) as bar:  # fmt: skip
                take_over(plan, home, conference, bar.update)
    if not as_json:
        for note in plan.notes:
            click.echo(str(note))
    line = say(
        f"{plan.pages} pages ({plan.files} of files), {len(plan.revisions)} revisions, {plan.accounts} accounts; "
        f"{plan.left_out} not taken over",
        f"{plan.pages} Seiten ({plan.files} von Dateien), {len(plan.revisions)} Versionen, {plan.accounts} Konten; "
        f"{plan.left_out} nicht übernommen",
    )
    data = {
        "pages": plan.pages, "files": plan.files, "revisions": len(plan.revisions), "accounts": plan.accounts,
        "left_out": plan.left_out, "notes": [str(note) for note in plan.notes], "dry_run": dry_run,
    }  # fmt: skip
    tell(as_json, data, line)
    if plan.left_out:
        raise click.exceptions.Exit(1)


def _check(path: Path) -> Any:
    """The doctor's report, with a bar."""
    from .doctor import check

    with _bar(path) as progress:
        return check(path, progress)


@contextmanager
def _bar(path: Path) -> Iterator[Callable[[int], object]]:
    """A bar on stderr for all rows of a wiki, when that is a terminal."""
    from .doctor import count

    hidden = not sys.stderr.isatty()
    with click.progressbar(
        length=count(path), label=say("checking", "prüfen"), file=sys.stderr, hidden=hidden
    ) as bar:
        yield bar.update


@contextmanager
def _file(home: Path) -> Iterator[Path]:
    """The database of a wiki that is there; what SQLite says of it as one line."""
    from .fresh import is_wiki, refuse_old_format

    with errors(home):
        refuse_old_format(home)
    if not is_wiki(home):
        raise Failure(
            say(
                f"{home}: there is no wiki in this folder; check --home",
                f"{home}: in diesem Ordner liegt kein Wiki; --home prüfen",
            )
        )
    with _database_errors(home / FILE):
        yield home / FILE


@contextmanager
def _database_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise Failure(
            say(
                f"{path}: {error}; if that stays so, restore a backup with: konferenz restore",
                f"{path}: {error}; wenn das so bleibt, eine Sicherung einspielen mit: konferenz restore",
            )
        ) from None
