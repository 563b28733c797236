-- The head of each stream, and how far it has its place in the sealed log. Its number is the store's own:
-- what is written together lies together, and no address, cursor or page ever tells it.
CREATE SEQUENCE stream_id;
CREATE TABLE stream (
  id BIGINT PRIMARY KEY NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  chain BYTEA NOT NULL,
  sealed BIGINT NOT NULL
);
CREATE UNIQUE INDEX stream_name ON stream (name);
CREATE INDEX stream_unsealed ON stream (name) WHERE sealed < version;

-- The log: what happened. Events never change.
CREATE TABLE events (
  stream BIGINT NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  payload TEXT COLLATE "C" NOT NULL,
  cites TEXT COLLATE "C" NOT NULL,
  chain BYTEA NOT NULL,
  PRIMARY KEY (stream, version)
);

-- The order of the log, given by one sealer in batches; the tree head after each batch.
CREATE TABLE sealed (
  place BIGINT PRIMARY KEY NOT NULL,
  stream BIGINT NOT NULL,
  version BIGINT NOT NULL,
  leaf BYTEA NOT NULL
);
CREATE UNIQUE INDEX sealed_stream ON sealed (stream, version);
CREATE TABLE seal (
  size BIGINT PRIMARY KEY NOT NULL,
  root BYTEA NOT NULL,
  frontier BYTEA NOT NULL,
  at BIGINT NOT NULL
);
CREATE TABLE checkpoint (
  size BIGINT PRIMARY KEY NOT NULL,
  note TEXT COLLATE "C" NOT NULL
);

CREATE TABLE idempotency (
  actor TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  outcome TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (actor, key)
);
