"""The command itself: its own commands and those of other rooms, in the order in which a conference needs them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from familienkonferenz.bots.cli.german_help import GermanFormatter, in_german, speak_german
from familienkonferenz.config.language import speaks_german

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ORDER = (
    "demo", "serve", "account", "init", "open", "close", "status",
    "harvest", "tag", "route", "review", "evaluate", "publish", "archive", "cycle",
    "classify", "explain",
    "doctor", "backup", "restore", "import-moin",
)  # fmt: skip
"""The commands as `konferenz --help` lists them."""

MODULES = {
    "demo": "demo", "init": "pages", "open": "window", "close": "window", "status": "window",
    "harvest": "judgement", "tag": "judgement", "route": "judgement", "review": "judgement",
    "evaluate": "judgement", "publish": "judgement", "archive": "cycle", "cycle": "cycle",
    "classify": "texts", "explain": "texts",
}  # fmt: skip
"""Our commands and where they are defined, which is loaded when they are asked for: most need little of the rest."""

OTHERS = "familienkonferenz.commands"
"""The entry points under which other rooms offer commands."""


class Commands(click.Group):
    """The group, with each command loaded when it is asked for."""

    def main(self, *args: Any, **kw: Any) -> Any:
        """Run a command; in a German locale wrong usage is told in German, too."""
        if speaks_german():
            speak_german()
        return super().main(*args, **kw)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a conference needs them."""
        names = {*MODULES, *(point.name for point in _others())}
        return sorted(names, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Our own, or that of another room."""
        if name in MODULES:
            _load(MODULES[name])
            own = super().get_command(ctx, name)
            return _described(own) if own else None
        for point in _others():
            if point.name == name:
                return _described(point.load())
        return None

    def get_help(self, ctx: click.Context) -> str:
        """What `--help` prints, in the language of the locale."""
        if not speaks_german():
            return super().get_help(ctx)
        ctx.formatter_class = GermanFormatter
        for module in set(MODULES.values()):
            _load(module)
        return click.Group.get_help(in_german(self, ""), ctx)


def _load(module: str) -> None:
    """Have a module of ours add its commands to `main`."""
    import_module(f"{__package__}.{module}")


def _others() -> Iterable[EntryPoint]:
    """The commands of other rooms."""
    from importlib.metadata import entry_points  # costs a tenth of the start of those that need none

    return entry_points(group=OTHERS)


def _described(command: click.Command) -> click.Command:
    """The command, in lists with its whole first sentence, which click would cut off; German in a German locale."""
    if speaks_german():
        return in_german(command, command.name or "")
    for one in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
        one.short_help = one.short_help or (one.help or "").partition("\n\n")[0].replace("\n", " ")
    return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="familienkonferenz")
def main() -> None:
    """Hold a city's family conference on a wiki.

    A conference in order: serve, init, open … close, then harvest, tag, route, evaluate, publish, archive; or
    all of these with: cycle.

    Exit codes: 0 done, 1 done but problems are left, 2 not done.

    Example: konferenz demo
    """
