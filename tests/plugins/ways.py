"""Every way in which somebody could change the wiki, as functions of a wiki and a person.

A way does what a browser, a program or a piece of code would do, and returns the HTTP status, or 403 for a
refusal raised in process. What happened is not its business: the test looks into the store.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any

from moin import current_app, flaskg
from moin.constants.itemtypes import ITEMTYPE_DEFAULT
from moin.constants.keys import CONTENTTYPE, ITEMID, ITEMTYPE, MTIME, NAME, NAMESPACE, REV_NUMBER
from moin.items import Item
from moin.storage.middleware.exceptions import AccessDenied

from familienkonferenz.plugins.errors import WikiError
from familienkonferenz.plugins.storage.router import CONTENT_TYPE
from familienkonferenz.plugins.storage.save import contribute, save
from familienkonferenz.plugins.titles import Title

from .core import LISA, TALK, TOPIC, Wiki, contribution

Way = Callable[[Wiki, str], int]

_numbers = count(100)


def _fresh(text: str) -> str:
    """The text with a number never used before for `{n}`: so each attempt would be a change."""
    return text.replace("{n}", str(next(_numbers)))


def _editing(title: str) -> Way:
    def way(wiki: Wiki, name: str) -> int:
        return wiki.of(name).submit(f"/+modify/{_fresh(title)}", text=_fresh("Ganz neu, {n}.")).status_code

    return way


def _posting(address: str, **sent: Any) -> Way:
    """Send fields to an address, `{uuid}` standing for the first revision of the topic."""

    def way(wiki: Wiki, name: str) -> int:
        uuid = next(uuid for uuid, meta in wiki.stored().items() if meta[NAME] == [TOPIC])
        files = {key: value() if callable(value) else _fresh(value) for key, value in sent.items()}
        return wiki.of(name).post(address.replace("{uuid}", uuid), **files).status_code

    return way


def _file() -> tuple[io.BytesIO, str]:
    return io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), "bild.svg"


def _contributing(wiki: Wiki, name: str) -> int:
    sent = {
        "title": "Zebrastreifen",
        "text": "Bitte einen Zebrastreifen.",
        "kind": "Wunsch",
        "topic": "",
        "place": "",
    }
    return wiki.of(name).post("/+beitrag", **sent).status_code


def _replying(wiki: Wiki, name: str) -> int:
    return wiki.of(name).post("/+antwort/2", text="Das finde ich auch.", title="").status_code


def _correcting(number: int) -> Way:
    def way(wiki: Wiki, name: str) -> int:
        sent = {"title": "Ampel", "text": _fresh("Noch anders, {n}."), "base": "", "topic": "", "place": ""}
        return wiki.of(name).post(f"/+beitrag/{number}", **sent).status_code

    return way


def _own(change: Callable[[str], Way]) -> Way:
    """The same with a page that the person has written, if the person can."""

    def way(wiki: Wiki, name: str) -> int:
        if name in ("", LISA):
            return change("Beitrag/1")(wiki, name)
        title = next((t for t in ("Beitrag/3", "Beitrag/4") if (p := wiki.page(t)) and p.author == name), "")
        assert title, "the test makes it beforehand"
        return change(title)(wiki, name)

    return way


def _correcting_page(title: str) -> Way:
    return _correcting(int(title.removeprefix("Beitrag/")))


def _reverting(title: str) -> Way:
    def way(wiki: Wiki, name: str) -> int:
        found = [(meta["revisionid"], uuid) for uuid, meta in wiki.stored().items() if meta[NAME] == [title]]
        return wiki.of(name).post(f"/+revert/+{min(found)[1]}/{title}", comment="").status_code

    return way


def _api(**parameters: str) -> Way:
    def way(wiki: Wiki, name: str) -> int:
        sent = {"action": "edit", "text": "Durch die Schnittstelle, {n}."} | parameters
        answer = wiki.of(name).api(**{key: _fresh(value) for key, value in sent.items()})
        return 403 if "error" in answer else 200

    return way


def _inside(change: Callable[[], object]) -> Way:
    """Do something in process, in a request of that person."""

    def way(wiki: Wiki, name: str) -> int:
        with wiki.request_as(name):
            try:
                change()
            except (WikiError, AccessDenied):
                return 403
        return 200

    return way


def _meta(title: str, **more: Any) -> dict[str, Any]:
    """Metadata as Moin's items have them, for whoever goes past our `save`."""
    parsed = Title.parse(title)
    page = current_app._services.catalogue.page(parsed)
    known = {ITEMID: page.item_id, REV_NUMBER: page.latest + 1} if page else {}
    return {
        ITEMTYPE: ITEMTYPE_DEFAULT, CONTENTTYPE: CONTENT_TYPE, NAME: [parsed.name], REV_NUMBER: 1,
        NAMESPACE: parsed.namespace_name,
    } | known | more  # fmt: skip


def _item_save(title: str, **more: Any) -> Callable[[], object]:
    def change() -> None:
        name = _fresh(title)
        Item.create(name)._save(_meta(name, **more), _fresh("An allem vorbei, {n}.").encode(), comment="")

    return change


def _store_revision(title: str, **more: Any) -> Callable[[], object]:
    def change() -> None:
        name = _fresh(title)
        item = current_app.storage.get_item(name_exact=name, namespace="")
        item.store_revision(_meta(name, **more), io.BytesIO(b"Am Schutz vorbei."))

    return change


def _router_store(title: str) -> Callable[[], object]:
    def change() -> None:
        meta = {ITEMID: _fresh("f" * 29 + "{n}")} | _meta(_fresh(title), **{MTIME: 1_790_000_000})
        current_app.router.store(meta, io.BytesIO(b"Am Index vorbei."))

    return change


def _router_remove(title: str) -> Callable[[], object]:
    def change() -> None:
        catalogue = current_app._services.catalogue
        row = catalogue.revision(catalogue.page(Title.parse(title)).latest)
        current_app.router.remove(row.backend, row.uuid, True)

    return change


def _rename_item(old: str, new: str) -> Callable[[], object]:
    return lambda: Item.create(old).rename(new)


def _hijack() -> None:
    """Give somebody else's page a name that one may write to."""
    meta = _meta("Startseite") | {NAME: ["Thema/Verkehr"]}
    current_app.storage.get_item(name_exact="Startseite", namespace="").store_revision(
        meta, io.BytesIO(b"Gekapert.")
    )


def _trash() -> None:
    """Empty the trash into a page by metadata alone."""
    item = current_app.storage.get_item(name_exact=TOPIC, namespace="")
    item.store_revision(_meta(TOPIC, trash=True), io.BytesIO(b""))


WAYS: dict[str, Way] = {
    "edit form: a topic page": _editing(TOPIC),
    "edit form: a discussion": _editing(TALK.replace(":", "/")),
    "edit form: a page of the frame": _editing("Startseite"),
    "edit form: the window": _editing("Konferenz/Fenster"),
    "edit form: the late texts": _editing("Konferenz/Nachzügler"),
    "edit form: the review queue": _editing("Konferenz/Prüfung"),
    "edit form: somebody else's contribution": _editing("Beitrag/2"),
    "edit form: a file with it": _posting(f"/+modify/{TOPIC}", data_file=_file, content_form_data_file=_file),
    "edit form: metadata with it": _posting(
        f"/+modify/{TOPIC}", meta_form_acl="All:read,write", meta_form_name="X"
    ),
    "creation by address: a page": _editing("Ganz neue Seite {n}"),
    "creation by address: a topic": _editing("Thema/Neues Thema {n}"),
    "creation by address: a discussion": _editing("Diskussion/Beitrag/{n}"),
    "creation by address: a template": _editing("Vorlage/Thema {n}"),
    "creation by address: a contribution": _editing("Beitrag/{n}"),
    "creation by address: deep, no parents": _editing("Thema/Eins/Zwei/Drei {n}"),
    "creation by address: a group": _editing("Moderatoren{n}Group"),
    "a form sent to the page itself": _posting(f"/{TOPIC}", text="Anders."),
    "contribution form": _contributing,
    "reply form": _replying,
    "correction: one's own contribution": _own(_correcting_page),
    "correction: somebody else's": _correcting(2),
    "revert: a topic page": _reverting(TOPIC),
    "revert: one's own contribution": _own(_reverting),
    "revert: somebody else's contribution": _reverting("Beitrag/2"),
    "rename: a topic page": _posting(f"/+rename/{TOPIC}", target="Thema/Anders", comment=""),
    "rename: somebody else's contribution": _posting("/+rename/Beitrag/2", target="Beitrag/77", comment=""),
    "rename: one's own contribution": _own(
        lambda title: _posting(f"/+rename/{title}", target="Thema/X", comment="")
    ),
    "delete: a topic page": _posting(f"/+delete/{TOPIC}", comment=""),
    "delete: one's own contribution": _own(lambda title: _posting(f"/+delete/{title}", comment="")),
    "destroy: a page": _posting("/+destroy/Beitrag/2", comment=""),
    "destroy: a revision": _posting(f"/+destroy/+{{uuid}}/{TOPIC}", comment=""),
    "upload: +jfu-server": _posting("/+jfu-server", file=_file, data_file=_file),
    "upload: +jfu-server beneath a page": _posting(f"/+jfu-server/{TOPIC}", file=_file, data_file=_file),
    "ACL: +admin/modify_acl": _posting(f"/+admin/modify_acl/{TOPIC}", acl="All:read,write"),
    "convert": _posting(f"/+convert/{TOPIC}", new_type="text/html;charset=utf-8"),
    "create: +create": _posting("/+create", target="Ganz neue Seite"),
    "comment: +comment": _posting("/+comment", refers_to="Startseite", message="Hallo"),
    "ajax: delete": _posting("/+ajaxdelete", itemnames=f'["{TOPIC}"]'),
    "ajax: destroy": _posting("/+ajaxdestroy", itemnames=f'["{TOPIC}"]'),
    "ajax: modify": _posting("/+ajaxmodify", newitem="Ganz neue Seite"),
    "API: edit a topic page": _api(title=TOPIC),
    "API: append to a discussion": _api(title=TALK, appendtext="\n\nNeu {n}."),
    "API: edit a page of the frame": _api(title="Startseite"),
    "API: edit the late texts": _api(title="Konferenz/Nachzügler"),
    "API: edit one's own contribution": _own(
        lambda title: _api(title=title, text=contribution("Ampel", "Noch anders: NNN").replace("NNN", "{n}"))
    ),
    "API: edit somebody else's": _api(title="Beitrag/2"),
    "API: create a page": _api(title="Ganz neue Seite {n}", createonly="1"),
    "API: create deep, no parents": _api(title="Thema/Eins/Zwei/Drei {n}"),
    "API: create a contribution": _api(title="Beitrag/{n}", text=contribution("Neu", "Neu")),
    "API: delete": _api(action="delete", title=TOPIC),
    "API: move": _api(**{"action": "move", "from": TOPIC, "to": "Thema/Anders"}),
    "in process: save a topic page": _inside(lambda: save(Title.parse(TOPIC), _fresh("Anders, {n}."))),
    "in process: save a new page": _inside(lambda: save(Title.parse(_fresh("Seite {n}")), "Neu.")),
    "in process: contribute": _inside(lambda: contribute(contribution("Neu", "Neu"))),
    "in process: Item._save": _inside(_item_save(TOPIC)),
    "in process: Item._save, new": _inside(_item_save("Ganz neue Seite {n}")),
    "in process: Item._save, with an ACL": _inside(_item_save(TOPIC, acl="All:read,write")),
    "in process: Item.rename": _inside(_rename_item(TOPIC, "Thema/Anders")),
    "in process: Item.delete": _inside(lambda: Item.create(TOPIC).delete("")),
    "in process: Item.destroy": _inside(lambda: Item.create("Beitrag/2").destroy("", destroy_item=True)),
    "in process: store_revision": _inside(_store_revision(TOPIC)),
    "in process: store_revision, new": _inside(_store_revision("Thema/Neues Thema {n}")),
    "in process: store_revision, foreign name": _inside(_hijack),
    "in process: store_revision, as trash": _inside(_trash),
    "in process: router.store": _inside(_router_store(TOPIC)),
    "in process: router.store, new": _inside(_router_store("Ganz neue Seite {n}")),
    "in process: router.remove": _inside(_router_remove("Beitrag/2")),
}
"""The way's name in the table of cases → the way."""

ONCE = (
    "rename",
    "delete",
    "destroy",
    "ajax",
    "in process: Item.",
    "router.remove",
    "with an ACL",
    "as trash",
    "foreign",
)
"""Parts of the names of ways that can be gone but once in the same wiki."""


def without_request(wiki: Wiki, change: Callable[[], object]) -> int:
    """Do something in process with the application alone: no request, nobody who acts."""
    with wiki.app.app_context():
        with suppress(AttributeError):
            del flaskg.user
        try:
            change()
        except (WikiError, AccessDenied):
            return 403
    return 200


NOBODY: dict[str, Callable[[], object]] = {
    "router.store": _router_store(TOPIC),
    "router.store, new": _router_store("Ganz neue Seite {n}"),
    "router.remove": _router_remove("Beitrag/2"),
    "store_revision": _store_revision(TOPIC),
}
"""What a script could call that has only the application."""
