-- The full text. All of it is derived from the wiki's pages and can be made anew.

-- What is shown of a page that was found.
create table if not exists page (
    page_id integer primary key, revision integer not null, title text not null, text not null,
    words integer not null);
-- What is searched: terms in a row, as `german` makes them; `joined` has words with hyphens, written without.
create virtual table if not exists terms using fts5 (title, text, joined, tokenize = 'ascii');
-- Every term that was ever in a text, in the order of its first use: words inside compounds are known by it.
create table if not exists vocabulary (id integer primary key autoincrement, term text not null unique);
