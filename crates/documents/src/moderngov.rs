//! Councillors and wards from the XML that ModernGov's web service answers to `GetCouncillorsByWard`, as the
//! tables that the directory's import takes.
//!
//! Never keeps a home address. What the feed leaves out is left as it is known; nobody ends by not being in it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::BufRead;

use domain::directory::import::Source;

use crate::Unreadable;
use crate::xml::{Next, Xml};

/// The most bytes of an answer that is read.
pub const BYTES_MAX: usize = 5 << 20;
/// The most bytes of one element's text.
const TEXT_MAX: usize = 10_000;
/// Titles before a name, as feeds write them.
const TITLES: [&str; 4] = ["councillor", "cllr", "cllr.", "cllr,"];

/// What a feed holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feed {
    /// The wards, in their order.
    pub wards: Vec<Ward>,
    /// What was passed over, and why.
    pub passed_over: Vec<String>,
}

/// A ward with its councillors.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ward {
    /// Its name.
    pub title: String,
    /// Who sits for it.
    pub councillors: Vec<Councillor>,
}

/// A councillor as the feed has them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Councillor {
    /// ModernGov's own number.
    pub id: String,
    /// The name without the title.
    pub name: String,
    /// The political group, or the party where no group is given.
    pub group: String,
    /// The council's mail address.
    pub email: String,
    /// The telephone at work.
    pub phone: String,
    /// First day of the current term, as the feed writes it; empty if it does not.
    pub from: String,
}

/// Reads a feed.
///
/// # Errors
/// Where the XML is damaged, too large, or not that of councillors by ward.
pub fn read(bytes: &[u8]) -> Result<Feed, Unreadable> {
    if bytes.len() > BYTES_MAX {
        return Err(Unreadable::TooLarge(BYTES_MAX >> 20));
    }
    let mut reading = Reading::default();
    let mut xml = Xml::new(bytes);
    reading.read(&mut xml)?;
    if reading.feed.wards.is_empty() {
        return Err(Unreadable::WrongFormat {
            what: "no list of councillors by ward",
            instead: "give what the web service’s GetCouncillorsByWard answers",
        });
    }
    Ok(reading.feed)
}

#[derive(Default)]
struct Reading {
    feed: Feed,
    /// The elements that are open, in lower case.
    open: Vec<String>,
    text: String,
    ward: Ward,
    councillor: Councillor,
    party: String,
    phones: Vec<String>,
    terms: Vec<(String, String)>,
}

impl Reading {
    fn read<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), Unreadable> {
        loop {
            match xml.next()? {
                Next::Start(element) => {
                    self.open.push(element.name.to_lowercase());
                    self.text.clear();
                    if self.here("termofoffice") {
                        self.terms.push(Default::default());
                    }
                }
                Next::Text(text) if self.text.len() < TEXT_MAX => self.text.push_str(&text),
                Next::End(_) => {
                    let name = self.open.pop().unwrap_or_default();
                    let text = plain(&self.text);
                    self.ended(&name, text);
                    self.text.clear();
                }
                Next::Empty(_) | Next::Text(_) => {}
                Next::Eof if self.open.is_empty() => return Ok(()),
                Next::Eof => return Err(Unreadable::Damaged("it ends in the middle".to_owned())),
            }
        }
    }

    fn here(&self, element: &str) -> bool {
        self.open.last().is_some_and(|open| open == element)
    }

    fn ended(&mut self, name: &str, text: String) {
        let one = &mut self.councillor;
        let at_work = self.open.last().is_some_and(|open| open == "workaddress");
        match name {
            "wardtitle" => self.ward.title = text,
            "councillorid" => one.id = text,
            "fullusername" => one.name = untitled(&text),
            "politicalgrouptitle" => one.group = text,
            "politicalpartytitle" => self.party = text,
            "email" if at_work => one.email = text,
            "phone" | "mobile" if at_work => self.phones.push(text),
            "startdate" => self.term(|term| term.0 = text),
            "enddate" => self.term(|term| term.1 = text),
            "councillor" => self.councillor_ended(),
            "ward" => self.ward_ended(),
            _ => {}
        }
    }

    fn term(&mut self, set: impl FnOnce(&mut (String, String))) {
        if let Some(term) = self.terms.last_mut() {
            set(term);
        }
    }

    fn councillor_ended(&mut self) {
        let mut one = std::mem::take(&mut self.councillor);
        let terms = std::mem::take(&mut self.terms);
        let party = std::mem::take(&mut self.party);
        let phones = std::mem::take(&mut self.phones);
        if one.group.is_empty() {
            one.group = party;
        }
        one.phone = phones
            .into_iter()
            .find(|p| !p.is_empty())
            .unwrap_or_default();
        let open = |end: &str| !end.chars().any(|c| c.is_ascii_digit());
        // The last term that has no end; terms stand in the order of their beginnings.
        if let Some((from, _)) = terms.iter().rfind(|(_, end)| open(end)) {
            one.from = from.clone();
        } else if !terms.is_empty() {
            let why = format!("{}: every term of office has ended", one.name);
            return self.feed.passed_over.push(why);
        }
        if one.id.is_empty() || one.name.is_empty() || is_vacancy(&one.name) {
            let what = if one.name.is_empty() {
                "a councillor"
            } else {
                &one.name
            };
            let why = format!("{what} of {}: nobody, or without a number", self.ward.title);
            return self.feed.passed_over.push(why);
        }
        self.ward.councillors.push(one);
    }

    fn ward_ended(&mut self) {
        let ward = std::mem::take(&mut self.ward);
        if ward.title.is_empty() {
            let n = ward.councillors.len();
            let why = format!("a ward without a name, with {n} councillors");
            return self.feed.passed_over.push(why);
        }
        self.feed.wards.push(ward);
    }
}

fn is_vacancy(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with("vacan") || name == "vacant seat"
}

/// Text without what feeds encode twice (`&amp;#39;`), in one line.
fn plain(text: &str) -> String {
    let decoded = quick_xml::escape::unescape(text);
    let decoded = decoded.map_or_else(|_| text.to_owned(), |text| text.into_owned());
    let decoded = decoded.replace("&nbsp;", " ");
    decoded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name without the title before it: `Councillor Ada Quill` is `Ada Quill`.
fn untitled(name: &str) -> String {
    let words = name.split_whitespace();
    let is_title = |word: &&str| TITLES.contains(&word.to_lowercase().as_str());
    words.skip_while(is_title).collect::<Vec<_>>().join(" ")
}

/// The tables of a feed: wards, groups, people, appointments. What the council knows by name already, as
/// `known` says of a ward or a group, keeps its own facts. `from` is the first day of whatever the feed
/// gives none for.
///
/// # Errors
/// With a sentence for each councillor whose first day is known to nobody.
pub fn tables(
    feed: &Feed,
    from: Option<&str>,
    known: impl Fn(Noun, &str) -> bool,
) -> Result<Vec<Source>, Vec<String>> {
    let mut wrong = Vec::new();
    let mut wards = "name,seats,from\n".to_owned();
    let mut people = "reference,name,title,email,phone\n".to_owned();
    let mut appointments = "person,office,of,from\n".to_owned();
    let mut groups: BTreeMap<&str, &str> = BTreeMap::new();
    for ward in &feed.wards {
        let mut first = from.unwrap_or_default();
        for one in &ward.councillors {
            let begins = Some(one.from.as_str()).filter(|from| !from.is_empty());
            let Some(begins) = begins.or(from) else {
                let name = &one.name;
                let why = format!("{name}: the feed gives no first day of office");
                wrong.push(why);
                continue;
            };
            first = earliest(first, begins);
            let number = format!("moderngov-{}", one.id);
            line(
                &mut people,
                &[&number, &one.name, "Councillor", &one.email, &one.phone],
            );
            line(&mut appointments, &[&number, "member", &ward.title, begins]);
            if is_group(&one.group) {
                let since = groups.entry(&one.group).or_insert(begins);
                *since = earliest(since, begins);
                line(
                    &mut appointments,
                    &[&number, "group-member", &one.group, begins],
                );
            }
        }
        if !known(Noun::Ward, &ward.title) && !first.is_empty() {
            let seats = ward.councillors.len().to_string();
            line(&mut wards, &[&ward.title, &seats, first]);
        }
    }
    let mut of_groups = "name,from\n".to_owned();
    for (group, since) in groups
        .into_iter()
        .filter(|(name, _)| !known(Noun::Group, name))
    {
        line(&mut of_groups, &[group, since]);
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let all = [
        ("wards.csv", wards),
        ("groups.csv", of_groups),
        ("people.csv", people),
        ("appointments.csv", appointments),
    ];
    let filled = all.into_iter().filter(|(_, text)| text.lines().count() > 1);
    let sources = filled.map(|(name, text)| Source {
        name: name.to_owned(),
        bytes: text.into_bytes(),
    });
    Ok(sources.collect())
}

/// What may be known by name already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    /// A ward.
    Ward,
    /// A political group.
    Group,
}

/// Whether a group's title names one: feeds write other things into the same place.
fn is_group(title: &str) -> bool {
    let none = [
        "",
        "independent",
        "none",
        "not specified",
        "unspecified",
        "non-aligned",
        "ungrouped",
    ];
    !none.contains(&title.to_lowercase().trim_matches(['(', ')']))
}

/// The earlier of two days, written day first or year first; the other where one is empty.
fn earliest<'a>(a: &'a str, b: &'a str) -> &'a str {
    let key = |day: &str| {
        let mut parts: Vec<u32> = day
            .split(['/', '-'])
            .filter_map(|p| p.parse().ok())
            .collect();
        if parts.first().is_some_and(|first| *first < 1000) {
            parts.reverse();
        }
        parts
    };
    match (a.is_empty(), b.is_empty()) {
        (true, _) => b,
        (_, true) => a,
        _ if key(b) < key(a) => b,
        _ => a,
    }
}

/// One row of a table.
fn line(table: &mut String, cells: &[&str]) {
    let cells = cells
        .iter()
        .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
    // Writing to a string does not fail.
    let _ = writeln!(table, "{}", cells.collect::<Vec<_>>().join(","));
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEED: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<councillorsbyward><wards>
<ward><wardtitle>St Mary&amp;#39;s</wardtitle><councillors>
 <councillor><councillorid>17</councillorid><fullusername>Councillor Ada O&amp;#39;Quill BEM</fullusername>
  <politicalpartytitle>Greens</politicalpartytitle><politicalgrouptitle>The Greens</politicalgrouptitle>
  <workaddress><line1>Guildhall</line1><phone></phone><mobile>01223 000001</mobile><email>ada@council.example</email></workaddress>
  <homeaddress><line1>12 Mill Road</line1><phone>01223 999999</phone><email>ada@home.example</email></homeaddress>
  <termsofoffice><termofoffice><startdate>05/05/2022</startdate><enddate>07/05/2026</enddate></termofoffice>
   <termofoffice><startdate>07/05/2026</startdate><enddate>unspecified</enddate></termofoffice></termsofoffice></councillor>
 <councillor><councillorid>18</councillorid><fullusername>Cllr Ben Marl</fullusername><politicalgrouptitle>Independent</politicalgrouptitle></councillor>
 <councillor><councillorid/><fullusername>Vacancy</fullusername></councillor>
</councillors></ward>
<ward><wardtitle/><councillors><councillor><councillorid>9</councillorid><fullusername>Old Hand</fullusername></councillor></councillors></ward>
</wards></councillorsbyward>";

    #[test]
    fn councillors_are_read_without_titles_homes_and_placeholders() {
        let feed = read(FEED.as_bytes()).unwrap();
        assert_eq!(feed.wards.len(), 1);
        let ward = &feed.wards[0];
        assert_eq!(ward.title, "St Mary's");
        let ada = &ward.councillors[0];
        assert_eq!(
            (ada.name.as_str(), ada.from.as_str()),
            ("Ada O'Quill BEM", "07/05/2026")
        );
        assert_eq!(
            (ada.email.as_str(), ada.phone.as_str()),
            ("ada@council.example", "01223 000001")
        );
        assert_eq!(ward.councillors.len(), 2);
        assert_eq!(feed.passed_over.len(), 2, "{:?}", feed.passed_over);
        let text = format!("{feed:?}");
        assert!(
            !text.contains("Mill Road") && !text.contains("home"),
            "{text}"
        );
    }

    #[test]
    fn a_feed_becomes_tables_and_says_whose_first_day_is_missing() {
        let feed = read(FEED.as_bytes()).unwrap();
        let missing = tables(&feed, None, |_, _| false).unwrap_err();
        assert_eq!(missing.len(), 1);
        assert!(
            missing[0].starts_with("Ben Marl: the feed gives no first day"),
            "{missing:?}"
        );
        let tables = tables(&feed, Some("8/5/2025"), |noun, _| noun == Noun::Group).unwrap();
        let text = |n: usize| String::from_utf8(tables[n].bytes.clone()).unwrap();
        let names: Vec<_> = tables.iter().map(|table| table.name.as_str()).collect();
        assert_eq!(names, ["wards.csv", "people.csv", "appointments.csv"]);
        assert_eq!(
            text(0),
            "name,seats,from\n\"St Mary's\",\"2\",\"8/5/2025\"\n"
        );
        assert!(
            text(2).contains("\"moderngov-17\",\"group-member\",\"The Greens\",\"07/05/2026\"")
        );
        assert!(!text(2).contains("Independent"));
    }

    #[test]
    fn what_is_no_feed_is_refused_in_words() {
        for (bytes, why) in [
            (&b"<a><b>"[..], "damaged"),
            (
                b"<html><body>Not here</body></html>",
                "no list of councillors by ward",
            ),
            (b"", "no list of councillors by ward"),
        ] {
            let error = read(bytes).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
        let deep = "<a>".repeat(100_000);
        assert!(read(deep.as_bytes()).is_err());
    }
}
