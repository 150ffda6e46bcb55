"""The sample conference: complete, consistent with Hannover's configuration, hard enough to be worth it."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from familienkonferenz.config import Conference, ConfigError, load
from familienkonferenz.config.loader import PACKAGED
from familienkonferenz.config.sample import Contribution, Expected, Sample, WikiEdit, load_sample


@pytest.fixture(scope="module")
def hannover() -> Conference:
    return load()


@pytest.fixture(scope="module")
def sample() -> Sample:
    return load_sample()


def labels(sample: Sample) -> list[tuple[Contribution, Expected]]:
    """Everything a moderator labelled, replies with a matter of their own included."""
    written = [*sample.contributions, *sample.replies]
    return [(c, c.expected) for c in written if c.expected is not None]


def boroughs(conference: Conference, names: tuple[str, ...]) -> set[str]:
    return {conference.district(name).borough for name in names}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of Hannover's folder that a test may break."""
    return Path(shutil.copytree(PACKAGED, tmp_path / "hannover"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# What there is


def test_enough_people_write_enough(sample: Sample) -> None:
    """15 participants and more, 40 contributions, 30 replies; nobody has an account for nothing."""
    groups = Counter(account.group for account in sample.accounts)
    assert groups["participant"] >= 15
    assert groups["moderator"] == 1
    assert len(sample.contributions) == 40
    assert len(sample.replies) == 30
    writers = {c.author for c in (*sample.contributions, *sample.replies)}
    writers |= {edit.account for edit in sample.wiki_edits}
    assert writers == {account.name for account in sample.accounts}


def test_all_topics_and_kinds_are_used(sample: Sample, hannover: Conference) -> None:
    """There is a contribution to every topic and of every kind."""
    assert {c.topic for c in sample.contributions} == {topic.id for topic in hannover.topics}
    assert {c.kind for c in sample.contributions} == set(hannover.kinds)


def test_every_borough_has_a_matter(sample: Sample, hannover: Conference) -> None:
    """A matter of each of the 13 Stadtbezirke begins on the spot."""
    local = [e.districts for _, e in labels(sample) if e.step == "local"]
    assert set().union(*(boroughs(hannover, names) for names in local)) == {
        borough.number for borough in hannover.boroughs
    }


def test_people_seldom_name_the_district(sample: Sample) -> None:
    """Fewer than half of the contributions with a district name it in title, place or text."""
    placed = [(c, c.expected.districts) for c in sample.contributions if c.expected and c.expected.districts]
    named = [c for c, names in placed if any(n in f"{c.title} {c.place} {c.text}" for n in names)]
    assert 0 < len(named) < len(placed) / 2


# What the labels say


def test_a_local_way_begins_in_the_borough_of_the_matter(sample: Sample, hannover: Conference) -> None:
    """A local body, expected or acceptable, is of a Stadtbezirk in which one of the districts lies."""
    for contribution, expected in labels(sample):
        near = boroughs(hannover, expected.districts)
        for name in (expected.body, *expected.bodies_ok):
            body = hannover.body(name) if name else None
            if body is not None and body.step == "local":
                own = {body.borough} if body.borough else boroughs(hannover, (body.district or "",))
                assert own & near, (contribution.key, name)


def test_a_matter_of_a_district_begins_on_the_spot_or_outside(sample: Sample) -> None:
    """The Fachbereich is asked first only where no district is meant."""
    for contribution, expected in labels(sample):
        if expected.step == "department":
            assert not expected.districts, contribution.key
        if expected.step == "local":
            assert expected.districts, contribution.key


def test_an_acceptable_answer_is_another_one(sample: Sample) -> None:
    """What is expected is not listed again as acceptable."""
    for contribution, expected in labels(sample):
        assert expected.body not in expected.bodies_ok, contribution.key
        assert not set(expected.districts) & set(expected.districts_ok), contribution.key


def test_some_matters_are_not_the_citys(sample: Sample) -> None:
    """Six contributions and more begin outside: tickets, teachers, trains, health office, waste."""
    outside = [c.expected.body for c in sample.contributions if c.expected and c.expected.step == "external"]
    assert len(outside) >= 6
    assert {"gvh", "rlsb", "db", "region-gesundheit", "aha"} <= set(outside)


def test_some_contributions_are_off_topic(sample: Sample) -> None:
    """Three contributions are nobody's matter: an advertisement, a trial, football."""
    off = [c for c in sample.contributions if c.expected and c.expected.step == "none"]
    assert [c.topic for c in off] == ["sonstiges"] * 3
    assert all(c.expected and not c.expected.body and not c.expected.districts for c in off)


def test_near_duplicates_share_the_label(sample: Sample) -> None:
    """Four contributions repeat another person's earlier one; the moderator sends both the same way."""
    by_key = {c.key: c for c in sample.contributions}
    pairs = [(c, by_key[e.duplicate_of]) for c, e in labels(sample) if e.duplicate_of]
    assert 4 <= len(pairs) <= 5
    for later, earlier in pairs:
        assert later.author != earlier.author
        assert later.expected is not None and earlier.expected is not None
        assert (later.expected.districts, later.expected.body) == (
            earlier.expected.districts,
            earlier.expected.body,
        )


# How people write


@pytest.mark.parametrize(
    "typed",
    [
        *("#abitur", "* 5 Punkte", "# 1 Stimme", "[[biene]]", "{{Zustimmung}}", "~~~~", "\n----\n", "=> "),
        *("https://", "&seite=2#", " & ", "<3", "<-- ", "„", '"', ":-/", "\n- ", "*seufz*", "\n\n\n", "\n "),
        *("🙏", "😀", "العربية", "\u00a0", "&amp;", "<ironie>"),
    ],
)
def test_markup_by_accident_occurs(sample: Sample, typed: str) -> None:
    """People type what a wiki would take for markup, and it must come out as typed."""
    assert any(typed in c.text for c in (*sample.contributions, *sample.replies))


def test_texts_are_kept_as_typed(sample: Sample) -> None:
    """Leading spaces stay, a hash may begin the text, and no text ends in the line break of the file."""
    texts = [c.text for c in (*sample.contributions, *sample.replies)]
    assert any(text.startswith(" Spielplatz schön") for text in texts)
    assert any(text.startswith("#abitur") for text in texts)
    assert not any(text.endswith("\n") for text in texts)
    assert len(set(texts)) == len(texts)


def test_people_write_short_and_long(sample: Sample) -> None:
    """The shortest thing said is a line, the longest several paragraphs."""
    lengths = sorted(len(c.text) for c in (*sample.contributions, *sample.replies))
    assert lengths[0] < 50
    assert lengths[-1] > 600


# Discussion and topic wikis


def test_the_live_discussion_is_lively(sample: Sample) -> None:
    """One contribution draws twelve replies and more in the live hour, directly or beneath one another."""
    thread = {c.key: c.key for c in sample.contributions}
    for reply in sample.replies:
        thread[reply.key] = thread[reply.reply_to]
    opened = [c.key for c in sample.contributions if c.live]
    live = Counter(thread[reply.key] for reply in sample.replies if reply.live)
    assert list(live) == opened
    assert live[opened[0]] >= 12
    assert any(reply.live and reply.reply_to != opened[0] for reply in sample.replies)


def test_topics_are_written_jointly(sample: Sample) -> None:
    """Three topic wikis and more, twelve edits and more, each topic by several people."""
    people: dict[str, set[str]] = {}
    for edit in sample.wiki_edits:
        people.setdefault(edit.topic, set()).add(edit.account)
    assert len(people) >= 3
    assert len(sample.wiki_edits) >= 12
    assert all(len(names) >= 2 for names in people.values())


def test_two_people_change_the_same_line(sample: Sample) -> None:
    """One edit starts from a revision whose line somebody else has changed, and is refused."""
    refused = [edit for edit in sample.wiki_edits if edit.refused]
    assert [edit.base for edit in refused] == ["first"]
    others = sample.wiki_edits[: sample.wiki_edits.index(refused[0])]
    assert [e.account for e in others if e.old == refused[0].old] not in ([], [refused[0].account])


def test_a_late_reader_changes_another_line(sample: Sample) -> None:
    """One edit starts from an old revision and still fits: the wiki merges it."""
    assert any(edit.base == "first" and not edit.refused for edit in sample.wiki_edits)


def test_vandalism_is_undone_by_a_moderator(sample: Sample) -> None:
    """What a visitor destroyed, the moderator brings back with the very next edit of the topic."""
    moderators = {account.name for account in sample.accounts if account.group == "moderator"}
    spielen = [edit for edit in sample.wiki_edits if edit.topic == "spielen"]
    undone = [number for number, edit in enumerate(spielen) if edit.action == "revert"]
    assert [spielen[number].account in moderators for number in undone] == [True]
    assert spielen[undone[0] - 1].account == "Xx-Kaputtmacher-xX"


def test_people_sign_by_hand_or_not_at_all(sample: Sample) -> None:
    """Two free talks hold a signature with a link, one with a bare name, and a comment without any."""
    assert len(sample.talk) == 2
    comments = [comment for section in sample.talk for comment in section.comments]
    assert any(f"[[Benutzer:{comment.account}" in comment.text for comment in comments)
    assert any(comment.account in comment.text and "[[" not in comment.text for comment in comments)
    assert any(comment.account not in comment.text for comment in comments)


def test_some_come_too_late(sample: Sample) -> None:
    """After the end come a contribution, a reply and an edit of a topic."""
    contributions = [late for late in sample.late if isinstance(late, Contribution)]
    assert {bool(late.reply_to) for late in contributions} == {False, True}
    assert any(isinstance(late, WikiEdit) for late in sample.late)


# What the loader refuses


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("sample.toml", "about =", "abuot =", "about"),
        ("sample.toml", 'name = "Lisa aus Linden"', 'name = "lisa_aus_linden"', "Kontoname"),
        ("sample.toml", 'name = "Opa Heinrich"', 'name = "Lisa aus Linden"', "gibt es schon"),
        ("sample_contributions.toml", 'author = "Jonte09"', 'author = "Jonte90"', "Meinten Sie „Jonte09“?"),
        ("sample_contributions.toml", 'topic = "verkehr"', 'topic = "verkher"', "Meinten Sie „verkehr“?"),
        ("sample_contributions.toml", 'districts = ["List"]', 'districts = ["Liste"]', "Meinten Sie „List“?"),
        ("sample_contributions.toml", 'body = "gvh"', 'body = "gvb"', "Stelle"),
        ("sample_contributions.toml", 'step = "external"', 'step = "local"', "passt nicht zur Stelle"),
        ("sample_contributions.toml", 'step = "local"\n', "", "fehlt"),
        ("sample_contributions.toml", 'duplicate_of = "hort-', 'duplicate_of = "ort-', "hort-mengendamm"),
        ("sample_replies.toml", 'reply_to = "elterntaxis"', 'reply_to = "elterntaxi"', "reply_to"),
        ("sample_replies.toml", 'key = "klonen"', 'key = "liebe-mia"', "gibt es schon"),
        ("sample_replies.toml", 'key = "klonen"', 'schluessel = "klonen"', "key: fehlt"),
        ("sample_topics.toml", 'old = "* Südstadt: ?"', 'old = "* Südstadt!"', "0-mal"),
        ("sample_topics.toml", "\nrefused = true", "\nrefused = false", "inzwischen geändert"),
        ("sample_late.toml", 'account = "Hans-Jürgen"', 'account = "Hans Jürgen"', "Meinten Sie „Hans-J"),
        ("sample_late.toml", "[[late_edit]]", "[late_edit", "kein gültiges TOML"),
    ],
)
def test_a_slip_is_named(copy: Path, name: str, old: str, new: str, complaint: str) -> None:
    """Every slip is told in one line with its file, and with the nearest right name where there is one."""
    change(copy, name, old, new)
    with pytest.raises(ConfigError) as caught:
        load_sample(copy)
    lines = [str(problem) for problem in caught.value.problems]
    assert any(line.startswith(f"{name}: ") and complaint in line for line in lines), lines
    assert not any("\n" in line for line in lines)


def test_a_missing_file_is_named(copy: Path) -> None:
    """A file of the sample that is not there is told with the folder where it belongs."""
    (copy / "sample_late.toml").unlink()
    with pytest.raises(ConfigError, match=r"sample_late\.toml: .*Legen Sie sie in .* an"):
        load_sample(copy)
