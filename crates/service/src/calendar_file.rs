//! One meeting as a calendar file by RFC 5545: lines of at most 75 octets ending in CRLF, text escaped,
//! times in UTC so that no time zone has to be described.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// A meeting.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// What tells it from every other, the same in each version of the file.
    pub uid: String,
    /// The version of the file: calendars take the greater.
    pub sequence: u64,
    /// When this version was made.
    pub stamp: Timestamp,
    /// When it begins, in Europe/London.
    pub start: DateTime,
    /// How long it lasts, in minutes.
    pub minutes: i64,
    /// What it is, in a line.
    pub summary: String,
    /// Where it is.
    pub place: String,
    /// Whether it does not take place.
    pub cancelled: bool,
}

/// The file. Fails only where the time zone of London is unknown to the machine, or the time to the
/// calendar.
pub fn invitation(meeting: &Meeting) -> Result<String, jiff::Error> {
    let start = meeting
        .start
        .to_zoned(TimeZone::get("Europe/London")?)?
        .timestamp();
    let end = start + jiff::SignedDuration::from_mins(meeting.minutes);
    let (method, status) = match meeting.cancelled {
        true => ("CANCEL", "CANCELLED"),
        false => ("PUBLISH", "CONFIRMED"),
    };
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Wardroom//Briefings//EN".to_owned(),
        format!("METHOD:{method}"),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", text(&meeting.uid)),
        format!("SEQUENCE:{}", meeting.sequence),
        format!("DTSTAMP:{}", utc(meeting.stamp)),
        format!("DTSTART:{}", utc(start)),
        format!("DTEND:{}", utc(end)),
        format!("SUMMARY:{}", text(&meeting.summary)),
        format!("LOCATION:{}", text(&meeting.place)),
        "CLASS:CONFIDENTIAL".to_owned(),
        format!("STATUS:{status}"),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    Ok(lines.iter().map(|line| folded(line)).collect())
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

    fn file(place: &str) -> String {
        let meeting = Meeting {
            uid: "BRF-0000-000@wardroom".to_owned(),
            sequence: 3,
            stamp: "2026-04-13T08:00:00Z".parse().expect("a time"),
            start: jiff::civil::datetime(2026, 4, 20, 14, 0, 0, 0),
            minutes: 60,
            summary: "Briefing BRF-0000-000".to_owned(),
            place: place.to_owned(),
            cancelled: false,
        };
        invitation(&meeting).expect("a file")
    }

    #[test]
    fn the_file_is_what_the_standard_asks_for() {
        let file = file("Committee Room 1");
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
        let file = file(&place);
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
        let file = file("Room 1\nATTACH:https://example.org");
        assert!(file.contains("LOCATION:Room 1\\nATTACH:https://example.org\r\n"));
    }
}
