"""Facts about lines for `konferenz classify`: any text, any JSON, any length, at a cost in proportion."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familienkonferenz.bots.classification import line
from familienkonferenz.bots.coding import Coder
from familienkonferenz.bots.errors import LineError
from familienkonferenz.config import load

from ..patience import patience, steps

CODER = Coder.of(load())

REPEATED = (
    "Ahlem ", "Linden-Nord, ", "In der List fehlt ein Hortplatz, Tel. 0511 1234567. ",
    "Lister Straße/Burg, Döhren und ",
    "Spielplatz Radweg Kita Müll Ampel Hort Bus Wohnung Schule Park ", "Frau Dr. Meier ", "a@b.de ", "+49 (0) 12/3-4. ",
    "Brückstraße St. Petri ", "Hannover-Herrenhausen A 2 ", "Süd- und ", "👩‍👩‍👧‍👦 ", "{{Beitrag|ort=Ahlem}} ",
    "abc. ", "\n \n",
)  # fmt: skip


def judged(text: str, place: str) -> bytes:
    return line(2, json.dumps({"id": 1, "text": text, "place": place}).encode(), CODER)


@pytest.mark.parametrize("repeated", REPEATED, ids=lambda text: repr(text[:12]))
@pytest.mark.parametrize("field", ["text", "place", "both"])
def test_the_work_grows_with_the_length_and_no_faster(repeated: str, field: str) -> None:
    """Eight times the text is at most eight times the work, and a little for what counts once."""

    def work(times: int) -> int:
        text = repeated * times if field != "place" else "Hier fehlt etwas in Burg."
        place = repeated * times if field != "text" else ""
        judged(text, place)  # words that are met for the first time cost more
        judged("Nichts.", "")  # of the last text something is kept
        return steps(lambda: judged(text, place))

    assert work(400) < 8.8 * work(50)


def test_half_a_million_signs_of_names_take_seconds() -> None:
    """No name looks at the whole text, not even in one step of C, which the lines above do not count."""
    with patience(40):
        judged("Vahrenheide " * 42_000, "")


def test_different_words_cost_no_more_than_the_same() -> None:
    """Many keywords, each often, one after the other: none is compared with all that went before."""
    keywords = sorted({word for body in load().bodies for word in body.keywords if word.isalpha()})[:60]

    def work(times: int) -> int:
        text = " ".join(word for word in keywords for _ in range(times))
        judged(text, "")
        judged("Nichts.", "")
        return steps(lambda: judged(text, ""))

    assert work(32) < 8.8 * work(4)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"id": 1, "id": 2, "text": "x"}',
        b'{"id": 1, "text": "x", "text": "y"}',
        b'{"id": {"a": 1, "a": 2}, "text": "x"}',
    ],
)
def test_a_field_given_twice_is_no_guess(raw: bytes) -> None:
    """Which of the two was meant nobody knows; the line is named, and the field."""
    with pytest.raises(LineError, match=r"^line 5: .*twice"):
        line(5, raw, CODER)


@pytest.mark.parametrize("field", ["id", "text", "place"])
def test_a_field_of_the_wrong_kind_is_named(field: str) -> None:
    """Only an id may be anything; nothing is turned into text that is none."""
    for wrong in (1, 1.5, True, ["x"], {"x": "y"}):
        raw = json.dumps({"id": 1, "text": "x", field: wrong}).encode()
        if field == "id":
            assert json.loads(line(3, raw, CODER))["id"] == wrong
        else:
            with pytest.raises(LineError, match=f"^line 3: {field} is no text"):
                line(3, raw, CODER)


def test_fields_that_are_not_ours_are_left_alone() -> None:
    """Who sends more than is asked for gets an answer to what was asked."""
    said = [
        line(2, json.dumps({"id": 1, "text": "In Ahlem fehlt ein Hort.", **more}).encode(), CODER)
        for more in ({}, {"author": None, "districts": [3]})
    ]
    assert said[0] == said[1]


@pytest.mark.parametrize("number", [b"1e999", b"-1e400", b"[2e308]", b'{"a": 9e99999}', b"NaN", b"Infinity"])
def test_a_number_that_no_json_can_hold_is_named(number: bytes) -> None:
    """It was answered with `Infinity`, which no other program reads."""
    with pytest.raises(LineError, match=r"^line 6: no JSON"):
        line(6, b'{"id": ' + number + b', "text": "x"}', CODER)


def test_an_id_of_any_depth_is_answered_or_named() -> None:
    """What can be read and not written again is a named line, no traceback."""
    for depth in (1, 50, 300, 600, 900, 950, 990, 2000):
        raw = b'{"id": ' + b"[" * depth + b"]" * depth + b', "text": "x"}'
        try:
            assert json.loads(line(4, raw, CODER))
        except LineError as error:
            assert str(error).startswith("line 4: ")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["id", "text", "place", "Text", ""]), JSON) | JSON)
@settings(max_examples=200)
def test_any_json_is_a_record_or_a_named_line(value: object) -> None:
    """Answered are exactly the objects with an id and a text, and a place that is a text or nothing."""
    good = (
        isinstance(value, dict)
        and "id" in value
        and isinstance(value.get("text"), str)
        and isinstance(value.get("place", ""), str | None)
    )
    try:
        said = json.loads(line(9, json.dumps(value).encode(), CODER))
    except LineError as error:
        assert not good and str(error).startswith("line 9: ")
    else:
        assert good and isinstance(value, dict) and said["id"] == value["id"]


@given(
    st.text(alphabet=st.characters(categories=["Cs", "Cc", "Cf", "Lo", "Lu", "Mn", "So", "Zs"]), max_size=80)
)
@settings(max_examples=200)
def test_signs_that_command_or_combine_are_only_signs(text: str) -> None:
    """Half characters, controls, directions, marks: the answer is UTF-8 on one line, the same every time."""
    answer = judged(text, text)
    assert answer.decode().count("\n") == 1
    assert answer == judged(text, text)
    assert json.loads(answer)["id"] == 1
