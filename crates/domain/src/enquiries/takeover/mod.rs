//! Enquiries that were open before the council began with the product: a table of any headings in, what is to
//! be raised out. Whole or not at all; what is doubtful is asked, never guessed.
//!
//! Honest about the past: each is received when the table says it was, recorded now, and judged by the
//! protocol that was in force on the day of its receipt.

mod columns;
mod dates;
mod table;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use super::command::{ConstituentGiven, Means, Raise};
use super::event::Ground;
use crate::calendar::local_date;
use crate::council::Council;
use crate::directory::import::BadLine;
use crate::directory::{Directory, RoleKind, slugify};
use crate::ids::{AppointmentId, PersonId, ServiceId, WardId};
use crate::text::clean_line;

pub use columns::{Column, Mapping};
pub use dates::Order;
pub use table::{BYTES_MAX, Mail, ROWS_MAX, Table};

/// The most complaints that are listed; the rest are counted.
const LISTED_MAX: usize = 100;
/// The longest title, in characters; what is longer goes into the text whole.
const TITLE: usize = 150;

/// One enquiry to be raised.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which line of the table it is, from 0, those without words not counted.
    pub n: usize,
    /// Its number in the list from which it comes.
    pub key: String,
    /// The member's appointment for which it is raised.
    pub seat: AppointmentId,
    /// The enquiry.
    pub raise: Raise,
}

/// What a table holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Taken {
    /// What is to be raised, in the order of the table.
    pub rows: Vec<Row>,
    /// Lines that say that the enquiry has ended.
    pub ended: usize,
    /// Services of the table that are none of ours, with how many lines name each: these enquiries go where
    /// unclear ones go.
    pub unclear: BTreeMap<String, usize>,
    /// Whoever is named in the place of a member and is none today, with how many lines name each, where the
    /// mapping passes them over.
    pub others: BTreeMap<String, usize>,
}

/// Why a table cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wrong {
    /// What is wrong, the first hundred.
    pub lines: Vec<BadLine>,
    /// How many things are wrong.
    pub count: usize,
    /// Whether it must be said how days are written.
    pub asks_order: bool,
    /// Whoever stands in the place of a member and is none, or might be several, with how many lines name each.
    pub strangers: BTreeMap<String, usize>,
}

impl Wrong {
    /// Adds a complaint.
    pub fn add(&mut self, bad: BadLine) {
        self.count += 1;
        if self.lines.len() < LISTED_MAX {
            self.lines.push(bad);
        }
    }
}

/// Reads what a table holds, as a mapping of its headings says.
///
/// # Errors
/// With everything that is wrong; then nothing of the table is taken.
pub fn read(
    table: &Table,
    mapping: &Mapping,
    council: &Council,
    now: Timestamp,
) -> Result<Taken, Wrong> {
    let mut wrong = Wrong::default();
    let at = match mapping.places(table) {
        Ok(at) => at,
        Err(all) => {
            all.into_iter().for_each(|bad| wrong.add(bad));
            return Err(wrong);
        }
    };
    let days = table.rows.iter().map(|row| at.cell(row, Column::Received));
    let order = match mapping.dates.map_or_else(|| dates::order(days), Ok) {
        Ok(order) => order,
        Err(why) => {
            wrong.asks_order = true;
            wrong.add(table.bad(None, Some(at.heading(Column::Received)), why));
            return Err(wrong);
        }
    };
    let mut reading = Reading {
        known: Known::of(council, now),
        table,
        mapping,
        at: &at,
        order,
        keys: HashMap::new(),
        taken: Taken::default(),
        wrong,
    };
    for n in 0..table.rows.len() {
        reading.row(n);
    }
    if reading.wrong.count == 0 {
        Ok(reading.taken)
    } else {
        Err(reading.wrong)
    }
}

/// What the council knows by the words that tables use.
struct Known {
    seats: HashMap<String, Result<AppointmentId, String>>,
    services: HashMap<String, ServiceId>,
    wards: HashMap<String, WardId>,
}

impl Known {
    fn of(council: &Council, now: Timestamp) -> Self {
        let today = local_date(now);
        let directory = &*council.directory;
        let mut seats: HashMap<String, Result<AppointmentId, String>> = HashMap::new();
        for person in directory.people() {
            let seat = seat(directory, person, now);
            for word in words_for(directory, person) {
                seats
                    .entry(word)
                    .and_modify(|before| {
                        if *before != seat {
                            *before = Err("more than one person is called so: give the mail address or the number".to_owned());
                        }
                    })
                    .or_insert_with(|| seat.clone());
            }
        }
        let mut services = HashMap::new();
        for service in directory.services.on(today) {
            services.insert(service.id.as_str().to_owned(), service.id.clone());
            services.insert(slugify(&service.name), service.id.clone());
        }
        let mut wards = HashMap::new();
        for ward in directory.wards.on(today) {
            wards.insert(ward.id.as_str().to_owned(), ward.id.clone());
            wards.insert(slugify(&ward.name), ward.id.clone());
        }
        Self {
            seats,
            services,
            wards,
        }
    }
}

/// The seat that somebody holds today.
fn seat(directory: &Directory, person: &PersonId, now: Timestamp) -> Result<AppointmentId, String> {
    let mut held = directory.appointments_of(person, local_date(now));
    let seat = held.find(|a| matches!(a.role.kind(), RoleKind::Member | RoleKind::CoOptedMember));
    seat.map(|a| a.id.clone()).ok_or_else(|| {
        "is no member today: name the member who takes the enquiry on, or leave the line out"
            .to_owned()
    })
}

/// The words by which a table may name somebody: name, mail address, number.
fn words_for(directory: &Directory, person: &PersonId) -> Vec<String> {
    let mut words = vec![person.to_string(), named(&directory.name(person))];
    if let Some(details) = directory.details(person) {
        words.extend(details.email.iter().map(|mail| mail.to_lowercase()));
        words.extend(details.reference.iter().map(|number| number.to_lowercase()));
    }
    words.sort();
    words.dedup();
    words
}

/// A name in one spelling, without the title: `Cllr. Ada  Quill` as `ada quill`.
fn named(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split_whitespace();
    let title = |word: &&str| {
        let word = word.trim_end_matches(['.', ',']);
        ["cllr", "councillor", "clr", "mr", "mrs", "ms", "miss", "dr"].contains(&word)
    };
    words.skip_while(title).collect::<Vec<_>>().join(" ")
}

struct Reading<'a> {
    known: Known,
    table: &'a Table,
    mapping: &'a Mapping,
    at: &'a columns::Places,
    order: Order,
    /// The line on which each number stands.
    keys: HashMap<&'a str, u64>,
    taken: Taken,
    wrong: Wrong,
}

impl<'a> Reading<'a> {
    fn row(&mut self, n: usize) {
        let table = self.table;
        let row = &table.rows[n];
        if !self.cell(row, Column::Ended).is_empty() {
            self.taken.ended += 1;
            return;
        }
        let seat = match self.member(row) {
            Ok(seat) => Some(seat),
            Err(_) if self.passes_over(row) => return,
            Err(why) => {
                let text = self.cell(row, Column::Member);
                if !text.is_empty() {
                    let lines = self.wrong.strangers.entry(text.to_owned());
                    *lines.or_default() += 1;
                }
                self.bad(n, Column::Member, why);
                None
            }
        };
        let (key, received) = (self.key(n), self.received(n));
        let words = self.words(n, key.as_deref().unwrap_or_default());
        let (Some(key), Some(received), Some(seat), Some((title, body))) =
            (key, received, seat, words)
        else {
            return;
        };
        let place = self.cell(row, Column::Place);
        let raise = Raise {
            means: Some(Means::TakenOver),
            received: Some(received),
            title,
            body,
            constituent: self.constituent(row),
            ward: self.ward(n),
            place: Some(place.to_owned()).filter(|place| !place.is_empty()),
            service: self.service(row),
            files: row.files.clone(),
            ..Raise::default()
        };
        self.taken.rows.push(Row {
            n,
            key,
            seat,
            raise,
        });
    }

    fn cell(&self, row: &'a table::Line, column: Column) -> &'a str {
        self.at.cell(row, column)
    }

    fn bad(&mut self, n: usize, column: Column, why: impl Into<String>) {
        let heading = self.at.heading(column);
        self.wrong.add(self.table.bad_row(n, Some(heading), why));
    }

    fn key(&mut self, n: usize) -> Option<String> {
        let table = self.table;
        let row = &table.rows[n];
        let key = self.cell(row, Column::Key);
        if key.is_empty() {
            let why = "is empty: each enquiry needs its number, by which it is known when the table comes again";
            self.bad(n, Column::Key, why);
            return None;
        }
        if let Some(before) = self.keys.insert(key, row.line) {
            let why = format!("`{key}` stands on line {before} too: a number may stand there once");
            self.bad(n, Column::Key, why);
            return None;
        }
        Some(key.to_owned())
    }

    fn received(&mut self, n: usize) -> Option<crate::calendar::Receipt> {
        let table = self.table;
        let text = self.cell(&table.rows[n], Column::Received);
        match dates::receipt(text, self.order) {
            Ok(receipt) => Some(receipt),
            Err(why) => {
                self.bad(n, Column::Received, why);
                None
            }
        }
    }

    /// The seat of the member who is named, or why there is none.
    fn member(&self, row: &'a table::Line) -> Result<AppointmentId, String> {
        let text = self.cell(row, Column::Member);
        let said = self.mapping.members.get(text).map_or(text, String::as_str);
        let lower = said.to_lowercase();
        let found = self.known.seats.get(&lower);
        let found = found.or_else(|| self.known.seats.get(&named(said)));
        match found {
            Some(Ok(seat)) => Ok(seat.clone()),
            Some(Err(why)) => Err(format!("`{text}` {why}")),
            None if text.is_empty() => Err("is empty: name the member".to_owned()),
            None => Err(format!(
                "`{text}` is nobody’s name, mail address or number: add the member to the directory, or say who it is"
            )),
        }
    }

    /// Whether a line is left out because it names no member of today; it is counted then.
    fn passes_over(&mut self, row: &'a table::Line) -> bool {
        let text = self.cell(row, Column::Member);
        let passes = self.mapping.pass_over_others && !text.is_empty();
        if passes {
            *self.taken.others.entry(text.to_owned()).or_default() += 1;
        }
        passes
    }

    /// Title and text, with the number under which others still know it.
    fn words(&mut self, n: usize, key: &str) -> Option<(String, String)> {
        let table = self.table;
        let row = &table.rows[n];
        let (title, body) = (self.cell(row, Column::Title), self.cell(row, Column::Body));
        let whole = if body.is_empty() { title } else { body };
        let line = if title.is_empty() {
            body.lines()
                .find(|line| !line.trim().is_empty())
                .unwrap_or_default()
        } else {
            title
        };
        let line = clean_line(line);
        if line.is_empty() {
            self.bad(n, Column::Title, "is empty: say in a line what it is about");
            return None;
        }
        let mut text = whole.to_owned();
        let mut short = line.clone();
        if line.chars().count() > TITLE {
            short = line.chars().take(TITLE - 1).chain(['…']).collect();
            if !body.is_empty() && !title.is_empty() {
                text = format!("{line}\n\n{body}");
            }
        }
        let from = &self.mapping.source;
        let number = if table.is_mailbox {
            String::new()
        } else {
            format!(", where its number is {key}")
        };
        Some((short, format!("{text}\n\nTaken over from {from}{number}.")))
    }

    fn constituent(&self, row: &'a table::Line) -> Option<ConstituentGiven> {
        let details = self.cell(row, Column::Constituent);
        (!details.is_empty()).then(|| ConstituentGiven {
            details: Some(details.to_owned()),
            ground: self.mapping.ground.unwrap_or(Ground::Representative),
            third_party: false,
            child: false,
            employee: false,
            advice_taken: false,
        })
    }

    fn ward(&mut self, n: usize) -> Option<WardId> {
        let table = self.table;
        let text = self.cell(&table.rows[n], Column::Ward);
        if text.is_empty() {
            return None;
        }
        let found = self.known.wards.get(&slugify(text)).cloned();
        if found.is_none() {
            let why =
                format!("`{text}` is no ward today: write one of the directory, or leave it empty");
            self.bad(n, Column::Ward, why);
        }
        found
    }

    fn service(&mut self, row: &'a table::Line) -> Option<ServiceId> {
        let text = self.cell(row, Column::Service);
        if text.is_empty() {
            return None;
        }
        let said = self.mapping.services.get(text).map_or(text, String::as_str);
        let found = self.known.services.get(&slugify(said)).cloned();
        if found.is_none() {
            *self.taken.unclear.entry(text.to_owned()).or_default() += 1;
        }
        found
    }
}
