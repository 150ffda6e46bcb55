"""The command itself: its own commands and those of other rooms, in the order in which a conference needs them."""

from __future__ import annotations

from importlib.metadata import entry_points

import click

from familienkonferenz.bots.cli.german_help import GermanFormatter, in_german
from familienkonferenz.config.language import speaks_german

ORDER = (
    "demo", "serve", "account", "init", "open", "close", "status",
    "harvest", "tag", "route", "review", "evaluate", "publish", "archive", "cycle",
    "classify", "explain",
    "doctor", "backup", "restore", "import-moin",
)  # fmt: skip
"""The commands as `konferenz --help` lists them."""

OTHERS = "familienkonferenz.commands"
"""The entry points under which other rooms offer commands."""


class Commands(click.Group):
    """The group, with the commands of other rooms loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a conference needs them."""
        names = {*super().list_commands(ctx), *(point.name for point in entry_points(group=OTHERS))}
        return sorted(names, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Our own, or that of another room."""
        if (own := super().get_command(ctx, name)) is not None:
            return _described(own)
        for point in entry_points(group=OTHERS, name=name):
            return _described(point.load())
        return None

    def get_help(self, ctx: click.Context) -> str:
        """What `--help` prints, in the language of the locale."""
        if not speaks_german():
            return super().get_help(ctx)
        ctx.formatter_class = GermanFormatter
        return click.Group.get_help(in_german(self, ""), ctx)


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
