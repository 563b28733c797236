//! Dates, times and counts as people say them. One way of writing a date on every page.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a month, 1 to 12.
pub fn month_name(month: i8) -> &'static str {
    MONTHS[usize::try_from(month - 1).unwrap_or(0) % 12]
}

fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// `Monday 13 April 2026`.
pub fn date(on: Date) -> String {
    format!("{} {}", weekday_name(on.weekday()), plain_date(on))
}

/// `Monday 13 April`, for a day near the one shown on the page.
pub fn day(on: Date) -> String {
    format!(
        "{} {} {}",
        weekday_name(on.weekday()),
        on.day(),
        month_name(on.month())
    )
}

/// `Monday 13 April`, with the year where it is another than that of the page.
pub fn day_near(on: Date, today: Date) -> String {
    if on.year() == today.year() {
        day(on)
    } else {
        date(on)
    }
}

/// `Mon 13 Apr`, for tables of days.
pub fn short_day(on: Date) -> String {
    format!(
        "{} {} {}",
        &weekday_name(on.weekday())[..3],
        on.day(),
        &month_name(on.month())[..3]
    )
}

/// `Mon 13 Apr`, with the year where it is another than that of the page.
pub fn short_day_near(on: Date, today: Date) -> String {
    if on.year() == today.year() {
        short_day(on)
    } else {
        format!("{} {}", short_day(on), on.year())
    }
}

/// `13 April 2026`.
pub fn plain_date(on: Date) -> String {
    format!("{} {} {}", on.day(), month_name(on.month()), on.year())
}

/// `April 2026`.
pub fn month(year: i16, month: i8) -> String {
    format!("{} {year}", month_name(month))
}

/// The time zone of every council.
fn london() -> TimeZone {
    TimeZone::get("Europe/London").expect("the zone data is inside the binary")
}

/// The day of a moment, in Europe/London.
pub fn day_of(at: Timestamp) -> Date {
    at.to_zoned(london()).date()
}

/// `Thursday 2 April 2026, 10:00am`, in Europe/London.
pub fn moment(at: Timestamp) -> String {
    let zoned = at.to_zoned(london());
    format!(
        "{}, {}",
        date(zoned.date()),
        clock_time(zoned.hour(), zoned.minute())
    )
}

/// `2 April, 10:00am`, in Europe/London.
pub fn short_moment(at: Timestamp) -> String {
    let zoned = at.to_zoned(london());
    format!(
        "{}, {}",
        short_day(zoned.date()),
        clock_time(zoned.hour(), zoned.minute())
    )
}

fn clock_time(hour: i8, minute: i8) -> String {
    match (hour, minute) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        _ => {
            let half = if hour < 12 { "am" } else { "pm" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            format!("{hour}:{minute:02}{half}")
        }
    }
}

/// `1 enquiry`, `2 enquiries`, `no enquiries`.
pub fn count(n: u64, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{} {many}", thousands(n)),
    }
}

/// `1,234`.
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `a`, `a and b`, `a, b and c`.
pub fn and(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [start @ .., last] => format!("{} and {last}", start.join(", ")),
    }
}

/// The text with its first letter in upper case.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// What is wrong with a field, as a sentence of its own: what reads on after the name of the field, `is empty: write
/// at least one word`, begins with what stands for it.
pub fn fault(why: &str) -> String {
    match reads_on(why) {
        Some("are") => format!("They {why}"),
        Some(_) => format!("It {why}"),
        None => sentence(why),
    }
}

/// The verb by which a text reads on after the name of a field; none where it is whole.
fn reads_on(why: &str) -> Option<&str> {
    const VERBS: [&str; 16] = [
        "is", "are", "was", "were", "has", "have", "says", "names", "goes", "waits", "concerns",
        "cannot", "needs", "holds", "must", "does",
    ];
    let first = why.split(' ').next()?;
    VERBS.contains(&first).then_some(first)
}

/// The first words of a text, on one line, at most `max` characters, cut at a word.
pub fn first_words(text: &str, max: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= max {
        return line;
    }
    let cut: String = line.chars().take(max).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}

/// `1.2 MB`, `340 KB`, `12 bytes`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => {
            let tenths = bytes * 10 / 1_048_576;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as civil;

    #[test]
    fn dates_carry_their_weekday() {
        assert_eq!(date(civil(2026, 4, 13)), "Monday 13 April 2026");
        assert_eq!(short_day(civil(2026, 4, 3)), "Fri 3 Apr");
    }

    #[test]
    fn a_moment_is_told_in_london_time() {
        let at: Timestamp = "2026-06-12T22:59:00Z".parse().expect("a moment");
        assert_eq!(moment(at), "Friday 12 June 2026, 11:59pm");
        assert_eq!(
            day_of("2026-06-12T23:30:00Z".parse().expect("a moment")),
            civil(2026, 6, 13)
        );
    }

    #[test]
    fn counts_name_what_they_count() {
        assert_eq!(count(0, "enquiry", "enquiries"), "no enquiries");
        assert_eq!(count(1, "enquiry", "enquiries"), "1 enquiry");
        assert_eq!(count(1234, "enquiry", "enquiries"), "1,234 enquiries");
    }

    #[test]
    fn long_words_are_cut_between_words_and_never_inside_a_letter() {
        assert_eq!(
            first_words("mould  in\nthe kitchen", 40),
            "mould in the kitchen"
        );
        assert_eq!(first_words("mould in the kitchen", 10), "mould in…");
        assert_eq!(first_words("éééééééééé", 4), "éééé…");
    }

    #[test]
    fn lists_read_as_people_say_them() {
        let words = |all: &[&str]| and(&all.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&["a"]), "a");
        assert_eq!(words(&["a", "b", "c"]), "a, b and c");
    }
}
