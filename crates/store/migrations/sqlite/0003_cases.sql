-- One row per record of any register, folded from its events. `due` is 9999-12-31 where none runs.
CREATE TABLE cases (
  reference TEXT PRIMARY KEY NOT NULL,
  register TEXT NOT NULL,
  stream TEXT NOT NULL,
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
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_waits_on ON cases (waits_on, closed, due, reference) WHERE waits_on IS NOT NULL;
CREATE INDEX cases_holder ON cases (holder, closed, due, reference) WHERE holder IS NOT NULL;
CREATE INDEX cases_service ON cases (service, closed, due, reference) WHERE service IS NOT NULL;
CREATE INDEX cases_ward ON cases (ward, closed, due, reference) WHERE ward IS NOT NULL;
CREATE INDEX cases_handler ON cases (handler, closed, due, reference) WHERE handler IS NOT NULL;

-- Who may read, by relation, in the order of lists: one seek per relation.
CREATE TABLE case_token (
  reference TEXT NOT NULL,
  token TEXT NOT NULL,
  closed INTEGER NOT NULL,
  due TEXT NOT NULL,
  received INTEGER NOT NULL,
  PRIMARY KEY (reference, token)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_token_due ON case_token (token, closed, due, reference);
CREATE INDEX case_token_received ON case_token (token, received, reference);
-- Who may not, by person, before everything else.
CREATE TABLE case_denied (
  reference TEXT NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (reference, person)
) STRICT, WITHOUT ROWID;

-- The words of a case, one line per content ('' for those of its row). What search answers is read
-- here; `search_term` only proposes cases, and may lag behind for lines that are `pending`.
CREATE TABLE search_doc (
  reference TEXT NOT NULL,
  content TEXT NOT NULL,
  received INTEGER NOT NULL,
  terms TEXT NOT NULL,
  pending INTEGER NOT NULL,
  PRIMARY KEY (reference, content)
) STRICT, WITHOUT ROWID;
-- In the order of receipt, in which the lists of `search_term` grow at their ends.
CREATE INDEX search_doc_pending ON search_doc (received, reference, content) WHERE pending = 1;
CREATE TABLE search_term (
  term TEXT NOT NULL,
  received INTEGER NOT NULL,
  reference TEXT NOT NULL,
  PRIMARY KEY (term, received, reference)
) STRICT, WITHOUT ROWID;
