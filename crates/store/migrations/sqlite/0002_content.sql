-- Words and files, the only place of personal free text. The salt is kept here alone.
CREATE TABLE content (
  key TEXT PRIMARY KEY NOT NULL,
  salt BLOB NOT NULL,
  media TEXT NOT NULL,
  size INTEGER NOT NULL,
  inline INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
-- The rest of what is larger than one chunk.
CREATE TABLE content_chunk (
  key TEXT NOT NULL,
  n INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (key, n)
) STRICT;
-- Which streams name it in an event: those whose readers may read it.
CREATE TABLE content_stream (
  stream INTEGER NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (stream, key)
) STRICT, WITHOUT ROWID;
-- What was erased, so that a restored copy can be erased again.
CREATE TABLE erasure (
  key TEXT PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
