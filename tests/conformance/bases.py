"""The request of each module that its parameters are added to, and values that are right where words are free."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from .case import Step
from .engines import SOMMER
from .pictures import JPEG, OTHER_PNG, PNG, picture

Base = Callable[..., tuple[Step, ...]]
PAGES = "Thema/A|Thema/B|Thema/C|Beitrag/1|Vorlage:Ort|Kategorie:Thema|Nirgends|Thema/Alt"

_numbers = count(1)


def _steps(fields: dict[str, str], further: tuple[tuple[str, str], ...], **how: object) -> Step:
    pairs = tuple(fields.items()) + further
    return Step(pairs if further else fields, **how)  # type: ignore[arg-type]


def reading(**base: str) -> Base:
    """A request that changes nothing."""

    def made(more: dict[str, str], *further: tuple[str, str]) -> tuple[Step, ...]:
        return (_steps({"action": "query"} | base | more, further),)

    return made


def prop(name: str, titles: str = PAGES, **base: str) -> Base:
    """A prop of the usual pages."""
    return reading(prop=name, titles=titles, **base)


def listing(name: str, **base: str) -> Base:
    """A list."""
    return reading(list=name, **base)


def writing(action: str, token: str = "csrf", *, fresh: bool = True, **base: str) -> Base:
    """An action on a page of its own, which is written before."""

    def made(more: dict[str, str], *further: tuple[str, str]) -> tuple[Step, ...]:
        title = f"Probe/{next(_numbers)}"
        put = {"action": "edit", "title": title, "text": "Eins.\n\nZwei.\n\nDrei."}
        fields = (
            {"action": action} | {name: value.replace("PROBE", title) for name, value in base.items()} | more
        )
        before = (Step(put, token="csrf", quiet=True),) if fresh else ()
        return (*before, _steps(fields, further, by=SOMMER, token="" if "token" in more else token))

    return made


def _about_files(base: Base) -> Base:
    """A request about files: two are there, one of them in two versions."""

    def made(more: dict[str, str], *further: tuple[str, str]) -> tuple[Step, ...]:
        before = tuple(
            Step(
                {"action": "upload", "comment": "Ein Bild", "filename": name} | how, SOMMER, token="csrf",
                quiet=True, files=(("file", name, content),),
            )
            for name, content, how in (
                ("Plan.jpg", JPEG, {}),
                ("Rutsche.png", PNG, {}),  # only where there is none
                ("Rutsche.png", OTHER_PNG, {"ignorewarnings": "1"}),  # refused where it is the newest
            )
        )  # fmt: skip
        return (*before, *base(more, *further))

    return made


def _upload(more: dict[str, str], *further: tuple[str, str]) -> tuple[Step, ...]:
    """An upload of a file of its own, unless the parameter is one of those that bring a file."""
    number = next(_numbers)
    name = f"Probe {number}.png"
    fields = {"action": "upload", "filename": name, "comment": "Probe", "ignorewarnings": "1"} | more
    comes_otherwise = {"filekey", "url", "sessionkey", "file", "chunk"} & set(more)
    by_form = () if comes_otherwise else (("file", name, picture("PNG", number)),)
    return (_steps(fields, further, by=SOMMER, token="" if "token" in more else "csrf", files=by_form),)


def _watching(base: Base) -> Base:
    """A request about the caller's watchlist: three pages are on it, one of which is not there."""

    def made(more: dict[str, str], *further: tuple[str, str]) -> tuple[Step, ...]:
        put = {"action": "watch", "titles": "Thema/A|Beitrag/1|Nirgends"}
        off = {"action": "watch", "titles": "Benutzer:Frau Sommer", "unwatch": "1"}  # MediaWiki puts it there
        before = (Step(put, token="watch", quiet=True), Step(off, token="watch", quiet=True))
        return (*before, *base(more, *further))

    return made


BASES: dict[str, Base] = {
    "checktoken": writing("checktoken", type="csrf", fresh=False),
    "clientlogin": reading(
        action="clientlogin", loginreturnurl="http://127.0.0.1/", username="Lisa", password="x"
    ),
    "compare": reading(action="compare", fromrev="{rev:Thema/A#1}", torev="{rev:Thema/A#2}"),
    "delete": writing("delete", title="PROBE", reason="Weg"),
    "expandtemplates": reading(action="expandtemplates", text="{{Ort|hier}} {{PAGENAME}}", prop="wikitext"),
    "move": writing("move", **{"from": "PROBE", "to": "PROBE/neu", "reason": "Umzug"}),
    "parse": reading(action="parse", page="Thema/A", prop="links|templates|categories|sections"),
    "protect": writing("protect", title="PROBE", protections="edit=sysop", reason="Ruhe"),
    "query+logevents": listing("logevents"),
    "rollback": writing("rollback", "rollback", title="PROBE", user="Lisa"),
    "upload": _upload,
    "undelete": writing("undelete", title="PROBE", reason="Zurück"),
    "edit": writing("edit", title="PROBE", text="Anders.", summary="Neu"),
    "help": reading(action="help", wrap="1"),
    "login": reading(action="login", lgname="Lisa", lgpassword="falsch"),
    "logout": writing("logout", token="", fresh=False),
    "paraminfo": reading(action="paraminfo", modules="nirgends"),
    "purge": reading(action="purge", titles=PAGES),
    "query": reading(titles=PAGES),
    "query+allcategories": listing("allcategories"),
    "query+allfileusages": listing("allfileusages"),
    "query+alllinks": listing("alllinks"),
    "query+allmessages": reading(meta="allmessages", ammessages="and|january|gibtsnicht"),
    "query+alldeletedrevisions": listing("alldeletedrevisions", adrslots="main"),
    "query+allrevisions": listing("allrevisions"),
    "query+filearchive": listing("filearchive"),
    "query+alltransclusions": listing("alltransclusions"),
    "query+backlinks": listing("backlinks", bltitle="Thema/A"),
    "query+contributors": prop("contributors"),
    "query+embeddedin": listing("embeddedin", eititle="Vorlage:Ort"),
    "query+extlinks": prop("extlinks"),
    "query+fileusage": prop("fileusage", "Datei:Ampel.jpg|Thema/A"),
    "query+images": prop("images"),
    "query+imageusage": listing("imageusage", iutitle="Datei:Ampel.jpg"),
    "query+iwlinks": prop("iwlinks"),
    "query+langlinks": prop("langlinks"),
    "query+linkshere": prop("linkshere"),
    "query+pageprops": prop("pageprops"),
    "query+prefixsearch": listing("prefixsearch", pssearch="Thema/"),
    "query+protectedtitles": listing("protectedtitles"),
    "query+blocks": listing("blocks"),
    "query+deletedrevisions": prop("deletedrevisions"),
    "query+exturlusage": listing("exturlusage", euquery="hannover.example"),
    "query+pagepropnames": listing("pagepropnames"),
    "query+pageswithprop": listing("pageswithprop", pwppropname="displaytitle"),
    "query+querypage": listing("querypage", qppage="DoubleRedirects"),
    "query+random": listing("random", rnlimit="1", rnnamespace="1"),
    "query+redirects": prop("redirects"),
    "query+transcludedin": prop("transcludedin"),
    "query+allimages": _about_files(listing("allimages", aiprop="size|sha1|mime|user|url")),
    "query+allpages": listing("allpages"),
    "query+allusers": listing("allusers"),
    "query+categories": prop("categories"),
    "query+categoryinfo": prop("categoryinfo"),
    "query+categorymembers": listing("categorymembers", cmtitle="Kategorie:Thema"),
    "query+imageinfo": _about_files(prop("imageinfo", "Datei:Rutsche.png|Datei:Weg.png|Thema/A")),
    "query+info": prop("info"),
    "query+links": prop("links"),
    "query+recentchanges": listing("recentchanges"),
    "query+revisions": prop("revisions", "Thema/A"),
    "query+search": listing("search", srsearch="Ampel"),
    "query+siteinfo": reading(meta="siteinfo"),
    "query+watchlist": _watching(listing("watchlist", wlnamespace="0")),
    "query+watchlistraw": _watching(listing("watchlistraw")),
    "revisiondelete": writing("revisiondelete", type="revision", ids="{rev:Thema/A#1}", hide="user"),
    "watch": writing("watch", "watch", titles="PROBE"),
    "query+templates": prop("templates"),
    "query+tokens": reading(meta="tokens"),
    "query+usercontribs": listing("usercontribs", ucuser="Lisa"),
    "query+userinfo": reading(meta="userinfo"),
    "query+users": listing("users", ususers="Lisa|Niemand|Frau Sommer"),
}
"""By path."""

GOOD: dict[tuple[str, str], tuple[str, ...]] = {
    ("query", "titles"): ("Thema/A|thema/A|Thema:A|Template:Ort|Spezial:Export|[x]|Thema/A#Ort|:Thema/B",),
    ("query", "pageids"): ("{page:Thema/A}|{page:Thema/B}|999999",),
    ("query", "revids"): ("{rev:Thema/A#1}|{rev:Thema/A#2}|999999",),
    ("query+allpages", "from"): ("Thema/", "Beitrag/2"),
    ("query+allpages", "to"): ("Thema/B",),
    ("query+allpages", "prefix"): ("Thema/", "Beitrag_"),
    ("query+allpages", "minsize"): ("50",),
    ("query+allpages", "maxsize"): ("50",),
    ("query+allusers", "from"): ("Konferenzbot",),
    ("query+allusers", "to"): ("Konferenzbot",),
    ("query+allusers", "prefix"): ("Kon", "lis"),
    ("query+categories", "categories"): ("Kategorie:Thema", "Kategorie:Ort|Kategorie:Nichts"),
    ("query+categorymembers", "title"): ("Kategorie:Ort", "Category:Thema", "Thema/A"),
    ("query+categorymembers", "pageid"): ("{page:Kategorie:Thema}",),
    ("query+links", "titles"): ("Thema/A", "Thema/A|Thema/Nirgends"),
    ("query+revisions", "startid"): ("{rev:Thema/A#2}",),
    ("query+revisions", "endid"): ("{rev:Thema/A#2}",),
    ("query+revisions", "section"): ("1", "0", "T-1", "new"),
    ("query+templates", "templates"): ("Vorlage:Ort", "Vorlage:Ort|Vorlage:Nichts"),
    ("query+search", "search"): ("Eine Ampel", "nirgendsdas"),
    ("query+users", "users"): ("Lisa", "lisa|Lisa"),
    ("query+users", "userids"): ("{user:Lisa}|{user:Konferenzbot}|98765",),
    ("query+usercontribs", "userids"): ("{user:Lisa}",),
    ("query+usercontribs", "userprefix"): ("Li",),
    ("checktoken", "maxtokenage"): ("864000",),
    ("edit", "baserevid"): ("0",),
    ("edit", "section"): ("new", "0", "1"),
    ("edit", "md5"): ("d41d8cd98f00b204e9800998ecf8427e",),
}
"""Module and parameter → values that find something."""

GOOD |= {
    ("query+allimages", "from"): ("R",),
    ("query+allimages", "prefix"): ("Pl",),
    ("query+allimages", "to"): ("Q",),
    ("query+allimages", "mime"): ("image/png", "image/png|image/jpeg"),
    ("query+allimages", "minsize"): ("200",),
    ("query+imageinfo", "urlwidth"): ("20", "4000"),
    ("query+imageinfo", "urlheight"): ("10",),
    ("query+imageinfo", "urlparam"): ("20px",),
    ("upload", "filename"): (
        "Datei:Eins.png", "Eins/Zwei.png", "eins_zwei drei.png", "Eins.exe", "Eins.php.png", "Eins", ".png", "[x].png",
        "IMG_0001.png", "Eins.jpg", "A:B.png", "x.PNG",
    ),
    ("upload", "filekey"): ("{filekey}",),
    ("upload", "filesize"): ("100",),
}  # fmt: skip
