"""The modules of the API, one file each."""

from . import (
    allpages,
    allusers,
    categories,
    categorymembers,
    edit,
    help,
    info,
    login,
    logout,
    paraminfo,
    purge,
    query,
    recentchanges,
    revisions,
    siteinfo,
    tokens,
    usercontribs,
    userinfo,
    users,
)

ALL = tuple(
    module.MODULE
    for module in (
        allpages, allusers, categories, categorymembers, edit, help, info, login, logout, paraminfo, purge,
        query, recentchanges, revisions, siteinfo, tokens, usercontribs, userinfo, users,
    )
)  # fmt: skip
