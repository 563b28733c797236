//! What the directory lacks or soon will, each with the page on which it is put right.

use domain::directory::{Gap, Vacancy};

use super::Item;
use crate::web::frame::Me;
use crate::web::names::{Link, Names};
use crate::web::words;

/// Every gap of today, those of posts that the law requires first.
pub fn gaps(me: &Me) -> Vec<Item> {
    let names = Names::on(&me.council, me.today);
    let gaps = me.council.directory.gaps(me.today);
    gaps.iter().map(|gap| item(me, names, gap)).collect()
}

fn item(me: &Me, names: Names<'_>, gap: &Gap) -> Item {
    match gap {
        Gap::Vacancy(vacancy) => vacant(names, vacancy),
        Gap::Uncovered { person, until, .. } => tagged(
            names.person_link(person),
            format!("away until {}, and nobody covers", words::date(*until)),
            "No cover",
        ),
        Gap::CoverEnds {
            person,
            covered_by,
            on,
            ..
        } => tagged(
            names.person_link(person),
            format!(
                "cover by {} ends on {}",
                names.person(covered_by),
                words::date(*on)
            ),
            "Cover ends",
        ),
        Gap::MemberLeaves { person, on, .. } => tagged(
            names.person_link(person),
            format!(
                "the seat ends on {}; open enquiries will wait for a successor",
                words::date(*on)
            ),
            "Leaves soon",
        ),
        Gap::NoChiefOfficer { service } => tagged(
            names.service_link(service),
            "belongs to no directorate, so no Chief Officer answers for it".to_owned(),
            "No Chief Officer",
        ),
        Gap::NoWords { service } => tagged(
            names.service_link(service),
            "has no plain words, so it is found by its name only".to_owned(),
            "Hard to find",
        ),
        Gap::Orphaned { appointment } => {
            let known = me.council.directory.appointment(appointment);
            let link = known.map_or_else(
                || Link::plain("An appointment"),
                |a| names.person_link(&a.person),
            );
            tagged(
                link,
                "holds an appointment to something that no longer exists".to_owned(),
                "Orphaned",
            )
        }
    }
}

fn tagged(link: Link, meta: String, tag: &'static str) -> Item {
    Item {
        link,
        meta,
        tag: Some(tag),
    }
}

fn vacant(names: Names<'_>, vacancy: &Vacancy) -> Item {
    let mut link = names.role_link(&vacancy.role);
    link.text = words::sentence(&link.text);
    let since = vacancy.since.map_or_else(
        || "never held".to_owned(),
        |since| format!("vacant since {}", words::plain_date(since)),
    );
    let places = if vacancy.places > 1 {
        format!(", {} places", vacancy.places)
    } else {
        String::new()
    };
    let acting: Vec<_> = vacancy
        .acting
        .iter()
        .map(|a| names.person(&a.person))
        .collect();
    let acting = if acting.is_empty() {
        String::new()
    } else {
        format!("; {} acts meanwhile", words::and(&acting))
    };
    tagged(
        link,
        format!("{since}{places}{acting}"),
        if vacancy.is_statutory() {
            "Required by law"
        } else {
            "Vacant"
        },
    )
}
