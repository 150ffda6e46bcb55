"""Operations that write, move, protect and delete."""

from __future__ import annotations

from typing import Any

from .operating import CATEGORY, TALK, TEMPLATE, TEXT, A, B, C, Operation, after, ours, page, put


def _conflict(site: Any) -> str:
    first, second = page(site, B), page(site, B)
    assert first.text == second.text
    base = first.latest_revision_id
    first.text = "der erste"
    first.save(summary="x", quiet=True)
    second.text = "der zweite"
    second.save(summary="x", quiet=True, baserevid=base, basetimestamp=None)
    return str(page(site, B).text)


def _section(site: Any, parameter: str, text: str) -> str:
    site.editpage(page(site, B), summary="x", **{parameter: text})
    return str(page(site, B).text)


def _new_section(site: Any) -> str:
    site.editpage(page(site, TALK), text="Bald.", section="new", summary="Antwort")
    return str(page(site, TALK).text)


def _undo(site: Any) -> str:
    wanted = page(site, TALK)
    site.editpage(wanted, undo=wanted.latest_revision_id, summary="rückgängig")
    return str(page(site, TALK).text)


GROUPS: dict[str, dict[str, Operation]] = {
    "write": {
        "template": lambda s: put(s, TEMPLATE, "Kasten {{{x|}}}"),
        "page": lambda s: put(s, A, TEXT),
        "page_with_umlauts": lambda s: put(s, B, f"[[{A}]] ä ö ü ß € 😀"),
        "page_with_quotes": lambda s: put(s, C, "#WEITERLEITUNG [[Thema/Bänke]]"),
        "category": lambda s: put(s, CATEGORY, "Was grün ist"),
        "talk": lambda s: put(s, TALK, "== Frage ==\nWann?"),
        "again_the_same": lambda s: put(s, A, TEXT),
        "minor": lambda s: put(s, A, TEXT + "\n", minor=True) == TEXT,
        "trailing_space": lambda s: put(s, B, f"[[{A}]] ä ö ü ß € 😀  \n\n"),
        "second_text": lambda s: put(s, A, TEXT.replace("Anfang", "Beginn"), summary="zweiter", minor=False),
        "only_new": lambda s: put(s, A, "x", createonly=True),
        "only_old": lambda s: put(s, "Thema/Gibt es nicht", "x", nocreate=True),
        "conflict": lambda s: _conflict(s),
        "stale_base": lambda s: put(
            s, A, "alt", baserevid=page(s, A).oldest_revision.revid, basetimestamp=None
        ),
        "illegal_title": lambda s: put(s, "Thema/<b>", "x"),
        "empty_title": lambda s: put(s, "", "x"),
        "special_page": lambda s: put(s, "Spezial:Exportieren", "x"),
        "long_summary": lambda s: len(
            (put(s, B, "lang", summary="ä" * 600), page(s, B).latest_revision.comment)[1]
        ),
        "append": lambda s: _section(s, "appendtext", "\nEnde"),
        "prepend": lambda s: _section(s, "prependtext", "Kopf\n"),
        "new_section": lambda s: _new_section(s),
        "undo": lambda s: _undo(s),
        "touch": lambda s: after(s, A, lambda p: p.touch(), lambda p: p.exists()),
        "purge": lambda s: page(s, A).purge(),
        "purge_with_links": lambda s: page(s, A).purge(forcelinkupdate=True),
        "purge_missing": lambda s: page(s, "Thema/Gibt es nicht").purge(),
    },
    "life": {
        "move": lambda s: (
            page(s, B).move("Thema/Sitze", reason="umgezogen"),
            page(s, B).getRedirectTarget().title(),
        )[1],
        "move_back": lambda s: (page(s, "Thema/Sitze").move(B, reason="zurück"), page(s, B).isRedirectPage())[
            1
        ],
        "move_without_redirect": lambda s: (
            page(s, "Thema/Baum").move("Thema/Eiche", reason="x", noredirect=True),
            page(s, "Thema/Baum").exists(),
        )[1],
        "move_to_itself": lambda s: page(s, A).move(A, reason="x"),
        "move_over_a_page": lambda s: page(s, A).move("Thema/Eiche", reason="x"),
        "move_missing": lambda s: page(s, "Thema/Gibt es nicht").move("Thema/X", reason="x"),
        "log_of_moves": lambda s: [e.target_title for e in s.logevents(logtype="move", total=1)],
        "protect": lambda s: after(
            s,
            A,
            lambda p: p.protect(reason="Streit", protections={"edit": "sysop"}),
            lambda p: p.protection(),
        ),
        "protected": lambda s: ours(s.protectedpages(namespace=0, type="edit")),
        "unprotect": lambda s: after(
            s,
            A,
            lambda p: p.protect(reason="Friede", protections={"edit": "", "move": ""}),
            lambda p: p.protection(),
        ),
        "protect_until": lambda s: after(
            s,
            A,
            lambda p: p.protect(reason="x", protections={"move": "sysop"}, expiry="2 weeks"),
            lambda p: sorted(p.protection()),
        ),
        "protect_wrong_level": lambda s: page(s, A).protect(reason="x", protections={"edit": "gibtesnicht"}),
        "delete": lambda s: after(
            s, "Thema/Eiche", lambda p: p.delete(reason="weg", prompt=False), lambda p: p.exists()
        ),
        "delete_missing": lambda s: page(s, "Thema/Gibt es nicht").delete(reason="x", prompt=False),
        "deleted_text": lambda s: page(s, "Thema/Eiche").get(),
        "deleted_revisions": lambda s: page(s, "Thema/Eiche").has_deleted_revisions(),
        "log_of_deletions": lambda s: [
            (e.action(), e.page().title()) for e in s.logevents(logtype="delete", total=1)
        ],
        "undelete": lambda s: after(
            s, "Thema/Eiche", lambda p: p.undelete(reason="doch"), lambda p: p.exists()
        ),
        "undelete_what_is_there": lambda s: page(s, A).undelete(reason="x"),
        "rollback_of_the_only_author": lambda s: s.rollbackpage(page(s, A), user=s.user()),
        "clear_cache": lambda s: page(s, A).clear_cache(),
        "watch": lambda s: page(s, A).watch(),
        "log_out": lambda s: (s.logout(), s.logged_in())[1],
    },
}
