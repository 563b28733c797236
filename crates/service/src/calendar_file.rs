//! Meetings and dates as a calendar file by RFC 5545: lines of at most 75 octets ending in CRLF, text escaped,
//! times in UTC so that no time zone has to be described.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// When something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// From a time of Europe/London on, for so many minutes.
    At(DateTime, i64),
    /// On a day, at no time of it.
    Day(Date),
}

/// A meeting, or a date to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// What tells it from every other, the same in each version of the file.
    pub uid: String,
    /// The version of the file: calendars take the greater.
    pub sequence: u64,
    /// When this version was made.
    pub stamp: Timestamp,
    /// When it is.
    pub when: When,
    /// What it is, in a line.
    pub summary: String,
    /// Where it is; empty for nowhere.
    pub place: String,
    /// Whether it does not take place.
    pub cancelled: bool,
}

/// Who invites whom, each by their mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parties<'a> {
    /// Who invites.
    pub organiser: &'a str,
    /// Who is invited.
    pub attendee: &'a str,
    /// Whether the calendar is asked to answer.
    pub answers: bool,
}

/// The file with its method (RFC 5546): an invitation or its cancellation where somebody is invited, and
/// otherwise what is published. Fails only where the time zone of London is unknown to the machine, or
/// the time to the calendar.
pub fn file(
    meetings: &[Meeting],
    parties: Option<&Parties<'_>>,
) -> Result<(&'static str, String), jiff::Error> {
    let cancelled = !meetings.is_empty() && meetings.iter().all(|meeting| meeting.cancelled);
    let method = match (cancelled, parties) {
        (true, _) => "CANCEL",
        (false, Some(_)) => "REQUEST",
        (false, None) => "PUBLISH",
    };
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Wardroom//Wardroom//EN".to_owned(),
        format!("METHOD:{method}"),
    ];
    for meeting in meetings {
        lines.extend(event(meeting, parties)?);
    }
    lines.push("END:VCALENDAR".to_owned());
    Ok((method, lines.iter().map(|line| folded(line)).collect()))
}

/// The lines of one meeting.
fn event(meeting: &Meeting, parties: Option<&Parties<'_>>) -> Result<Vec<String>, jiff::Error> {
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", text(&meeting.uid)),
        format!("SEQUENCE:{}", meeting.sequence),
        format!("DTSTAMP:{}", utc(meeting.stamp)),
    ];
    match meeting.when {
        When::At(start, minutes) => {
            let start = start.to_zoned(TimeZone::get("Europe/London")?)?.timestamp();
            let end = start + jiff::SignedDuration::from_mins(minutes);
            lines.push(format!("DTSTART:{}", utc(start)));
            lines.push(format!("DTEND:{}", utc(end)));
        }
        When::Day(day) => {
            let day_after = day.tomorrow()?;
            lines.push(format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d")));
            lines.push(format!("DTEND;VALUE=DATE:{}", day_after.strftime("%Y%m%d")));
            lines.push("TRANSP:TRANSPARENT".to_owned());
        }
    }
    lines.push(format!("SUMMARY:{}", text(&meeting.summary)));
    if !meeting.place.is_empty() {
        lines.push(format!("LOCATION:{}", text(&meeting.place)));
    }
    if let Some(parties) = parties {
        lines.push(format!("ORGANIZER:mailto:{}", parties.organiser));
        let asked = "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION";
        let answers = if parties.answers { "TRUE" } else { "FALSE" };
        lines.push(format!(
            "{asked};RSVP={answers}:mailto:{}",
            parties.attendee
        ));
    }
    let status = match meeting.cancelled {
        true => "CANCELLED",
        false => "CONFIRMED",
    };
    lines.push("CLASS:CONFIDENTIAL".to_owned());
    lines.push(format!("STATUS:{status}"));
    lines.push("END:VEVENT".to_owned());
    Ok(lines)
}

/// A moment as `20260420T130000Z` (RFC 5545, 3.3.5, form 2).
fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Text with what separates values escaped (3.3.11).
fn text(plain: &str) -> String {
    let mut escaped = String::with_capacity(plain.len());
    for c in plain.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A content line in pieces of at most 75 octets, none of which cuts a character, each continued by a
/// space (3.1).
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut room = 75;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting(place: &str) -> Meeting {
        Meeting {
            uid: "BRF-0000-000@wardroom".to_owned(),
            sequence: 3,
            stamp: "2026-04-13T08:00:00Z".parse().expect("a time"),
            when: When::At(jiff::civil::datetime(2026, 4, 20, 14, 0, 0, 0), 60),
            summary: "Briefing BRF-0000-000".to_owned(),
            place: place.to_owned(),
            cancelled: false,
        }
    }

    fn file_at(place: &str) -> String {
        let (method, file) = file(&[meeting(place)], None).expect("a file");
        assert_eq!(method, "PUBLISH");
        file
    }

    #[test]
    fn an_invitation_names_who_is_asked_and_a_cancellation_says_so() {
        let parties = Parties {
            organiser: "wardroom@council.example",
            attendee: "ann@council.example",
            answers: true,
        };
        let mut meeting = meeting("Committee Room 1");
        let asked = file(std::slice::from_ref(&meeting), Some(&parties)).expect("a file");
        assert_eq!(asked.0, "REQUEST");
        let unfolded = asked.1.replace("\r\n ", "");
        for line in [
            "METHOD:REQUEST",
            "SEQUENCE:3",
            "ORGANIZER:mailto:wardroom@council.example",
            "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ann@council.example",
        ] {
            assert!(
                unfolded.contains(&format!("{line}\r\n")),
                "{line} in {unfolded}"
            );
        }
        meeting.sequence += 1;
        meeting.cancelled = true;
        let off = file(&[meeting], Some(&parties)).expect("a file");
        assert_eq!(off.0, "CANCEL");
        assert!(off.1.contains("SEQUENCE:4\r\n") && off.1.contains("STATUS:CANCELLED\r\n"));
    }

    #[test]
    fn a_day_ends_with_the_next() {
        let mut meeting = meeting("");
        meeting.when = When::Day(jiff::civil::date(2026, 4, 30));
        let (_, file) = file(&[meeting], None).expect("a file");
        assert!(file.contains("DTSTART;VALUE=DATE:20260430\r\nDTEND;VALUE=DATE:20260501\r\n"));
        assert!(!file.contains("LOCATION"));
    }

    #[test]
    fn the_file_is_what_the_standard_asks_for() {
        let file = file_at("Committee Room 1");
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "UID:BRF-0000-000@wardroom",
            "DTSTAMP:20260413T080000Z",
            "DTSTART:20260420T130000Z",
            "DTEND:20260420T140000Z",
            "LOCATION:Committee Room 1",
        ] {
            assert!(file.contains(&format!("{line}\r\n")), "{line} in {file}");
        }
        assert!(file.ends_with("END:VCALENDAR\r\n"));
        assert!(!file.replace("\r\n", "").contains(['\r', '\n']));
    }

    #[test]
    fn long_lines_are_folded_without_cutting_a_letter_and_read_back_as_they_were() {
        let place = "Neuadd y Sir; ystafell ŵ, ".repeat(9);
        let file = file_at(&place);
        assert!(file.split("\r\n").all(|line| line.len() <= 75));
        let unfolded = file.replace("\r\n ", "");
        let line = unfolded
            .lines()
            .find(|line| line.starts_with("LOCATION:"))
            .expect("a place");
        let escaped = place.replace(';', "\\;").replace(',', "\\,");
        assert_eq!(line, format!("LOCATION:{escaped}"));
    }

    #[test]
    fn no_typed_line_becomes_a_line_of_the_file() {
        let file = file_at("Room 1\nATTACH:https://example.org");
        assert!(file.contains("LOCATION:Room 1\\nATTACH:https://example.org\r\n"));
    }
}
