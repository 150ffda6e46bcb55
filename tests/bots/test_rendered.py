"""Facts about rendered talk pages.

The pages are ours, in the shapes in which MediaWiki renders them; `~~(Anna 10:45)` is a signature of 3 November 2026.
"""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familienkonferenz.bots.rendered.items import items, wiki_of
from familienkonferenz.bots.rendered.nodes import tree
from familienkonferenz.bots.rendered.page import Wiki

from .german_wiki import CONFIG, DATA, WIKI, WORDS

TITLE = "Diskussion:Thema/Verkehr und Sicherheit"


def signature(match: re.Match[str]) -> str:
    user, clock = match[1], match[2]
    return (
        f'<a href="/wiki/Benutzer:{user}" title="Benutzer:{user}">{user}</a> (<a href="/w/index.php?title='
        f'Benutzer_Diskussion:{user}&amp;action=edit&amp;redlink=1">Diskussion</a>) {clock}, 3. Nov. 2026 (CET)'
    )


def told(html: str, wiki: Wiki = WIKI) -> str:
    """The page's comments, a `>` per level of reply; headings with their signs of equality."""
    page = items(re.sub(r"~~\((.+?) (\d+:\d+)\)", signature, html), TITLE, wiki)
    lines = []
    for one in page:
        if one.is_heading:
            lines.append(f"{'=' * min(one.heading_level, 9)} {one.text}".strip())
            continue
        steps, parent = 0, one.parent
        while parent is not None and not page[parent].is_heading:
            steps, parent = steps + 1, page[parent].parent
        assert one.time is not None
        clock = one.time.astimezone(ZoneInfo("Europe/Berlin")).strftime("%H:%M")
        text = one.text.replace("\n", " / ")
        lines.append(f"{'> ' * steps}{one.author} {clock}: {text}")
    return "\n".join(lines)


CASES = {
    "ein Faden": (
        '<h2><span class="mw-headline" id="Ampel">Ampel</span><span class="mw-editsection">[…]</span></h2>'
        "<p>Eine Ampel, bitte. --~~(Anna 10:45)\n</p><dl><dd>Wozu? ~~(Bert 11:02)\n<dl><dd>Für die Kinder. "
        "~~(Clara 11:05)</dd></dl></dd><dd>Dafür! ~~(Dora 11:10)</dd></dl>",
        "== Ampel\nAnna 10:45: Eine Ampel, bitte.\n> Bert 11:02: Wozu?\n> > Clara 11:05: Für die Kinder.\n"
        "> Dora 11:10: Dafür!",
    ),
    "vor der ersten Überschrift": (
        "<p>Ja! ~~(Anna 10:45)</p>",
        "=========\nAnna 10:45: Ja!",
    ),
    "Überschrift nach Parsoid": (
        '<section><h2 id="Ampel">Ampel</h2><p>Ja! ~~(Anna 10:45)</p><section><h3 id="Wo">Wo?</h3>'
        "<p>Hier. ~~(Bert 11:02)</p></section></section>",
        "== Ampel\nAnna 10:45: Ja!\n=== Wo?\nBert 11:02: Hier.",
    ),
    "Listen gemischt": (
        "<h2>A</h2><ul><li>Ja. ~~(Anna 10:45)<dl><dd>Nein. ~~(Bert 11:02)</dd></dl></li></ul>"
        "<ol><li>Pro ~~(Clara 11:05)</li><li>Kontra ~~(Dora 11:07)</li></ol>",
        "== A\nAnna 10:45: Ja.\n> Bert 11:02: Nein.\nClara 11:05: Pro\nDora 11:07: Kontra",
    ),
    "mehrere Absätze und eine Tabelle": (
        "<h2>A</h2><p>Erstens.</p><table><tbody><tr><td>Ahlem</td><td>12</td></tr></tbody></table>"
        "<p>Zweitens.<br>Drittens. ~~(Anna 10:45)</p>",
        "== A\nAnna 10:45: Erstens. / Ahlem / 12 / Zweitens. / Drittens.",
    ),
    "Zitat": (
        "<h2>A</h2><p>Sie schrieb:</p><blockquote><p>Ja! ~~(Anna 10:45)</p></blockquote><p>Gut. ~~(Bert 11:02)</p>"
        "<p>Sie schrieb <q>Ja! ~~(Anna 10:45)</q>. Schön! ~~(Clara 11:05)</p>",
        "== A\nBert 11:02: Sie schrieb: / Ja! Anna (Diskussion) 10:45, 3. Nov. 2026 (CET) / Gut.\n"
        "Clara 11:05: Sie schrieb Ja! Anna (Diskussion) 10:45, 3. Nov. 2026 (CET). Schön!",
    ),
    "Fußnoten": (
        '<h2>A</h2><p>Ja! ~~(Anna 10:45)</p><ol class="references"><li>Beleg ~~(Bert 11:02)</li></ol>',
        "== A\nAnna 10:45: Ja!",
    ),
    "Unterschrift in der Überschrift": (
        "<h2>Frage von ~~(Anna 10:45)</h2><p>Ja! ~~(Bert 11:02)</p>",
        "== Frage von Anna (Diskussion) 10:45, 3. Nov. 2026 (CET)\nBert 11:02: Ja!",
    ),
    "Nachsatz und zweite Unterschrift": (
        "<h2>A</h2><p>Ja! ~~(Anna 10:45) PS: bald! ~~(Anna 10:50)</p><p>Nein. <small>~~(Bert 11:02)</small> oder?</p>",
        "== A\nAnna 10:45: Ja! PS: bald!\nBert 11:02: Nein. oder?",
    ),
    "zweite Unterschrift auf neuer Zeile": (
        "<h2>A</h2><p>Ja! ~~(Anna 10:45)<br>Nein! ~~(Bert 11:02)</p>",
        "== A\nAnna 10:45: Ja!\nBert 11:02: Nein!",
    ),
    "Zeit ohne Person, Person ohne Zeit": (
        "<h2>A</h2><p>Frist: 23:59, 29. Nov. 2026 (CET). Danke an "
        '<a href="/wiki/Benutzer:Clara">Clara</a>!</p><p>Ja! ~~(Anna 10:45)</p>',
        "== A\nAnna 10:45: Frist: 23:59, 29. Nov. 2026 (CET). Danke an Clara! / Ja!",
    ),
    "zu weit weg": (
        f'<h2>A</h2><p><a href="/wiki/Benutzer:Clara">Clara</a> <i>{"sagte das " * 12}</i> um '
        "10:45, 3. Nov. 2026 (CET)</p>",
        "== A",
    ),
    "Auslassung und Trennstrich": (
        '<h2>A</h2><dl><dd>Ja! ~~(Anna 10:45)</dd></dl><hr><div class="outdent-template">←</div>'
        "<p>Nein! ~~(Bert 11:02)</p>",
        "== A\nAnna 10:45: Ja!\nBert 11:02: Nein!",
    ),
    "Strichpunkt als Überschrift": (
        "<h2>A</h2><dl><dt>Nebenbei</dt></dl><dl><dd>Ja! ~~(Anna 10:45)</dd></dl>",
        "== A\nAnna 10:45: Ja!",
    ),
    "übersprungene Stufe": (
        "<h2>A</h2><p>Ja! ~~(Anna 10:45)</p><dl><dd><dl><dd><dl><dd>Wozu? ~~(Bert 11:02)</dd></dl></dd></dl></dd></dl>"
        "<dl><dd><dl><dd>Darum. ~~(Clara 11:05)</dd></dl></dd></dl>",
        "== A\nAnna 10:45: Ja!\n> Bert 11:02: Wozu?\n> Clara 11:05: Darum.",
    ),
    "eigene Diskussionsseite und Beiträge": (
        '<h2>A</h2><p>Ja! <a class="mw-selflink selflink">Ich</a> 10:45, 3. Nov. 2026 (MEZ)</p><p>Nein! '
        '<a href="/wiki/Spezial:Beitr%C3%A4ge/192.0.2.17">192.0.2.17</a> 11:02, 3. Nov. 2026 (MEZ)</p>',
        "== A\n192.0.2.17 11:02: Ja! Ich 10:45, 3. Nov. 2026 (MEZ) / Nein!",
    ),
    "Parsoids Leerzeichen": (
        '<h2 id="A">A</h2><p>Ja! <a rel="mw:WikiLink" href="./Benutzer:Anna">Anna</a> 10:45, 3.'
        '<span typeof="mw:Entity">&nbsp;</span>Nov. 2026 (CET)</p>'
        '<p>Nein! <a rel="mw:WikiLink" href="./Benutzer:Bert">Bert</a> 11:02, 3. Nov. 2026‎ (CET)</p>',
        "== A\nBert 11:02: Ja! Anna 10:45, 3.\xa0Nov. 2026 (CET) / Nein!",
    ),
    "Sommerzeit": (
        '<h2>A</h2><p>Ja! <a href="/wiki/Benutzerin:anna">A</a> 11:45, 3. Okt. 2026 (MESZ)</p>',
        "== A\nAnna 11:45: Ja!",
    ),
    "Inhaltsverzeichnis, Leerstellen, Kommentar": (
        '<div id="toc"><h2>Inhaltsverzeichnis</h2></div><h2>A</h2><!-- hier -->\n<p><br></p>'
        '<link rel="mw:PageProp/Category" href="./Kategorie:X"><dl><dd>Ja! ~~(Anna 10:45)</dd></dl>',
        "== A\nAnna 10:45: Ja!",
    ),
    "ohne schließende Zeichen": (
        "<h2>A</h2><ul><li>Ja! ~~(Anna 10:45)<li>Nein! ~~(Bert 11:02)</ul><p>Gut. ~~(Clara 11:05)"
        "<p>Schön. ~~(Dora 11:07)",
        "== A\nAnna 10:45: Ja!\nBert 11:02: Nein!\nClara 11:05: Gut.\nDora 11:07: Schön.",
    ),
    "Zeit als Verweis auf sich selbst, Knöpfe": (
        '<div class="mw-heading"><h2 id="A">A</h2><span class="mw-editsection">[<a>bearbeiten</a>]</span><div class="'
        'ext-discussiontools-init-section-bar">Neuester Beitrag: gestern</div></div><dl><dd>Ja! <a href="/wiki/'
        'Benutzer:Anna">Anna</a> <a class="ext-discussiontools-init-timestamplink" href="/wiki/Benutzer_Diskussion:'
        'Zoe#c-Anna">10:45, 3. Nov. 2026 (CET)</a><span class="ext-discussiontools-init-replylink-buttons">'
        "[<a>Antworten</a>]</span></dd><dd>Nein! ~~(Bert 11:02)</dd></dl>",
        "== A\nAnna 10:45: Ja!\nBert 11:02: Nein!",
    ),
    "was kein Gespräch ist": (
        '<h2>A</h2><div class="mw-notalk">Abgestimmt hat: ~~(Zoe 09:00)</div><dl><dd>Ja! ~~(Anna 10:45)</dd>'
        "<dd>Nein! ~~(Bert 11:02)</dd></dl>",
        "== A\nAnna 10:45: Ja!\nBert 11:02: Nein!",
    ),
    "Gestaltung einer Auslassung": (
        '<h2>A</h2><ul><li>Ja! ~~(Anna 10:45)</li></ul><style>.x{}</style><div class="outdent-template">←</div>'
        "<dl><dd>Nein! ~~(Bert 11:02)</dd><dd>Gut. ~~(Clara 11:05)</dd></dl>",
        "== A\nAnna 10:45: Ja!\nBert 11:02: Nein!\nClara 11:05: Gut.",
    ),
    "Gestaltung gehört sonst zum Beitrag": (
        "<h2>A</h2><style>.x{}</style><dl><dd>Ja! ~~(Anna 10:45)</dd><dd>Nein! ~~(Bert 11:02)</dd></dl>",
        "== A\nAnna 10:45: Ja!\n> Bert 11:02: Nein!",
    ),
    "Hinweis auf eine Aufgabe": (
        '<h2>A</h2><ul><li>Ja! ~~(Anna 10:45) <div class="mw-trackedTemplate">Aufgabe 12</div>'
        "<dl><dd>Danke! ~~(Bert 11:02)</dd></dl></li></ul>",
        "== A\nAnna 10:45: Ja!\n> Bert 11:02: Danke!",
    ),
    "Strichpunkt mit Unterschrift": (
        "<h2>A</h2><p>Ja! ~~(Anna 10:45)</p><dl><dt>Nein! ~~(Bert 11:02)</dt></dl><p>Gut. ~~(Clara 11:05)</p>"
        "<dl><dt>Ende. ~~(Dora 11:07)</dt></dl>",
        "== A\nAnna 10:45: Ja!\nBert 11:02: Nein!\nClara 11:05: Gut.\nDora 11:07: Ende.",
    ),
    "ganze Seite mit Rahmen": (
        '<body><div class="mw-parser-output"><h2>Ankündigung</h2></div><div id="mw-content-text">'
        '<div class="mw-parser-output"><h2>A</h2><p>Ja! ~~(Anna 10:45)</p></div></div><h2>Menü</h2></body>',
        "== A\nAnna 10:45: Ja!",
    ),
    "Parsoids Hülle": (
        '<body class="mw-parser-output"><h2 id="A">A</h2><div class="mw-parser-output"><p>Ja! ~~(Anna 10:45)</p>'
        "</div><p>Nein! ~~(Bert 11:02)</p></body>",
        "== A\nAnna 10:45: Ja!\nBert 11:02: Nein!",
    ),
}


@pytest.mark.parametrize(("html", "output"), CASES.values(), ids=CASES)
def test_rendered_page(html: str, output: str) -> None:
    """What is rendered is read as people mean it."""
    assert told(html) == output


def test_levels_count_lists() -> None:
    """A comment that begins and ends in different lists has the smaller level, and that is noted."""
    html = '<h2>A</h2><ul><li>Erstens</li></ul><p>Gut. <a href="/wiki/User:Anna">A</a> 10:45, 3. Nov. 2026 (CET)</p>'
    _, comment = items(html, TITLE, WIKI)
    assert (comment.level, comment.notes) == (1, ("Comment starts and ends with different indentation",))


def test_depth_has_an_end() -> None:
    """What stands deeper than browsers go stands side by side; it is read all the same."""
    html = re.sub(r"~~\((.+?) (\d+:\d+)\)", signature, "<dl><dd>Ja! ~~(Anna 10:45)" * 600)
    comments = [one for one in items(html, TITLE, WIKI) if not one.is_heading]
    assert len(comments) == 600
    assert 200 < max(one.level for one in comments) <= 257


def test_own_talk_page() -> None:
    """A link to the page itself is not rendered as a link; on a user's talk page it names the user."""
    html = '<p>Ja! <a class="mw-selflink selflink">Ich</a> 10:45, 3. Nov. 2026 (CET)</p>'
    assert [one.author for one in items(html, "Benutzer Diskussion:Anna", WIKI)] == ["", "Anna"]


def test_two_keys() -> None:
    """The name is author and time; the id adds what is answered; the same again gets a number."""
    twice = "<p>Ja! ~~(Anna 10:45)</p>" * 2
    html = f"<h2 id='A_B'>A B</h2>{twice}<dl><dd>Nein! ~~(Bert 11:02)</dd></dl>"
    page = items(re.sub(r"~~\((.+?) (\d+:\d+)\)", signature, html), TITLE, WIKI)
    assert [one.id for one in page] == [
        "h-A_B-20261103094500",
        "c-Anna-20261103094500-A_B",
        "c-Anna-20261103094500-A_B-1",
        "c-Bert-20261103100200-Anna-20261103094500",
    ]
    assert [one.name for one in page[1:3]] == ["c-Anna-20261103094500"] * 2


def test_a_wiki_with_two_scripts() -> None:
    """A wiki whose language is written in two scripts has times in both; one with a single form may say so shortly."""
    cyrillic = {**WORDS, "november": "новембар"}
    two = {
        **DATA,
        "dateFormat": {"sr-ec": "H:i, j. F Y.", "sr-el": "H:i, j. F Y."},
        "digits": {"sr-ec": list("0123456789"), "sr-el": None},
        "timezones": {"sr-ec": {"CET": "CET"}, "sr-el": {"CET": "CET"}},
        "contLangMessages": {"sr-ec": cyrillic, "sr-el": WORDS},
    }
    one = {
        **DATA,
        **{key: next(iter(DATA[key].values())) for key in ("dateFormat", "timezones", "contLangMessages")},
    }
    one["digits"] = list("0123456789")
    html = '<p>Ja! <a href="/wiki/User:Anna">A</a> 10:45, 3. {} (CET)</p>'
    for data, time in ((two, "новембар 2026."), (two, "November 2026."), (one, "Nov. 2026")):
        _, comment = items(html.format(time), TITLE, wiki_of(CONFIG, data))
        assert (comment.author, comment.time) == ("Anna", datetime(2026, 11, 3, 9, 45, tzinfo=UTC))


def test_anchor_before_the_page_is_finished() -> None:
    """What MediaWiki keeps of a page has no ids at its headings yet, but their anchors, and marks for its links."""
    html = (
        '<h2 data-mw-anchor="Ampel_&quot;neu&quot;">Ampel "neu"<mw:editsection page="A" section="1">Ampel'
        "</mw:editsection></h2><p>Ja! ~~(Anna 10:45)</p>"
    )
    heading, _ = items(re.sub(r"~~\((.+?) (\d+:\d+)\)", signature, html), TITLE, WIKI)
    assert (heading.id, heading.text) == ('h-Ampel_"neu"-20261103094500', 'Ampel "neu"')


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=st.sampled_from("<>/pdlbq =\"'&;!- ä\n"), max_size=200))
def test_nothing_rendered_breaks_a_page(html: str) -> None:
    """Whatever is given, it is read, and no word is signed by nobody."""
    assert tree(html).tag == "body"
    for one in items(
        html + re.sub(r"~~\((.+?) (\d+:\d+)\)", signature, "<p>Ja! ~~(Anna 10:45)</p>"), TITLE, WIKI
    ):
        assert one.is_heading or one.author
