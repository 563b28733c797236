//! Pages of cases as they were drawn, kept for whoever opens them again: browsers keep nothing of us, so
//! every step back draws the same page once more.
//!
//! INVARIANT: whether somebody may read a case is asked of the store for every request, before anything
//! kept is looked for. What is kept is given only to the person for whom it was drawn, on the same day, with
//! the council's facts unchanged, no event come to the case and none of its words erased.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::PersonId;
use domain::reference::Reference;
use store::Glance;

use super::frame::{Me, Signed};

/// The most bytes of pages that are kept; the oldest go first.
const BYTES_MAX: usize = 48 * 1024 * 1024;

/// Pages by reader and case.
#[derive(Debug, Default)]
pub struct Kept(Mutex<Pages>);

#[derive(Debug, Default)]
struct Pages {
    by: BTreeMap<Key, Drawn>,
    /// In the order in which they were drawn, each with its number.
    order: VecDeque<(u64, Key)>,
    drawn: u64,
    bytes: usize,
    /// Erasures up to which the pages are good.
    erasures: u64,
}

type Key = (PersonId, Reference);

/// What stands between the head and the foot of a page.
#[derive(Debug, Clone)]
pub struct Body {
    /// The page's title.
    pub title: Arc<str>,
    /// Its content, cut wherever a form has its act token.
    parts: Arc<[String]>,
}

#[derive(Debug)]
struct Drawn {
    number: u64,
    glance: Glance,
    /// Made anew whenever the day or the council's facts change.
    signed: Arc<Signed>,
    body: Body,
}

impl Body {
    /// A page's title, and its content as it was drawn with an act token in its forms.
    pub fn new(title: &str, html: &str, token: &str) -> Self {
        Self {
            title: title.into(),
            parts: html.split(token).map(str::to_owned).collect(),
        }
    }

    /// The content with an act token of its own.
    pub fn with_token(&self, token: &str) -> String {
        self.parts.join(token)
    }

    fn bytes(&self) -> usize {
        let parts = self.parts.iter().map(String::len);
        self.title.len() + parts.sum::<usize>()
    }
}

impl Kept {
    /// The page that was drawn of this case for this person, if nothing has changed since.
    pub fn of(&self, me: &Me, reference: &Reference, glance: Glance) -> Option<Body> {
        let pages = self.pages(me);
        let key = (me.signed.person().clone(), reference.clone());
        let drawn = pages.by.get(&key)?;
        let same = drawn.glance == glance && Arc::ptr_eq(&drawn.signed, &me.signed);
        same.then(|| drawn.body.clone())
    }

    /// Keeps a page in place of the one before.
    pub fn keep(&self, me: &Me, reference: &Reference, glance: Glance, body: Body) {
        let mut pages = self.pages(me);
        let key = (me.signed.person().clone(), reference.clone());
        pages.drawn += 1;
        pages.bytes += body.bytes();
        let number = pages.drawn;
        pages.order.push_back((number, key.clone()));
        let drawn = Drawn {
            number,
            glance,
            signed: me.signed.clone(),
            body,
        };
        if let Some(before) = pages.by.insert(key, drawn) {
            pages.bytes -= before.body.bytes();
        }
        pages.forget_oldest();
    }

    /// The pages, none of them from before the last erasure.
    fn pages(&self, me: &Me) -> std::sync::MutexGuard<'_, Pages> {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let erasures = me.app().operations().erasures();
        if pages.erasures != erasures {
            *pages = Pages {
                erasures,
                ..Pages::default()
            };
        }
        pages
    }
}

impl Pages {
    fn forget_oldest(&mut self) {
        // What was drawn again since stands in the order twice.
        while self.bytes > BYTES_MAX || self.order.len() > 2 * self.by.len() + 16 {
            let Some((number, key)) = self.order.pop_front() else {
                return;
            };
            if self
                .by
                .get(&key)
                .is_some_and(|drawn| drawn.number == number)
                && let Some(gone) = self.by.remove(&key)
            {
                self.bytes -= gone.body.bytes();
            }
        }
    }
}
