//! Reading one answer: an identifier, a yes or no, whom a thing goes to.

use super::*;

pub(super) fn yes(given: &mut Given, name: &'static str) -> Option<bool> {
    match given.text(name).as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => {
            given.wrong(name, "answer yes or no");
            None
        }
    }
}

pub(super) fn shares(given: &mut Given) -> Vec<ShareWith> {
    let mut shares = Vec::new();
    for typed in given.all("reader") {
        match typed.parse() {
            Ok(appointment) => shares.push(ShareWith::Member(appointment)),
            Err(_) => given.wrong("reader", format!("`{typed}` is not a member’s appointment")),
        }
    }
    if given.ticked("share-ward") {
        shares.push(ShareWith::Ward);
    }
    shares
}

pub(super) fn files(given: &mut Given, readers: FileReaders) -> Vec<FileGiven> {
    let files = given
        .take_files()
        .into_iter()
        .filter(|file| !file.bytes.is_empty());
    files
        .map(|file| FileGiven {
            media: messages::media(&file.name, &file.bytes),
            name: file.name,
            bytes: file.bytes,
            readers,
        })
        .collect()
}

pub(super) fn desk(given: &mut Given) -> Option<Desk> {
    let typed = given.text("to");
    let read = match typed.split_once(':') {
        Some(("team", team)) => team.parse().ok().map(Desk::Team),
        Some(("service", service)) => service.parse().ok().map(Desk::Service),
        _ => typed.parse().ok().map(Desk::Service),
    };
    if read.is_none() {
        given.wrong("to", "choose a service or a team");
    }
    read
}

pub(super) fn contributor(given: &mut Given) -> Option<Contributor> {
    let typed = given.text("of");
    let read = match typed.split_once(':') {
        Some(("person", person)) => person.parse().ok().map(Contributor::Person),
        Some(("service", service)) => service.parse().ok().map(Contributor::Service),
        _ => typed.parse().ok().map(Contributor::Service),
    };
    if read.is_none() {
        given.wrong("of", "choose a service or an officer");
    }
    read
}

/// An identifier that may be left out.
pub(super) fn slug<T: std::str::FromStr>(given: &mut Given, name: &'static str) -> Option<T> {
    let typed = given.some(name)?;
    match typed.trim().parse() {
        Ok(id) => Some(id),
        Err(_) => {
            given.wrong(name, format!("`{typed}` is not one of the choices"));
            None
        }
    }
}

/// An identifier that must be given.
pub(super) fn needed_slug<T: std::str::FromStr>(
    given: &mut Given,
    name: &'static str,
) -> Option<T> {
    if given.some(name).is_none() {
        given.wrong(name, "choose one");
        return None;
    }
    slug(given, name)
}
