"""The judgement stays as good as it was said to be, on labelled texts."""

import pytest

from familienkonferenz.bots.coding import Coder
from familienkonferenz.config import load

from .figures import measure
from .labelled import DATA, FAMILIES, NONE, SOME, labelled, sample_cases, sentences

LOCAL = frozenset(body.id for body in load().bodies if body.step == "local")


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.of(load())


def test_labelled_sentences_are_judged_well(coder):
    """Micro-F1 of the Stadtteile at least 0.90, the responsible body right in 80 of 100, two false tags in 100."""
    if not (DATA / "texts-dev.jsonl").is_file():
        pytest.skip("the labelled sentences are not here")
    figures = measure(sentences(DATA), coder, LOCAL)
    assert figures.f1 >= 0.90
    assert figures.first >= 0.80
    assert figures.false_on_placeless / figures.placeless <= 0.02


def test_the_sample_conference_is_judged_well(coder):
    """Texts as families write them: F1 at least 0.95, the first step right in 90 of 100."""
    figures = measure(sample_cases(), coder, LOCAL)
    assert figures.f1 >= 0.95
    assert figures.first_step >= 0.90


def test_families_are_judged_well(coder):
    """Contributions of families: F1 at least 0.95, the responsible body right in 90 of 100, hardly a false tag."""
    figures = measure(labelled(FAMILIES), coder, LOCAL)
    assert figures.f1 >= 0.95
    assert figures.first >= 0.90
    assert figures.false_on_placeless <= 1


def test_texts_of_no_district_get_none(coder):
    """Of 110 texts full of the names of Stadtteile and about none, two at most are tagged; requests keep theirs."""
    none, some = measure(labelled(NONE), coder, LOCAL), measure(labelled(SOME), coder, LOCAL)
    assert none.false_on_placeless <= 2
    assert none.first >= 0.90
    assert some.f1 >= 0.95
    assert some.first >= 0.90
