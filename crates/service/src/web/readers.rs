//! Who can read a case, relation by relation, each with its basis and the people in it today.

use domain::access::Readers;

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
    let names = look.names();
    readers
        .may
        .iter()
        .map(|reader| {
            let mut people = names.people_of(&reader.token);
            let who = words::sentence(&names.token(&reader.token));
            people.retain(|person| person.text != who);
            ReaderView {
                who,
                basis: BasisLink::from(&reader.basis),
                people,
            }
        })
        .collect()
}

/// Readers as short lines, for a form that says who will read what is typed.
pub fn lines(me: &Me, readers: &Readers) -> Vec<String> {
    let names = Names::on(&me.council, me.today);
    let lines = readers.may.iter().map(|reader| {
        let people: Vec<_> = names.people_of(&reader.token);
        let who = words::sentence(&names.token(&reader.token));
        match people.as_slice() {
            [] => format!("{who}: nobody at present"),
            [one] if one.text == who => who,
            [one] => format!("{who}: {}", one.text),
            many => format!("{who}: {} people", many.len()),
        }
    });
    lines.collect()
}
