//! Who can read a case, relation by relation, each with its basis and the people in it today.

use domain::access::{Reader, Readers, Token};

use super::error::BasisLink;
use super::frame::Me;
use super::names::{Link, Names};
use super::words;
use crate::registers::Look;

/// A relation that may read.
#[derive(Debug, Clone)]
pub struct ReaderView {
    /// The relation in words.
    pub who: String,
    /// Why it lets people in.
    pub basis: BasisLink,
    /// The people in it today.
    pub people: Vec<Link>,
}

/// The readers as a list.
pub fn views(look: &Look<'_>, readers: &Readers) -> Vec<ReaderView> {
    let views = readers.may.iter().filter_map(|reader| {
        let (who, mut people) = named(look.names(), readers, reader)?;
        people.retain(|person| person.text != who);
        Some(ReaderView {
            who,
            basis: BasisLink::from(&reader.basis),
            people,
        })
    });
    views.collect()
}

/// A relation in words with the people in it today. An officer in a post is one line while nobody covers for them;
/// whoever has left the post is said to have.
fn named(names: Names<'_>, readers: &Readers, reader: &Reader) -> Option<(String, Vec<Link>)> {
    let mut people = names.people_of(&reader.token);
    let who = words::sentence(&names.token(&reader.token));
    let (relation, what) = reader.token.parts();
    let beside = |relation: &str| {
        let token = Token::from_stored(&format!("{relation}:{what}"));
        readers.may.iter().any(|reader| reader.token == token)
    };
    match relation {
        "in-post" if people.is_empty() => Some((format!("{who}, who has left the post"), people)),
        "holder-of" if beside("in-post") => {
            people.retain(|person| person.text != who);
            let covers = !people.is_empty();
            covers.then(|| (format!("Whoever covers for {who}"), people))
        }
        _ => Some((who, people)),
    }
}

/// Readers as short lines, for a form that says who will read what is typed.
pub fn lines(me: &Me, readers: &Readers) -> Vec<String> {
    let names = Names::on(&me.council, me.today);
    let named = |reader| named(names, readers, reader);
    let lines = readers
        .may
        .iter()
        .filter_map(named)
        .map(|(who, people)| match people.as_slice() {
            [] if who.ends_with("left the post") => who,
            [] => format!("{who}: nobody at present"),
            [one] if one.text == who => who,
            [one] => format!("{who}: {}", one.text),
            many => format!("{who}: {} people", many.len()),
        });
    lines.collect()
}
