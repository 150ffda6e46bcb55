"""What became of every contribution, and that the remainder counts what nobody accounted for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.fate import Fate, fates, label, remainder
from familienkonferenz.bots.routing.routes import Route, Step
from familienkonferenz.config import Conference

from .coded import asked, judged, written


def fate(
    one: Coded,
    conference: Conference,
    others: Sequence[Coded] = (),
    cited: Mapping[str, Sequence[str]] | None = None,
    merged: Mapping[str, str] | None = None,
) -> Fate:
    """The fate of `one` among `others`."""
    return fates([one, *others], conference, cited or {}, merged or {})[0]


def test_a_contribution_with_a_body_waits_for_it_and_is_handed_on_when_people_asked(
    conference: Conference,
) -> None:
    """Nothing is called handed on before somebody asked; both fates name the page where the body answers."""
    for state, kind in (("gesucht", "vorgemerkt"), ("angefragt", "weitergeleitet")):
        found = fate(judged(written(1, "Hortplätze fehlen."), route=asked("fb-51", state)), conference)
        assert found.kinds == (kind,)
        assert found.destinations[0].pages == ("Weiterleitung/Fachbereich Jugend und Familie",)


def test_triage_is_a_destination_with_a_reason(conference: Conference) -> None:
    """What fits no body is with the moderators, who read why."""
    found = fate(judged(written(1, "Alles grau."), route=Route((), (), (), (), triage=True)), conference)
    assert found.kinds == ("bei der Moderation",)
    assert found.reason == "aus dem Text nicht sicher hervorgeht, wer zuständig ist"


def test_a_refusal_ends_with_the_body_s_own_words(conference: Conference) -> None:
    """Nicht aufgegriffen, weil …: the reason a person wrote down."""
    refused = asked("fb-66", "nicht möglich", "Der Weg gehört der Bahn.")
    found = fate(judged(written(1, "Bitte den Tunnel streichen.")), conference)
    assert found.kinds == ()
    found = fate(judged(written(1, "Bitte den Tunnel streichen."), route=refused), conference)
    assert found.kinds == ("nicht aufgegriffen",)
    assert "„Der Weg gehört der Bahn.“ (Fachbereich Tiefbau (66))" in found.reason


def test_a_refusal_without_a_reason_is_in_the_remainder(conference: Conference) -> None:
    """Nobody gets away with a bare no: it is counted in public until somebody says why."""
    all_fates = fates(
        [
            judged(written(1, "Bitte den Tunnel streichen."), route=asked("fb-66", "nicht möglich", " ")),
            judged(written(2, "Eine Bank fehlt."), route=asked("sbr-10")),
        ],
        conference,
        {},
        {},
    )
    assert remainder(all_fates) == ("B1",)


def test_a_next_step_keeps_the_matter_on_its_way(conference: Conference) -> None:
    """After one no the next body is asked: handed on, not given up."""
    steps = (
        Step("sbr-10", "r", "e", "nicht möglich", "Wir dürfen das nicht."),
        Step("fb-66", "r", "e", "angefragt"),
    )
    found = fate(judged(written(1, "Ampel!"), route=Route(steps, (), (), (), triage=False)), conference)
    assert found.kinds == ("weitergeleitet",)


def test_a_duplicate_and_a_reply_are_read_with_the_other(conference: Conference) -> None:
    """Both name the contribution they are read with."""
    first = judged(written(1, "Eine Schaukel fehlt."), route=asked("fb-67"))
    twin = judged(written(2, "Die Schaukel fehlt."))
    reply = judged(written(3, "Stimmt!", reply_to="B1"), route=Route((), (), (), (), triage=True))
    assert fate(twin, conference, [first], merged={"B2": "B1"}).destinations[0].pages == ("Beitrag/1",)
    assert fate(reply, conference, [first]).kinds == ("als Antwort gelesen",)


def test_a_reply_to_nobody_known_waits_for_people(conference: Conference) -> None:
    """When what it answers is gone, a reply stands for itself."""
    reply = judged(written(3, "Stimmt!", reply_to="B99"), route=Route((), (), (), (), triage=True))
    assert fate(reply, conference).kinds == ("bei der Moderation",)


def test_what_was_taken_back_is_proved_too(conference: Conference) -> None:
    """A blanked page, vandalism and an empty text have a fate, and it says why."""
    gone = [
        judged(written(1, "Weg damit", withdrawn=True), route=asked("fb-51")),
        judged(written(2, "xxxx", source="themenwiki", standing="vandalism")),
        judged(written(3, " \n ")),
    ]
    found = fates(gone, conference, {}, {})
    assert [f.kinds for f in found] == [("nicht aufgegriffen",)] * 3
    assert len({f.reason for f in found}) == 3 and remainder(found) == ()


def test_several_ends_stand_in_a_fixed_order(conference: Conference) -> None:
    """Quoted and handed on: both count, quotation first."""
    one = judged(written(1, "Hortplätze fehlen."), route=asked("fb-51", "angefragt"))
    found = fate(one, conference, cited={"B1": ["Auswertung/Thema/Betreuung von Kindern"]})
    assert found.kinds == ("zitiert", "weitergeleitet")


def test_people_read_what_kind_of_contribution_it_is() -> None:
    """A talk comment and a passage of a topic wiki go by the revision they first appeared in."""
    assert label(written(12, "…")) == "Beitrag 12"
    assert label(written(12, "…", source="diskussion", id="D4-Anna", revisions=(34, 56))) == "Diskussion 34"
    assert label(written(12, "…", source="themenwiki", id="T78", revisions=(78,))) == "Themenwiki 78"
