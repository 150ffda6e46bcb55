"""A page's life beside its text: moved, deleted, brought back, protected."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case, Step
from .engines import BOT, LISA, SOMMER
from .steps import BASE, do, read


def cases() -> Iterator[Case]:
    """All of them."""
    yield _life()
    yield _protection()


def _life() -> Case:
    title = "Folge/Leben"
    return Case(
        "move, delete, undelete",
        (
            do("edit", title=title, text=BASE),
            do("edit", title=title, text=f"{BASE}\n"),
            do("move", from_=title, to="Folge/Leben 2", reason="Umzug"),
            read(title),
            read("Folge/Leben 2"),
            do("move", from_="Folge/Leben 2", to=title, reason="Zurück"),
            read(title),
            do("move", from_=title, to="Thema/C"),
            do("move", from_="Folge/Nirgends", to="Folge/Irgendwo"),
            do("move", from_=title, to="[x]"),
            do("move", from_=title, to=title),
            do("move", from_=title, to="Spezial:X"),
            do("move", from_=title, to="Folge/Leben 3", noredirect="1"),
            read(title),
            do("delete", title="Folge/Leben 3", reason="Weg"),
            read("Folge/Leben 3"),
            do("delete", title="Folge/Leben 3"),
            do("undelete", title="Folge/Leben 3", reason="Doch"),
            do("undelete", title="Folge/Leben 3"),
            Step({"action": "query", "titles": "Folge/Leben 3", "prop": "info"}, SOMMER),
        ),
    )


def _protection() -> Case:
    title = "Diskussion:Folge/Schutz"
    shield = {"action": "query", "titles": title, "prop": "info", "inprop": "protection"}
    return Case(
        "protection",
        (
            do("edit", title=title, text=BASE),
            do("edit", LISA, title=title, text=f"{BASE} Lisa."),
            do(
                "protect",
                title=title,
                protections="edit=sysop|move=sysop",
                expiry="infinite|2036-01-01T00:00:00Z",
            ),
            Step(shield, SOMMER),
            do("edit", LISA, title=title, text="Trotzdem."),
            do("edit", BOT, title=title, text="Bot."),
            do("protect", title=title, protections="edit=all"),
            Step(shield, SOMMER),
            do("edit", LISA, title=title, text="Wieder."),
            do("protect", title=title, protections="edit=sysop", expiry="2001-01-01T00:00:00Z"),
            do("protect", title=title, protections="edit=sysop", expiry="irgendwann"),
            do("protect", title=title, protections="quer=sysop"),
            do("protect", title=title, protections="edit=quer"),
            do(
                "protect",
                title=title,
                protections="edit=sysop|move=sysop",
                expiry="infinite|infinite|infinite",
            ),
            do("protect", title="Folge/Nirgends", protections="edit=sysop"),
        ),
    )
