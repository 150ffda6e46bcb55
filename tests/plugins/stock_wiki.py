"""Makes a small wiki by stock MoinMoin, none of ours: `stock_wiki.py HOME STORE`."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import Any

from moin.app import create_app_ext
from moin.config import AclConfig, IndexStorageConfig
from moin.config.default import DefaultConfig
from moin.constants.keys import (
    ACL,
    ACTION,
    ADDRESS,
    COMMENT,
    CONTENTTYPE,
    EMAIL,
    ITEMID,
    ITEMTYPE,
    MTIME,
    NAME,
    NAME_OLD,
    NAMESPACE,
    REV_NUMBER,
    SUMMARY,
    TAGS,
    TRASH,
    USERID,
)
from moin.storage import create_mapping
from moin.user import User
from PIL import Image

HOME, STORE = sys.argv[1:]
NAMESPACES = {"": "default", "users": "users", "userprofiles": "userprofiles", "help-en": "help-en"}
OPEN = AclConfig(before="All:read,write,create,destroy,admin", default="", after="", hierarchic=False)
MAPPING = create_mapping(
    STORE, NAMESPACES, dict.fromkeys(NAMESPACES.values(), STORE), dict.fromkeys(NAMESPACES, OPEN)
)


class Config(DefaultConfig):  # type: ignore[misc]
    """The least that Moin needs."""

    instance_dir = wikiconfig_dir = HOME
    data_dir = f"{HOME}/data"
    index_storage = IndexStorageConfig("FileStorage", (f"{HOME}/index",), {})
    interwikiname = sitename = "Alt"
    secrets = "x" * 40
    email_tracebacks = False
    mod_names: tuple[str, ...] = ()
    namespace_mapping, backend_mapping, acl_mapping = MAPPING


def account(name: str) -> str:
    """An account as Moin makes it; its id."""
    user = User(auth_method="new-user")
    user.profile[NAME] = [name]
    user.profile[EMAIL] = "jemand@example.org"
    user.set_password("Kastanien im Herbst")
    user.save()
    return str(user.itemid)


def drawn(colour: str, kind: str = "PNG") -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, kind)
    return out.getvalue()


def put(
    app: Any, page: str, text: str | bytes, time: int, who: str = "", space: str = "", **more: Any
) -> None:
    """A revision as Moin stores it; the metadata given win."""
    item = app.storage.get_item(name=f"{space}/{page}" if space else page)
    meta = {
        ITEMTYPE: "default", CONTENTTYPE: "text/x-mediawiki;charset=utf-8", NAME: [page], NAMESPACE: space,
        ACTION: "SAVE", COMMENT: f"Kommentar {time}", ADDRESS: "10.1.2.3", MTIME: time, REV_NUMBER: 1,
    } | more  # fmt: skip
    if item:
        meta |= {ITEMID: item.itemid, REV_NUMBER: item.get_revision("current").meta[REV_NUMBER] + 1}
    if who:
        meta[USERID] = who
    item.store_revision(
        meta, BytesIO(text.encode("utf-8") if isinstance(text, str) else text), overwrite=False, trusted=True
    )


def fill(app: Any) -> None:
    """What there is in the wiki: history, markup of all sorts, what cannot be taken over."""
    lisa, opa, moderator = (account(name) for name in ("lisa", "Opa Heinrich", "Moderator"))
    put(app, "Home", "Eins [[Kategorie:Alt]]", 1000, lisa)
    put(app, "Zweite", "Seite", 1500, opa)
    put(app, "Home", "Zwei", 2000, moderator)
    put(app, "Home", "Drei", 1900)
    moin = {CONTENTTYPE: "text/x.moin.wiki;charset=utf-8"}
    put(app, "Moin", " * Liste <<Macro>> {{x}} </pre> ''schräg''", 2500, lisa, **moin)
    picture = {CONTENTTYPE: "image/png"}
    put(app, "Bild", "PNG", 2600, **picture)
    put(app, "Plan", "<svg/>", 2610, **{CONTENTTYPE: "image/svg+xml"})
    put(app, "Home/Ampel", drawn("red"), 2620, lisa, **picture, **{SUMMARY: "Die [[Ampel]]"})
    put(app, "Home/Ampel", drawn("red"), 2630, opa, **picture, **{TAGS: ["Verkehr"]})
    put(app, "Home/Ampel", drawn("green"), 2640, lisa, **picture)
    put(app, "Bank.jpg", drawn("blue", "JPEG"), 2650, **{CONTENTTYPE: "image/jpeg"})
    put(
        app,
        "Bank.jpg",
        "",
        2660,
        **{CONTENTTYPE: "image/jpeg", NAME_OLD: ["Bank.jpg"], NAME: [], TRASH: True},
    )
    put(app, "Zeigt", "[[File:Bank.jpg]] [[Datei:Home-Ampel.png|mini]]", 2670, lisa)
    put(app, "Geheim", "Nur für Opa", 2700, **{ACL: "Opa Heinrich:read All:"})
    put(app, "Gibt|nicht", "So nicht", 2750)
    put(app, "lisa", "Ich bin Lisa", 2800, lisa, space="users")
    put(app, "Hilfe", "Help", 2900, space="help-en")
    put(app, "Weg", "Weg damit", 3000)
    put(app, "Weg", "", 3100, **{NAME_OLD: ["Weg"], NAME: [], TRASH: True, ACTION: "TRASH"})


if __name__ == "__main__":
    wiki = create_app_ext(
        flask_config_dict={"SECRET_KEY": "x" * 40}, moin_config_class=Config, create_backend=True
    )
    with wiki.test_request_context("/"):
        wiki.preprocess_request()
        fill(wiki)
