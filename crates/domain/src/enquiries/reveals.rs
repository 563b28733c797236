//! What a text tells of people before it leaves the council: addresses, numbers, names, words of internal
//! notes. A look for whoever sends it, who decides; it finds what it can and promises no more.

use std::collections::BTreeSet;

use crate::text::fold;

/// Something that a text tells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reveal {
    /// What it is.
    pub what: Telling,
    /// The words that tell it, as they stand.
    pub words: String,
}

/// What a passage tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Telling {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A postcode.
    Postcode,
    /// A house and its street.
    Address,
    /// A National Insurance number.
    Insurance,
    /// A person of whom the case speaks, or who works on it.
    Known,
    /// What reads like somebody's name.
    Name,
    /// Words of an internal note.
    Note,
}

impl Telling {
    /// What it is, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Email => "an e-mail address",
            Self::Phone => "a telephone number",
            Self::Postcode => "a postcode",
            Self::Address => "an address",
            Self::Insurance => "a National Insurance number",
            Self::Known => "somebody named in the case",
            Self::Name => "what reads like a person’s name",
            Self::Note => "words of an internal note",
        }
    }
}

/// What is known of the case to whoever sends.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Names of people of whom the case speaks or who work on it.
    pub people: Vec<String>,
    /// Names that are no person's: services, wards, the council.
    pub places: Vec<String>,
    /// The internal notes.
    pub notes: Vec<String>,
}

/// How many words in a row make a passage of a note.
const PASSAGE: usize = 6;
const TITLES: &[&str] = &[
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Mx",
    "Dr",
    "Cllr",
    "Councillor",
    "Professor",
    "Rev",
    "Sir",
    "Lady",
];
const STREETS: &[&str] = &[
    "street", "st", "road", "rd", "avenue", "ave", "lane", "close", "court", "drive", "way",
    "place", "gardens", "terrace", "crescent", "house", "row", "square", "hill", "grove", "mews",
    "walk", "green", "park",
];

/// What a text tells, each passage once, in a settled order.
pub fn reveals(text: &str, known: &Known) -> Vec<Reveal> {
    let words: Vec<Word<'_>> = words(text);
    let mut found = BTreeSet::new();
    let mut add = |what, words: String| {
        found.insert(Reveal { what, words });
    };
    for (at, word) in words.iter().enumerate() {
        if is_email(word.bare) {
            add(Telling::Email, word.bare.to_owned());
        }
        if is_insurance(&joined(&words, at, 5)) || is_insurance(word.bare) {
            add(Telling::Insurance, word.bare.to_owned());
        }
        if let Some(code) = postcode(&words, at) {
            add(Telling::Postcode, code);
        }
        if let Some(address) = address(&words, at) {
            add(Telling::Address, address);
        }
        if let Some(name) = name(&words, at, known) {
            add(Telling::Name, name);
        }
    }
    for number in phones(text) {
        add(Telling::Phone, number);
    }
    for person in known_people(text, known) {
        add(Telling::Known, person);
    }
    for passage in quoted(&words, &known.notes) {
        add(Telling::Note, passage);
    }
    found.into_iter().collect()
}

/// A word as it stands, without the signs around it, and whether a sentence begins with it.
struct Word<'a> {
    bare: &'a str,
    opens: bool,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut all = Vec::new();
    for line in text.lines() {
        let mut opens = true;
        for raw in line.split_whitespace() {
            let bare = raw.trim_matches(|c: char| !c.is_alphanumeric() && c != '+');
            if !bare.is_empty() {
                all.push(Word { bare, opens });
            }
            opens = raw.ends_with(['.', '!', '?', ':', ',']);
        }
    }
    all
}

fn joined(words: &[Word<'_>], at: usize, n: usize) -> String {
    words[at..].iter().take(n).map(|word| word.bare).collect()
}

fn is_email(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    })
}

/// `QQ123456C`: two letters, six digits, a letter from A to D.
fn is_insurance(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 9
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..8].iter().all(u8::is_ascii_digit)
        && (b'A'..=b'D').contains(&bytes[8])
}

fn postcode(words: &[Word<'_>], at: usize) -> Option<String> {
    let whole = |text: &str| {
        let text = text.to_ascii_uppercase();
        let split = text
            .len()
            .checked_sub(3)
            .filter(|at| text.is_char_boundary(*at))?;
        let (out, inward) = text.split_at(split);
        (is_outward(out) && is_inward(inward)).then(|| format!("{out} {inward}"))
    };
    let alone = words[at].bare;
    let pair = words.get(at + 1).and_then(|next| {
        let (out, inward) = (alone.to_ascii_uppercase(), next.bare.to_ascii_uppercase());
        (is_outward(&out) && is_inward(&inward)).then(|| format!("{out} {inward}"))
    });
    pair.or_else(|| whole(alone))
}

fn is_outward(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &text.as_bytes()[letters..];
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest[0].is_ascii_digit()
        && rest.iter().all(u8::is_ascii_alphanumeric)
}

fn is_inward(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 3 && bytes[0].is_ascii_digit() && bytes[1..].iter().all(u8::is_ascii_uppercase)
}

/// `12 Mill Road`, `Flat 3`.
fn address(words: &[Word<'_>], at: usize) -> Option<String> {
    let first = words[at].bare;
    if first.eq_ignore_ascii_case("flat") && begins_with_digit(words.get(at + 1)?.bare) {
        return Some(format!("{first} {}", words[at + 1].bare));
    }
    if !begins_with_digit(first) || first.len() > 5 {
        return None;
    }
    let after: Vec<&str> = words[at + 1..]
        .iter()
        .take(4)
        .map(|word| word.bare)
        .collect();
    let end = after
        .iter()
        .position(|word| STREETS.contains(&word.to_lowercase().as_str()))?;
    let named = after[..=end].iter().all(|word| is_capital(word));
    (named && end > 0).then(|| format!("{first} {}", after[..=end].join(" ")))
}

fn begins_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn is_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// A title with a name, or two names in a row that no sentence begins with.
fn name(words: &[Word<'_>], at: usize, known: &Known) -> Option<String> {
    let (first, next) = (&words[at], words.get(at + 1)?);
    if !is_capital(next.bare) || next.opens {
        return None;
    }
    let pair = format!("{} {}", first.bare, next.bare);
    if TITLES.contains(&first.bare) {
        return Some(pair);
    }
    let street = STREETS.contains(&next.bare.to_lowercase().as_str());
    let is_place = known
        .places
        .iter()
        .any(|name| contains(&fold(name), &fold(&pair)));
    let plain = !first.opens && is_capital(first.bare) && !street;
    let titled = at > 0 && TITLES.contains(&words[at - 1].bare);
    let dated = is_calendar(first.bare) || is_calendar(next.bare);
    (plain && !titled && !dated && !is_place).then_some(pair)
}

/// Words that begin with a capital and name a day or a month.
fn is_calendar(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
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
    WORDS.contains(&word)
}

/// Ten to thirteen digits from a 0 or a + on, with blanks and signs between.
fn phones(text: &str) -> Vec<String> {
    let sign = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '+' | '-');
    let runs = text.split(|c: char| !sign(c)).map(str::trim);
    runs.filter(|run| {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        let first = run.trim_start_matches('(').chars().next();
        (10..=13).contains(&digits) && matches!(first, Some('0' | '+'))
    })
    .map(str::to_owned)
    .collect()
}

/// The people of the case who are named, by their whole name or a telling part of it.
fn known_people(text: &str, known: &Known) -> Vec<String> {
    let folded = fold(text);
    let mut found = Vec::new();
    for person in &known.people {
        let parts = person.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
        let telling = parts.filter(|part| is_capital(part) && part.chars().count() > 2);
        let named: Vec<&str> = telling
            .filter(|part| !TITLES.contains(part) && contains(&folded, &fold(part)))
            .collect();
        if !named.is_empty() {
            found.push(named.join(" "));
        }
    }
    found
}

/// Whether words stand in a text as whole words, both folded.
fn contains(text: &str, words: &str) -> bool {
    !words.trim().is_empty() && format!(" {text} ").contains(&format!(" {} ", words.trim()))
}

/// The passages of notes that stand in the text, as long as they run.
fn quoted(words: &[Word<'_>], notes: &[String]) -> Vec<String> {
    let folded: Vec<String> = words.iter().map(|word| fold(word.bare)).collect();
    let known: BTreeSet<Vec<String>> = notes
        .iter()
        .flat_map(|note| {
            let said: Vec<String> = self::words(note).iter().map(|w| fold(w.bare)).collect();
            said.windows(PASSAGE)
                .map(<[String]>::to_vec)
                .collect::<Vec<_>>()
        })
        .collect();
    let mut passages = Vec::new();
    let mut at = 0;
    while at + PASSAGE <= folded.len() {
        if !known.contains(&folded[at..at + PASSAGE]) {
            at += 1;
            continue;
        }
        let mut end = at + PASSAGE;
        while end < folded.len() && known.contains(&folded[end + 1 - PASSAGE..=end]) {
            end += 1;
        }
        let passage: Vec<&str> = words[at..end].iter().map(|word| word.bare).collect();
        passages.push(passage.join(" "));
        at = end;
    }
    passages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tells(text: &str) -> Vec<(Telling, String)> {
        let known = Known {
            people: vec![
                "Joan Field, 07700 900123".to_owned(),
                "Piotr Hall".to_owned(),
            ],
            places: vec!["Housing Repairs".to_owned(), "Castle Ward".to_owned()],
            notes: vec![
                "The tenant owes rent and was warned twice about the noise at night".to_owned(),
            ],
        };
        let found = reveals(text, &known).into_iter();
        found.map(|reveal| (reveal.what, reveal.words)).collect()
    }

    #[test]
    fn addresses_and_numbers_are_seen_as_they_are_written() {
        let seen =
            tells("Write to anon@example.org or ring 07700 900123 about 12 Mill Road, cb1 2ab.");
        assert_eq!(
            seen,
            [
                (Telling::Email, "anon@example.org".to_owned()),
                (Telling::Phone, "07700 900123".to_owned()),
                (Telling::Postcode, "CB1 2AB".to_owned()),
                (Telling::Address, "12 Mill Road".to_owned()),
            ]
        );
        assert_eq!(tells("Her number is QQ123456C.")[0].0, Telling::Insurance);
        assert_eq!(tells("It concerns flat 3 above.")[0].1, "flat 3");
    }

    #[test]
    fn people_of_the_case_and_names_are_seen_and_places_are_not() {
        let seen = tells("Thank you. Mrs Field and the surveyor Anna Berg agreed with Piotr.");
        let words: Vec<&str> = seen.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, ["Field", "Piotr", "Anna Berg", "Mrs Field"]);
        assert_eq!(
            tells("The crew of Housing Repairs comes on Monday 13 April."),
            []
        );
    }

    #[test]
    fn a_passage_of_an_internal_note_is_seen_whole() {
        let seen = tells(
            "We know that the tenant owes rent and was warned twice about the noise, as said.",
        );
        let note = "the tenant owes rent and was warned twice about the noise".to_owned();
        assert_eq!(seen, [(Telling::Note, note)]);
        assert_eq!(tells("The tenant owes rent."), []);
    }

    #[test]
    fn plain_words_dates_and_times_tell_nothing() {
        let plain = "Your gutter was cleared on 2026-04-02 10:00. We found 3 cracks. The works \
                     are planned for Tuesday 5 May 2026 and cost 1200 pounds.";
        assert_eq!(tells(plain), []);
        assert_eq!(tells(""), []);
    }
}
