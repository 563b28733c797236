-- Messages as they came: kept before it is decided what becomes of them, and until it is. `reference` is the
-- case to which a message was addressed: only its readers may know of the message.
CREATE TABLE incoming (
  key TEXT PRIMARY KEY NOT NULL,
  digest BLOB NOT NULL,
  sender TEXT NOT NULL,
  at INTEGER NOT NULL,
  size INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  reference TEXT,
  told TEXT NOT NULL,
  sketch TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX incoming_digest ON incoming (digest);
CREATE INDEX incoming_state ON incoming (state, at, key);
CREATE INDEX incoming_sender ON incoming (sender, at);
CREATE TABLE incoming_chunk (
  key TEXT NOT NULL,
  n INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (key, n)
) STRICT;
