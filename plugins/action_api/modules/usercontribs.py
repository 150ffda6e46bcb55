"""`list=usercontribs`: what an account has written."""

from __future__ import annotations

from ...services import services
from ...storage.catalogue import PageRow, RevisionRow, Selection
from ..changes import CHANGE_PARAMETERS, refuse_patrolling, select, walk
from ..errors import JSON, ApiError
from ..module import Call, Continue, Found, Module
from ..parameters import NAMESPACES_WANTED, Parameter, Type, Values, choices
from ..revision_entry import entry


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """One account's revisions in the order of saving; it goes on with a revision id."""
    if "tag" in values:  # nothing is tagged here
        return [], None
    show = set(values.words("show"))
    if any({name, f"!{name}"} <= show for name in _FLAGS):
        raise ApiError("show", "Incorrect parameter - mutually exclusive values may not be supplied.")
    refuse_patrolling(call, values)
    wishes = {
        name: True if name in show else False if f"!{name}" in show else None
        for name in ("minor", "new", "top")
    }
    selection = Selection(
        users=_users(call, values), minor=wishes["minor"], new=wishes["new"], newest=wishes["top"]
    )
    selection = select(values, selection)
    return walk(call, values, selection, lambda row, page: _entry(call, values, row, page))


def _users(call: Call, values: Values) -> tuple[str, ...]:
    named = [name for name in ("user", "userids", "userprefix") if name in values]
    if len(named) != 1:
        code = "invalidparammix" if named else "missingparam"
        raise ApiError(code, 'One of the parameters "ucuser", "ucuserids" and "ucuserprefix" is required.')
    match named[0]:
        case "user":
            names = values.words("user")
        case "userids":
            names = tuple(
                services().catalogue.user_name(number) or "" for number in values.numbers("userids")
            )
        case _:
            begin = values.text("userprefix")
            begin = begin[:1].upper() + begin[1:]
            everybody = services().catalogue.account_names()
            names = tuple(name for name in everybody if name.startswith(begin)) or ("",)
    if not names:
        raise ApiError(f"paramempty_uc{named[0]}", f'The parameter "uc{named[0]}" may not be empty.')
    return names


def _entry(call: Call, values: Values, row: RevisionRow, page: PageRow) -> JSON:
    wanted = values.words("prop")
    shown: JSON = {"userid": call.user_id_of(row.user_name), "user": row.user_name}
    if "ids" in wanted:
        shown["pageid"] = page.page_id
    if "title" in wanted:
        shown |= {"ns": page.title.namespace, "title": page.title.full}
    if "flags" in wanted:
        shown |= {"new": not row.parent_id, "top": row.rev_id == page.latest}
    if "patrolled" in wanted:
        shown |= {"patrolled": False, "autopatrolled": False}
    if "sizediff" in wanted:
        before = services().catalogue.revision(row.parent_id) if row.parent_id else None
        shown["sizediff"] = row.size - (before.size if before else 0)
    return shown | entry(call, row, set(wanted) - {"user", "userid", "content"}, slots=False)


_FLAGS = ("autopatrolled", "minor", "new", "patrolled", "top")

MODULE = Module(
    name="usercontribs",
    help="Die Beiträge eines Kontos.",
    prefix="uc",
    parameters=(
        *CHANGE_PARAMETERS,
        NAMESPACES_WANTED,
        Parameter("user", Type.USER, "Konten nach Namen.", multi=True, by_id=False),
        Parameter("userids", Type.INTEGER, "Konten nach Nummern.", multi=True),
        Parameter("userprefix", help="Konten, deren Namen so anfangen."),
        Parameter("tag"),
        choices(
            "prop", "ids", "title", "timestamp", "comment", "parsedcomment", "size", "sizediff", "flags",
            "patrolled", "tags", default="ids|title|timestamp|comment|size|flags",
        ),
        choices("show", *_FLAGS, *(f"!{name}" for name in _FLAGS)),
    ),
    find=find,
    pages=False,
)  # fmt: skip
