"""`prop=contributors`: who has written pages. Everybody who writes has an account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...accounts import role_of
from ...services import services
from .. import marks, rights
from ..errors import ApiError
from ..module import Call, Continue, Module, Subject
from ..parameters import CONTINUE, Values, choices, limit

_CHOICES = ("group", "excludegroup", "rights", "excluderights")
_RIGHTS = tuple(sorted({right for group in rights.RIGHTS.values() for right in group}))


def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    """Add `contributors` to the pages, by page id and account id."""
    if len([name for name in _CHOICES if values.words(name)]) > 1:
        raise ApiError("invalidparammix", "These parameters can not be used together.")
    found = marks.parts(values, 2)
    start = (marks.leading(found[0]), marks.leading(found[1])) if found else (0, 0)
    left = values.limit()
    for subject in sorted(subjects, key=lambda subject: subject.key):
        if subject.row is None:
            continue
        for user_id, name in _writers(call, values, subject.key):
            if (subject.key, user_id) < start:
                continue
            if left == 0:
                return f"{subject.key}|{user_id}"
            left -= 1
            shown = subject.data.setdefault("contributors", [])
            assert isinstance(shown, list)
            shown.append({"userid": user_id, "name": name})
    return None


def _writers(call: Call, values: Values, page_id: int) -> Iterator[tuple[int, str]]:
    named = {call.user_id_of(name): name for name in services().catalogue.writers(page_id)}
    for user_id, name in sorted(named.items()):
        role = role_of(name)
        has = {
            "group": set(rights.groups(role)), "excludegroup": set(rights.groups(role)),
            "rights": set(rights.rights(role)), "excluderights": set(rights.rights(role)),
        }  # fmt: skip
        asked = [key for key in _CHOICES if values.words(key)]
        if all(bool(has[key] & set(values.words(key))) is not key.startswith("exclude") for key in asked):
            yield user_id, name


MODULE = Module(
    name="contributors",
    help="Wer Seiten geschrieben hat.",
    prefix="pc",
    parameters=(
        choices("group", "bot", "sysop"),
        choices("excludegroup", "bot", "sysop"),
        choices("rights", *_RIGHTS),
        choices("excluderights", *_RIGHTS),
        limit(),
        CONTINUE,
    ),
    describe=describe,
)
