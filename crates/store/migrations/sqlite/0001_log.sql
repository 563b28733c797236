-- The head of each stream, and how far it has its place in the sealed log. Its number is the store's own:
-- what is written together lies together, and no address, cursor or page ever tells it.
CREATE TABLE stream (
  id INTEGER PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  chain BLOB NOT NULL,
  sealed INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX stream_name ON stream (name);
CREATE INDEX stream_unsealed ON stream (name) WHERE sealed < version;

-- The log: what happened. Events never change.
CREATE TABLE events (
  stream INTEGER NOT NULL,
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  cites TEXT NOT NULL,
  chain BLOB NOT NULL,
  PRIMARY KEY (stream, version)
) STRICT, WITHOUT ROWID;

-- The order of the log, given by one sealer in batches; the tree head after each batch.
CREATE TABLE sealed (
  place INTEGER PRIMARY KEY NOT NULL,
  stream INTEGER NOT NULL,
  version INTEGER NOT NULL,
  leaf BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX sealed_stream ON sealed (stream, version);
CREATE TABLE seal (
  size INTEGER PRIMARY KEY NOT NULL,
  root BLOB NOT NULL,
  frontier BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE checkpoint (
  size INTEGER PRIMARY KEY NOT NULL,
  note TEXT NOT NULL
) STRICT;

CREATE TABLE idempotency (
  actor TEXT NOT NULL,
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;
