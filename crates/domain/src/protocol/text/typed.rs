//! Corrections as they are typed on a command line: `number 2.3~2 2.5`, `type 7.6 rule`.

use std::str::FromStr;

use super::Place;
use super::edit::Edit;
use crate::ids::{ClauseId, NoteMark};
use crate::protocol::PrintedType;

/// How corrections are written, for help and for what cannot be read.
pub const FORMS: &str = "`title WORDS`, `heading SECTION WORDS` and \
    `section SECTION NUMBER` (counted from 1; without a number it has none), `over CLAUSE WORDS` (the heading \
    over it), `number CLAUSE NUMBER`, \
    `words CLAUSE WORDS` (`\\n` begins a paragraph, `[^2]` is the mark of a footnote), `preamble WORDS`, \
    `closing WORDS`, `note MARK WORDS` (without words there is none), `type CLAUSE rule|guidance|neither`, \
    `split CLAUSE NUMBER WORDS` (with which the second begins), `join CLAUSE` (to the one before), \
    `settle DOUBT WORDS` (counted from 1)";

impl FromStr for Edit {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        let (what, rest) = word(typed);
        let (first, more) = word(rest);
        match what {
            "title" => Ok(Self::Title {
                title: rest.to_owned(),
            }),
            "heading" => Ok(Self::Heading {
                section: place(first, "section")?,
                heading: more.to_owned(),
            }),
            "section" => Ok(Self::Section {
                section: place(first, "section")?,
                number: more.to_owned(),
            }),
            "over" => Ok(around(Place::Over(clause(first)?), more)),
            "number" => Ok(Self::Renumber {
                clause: clause(first)?,
                number: clause(more)?,
            }),
            "words" => Ok(Self::Words {
                clause: clause(first)?,
                words: more.replace("\\n", "\n"),
            }),
            "preamble" => Ok(around(Place::Preamble, rest)),
            "closing" => Ok(around(Place::Closing, rest)),
            "note" => Ok(around(Place::Footnote(footnote(first)?), more)),
            "type" => Ok(Self::Mark {
                clause: clause(first)?,
                printed: printed(more)?,
            }),
            "split" => {
                let (number, at) = word(more);
                Ok(Self::Split {
                    clause: clause(first)?,
                    at: at.to_owned(),
                    number: clause(number)?,
                })
            }
            "join" => Ok(Self::Merge {
                clause: clause(rest)?,
            }),
            "settle" => Ok(Self::Settle {
                doubt: place(first, "doubt")?,
                decided: more.to_owned(),
            }),
            _ => Err(format!("`{typed}` is no correction: write {FORMS}")),
        }
    }
}

fn around(place: Place, words: &str) -> Edit {
    let words = words.replace("\\n", "\n");
    Edit::Around { place, words }
}

fn footnote(typed: &str) -> Result<NoteMark, String> {
    let unfit = |_| format!("`{typed}` is no mark of a footnote: write one such as `2` or `†`");
    typed.parse().map_err(unfit)
}

fn word(typed: &str) -> (&str, &str) {
    let typed = typed.trim();
    let (first, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    (first, rest.trim())
}

fn clause(typed: &str) -> Result<ClauseId, String> {
    typed
        .parse()
        .map_err(|_| format!("`{typed}` is no clause: write a number such as `7.6` or `8.4(b)`"))
}

/// What people count from 1, counted from 0.
fn place(typed: &str, noun: &str) -> Result<usize, String> {
    let n = typed.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    n.ok_or_else(|| format!("`{typed}` is no {noun}: write a whole number, 1 for the first"))
}

fn printed(typed: &str) -> Result<PrintedType, String> {
    match typed {
        "rule" => Ok(PrintedType::Rule),
        "guidance" => Ok(PrintedType::Guidance),
        "neither" => Ok(PrintedType::Unmarked),
        _ => Err(format!(
            "`{typed}` is no type: write rule, guidance or neither"
        )),
    }
}
