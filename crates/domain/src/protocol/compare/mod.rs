//! Two versions, or the protocols of two councils, side by side: clause by clause with the words that
//! changed, and provision by provision. A comparison holds all of the later side, so that applying it to
//! the earlier one gives the later one.

mod apply;
mod matching;
mod side;
mod told;
mod words;

#[cfg(test)]
mod tests;

use serde::Serialize;

use super::Force;

pub use apply::{Misfit, apply};
pub use side::{Line, Number, Part, Said, Side, Whose};
pub(super) use words::tokens;
pub use words::{Mark, Span};

/// What changes from one side to the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Whose words are compared.
    pub whose: Whose,
    /// The lineage of the later side.
    pub lineage: String,
    /// Every clause of either side, in the order of the later one; what is gone stands where it stood.
    pub clauses: Vec<Change>,
    /// Every provision that is not the same on both sides.
    pub provisions: Vec<Shift>,
}

/// One clause, or what stands around the clauses, on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is.
    pub part: Part,
    /// What became of it.
    pub kind: Kind,
    /// Its number before; none where it is new.
    pub before: Option<Number>,
    /// Its number after; none where it is gone.
    pub after: Option<Number>,
    /// What it keeps through versions, as the later side has it.
    pub key: Option<String>,
    /// Its words, each kept, taken out or put in.
    pub words: Vec<Span>,
    /// The strongest verb before and after, where it is known.
    pub force: (Option<Force>, Option<Force>),
}

/// What became of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The same words under the same number.
    Same,
    /// The same words under another number.
    Moved,
    /// Other words, perhaps under another number.
    Reworded,
    /// There was none.
    New,
    /// There is none any more.
    Gone,
}

impl Kind {
    /// Every kind, in the order of tables.
    pub const ALL: [Self; 5] = [
        Self::Same,
        Self::Moved,
        Self::Reworded,
        Self::New,
        Self::Gone,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Moved => "moved",
            Self::Reworded => "reworded",
            Self::New => "new",
            Self::Gone => "gone",
        }
    }
}

/// One provision that is not the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// What tells it from every other, for example `enquiries/response/any/n`.
    pub key: String,
    /// The register that it is about.
    pub register: &'static str,
    /// What it is, in words.
    pub name: String,
    /// What was provided; none where nothing was.
    pub before: Option<Said>,
    /// What is provided; none where nothing is.
    pub after: Option<Said>,
    /// Whether the side that provides nothing says nothing at all about the register.
    pub silent: bool,
}

impl Change {
    /// Whether nothing at all changed.
    pub fn is_same(&self) -> bool {
        self.kind == Kind::Same && self.force.0 == self.force.1
    }
}

/// What changes from `before` to `after`. Both sides are of the same kind of words.
pub fn compare(before: &Side, after: &Side) -> Comparison {
    let from = matching::matched(before, after);
    let mut kept = vec![false; before.clauses.len()];
    for at in from.iter().flatten() {
        kept[*at] = true;
    }
    // What is gone, in order; each is told before the first clause that stood after it.
    let gone = before.clauses.iter().enumerate();
    let mut gone = gone.filter(|(at, _)| !kept[*at]).peekable();
    let mut clauses = Vec::with_capacity(after.clauses.len());
    for (line, from) in after.clauses.iter().zip(&from) {
        if let Some(from) = from {
            while let Some((_, line)) = gone.next_if(|(at, _)| at < from) {
                clauses.push(ended(line));
            }
        }
        clauses.push(changed(from.map(|at| &before.clauses[at]), line));
    }
    clauses.extend(gone.map(|(_, line)| ended(line)));
    Comparison {
        whose: after.whose,
        lineage: after.lineage.clone(),
        clauses,
        provisions: shifts(before, after),
    }
}

fn ended(line: &Line) -> Change {
    Change {
        part: line.part,
        kind: Kind::Gone,
        before: Some(line.id.clone()),
        after: None,
        key: line.key.clone(),
        words: words::spans(&line.words, ""),
        force: (line.force, None),
    }
}

fn changed(before: Option<&Line>, after: &Line) -> Change {
    let kind = match before {
        None => Kind::New,
        Some(before) if before.words != after.words => Kind::Reworded,
        Some(before) if before.id != after.id => Kind::Moved,
        Some(_) => Kind::Same,
    };
    Change {
        part: after.part,
        kind,
        before: before.map(|line| line.id.clone()),
        after: Some(after.id.clone()),
        key: after.key.clone(),
        words: words::spans(before.map_or("", |line| &line.words), &after.words),
        force: (before.and_then(|line| line.force), after.force),
    }
}

fn shifts(before: &Side, after: &Side) -> Vec<Shift> {
    let shift = |key: &String, of: &side::Told| {
        let (was, is) = (before.provided.get(key), after.provided.get(key));
        let same = was.map(|told| &told.said.value) == is.map(|told| &told.said.value);
        let lacking = if was.is_none() { before } else { after };
        (!same).then(|| Shift {
            key: key.clone(),
            register: of.register,
            name: of.name.clone(),
            before: was.map(|told| told.said.clone()),
            after: is.map(|told| told.said.clone()),
            silent: (was.is_none() || is.is_none()) && lacking.is_silent_on(of.register),
        })
    };
    let only_before = before
        .provided
        .iter()
        .filter(|(key, _)| !after.provided.contains_key(*key));
    let all = after.provided.iter().chain(only_before);
    let mut shifts: Vec<Shift> = all.filter_map(|(key, of)| shift(key, of)).collect();
    shifts.sort_by(|a, b| {
        (a.register != "enquiries", &a.key).cmp(&(b.register != "enquiries", &b.key))
    });
    shifts
}
