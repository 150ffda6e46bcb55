"""The modules of the API, one file each."""

from . import (
    allpages,
    allusers,
    categories,
    categoryinfo,
    categorymembers,
    edit,
    help,
    imageinfo,
    info,
    links,
    login,
    logout,
    paraminfo,
    purge,
    query,
    recentchanges,
    revisions,
    search,
    siteinfo,
    templates,
    tokens,
    usercontribs,
    userinfo,
    users,
)

ALL = tuple(
    module.MODULE
    for module in (
        allpages, allusers, categories, categoryinfo, categorymembers, edit, help, imageinfo,
        info, links, login, logout, paraminfo, purge,
        query, recentchanges, revisions, search, siteinfo, templates, tokens, usercontribs, userinfo, users,
    )
)  # fmt: skip
