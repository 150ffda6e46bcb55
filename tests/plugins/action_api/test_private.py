"""What somebody may not read, the API does not tell: by no module, not even that it is there."""

from __future__ import annotations

from typing import Any

import pytest

SECRET = "Schmetterlingswiese"
"""Stands in the text, the summary, the category and (once) the title of the hidden pages, and nowhere else."""


@pytest.fixture
def hidden(write: Any, acting_as: Any, wiki_app: Any) -> dict[str, int]:
    """A late edit, and a page whose ACL lets only moderators read; ids of one of each."""
    late = write("Konferenz/Nachzügler", f"{SECRET} [[Kategorie:{SECRET}]] {{{{{SECRET}}}}}", summary=SECRET)
    write(f"Beitrag/{SECRET}", f"{SECRET} [[Kategorie:{SECRET}]]", summary=SECRET)
    with acting_as("Frau Sommer"):
        from moin.constants.keys import ACL
        from moin.items import Item

        item = Item.create(f"Beitrag/{SECRET}")
        item._save(dict(item.meta) | {ACL: "Moderatoren:read,write All:"}, f"{SECRET} {SECRET}".encode())
        from familienkonferenz.plugins.services import services
        from familienkonferenz.plugins.titles import Title

        page = services().catalogue.page(Title.parse(f"Beitrag/{SECRET}"))
        assert page is not None and page.acl
    return {"late": late.page_id, "late_rev": late.rev_id, "acl": page.page_id, "acl_rev": page.latest}


QUESTIONS: list[dict[str, str]] = [
    {"list": "recentchanges", "rcprop": "title|comment|user|ids|sha1", "rclimit": "max"},
    {"list": "allpages", "aplimit": "max"},
    {"list": "usercontribs", "ucuser": "Frau Sommer", "uclimit": "max"},
    {
        "generator": "allpages",
        "gaplimit": "max",
        "prop": "revisions|categories|info|templates|links",
        "rvprop": "content",
    },
    {"generator": "recentchanges", "grclimit": "max", "prop": "revisions", "rvprop": "content"},
    {"generator": "allpages", "gaplimit": "max", "export": "1"},
    {"list": "allrevisions", "arvlimit": "max", "arvprop": "comment|content|ids"},
    {"list": "logevents", "lelimit": "max"},
    {"list": "allcategories", "aclimit": "max", "acprop": "size"},
    {"list": "alltransclusions", "atlimit": "max"},
    {"list": "prefixsearch", "pssearch": "Beitrag/"},
    {"generator": "alltransclusions", "gatlimit": "max", "gatunique": "1", "prop": "info|linkshere"},
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: "-".join(question)[:40])
@pytest.mark.parametrize("name", ["", "Lisa"])
def test_no_list_names_a_hidden_page(
    api: Any, enter: Any, hidden: dict[str, int], name: str, question: dict[str, str]
) -> None:
    """Neither visitors nor participants find title, text, summary or category; moderators find them."""
    asker = enter(name) if name else api
    reply = str(asker.ask(action="query", **question))
    assert SECRET not in reply
    assert "Nachzügler" not in reply
    assert SECRET in str(enter("Frau Sommer").ask(action="query", **question))


@pytest.mark.parametrize("name", ["", "Lisa"])
def test_the_review_queue_is_hidden_as_the_late_texts_are(
    api: Any, enter: Any, write: Any, name: str
) -> None:
    """It says where personal data stands: no list names it, nobody reads it but moderators and bots."""
    title = f"Konferenz/Prüfung/{SECRET}"
    for page in ("Konferenz/Prüfung", title):
        write(page, f"{SECRET} [[Kategorie:{SECRET}]] {{{{{SECRET}}}}}", summary=SECRET)
    asker, moderator = enter(name) if name else api, enter("Frau Sommer")
    for question in QUESTIONS:
        assert SECRET not in str(asker.ask(action="query", **question))
        if question.get("list") != "prefixsearch":  # which asks for contributions
            assert SECRET in str(moderator.ask(action="query", **question))
    text = {"titles": "Konferenz/Prüfung", "prop": "revisions", "rvprop": "content"}
    assert SECRET not in str(asker.ask(action="query", **text))
    assert SECRET in str(moderator.ask(action="query", **text))


@pytest.mark.parametrize("name", ["", "Lisa"])
def test_hidden_pages_are_missing_by_every_name(
    api: Any, enter: Any, hidden: dict[str, int], name: str
) -> None:
    """By title, page id and revision id they look like what does not exist."""
    asker = enter(name) if name else api
    everything = {"prop": "revisions|info|categories|templates|links", "rvprop": "content|ids|comment"}
    pages = asker.query(titles=f"Konferenz/Nachzügler|Beitrag/{SECRET}", **everything)["pages"]
    assert all(page["missing"] and "revisions" not in page and "lastrevid" not in page for page in pages)
    ids = [hidden["late"], hidden["acl"]]
    assert asker.query(pageids="|".join(map(str, ids)), **everything)["pages"] == [
        {"pageid": number, "missing": True} for number in ids
    ]
    revisions = [hidden["late_rev"], hidden["acl_rev"]]
    query = asker.query(revids="|".join(map(str, revisions)), **everything)
    assert "pages" not in query
    assert set(query["badrevids"]) == set(map(str, revisions))


def test_hidden_members_of_a_category_are_not_counted(
    api: Any, enter: Any, hidden: dict[str, int], write: Any
) -> None:
    """The category of hidden pages alone looks empty."""
    write("Beitrag/8", f"[[Kategorie:{SECRET}]]")
    found = api.query(list="categorymembers", cmtitle=f"Kategorie:{SECRET}")["categorymembers"]
    assert [page["title"] for page in found] == ["Beitrag/8"]
    assert api.page(f"Kategorie:{SECRET}", prop="categoryinfo")["categoryinfo"]["size"] == 1
    assert api.code(action="query", list="categorymembers", cmpageid=hidden["late"]) == "nosuchpageid"


def test_lists_skip_hidden_pages_without_ending(api: Any, hidden: dict[str, int], write: Any) -> None:
    """A limit counts what is seen: hidden entries neither fill a reply nor cut it short."""
    for number in range(4):
        write(f"Konferenz/Nachzügler/{number}", SECRET)
    write("Konferenz/Zum Schluss", "offen")
    first, second = api.query(list="allpages", apfrom="Konferenz/", aplimit=2)["allpages"]
    assert (first["title"], second["title"]) == ("Konferenz/Fenster", "Konferenz/Zum Schluss")


@pytest.mark.parametrize("path", ["/index.php?title=Special:Export", "/Spezial:Exportieren"])
def test_the_export_leaves_hidden_pages_out(api: Any, enter: Any, hidden: dict[str, int], path: str) -> None:
    """The same file as if they did not exist; moderators and bots get them."""
    form = {"pages": f"Konferenz/Nachzügler\nBeitrag/{SECRET}\nKonferenz/Fenster", "history": "1"}
    reply = api.client.post(path, data=form).get_data(as_text=True)
    assert "Fenster|beginn" in reply
    assert SECRET not in reply
    assert "Nachzügler" not in reply
    assert SECRET in enter("Konferenzbot").client.post(path, data=form).get_data(as_text=True)


def test_editing_tells_nothing_of_hidden_pages(enter: Any, hidden: dict[str, int]) -> None:
    """Appending, creating and editing by id are refused without a word of the text."""
    lisa = enter("Lisa")
    for title in ("Konferenz/Nachzügler", f"Beitrag/{SECRET}"):
        for fields in ({"appendtext": "x"}, {"text": "x", "createonly": 1}, {"text": "x", "baserevid": 1}):
            assert lisa.edit(title, **fields)["error"]["code"] == "cantcreate"
    assert lisa.code(action="edit", pageid=hidden["acl"], text="x", token=lisa.token()) == "nosuchpageid"


def test_moin_s_address_field_never_leaves(enter: Any, write: Any) -> None:
    """Moin keeps the writer's address with a revision; no reply and no export holds it."""
    write("Thema/A", "a")
    bot = enter("Konferenzbot")
    reply = bot.ask(
        action="query", titles="Thema/A", prop="revisions|info", list="recentchanges", export=1,
        rvprop="ids|flags|timestamp|user|userid|size|sha1|comment|content", rcprop="title|ids|user|userid|comment",
    )  # fmt: skip
    assert "127.0.0.1" not in str(reply)
    assert "address" not in str(reply)


def test_the_configured_acls_speak_of_roles_only(wiki_app: Any) -> None:
    """So what one account of a role may read by them, every account of that role may: the API counts on it."""
    for _, configured in wiki_app.cfg.acl_mapping:
        for part in ("before", "default", "after"):
            names = {entry.partition(":")[0] for entry in configured[part].split()}
            assert names <= {"Moderatoren", "Bots", "Known", "All"}
