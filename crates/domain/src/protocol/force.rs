//! Force is the text's own verb; enforcement is how strictly the product holds to it. The first is
//! never changed, the second starts here and is the council's choice.

use jiff::civil::Date;

use super::{Does, Duty, Enforce, Force, PrintedType, Protocol};
use crate::settings::Settings;
use crate::verdict::{Basis, Cited};

/// The tag of a duty: its clause's number, and its key where it has one.
pub fn duty_tag(clause: &str, key: &str) -> String {
    if key.is_empty() {
        clause.to_owned()
    } else {
        format!("{clause}/{key}")
    }
}

/// How a duty is enforced when neither the pack nor the council says otherwise.
///
/// A *must* asks here; where the text conditions an act on it, the pack says `enforce = "refuse"`.
/// What is only shown has no act that could wait on a reason.
pub fn default_enforce(
    force: Force,
    printed: Option<PrintedType>,
    does: &[Does],
    at_most: Enforce,
) -> Enforce {
    if does.iter().all(|does| *does == Does::Shown) {
        return Enforce::Show;
    }
    let by_verb = match force {
        Force::Must | Force::Should => Enforce::Ask,
        Force::Aim => Enforce::Note,
        Force::May | Force::Is | Force::Principle => Enforce::Show,
    };
    by_verb.min(supported(force, printed, at_most))
}

/// The strictest enforcement that the words themselves support. Anything stricter needs a ruling, a
/// default tied to an open question, or the council's own choice, and says so.
pub fn supported(force: Force, printed: Option<PrintedType>, at_most: Enforce) -> Enforce {
    let by_verb = match force {
        Force::Must => Enforce::Refuse,
        Force::Should => Enforce::Ask,
        Force::Aim => Enforce::Note,
        Force::May | Force::Is | Force::Principle => Enforce::Show,
    };
    let by_type = match printed {
        Some(PrintedType::Guidance | PrintedType::Unmarked) => Enforce::Ask,
        Some(PrintedType::Rule) | None => Enforce::Refuse,
    };
    by_verb.min(by_type).min(at_most)
}

impl Force {
    /// The verb as pages print it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Principle => "principle",
            Self::Is => "is",
            Self::May => "may",
            Self::Aim => "aim",
            Self::Should => "should",
            Self::Must => "must",
        }
    }
}

impl Enforce {
    /// The enforcement of a word, as packs and settings write it.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Show, Self::Note, Self::Ask, Self::Refuse]
            .into_iter()
            .find(|enforce| enforce.word() == word)
    }
    /// The word as packs, settings and pages write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Show => "show",
            Self::Note => "note",
            Self::Ask => "ask",
            Self::Refuse => "refuse",
        }
    }
}

impl Protocol {
    /// How a duty is enforced on a day: the council's choice, else what the pack says of it.
    ///
    /// `None` where the protocol has no such duty.
    pub fn enforcement(&self, tag: &str, settings: &Settings, on: Date) -> Option<Cited<Enforce>> {
        if let Some(chosen) = self.enforcement_set(tag, settings, on) {
            return Some(chosen);
        }
        let (clause, duty) = self.duty(tag)?;
        let clause = self.cited(clause);
        Some(match &duty.question {
            Some(question) => {
                let ruled = self.ruled_enforce(tag, question, on);
                let basis = self.open_basis(question, Some(clause), on);
                Cited::new(ruled.unwrap_or(duty.enforce), basis)
            }
            None => Cited::new(duty.enforce, Basis::Clause(clause)),
        })
    }

    /// The council's own choice for a duty, if it made one. It may be stricter than the text: then it
    /// is the council's own, and its basis says so.
    pub(super) fn enforcement_set(
        &self,
        tag: &str,
        settings: &Settings,
        on: Date,
    ) -> Option<Cited<Enforce>> {
        let key = self.enforcement_key(tag);
        // Hardly any duty has a choice of its own, and only then is its clause looked for.
        settings.get(&key, on, None)?;
        let (clause, _) = self.duty(tag)?;
        let chosen = settings.get(&key, on, Some(self.cited(clause)))?;
        let enforce = Enforce::from_word(chosen.value)?;
        Some(Cited::new(enforce, chosen.basis))
    }

    /// Whether an enforcement is stricter than the words of the duty support.
    pub fn beyond_the_text(&self, tag: &str, enforce: Enforce) -> bool {
        self.duty(tag)
            .is_some_and(|(_, duty)| enforce > supported(duty.force, duty.printed, self.at_most))
    }

    /// Every duty with its tag, in the document's order.
    pub fn duties(&self) -> impl Iterator<Item = (String, &Duty)> {
        self.clauses.iter().flat_map(|clause| {
            let id = clause.id.as_str();
            clause
                .duties
                .iter()
                .map(move |duty| (duty_tag(id, &duty.key), duty))
        })
    }

    /// The duty whose enforcement a setting's key is for.
    pub fn duty_of_key(&self, key: &str) -> Option<String> {
        self.duties()
            .map(|(tag, _)| tag)
            .find(|tag| self.enforcement_key(tag) == key)
    }

    /// The key of the setting for a duty's enforcement: `enforce-cambridge-updated-7-6-2`.
    pub fn enforcement_key(&self, tag: &str) -> String {
        let mut key = format!("enforce-{}", self.pack);
        let mut apart = true;
        for letter in tag.chars() {
            match letter {
                '.' | '(' | ')' | '/' | '-' => apart = true,
                '~' => key.push('x'),
                letter => {
                    if std::mem::take(&mut apart) {
                        key.push('-');
                    }
                    key.push(letter.to_ascii_lowercase());
                }
            }
        }
        key
    }
}
