"""Facts about people's decisions on a contribution's page."""

import pytest

from familienkonferenz.bots.coding import Decision
from familienkonferenz.bots.decisions import read
from familienkonferenz.bots.sections import replace

PEOPLE = "{{Beitrag\n|titel=Ampel\n}}\nBitte eine Ampel."
STATUS = """{{Einordnung|stadtteile=List, Vahrenwald|vorschlag=|abgelehnt=|bestätigt=}}
{{Schritt|nr=1|stelle=bezirksrat-02|name=Stadtbezirksrat Vahrenwald-List|status=gesucht|grund=}}
[[Kategorie:Stadtteil List]]
[[Kategorie:Stadtteil Vahrenwald]]"""
WRITTEN = replace(PEOPLE, "status", STATUS)


def decided(current: str, bot_text: str = WRITTEN) -> tuple[Decision, ...]:
    found = read("Beitrag/7", current, bot_text)
    assert found.problems == ()
    return found.decisions


def test_nobody_decided() -> None:
    """What the bot wrote itself is no decision; nor is a page it never wrote on."""
    assert decided(WRITTEN) == ()
    assert decided(PEOPLE, "") == ()


def test_a_removed_category_is_refused() -> None:
    """Who deletes the line of a Stadtteil refuses this one and says nothing of the others."""
    assert decided(WRITTEN.replace("[[Kategorie:Stadtteil Vahrenwald]]", "")) == (
        Decision(refused=("Vahrenwald",)),
    )


@pytest.mark.parametrize(
    "line", ["[[Kategorie:Stadtteil Zoo]]", "[[Category: Stadtteil Zoo|x]]", "[[kategorie:Stadtteil_Zoo]]"]
)
def test_an_added_category_is_set(line: str) -> None:
    """Anywhere on the page, in any spelling: the tags are then those that stand there."""
    assert decided(f"{WRITTEN}\n{line}") == (Decision(districts=("List", "Vahrenwald", "Zoo")),)


def test_exchanged() -> None:
    """One away, another one in: both count."""
    assert decided(WRITTEN.replace("Stadtteil Vahrenwald]", "Stadtteil Zoo]")) == (
        Decision(districts=("List", "Zoo"), refused=("Vahrenwald",)),
    )


def test_a_link_or_an_example_is_no_category() -> None:
    """A link to a category, one in nowiki, one in a comment set nothing."""
    zoo = "[[Kategorie:Stadtteil Zoo]]"
    assert decided(f"[[:{zoo[2:]} <nowiki>{zoo}</nowiki> <!-- {zoo} -->\n{WRITTEN}") == ()


def test_decided_by_template() -> None:
    """All parameters are optional; names are separated by commas; what is empty says nothing."""
    page = (
        WRITTEN
        + "\n{{Entscheidung|stadtteile=List, Zoo|nicht=Vahrenwald|stelle=fb-51|status=angefragt|grund=laut Anruf}}"
    )
    assert decided(page) == (Decision(("List", "Zoo"), ("Vahrenwald",), "fb-51", "angefragt", "laut Anruf"),)
    assert decided(WRITTEN + "\n{{Entscheidung|stadtteile=|nicht=Zoo}}") == (Decision(refused=("Zoo",)),)


def test_of_no_stadtteil() -> None:
    """„keine“ says that a matter belongs to no Stadtteil, which is more than saying nothing."""
    assert decided(WRITTEN + "{{Entscheidung|stadtteile=keine}}") == (Decision(districts=()),)


def test_what_the_bot_kept_counts_again() -> None:
    """The bot keeps refusals and confirmations on the page; the next run finds them there."""
    kept = WRITTEN.replace("|abgelehnt=|bestätigt=", "|abgelehnt=Zoo|bestätigt=List")
    assert decided(kept, kept) == (Decision(districts=("List",), refused=("Zoo",)),)


def test_the_last_word_comes_last() -> None:
    """A category set after an older decision by template comes after it, a newer template last of all."""
    old = WRITTEN.replace("|abgelehnt=", "|abgelehnt=Zoo") + "\n{{Entscheidung|nicht=Zoo}}"
    page = old + "\n[[Kategorie:Stadtteil Zoo]]\n{{Entscheidung|nicht=Mitte}}"
    assert decided(page, old) == (
        Decision(refused=("Zoo",)),
        Decision(refused=("Zoo",)),
        Decision(districts=("List", "Vahrenwald", "Zoo")),
        Decision(refused=("Mitte",)),
    )


def test_a_person_sets_the_state_of_a_step() -> None:
    """In the bot's section; the state stays a decision when the bot has written it back."""
    asked = WRITTEN.replace("status=gesucht|grund=", "status=nicht möglich|grund=kein Geld")
    step = Decision(body="bezirksrat-02", status="nicht möglich", reason="kein Geld")
    assert decided(asked) == (step,)
    assert decided(asked, asked) == (step,)
    assert decided(WRITTEN, asked) == (Decision(body="bezirksrat-02", status="gesucht"),)


def test_a_step_somebody_struck_out() -> None:
    """Deleting a step's line means that this body does not take it: the bot does not ask it again."""
    page = "\n".join(line for line in WRITTEN.split("\n") if "Schritt" not in line)
    assert decided(page) == (
        Decision(body="bezirksrat-02", status="nicht möglich", reason="von Hand gestrichen"),
    )


def test_deleting_the_whole_section_decides_nothing() -> None:
    """A blanked section is no refusal of all that stood there; what it kept still counts."""
    kept = WRITTEN.replace("|abgelehnt=", "|abgelehnt=Zoo")
    assert decided(PEOPLE, kept) == (Decision(refused=("Zoo",)),)


def test_a_state_that_does_not_exist_is_told() -> None:
    """The message names the page and the five states; the rest of the decision counts."""
    found = read("Beitrag/7", WRITTEN + "{{Entscheidung|nicht=Zoo|stelle=fb-51|status=erledigt}}", WRITTEN)
    assert found.decisions == (Decision(refused=("Zoo",), body="fb-51"),)
    assert [str(error) for error in found.problems] == [
        "Beitrag/7: „erledigt“ ist kein Stand eines Schritts; "
        "einer von: gesucht, angefragt, angenommen, nicht möglich, weitergegeben"
    ]
    found = read("Beitrag/7", WRITTEN.replace("status=gesucht", "status=bald"), WRITTEN)
    assert (found.decisions, len(found.problems)) == ((), 1)


def test_a_state_without_body_is_told() -> None:
    """„angenommen“ by whom? The message says what to add."""
    found = read("Beitrag/7", WRITTEN + "{{Entscheidung|status=angenommen}}", WRITTEN)
    assert "fehlt die Stelle" in str(found.problems[0])


def test_broken_markers_stop_nobody() -> None:
    """Somebody deleted the end marker: that is told, what was decided before and by template still counts."""
    kept = WRITTEN.replace("|abgelehnt=", "|abgelehnt=Zoo")
    page = kept.replace("<!-- /konferenz:bot status -->", "{{Entscheidung|nicht=Mitte}}")
    found = read("Beitrag/7", page, kept)
    assert found.decisions == (Decision(refused=("Zoo",)), Decision(refused=("Mitte",)))
    assert ["fehlt sein Ende" in str(error) for error in found.problems] == [True]


def test_kinds_of_personal_data_can_be_released() -> None:
    """Only those that there are; another word is a problem that names the right ones."""
    spoken = "\n{{Entscheidung|freigabe=Name, Telefon|grund=steht in der Zeitung}}"
    assert decided(WRITTEN + spoken) == (
        Decision(released=("Name", "Telefon"), reason="steht in der Zeitung"),
    )
    found = read("Beitrag/7", f"{WRITTEN}\n{{{{Entscheidung|freigabe=ja}}}}", WRITTEN)
    assert "freigabe=Telefon, E-Mail" in str(found.problems[0]) and found.decisions[0].released == ()
