-- One row per record of any register, folded from its events. `due` is 9999-12-31 where none runs.
CREATE TABLE cases (
  stream INTEGER PRIMARY KEY NOT NULL,
  reference TEXT NOT NULL,
  register TEXT NOT NULL,
  title TEXT,
  state TEXT NOT NULL,
  closed INTEGER NOT NULL,
  due TEXT NOT NULL,
  waits_on TEXT,
  service TEXT,
  ward TEXT,
  holder TEXT,
  handler TEXT,
  received INTEGER NOT NULL,
  received_on TEXT NOT NULL,
  answered_on TEXT,
  closed_on TEXT,
  judged TEXT,
  held TEXT
) STRICT;
CREATE UNIQUE INDEX cases_reference ON cases (reference);
CREATE INDEX cases_waits_on ON cases (waits_on, closed, due, reference) WHERE waits_on IS NOT NULL;
CREATE INDEX cases_holder ON cases (holder, closed, due, reference) WHERE holder IS NOT NULL;
CREATE INDEX cases_service ON cases (service, closed, due, reference) WHERE service IS NOT NULL;
CREATE INDEX cases_ward ON cases (ward, closed, due, reference) WHERE ward IS NOT NULL;
CREATE INDEX cases_handler ON cases (handler, closed, due, reference) WHERE handler IS NOT NULL;

-- Who may read, by relation, in the order of lists: one seek per relation. `words` is 0 for a relation that
-- may know of the case but not read its words.
CREATE TABLE case_token (
  stream INTEGER NOT NULL,
  token TEXT NOT NULL,
  words INTEGER NOT NULL,
  closed INTEGER NOT NULL,
  due TEXT NOT NULL,
  received INTEGER NOT NULL,
  reference TEXT NOT NULL,
  PRIMARY KEY (stream, token)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_token_due ON case_token (token, closed, due, reference);
CREATE INDEX case_token_received ON case_token (token, received, reference);
-- Who may not, by person, before everything else.
CREATE TABLE case_denied (
  stream INTEGER NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (stream, person)
) STRICT, WITHOUT ROWID;

-- The words of a case, one line per content ('' for those of its row). What search answers is read
-- here; `search_term` only proposes cases, and may lag behind for lines that are `pending`.
CREATE TABLE search_doc (
  stream INTEGER NOT NULL,
  content TEXT NOT NULL,
  received INTEGER NOT NULL,
  terms TEXT NOT NULL,
  pending INTEGER NOT NULL,
  PRIMARY KEY (stream, content)
) STRICT, WITHOUT ROWID;
-- In the order of receipt, in which the lists of `search_term` grow at their ends.
CREATE INDEX search_doc_pending ON search_doc (received, stream, content) WHERE pending = 1;
CREATE TABLE search_term (
  term TEXT NOT NULL,
  received INTEGER NOT NULL,
  stream INTEGER NOT NULL,
  PRIMARY KEY (term, received, stream)
) STRICT, WITHOUT ROWID;
