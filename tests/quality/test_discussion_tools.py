"""The trial of published discussions says what is right and what is wrong."""

import json

from . import discussion_tools

WORDS = (
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
)
MONTHS = (*WORDS, "december", "may_long")


def test_a_trial_tells_right_from_wrong(tmp_path):
    """A case with the expected threads is right; one with another author is wrong, and the first difference is told."""
    (tmp_path / "cases").mkdir()
    html = (
        '<h2 id="A">A</h2><p>Yes! <a href="/wiki/User:Anna_B">Anna</a> 09:45, 3 March 2021 (UTC)</p>'
        '<h3 id="B">B</h3><p>No! <a href="/wiki/User:Bert">Bert</a> 09:46, 3 March 2021 (UTC)</p>'
    )
    anna, bert = "Anna_B-2021-03-03T09:45:00.000Z", "Bert-2021-03-03T09:46:00.000Z"
    inner = {
        "type": "heading",
        "level": 0,
        "headingLevel": 3,
        "name": f"h-{bert}",
        "id": "h-B-A-2021-03-03T09:46:00.000Z",
        "replies": [_comment("Bert", bert, "B")],
    }
    outer = {
        "type": "heading",
        "level": 0,
        "headingLevel": 2,
        "name": f"h-{anna}",
        "id": "h-A-2021-03-03T09:45:00.000Z",
        "replies": [_comment("Anna B", anna, "A"), inner],
    }
    wrong = {**outer, "replies": [_comment("Anna C", anna, "A"), inner]}
    words = {month: month.partition("_")[0].capitalize() for month in MONTHS}
    wiki = {
        "dateFormat": "H:i, j F Y",
        "digits": None,
        "localTimezone": "UTC",
        "specialContributionsName": "Contributions",
        "timezones": {"UTC": "UTC"},
        "contLangMessages": words,
    }
    files = {"page": html, "right": [outer, inner], "wrong": [wrong, inner], "data": wiki}
    files["config"] = {"wgArticlePath": "/wiki/$1", "wgNamespaceIds": {"user": 2}}
    for name, content in files.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (tmp_path / "cases" / name).write_text(text, encoding="utf-8")
    listed = [
        {"name": name, "title": "Talk:X", "dom": "cases/page", "expected": f"../cases/{name}"}
        | {key: f"../cases/{key}" for key in ("config", "data")}
        for name in ("right", "wrong")
    ]
    (tmp_path / "cases" / "comments.json").write_text(json.dumps(listed), encoding="utf-8")
    right, other = discussion_tools.results(tmp_path)
    assert (right.name, right.wrong) == ("right", "")
    assert other.name == "wrong"
    assert "Anna C" in other.wrong


def _comment(author, name, heading):
    return {
        "type": "comment",
        "level": 1,
        "author": author,
        "timestamp": name.partition("-")[2],
        "name": f"c-{name}",
        "id": f"c-{name}-{heading}",
        "replies": [],
    }
