"""action=query, the lists: pages, members, changes, accounts, and what somebody should look at."""

from __future__ import annotations

from typing import Any

import pytest


def test_all_pages_come_by_name(api: Any, write: Any) -> None:
    """One namespace, by prefix, bounds, direction; cut by the limit, nothing is missed."""
    for name in ("Beitrag/1", "Beitrag/2", "Beitrag/10", "Beiträge", "Vorlage:Beitrag"):
        write(name, "x")
    write("Beitrag/3", "#WEITERLEITUNG [[Beitrag/1]]")

    def titles(**more: object) -> list[str]:
        return [page["title"] for page in api.all("allpages", list="allpages", aplimit=2, **more)]

    assert titles(apprefix="Beitrag/") == ["Beitrag/1", "Beitrag/10", "Beitrag/2", "Beitrag/3"]
    assert titles(apprefix="Beitrag/", apdir="descending") == [
        "Beitrag/3",
        "Beitrag/2",
        "Beitrag/10",
        "Beitrag/1",
    ]
    assert titles(apnamespace=10) == ["Vorlage:Beitrag"]
    assert titles(apfrom="Beitrag/2", apto="Beitrag/3") == ["Beitrag/2", "Beitrag/3"]
    assert titles(apfilterredir="redirects") == ["Beitrag/3"]
    assert titles(apminsize=20, apprefix="Beitrag") == ["Beitrag/3"]


def test_category_members_come_by_page_id(api: Any, write: Any) -> None:
    """In the order of their making, by namespace and type; the category needs no page."""
    for number in (3, 1, 2):
        write(f"Beitrag/{number}", "[[Kategorie:Stadtteil Ahlem]]")
    write("Kategorie:Stadtteil Badenstedt", "[[Kategorie:Stadtteil Ahlem]]")

    def titles(**more: object) -> list[str]:
        found = api.all(
            "categorymembers", list="categorymembers", cmtitle="Kategorie:Stadtteil Ahlem", cmlimit=2, **more
        )
        return [page["title"] for page in found]

    assert titles() == ["Beitrag/3", "Beitrag/1", "Beitrag/2", "Kategorie:Stadtteil Badenstedt"]
    assert titles(cmtype="subcat") == ["Kategorie:Stadtteil Badenstedt"]
    assert titles(cmnamespace="0", cmtype="subcat") == []
    assert api.page("Kategorie:Stadtteil Ahlem", prop="categoryinfo")["categoryinfo"]["pages"] == 3
    assert api.code(action="query", list="categorymembers", cmtitle="Beitrag/1") == "invalidcategory"
    assert api.code(action="query", list="categorymembers") == "missingparam"


def test_recent_changes_tell_each_revision(api: Any, write: Any) -> None:
    """Newest first, with sizes and flags; filters by namespace, user, flag and kind."""
    first = write("Thema/A", "eins")
    second = write("Thema/A", "eins und zwei", by="Konferenzbot", bot=True, summary="Bot: mehr")
    third = write("Vorlage:B", "b", minor=True)
    wanted = "title|timestamp|ids|user|flags|sizes|comment"

    def ids(**more: object) -> list[int]:
        found = api.all("recentchanges", list="recentchanges", rcprop=wanted, rclimit=2, **more)
        return [change["revid"] for change in found]

    assert ids()[:3] == [third.rev_id, second.rev_id, first.rev_id]
    assert ids(rcdir="newer")[-3:] == [first.rev_id, second.rev_id, third.rev_id]
    assert ids(rcnamespace=10) == [third.rev_id]
    assert ids(rcshow="bot") == [second.rev_id]
    assert ids(rcshow="!bot|minor") == [third.rev_id]
    assert ids(rcuser="Konferenzbot") == [second.rev_id]
    assert ids(rctype="edit") == [second.rev_id]
    assert ids(rctitle="Thema/A", rctoponly=1) == [second.rev_id]
    assert ids(rctype="log") == []
    change = api.query(list="recentchanges", rcprop=wanted, rcuser="Konferenzbot")["recentchanges"][0]
    assert change["type"] == "edit"
    assert (change["old_revid"], change["oldlen"], change["newlen"]) == (first.rev_id, 4, 13)
    assert (change["bot"], change["minor"], change["new"], change["comment"]) == (
        True,
        False,
        False,
        "Bot: mehr",
    )


def test_contributions_of_an_account(api: Any, write: Any) -> None:
    """Only what the account saved, with `top` on the newest of a page."""
    old = write("Thema/A", "eins", by="Konferenzbot")
    new = write("Thema/A", "zwei", by="Konferenzbot")
    write("Thema/B", "b")
    found = api.query(list="usercontribs", ucuser="Konferenzbot")["usercontribs"]
    assert [(entry["revid"], entry["top"]) for entry in found] == [(new.rev_id, True), (old.rev_id, False)]
    assert api.code(action="query", list="usercontribs") == "missingparam"


def test_accounts_are_shown_without_their_mail(api: Any) -> None:
    """Names, ids and groups; those that do not exist are missing."""
    (bot,) = api.query(list="allusers", augroup="bot", auprop="groups|rights")["allusers"]
    assert bot["name"] == "Konferenzbot"
    lisa, nobody = api.query(list="users", ususers="Lisa|Niemand", usprop="groups|editcount|emailable")[
        "users"
    ]
    assert (lisa["name"], lisa["groups"], lisa["editcount"], lisa["emailable"]) == (
        "Lisa",
        ["*", "user"],
        0,
        False,
    )
    assert nobody == {"name": "Niemand", "missing": True}
    names = [user["name"] for user in api.all("allusers", list="allusers", aulimit=1)]
    assert names == sorted(["Lisa", "Konferenzbot", "Frau Sommer"])


def test_names_that_begin_so_are_found_in_several_namespaces(api: Any, write: Any) -> None:
    """By name first, so that a page stands beside its discussion."""
    for title in ("Thema/A", "Thema/B", "Diskussion:Thema/A"):
        write(title, "Text")
    found = api.query(list="prefixsearch", pssearch="Thema/", psnamespace="0|1")["prefixsearch"]
    assert [page["title"] for page in found] == ["Thema/A", "Diskussion:Thema/A", "Thema/B"]


def test_what_was_patrolled_is_the_moderators_matter(api: Any, enter: Any) -> None:
    """Though nothing is: others may not even ask."""
    for fields in ({"rcshow": "!patrolled"}, {"rcprop": "patrolled"}):
        asked = {"action": "query", "list": "recentchanges"} | fields
        assert api.code(**asked) == enter("Lisa").code(**asked) == "permissiondenied"
        assert "error" not in enter("Frau Sommer").ask(**asked)


def test_a_place_on_no_page_names_none(api: Any) -> None:
    """A fragment alone is brought to nothing, and said so."""
    assert api.query(titles="#Ort") == {"normalized": [{"fromencoded": False, "from": "#Ort", "to": ""}]}


def test_nothing_comes_before_the_empty_name(api: Any, write: Any) -> None:
    """A list that ends there is empty; one that begins there is whole."""
    write("Thema/A", "[[Kategorie:Thema]]")
    assert api.query(list="allpages", apto="")["allpages"] == []
    assert api.query(list="allcategories", acto="")["allcategories"] == []
    pages = api.query(list="allpages", apfrom="")["allpages"]
    assert [page["title"] for page in pages] == ["Konferenz/Fenster", "Thema/A"]
    assert api.query(list="allcategories", formatversion=1)["allcategories"] == [{"*": "Thema"}]


def test_protected_pages_are_found_by_their_expiry(api: Any, enter: Any, write: Any) -> None:
    """What ends, what does not, and both."""
    sommer = enter("Frau Sommer")
    for title, expiry in (("Thema/A", "infinite"), ("Thema/B", "2036-01-01T00:00:00Z"), ("Thema/C", "")):
        write(title, "Text")
        if expiry:
            sommer.ask(
                action="protect", title=title, protections="edit=sysop", expiry=expiry, token=sommer.token()
            )
    for expiry, titles in (
        ("indefinite", ["Thema/A"]), ("definite", ["Thema/B"]), ("all", ["Thema/A", "Thema/B", "Thema/C"]),
    ):  # fmt: skip
        found = api.query(list="allpages", apprefix="Thema/", apprexpiry=expiry)["allpages"]
        assert [page["title"] for page in found] == titles


def test_chance_finds_the_only_page_of_a_namespace(api: Any, write: Any) -> None:
    """However many others there are; no page twice."""
    for number in range(30):
        write(f"Seite {number}", "Text")
    write("Diskussion:Seite 1", "Text")
    for _ in range(5):
        (page,) = api.query(list="random", rnnamespace=1, rnlimit=3)["random"]
        assert page["title"] == "Diskussion:Seite 1"
    assert api.query(list="random", rnnamespace=1, rnfilterredir="all")["random"][0]["redirect"] is False


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("BrokenRedirects", ["Thema/Kaputt"]),
        ("DoubleRedirects", ["Thema/Doppelt"]),
        ("Listredirects", ["Thema/Doppelt", "Thema/Kaputt", "Thema/Weiter"]),
        ("Wantedpages", ["Thema/Fehlt", "Vorlage:Gesucht", "Kategorie:Gibt es nicht"]),
        ("Wantedcategories", ["Kategorie:Gewünscht"]),
        ("Wantedtemplates", ["Vorlage:Gesucht"]),
        ("Unusedtemplates", ["Vorlage:Unbenutzt"]),
        ("Uncategorizedtemplates", ["Vorlage:Unbenutzt"]),
        ("Unusedcategories", ["Kategorie:Leer"]),
    ],
)
def test_lists_of_pages_to_look_at(write: Any, api: Any, name: str, titles: list[str]) -> None:
    """Each of MediaWiki's lists that there is finds what it is called after, with a name and results."""
    write("Thema/Ziel", "{{Gesucht}} [[Kategorie:Gewünscht]]")
    write("Thema/Weiter", "#WEITERLEITUNG [[Thema/Ziel]]")
    write("Thema/Doppelt", "#WEITERLEITUNG [[Thema/Weiter]]")
    write("Thema/Kaputt", "#WEITERLEITUNG [[Thema/Fehlt]]")
    write("Vorlage:Unbenutzt", "[[:Kategorie:Gibt es nicht]] [[Thema/Fehlt]]")
    write("Kategorie:Leer", "x")
    found = api.query(list="querypage", qppage=name, qplimit=50)["querypage"]
    assert found["name"] == name
    assert [row["title"] for row in found["results"] if row["title"] != "Vorlage:Fenster"] == titles


def test_lists_of_pages_to_look_at_go_on_and_generate(write: Any, api: Any) -> None:
    """They are read in parts by number, each page once, and work as generators; private pages are in none."""
    for number in range(5):
        write(f"Thema/{number}", "x" * (number + 1))
    write("Konferenz/Nachzügler", "x" * 500)
    rows: list[str] = []
    more: dict[str, object] = {}
    while True:
        reply = api.ask(action="query", list="querypage", qppage="Longpages", qplimit=2, **more)
        rows += [row["title"] for row in reply["query"]["querypage"]["results"]]
        if "continue" not in reply:
            break
        more = reply["continue"]
    assert [title for title in rows if title.startswith("Thema/")] == [f"Thema/{n}" for n in range(4, -1, -1)]
    assert "Konferenz/Nachzügler" not in rows
    generated = api.query(generator="querypage", gqppage="Longpages", gqplimit=50, prop="info")["pages"]
    assert sorted(page["title"] for page in generated) == sorted(rows)
    assert api.code(action="query", list="querypage", qppage="Gibtesnicht") == "badvalue"


def test_pages_are_found_by_the_addresses_they_link_to(write: Any, api: Any) -> None:
    """By the beginning of the address or its host, in small or capital letters; no other page, and no private one."""
    write("Thema/A", "[https://Hannover.example/plan Plan] http://hannover.example/x")
    write("Thema/C", "hannover.example ohne Protokoll")
    write("Konferenz/Nachzügler", "https://hannover.example/geheim")

    def found(**asked: object) -> list[tuple[str, str]]:
        rows = api.all("exturlusage", list="exturlusage", eulimit=1, **asked)
        return [(row["title"], row["url"]) for row in rows]

    assert found(euquery="hannover.example") == [
        ("Thema/A", "http://hannover.example/x"), ("Thema/A", "https://Hannover.example/plan"),
    ]  # fmt: skip
    assert found(euquery="hannover.example", euprotocol="http") == [("Thema/A", "http://hannover.example/x")]
    assert found(euquery="hannover.example", eunamespace=10) == []
    assert found(euquery="nirgends.example") == []
