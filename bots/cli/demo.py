"""`konferenz demo`: a wiki on which the sample conference has been held, to look at."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import click

from familienkonferenz.bots.cli.failure import errors_in_one_line
from familienkonferenz.bots.cli.group import main
from familienkonferenz.bots.cli.sample import SAMPLE_FILE
from familienkonferenz.config.cli import Failure, config_option, home_option
from familienkonferenz.config.home import BOT_FILE
from familienkonferenz.config.language import say
from familienkonferenz.config.sample import load_sample

_KONFERENZ = (sys.executable, "-m", "familienkonferenz.bots.cli")


@main.command()
@home_option("the bots' journal and login")
@config_option
@click.option(
    "--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
)
def demo(home: Path, config_folder: Path | None, port: int) -> None:
    """Serve a wiki on which the sample conference has been held.

    The first time it is played through the whole cycle, which takes some minutes; then it is only served.

    Example: konferenz demo --home probe --port 8081
    """
    with errors_in_one_line():
        load_sample(config_folder)
    options = ["--home", str(home), *(["--config", str(config_folder)] if config_folder else [])]
    server = subprocess.Popen(
        [*_KONFERENZ, "serve", "--port", str(port), *options], stdout=subprocess.PIPE, text=True
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # else the wiki would go on alone
    try:
        assert server.stdout is not None
        url = server.stdout.readline().strip().rstrip("/")  # it listens once it has said where
        if not url:
            raise click.exceptions.Exit(server.wait())
        if not (home / "archiv").is_dir():
            _play(["--wiki", url, *options], home)
        _tell_addresses(url, home, config_folder)
        server.wait()
    except KeyboardInterrupt:
        pass  # Ctrl-C is how one ends a wiki that is served; in the middle of the sample `_play` has said what is left
    except subprocess.CalledProcessError as error:
        raise click.exceptions.Exit(error.returncode) from None
    finally:
        server.terminate()
        server.wait()


def _play(options: list[str], home: Path) -> None:
    """Make the pages and hold the sample conference; the wiki of one that was interrupted is of no use."""
    try:
        for step in (["init"], ["cycle", "--sample"]):
            subprocess.run([*_KONFERENZ, *step, *options], check=True)
    except KeyboardInterrupt:
        raise Failure(
            say(
                f"{home}: interrupted before the sample conference was over; begin again with an empty folder",
                f"{home}: abgebrochen, bevor die Beispielkonferenz zu Ende war; noch einmal mit leerem Ordner beginnen",
            )
        ) from None


def _typed() -> str:
    """The command as it was typed, so that what is printed can be copied; the sample has closed the window."""
    typed = Path(sys.argv[0])
    return str(typed) if typed.name == "konferenz" else "konferenz"


def _tell_addresses(url: str, home: Path, config_folder: Path | None) -> None:
    """Where to look, and with which accounts."""
    accounts = load_sample(config_folder).accounts
    moderators = [account.name for account in accounts if account.group == "moderator"]
    participants = [account.name for account in accounts if account.group == "participant"]
    try:
        password = (home / SAMPLE_FILE).read_text(encoding="utf-8").strip()
    except OSError:
        password = "?"  # noqa: S105  (the file is gone: konferenz account password makes a new one)
    rows = [
        ("front page", "Startseite", f"{url}/"),
        ("evaluation", "Auswertung", f"{url}/Auswertung"),
        ("archive", "Archiv", str((home / "archiv" / "index.html").resolve())),
        ("moderator", "Moderation", f"{moderators[0]} / {password}" if moderators else "–"),
        ("participants", "Teilnehmende", f"{', '.join(participants[:3])} … / {password}"),
        ("bots", "Bots", str((home / BOT_FILE).resolve())),
        ("to write", "Zum Schreiben", f"{_typed()} open --home {home} --wiki {url}"),
    ]
    click.echo()
    for english, german, value in rows:
        click.echo(f"{say(english, german):14} {value}")
    click.echo(say("End with Ctrl-C.", "Mit Strg-C beenden."))
