"""Operations on the site, its texts and its people."""

from __future__ import annotations

from typing import Any

import pywikibot
from pywikibot import pagegenerators
from pywikibot.data import api

from .operating import CATEGORY, A, B, Operation, page, titles


def _compare(site: Any) -> bool:
    asked = {"action": "compare", "fromtext": "eins", "totext": "zwei"}
    return "diff-deletedline" in site.simple_request(**asked).submit()["compare"]["*"]


def _by_arguments(site: Any, *arguments: str) -> Any:
    factory = pagegenerators.GeneratorFactory(site=site)
    for argument in arguments:
        assert factory.handle_arg(argument), argument
    return factory.getCombinedGenerator()


GROUPS: dict[str, dict[str, Operation]] = {
    "site": {
        "user": lambda s: s.user(),
        "logged_in": lambda s: s.logged_in(),
        "language": lambda s: s.lang,
        "case": lambda s: s.siteinfo["case"],
        "version": lambda s: str(s.mw_version)[:4],
        "right_to_edit": lambda s: [
            s.has_right(r) for r in ("read", "edit", "move", "delete", "protect", "undelete", "rollback")
        ],
        "no_such_right": lambda s: s.has_right("siteadmin"),
        "group": lambda s: [s.has_group("sysop"), s.has_group("bot"), s.has_group("user")],
        "namespaces": lambda s: {
            n: s.namespaces[n].custom_name for n in (-2, -1, 0, 1, 2, 3, 6, 7, 10, 11, 14, 15)
        },
        "canonical_namespaces": lambda s: {
            n: s.namespaces[n].canonical_name for n in (-1, 1, 2, 3, 6, 10, 14, 15)
        },
        "case_of_namespaces": lambda s: {n: s.namespaces[n].case for n in (-1, 0, 1, 2, 3, 10, 14)},
        "namespace_by_name": lambda s: [
            s.namespaces.lookup_name(n).id for n in ("Vorlage", "template", "Bild", "Category", "User talk")
        ],
        "subpages": lambda s: [s.namespaces[n].subpages for n in (0, 1, 2)],
        "months": lambda s: s.months_names,
        "enumeration": lambda s: s.list_to_text(["a", "b", "c"]),
        "messages": lambda s: s.mediawiki_messages(
            ["comma-separator", "and", "colon-separator", "may", "monday"]
        ),
        "missing_message": lambda s: s.has_mediawiki_message("gibt-es-nicht"),
        "magic_words": lambda s: sorted(s.redirects()),
        "redirect_pattern": lambda s: bool(s.redirect_regex.match("#WEITERLEITUNG [[X]]")),
        "server_time": lambda s: type(s.server_time()).__name__,
        "blocked": lambda s: s.is_blocked(),
        "uploads": lambda s: s.is_uploaddisabled() in (True, False),
        "token_kinds": lambda s: sorted(
            k for k in ("csrf", "rollback", "watch", "patrol") if s.tokens[k].endswith("+\\")
        ),
        "tokens_hold": lambda s: s.tokens["csrf"] == s.get_tokens(["csrf"])["csrf"],
        "is_bot": lambda s: s.isBot("Niemand"),
        "restrictions": lambda s: {k: sorted(v) for k, v in s.restrictions.items() if k == "types"},
        "limit": lambda s: s.maxlimit,
        "extension": lambda s: s.has_extension("ParserFunctions"),
        "no_extension": lambda s: s.has_extension("WikiLove"),
        "article_path": lambda s: s.article_path.startswith("/"),
        "data_repository": lambda s: s.has_data_repository,
        "same_title": lambda s: [
            s.sametitle("Vorlage:X", "Template:X"),
            s.sametitle("a", "A"),
            s.sametitle("A_b", "A b"),
        ],
    },
    "text": {
        "expand": lambda s: s.expand_text("{{#if:x|ja|nein}} {{Kästchen|x=7}}"),
        "expand_for_a_page": lambda s: s.expand_text("{{PAGENAME}}", title=A),
        "compare": lambda s: (
            "diff-deletedline"
            in s.compare(page(s, A).oldest_revision.revid, page(s, A).latest_revision.revid)
        ),
        "compare_texts": _compare,
        "parse": lambda s: (
            "x</"
            in s.simple_request(
                action="parse", text="'''x'''", contentmodel="wikitext", prop="text"
            ).submit()["parse"]["text"]["*"]
        ),
        "unknown_action": lambda s: s.simple_request(action="gibtesnicht").submit(),
        "unknown_list": lambda s: sorted(s.simple_request(action="query", list="gibtesnicht").submit()),
        "bad_integer": lambda s: s.simple_request(
            action="query", prop="revisions", titles=A, rvlimit="viele"
        ).submit(),
        "modules": lambda s: sorted(
            {"query", "edit", "move", "parse", "protect"} & set(s._paraminfo.action_modules)
        ),
        "prefixes": lambda s: [
            s._paraminfo[f"query+{m}"]["prefix"]
            for m in ("allpages", "revisions", "info", "links", "recentchanges")
        ],
        "limits": lambda s: [
            s._paraminfo.parameter("query+allpages", "limit")[k] for k in ("max", "highmax")
        ],
        "query_generator": lambda s: sorted(
            p["title"]
            for p in api.QueryGenerator(
                site=s, parameters={"action": "query", "titles": f"{A}|{B}", "prop": "info"}
            )
        ),
        "list_generator": lambda s: [
            p["title"] for p in api.ListGenerator("allpages", site=s, parameters={"apprefix": "Thema/B"})
        ],
        "property_generator": lambda s: sorted(
            p["title"]
            for p in api.PropertyGenerator(
                "info|categoryinfo", site=s, parameters={"titles": f"{A}|{CATEGORY}"}
            )
        ),
        "page_generator": lambda s: titles(
            api.PageGenerator("links", site=s, parameters={"titles": A, "gplnamespace": 0})
        ),
        "generator_by_arguments": lambda s: titles(_by_arguments(s, "-prefixindex:Thema/B")),
        "generator_by_category": lambda s: titles(_by_arguments(s, "-cat:Grünes")),
        "generator_by_links": lambda s: sorted(titles(_by_arguments(s, f"-links:{A}", "-ns:0"))),
        "generator_by_transclusion": lambda s: titles(_by_arguments(s, "-transcludes:Kästchen")),
        "generator_by_grep": lambda s: titles(_by_arguments(s, "-prefixindex:Thema/", "-grep:Beginn")),
    },
    "user": {
        "registered": lambda s: [pywikibot.User(s, n).isRegistered() for n in (s.user(), "Gibt Es Nicht")],
        "groups": lambda s: "sysop" in pywikibot.User(s, s.user()).groups(),
        "blocked": lambda s: pywikibot.User(s, s.user()).is_blocked(),
        "anonymous": lambda s: [pywikibot.User(s, n).isAnonymous() for n in ("127.0.0.1", s.user())],
        "edits": lambda s: pywikibot.User(s, s.user()).editCount() > 5,
        "rights": lambda s: "delete" in pywikibot.User(s, s.user()).rights(),
        "contributions": lambda s: len(list(pywikibot.User(s, s.user()).contributions(total=3))),
        "first_edit": lambda s: pywikibot.User(s, s.user()).first_edit[0].title() != "",
        "last_event": lambda s: pywikibot.User(s, s.user()).last_event is not None,
        "gender": lambda s: pywikibot.User(s, s.user()).gender(),
        "mail": lambda s: pywikibot.User(s, s.user()).isEmailable(),
    },
}
