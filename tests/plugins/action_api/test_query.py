"""action=query: pages, revisions, generators, the frame of a reply, and how it goes on."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest


def test_titles_are_normalised_and_told(api: Any, write: Any) -> None:
    """Underscores, English namespaces and spaces lead to the one page; the reply says so."""
    write("Vorlage:Beitrag", "{{{titel}}}")
    query = api.query(titles="Template:Beitrag| Thema/Nirgends__hier |Thema/A#b|A[b]|")
    assert [(entry["from"], entry["to"]) for entry in query["normalized"]] == [
        ("Template:Beitrag", "Vorlage:Beitrag"),
        (" Thema/Nirgends__hier ", "Thema/Nirgends hier"),
        ("Thema/A#b", "Thema/A"),
    ]
    invalid, empty, there, missing, bare = query["pages"]
    assert (there["title"], there["ns"]) == ("Vorlage:Beitrag", 10)
    assert missing["missing"] is True
    assert (bare["title"], bare["missing"]) == ("Thema/A", True)
    assert invalid["invalid"] is True
    assert "[" in invalid["invalidreason"]
    assert empty["invalid"] is True


def test_a_page_can_be_named_by_id_and_by_revision(api: Any, write: Any) -> None:
    """Page ids and revision ids lead to the page; unknown ones are missing or bad."""
    old = write("Thema/Jung und Alt", "Alt")
    write("Thema/Jung und Alt", "Neu")
    assert api.query(pageids=old.page_id)["pages"][0]["title"] == "Thema/Jung und Alt"
    assert api.query(pageids=9999)["pages"] == [{"pageid": 9999, "missing": True}]
    query = api.query(revids=f"{old.rev_id}|9999", prop="revisions", rvprop="content|ids", rvslots="main")
    (revision,) = query["pages"][0]["revisions"]
    assert (revision["revid"], revision["slots"]["main"]["content"]) == (old.rev_id, "Alt")
    assert query["badrevids"] == {"9999": {"revid": 9999, "missing": True}}


def test_redirects_are_followed_if_asked(api: Any, write: Any) -> None:
    """With `redirects` the target stands in for the redirect; a circle ends."""
    write("Thema/Alt", "#WEITERLEITUNG [[Thema/Neu]]")
    write("Thema/Neu", "Text")
    write("Thema/Kreis", "#WEITERLEITUNG [[Thema/Rund]]")
    write("Thema/Rund", "#WEITERLEITUNG [[Thema/Kreis]]")
    query = api.query(titles="Thema/Alt", redirects=1)
    assert query["redirects"] == [{"from": "Thema/Alt", "to": "Thema/Neu"}]
    assert [page["title"] for page in query["pages"]] == ["Thema/Neu"]
    assert api.page("Thema/Alt", prop="info")["redirect"] is True
    assert api.query(titles="Thema/Kreis", redirects=1)["pages"]


def test_info_tells_the_newest_revision(api: Any, write: Any) -> None:
    """Length in bytes, the newest revision's id and time; frame pages are protected, discussions are not."""
    saved = write("Startseite", "Grüße")
    page = api.page("Startseite", prop="info", inprop="protection|url")
    assert (page["lastrevid"], page["length"], page["contentmodel"]) == (saved.rev_id, 7, "wikitext")
    assert {entry["type"] for entry in page["protection"]} == {"edit", "move"}
    assert page["fullurl"].endswith("/Startseite")
    write("Diskussion:Thema/Verkehr", "Hallo")
    assert api.page("Diskussion:Thema/Verkehr", prop="info", inprop="protection")["protection"] == []
    assert api.page("Nirgends", prop="info", inprop="protection")["restrictiontypes"] == ["create"]


def test_a_revision_has_all_its_properties(api: Any, write: Any) -> None:
    """Ids, author, summary, size, SHA-1 over UTF-8 with line feeds only, text in the slot."""
    first = write("Thema/A", "eins\r\nzwei  \r\n", summary="angelegt <i>")
    write("Thema/A", "eins\nzwei\ndrei", minor=True)
    properties = (
        "ids|flags|timestamp|user|userid|size|sha1|contentmodel|comment|parsedcomment|content|tags|roles"
    )
    newest, oldest = api.page("Thema/A", prop="revisions", rvprop=properties, rvslots="*", rvlimit=5)[
        "revisions"
    ]
    assert oldest["slots"]["main"]["content"] == "eins\nzwei"
    assert oldest["sha1"] == hashlib.sha1(b"eins\nzwei").hexdigest()
    assert (oldest["revid"], oldest["parentid"], oldest["size"]) == (first.rev_id, 0, 9)
    assert (oldest["user"], oldest["comment"]) == ("Frau Sommer", "angelegt <i>")
    assert oldest["parsedcomment"] == "angelegt &lt;i&gt;"
    assert oldest["userid"] == api.query(list="users", ususers="Frau Sommer")["users"][0]["userid"] > 0
    assert oldest["timestamp"].endswith("Z")
    assert (oldest["tags"], oldest["roles"], newest["minor"]) == ([], ["main"], True)
    assert newest["parentid"] == first.rev_id


def test_a_history_goes_on_by_revision_id(api: Any, write: Any) -> None:
    """In both directions, with bounds, and without a gap when a limit cuts it."""
    ids = [write("Thema/A", f"Fassung {n}").rev_id for n in range(5)]

    def walk(**more: object) -> list[int]:
        pages = api.all("pages", titles="Thema/A", prop="revisions", rvprop="ids", rvlimit=2, **more)
        return [revision["revid"] for page in pages for revision in page.get("revisions", [])]

    assert walk() == ids[::-1]
    assert walk(rvdir="newer") == ids
    assert walk(rvdir="newer", rvstartid=ids[1], rvendid=ids[3]) == ids[1:4]
    assert walk(rvstartid=ids[3], rvendid=ids[1]) == ids[1:4][::-1]
    assert walk(rvexcludeuser="Frau Sommer") == []
    assert walk(rvstart="2001-01-01T00:00:00Z") == []
    assert walk(rvend="2001-01-01T00:00:00Z") == ids[::-1]


def test_a_history_is_of_one_page(api: Any, write: Any) -> None:
    """Limits with two pages are an error, as on MediaWiki."""
    write("Thema/A", "a")
    write("Thema/B", "b")
    assert (
        api.code(action="query", titles="Thema/A|Thema/B", prop="revisions", rvlimit=2) == "invalidparammix"
    )


def test_lists_can_generate_pages(api: Any, write: Any) -> None:
    """`generator=` makes a list's findings the pages of the query; props then speak of them."""
    for number in range(1, 6):
        write(f"Beitrag/{number}", f"Wunsch {number} [[Kategorie:Ziel {number}]]")
    pages = api.all(
        "pages", generator="allpages", gapprefix="Beitrag/", gaplimit=2, prop="revisions", rvprop="content",
        rvslots="main",
    )  # fmt: skip
    assert [page["revisions"][0]["slots"]["main"]["content"][:8] for page in pages] == [
        f"Wunsch {number}" for number in range(1, 6)
    ]
    (category,) = api.query(generator="categories", titles="Beitrag/4")["pages"]
    assert (category["title"], category["missing"]) == ("Kategorie:Ziel 4", True)
    recent = api.query(generator="recentchanges", grclimit=2, grctype="new")["pages"]
    assert [page["title"] for page in recent] == ["Beitrag/5", "Beitrag/4"]


def test_a_prop_goes_on_before_the_generator_does(api: Any, write: Any) -> None:
    """Categories cut by a limit are finished for one batch of pages before the next batch comes."""
    for number in range(1, 5):
        write(f"Beitrag/{number}", "".join(f"[[Kategorie:Ziel {part}]]" for part in range(3)))
    pages = api.all(
        "pages", generator="allpages", gapprefix="Beitrag/", gaplimit=2, prop="categories|info", cllimit=2
    )
    found: dict[str, list[str]] = {}
    for page in pages:
        found.setdefault(page["title"], []).extend(entry["title"] for entry in page.get("categories", []))
    assert found == {f"Beitrag/{n}": [f"Kategorie:Ziel {part}" for part in range(3)] for n in range(1, 5)}


def test_templates_and_links_of_a_page(api: Any, write: Any) -> None:
    """Templates within templates count; links are those that the page shows."""
    write("Vorlage:Innen", "[[Thema/Wohnen und Wohnumfeld]]")
    write("Vorlage:Außen", "{{Innen}}")
    write("Beitrag/1", "{{Außen}} [[Beitrag/2|dort]] <nowiki>[[Beitrag/3]]</nowiki>")
    page = api.page("Beitrag/1", prop="templates|links")
    assert [entry["title"] for entry in page["templates"]] == ["Vorlage:Außen", "Vorlage:Innen"]
    assert [entry["title"] for entry in page["links"]] == ["Beitrag/2", "Thema/Wohnen und Wohnumfeld"]


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"titles": "A", "pageids": "1"}, "multisource"),
        ({"generator": "info"}, "badgenerator"),
        ({"list": "recentchanges", "rcstart": "gestern"}, "badtimestamp"),
        ({"list": "recentchanges", "rclimit": "viele"}, "badinteger"),
        ({"list": "recentchanges", "rccontinue": "dort"}, "badcontinue"),
        ({"list": "allpages", "apnamespace": "99"}, "badvalue"),
        ({"pageids": "eins"}, "badinteger"),
        ({"titles": "|".join(map(str, range(51)))}, "toomanyvalues"),
        ({"formatversion": "3"}, "badvalue"),
        ({"action": "delete"}, "missingparam"),
        ({"action": "help", "modules": "quer"}, "badmodule"),
    ],
)
def test_mistakes_have_mediawiki_s_codes(api: Any, parameters: dict[str, str], code: str) -> None:
    """What a client sends wrongly is told by the code that it knows."""
    assert api.code(**({"action": "query"} | parameters)) == code


def test_what_is_not_known_is_a_warning(api: Any) -> None:
    """Unknown parameters, modules and properties do not stop a query; the reply names them."""
    reply = api.ask(action="query", meta="siteinfo|zauberworte", siprop="general|zauberei", unfug="1")
    assert "general" in reply["query"]
    warnings = {name: entry["warnings"] for name, entry in reply["warnings"].items()}
    assert warnings == {
        "main": "Unrecognized parameter: unfug.",
        "query": 'Unrecognized value for parameter "meta": zauberworte',
        "siteinfo": 'Unrecognized value for parameter "siprop": zauberei',
    }


def test_bots_may_ask_for_more(api: Any, enter: Any) -> None:
    """500 results for everybody, 5000 for bots; more is cut, with a warning."""
    cut = api.ask(action="query", list="allpages", aplimit=5000)
    assert "between 1 and 500" in cut["warnings"]["allpages"]["warnings"]
    assert "warnings" not in enter("Konferenzbot").ask(action="query", list="allpages", aplimit=5000)


def test_siteinfo_tells_the_german_namespaces(api: Any) -> None:
    """Numbers, German and English names and whether the first letter counts."""
    query = api.query(meta="siteinfo", siprop="general|namespaces|namespacealiases|statistics|restrictions")
    assert query["general"]["lang"] == "de"
    assert query["general"]["generator"].startswith("MediaWiki 1.")
    assert query["namespaces"]["1"]["name"] == "Diskussion"
    assert query["namespaces"]["2"]["case"] == "first-letter"
    assert {"id": 6, "alias": "Bild"} in query["namespacealiases"]
    assert query["statistics"]["users"] == 3
    assert "edit" in query["restrictions"]["types"]


def test_the_frame_of_a_reply(api: Any) -> None:
    """The client's own id comes back, the time is the wiki's clock."""
    reply = api.ask(
        action="query",
        requestid="17",
        curtimestamp=1,
    )
    assert reply["requestid"] == "17"
    assert reply["curtimestamp"] == "2026-11-15T12:00:00Z"


def test_formatversion_1_is_the_older_shape(api: Any, write: Any) -> None:
    """Pages by id, truths as empty strings, texts under `*`: what pywikibot asks for by default."""
    saved = write("Thema/A", "Text")
    query = api.query(
        titles="Thema/A|Nirgends",
        prop="revisions|info",
        rvprop="content",
        rvslots="main",
        formatversion=1,
        indexpageids=1,
    )
    assert query["pageids"] == [str(saved.page_id), "-1"]
    page = query["pages"][str(saved.page_id)]
    assert page["revisions"][0]["slots"]["main"]["*"] == "Text"
    assert page["new"] == ""
    assert query["pages"]["-1"]["missing"] == ""
    assert (
        api.query(meta="siteinfo", siprop="namespaces", formatversion=1)["namespaces"]["10"]["*"] == "Vorlage"
    )
    parsed = api.ask(
        action="parse", text="Eins", contentmodel="wikitext", prop="text|wikitext", formatversion=1
    )
    assert parsed["parse"]["wikitext"] == {"*": "Eins"}
    assert "Eins" in parsed["parse"]["text"]["*"]
    error = api.ask(action="delete", formatversion=1)["error"]
    assert "*" in error and "docref" not in error
    warned = api.ask(action="query", unfug=1, formatversion=1)
    assert warned["warnings"]["main"]["*"] == "Unrecognized parameter: unfug."


def test_what_cannot_be_a_page_is_numbered_before_what_is_missing(api: Any) -> None:
    """In both shapes: older clients know such pages by their numbers only."""
    query = api.query(titles="Nirgends|[x]", formatversion=1, indexpageids=1)
    assert query["pageids"] == ["-1", "-2"]
    assert "invalid" in query["pages"]["-1"]
    assert query["pages"]["-2"]["title"] == "Nirgends"


def test_texts_are_fewer_than_revisions(api: Any, enter: Any, write: Any) -> None:
    """50 for everybody, 500 for the staff; whoever names more is warned, `max` says what it means."""
    write("Thema/A", "Text")
    asked = {
        "action": "query",
        "titles": "Thema/A",
        "prop": "revisions",
        "rvprop": "content",
        "rvslots": "main",
    }
    assert "warnings" not in api.ask(**asked, rvlimit=50)
    assert set(api.ask(**asked, rvlimit=51)["warnings"]) == {"revisions"}
    assert api.ask(**asked, rvlimit="max")["limits"] == {"revisions": 50}
    assert enter("Konferenzbot").ask(**asked, rvlimit="max")["limits"] == {"revisions": 500}


def test_messages_are_found_from_one_to_another(api: Any) -> None:
    """Between two of those that were asked for, bare if wished, in a language that could be one."""
    asked = {"meta": "allmessages", "ammessages": "and|january|Gibtsnicht"}
    names = [entry["name"] for entry in api.query(**asked, amfrom="january")["allmessages"]]
    assert names == ["january", "Gibtsnicht"]
    assert [entry["name"] for entry in api.query(**asked, amto="and")["allmessages"]] == ["and"]
    assert api.query(**asked, amnocontent=1)["allmessages"][-1] == {
        "name": "Gibtsnicht", "normalizedname": "gibtsnicht", "missing": True,
    }  # fmt: skip
    assert "content" not in api.query(**asked, amnocontent=1)["allmessages"][0]
    assert api.code(action="query", **asked, amlang="x|y") == "invalidlang"


def test_purging_says_what_is_there(api: Any, write: Any) -> None:
    """Pages are purged, missing ones named so."""
    write("Thema/A", "a")
    assert api.ask(action="purge", titles="Thema/A|Nirgends")["purge"] == [
        {"ns": 0, "title": "Nirgends", "missing": True},
        {"ns": 0, "title": "Thema/A", "purged": True},
    ]


def test_deleted_histories_are_for_those_who_restore(write: Any, api: Any, enter: Any) -> None:
    """The moderator reads what a page said before it was taken down; others are refused, and nothing else is shown."""
    for text in ("eins", "zwei", "drei"):
        write("Thema/Weg", text)
    write("Thema/Da", "steht noch")
    moderator = enter("Frau Sommer")
    moderator.ask(action="delete", title="Thema/Weg", token=moderator.token())
    asked = {
        "prop": "deletedrevisions",
        "drvprop": "content|ids",
        "drvslots": "main",
        "titles": "Thema/Weg|Thema/Da",
    }
    pages = {page["title"]: page for page in moderator.query(**asked)["pages"]}
    texts = [row["slots"]["main"]["content"] for row in pages["Thema/Weg"]["deletedrevisions"]]
    assert texts == ["drei", "zwei", "eins"]
    assert "deletedrevisions" not in pages["Thema/Da"]
    first = moderator.ask(action="query", **(asked | {"drvlimit": 2}))
    rest = moderator.ask(action="query", **(asked | {"drvlimit": 2}), **first["continue"])
    assert len(rest["query"]["pages"][0].get("deletedrevisions", [])) == 1
    for other in (api, enter("Lisa")):
        assert other.code(action="query", **asked) == "permissiondenied"


def test_visitors_have_shorter_texts_rendered(api: Any) -> None:
    """The longest text of a page takes ten seconds; who writes here may see it, who is nobody may not ask all day."""
    text = "Wort " * 10_001
    assert api.ask(action="parse", text=text)["error"]["code"] == "contenttoobig"
    assert "parse" in api.ask(action="parse", text=text[:50_000], prop="text")
