//! A comparison in sentences, as a committee reads it.

use super::{Change, Comparison, Kind, Part, Shift, Whose};

impl Comparison {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.clauses.iter().all(Change::is_same) && self.provisions.is_empty()
    }

    /// How many clauses became this.
    pub fn count(&self, kind: Kind) -> usize {
        let clauses = self.clauses.iter();
        clauses
            .filter(|change| change.part == Part::Clause && change.kind == kind)
            .count()
    }

    /// How much of what stands around the clauses is not the same: title, headings, footnotes.
    fn around(&self) -> usize {
        let around = self.clauses.iter();
        around
            .filter(|change| change.part != Part::Clause && change.kind != Kind::Same)
            .count()
    }

    /// The whole in a few sentences: what is compared, how many clauses changed, and what changes in
    /// practice, each a line.
    pub fn summary(&self, before: &str, after: &str) -> Vec<String> {
        let mut lines = vec![format!("{after}, compared with {before}.")];
        lines.push(
            match self.whose {
                Whose::Gist => "Compared are Wardroom’s summaries, not the councils’ words.",
                Whose::Text => "Compared are the councils’ own words.",
            }
            .to_owned(),
        );
        if self.is_empty() {
            lines.push("Nothing changes.".to_owned());
            return lines;
        }
        let counted = Kind::ALL.map(|kind| format!("{} {}", self.count(kind), kind.word()));
        lines.push(format!("Of the clauses: {}.", counted.join(", ")));
        match self.around() {
            0 => {}
            1 => lines.push("One title, heading or footnote reads otherwise.".to_owned()),
            n => lines.push(format!("{n} titles, headings or footnotes read otherwise.")),
        }
        lines.extend(self.clauses.iter().filter_map(Change::said_of_force));
        lines.extend(self.provisions.iter().map(Shift::said));
        lines
    }
}

impl Change {
    /// That the strongest verb of a clause changed, as a sentence.
    fn said_of_force(&self) -> Option<String> {
        let (Some(before), Some(after)) = self.force else {
            return None;
        };
        let id = self.after.as_ref()?;
        (before != after).then(|| {
            format!(
                "Clause {}: {}, now {}.",
                id.printed(),
                before.word(),
                after.word()
            )
        })
    }

    /// What it is, with its numbers on both sides, for a heading: `7.6`, `7.5, now 7.6`, `Heading of
    /// section 7`.
    pub fn numbers(&self) -> String {
        let numbers = self.own_numbers();
        match self.part {
            Part::Clause => numbers,
            Part::Title => "Title".to_owned(),
            Part::Preamble => "Before the first section".to_owned(),
            Part::Heading if numbers.is_empty() => "Heading without a number".to_owned(),
            Part::Heading => format!("Heading of section {numbers}"),
            Part::Closing => "After the last clause".to_owned(),
            Part::Footnote => format!("Footnote {numbers}"),
        }
    }

    fn own_numbers(&self) -> String {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) if before.printed() == after.printed() => {
                after.printed().to_owned()
            }
            (Some(before), Some(after)) => format!("{}, now {}", before.printed(), after.printed()),
            (None, Some(after)) => after.printed().to_owned(),
            (Some(before), None) => before.printed().to_owned(),
            (None, None) => String::new(),
        }
    }
}

impl Shift {
    /// What was provided, in words.
    pub fn was(&self) -> &str {
        self.before
            .as_ref()
            .map_or(self.nothing(), |said| &said.value)
    }

    /// What is provided, in words.
    pub fn is(&self) -> &str {
        self.after
            .as_ref()
            .map_or(self.nothing(), |said| &said.value)
    }

    fn nothing(&self) -> &'static str {
        if self.silent {
            "silent"
        } else {
            "not provided"
        }
    }

    /// The whole as a sentence: `Answer to a member’s enquiry: silent; now within 5 working days of
    /// receipt (clause 7.6).`
    pub fn said(&self) -> String {
        let basis = self
            .after
            .as_ref()
            .or(self.before.as_ref())
            .map(|said| &said.basis);
        let basis = basis.map_or_else(String::new, |basis| format!(" ({basis})"));
        format!("{}: {}; now {}{basis}.", self.name, self.was(), self.is())
    }
}
