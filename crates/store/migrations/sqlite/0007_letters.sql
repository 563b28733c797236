-- What became of each letter about a case, what each person wants to be told by mail, and the address of
-- their calendar feed, of which only a digest is kept. None of it holds words of a case.
CREATE TABLE letter (
  id TEXT PRIMARY KEY NOT NULL,
  key TEXT NOT NULL,
  person TEXT NOT NULL,
  cause TEXT NOT NULL,
  reference TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  said TEXT NOT NULL,
  changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX letter_key ON letter (key);
CREATE INDEX letter_reference ON letter (reference, at);
CREATE INDEX letter_at ON letter (at);
CREATE TABLE mail_choice (
  person TEXT PRIMARY KEY NOT NULL,
  chosen TEXT NOT NULL,
  changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE feed (
  person TEXT PRIMARY KEY NOT NULL,
  token_hash BLOB NOT NULL,
  made INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX feed_token ON feed (token_hash);
