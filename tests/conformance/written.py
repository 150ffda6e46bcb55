"""Sequences written by hand: titles, redirects, continuation, conflicts, protection, deletion, moving, sections."""

from __future__ import annotations

from collections.abc import Iterator

from . import written_files
from .case import Case, Step
from .engines import BOT, LISA, SOMMER, VISITOR
from .pages import LONG, PAGES

TITLES = tuple(dict.fromkeys(page.title for page in PAGES))
STRANGE = (
    "thema/A",
    "Thema/A ",
    " Thema/A",
    "Thema__/A",
    "Thema/A#Ort",
    ":Thema/A",
    "Talk:Thema/A",
    "talk: Thema/A",
    "Diskussion: Thema/A",
    "template:Ort",
    "VORLAGE:Ort",
    "Image:Ampel.jpg",
    "Bild:ampel.jpg",
    "File:Ampel.jpg",
    "Category:Thema",
    "Benutzerin:lisa",
    "User:lisa",
    "Straße_&_Platz",
    "Straße &amp; Platz",
    "Q+A",
    "Q%2BA",
    "Q A",
    "„Bänke“ und 'Tische'",
    '"Bänke"',
    "A[b]",
    "A|b",
    "A{b}",
    "A<b>",
    "A\u0000b",
    "",
    " ",
    "_",
    "#Ort",
    "Vorlage:",
    "::A",
    "Thema/Älter",
    "Thema/A\u0308lter",
    "\u200eThema/A",
    "A\u3000B",
    "~~~",
    "Ü" * 127,
    "Ü" * 128,
    LONG,
)
"""Ways to write titles."""
REVISIONS = {
    "action": "query",
    "prop": "revisions",
    "rvprop": "ids|user|comment|content|size",
    "rvslots": "main",
}


def _ask(*steps: dict[str, str], by: str = SOMMER, goes_on: bool = False) -> tuple[Step, ...]:
    return tuple(Step({"action": "query", **fields}, by, goes_on=goes_on) for fields in steps)


def _do(action: str, by: str = SOMMER, token: str = "csrf", quiet: bool = False, **fields: str) -> Step:
    named = {name.removesuffix("_"): value for name, value in fields.items()}
    return Step({"action": action, **named}, by, token=token, quiet=quiet)


def _read(title: str, **more: str) -> Step:
    return Step({**REVISIONS, "titles": title, **more}, SOMMER)


def cases() -> Iterator[Case]:
    """All of them."""
    yield from reading()
    yield from writing()


def writing() -> Iterator[Case]:
    """Those that write, or are refused to."""
    yield from _writing()
    yield from _refusing()
    yield from written_files.cases()


def reading() -> Iterator[Case]:
    """Those that only read: they come before everything that writes."""
    for title in TITLES:
        yield Case(
            f"title: {title[:30]}", _ask({"titles": title, "prop": "info|revisions|categories"}), quick=True
        )
    for title in STRANGE:
        shown = title.encode("unicode_escape").decode()[:40]
        yield Case(f"written title: {shown}", _ask({"titles": title}, {"titles": title, "redirects": "1"}))
    for prop in (
        "links",
        "templates",
        "categories",
        "linkshere",
        "transcludedin",
        "redirects",
        "info",
        "revisions",
    ):
        everything = {"titles": "|".join(TITLES), "prop": prop}
        limit = {"info": "", "revisions": ""}.get(
            prop,
            {
                "links": "pl",
                "templates": "tl",
                "categories": "cl",
                "linkshere": "lh",
                "transcludedin": "ti",
                "redirects": "rd",
            }.get(prop, ""),
        )
        small = {f"{limit}limit": "2"} if limit else {}
        yield Case(f"continuation: {prop} of all pages", _ask(everything | small, goes_on=True), quick=True)
    for name, prefix in (
        ("allpages", "ap"),
        ("alllinks", "al"),
        ("usercontribs", "uc"),
        ("recentchanges", "rc"),
        ("allrevisions", "arv"),
        ("logevents", "le"),
        ("embeddedin", "ei"),
        ("backlinks", "bl"),
    ):
        fields = {"list": name, f"{prefix}limit": "3"}
        fields |= {"ucuser": "Frau Sommer"} if name == "usercontribs" else {}
        fields |= {"eititle": "Vorlage:Ort"} if name == "embeddedin" else {}
        fields |= {"bltitle": "Thema/A"} if name == "backlinks" else {}
        yield Case(f"continuation: {name}", _ask(fields, goes_on=True), quick=True)
    together = {
        "generator": "allpages",
        "gaplimit": "3",
        "prop": "links|templates|info",
        "pllimit": "1",
        "tllimit": "2",
    }
    yield Case("continuation: props within a generator", _ask(together, goes_on=True))
    both = {"titles": "Thema/A|Thema/B", "prop": "info", "list": "allpages", "aplimit": "4"}
    yield Case("continuation: a list beside pages", _ask(both, goes_on=True))
    for title in ("Thema/Alt", "Thema/Älter", "Thema/Alt|Thema/A"):
        yield Case(
            f"redirects: {title}", _ask({"titles": title, "redirects": "1", "prop": "info"}), quick=True
        )
    for name in (VISITOR, LISA, BOT, SOMMER):
        about = {"meta": "userinfo|tokens", "uiprop": "hasmsg|groups"}
        yield Case(f"who: {name or 'a visitor'}", _ask(about, by=name))
        for claim in ("user", "bot", "anon"):
            yield Case(
                f"assert {claim}: {name or 'a visitor'}", _ask({"assert": claim, "meta": "userinfo"}, by=name)
            )
    for version in ("1", "2"):
        fields = {
            "titles": "Thema/A|Nirgends|[x]",
            "prop": "info|categories|revisions",
            "formatversion": version,
            "rvprop": "content|ids",
            "rvslots": "main",
            "indexpageids": "1",
        }
        yield Case(f"formatversion {version}", _ask(fields), quick=True)


def _writing() -> Iterator[Case]:
    base = "Eins.\n\nZwei.\n\nDrei."
    sections = "Kopf.\n\n== A ==\na\n\n=== A1 ===\na1\n\n== B ==\nb\n\n<nowiki>\n== C ==\n</nowiki>"
    for number in ("0", "1", "2", "3", "4", "new"):
        title = f"Folge/Abschnitt {number}"
        yield Case(
            f"sections: {number}",
            (
                _do("edit", title=title, text=sections, summary="Neu", quiet=True),
                _do("edit", title=title, section=number, text="Neu.", summary="Anders"),
                _read(title),
                _do("edit", title=title, section=number, appendtext="Dazu."),
                _read(title),
                _read(title, rvsection=number),
            ),
        )
    title = "Folge/Rückgängig"
    yield Case(
        "undo and rollback",
        (
            _do("edit", title=title, text=base),
            _do("edit", title=title, text=base.replace("Zwei", "2")),
            _do("edit", title=title, text=base.replace("Zwei", "2").replace("Drei", "3")),
            _do("edit", title=title, undo="{rev:Folge/Rückgängig#2}"),
            _read(title),
            _do("edit", title=title, undo="{rev:Folge/Rückgängig#1}"),
            _do("edit", BOT, title=title, text="Ganz anders."),
            _do("rollback", token="rollback", title=title, user="Lisa"),
            _do("rollback", token="rollback", title=title, user="Konferenzbot", summary="Zurück"),
            _read(title),
        ),
    )
    title = "Folge/Konflikt"
    yield Case(
        "conflict: overlap and disjoint",
        (
            _do("edit", title=title, text=base),
            _do("edit", BOT, title=title, text=base.replace("Zwei", "2"), baserevid="{rev:Folge/Konflikt#1}"),
            _do("edit", title=title, text=base.replace("Zwei", "zwo"), baserevid="{rev:Folge/Konflikt#1}"),
            _do("edit", title=title, text=base.replace("Drei", "3"), baserevid="{rev:Folge/Konflikt#1}"),
            _read(title),
            _do("edit", title=title, text="x", createonly="1"),
            _do("edit", title="Folge/Nirgends", text="x", nocreate="1"),
            _do("edit", title=title, text="x", md5="0" * 32),
            _do("edit", title=title, text=base, baserevid="99999999"),
        ),
    )
    title = "Folge/Leben"
    yield Case(
        "move, delete, undelete",
        (
            _do("edit", title=title, text=base),
            _do("edit", title=title, text=f"{base}\n"),
            _do("move", from_=title, to="Folge/Leben 2", reason="Umzug"),
            _read(title),
            _read("Folge/Leben 2"),
            _do("move", from_="Folge/Leben 2", to=title, reason="Zurück"),
            _read(title),
            _do("move", from_=title, to="Thema/A"),
            _do("move", from_="Folge/Nirgends", to="Folge/Irgendwo"),
            _do("move", from_=title, to="[x]"),
            _do("move", from_=title, to=title),
            _do("move", from_=title, to="Spezial:X"),
            _do("move", from_=title, to="Folge/Leben 3", noredirect="1"),
            _read(title),
            _do("delete", title="Folge/Leben 3", reason="Weg"),
            _read("Folge/Leben 3"),
            _do("delete", title="Folge/Leben 3"),
            _do("undelete", title="Folge/Leben 3", reason="Doch"),
            _do("undelete", title="Folge/Leben 3"),
            Step({"action": "query", "titles": "Folge/Leben 3", "prop": "info"}, SOMMER),
        ),
    )
    title = "Diskussion:Folge/Schutz"
    shield = {"action": "query", "titles": title, "prop": "info", "inprop": "protection"}
    yield Case(
        "protection",
        (
            _do("edit", title=title, text=base),
            _do("edit", LISA, title=title, text=f"{base} Lisa."),
            _do(
                "protect",
                title=title,
                protections="edit=sysop|move=sysop",
                expiry="infinite|2036-01-01T00:00:00Z",
            ),
            Step(shield, SOMMER),
            _do("edit", LISA, title=title, text="Trotzdem."),
            _do("edit", BOT, title=title, text="Bot."),
            _do("protect", title=title, protections="edit=all"),
            Step(shield, SOMMER),
            _do("edit", LISA, title=title, text="Wieder."),
            _do("protect", title=title, protections="edit=sysop", expiry="2001-01-01T00:00:00Z"),
            _do("protect", title=title, protections="edit=sysop", expiry="irgendwann"),
            _do("protect", title=title, protections="quer=sysop"),
            _do("protect", title=title, protections="edit=quer"),
            _do(
                "protect",
                title=title,
                protections="edit=sysop|move=sysop",
                expiry="infinite|infinite|infinite",
            ),
            _do("protect", title="Folge/Nirgends", protections="edit=sysop"),
        ),
    )
    for title in ("Straße & Ecke", "C+D", "„Neu“ 'neu'", "Folge/" + "ß" * 87, "Diskussion:Straße & Ecke"):
        yield Case(
            f"write: {title[:20]}",
            (
                _do("edit", title=title, text=f"Text auf {title}."),
                _do("edit", title=title, appendtext=" Mehr & <b>."),
                _read(title),
            ),
            quick=True,
        )


def _refusing() -> Iterator[Case]:
    for action, fields in (
        ("edit", {"title": "Folge/Fremd", "text": "x"}),
        ("move", {"from_": "Thema/A", "to": "Folge/Fort"}),
        ("delete", {"title": "Thema/A"}),
        ("undelete", {"title": "Folge/Weg"}),
        ("protect", {"title": "Thema/A", "protections": "edit=sysop"}),
    ):
        yield Case(f"refused: {action} by a participant", (_do(action, LISA, **fields),))
        yield Case(f"refused: {action} without a token", (_do(action, SOMMER, token="", **fields),))
        yield Case(
            f"refused: {action} with a wrong token",
            (_do(action, SOMMER, token="", token_="x+\\\\", **fields),),
        )
        named = {name.removesuffix("_"): value for name, value in fields.items()}
        yield Case(f"refused: {action} by GET", (Step({"action": action, **named}, SOMMER, by_get=True),))
    for form in ("plaintext", "wikitext", "html", "raw", "none", "quer"):
        asked = {"errorformat": form, "formatversion": "2"}
        yield Case(
            f"errorformat {form}",
            (
                Step({"action": "quer"} | asked),
                _do("delete", LISA, title="Thema/A", **asked),
                Step({"action": "query", "titles": "Thema/A", "prop": "info|quer"} | asked),
                Step({"action": "query", "list": "allpages", "apcontinue": "a|b|c"} | asked),
                Step({"action": "query", "meta": "userinfo", "farbe": "rot", "maxlag": "5"} | asked),
            ),
        )
    yield Case("refused: an unknown action", (Step({"action": "quer"}),), quick=True)
    yield Case(
        "refused: 10,000 titles", (Step({"action": "query", "titles": "|".join(map(str, range(10_000)))}),)
    )
