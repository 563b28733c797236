//! What is kept of a case and what of it was erased for good: one shape for every register whose words can
//! be erased, with the one gate and the one look at what is named.

use super::draft::Draft;
use super::{Context, Register};
use crate::access::Token;
use crate::ids::ContentKey;
use crate::verdict::{Basis, Cited, Gate};
use crate::words::Words;

/// The words and files of a case, by where they are kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    all: Vec<ContentKey>,
    erased: Vec<ContentKey>,
}

impl Kept {
    /// With the words of one more event.
    pub(crate) fn add(&mut self, words: &[&Words]) {
        self.all.extend(words.iter().map(|words| words.key.clone()));
    }

    /// Without what an event erased.
    pub(crate) fn erase(&mut self, keys: &[ContentKey]) {
        self.erased.extend(keys.iter().cloned());
    }

    /// Whether these words were erased.
    pub fn is_erased(&self, key: &ContentKey) -> bool {
        self.erased.contains(key)
    }

    /// What is not erased yet, oldest first.
    pub fn left(&self) -> Vec<ContentKey> {
        let left = self.all.iter().filter(|key| !self.is_erased(key));
        left.cloned().collect()
    }

    /// Finds fault with what somebody names to be erased, and says on which ground erasing is done.
    pub(crate) fn check<R: Register>(&self, d: &mut Draft<'_, R>, keys: &[ContentKey]) {
        if keys.is_empty() {
            d.invalid("keys", "names nothing to erase: choose words or files");
        }
        if keys.iter().any(|key| !self.all.contains(key)) {
            d.invalid("keys", "names what is not of this case: leave it out");
        }
        if keys.iter().any(|key| self.is_erased(key)) {
            d.invalid("keys", "names what is erased already: leave it out");
        }
        d.cite("what is erased is gone, and that it was stays", basis());
    }
}

/// What a register with [`Kept`] in its state and an act `Erase` says of erasing: which event of it erases, with its
/// keys and its ground.
macro_rules! erases {
    ($erased:pat => ($keys:expr, $basis:expr)) => {
        fn erased(event: &Event) -> Option<(&[$crate::ids::ContentKey], String)> {
            match event {
                $erased => Some(($keys, $basis.to_string())),
                _ => None,
            }
        }
        fn erasing(state: &State) -> Option<$crate::register::Erasing<Command>> {
            Some($crate::register::Erasing {
                left: state.kept.left(),
                command: |keys, basis| Command::from(Act::Erase { keys, basis }),
            })
        }
    };
}
pub(crate) use erases;

/// Who erases until the council rules otherwise.
pub(crate) fn basis() -> Basis {
    Basis::default_of("W15", None)
}

/// The Monitoring Officer erases on a legal ground, without reading the case. Nobody else learns that one
/// could.
pub(crate) fn gate(cx: &Context<'_>) -> Gate {
    let officer = Token::post("monitoring-officer");
    if !cx.actor.visible.has(&officer) {
        return Gate::Hidden;
    }
    let what = "words and files are erased on a legal ground";
    Gate::allowed(vec![Cited::new(what.to_owned(), basis())])
}
