//! Cases as rows: what a commit writes of them, and reading one case if one may.
//!
//! INVARIANT: nothing here answers without a `Visible`. A case that is absent and one that may not be
//! read come out of one query in the same way.

use std::collections::BTreeMap;

use domain::access::{Token, Visible};
use domain::ids::{ContentKey, Stream};
use domain::reference::Reference;
use domain::register::Row;

use crate::Store;
use crate::batch::Projection;
use crate::content::Content;
use crate::fault::Fault;
use crate::log::{self, StoredEvent};
use crate::value::{Cells, Statement, Val, params};

/// The stored date of a case without a next date: after every real one.
pub(crate) const NO_DATE: &str = "9999-12-31";

/// The case `c` is readable with the tokens `?2` by the person `?3`.
macro_rules! visible {
    () => {
        "EXISTS (SELECT 1 FROM case_token v \
           WHERE v.stream = c.stream AND v.token = ANY (?2)) \
         AND NOT EXISTS (SELECT 1 FROM case_denied n \
           WHERE n.stream = c.stream AND n.person = ?3)"
    };
}
pub(crate) use visible;

/// The words of the case `$case` are readable with the tokens `$tokens`.
macro_rules! words_visible {
    ($case:expr, $tokens:expr) => {
        concat!(
            "EXISTS (SELECT 1 FROM case_token w WHERE w.stream = ",
            $case,
            ".stream AND w.words = 1 AND w.token = ANY (",
            $tokens,
            "))"
        )
    };
}
pub(crate) use words_visible;

/// The parameters `?1` to `?3` of a question for one case.
pub(crate) fn asked(reference: &Reference, visible: &Visible) -> Vec<Val> {
    params![
        reference.as_str(),
        tokens(visible),
        visible.person().as_str()
    ]
}

/// A person's relations as a parameter.
pub(crate) fn tokens(visible: &Visible) -> Vec<String> {
    visible.tokens().map(|t| t.as_str().to_owned()).collect()
}

/// A case with its events and the texts that they name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// Its stream.
    pub stream: Stream,
    /// The version of its last event.
    pub version: u64,
    /// Its events in order.
    pub events: Vec<StoredEvent>,
    /// The contents that its events name and that are not erased; bytes of texts only.
    pub contents: BTreeMap<ContentKey, Content>,
}

/// What tells whether a case's page has changed: no event came to the case, none of its words was erased,
/// and what became of its letters is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glance {
    /// The version of its last event.
    pub version: u64,
    /// How many contents it has that are not erased.
    pub contents: u64,
    /// How many letters about it did not arrive.
    pub lost: u64,
}

impl Store {
    /// A case that this person may read, with its texts, in one query. None if there is no such case or
    /// it may not be read: nothing tells which.
    pub async fn load_visible(
        &self,
        reference: &Reference,
        visible: &Visible,
    ) -> Result<Option<Loaded>, Fault> {
        let rows = self.query(LOAD, asked(reference, visible)).await?;
        let mut stream = None;
        let mut events = Vec::with_capacity(rows.len());
        let mut contents = BTreeMap::new();
        for mut cells in rows {
            if cells.int(0)? == 0 {
                events.push(log::event(&mut cells, 1)?);
                stream = Some(cells.text(7)?);
            } else {
                let key = cells.parsed(3)?;
                contents.insert(
                    key,
                    Content {
                        size: cells.count(1)?,
                        media: cells.text(4)?,
                        bytes: cells.opt_blob(8)?,
                    },
                );
            }
        }
        events.sort_by_key(|event| event.version);
        Ok(stream.map(|stream| Loaded {
            stream: Stream(stream.into()),
            version: events.last().map_or(0, |event| event.version),
            events,
            contents,
        }))
    }

    /// How far a case that this person may read has come, without reading it. None if there is no such
    /// case or it may not be read: nothing tells which.
    pub async fn glance(
        &self,
        reference: &Reference,
        visible: &Visible,
    ) -> Result<Option<Glance>, Fault> {
        let sql = concat!(
            "SELECT h.version, (SELECT count(*) FROM content_stream s WHERE s.stream = c.stream), \
             (SELECT count(*) FROM letter l WHERE l.reference = c.reference AND l.state = 'failed') \
             FROM cases c JOIN stream h ON h.id = c.stream WHERE c.reference = ?1 AND ",
            visible!()
        );
        let mut rows = self
            .query(sql, asked(reference, visible))
            .await?
            .into_iter();
        rows.next()
            .map(|mut cells| {
                Ok(Glance {
                    version: cells.count(0)?,
                    contents: cells.count(1)?,
                    lost: cells.count(2)?,
                })
            })
            .transpose()
    }

    /// Whether a reference is taken, for giving out new ones. Tells nothing of the case.
    pub async fn reference_taken(&self, reference: &Reference) -> Result<bool, Fault> {
        let sql = "SELECT 1 FROM cases WHERE reference = ?1";
        let rows = self.query(sql, params![reference.as_str()]).await?;
        Ok(!rows.is_empty())
    }
}

// SQLite takes a table of its own making for a large one: the order of the joins is said, so that
// it goes from the one case to its events and contents and never walks those of all cases.
const LOAD: &str = concat!(
    "WITH one AS MATERIALIZED (SELECT c.stream, h.name FROM cases c JOIN stream h ON h.id = c.stream \
       WHERE c.reference = ?1 AND ",
    visible!(),
    ") SELECT 0, e.version, e.at, e.actor, e.kind, e.payload, e.cites, one.name, NULL \
     FROM one CROSS JOIN events e WHERE e.stream = one.stream \
     UNION ALL \
     SELECT 1, k.size, 0, k.key, k.media, NULL, NULL, NULL, \
       CASE WHEN k.inline = 1 THEN k.bytes END \
     FROM one CROSS JOIN content_stream s CROSS JOIN content k \
     WHERE s.stream = one.stream AND k.key = s.key"
);

/// The rows of a case after an act: what it had before is replaced.
pub(crate) fn project(statements: &mut Vec<Statement>, stream: i64, projection: &Projection) {
    let Projection { readers, .. } = projection;
    insert(statements, stream, projection);
    let tokens: Vec<String> = readers
        .may
        .iter()
        .map(|reader| reader.token.as_str().to_owned())
        .collect();
    statements.push(Statement::new(
        "DELETE FROM case_token WHERE stream = ?1 AND NOT (token = ANY(?2))",
        params![stream, tokens],
    ));
    let denied: Vec<String> = readers.denied.iter().map(ToString::to_string).collect();
    statements.push(Statement::new(
        "DELETE FROM case_denied WHERE stream = ?1 AND NOT (person = ANY(?2))",
        params![stream, denied],
    ));
}

/// The rows of a case, over those that it has.
pub(crate) fn insert(statements: &mut Vec<Statement>, stream: i64, projection: &Projection) {
    let upsert = |sql| move |row| Statement::new(sql, row);
    statements.push(upsert(UPSERT)(row_params(stream, &projection.row)));
    statements.extend(token_rows(stream, projection).map(upsert(UPSERT_TOKEN)));
    statements.extend(denied_rows(stream, projection).map(upsert(UPSERT_DENIED)));
    statements.push(crate::search::row_doc(stream, &projection.row));
}

/// Who may read a case, as rows of `case_token`.
pub(crate) fn token_rows(stream: i64, projection: &Projection) -> impl Iterator<Item = Vec<Val>> {
    let Projection {
        row,
        readers,
        words,
    } = projection;
    let due = due(row);
    let reads = |token: &Token| {
        words
            .as_ref()
            .is_none_or(|words| words.may.iter().any(|reader| reader.token == *token))
    };
    readers.may.iter().map(move |reader| {
        params![
            stream,
            reader.token.as_str(),
            reads(&reader.token),
            !row.open,
            due.as_str(),
            row.received,
            row.reference.as_str()
        ]
    })
}

/// Who may not, as rows of `case_denied`.
pub(crate) fn denied_rows(stream: i64, projection: &Projection) -> impl Iterator<Item = Vec<Val>> {
    let denied = projection.readers.denied.iter();
    denied.map(move |person| params![stream, person.as_str()])
}

const UPSERT: &str = "INSERT INTO cases (stream, reference, register, title, state, closed, due, \
     waits_on, service, ward, holder, handler, received, received_on, answered_on, closed_on, \
     judged, held) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18) \
     ON CONFLICT (stream) DO UPDATE SET title = excluded.title, state = excluded.state, \
     closed = excluded.closed, due = excluded.due, waits_on = excluded.waits_on, \
     service = excluded.service, ward = excluded.ward, holder = excluded.holder, \
     handler = excluded.handler, received = excluded.received, received_on = excluded.received_on, \
     answered_on = excluded.answered_on, closed_on = excluded.closed_on, judged = excluded.judged, \
     held = excluded.held";

const UPSERT_TOKEN: &str = "INSERT INTO case_token (stream, token, words, closed, due, received, reference) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
     ON CONFLICT (stream, token) DO UPDATE SET words = excluded.words, \
     closed = excluded.closed, due = excluded.due, received = excluded.received \
     WHERE case_token.closed <> excluded.closed OR case_token.due <> excluded.due \
     OR case_token.received <> excluded.received OR case_token.words <> excluded.words";

const UPSERT_DENIED: &str = "INSERT INTO case_denied (stream, person) VALUES (?1, ?2) \
     ON CONFLICT (stream, person) DO NOTHING";

fn due(row: &Row) -> String {
    row.due
        .map_or_else(|| NO_DATE.to_owned(), |d| d.to_string())
}

/// The row of a case, in the order of the columns of `cases`.
pub(crate) fn row_params(stream: i64, row: &Row) -> Vec<Val> {
    params![
        stream,
        row.reference.as_str(),
        &row.register,
        row.title.as_ref().map(ContentKey::as_str),
        &row.state,
        !row.open,
        due(row),
        row.waits_on.as_ref().map(|token| token.as_str()),
        row.service.as_ref().map(|id| id.as_str()),
        row.ward.as_ref().map(|id| id.as_str()),
        row.holder.as_ref().map(|id| id.as_str()),
        row.handler.as_ref().map(|id| id.as_str()),
        row.received,
        row.received_on,
        row.answered_on,
        row.closed_on,
        row.judged.as_ref(),
        row.held.as_ref(),
    ]
}

/// The columns that [`row`] reads, of the case `c`.
pub(crate) const COLUMNS: &str = "c.register, c.reference, c.title, c.state, c.closed, c.due, \
     c.waits_on, c.service, c.ward, c.holder, c.handler, c.received, c.received_on, c.answered_on, \
     c.closed_on, c.judged, c.held";
/// How many there are.
pub(crate) const COLUMN_COUNT: usize = 17;

/// A row as it was projected. Its search words are not read back.
pub(crate) fn row(cells: &mut Cells) -> Result<Row, Fault> {
    Ok(Row {
        register: cells.text(0)?,
        reference: cells.parsed(1)?,
        title: cells.opt_parsed(2)?,
        state: cells.text(3)?,
        open: !cells.flag(4)?,
        due: Some(cells.text(5)?)
            .filter(|text| text != NO_DATE)
            .map(|text| {
                text.parse()
                    .map_err(|_| Fault::corrupt(format!("`{text}` is not a date")))
            })
            .transpose()?,
        waits_on: cells.opt_text(6)?.map(|token| Token::from_stored(&token)),
        service: cells.opt_parsed(7)?,
        ward: cells.opt_parsed(8)?,
        holder: cells.opt_parsed(9)?,
        handler: cells.opt_parsed(10)?,
        received: cells.instant(11)?,
        received_on: cells.parsed(12)?,
        answered_on: cells.opt_parsed(13)?,
        closed_on: cells.opt_parsed(14)?,
        judged: cells.opt_text(15)?,
        held: cells.opt_text(16)?,
        search: Vec::new(),
    })
}
