-- What one person is told, has begun to write, and is signed in with; what leaves the house.
CREATE TABLE notice (
  person TEXT NOT NULL,
  at INTEGER NOT NULL,
  reference TEXT NOT NULL,
  kind TEXT NOT NULL,
  basis TEXT NOT NULL,
  read_at INTEGER,
  PRIMARY KEY (person, at, reference, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_unread ON notice (person, at, reference) WHERE read_at IS NULL;
CREATE TABLE outbox (
  key TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  at INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  done_at INTEGER,
  trouble TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_waiting ON outbox (next_at, key) WHERE done_at IS NULL;
CREATE TABLE draft (
  person TEXT NOT NULL,
  form TEXT NOT NULL,
  at INTEGER NOT NULL,
  fields TEXT NOT NULL,
  PRIMARY KEY (person, form)
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
  token_hash BLOB PRIMARY KEY NOT NULL,
  person TEXT NOT NULL,
  created INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_person ON session (person);
CREATE INDEX session_expires ON session (expires);
CREATE TABLE access_log (
  at INTEGER NOT NULL,
  person TEXT NOT NULL,
  reference TEXT NOT NULL,
  what TEXT NOT NULL,
  basis TEXT NOT NULL
) STRICT;
CREATE INDEX access_log_reference ON access_log (reference, at);
