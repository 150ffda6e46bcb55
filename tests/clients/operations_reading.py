"""Operations that read pages, categories and lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pywikibot
from pywikibot import pagegenerators

from .operating import CATEGORY, TALK, TEMPLATE, A, B, C, Operation, after, ours, page, put, titles


def _between(site: Any) -> list[str]:
    found = list(page(site, A).revisions(reverse=True))
    wanted = page(site, A)
    site.loadrevisions(wanted, startid=found[0].revid, endid=found[1].revid, rvdir=True)
    return sorted(revision.comment for revision in wanted._revisions.values())


def _parents(site: Any) -> bool:
    found = list(page(site, A).revisions(reverse=True))
    return [r.parentid for r in found] == [0, *(r.revid for r in found[:-1])]


def _sorted_times(changes: Iterable[dict[str, Any]]) -> bool:
    times = [change["timestamp"] for change in changes]
    return bool(times) and times == sorted(times)


def _in_steps(site: Any) -> list[str]:
    found = site.allpages(prefix="Thema/", namespace=0)
    found.set_query_increment(2)
    return titles(found)


GROUPS: dict[str, dict[str, Operation]] = {
    "page": {
        "text": lambda s: page(s, A).text,
        "exists": lambda s: [page(s, t).exists() for t in (A, "Thema/Gibt es nicht", TEMPLATE)],
        "missing_text": lambda s: page(s, "Thema/Gibt es nicht").get(),
        "redirect": lambda s: [page(s, C).isRedirectPage(), page(s, C).getRedirectTarget().title()],
        "get_of_a_redirect": lambda s: page(s, C).get(),
        "text_of_a_redirect": lambda s: page(s, C).get(get_redirect=True),
        "target_of_no_redirect": lambda s: page(s, A).getRedirectTarget().title(),
        "sections": lambda s: pywikibot.Page(s, f"{A}#Eins").get()[:6],
        "no_section": lambda s: pywikibot.Page(s, f"{A}#Fehlt").get(),
        "namespace": lambda s: [int(page(s, t).namespace()) for t in (A, TALK, TEMPLATE, CATEGORY)],
        "title_forms": lambda s: [
            page(s, TEMPLATE).title(with_ns=False),
            page(s, A).title(underscore=True),
            page(s, A).title(as_link=True),
        ],
        "talk": lambda s: [
            page(s, A).toggleTalkPage().title(),
            page(s, CATEGORY).toggleTalkPage().title(),
            page(s, TALK).isTalkPage(),
        ],
        "first_user": lambda s: page(s, A).oldest_revision.user,
        "last_comment": lambda s: page(s, A).latest_revision.comment,
        "minor_of_the_last": lambda s: page(s, A).latest_revision.minor,
        "size": lambda s: page(s, A).latest_revision.size,
        "hash": lambda s: page(s, A).latest_revision.sha1,
        "revision_count": lambda s: page(s, A).revision_count(),
        "revision_count_of": lambda s: page(s, A).revision_count(contributors=[s.user()]),
        "contributors": lambda s: dict(page(s, A).contributors()),
        "history": lambda s: [r.comment for r in page(s, A).revisions(reverse=True)],
        "history_limited": lambda s: len(list(page(s, A).revisions(total=2))),
        "history_with_text": lambda s: [
            len(r.text) for r in page(s, A).revisions(content=True, reverse=True)
        ],
        "history_between": lambda s: _between(s),
        "parents": lambda s: _parents(s),
        "old_text": lambda s: page(s, A).getOldVersion(page(s, A).oldest_revision.revid),
        "permalink": lambda s: "oldid=" in page(s, A).permalink() or "/+rev/" in page(s, A).permalink(),
        "content_model": lambda s: page(s, A).content_model,
        "protection": lambda s: page(s, A).protection(),
        "applicable": lambda s: sorted(page(s, A).applicable_protections()),
        "applicable_to_missing": lambda s: sorted(page(s, "Thema/Gibt es nicht").applicable_protections()),
        "may_edit": lambda s: page(s, A).has_permission(),
        "bot_may_edit": lambda s: page(s, A).botMayEdit(),
        "deleted": lambda s: page(s, A).has_deleted_revisions(),
        "links": lambda s: sorted(titles(page(s, A).linkedPages())),
        "links_in_namespace": lambda s: titles(page(s, A).linkedPages(namespaces=[0])),
        "links_without_redirects": lambda s: titles(page(s, A).linkedPages(follow_redirects=True)),
        "templates": lambda s: titles(page(s, A).itertemplates()),
        "template_parameters": lambda s: [(t.title(), p) for t, p in page(s, A).templatesWithParams()],
        "categories": lambda s: titles(page(s, A).categories()),
        "images": lambda s: titles(page(s, A).imagelinks()),
        "external": lambda s: sorted(page(s, A).extlinks()),
        "interwiki": lambda s: list(page(s, A).langlinks()),
        "backlinks": lambda s: sorted(titles(page(s, B).backlinks())),
        "backlinks_filtered": lambda s: sorted(titles(page(s, B).backlinks(filter_redirects=True))),
        "references": lambda s: sorted(titles(page(s, B).getReferences())),
        "references_without_redirects": lambda s: sorted(
            titles(page(s, B).getReferences(follow_redirects=False))
        ),
        "embedded": lambda s: titles(page(s, TEMPLATE).embeddedin()),
        "expanded": lambda s: "Kasten 1" in page(s, A).expand_text(),
        "parsed": lambda s: "<p>" in page(s, A).get_parsed_page(),
        "redirects_here": lambda s: titles(page(s, B).redirects()),
        "properties": lambda s: page(s, A).properties().get("nothing"),
        "disambiguation": lambda s: page(s, A).isDisambig(),
        "category_redirect": lambda s: page(s, CATEGORY).isCategoryRedirect(),
        "empty": lambda s: page(s, A).isEmpty(),
        "depth": lambda s: page(s, A).depth,
        "lastmod_user": lambda s: page(s, A).latest_revision.user,
    },
    "category": {
        "members": lambda s: titles(pywikibot.Category(s, CATEGORY).members()),
        "articles": lambda s: titles(pywikibot.Category(s, CATEGORY).articles()),
        "subcategory": lambda s: (
            put(s, "Kategorie:Grünes/Bäume", f"[[{CATEGORY}]]"),
            titles(pywikibot.Category(s, CATEGORY).subcategories()),
        )[1],
        "recursive": lambda s: (
            put(s, "Thema/Baum", "[[Kategorie:Grünes/Bäume]]"),
            titles(pywikibot.Category(s, CATEGORY).articles(recurse=True)),
        )[1],
        "info": lambda s: {
            k: pywikibot.Category(s, CATEGORY).categoryinfo[k] for k in ("pages", "subcats", "files")
        },
        "empty": lambda s: [
            pywikibot.Category(s, "Kategorie:Leer").isEmptyCategory(),
            pywikibot.Category(s, CATEGORY).isEmptyCategory(),
        ],
        "hidden": lambda s: pywikibot.Category(s, CATEGORY).isHiddenCategory(),
        "newest": lambda s: sorted(titles(pywikibot.Category(s, CATEGORY).newest_pages())),
        "change": lambda s: after(
            s,
            A,
            lambda p: p.change_category(
                pywikibot.Category(s, CATEGORY), pywikibot.Category(s, "Kategorie:Graues")
            ),
            lambda p: titles(p.categories()),
        ),
        "back": lambda s: after(
            s,
            A,
            lambda p: p.change_category(
                pywikibot.Category(s, "Kategorie:Graues"), pywikibot.Category(s, CATEGORY)
            ),
            lambda p: titles(p.categories()),
        ),
    },
    "list": {
        "all_pages": lambda s: titles(s.allpages(prefix="Thema/", namespace=0)),
        "all_redirects": lambda s: titles(s.allpages(prefix="Thema/", filterredir=True)),
        "all_but_redirects": lambda s: titles(s.allpages(prefix="Thema/", filterredir=False)),
        "all_from": lambda s: titles(s.allpages(start="Thema/B", total=2)),
        "all_backwards": lambda s: titles(s.allpages(start="Thema/Z", reverse=True, total=2)),
        "all_of_a_letter": lambda s: titles(s.allpages(prefix="Thema/B")),
        "all_by_size": lambda s: titles(s.allpages(prefix="Thema/", minsize=100)),
        "all_small": lambda s: titles(s.allpages(prefix="Thema/", maxsize=40)),
        "all_protected": lambda s: titles(s.allpages(prefix="Thema/", protect_type="edit")),
        "all_templates": lambda s: ours(s.allpages(namespace=10)),
        "with_content": lambda s: [bool(p.text) for p in s.allpages(prefix="Thema/A", content=True)],
        "all_categories": lambda s: ours(s.allcategories(prefix="Gr")),
        "all_links": lambda s: sorted(set(titles(s.alllinks(prefix="Thema/")))),
        "unique_links": lambda s: titles(s.alllinks(prefix="Thema/", unique=True)),
        "all_users": lambda s: [u["name"] for u in s.allusers(prefix="Frau")],
        "users_of_a_group": lambda s: "Frau Sommer" in [u["name"] for u in s.allusers(group="sysop")],
        "users": lambda s: [(u["name"], "missing" in u) for u in s.users(["Frau Sommer", "Gibt Es Nicht"])],
        "user_invalid": lambda s: ["invalid" in u for u in s.users(["A#"])],
        "recent": lambda s: A in [c["title"] for c in s.recentchanges(namespaces=[0], total=60)],
        "recent_new": lambda s: {c["type"] for c in s.recentchanges(changetype="new", total=5)},
        "recent_not_minor": lambda s: any("minor" in c for c in s.recentchanges(minor=False, total=50)),
        "recent_by_user": lambda s: {c["user"] for c in s.recentchanges(user=s.user(), total=20)},
        "recent_backwards": lambda s: _sorted_times(s.recentchanges(reverse=True, total=10)),
        "recent_on_top": lambda s: bool(list(s.recentchanges(top_only=True, total=5))),
        "recent_keys": lambda s: sorted(
            next(iter(s.recentchanges(namespaces=[0], changetype="edit", total=1)))
        ),
        "contributions": lambda s: A in [c["title"] for c in s.usercontribs(user=s.user(), total=60)],
        "contributions_by_prefix": lambda s: {c["user"] for c in s.usercontribs(userprefix="Frau", total=5)},
        "contributions_minor": lambda s: all(
            "minor" in c for c in s.usercontribs(user=s.user(), minor=True, total=5)
        ),
        "contributions_keys": lambda s: sorted(next(iter(s.usercontribs(user=s.user(), total=1)))),
        "contributions_without_user": lambda s: list(s.usercontribs(total=1)),
        "log_of_creations": lambda s: A in titles(e.page() for e in s.logevents(logtype="create", total=60)),
        "log_of_a_page": lambda s: [(e.type(), e.action(), e.user()) for e in s.logevents(page=A)],
        "log_of_a_user": lambda s: {e.user() for e in s.logevents(user=s.user(), total=5)},
        "log_unknown": lambda s: list(s.logevents(logtype="gibtesnicht", total=1)),
        "random": lambda s: len(list(s.randompages(total=3, namespaces=[0]))),
        "random_redirect": lambda s: {
            p.isRedirectPage() for p in s.randompages(total=1, redirects=True, namespaces=[0])
        },
        "prefix": lambda s: titles(pagegenerators.PrefixingPageGenerator("Thema/B", site=s)),
        "search_title": lambda s: B in titles(s.search("Bänke", namespaces=[0], total=20)),
        "search_nothing": lambda s: titles(s.search("xyzzyqwert", namespaces=[0])),
        "protected_none": lambda s: ours(s.protectedpages(namespace=0)),
        "double": lambda s: ours(s.double_redirects()),
        "broken": lambda s: ours(s.broken_redirects()),
        "wanted": lambda s: isinstance(titles(s.wantedpages(total=5)), list),
        "uncategorised": lambda s: B in titles(s.uncategorizedpages(total=50)),
        "lonely": lambda s: "Thema/Baum" in titles(s.lonelypages(total=50)),
        "shortest": lambda s: [type(size).__name__ for _, size in s.shortpages(total=1)],
        "longest": lambda s: [type(size).__name__ for _, size in s.longpages(total=1)],
        "unused_categories": lambda s: ours(s.unusedcategories()),
        "page_ids": lambda s: titles(s.load_pages_from_pageids([page(s, A).pageid])),
        "preload": lambda s: sorted(p.text[:5] for p in s.preloadpages([page(s, A), page(s, B)])),
        "preload_missing": lambda s: sorted(
            (p.title(), p.exists()) for p in s.preloadpages([page(s, A), page(s, "Thema/Gibt es nicht")])
        ),
        "preload_many": lambda s: len(
            list(s.preloadpages([page(s, f"Thema/{n}") for n in range(120)], groupsize=50))
        ),
        "new_pages": lambda s: A in titles(p for p, *_ in s.newpages(total=60, namespaces=[0])),
        "watched": lambda s: isinstance(list(s.watched_pages()), list),
        "blocks": lambda s: list(s.blocks(total=1)),
        "images": lambda s: list(s.allimages(total=1)),
        "external_use": lambda s: (
            A in titles(s.exturlusage("hannover.example", protocol="https", namespaces=[0]))
        ),
        "deleted_none": lambda s: list(s.deletedrevs(titles=A)),
        "step": lambda s: _in_steps(s),
    },
}
