//! What somebody wrote, apart from what they quote and sign with. What is folded is kept with the
//! message; where it is not clear what is whose, nothing is folded.

/// A text in its own words and the rest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    /// What was written for this message.
    pub words: String,
    /// Quoted text and signature.
    pub folded: String,
}

/// Lines that phones and programs put under every message.
const FOOTERS: &[&str] = &[
    "sent from my ",
    "sent from outlook",
    "get outlook for ",
    "sent from yahoo",
    "sent from mail for",
    "sent via ",
    "anfonwyd o fy ",
];

/// Folds a text.
pub fn fold(text: &str) -> Folded {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let quote = quote(&lines);
    let own = &lines[..quote];
    let end = signature(own).unwrap_or(quote);
    let words = joined(&lines[..end]);
    if words.is_empty() {
        // A message that only passes on another is its own words.
        return Folded {
            words: joined(&lines),
            folded: String::new(),
        };
    }
    Folded {
        words,
        folded: joined(&lines[end..]),
    }
}

fn joined(lines: &[&str]) -> String {
    let mut text = String::new();
    let mut empty = 0;
    for line in lines {
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.trim_matches('\n').trim_end().to_owned()
}

/// Where the quoted text begins; the end where there is none, or where answers stand between its lines.
fn quote(lines: &[&str]) -> usize {
    let at = (0..lines.len()).find(|&n| opens_quote(lines, n));
    let Some(at) = at else { return lines.len() };
    let marked = lines[at..].iter().any(|line| line.starts_with('>'));
    let after = lines[at..].iter().skip_while(|line| !line.starts_with('>'));
    let between = after
        .skip_while(|line| line.starts_with('>') || line.trim().is_empty())
        .take_while(|line| !is_signature(line))
        .any(|line| !line.trim().is_empty() && !line.starts_with('>'));
    if marked && between { lines.len() } else { at }
}

/// Whether the quoted text begins with this line.
fn opens_quote(lines: &[&str], n: usize) -> bool {
    let line = lines[n].trim();
    if line.starts_with('>') || is_rule(line) {
        return !line.starts_with('>') || !attribution_above(lines, n);
    }
    if is_forward(line) {
        return false;
    }
    attribution(lines, n) || outlook(lines, n)
}

/// `-----Original Message-----`, in any number of hyphens.
fn is_rule(line: &str) -> bool {
    let words = line.trim_matches(['-', '_', ' ']);
    line.starts_with("--") && words.eq_ignore_ascii_case("original message")
}

fn is_forward(line: &str) -> bool {
    let words = line.trim_matches(['-', '_', ' ', ':']).to_ascii_lowercase();
    words == "forwarded message" || words == "begin forwarded message"
}

/// `On 2 April 2026 at 10:00, Ada Quill wrote:`, over at most three lines.
fn attribution(lines: &[&str], n: usize) -> bool {
    let starts = lines[n].trim_start().to_ascii_lowercase();
    if !(starts.starts_with("on ") || starts.starts_with("ar ")) {
        return false;
    }
    let mut whole = String::new();
    for line in lines[n..].iter().take(3) {
        if line.trim().is_empty() {
            return false;
        }
        whole.push_str(line.trim());
        let said = whole.to_ascii_lowercase();
        if said.ends_with("wrote:") || said.ends_with("ysgrifennodd:") {
            return whole.chars().any(|c| c.is_ascii_digit());
        }
        whole.push(' ');
    }
    false
}

/// A quoted line right under an attribution: the quote began above.
fn attribution_above(lines: &[&str], n: usize) -> bool {
    (n.saturating_sub(4)..n).any(|above| attribution(lines, above))
}

/// The head that Outlook puts over what it quotes: `From:` and within four lines `Sent:` or `Date:` and `To:`.
fn outlook(lines: &[&str], n: usize) -> bool {
    let starts = |line: &str, word: &str| {
        let plain = line.trim().trim_start_matches('*').to_ascii_lowercase();
        plain.starts_with(word)
    };
    if !starts(lines[n], "from:") {
        return false;
    }
    if n > 0
        && lines[..n]
            .iter()
            .rev()
            .take(3)
            .any(|line| is_forward(line.trim()))
    {
        return false;
    }
    let head: Vec<&&str> = lines[n..].iter().take(5).collect();
    let has = |word| head.iter().any(|line| starts(line, word));
    (has("sent:") || has("date:")) && (has("to:") || has("subject:"))
}

/// Where the signature begins.
fn signature(lines: &[&str]) -> Option<usize> {
    let at = lines.iter().position(|line| is_signature(line))?;
    // A line under everything, not a rule in the middle of a text.
    (lines.len() - at <= 25).then_some(at)
}

fn is_signature(line: &str) -> bool {
    let plain = line.trim();
    if plain == "--" || plain == "—" || plain == "-- " {
        return true;
    }
    let lower = plain.to_ascii_lowercase();
    FOOTERS.iter().any(|footer| lower.starts_with(footer)) || is_underline(plain)
}

/// A line of underscores, which Outlook puts before its quotes and many before their names.
fn is_underline(line: &str) -> bool {
    line.len() >= 10 && line.bytes().all(|b| b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        fold(text).words
    }

    #[test]
    fn what_programs_quote_and_sign_is_folded() {
        let own = "The lift is broken again.\n\nSecond time this month.";
        for below in [
            "-- \nCllr Ada Quill\nAbbey ward",
            "Sent from my iPhone",
            "On Thu, 2 Apr 2026 at 10:00, Wardroom <w@council.example> wrote:\n> Hello\n> you",
            "On Thursday 2 April 2026 at 10:00,\nWardroom of the very long name\n<w@council.example> wrote:\n> Hello",
            "-----Original Message-----\nFrom: W\nHello",
            "From: Wardroom\nSent: 02 April 2026\nTo: Ada\nSubject: Lift\n\nHello",
            "________________________________\nFrom: Wardroom\nSent: today\nTo: Ada",
            "> Hello\n> you",
            "Sent from my Galaxy\n\nOn 2 Apr 2026 Wardroom wrote:\n> Hello",
        ] {
            let text = format!("{own}\n\n{below}");
            let folded = fold(&text);
            assert_eq!(folded.words, own, "{below}");
            assert!(!folded.folded.is_empty());
        }
    }

    #[test]
    fn what_is_not_clear_is_left_whole() {
        let between = "> Where is it?\nBy the mill.\n> And when?\nOn Friday.";
        assert_eq!(words(between), between);
        let forward = "Please look.\n\n---------- Forwarded message ---------\nFrom: Resident <r@home.example>\nDate: today\nTo: Ada\n\nThe lift is broken.";
        assert_eq!(words(forward), forward);
        let only = "On 2 April 2026, Ann wrote:\n> The lift is broken.";
        assert_eq!(words(only), only);
        let on = "On Friday the lift was broken.\nI wrote: please mend it.";
        assert_eq!(words(on), on);
        assert_eq!(fold(""), Folded::default());
    }
}
