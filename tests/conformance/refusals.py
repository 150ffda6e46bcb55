"""What is refused: to participants, without a token, with a wrong one, by GET, too much."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case, Step
from .engines import BOT, LISA, SOMMER, VISITOR
from .steps import do, named, read

ACTIONS = {
    "edit": {"title": "Folge/Fremd", "text": "x"},
    "move": {"from_": "Thema/A", "to": "Folge/Fort"},
    "delete": {"title": "Thema/A"},
    "undelete": {"title": "Folge/Weg"},
    "protect": {"title": "Thema/A", "protections": "edit=sysop"},
}


def cases() -> Iterator[Case]:
    """Each action in each way, and what is no request at all."""
    for action, fields in ACTIONS.items():
        yield Case(f"refused: {action} by a participant", (do(action, LISA, **fields),))
        yield Case(f"refused: {action} without a token", (do(action, token="", **fields),))
        yield Case(
            f"refused: {action} with a wrong token", (do(action, token="", token_="x+\\\\", **fields),)
        )
        yield Case(
            f"refused: {action} by GET", (Step({"action": action, **named(fields)}, SOMMER, by_get=True),)
        )
    for name in (VISITOR, LISA, BOT):
        yield from _by(name, name or "a visitor")
    for form in ("plaintext", "wikitext", "html", "raw", "none", "quer"):
        yield Case(f"errorformat {form}", tuple(_in_form(form)))
    yield Case("refused: an unknown action", (Step({"action": "quer"}),), quick=True)
    yield Case(
        "refused: 10,000 titles", (Step({"action": "query", "titles": "|".join(map(str, range(10_000)))}),)
    )


def _in_form(form: str) -> Iterator[Step]:
    """Errors and warnings of several modules, in the form that was asked for."""
    asked = {"errorformat": form, "formatversion": "2"}
    yield Step({"action": "quer"} | asked)
    yield do("delete", LISA, title="Thema/A", **asked)
    yield Step({"action": "query", "titles": "Thema/A", "prop": "info|quer"} | asked)
    yield Step({"action": "query", "list": "allpages", "apcontinue": "a|b|c"} | asked)
    yield Step({"action": "query", "meta": "userinfo", "farbe": "rot", "maxlag": "3600"} | asked)


def _by(name: str, shown: str) -> Iterator[Case]:
    """Each action by somebody who is no moderator, on pages of their own."""
    old, new = f"Diskussion:Folge/Für {shown}", f"Folge/Von {shown}"
    flags = {"bot": "1", "minor": "1", "summary": "Versuch"}
    yield Case(f"a new page by {shown}", (do("edit", name, title=new, text="Neu.", **flags), read(new)))
    yield Case(
        f"an old page by {shown}",
        (
            do("edit", title=old, text="Eins.", quiet=True),
            do("edit", name, title=old, appendtext=" Zwei.", **flags),
            read(old, rvprop="ids|user|content|flags|size"),
            do("edit", name, title=old, createonly="1", text="x"),
            do("rollback", name, token="rollback", title=old, user="Lisa"),
            do("edit", name, title=f"{old} 4", nocreate="1", text="x"),
            do("move", name, from_=old, to=f"{old} 2"),
            do("delete", name, title=old),
            do("undelete", name, title=f"{old} 3"),
            do("protect", name, title=old, protections="edit=sysop"),
            Step({"action": "purge", "titles": old}, name),
        ),
    )
