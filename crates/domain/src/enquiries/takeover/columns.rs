//! Which column of a table gives what: said by a person, or proposed from its headings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::dates::Order;
use super::table::{Line, Table};
use crate::directory::import::BadLine;
use crate::enquiries::event::Ground;

/// What a column can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// The number of the enquiry in the list from which it comes.
    Key,
    /// The member: name, mail address or number.
    Member,
    /// The day, perhaps with the hour, on which it reached the council.
    Received,
    /// What it is about, in a line.
    Title,
    /// What the member asks.
    Body,
    /// The service that has it.
    Service,
    /// The ward of the place.
    Ward,
    /// The place in words.
    Place,
    /// The constituent, with how to reach them.
    Constituent,
    /// When or how it ended: a line that says so is passed over.
    Ended,
}

impl Column {
    /// All, in the order in which they are asked.
    pub const ALL: [Self; 10] = [
        Self::Key,
        Self::Member,
        Self::Received,
        Self::Title,
        Self::Body,
        Self::Service,
        Self::Ward,
        Self::Place,
        Self::Constituent,
        Self::Ended,
    ];

    /// Its word in a mapping.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Member => "member",
            Self::Received => "received",
            Self::Title => "title",
            Self::Body => "body",
            Self::Service => "service",
            Self::Ward => "ward",
            Self::Place => "place",
            Self::Constituent => "constituent",
            Self::Ended => "ended",
        }
    }

    /// What it gives, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Key => "Its number in the list it comes from",
            Self::Member => "Member: name, mail address or number",
            Self::Received => "Day received",
            Self::Title => "What it is about, in a line",
            Self::Body => "What the member asks",
            Self::Service => "Service",
            Self::Ward => "Ward",
            Self::Place => "Place",
            Self::Constituent => "Constituent",
            Self::Ended => "When it ended (such lines are passed over)",
        }
    }

    /// Headings that usually stand over it, in small letters.
    fn usual(self) -> &'static [&'static str] {
        match self {
            Self::Key => &[
                "key",
                "ref",
                "ref no",
                "reference",
                "case",
                "case no",
                "case number",
                "case ref",
                "case reference",
                "enquiry no",
                "enquiry number",
                "enquiry ref",
                "id",
                "number",
                "no",
            ],
            Self::Member => &[
                "member",
                "councillor",
                "cllr",
                "member name",
                "councillor name",
                "raised by",
                "from",
                "member email",
                "councillor email",
            ],
            Self::Received => &[
                "received",
                "date received",
                "received date",
                "date rec'd",
                "date recd",
                "date",
                "date raised",
                "raised",
                "date in",
                "opened",
                "date opened",
                "created",
                "logged",
                "date logged",
                "start date",
            ],
            Self::Title => &[
                "title", "subject", "summary", "about", "topic", "matter", "issue",
            ],
            Self::Body => &[
                "body",
                "details",
                "detail",
                "description",
                "enquiry",
                "question",
                "text",
                "request",
                "enquiry details",
                "notes",
            ],
            Self::Service => &[
                "service",
                "service area",
                "department",
                "dept",
                "team",
                "directorate",
                "assigned to",
                "passed to",
                "sent to",
            ],
            Self::Ward => &["ward", "division", "ward name"],
            Self::Place => &["place", "address", "location", "site"],
            Self::Constituent => &[
                "constituent",
                "resident",
                "customer",
                "contact",
                "on behalf of",
            ],
            Self::Ended => &[
                "ended",
                "closed",
                "date closed",
                "closed date",
                "completed",
                "date completed",
                "answered",
                "date answered",
                "response date",
                "date of response",
                "reply sent",
            ],
        }
    }

    /// Words of which one in a heading tells of it, where no usual heading stands there and one heading alone has such
    /// a word.
    fn telling(self) -> &'static [&'static str] {
        match self {
            Self::Key => &["ref", "reference", "number", "id"],
            Self::Member => &["member", "councillor", "cllr"],
            Self::Received => &["received", "rec'd", "recd", "rcvd", "raised"],
            Self::Title => &["subject", "title", "about", "topic"],
            Self::Body => &["details", "description"],
            Self::Service => &["service", "dept", "department", "directorate"],
            Self::Ward => &["ward"],
            Self::Place => &["address", "location"],
            Self::Constituent => &["constituent", "resident"],
            Self::Ended => &["ended", "closed", "completed", "finished", "resolved"],
        }
    }

    /// Whether there is no taking over without it.
    pub fn is_needed(self) -> bool {
        matches!(self, Self::Key | Self::Member | Self::Received)
    }
}

/// Which column gives what, and what the words of the table mean.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Mapping {
    /// The list from which they come, in words: `the enquiries inbox`. With the number it tells whether an
    /// enquiry has been taken over already.
    pub source: String,
    /// How days are written, where the table itself leaves it in doubt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<Order>,
    /// On what ground the constituents' details are used; `representative` if not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// Whether lines are left out, and counted, that name somebody who is no member today; else they are wrong. So
    /// it is in a mailbox, to which others write as well.
    pub pass_over_others: bool,
    /// The heading for each.
    pub columns: BTreeMap<Column, String>,
    /// Members as the table calls them, each with a name, mail address or number that the directory knows.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub members: BTreeMap<String, String>,
    /// Services as the table calls them, each with ours.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub services: BTreeMap<String, String>,
}

/// A heading in one spelling.
fn plain(heading: &str) -> String {
    let lower = heading.to_lowercase().replace('’', "'");
    let words = lower.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

impl Mapping {
    /// What the headings suggest; for a person to look at.
    pub fn suggested(table: &Table) -> Self {
        let mut columns = BTreeMap::new();
        let mut taken = Vec::new();
        for column in Column::ALL {
            let rank = |heading: &&String| column.usual().iter().position(|u| *u == plain(heading));
            let free = table
                .headings
                .iter()
                .filter(|h| !h.is_empty() && !taken.contains(h));
            let found = free.filter(|h| rank(h).is_some()).min_by_key(rank);
            if let Some(heading) = found {
                columns.insert(column, heading.clone());
                taken.push(heading);
            }
        }
        for column in Column::ALL {
            if columns.contains_key(&column) {
                continue;
            }
            let tells = |heading: &&String| {
                let heading = plain(heading);
                let mut words = heading.split(' ');
                words.any(|word| column.telling().contains(&word))
            };
            let free = table.headings.iter().filter(|h| !taken.contains(h));
            let mut found = free.filter(tells);
            if let (Some(heading), None) = (found.next(), found.next()) {
                columns.insert(column, heading.clone());
                taken.push(heading);
            }
        }
        Self {
            source: if table.is_mailbox {
                "the former mailbox".to_owned()
            } else {
                "the former list".to_owned()
            },
            pass_over_others: table.is_mailbox,
            columns,
            ..Self::default()
        }
    }

    /// Where each column stands.
    pub(super) fn places(&self, table: &Table) -> Result<Places, Vec<BadLine>> {
        let mut wrong = Vec::new();
        let mut at = BTreeMap::new();
        for (column, heading) in &self.columns {
            let same = |h: &String| plain(h) == plain(heading);
            let mut found = table.headings.iter().enumerate().filter(|(_, h)| same(h));
            match (found.next(), found.next()) {
                (Some((n, _)), None) => {
                    at.insert(*column, (n, heading.clone()));
                }
                (None, _) => {
                    let all = table.headings.join(", ");
                    let why = format!("there is no such column: the table has {all}");
                    wrong.push(table.bad(Some(1), Some(heading), why));
                }
                (Some(_), Some(_)) => {
                    let why = "stands over two columns: give one of them another name";
                    wrong.push(table.bad(Some(1), Some(heading), why));
                }
            }
        }
        let given = |column: &Column| self.columns.contains_key(column);
        for column in Column::ALL.iter().filter(|c| c.is_needed() && !given(c)) {
            let what = column.label().to_lowercase();
            let why = format!(
                "no column gives `{}` ({what}): say which does",
                column.slug()
            );
            wrong.push(table.bad(Some(1), None, why));
        }
        if !given(&Column::Title) && !given(&Column::Body) {
            let why = "no column gives `title` or `body`: say which says what it is about";
            wrong.push(table.bad(Some(1), None, why));
        }
        if self.source.trim().is_empty() {
            let why =
                "the list they come from has no name: write for example `the enquiries inbox`";
            wrong.push(table.bad(None, None, why));
        }
        if wrong.is_empty() {
            Ok(Places(at))
        } else {
            Err(wrong)
        }
    }
}

/// Where each column stands in a table.
pub(super) struct Places(BTreeMap<Column, (usize, String)>);

impl Places {
    /// The cell of a line without the blanks around it; empty where no column gives it.
    pub(super) fn cell<'a>(&self, line: &'a Line, column: Column) -> &'a str {
        let place = self.0.get(&column);
        place
            .and_then(|(n, _)| line.cells.get(*n))
            .map_or("", |cell| cell.trim())
    }

    /// The heading over it.
    pub(super) fn heading(&self, column: Column) -> &str {
        self.0
            .get(&column)
            .map_or(column.slug(), |(_, heading)| heading)
    }
}
