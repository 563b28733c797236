//! What writing of an enquiry needs beside what every register has.

use crate::access::Token;
use crate::enquiries::Enquiries;
use crate::enquiries::event::{Event, Explained, OutsideReference, TemplateUsed};
use crate::enquiries::state::State;
use crate::enquiries::summary::officers;
use crate::verdict::Basis;

/// An act on an enquiry while it is decided.
pub(super) type Draft<'a> = crate::register::draft::Draft<'a, Enquiries>;

/// The longest explanation, in characters.
const WHY: usize = 2_000;

impl Draft<'_> {
    /// Keeps why an act goes on where a duty asks, or where an office overrides a refusal.
    pub(super) fn explain(
        &mut self,
        act: &str,
        basis: Basis,
        explanation: Option<&str>,
        overrides: bool,
    ) {
        let words = self.text::<WHY>("explanation", explanation.unwrap_or_default());
        self.push(Event::Explained(Explained {
            act: act.to_owned(),
            basis,
            words,
            overrides,
        }));
    }

    /// Tells the officers who have the case.
    pub(super) fn tell_officers(&mut self, state: &State, kind: &str, basis: Basis) {
        if let Some(officers) = officers(state) {
            self.tell(officers, kind, basis);
        }
    }

    /// Tells the member to whom the case belongs.
    pub(super) fn tell_member(&mut self, state: &State, kind: &str, basis: Basis) {
        self.tell(Token::holder_of(&state.holder), kind, basis);
    }

    /// Another system's reference.
    pub(super) fn outside(&mut self, field: &'static str, typed: &str) -> Option<OutsideReference> {
        match OutsideReference::try_from(typed.trim().to_owned()) {
            Ok(reference) => Some(reference),
            Err(bad) => {
                self.invalid(field, bad);
                None
            }
        }
    }

    /// Notes the template that a reply began from.
    pub(super) fn template(&mut self, template: Option<&str>) {
        let Some(template) = template else { return };
        // Templates are named by slugs, as settings are, so that no words of a reply can hide here.
        match template.parse::<crate::ids::SettingId>() {
            Ok(slug) => self.push(Event::TemplateUsed(TemplateUsed {
                template: slug.to_string(),
            })),
            Err(bad) => self.invalid("template", bad.to_string()),
        }
    }
}
