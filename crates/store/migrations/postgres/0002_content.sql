-- Words and files, the only place of personal free text. The salt is kept here alone.
CREATE TABLE content (
  key TEXT COLLATE "C" PRIMARY KEY NOT NULL,
  salt BYTEA NOT NULL,
  media TEXT COLLATE "C" NOT NULL,
  size BIGINT NOT NULL,
  inline BIGINT NOT NULL,
  bytes BYTEA NOT NULL
);
-- The rest of what is larger than one chunk.
CREATE TABLE content_chunk (
  key TEXT COLLATE "C" NOT NULL,
  n BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (key, n)
);
-- Which streams name it in an event: those whose readers may read it.
CREATE TABLE content_stream (
  stream BIGINT NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (stream, key)
);
-- What was erased, so that a restored copy can be erased again.
CREATE TABLE erasure (
  key TEXT COLLATE "C" PRIMARY KEY NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C" NOT NULL
);
-- Statistics would keep samples of what is erased.
ALTER TABLE content ALTER COLUMN bytes SET STATISTICS 0, ALTER COLUMN salt SET STATISTICS 0;
ALTER TABLE content_chunk ALTER COLUMN bytes SET STATISTICS 0;
