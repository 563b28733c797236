//! Days as Excel keeps them: numbers, which only the cell's format tells from others.

use jiff::ToSpan as _;
use jiff::civil::date;

/// The seconds of a day.
const DAY: f64 = 86_400.0;

/// What a number format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Itself.
    Number,
    /// A day, perhaps with an hour.
    Day,
    /// An hour.
    Hour,
}

/// What a format of Excel's own does, by its number (ECMA-376, 18.8.30).
pub(super) fn builtin(format: u32) -> Shown {
    match format {
        14..=17 | 22 | 27..=31 | 34..=36 | 50..=58 => Shown::Day,
        18..=21 | 32 | 33 | 45..=47 => Shown::Hour,
        _ => Shown::Number,
    }
}

/// What a format does that somebody wrote: `dd/mm/yyyy hh:mm`.
pub(super) fn custom(code: &str) -> Shown {
    let (mut day, mut month, mut hour) = (false, false, false);
    let mut quoted = false;
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        match sign.to_ascii_lowercase() {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => {
                signs.next();
            }
            '[' => {
                // `[Red]` and `[$-809]` say nothing of days; `[hh]` is hours beyond a day.
                let within: String = signs.by_ref().take_while(|c| *c != ']').collect();
                let only = |sign| !within.is_empty() && within.chars().all(|c| c == sign);
                hour |= ['h', 'm', 's', 'H', 'M', 'S'].into_iter().any(only);
            }
            // Only the first of several forms: the others are for what is below zero, nothing, or text.
            ';' => break,
            'd' | 'y' => day = true,
            'm' => month = true,
            'h' | 's' => hour = true,
            'g' => return Shown::Number,
            _ => {}
        }
    }
    match (day, hour, month) {
        (true, _, _) | (false, false, true) => Shown::Day,
        (false, true, _) => Shown::Hour,
        (false, false, false) => Shown::Number,
    }
}

/// A number in the words of its format; itself where it is no day that could be meant.
pub(super) fn shown(text: &str, shown: Shown, since_1904: bool) -> String {
    let plain = || super::number(text);
    let Ok(serial) = text.trim().parse::<f64>() else {
        return plain();
    };
    if !(0.0..2_958_466.0).contains(&serial) {
        return plain();
    }
    // To the second, so that a day that was added up from fractions is not one second before itself.
    let seconds = (serial * DAY).round();
    let (days, rest) = ((seconds / DAY).floor() as i64, (seconds % DAY) as i64);
    let time = format!("{:02}:{:02}", rest / 3600, rest % 3600 / 60);
    match shown {
        Shown::Number => plain(),
        Shown::Hour if days == 0 => time,
        Shown::Hour | Shown::Day => {
            let first = match (since_1904, days < 60) {
                (true, _) => date(1904, 1, 1),
                // Excel holds that 1900 had a 29 February.
                (false, true) => date(1899, 12, 31),
                (false, false) => date(1899, 12, 30),
            };
            let Ok(day) = first.checked_add(days.days()) else {
                return plain();
            };
            if rest == 0 {
                day.to_string()
            } else {
                format!("{day} {time}")
            }
        }
    }
}
