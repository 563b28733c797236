//! Lists of cases: one seek per relation of the person who asks, merged, without duplicates, in pages
//! by key. Nothing is listed without a `Visible`.
//!
//! INVARIANT: a cursor holds the sort key and the reference of the last case shown, both of which its
//! reader has seen; no row number and nothing that tells how many cases there are.

use std::fmt;
use std::str::FromStr;

use domain::access::Visible;
use domain::reference::Reference;
use domain::register::Row;
use jiff::civil::Date;

use crate::Store;
use crate::cases::{self, COLUMN_COUNT, COLUMNS, visible, words_visible};
use crate::fault::Fault;
use crate::filter::{Filter, Where, conditions};
use crate::value::{Val, params};

/// Whoever reads so many cases is listed those of one service or ward from its own index.
const READS_MANY: u64 = 1_000;
/// Counts go no further than this; a page says "100+".
pub const COUNT_MAX: usize = 100;

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Open cases before closed ones, each by the next date; those without one last.
    #[default]
    Due,
    /// The newest received first.
    Newest,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// After which case; none for the first page.
    pub after: Option<Cursor>,
    /// How many cases at most.
    pub size: usize,
    /// In which order. A cursor of another order is ignored.
    pub sort: Sort,
}

impl Page {
    /// The first page.
    pub fn first(size: usize, sort: Sort) -> Self {
        Self {
            after: None,
            size,
            sort,
        }
    }
}

/// Where a page ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(Key);

impl Cursor {
    pub(crate) fn key(&self) -> &Key {
        &self.0
    }
}

/// A text that is not a cursor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not the address of a page of a list: open the list from its beginning")]
pub struct BadCursor;

/// The sort keys of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub closed: bool,
    pub due: String,
    pub received: i64,
    pub reference: String,
    /// The store's own number of the case; 0 in a cursor, which never holds it.
    pub stream: i64,
    pub sort: Sort,
}

impl Key {
    /// Before which other key this one stands.
    fn order(&self) -> (bool, &str, std::cmp::Reverse<(i64, &str)>, &str) {
        match self.sort {
            Sort::Due => (
                self.closed,
                &self.due,
                std::cmp::Reverse((0, "")),
                &self.reference,
            ),
            Sort::Newest => (
                false,
                "",
                std::cmp::Reverse((self.received, &self.reference)),
                "",
            ),
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = &self.0;
        match key.sort {
            Sort::Due => {
                let open = if key.closed { "closed" } else { "open" };
                write!(f, "{open}.{}.{}", key.due, key.reference)
            }
            Sort::Newest => write!(f, "received.{}.{}", key.received, key.reference),
        }
    }
}

impl FromStr for Cursor {
    type Err = BadCursor;
    fn from_str(text: &str) -> Result<Self, BadCursor> {
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().ok_or(BadCursor);
        let (order, key, reference) = (part()?, part()?, part()?);
        let reference: Reference = reference.parse().map_err(|_| BadCursor)?;
        let mut cursor = Key {
            closed: order == "closed",
            due: String::new(),
            received: 0,
            reference: reference.to_string(),
            stream: 0,
            sort: Sort::Due,
        };
        match order {
            "open" | "closed" => {
                let due: Date = key.parse().map_err(|_| BadCursor)?;
                cursor.due = due.to_string();
            }
            "received" => {
                cursor.received = key.parse().map_err(|_| BadCursor)?;
                cursor.sort = Sort::Newest;
            }
            _ => return Err(BadCursor),
        }
        Ok(Self(cursor))
    }
}

/// How many cases there are, as far as anybody counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The number, at most [`COUNT_MAX`].
    pub n: usize,
    /// Whether there are more.
    pub more: bool,
}

impl Count {
    pub(crate) fn of(found: usize) -> Self {
        Self {
            n: found.min(COUNT_MAX),
            more: found > COUNT_MAX,
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.n, if self.more { "+" } else { "" })
    }
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its row; the search words are not read back.
    pub row: Row,
    /// The words of its title; none if it has none, they were erased, or the person may not read them.
    pub title: Option<String>,
    /// Whether the person may read the words of the case, and not only that there is one.
    pub words: bool,
}

/// One page of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The cases, in order.
    pub items: Vec<Item>,
    /// Where the next page begins; none if this is the last.
    pub next: Option<Cursor>,
    /// How many there are on all pages.
    pub count: Count,
}

/// A statement to be run for each of some keys, each giving `closed, due, received, reference, stream` in order.
#[derive(Debug, Clone)]
pub(crate) struct Seek {
    /// The keys: tokens, appointments or persons.
    pub keys: Vec<String>,
    /// The statement for one key, written as `{key}`; ends with `LIMIT {limit}`.
    pub sql: String,
    /// Its parameters from `?2` on.
    pub params: Vec<Val>,
    /// The order.
    pub sort: Sort,
}

/// Merges what the seeks found: in order, each case once, so many at most.
pub(crate) fn merge(mut found: Vec<Key>, limit: usize) -> Vec<Key> {
    found.sort_unstable_by(|a, b| a.order().cmp(&b.order()));
    found.dedup_by(|a, b| a.reference == b.reference);
    found.truncate(limit);
    found
}

/// What drives a list: the index whose rows are walked.
enum Driver {
    /// The relations of the person who asks.
    Tokens,
    /// A column of the case that holds for fewer cases: on whom it waits, whose it is, who has it; and for
    /// those who read many cases, its service or ward.
    Column(&'static str),
}

/// The seeks of a list.
fn seek(
    visible: &Visible,
    filter: &Filter,
    sort: Sort,
    after: Option<&Key>,
    reads_many: bool,
) -> Seek {
    seek_where(visible, filter, sort, after, reads_many, |_, _| {})
}

/// The seeks of a list with one more condition, which is told the table that is walked.
pub(crate) fn seek_where(
    visible: &Visible,
    filter: &Filter,
    sort: Sort,
    after: Option<&Key>,
    reads_many: bool,
    extra: impl FnOnce(&str, &mut Where),
) -> Seek {
    let tokens = cases::tokens(visible);
    let mut rest = filter.clone();
    let (driver, keys) = if rest.waiting_on_me {
        rest.waiting_on_me = false;
        (Driver::Column("waits_on"), tokens.clone())
    } else if !rest.holders.is_empty() {
        let holders = std::mem::take(&mut rest.holders);
        let keys = holders.iter().map(ToString::to_string).collect();
        (Driver::Column("holder"), keys)
    } else if !rest.handlers.is_empty() {
        let handlers = std::mem::take(&mut rest.handlers);
        let keys = handlers.iter().map(ToString::to_string).collect();
        (Driver::Column("handler"), keys)
    } else if let Some(service) = rest.service.take_if(|_| reads_many) {
        (Driver::Column("service"), vec![service.to_string()])
    } else if let Some(ward) = rest.ward.take_if(|_| reads_many) {
        (Driver::Column("ward"), vec![ward.to_string()])
    } else {
        (Driver::Tokens, tokens.clone())
    };
    let person = visible.person().as_str();
    let (t, from, sql, params) = match driver {
        Driver::Tokens => (
            "t",
            "case_token t JOIN cases c ON c.stream = t.stream",
            "t.token = {key} AND NOT EXISTS (SELECT 1 FROM case_denied n \
             WHERE n.stream = t.stream AND n.person = ?2)"
                .to_owned(),
            params![person],
        ),
        Driver::Column(column) => (
            "c",
            "cases c",
            format!("c.{column} = {{key}} AND {}", visible!()),
            params![tokens, person],
        ),
    };
    let mut on = Where { sql, params };
    conditions(&mut on, t, &rest);
    extra(t, &mut on);
    if let Some(after) = after.filter(|after| after.sort == sort) {
        past(&mut on, t, after);
    }
    let order = match sort {
        Sort::Due => format!("{t}.closed, {t}.due, {t}.reference"),
        Sort::Newest => format!("{t}.received DESC, {t}.reference DESC"),
    };
    Seek {
        keys,
        sql: format!(
            "SELECT {t}.closed, {t}.due, {t}.received, {t}.reference, {t}.stream FROM {from} \
             WHERE {} ORDER BY {order} LIMIT {{limit}}",
            on.sql
        ),
        params: on.params,
        sort,
    }
}

/// Only what stands after a key.
pub(crate) fn past(on: &mut Where, t: &str, after: &Key) {
    let reference = after.reference.as_str();
    match after.sort {
        Sort::Due => {
            let (closed, due) = (on.param(after.closed), on.param(after.due.as_str()));
            let reference = on.param(reference);
            on.sql.push_str(&format!(
                " AND ({t}.closed, {t}.due, {t}.reference) > ({closed}, {due}, {reference})"
            ));
        }
        Sort::Newest => {
            let (received, reference) = (on.param(after.received), on.param(reference));
            on.sql.push_str(&format!(
                " AND ({t}.received, {t}.reference) < ({received}, {reference})"
            ));
        }
    }
}

impl Store {
    /// One page of the cases that this person may read and the filter asks for.
    pub async fn list(
        &self,
        visible: &Visible,
        filter: &Filter,
        page: &Page,
    ) -> Result<Listing, Fault> {
        let after = page.after.as_ref().map(|cursor| &cursor.0);
        let many = self.reads_many(visible, filter).await?;
        let first = seek(visible, filter, page.sort, None, many);
        let counted = self.keys(&first, COUNT_MAX.max(page.size) + 1).await?;
        let count = Count::of(counted.len());
        let keys = match after {
            None => counted,
            Some(_) => {
                let next = seek(visible, filter, page.sort, after, many);
                self.keys(&next, page.size + 1).await?
            }
        };
        self.page(visible, keys, page.size, count).await
    }

    /// How many cases a list would have, as far as anybody counts.
    pub async fn count(&self, visible: &Visible, filter: &Filter) -> Result<Count, Fault> {
        let many = self.reads_many(visible, filter).await?;
        let seek = seek(visible, filter, Sort::Due, None, many);
        Ok(Count::of(self.keys(&seek, COUNT_MAX + 1).await?.len()))
    }

    /// Whether the cases of the filter's service or ward are fewer than those that this person may read.
    async fn reads_many(&self, visible: &Visible, filter: &Filter) -> Result<bool, Fault> {
        if filter.service.is_none() && filter.ward.is_none() {
            return Ok(false);
        }
        Ok(self.reads_at_most(visible, READS_MANY).await? >= READS_MANY)
    }

    /// How many cases this person may read, counted no further than so many; a case twice that they may
    /// read for two reasons.
    pub(crate) async fn reads_at_most(&self, visible: &Visible, most: u64) -> Result<u64, Fault> {
        let sql = "SELECT count(*) FROM \
                   (SELECT 1 FROM case_token WHERE token = ANY(?1) LIMIT ?2) AS found";
        let params = params![cases::tokens(visible), most];
        let rows = self.query(sql, params).await?.into_iter();
        rows.map(|mut cells| cells.count(0)).sum()
    }

    /// The cases of these keys as a page.
    pub(crate) async fn page(
        &self,
        visible: &Visible,
        mut keys: Vec<Key>,
        size: usize,
        count: Count,
    ) -> Result<Listing, Fault> {
        let more = keys.len() > size;
        keys.truncate(size);
        let next = keys.last().filter(|_| more).cloned().map(Cursor);
        let items = self.items(visible, &keys).await?;
        Ok(Listing { items, next, count })
    }

    /// The rows and titles of these keys, in their order, as far as they are still readable.
    async fn items(&self, visible: &Visible, keys: &[Key]) -> Result<Vec<Item>, Fault> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT {COLUMNS}, k.bytes, {} FROM cases c \
             LEFT JOIN content k ON k.key = c.title AND k.inline = 1 \
             WHERE c.stream = ANY(?1) AND {}",
            words_visible!("c", "?2"),
            visible!()
        );
        let streams: Vec<i64> = keys.iter().map(|key| key.stream).collect();
        let params = params![streams, cases::tokens(visible), visible.person().as_str()];
        let mut items = Vec::with_capacity(keys.len());
        for mut cells in self.query(&sql, params).await? {
            let row = cases::row(&mut cells)?;
            let words = cells.flag(COLUMN_COUNT + 1)?;
            let title = cells
                .opt_blob(COLUMN_COUNT)?
                .filter(|_| words)
                .and_then(|bytes| String::from_utf8(bytes).ok());
            items.push(Item { row, title, words });
        }
        let place = |item: &Item| {
            keys.iter()
                .position(|key| key.reference == item.row.reference.as_str())
        };
        items.sort_by_cached_key(place);
        Ok(items)
    }
}
