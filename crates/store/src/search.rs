//! Search: every term must be found in the words of a case, the last one by its beginning; newest first.
//! Terms come from `domain::text` only, so that every engine finds the same.
//!
//! INVARIANT: what is found is decided by `search_doc`, which is written with the words themselves, and by
//! who may read. `search_term` only proposes cases and is filled behind the commits; nothing is ranked by
//! how often a word occurs, because that would tell of cases that the reader may not see.

use domain::access::Visible;
use domain::register::Row;

use crate::Store;
use crate::cases::{self, visible};
use crate::fault::Fault;
use crate::filter::{Filter, Where, conditions};
use crate::list::{COUNT_MAX, Count, Key, Listing, Page, Seek, Sort, past, seek_where};
use crate::tx::{Tx, transact};
use crate::value::{Statement, Val, params};

/// Lines moved into the index of terms at once.
pub(crate) const INDEXED_AT_ONCE: usize = 300;

/// How far a search goes one way before it tries another. What it finds does not depend on it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    /// A term that proposes fewer cases than this, and fewer than the person may read, drives the search
    /// at once. Commoner ones are first looked for among so many of the newest cases of each relation.
    pub few: u64,
    /// If those are not enough, a term drives the search that proposes fewer cases than this, and fewer
    /// than the person may read; else every case that they may read is looked at.
    pub many: u64,
}

impl Effort {
    pub(crate) const USUAL: Self = Self {
        few: 2_000,
        many: 50_000,
    };
}

/// The words of one content of a case as one line; none for a content without a term.
pub(crate) fn doc(stream: i64, row: &Row, content: &str, terms: &[String]) -> Option<Statement> {
    let terms = terms_line(terms)?;
    let line = params![stream, content, row.received, terms];
    Some(Statement::new(UPSERT, line))
}

/// The words of a case's row as one line.
pub(crate) fn row_doc(stream: i64, row: &Row) -> Statement {
    Statement::new(UPSERT, row_line(stream, row))
}

/// The same as it is kept: stream, content, receipt, terms. It is there even without a term.
pub(crate) fn row_line(stream: i64, row: &Row) -> Vec<Val> {
    let words = row.search.iter();
    let terms: Vec<String> = words.flat_map(|words| domain::text::terms(words)).collect();
    let terms = terms_line(&terms).unwrap_or_else(|| NO_TERMS.to_owned());
    params![stream, "", row.received, terms]
}

const UPSERT: &str = "INSERT INTO search_doc (stream, content, received, terms, pending) \
     VALUES (?1, ?2, ?3, ?4, 1) ON CONFLICT (stream, content) DO UPDATE \
     SET received = excluded.received, terms = excluded.terms, pending = 1 \
     WHERE search_doc.terms <> excluded.terms OR search_doc.received <> excluded.received";

/// What a line without a term holds.
const NO_TERMS: &str = "  ";

/// Terms as a line holds them, each once and between blanks; none if there is no term.
fn terms_line(terms: &[String]) -> Option<String> {
    let mut terms: Vec<&str> = terms
        .iter()
        .map(String::as_str)
        .filter(|term| is_term(term))
        .collect();
    terms.sort_unstable();
    terms.dedup();
    (!terms.is_empty()).then(|| format!(" {} ", terms.join(" ")))
}

fn is_term(term: &str) -> bool {
    !term.is_empty() && !term.contains(|c: char| c.is_whitespace() || c == '\0')
}

/// What proposes the cases of a search.
struct Proposal {
    /// The condition on `s.term`, with its parameters still to be added.
    term: String,
    prefix: bool,
}

impl Store {
    /// The readable cases in whose words every term is found, the last by its beginning, newest first.
    /// Without terms it finds nothing. The order of the page is always [`Sort::Newest`].
    pub async fn search(
        &self,
        visible: &Visible,
        terms: &[String],
        filter: &Filter,
        page: &Page,
    ) -> Result<Listing, Fault> {
        let effort = Effort::USUAL;
        self.search_with(visible, terms, filter, page, effort).await
    }

    /// The same, with the effort said.
    pub(crate) async fn search_with(
        &self,
        visible: &Visible,
        terms: &[String],
        filter: &Filter,
        page: &Page,
        effort: Effort,
    ) -> Result<Listing, Fault> {
        let terms: Vec<&str> = terms
            .iter()
            .map(String::as_str)
            .filter(|term| is_term(term))
            .collect();
        if terms.is_empty() {
            return self.page(visible, Vec::new(), 0, Count::of(0)).await;
        }
        let after = page.after.as_ref().map(|cursor| cursor.key());
        let after = after.filter(|key| key.sort == Sort::Newest);
        let asked = Asked {
            visible,
            terms: &terms,
            filter,
        };
        let readable = self.reads_at_most(visible, effort.few).await?;
        let rare = self.proposal(&terms, readable).await?;
        let ways = (rare.as_ref(), effort);
        let counted = COUNT_MAX.max(page.size) + 1;
        let counted = self.newest(&asked, None, counted, ways).await?;
        let count = Count::of(counted.len());
        let keys = match after {
            None => counted,
            Some(_) => self.newest(&asked, after, page.size + 1, ways).await?,
        };
        self.page(visible, keys, page.size, count).await
    }

    /// The newest cases that are asked for after a key, so many, by the way that is likely to be the shortest.
    async fn newest(
        &self,
        asked: &Asked<'_>,
        after: Option<&Key>,
        limit: usize,
        (rare, effort): (Option<&Proposal>, Effort),
    ) -> Result<Vec<Key>, Fault> {
        if let Some(rare) = rare {
            return self.keys(&asked.proposed(rare, after), limit).await;
        }
        if let Some(since) = self.since(asked.visible, after, effort.few).await? {
            let found = self.keys(&asked.walked(after, Some(since)), limit).await?;
            if found.len() == limit {
                return Ok(found);
            }
            let readable = self.reads_at_most(asked.visible, effort.many).await?;
            if let Some(rarer) = self.proposal(asked.terms, readable).await? {
                return self.keys(&asked.proposed(&rarer, after), limit).await;
            }
        }
        self.keys(&asked.walked(after, None), limit).await
    }

    /// Since when no relation of this person has more than so many cases, before a key if one is given;
    /// none if there are no more at all.
    async fn since(
        &self,
        visible: &Visible,
        after: Option<&Key>,
        cases: u64,
    ) -> Result<Option<i64>, Fault> {
        let before = after.map_or(i64::MAX, |key| key.received);
        let sql = "SELECT received FROM case_token WHERE token = ?1 AND received <= ?2 \
                   ORDER BY received DESC, reference DESC LIMIT 1 OFFSET ?3";
        let mut since = None;
        for token in cases::tokens(visible) {
            let rows = self.query(sql, params![token, before, cases]).await?;
            for mut cells in rows {
                since = since.max(Some(cells.int(0)?));
            }
        }
        Ok(since)
    }

    /// The term that proposes the fewest cases, if any proposes fewer than so many.
    async fn proposal(&self, terms: &[&str], few: u64) -> Result<Option<Proposal>, Fault> {
        let mut best: Option<(u64, Proposal)> = None;
        for (n, term) in terms.iter().enumerate() {
            let prefix = n + 1 == terms.len();
            let most = best.as_ref().map_or(few, |(n, _)| *n);
            let (sql, params) = if prefix {
                let sql = "SELECT count(*) FROM (SELECT 1 FROM search_term \
                           WHERE term >= ?1 AND term < ?2 LIMIT ?3) AS found";
                (sql, params![*term, end_of(term), most])
            } else {
                let sql = "SELECT count(*) FROM (SELECT 1 FROM search_term \
                           WHERE term = ?1 LIMIT ?2) AS found";
                (sql, params![*term, most])
            };
            let rows = self.query(sql, params).await?;
            let found = match rows.into_iter().next() {
                Some(mut cells) => cells.count(0)?,
                None => 0,
            };
            if found < most {
                let term = (*term).to_owned();
                best = Some((found, Proposal { term, prefix }));
            }
        }
        Ok(best.map(|(_, proposal)| proposal))
    }

    /// Moves words that were committed since into the index of terms; returns how many lines. Search finds
    /// them before as well, only more slowly. The store does this by itself when it has nothing else to do.
    pub async fn index_words(&self) -> Result<usize, Fault> {
        transact!(self, |tx| index_some(tx))
    }
}

/// After every term that begins so.
fn end_of(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

/// Every term is in the words of the case `t`, as far as these relations may read them: whoever may only
/// know of a case finds it by its reference, service and ward, not by what it says.
fn words(t: &str, on: &mut Where, tokens: Vec<String>, terms: &[&str]) {
    let tokens = on.param(tokens);
    for (n, term) in terms.iter().enumerate() {
        let last = n + 1 == terms.len();
        let part = on.param(format!(" {term}{}", if last { "" } else { " " }));
        on.sql.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM search_doc d WHERE d.stream = {t}.stream \
             AND instr(d.terms, {part}) > 0 AND (d.content = '' OR EXISTS \
             (SELECT 1 FROM case_token w WHERE w.stream = d.stream AND w.words = 1 \
             AND w.token = ANY ({tokens}))))"
        ));
    }
}

/// What a search asks for.
struct Asked<'a> {
    visible: &'a Visible,
    terms: &'a [&'a str],
    filter: &'a Filter,
}

impl Asked<'_> {
    /// A seek through what the person may read, from the newest on, back to a time if one is given.
    fn walked(&self, after: Option<&Key>, since: Option<i64>) -> Seek {
        let sort = Sort::Newest;
        seek_where(self.visible, self.filter, sort, after, false, |t, on| {
            if let Some(since) = since {
                let since = on.param(since);
                on.sql.push_str(&format!(" AND {t}.received >= {since}"));
            }
            words(t, on, cases::tokens(self.visible), self.terms);
        })
    }

    /// A seek through what one term proposes, and through the lines that are not in the index yet.
    fn proposed(&self, proposal: &Proposal, after: Option<&Key>) -> Seek {
        let tokens = cases::tokens(self.visible);
        let mut on = Where {
            sql: visible!().to_owned(),
            params: params![tokens.clone(), self.visible.person().as_str()],
        };
        let from = on.param(proposal.term.as_str());
        let term = if proposal.prefix {
            let end = on.param(end_of(&proposal.term));
            format!("s.term >= {from} AND s.term < {end}")
        } else {
            format!("s.term = {from}")
        };
        conditions(&mut on, "c", self.filter);
        words("c", &mut on, tokens, self.terms);
        if let Some(after) = after {
            past(&mut on, "c", after);
        }
        Seek {
            keys: vec![String::new()],
            sql: format!(
                "SELECT c.closed, c.due, c.received, c.reference, c.stream FROM \
                 (SELECT DISTINCT stream FROM \
                   (SELECT stream FROM search_term s WHERE {term} AND {{key}} = '' \
                    UNION ALL SELECT stream FROM search_doc WHERE pending = 1) every) p \
                 CROSS JOIN cases c WHERE c.stream = p.stream AND {} \
                 ORDER BY c.received DESC, c.reference DESC LIMIT {{limit}}",
                on.sql
            ),
            params: on.params,
            sort: Sort::Newest,
        }
    }
}

/// Some lines that are pending, in one transaction; returns how many it moved.
pub(crate) async fn index_some<T: Tx>(tx: &T) -> Result<usize, Fault> {
    let lock = if T::POSTGRES {
        " FOR UPDATE SKIP LOCKED"
    } else {
        ""
    };
    let sql = format!(
        "SELECT stream, content, terms, received FROM search_doc WHERE pending = 1 \
         ORDER BY received, stream, content LIMIT {INDEXED_AT_ONCE}{lock}"
    );
    let mut postings = Vec::new();
    let mut done = Vec::new();
    for mut cells in tx.query(&sql, &[]).await? {
        let (stream, content) = (cells.int(0)?, cells.text(1)?);
        let (terms, received) = (cells.text(2)?, cells.int(3)?);
        for term in terms.split_whitespace() {
            postings.push((term.to_owned(), received, stream));
        }
        done.push(Statement::new(
            "UPDATE search_doc SET pending = 0 WHERE stream = ?1 AND content = ?2",
            params![stream, content],
        ));
    }
    let lines = done.len();
    // In the order of the index, so that neighbours share a page.
    postings.sort_unstable();
    postings.dedup();
    let insert = |(term, received, stream): (String, i64, i64)| {
        Statement::new(
            "INSERT INTO search_term (term, received, stream) VALUES (?1, ?2, ?3) \
             ON CONFLICT (term, received, stream) DO NOTHING",
            params![term, received, stream],
        )
    };
    let mut statements: Vec<Statement> = postings.into_iter().map(insert).collect();
    statements.extend(done);
    tx.change(&statements).await?;
    Ok(lines)
}
