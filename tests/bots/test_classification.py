"""Facts about `konferenz classify` and `explain`: the judgement of texts as lines of JSON, whatever comes in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from familienkonferenz.bots.classification import line, record
from familienkonferenz.bots.cli.group import main
from familienkonferenz.bots.coding import Coder
from familienkonferenz.bots.errors import LineError
from familienkonferenz.config import load

KLEINSTADT = Path(__file__).parents[1] / "config" / "kleinstadt"
FIELDS = {
    "id", "districts", "proposed_districts", "kind", "topic", "aims", "local", "department", "external", "first",
    "personal", "triage",
}  # fmt: skip

CODER = Coder.of(load())


@pytest.fixture
def coder() -> Coder:
    return CODER


def run(*arguments: str, typed: bytes = b"") -> Result:
    return CliRunner().invoke(main, arguments, input=typed)


def rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(one) for one in result.stdout.splitlines()]


def test_a_line_in_is_a_line_out_in_the_same_order() -> None:
    """Every field is there; ids come back as they were, of whatever type."""
    ids = [3, "x", None, 1.5, ["a"]]
    typed = "".join(json.dumps({"id": id, "text": "In Ahlem fehlt ein Spielplatz."}) + "\n" for id in ids)
    result = run("classify", typed=typed.encode())
    assert result.exit_code == 0
    assert [row["id"] for row in rows(result)] == ids
    assert all(row.keys() == FIELDS for row in rows(result))


def test_a_record_says_who_where_and_what(coder: Coder) -> None:
    """A matter of a Stadtteil begins on the spot; `first` is whom to write to if nobody there can act."""
    said = record(1, "In Ahlem fehlt auf dem Spielplatz eine Rutsche.", "", coder)
    assert said["districts"] == ["Ahlem"]
    assert [one["id"] for one in said["local"]] == ["sbr-11"]
    assert said["first"] == said["department"][0]["id"] == "fb-67"
    assert not said["triage"]


def test_the_place_field_counts(coder: Coder) -> None:
    """What the writer typed as the place is as good as a name in the text."""
    assert record(1, "Hier fehlt ein Spielplatz.", "Ahlem", coder)["districts"] == ["Ahlem"]


def test_personal_data_is_located_but_not_repeated(coder: Coder) -> None:
    """The record says where it stands; who may read the text finds it there."""
    text = "Bitte melden: 0511 1234567"
    said = record(1, text, "", coder)
    assert [(one["kind"], text[one["start"] : one["end"]]) for one in said["personal"]] == [
        ("Telefon", "0511 1234567")
    ]
    assert "1234567" not in json.dumps(said)


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (b"{", "no JSON"),
        (b"nix", "no JSON"),
        (b"[1]", "no JSON object"),
        (b'"x"', "no JSON object"),
        (b'{"id": 1}', "no text"),
        (b'{"text": "x"}', "no id"),
        (b'{"id": 1, "text": 5}', "text is no text"),
        (b'{"id": 1, "text": null}', "text is no text"),
        (b'{"id": 1, "text": "x", "place": 4}', "place is no text"),
        (b'{"id": NaN, "text": "x"}', "no JSON"),
        (b'{"id": 1, "text": "\xff"}', "no UTF-8"),
        (b"[" * 100_000, "no JSON"),
        (b'{"id": ' + b"9" * 5000 + b', "text": "x"}', "no JSON"),
    ],
)
def test_a_broken_line_is_named_and_the_others_go_on(broken: bytes, problem: str) -> None:
    """Its number stands on stderr, everything else is answered, and the exit code says that something was left."""
    good = b'{"id": 1, "text": "x"}\n'
    result = run("classify", typed=good + b"\n" + broken + b"\n" + good)
    assert result.exit_code == 1
    assert len(rows(result)) == 2
    assert result.stderr.startswith(f"line 3: {problem}")
    assert result.stderr.count("\n") == 1


def test_no_input_is_no_error() -> None:
    """Nothing in, nothing out; blank lines are nothing."""
    for typed in (b"", b"\n \n"):
        result = run("classify", typed=typed)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    """Files come from everywhere."""
    result = run("classify", typed=b'\xef\xbb\xbf{"id": 1, "text": "x"}\r\n{"id": 2, "text": "y"}')
    assert (result.exit_code, [row["id"] for row in rows(result)]) == (0, [1, 2])


def test_it_works_from_any_directory_and_answers_before_the_input_ends(tmp_path: Path) -> None:
    """A line is answered while the next one is not yet there; no wiki, no folder of its own."""
    command = [sys.executable, "-m", "familienkonferenz.bots.cli", "classify"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "HOME": str(tmp_path)}
    ) as process:  # fmt: skip
        assert process.stdin and process.stdout
        for id in (1, 2):
            process.stdin.write(json.dumps({"id": id, "text": "Hallo"}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == id
        process.stdin.close()
        assert process.wait(30) == 0
    assert list(tmp_path.iterdir()) == []


def test_it_loads_nothing_that_a_wiki_needs() -> None:
    """Whoever judges texts does not wait for what speaks HTTP, writes pages, compares or reads discussions."""
    said = "from familienkonferenz.bots.cli import main; import sys; main(standalone_mode=False); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", said, "classify", os.devnull], capture_output=True, text=True, check=True
    )
    rooms = {f"familienkonferenz.bots.{name}" for name in ("run", "wiki", "talk", "duplicates")}
    assert "familienkonferenz.bots.coding" in loaded.stdout.split()
    assert {"requests", "jinja2", "rapidfuzz", *rooms}.isdisjoint(loaded.stdout.split())


def test_another_city_is_another_folder() -> None:
    """The invented small town has its own Stadtteile and bodies."""
    towns = load(KLEINSTADT)
    text = f"In {towns.districts[0].name} fehlt ein Spielplatz."
    result = run("classify", "--config", str(KLEINSTADT), typed=json.dumps({"id": 1, "text": text}).encode())
    assert result.exit_code == 0
    assert rows(result)[0]["districts"] == [towns.districts[0].name]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x1b[31m\x07",
        "מגרש משחקים \u202eMüll in der List\u202c",
        "👩‍👩‍👧‍👦" * 500,
        "<script>alert('Ahlem')</script><b>Müll",
        "{{Entscheidung|stelle=fb-51}} [[Kategorie:Stadtteil Ahlem]] '''''",
        "\ud83d Müll \udc00",
        "Ahlem " * 10_000,
        "Am " * 5_000,
        "0" * 20_000,
        "a@" * 10_000,
        "Frau " * 10_000,
        "DE" + "1 " * 20_000,
        "In der List fehlt ein Hortplatz, Tel. 0511 1234567. " * 20_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_whatever_people_paste_is_answered(text: str, coder: Coder) -> None:
    """Nothing, noise, markup, half characters, ten thousand repetitions, a megabyte: one line each."""
    answer = line(1, json.dumps({"id": 1, "text": text, "place": text[:200]}).encode(), coder)
    assert answer.endswith(b"}\n") and answer.count(b"\n") == 1
    assert json.loads(answer).keys() == FIELDS


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_any_bytes_are_a_record_or_a_named_line(raw: bytes) -> None:
    """No input ends the stream with a traceback."""
    try:
        assert json.loads(line(7, raw, CODER))
    except LineError as error:
        assert str(error).startswith("line 7: ")


@given(st.text(max_size=300))
@settings(max_examples=150)
def test_any_text_is_judged_and_its_personal_data_lies_inside(text: str) -> None:
    """Spans are within the text, whatever was typed."""
    said = record(1, text, "", CODER)
    assert all(0 <= one["start"] < one["end"] <= len(text) for one in said["personal"])
    assert said["triage"] or said["local"] or said["first"]


def test_explain_says_why_in_words() -> None:
    """Each line names what was found, the rule and the words behind it; nothing of the text commands the terminal."""
    result = run("explain", "Auf dem Spielplatz in der List fehlt eine Rutsche.\x1b[2J Tel. 0511 1234567")
    assert result.exit_code == 0
    assert "List („in der List“" in result.stdout
    assert "[fb-67]" in result.stdout and "„Rutsche“" in result.stdout
    assert "personal data:" in result.stdout and "1234567" not in result.stdout
    assert "\x1b" not in result.stdout


def test_explain_speaks_german_in_a_german_locale() -> None:
    """Moderators read it."""
    result = CliRunner(env={"LC_ALL": "de_DE.UTF-8"}).invoke(main, ["explain", "Danke für alles!"])
    assert "beginnt bei:      die Moderation entscheidet" in result.stdout


def test_explain_as_json_is_what_classify_says() -> None:
    """One object, for scripts."""
    result = run("explain", "--json", "Der Gehweg ist zugeparkt.")
    assert rows(result)[0]["first"] == "fb-32"
    assert rows(result)[0].keys() == FIELDS


def test_explain_says_who_else_is_named_and_what_follows() -> None:
    """Each body once on the way, a second matter as a question, and why it goes to people, in one reason."""
    text = "In Davenstedt braucht die Grundschule eine Mensa, und das Bürgeramt soll auch samstags öffnen."
    lines = run("explain", text).stdout.splitlines()
    way = dict(line.split(":", 1) for line in lines if line.startswith(("begins", "if not", "several")))
    assert "Stadtbezirksrat" in way["begins with"] and len(way) == 3
    assert way["if not there"].strip() not in way["several matters?"]
    only = run("explain", "Mehr Bänke!").stdout
    assert only.count("Umwelt und Stadtgrün (67) –") == 1 and "if not there" not in only
    assert "people decide: nobody was found to ask" in run("explain", "asdf jkl").stdout
    thanks = run("explain", "Danke für den tollen Wasserspielplatz am Maschsee!").stdout
    assert "people decide: it does not say what it asks for" in thanks and "most likely:" in thanks
