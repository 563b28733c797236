//! The number at the start of a block: `7.6`, `1.`, `(b)`, `iv)`.

use domain::protocol::text::{Passage, Run};

/// A number as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marker {
    /// `7.6`, `12.4.1`, and `8.4(b)(v)` where the whole number is printed.
    Path(Vec<u32>, Vec<String>),
    /// `7`, `7.` or `7)`.
    Number(u32),
    /// `(a)`, `(1)`, `iv)`, `b.`: what stands within.
    Sub(String),
}

/// How the parts below a clause are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// a, b, c
    Letters,
    /// A, B, C
    Capitals,
    /// i, ii, iii
    Roman,
    /// I, II, III
    RomanCapitals,
    /// 1, 2, 3
    Digits,
}

/// The number of a block and the words after it. A label of the format itself goes first.
pub fn take(words: Passage, label: Option<&str>) -> (Option<Marker>, Passage) {
    if let Some((marker, _)) = label.and_then(parse) {
        return (Some(marker), words);
    }
    let text: String = words.0.iter().map(|run| run.text.as_str()).collect();
    let noted = words.0.first().is_some_and(|run| run.note.is_some());
    match parse(&text) {
        Some((marker, length)) if !noted => (Some(marker), without(words, length)),
        _ => (None, words),
    }
}

/// The number at the start of a text, with its length in bytes and the white space after it.
pub fn parse(text: &str) -> Option<(Marker, usize)> {
    let start = text.trim_start();
    let before = text.len() - start.len();
    let (marker, rest) = bracketed(start)
        .or_else(|| numbered(start))
        .or_else(|| lettered(start))?;
    let after = rest.trim_start();
    Some((
        marker,
        before + start.len() - rest.len() + rest.len() - after.len(),
    ))
}

/// `(a)`, `(1)`, `(iv)`.
fn bracketed(text: &str) -> Option<(Marker, &str)> {
    let (within, rest) = text.strip_prefix('(')?.split_once(')')?;
    is_label(within).then(|| (Marker::Sub(within.to_owned()), rest))
}

fn is_label(label: &str) -> bool {
    let count = label.len();
    let all = |of: fn(&u8) -> bool| label.bytes().all(|b| of(&b));
    match count {
        1 | 2 if all(u8::is_ascii_digit) => true,
        1 => all(u8::is_ascii_alphabetic),
        2..=6 => roman(&label.to_ascii_lowercase()).is_some() || is_double(label),
        _ => false,
    }
}

/// `aa`, `bb`: what follows `z`.
fn is_double(label: &str) -> bool {
    matches!(label.as_bytes(), [a, b] if a == b && a.is_ascii_lowercase())
}

/// `7`, `7.`, `7)`, `7.6`, `7.6.`, `8.4(b)(v)`.
fn numbered(text: &str) -> Option<(Marker, &str)> {
    let (first, mut rest) = digits(text)?;
    let mut path = vec![first];
    while let Some((next, after)) = rest.strip_prefix('.').and_then(digits) {
        path.push(next);
        rest = after;
    }
    let mut subs = Vec::new();
    while let Some((Marker::Sub(sub), after)) = (path.len() > 1).then(|| bracketed(rest)).flatten()
    {
        subs.push(sub);
        rest = after;
    }
    let stopped = rest.strip_prefix(['.', ')', ':']);
    let rest = stopped.unwrap_or(rest);
    let next = rest.trim_start().chars().next();
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let capital = next.is_none_or(|c| c.is_uppercase() || "‘“\"'[(".contains(c));
    if path.len() > 1 {
        let glued = next.is_some_and(char::is_uppercase);
        return (path.len() <= 6 && (apart || glued)).then_some((Marker::Path(path, subs), rest));
    }
    // Without a stop, `1 Introduction` is a number and `3 of them` is not.
    (apart && (stopped.is_some() || capital)).then_some((Marker::Number(first), rest))
}

fn digits(text: &str) -> Option<(u32, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(length);
    (1..=3)
        .contains(&length)
        .then(|| Some((number.parse().ok()?, rest)))?
}

/// `a)`, `iv)`, and `a.` before a space.
fn lettered(text: &str) -> Option<(Marker, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (label, rest) = text.split_at(length);
    let small = label.bytes().all(|b| b.is_ascii_lowercase());
    let bracket = rest.strip_prefix(')');
    let stop = rest
        .strip_prefix('.')
        .filter(|rest| small && rest.starts_with([' ', '\t']));
    let rest = bracket.or(stop)?;
    is_label(label).then(|| (Marker::Sub(label.to_owned()), rest))
}

/// What a label may count as, the likelier first.
pub fn counts(label: &str) -> Vec<(Style, u32)> {
    if let Ok(number) = label.parse() {
        return vec![(Style::Digits, number)];
    }
    let capital = label.bytes().all(|b| b.is_ascii_uppercase());
    let (letters, numerals) = if capital {
        (Style::Capitals, Style::RomanCapitals)
    } else {
        (Style::Letters, Style::Roman)
    };
    let small = label.to_ascii_lowercase();
    let mut counts = Vec::new();
    if let [letter] = small.as_bytes() {
        counts.push((letters, u32::from(letter - b'a') + 1));
    } else if is_double(&small) && roman(&small).is_none() {
        counts.push((letters, u32::from(small.as_bytes()[0] - b'a') + 27));
    }
    counts.extend(roman(&small).map(|number| (numerals, number)));
    counts
}

/// The value of a Roman numeral in small letters, up to 39.
fn roman(text: &str) -> Option<u32> {
    let (mut left, mut value) = (text, 0);
    for (numeral, worth, most) in [
        ("x", 10, 3),
        ("ix", 9, 1),
        ("v", 5, 1),
        ("iv", 4, 1),
        ("i", 1, 3),
    ] {
        for _ in 0..most {
            // Nine before five: `ix` is tried where it stands.
            if numeral == "v" && left.starts_with("iv") {
                break;
            }
            let Some(rest) = left.strip_prefix(numeral) else {
                break;
            };
            (left, value) = (rest, value + worth);
        }
    }
    (left.is_empty() && value > 0).then_some(value)
}

/// A passage without its first bytes of words.
fn without(words: Passage, mut bytes: usize) -> Passage {
    let mut rest = Passage::default();
    for run in words.0 {
        let cut = bytes.min(run.text.len());
        bytes -= cut;
        let text = run.text[cut..].to_owned();
        if run.note.is_some() || !text.is_empty() {
            rest.push(Run { text, ..run });
        }
    }
    rest
}
