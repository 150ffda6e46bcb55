"""Agreement counts a first choice, what is accepted, and silence."""

import json
from datetime import UTC, datetime

from familienkonferenz.bots.coding import Coder, code
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.config import load

from .agreement import agreement

_DAY = datetime(2026, 11, 2, tzinfo=UTC)


def _coded(key, kind, topic):
    spoken = Contribution(
        key, "beitrag", f"Beitrag/{key}", "", "Zu wenig Kita-Plätze", "", kind, topic, "", "", _DAY, _DAY, ()
    )
    return code(spoken, Coder.of(load()))


def _labelled(key, kind, topic, accepted=()):
    return {
        "id": key,
        "kind": kind,
        "kinds_ok": [],
        "topic": topic,
        "topics_ok": accepted,
        "aims": [],
        "aims_ok": [],
    }


def test_a_choice_of_the_family_is_counted_as_first_or_accepted(tmp_path):
    """The first choice and an accepted topic both agree; only the first is a first choice."""
    path = tmp_path / "rows.jsonl"
    rows = (_labelled("a", "Wunsch", "betreuung"), _labelled("b", "Kritik", "bildung", ["betreuung"]))
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    judged = {key: _coded(key, "Wunsch", "betreuung") for key in "ab"}
    found = agreement(path, judged)
    assert (found.kind, found.kind_accepted) == (1, 1)
    assert (found.topic, found.topic_accepted, found.topic_unsaid) == (1, 2, 0)
    assert found.aims_wrong >= 1
    assert [miss.split(" | ")[1] for miss in found.misses] == ["aims", "aims"]
