"""Facts about the way of a matter: local, Fachbereich, outside; and about people's last word."""

import pytest

from familienkonferenz.bots.classification import record
from familienkonferenz.bots.coding import Coder, Decision
from familienkonferenz.bots.german.keywords import Lexicon
from familienkonferenz.bots.german.words import words
from familienkonferenz.bots.places.tags import tag_finds
from familienkonferenz.bots.routing.candidates import Claims, claim_words
from familienkonferenz.bots.routing.routes import Route, Router, advance
from familienkonferenz.config import load
from familienkonferenz.config.rules import load_rules

CODER = Coder.of(load())


@pytest.fixture(scope="module")
def router() -> Router:
    return CODER.router


def way(router: Router, text: str, place: str = "") -> Route:
    spoken = words(text)
    finds = tuple(router.gazetteer.finds(spoken))
    hits = CODER.lexicon.hits(spoken)
    return router.route(spoken, hits, finds, tag_finds(spoken, finds, place, router.gazetteer))


def begin(route: Route) -> str:
    return route.steps[0].body if route.steps else ""


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Autos parken den Gehweg vor dem Kindergarten zu.", "fb-32"),
        ("Vor der Schule rasen Autos vorbei, alle fahren zu schnell.", "polizei"),
        ("Wir wünschen uns Tempo 30 und einen Zebrastreifen auf dem Schulweg.", "fb-66"),
        ("Überall Müll und Scherben auf dem Gehsteig.", "aha"),
        ("Auf dem Spielplatz liegen Scherben und Müll im Sandkasten.", "fb-67"),
        ("Im Park ist alles voller Hundekot.", "fb-67"),
        ("Die Straßenlaterne ist seit Wochen defekt.", "enercity"),
        ("Auf dem Weg fehlt jede Beleuchtung, es ist stockdunkel.", "fb-66"),
        ("Die Toiletten in der Grundschule sind eine Zumutung.", "fb-40"),
        ("An unserer Schule fehlen Lehrer, Mathe fällt aus.", "rlsb"),
        ("Wir finden keinen Krippenplatz.", "fb-51"),
        ("Die Schuleingangsuntersuchung beim Gesundheitsamt dauert Monate.", "region-gesundheit"),
        ("Fahrkarten für Familien sind zu teuer.", "gvh"),
        ("Die Stadtbahn ist morgens überfüllt.", "uestra"),
        ("Der Aufzug am S-Bahnhof ist kaputt.", "db"),
        ("Die Schwimmkurse im Freibad sind ausgebucht.", "fb-52"),
        ("Unsere Oma braucht einen Treffpunkt für Senioren.", "fb-57"),
        ("Es gibt keine bezahlbaren Wohnungen für große Familien.", "fb-61"),
        ("Die Bücherei sollte samstags öffnen.", "stadtbibliothek"),
        ("Der Gully läuft bei jedem Regen über, das Wasser steht.", "stadtentwaesserung"),
    ],
)
def test_a_matter_of_no_district_begins_with_whoever_is_responsible(router, text, body):
    """The hints of the city as rules: who parks, who speeds, who sweeps, who teaches, who sells tickets."""
    assert begin(way(router, text)) == body


def test_a_matter_of_a_district_is_asked_on_the_spot_first(router):
    """The Stadtbezirksrat of the Stadtteil comes first; the Fachbereich stands ready."""
    route = way(router, "Auf dem Spielplatz in der Nordstadt fehlt eine Rutsche.")
    assert begin(route) == "sbr-13"
    assert route.department[0].body == "fb-67"
    assert "Nordstadt" in route.steps[0].evidence
    assert route.steps[0].state == "gesucht"


def test_a_house_that_the_text_names_is_asked_itself(router):
    """The Freizeitheim Linden is asked when it is the matter, not when it is only across the street."""
    assert begin(way(router, "Das Freizeitheim Linden sollte einen Elterntreff anbieten.")) == "ftz-linden"
    assert begin(way(router, "Gegenüber vom Freizeitheim Linden parken alle falsch.")) == "sbr-10"
    assert begin(way(router, "Im Bürgerhaus fehlt ein Kinderkino.", "Misburg-Nord")) == "bh-misburg"


def test_what_is_plainly_outside_begins_there_even_in_a_district(router):
    """Ticket prices are no matter of a Stadtbezirksrat; it is still among the local candidates."""
    route = way(router, "Die Tickets für den Bus in Ahlem sind zu teuer.")
    assert begin(route) == "gvh"
    assert [candidate.body for candidate in route.local] == ["sbr-11"]


def test_who_takes_part_is_named_after_who_is_responsible(router):
    """A defective lamp is enercity's, with the Tiefbau beside it; what fires on its own keeps its reason."""
    route = way(router, "Die Straßenlaterne ist defekt.")
    assert route.first == route.external[0].body == "enercity"
    assert route.department[0].body == "fb-66"
    assert route.department[0].reason.startswith("beteiligt bei defekte Laterne")
    assert route.department[0].score < route.external[0].score


def test_first_is_whom_to_write_to_when_nobody_on_the_spot_can_act(router):
    """It stands beside the local way, and names the best guess even when people decide."""
    assert way(router, "In der Nordstadt fehlt eine Rutsche auf dem Spielplatz.").first == "fb-67"
    unsure = way(router, "Familien gehören zusammen.")
    assert unsure.triage
    assert unsure.first == "lhh-familienmanagement"
    assert way(router, "Danke für alles!").first == ""


def test_a_matter_of_many_boroughs_is_the_citys(router):
    """Named in four Stadtbezirke, a matter begins with the Fachbereich."""
    route = way(router, "In Ahlem, Bothfeld, Döhren und Kirchrode fehlen Spielplätze.")
    assert begin(route) == "fb-67"


def test_what_fits_nobody_goes_to_people(router):
    """No place, no keyword: triage, and no invented step."""
    route = way(router, "Danke für alles, macht weiter so!")
    assert route.triage
    assert route.steps == ()


def test_a_house_that_is_only_a_point_of_reference_is_not_responsible(router):
    """„Auf Höhe des Kindergartens“ and „vor dem Seniorenheim“ do not make it a matter of care."""
    for text in (
        "Auf Höhe des Kindergartens ist der Radweg zugeparkt.",
        "Vor dem Seniorenheim stehen ständig Autos im Parkverbot.",
    ):
        assert begin(way(router, text)) == "fb-32"


def test_a_house_one_only_points_with_is_no_part_of_a_rule(router):
    """Light before a school is the street's, light in it the school's."""
    assert begin(way(router, "Vor der Schule fehlt abends Licht.")) == "fb-66"
    assert begin(way(router, "In der Schule fehlt abends Licht.")) == "fb-40"


def test_a_noun_is_no_form_of_a_verb_that_is_written_like_it() -> None:
    """„Park“ and „parken“ have one stem; in a phrase the capital tells them apart, „Parken“ is both."""
    lexicon = Lexicon.of({"x": ("parken Gehweg",)})
    told = {
        text: bool(lexicon.hits(words(text)))
        for text in (
            "Hier parken viele auf dem Gehweg.",
            "Das Parken auf dem Gehweg nervt uns.",
            "Wir gehen im Park auf dem Gehweg.",
        )
    }
    assert list(told.values()) == [True, True, False]


def test_a_reason_quotes_the_words_of_the_text(router):
    """Every candidate says by which rule and which words."""
    best = way(router, "Auf dem Spielplatz ist die Rutsche morsch.").department[0]
    assert best.body == "fb-67"
    assert "„Spielplatz“" in best.reason
    assert "Spielplätze" in best.reason


def test_after_not_possible_the_next_kind_of_body_follows(router):
    """Local, then the Fachbereich, then outside, then triage; each earlier step keeps its state and reason."""
    route = way(router, "In der Nordstadt liegt Müll auf dem Gehweg.")
    asked: list[Decision] = []
    kinds = []
    for _ in range(8):
        current = advance(route, asked)
        if current.triage:
            break
        last = current.steps[-1].body
        kinds.append("local" if last.startswith("sbr") else router.claims.bodies[last].step)
        asked.append(Decision(body=last, status="nicht möglich", reason="keine Mittel"))
    assert kinds[:3] == ["local", "department", "external"]
    assert current.triage
    assert {step.reason for step in current.steps} == {"keine Mittel"}


def test_a_state_that_a_person_set_stays(router):
    """Asked is asked: the way does not go on before the answer."""
    route = way(router, "In der Nordstadt fehlt eine Rutsche auf dem Spielplatz.")
    after = advance(route, [Decision(body="sbr-13", status="angefragt")])
    assert [(step.body, step.state) for step in after.steps] == [("sbr-13", "angefragt")]
    assert advance(after, [Decision(body="sbr-13", status="angefragt")]) == after


def test_a_body_that_a_person_names_takes_the_place_of_a_mere_proposal(router):
    """People win: the bot's untouched first step gives way; one that was asked stays before it."""
    route = way(router, "In der Nordstadt fehlt eine Rutsche auf dem Spielplatz.")
    chosen = advance(route, [Decision(body="fb-67")])
    assert [step.body for step in chosen.steps] == ["fb-67"]
    both = advance(route, [Decision(body="sbr-13", status="nicht möglich"), Decision(body="fb-41")])
    assert [step.body for step in both.steps] == ["sbr-13", "fb-41"]


def test_triage_ends_when_a_person_names_a_body(router):
    """A person's body is the first step of a way that had none."""
    route = advance(way(router, "Danke für alles!"), [Decision(body="fb-51", status="angenommen")])
    assert not route.triage
    assert [(step.body, step.state) for step in route.steps] == [("fb-51", "angenommen")]


def test_the_sentence_that_asks_weighs_more() -> None:
    """What somebody tells beside a request counts less than the request itself."""
    conference = load()
    rules = load_rules(conference)
    lexicon = Lexicon.of(claim_words(conference, rules))
    claims = Claims.of(conference, rules, lexicon)

    def strongest(text: str) -> str:
        spoken = words(text)
        return claims.rank(spoken, lexicon.hits(spoken))[0].body

    assert strongest("Die Bundesstraße ist nah. Wir wohnen gern hier. Bitte eine Krippe!") == "fb-51"
    assert strongest("Die Bundesstraße ist laut.") == "nlstbv"


def test_a_word_written_twice_in_the_rules_speaks_for_both() -> None:
    """„Bahnsteig“ in one group and „=Bahnsteig“ in another: a text with the word has both."""
    lexicon = Lexicon.of({"eins": ("Bahnsteig",), "zwei": ("=Bahnsteig",)})
    assert {label for hit in lexicon.hits(words("Am Bahnsteig")) for label in hit.labels} == {"eins", "zwei"}


def test_who_only_tells_or_thanks_asks_nobody(router):
    """A Stadtteil is named and nothing is asked: people see it, no Stadtbezirksrat is asked."""
    assert way(router, "Wir leben gern in Döhren.").triage
    assert begin(way(router, "Warum ist in Döhren alles so grau?")) == "sbr-08"
    assert begin(way(router, "In Döhren ist nichts für uns.")) == "sbr-08"


def test_a_law_or_a_notice_goes_to_people() -> None:
    """Who lays down or announces wants nothing, however plainly a body is meant; who asks about it does."""
    coder = Coder.of(load())
    law = "Das Radfahren auf Gehwegen ist Personen über zehn Jahren untersagt."
    notice = "Die Kreuzung wird ab Montag wegen Bauarbeiten gesperrt."
    assert record("", law, "", coder)["triage"]
    assert record("", notice, "", coder)["triage"]
    assert not record("", f"{law} Kann das bitte jemand kontrollieren?", "", coder)["triage"]
    assert not record("", "Warum wird die Kreuzung schon wieder gesperrt?", "", coder)["triage"]


@pytest.mark.parametrize(
    "told",
    [
        "Der Maler wuchs bei Oldenburg auf und starb 1931 in Hannover.",
        "Im 17. Jahrhundert gehörte die Mühle zum Kloster und wurde später eingemeindet.",
        "Die Elf des Trainers unterlag im letzten Heimspiel der Saison mit 1:4.",
        "A2 Richtung Berlin: vier Kilometer Stau nach Unfall.",
        "Die Vorschriften über die Jugendhilfe bleiben unberührt.",
        "In Hildesheim fährt ab Montag eine neue Buslinie zum Bahnhof.",
    ],
)
def test_news_a_life_history_and_law_are_no_matter(told: str) -> None:
    """What tells of people, sport, roads or other towns and asks nothing goes to people; what it names is a matter."""
    coder = Coder.of(load())
    assert record("", told, "", coder)["triage"]
    assert not record("", f"{told} Auf unserem Spielplatz fehlt eine Schaukel!", "", coder)["triage"]


def test_an_undertaking_is_a_matter_though_nobody_asks() -> None:
    """The title of a council paper, or a proposal in a few words, names what is to be built or decided."""
    coder = Coder.of(load())
    titles = ("Sanierungsbeirat Oberstadt", "Umgestaltung des Schulhofs", "Anbindung von Peine mit dem Bus.")
    for title in titles:
        assert not record("", title, "", coder)["triage"]
