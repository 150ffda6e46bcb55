-- What the wiki keeps. `stored`, `data`, `blob` and `watch` are the truth; SQLite's sequences and `counter` must never go back.
-- Everything else is derived from them, and `konferenz doctor --repair` derives it anew.

-- The truth: Moin's revisions, in the order of saving. `number` is never used again.
create table if not exists stored (
    number integer primary key autoincrement,
    backend text not null,
    uuid text not null,
    item_id text not null,
    time integer not null,
    meta text not null,                 -- JSON
    data_id text not null,
    digest blob not null,               -- SHA-256 of meta and content, told by doctor
    unique (uuid, backend));             -- in this order: a revision is looked up by its id alone, too
create index if not exists stored_item on stored (item_id, number);
create index if not exists stored_time on stored (time);        -- lists of changes, the newest first
create index if not exists stored_data on stored (data_id);
create table if not exists data (id integer primary key, data_id text not null unique, content blob not null);
-- The contents of files, each once; a revision that brought one names it in its metadata.
create table if not exists blob (id integer primary key, sha256 text not null unique, content blob not null);
-- The watchlists: which names an account watches. An account's own; nobody else is told of it.
create table if not exists watch (
    user_id integer not null, namespace integer not null, name text not null,
    primary key (user_id, namespace, name)) without rowid;
create index if not exists watch_name on watch (namespace, name);
-- What cannot be read any more, put aside so that the rest goes on.
create table if not exists quarantine (number integer primary key, reason text not null, row text not null);

-- Moin's index: what is searched by field and term.
create table if not exists document (number integer primary key, item_id text not null, latest integer not null);
create index if not exists document_item on document (item_id, latest);
create table if not exists term (
    field text not null, term text not null, number integer not null, primary key (field, term, number)) without rowid;
create index if not exists term_number on term (number);

-- The catalogue: pages and revisions with integer ids, as MediaWiki's clients know them.
create table if not exists page (
    page_id integer primary key autoincrement, item_id text not null unique,
    namespace integer not null, name text not null, latest integer not null default 0,
    time integer not null default 0, size integer not null default 0, redirect integer not null default 0,
    deleted integer not null default 0, acl text, author text not null default '',
    first_time integer not null default 0, answers integer not null default 0, touched integer not null default 0);
create unique index if not exists page_name on page (namespace, name) where not deleted;
create index if not exists page_answers on page (answers) where answers > 0;
create index if not exists page_any_name on page (namespace, name);
create table if not exists revision (
    rev_id integer primary key autoincrement, uuid text not null unique, backend text not null,
    page_id integer not null, parent_id integer not null, time integer not null, user_name text not null,
    summary text not null, size integer not null, sha1 text not null,
    bot integer not null, minor integer not null, action text not null);
create index if not exists revision_page on revision (page_id, rev_id);
create index if not exists revision_user on revision (user_name, rev_id);
create index if not exists revision_act on revision (rev_id) where action <> 'SAVE';
create index if not exists revision_parent on revision (parent_id);
-- What was saved with which bot password; people's revisions are not in it.
create table if not exists act (
    rev_id integer primary key, user_name text not null, purpose text not null);
create index if not exists act_program on act (user_name, purpose, rev_id);
create table if not exists category (
    page_id integer not null, name text not null, primary key (name, page_id)) without rowid;
create index if not exists category_page on category (page_id);
-- `kind`: 'link' leads there, 'embed' shows it (a template, or a question whether it exists), 'file' shows a file.
create table if not exists link (
    kind text not null, namespace integer not null, name text not null, page_id integer not null,
    primary key (kind, namespace, name, page_id)) without rowid;
create index if not exists link_page on link (page_id, kind);
create table if not exists account (
    user_id integer primary key autoincrement, item_id text not null unique, name text not null,
    skeleton text not null default '');
create index if not exists account_skeleton on account (skeleton);
-- Until when a kind of change is kept to whom; 0: for ever.
create table if not exists protection (
    page_id integer not null, kind text not null, level text not null, expiry integer not null,
    primary key (page_id, kind)) without rowid;
-- The versions of files, each by the revision that brought it.
create table if not exists file (
    rev_id integer primary key, page_id integer not null, sha256 text not null, sha1 text not null,
    size integer not null, mime text not null, width integer not null, height integer not null,
    bits integer not null);
create index if not exists file_page on file (page_id, rev_id);
create index if not exists file_sha1 on file (sha1);
create index if not exists file_sha256 on file (sha256);
create table if not exists counter (name text primary key, value integer not null) without rowid;
-- What is still to be done for a page that was saved: the full text.
create table if not exists outbox (id integer primary key autoincrement, page_id integer not null);
