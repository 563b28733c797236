-- How each session began and on what; and what is good for one use: a link by mail, an administrator's
-- link, a sign-in under way. Only digests of what the browser holds are kept.
ALTER TABLE session ADD COLUMN way TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN agent TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN hint TEXT;
CREATE TABLE pass (
  token_hash BLOB PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  person TEXT,
  payload TEXT NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pass_person ON pass (person, kind) WHERE person IS NOT NULL;
CREATE INDEX pass_expires ON pass (expires);
