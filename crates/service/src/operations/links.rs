//! The pages to which the footnotes of the protocol in force point: by the council's settings where the pack says
//! that a footnote leads somewhere, and as printed in the council's own text. Asked only when somebody wants to
//! know, under the rules for any address that somebody typed.

use domain::protocol::text::Passage;
use domain::settings::SettingSpec;

use super::{ActError, Operations};
use crate::fetch::{Reach, answer};

/// One page to which a footnote points.
#[derive(Debug, Clone, PartialEq)]
pub struct Pointer {
    /// The printed number of the clause to which the footnote belongs, if it is known.
    pub clause: Option<String>,
    /// What the footnote says: the pack's summary, or its own words.
    pub footnote: String,
    /// The setting that holds the address; none for an address that the text itself prints.
    pub setting: Option<&'static SettingSpec>,
    /// The address; none where it is missing.
    pub address: Option<String>,
}

/// What came of looking for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// No address is set.
    Missing,
    /// There is an address, and nobody has asked it now.
    Unasked,
    /// The page is there.
    There,
    /// The page has moved on to this address.
    Moved(String),
    /// It is not there, and why.
    Broken(String),
}

impl Found {
    /// Whether it is of no use to whoever follows it.
    pub fn is_broken(&self) -> bool {
        matches!(self, Self::Missing | Self::Broken(_))
    }

    /// The state as one closed word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unasked => "set",
            Self::There => "there",
            Self::Moved(_) => "moved",
            Self::Broken(_) => "broken",
        }
    }

    /// Where it has moved to, or why it is broken.
    pub fn why(&self) -> Option<&str> {
        match self {
            Self::Moved(to) => Some(to),
            Self::Broken(why) => Some(why),
            _ => None,
        }
    }
}

impl Pointer {
    /// What is known without asking.
    pub fn as_set(&self) -> Found {
        match self.address {
            Some(_) => Found::Unasked,
            None => Found::Missing,
        }
    }

    /// Asks whether the page is there.
    pub async fn look(&self, reach: &Reach) -> Found {
        let Some(address) = &self.address else {
            return Found::Missing;
        };
        match answer(address, reach).await {
            Ok((status, _)) if status.is_success() => Found::There,
            Ok((status, Some(to))) if status.is_redirection() => Found::Moved(to),
            Ok((status, _)) => Found::Broken(format!("the server answered {status}")),
            Err(why) => Found::Broken(why.to_string()),
        }
    }
}

/// Pages asked at the same time.
const AT_ONCE: usize = 8;

/// Asks whether each page is there, several at a time, so that one that does not answer keeps few waiting. In the
/// order in which they are given.
pub async fn look_at(pointers: &[Pointer], reach: &Reach) -> Vec<(Pointer, Found)> {
    let mut looked = Vec::with_capacity(pointers.len());
    for some in pointers.chunks(AT_ONCE) {
        let asked = some.iter().cloned().map(|pointer| {
            let reach = reach.clone();
            tokio::spawn(async move {
                let found = pointer.look(&reach).await;
                (pointer, found)
            })
        });
        for one in asked.collect::<Vec<_>>() {
            looked.push(one.await.expect("to look at a page does not panic"));
        }
    }
    looked
}

impl Operations {
    /// The pages to which the footnotes of the protocol in force point, in the order of the document.
    pub async fn pointers(&self) -> Result<Vec<Pointer>, ActError> {
        let (snapshot, today) = (self.council().await?, self.today());
        let council = &snapshot.council;
        let Some(protocol) = council.protocol_on(today) else {
            return Ok(Vec::new());
        };
        let set = protocol.notes.iter().filter_map(|note| {
            let setting = note.link?;
            let address = council.settings.get(setting.id, today, None);
            Some(Pointer {
                clause: note.clause.as_ref().map(|id| id.printed().to_owned()),
                footnote: note.gist.clone(),
                setting: Some(setting),
                address: address.map(|cited| cited.value.to_owned()),
            })
        });
        let mut found: Vec<Pointer> = set.collect();
        let texts = self.texts().await?;
        let saved = texts.of(&protocol.pack, &protocol.version);
        for note in saved.iter().flat_map(|saved| &saved.text.footnotes) {
            let words = plain(&note.words);
            let printed = addresses(&words).map(|address| Pointer {
                clause: None,
                footnote: words.clone(),
                setting: None,
                address: Some(address.to_owned()),
            });
            found.extend(printed);
        }
        Ok(found)
    }
}

fn plain(words: &Passage) -> String {
    words.0.iter().map(|run| run.text.as_str()).collect()
}

/// The addresses of pages among words.
fn addresses(words: &str) -> impl Iterator<Item = &str> {
    let begins = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
    let closing = |c: char| matches!(c, '.' | ',' | ';' | ')' | ']' | '>');
    let words = words.split(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '<'));
    words
        .filter(begins)
        .map(move |word| word.trim_end_matches(closing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_addresses_of_a_footnote_are_found_among_its_words() {
        let words = "See https://a.example/x, or (http://b.example/y).";
        let found: Vec<_> = addresses(words).collect();
        assert_eq!(found, ["https://a.example/x", "http://b.example/y"]);
        assert_eq!(addresses("Report it online").count(), 0);
    }

    #[tokio::test]
    async fn a_page_without_an_address_or_behind_the_wall_is_broken_and_says_why() {
        let mut pointer = Pointer {
            clause: None,
            footnote: "A page".to_owned(),
            setting: None,
            address: None,
        };
        assert_eq!(pointer.look(&Reach::default()).await, Found::Missing);
        pointer.address = Some("https://127.0.0.1/complaints".to_owned());
        let found = pointer.look(&Reach::default()).await;
        let why = found.why().unwrap_or_default().to_owned();
        assert!(
            found.is_broken() && why.contains("inside the council’s network"),
            "{why}"
        );
    }
}
