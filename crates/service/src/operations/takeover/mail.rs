//! The messages of a mailbox as lines of a table: each member's letter is one enquiry, what the same author
//! wrote on later is added to it, and what nobody wrote is passed over and said.

use std::collections::BTreeMap;

use domain::calendar::{local_date, local_time, long_date};
use domain::directory::import::BadLine;
use domain::enquiries::command::FileGiven;
use domain::enquiries::event::FileReaders;
use domain::enquiries::takeover::{Mail, ROWS_MAX, Table};
use domain::fresh::hex;
use jiff::Timestamp;
use messages::{Automatic, Filled, Message, Proof, SizeMax, digest_of, fill, mailbox};

use super::source::Given;
use crate::operations::intake::{body, files, title};

/// The most characters of an enquiry's text, with room for where it comes from.
const TEXT: usize = 19_500;

/// One message.
struct One {
    named: String,
    id: String,
    from: String,
    at: Timestamp,
    references: Vec<String>,
    subject: String,
    text: String,
    files: Vec<FileGiven>,
}

/// A table of the messages in these files.
pub(super) fn table(
    name: &str,
    given: &[Given],
    most: SizeMax,
    server: Option<&str>,
) -> Result<Table, BadLine> {
    let (mut all, mut passed_over) = (Vec::new(), Vec::new());
    let mut take = |named: String, raw: &[u8]| match one(&named, raw, most, server) {
        Ok(one) => all.push(one),
        Err(why) => passed_over.push(format!("{named}: {why}.")),
    };
    for file in given {
        if mailbox::is_mbox(&file.bytes) {
            for (n, raw) in (1..).zip(mailbox::split(&file.bytes)) {
                take(format!("{}, message {n}", file.name), &raw);
            }
        } else {
            take(file.name.clone(), &file.bytes);
        }
    }
    if all.len() > ROWS_MAX {
        return Err(BadLine {
            file: name.to_owned(),
            line: None,
            column: None,
            why: format!("there are more than {ROWS_MAX} messages: split the mailbox"),
        });
    }
    all.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    Ok(Table::of_mail(name, threaded(all, most), passed_over))
}

/// A message as it is looked at, or why it is passed over.
fn one(named: &str, raw: &[u8], most: SizeMax, server: Option<&str>) -> Result<One, String> {
    let no_day = || "it does not say when it was sent".to_owned();
    let message = match messages::read(raw, server, most) {
        Ok(message) => message,
        // Outlook’s own files are read by another way, which knows less.
        Err(why) => {
            let filled = fill(raw, most).ok_or_else(|| why.to_string())?;
            return of_filled(named, raw, filled).ok_or_else(no_day);
        }
    };
    match message.automatic {
        None | Some(Automatic::NoReply) => {}
        Some(_) => return Err("a program wrote it".to_owned()),
    }
    if message.proof == Proof::Failed {
        return Err(format!(
            "it is not from `{}`, as it says",
            message.from.address
        ));
    }
    let at = mailbox::arrived(raw).or(message.sent).ok_or_else(no_day)?;
    Ok(of_message(named, at, message))
}

fn of_message(named: &str, at: Timestamp, message: Message) -> One {
    One {
        named: named.to_owned(),
        id: message.id.clone().unwrap_or_else(|| hex(&message.digest)),
        from: message.from.address.clone(),
        at,
        references: message.references.clone(),
        subject: title(&message),
        text: body(&message),
        files: files(&message, FileReaders::All, true),
    }
}

fn of_filled(named: &str, raw: &[u8], filled: Filled) -> Option<One> {
    let taken = filled.files.into_iter().map(|file| FileGiven {
        name: file.name,
        media: file.media,
        bytes: file.bytes,
        readers: FileReaders::All,
    });
    let left_out = filled.left_out.iter();
    let left_out: String = left_out
        .map(|file| format!("\n\n[Not taken: `{}` {}.]", file.name, file.why))
        .collect();
    Some(One {
        named: named.to_owned(),
        id: hex(&digest_of(raw)),
        from: filled.from?.to_lowercase(),
        at: filled.sent?,
        references: Vec::new(),
        subject: filled.subject,
        text: cut(&(filled.text.words + &left_out)),
        files: taken.collect(),
    })
}

/// Each first message with what its author wrote on; the same message twice is one.
fn threaded(all: Vec<One>, most: SizeMax) -> Vec<Mail> {
    let mut mail: Vec<Mail> = Vec::new();
    // Of which line each message is part.
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for one in all {
        if known.contains_key(&one.id) {
            continue;
        }
        let before = one.references.iter().rev();
        let before = before.filter_map(|id| known.get(id.trim_matches(['<', '>'])).copied());
        let first = before.into_iter().find(|n| mail[*n].from == one.from);
        let at = first.unwrap_or(mail.len());
        known.insert(one.id.clone(), at);
        match mail.get_mut(at) {
            Some(first) => add(first, one, most),
            None => mail.push(Mail {
                received: format!("{} {}", local_date(one.at), local_time(one.at)),
                named: one.named,
                id: one.id,
                from: one.from,
                subject: one.subject,
                text: cut(&one.text),
                files: one.files,
            }),
        }
    }
    mail
}

/// What was written on stands below, with its day; its files come along as far as there is room.
fn add(first: &mut Mail, one: One, most: SizeMax) {
    let (day, time) = (long_date(local_date(one.at)), local_time(one.at));
    let time = format!("{:02}:{:02}", time.hour(), time.minute());
    let mut text = format!(
        "{}\n\nOn {day} at {time} they wrote:\n\n{}",
        first.text, one.text
    );
    for file in one.files {
        if first.files.len() <= most.files {
            first.files.push(file);
        } else {
            text.push_str(&format!(
                "\n\n[Not taken: `{}` is one too many.]",
                file.name
            ));
        }
    }
    first.text = cut(&text);
}

/// A text that an enquiry can have.
fn cut(text: &str) -> String {
    if text.chars().count() <= TEXT {
        return text.to_owned();
    }
    let short: String = text.chars().take(TEXT).collect();
    format!("{short}\n\n[The rest is in the mailbox.]")
}
