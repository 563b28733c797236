//! Reply templates: words that officers begin a reply from, kept by a service or for the whole council.
//! Nothing is ever sent from here: a template fills a form, and a person sends what stands in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::access::{Token, Visible};
use crate::fresh::Fresh;
use crate::ids::{ContentKey, ServiceId, SettingId};
use crate::text::{Line, Words as Typed};
use crate::verdict::{Basis, Cited, Gate, Invalid, NewContent, Refusal, Rejection};
use crate::words::{Scribe, Words};

/// The longest title, in characters.
const TITLE: usize = 100;
/// The longest template, in characters.
const TEXT: usize = 5_000;

/// What a template may hold in braces, each with what stands there in the reply.
pub const PLACEHOLDERS: [(&str, &str); 6] = [
    ("member", "the member’s name"),
    ("reference", "the enquiry’s reference"),
    ("title", "what the enquiry is about"),
    ("service", "the service that has it"),
    ("date", "today’s date"),
    ("due", "the next date to meet"),
];

/// For which replies a template is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// An acknowledgement.
    Acknowledge,
    /// A holding reply: why there is no answer yet.
    Hold,
    /// An answer.
    Answer,
}

/// Something that happened to a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum TemplateEvent {
    /// It was written, or written anew.
    TemplateKept(TemplateKept),
    /// It is no longer offered.
    TemplateRetired {
        /// Which.
        id: SettingId,
    },
}

/// A template as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateKept {
    /// Its slug, by which replies name it.
    pub id: SettingId,
    /// The service that keeps it; none for the whole council.
    pub service: Option<ServiceId>,
    /// For which replies.
    pub uses: Vec<Use>,
    /// What it is called.
    pub title: Words,
    /// Its words.
    pub text: Words,
}

/// A template as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its slug.
    pub id: SettingId,
    /// The service that keeps it; none for the whole council.
    pub service: Option<ServiceId>,
    /// For which replies.
    pub uses: Vec<Use>,
    /// What it is called.
    pub title: String,
    /// Its words.
    pub text: String,
    /// No longer offered.
    pub retired: bool,
}

/// Every template.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Templates(BTreeMap<SettingId, Template>);

/// A template as somebody writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateGiven {
    /// Its slug, where it is written anew; one is made from the title of a new one.
    pub id: Option<SettingId>,
    /// The service that keeps it; none for the whole council.
    pub service: Option<ServiceId>,
    /// For which replies.
    pub uses: Vec<Use>,
    /// What it is called.
    pub title: String,
    /// Its words.
    pub text: String,
}

impl Templates {
    /// Folds the events, with the words that were kept apart.
    pub fn replay<'e>(
        events: impl IntoIterator<Item = &'e TemplateEvent>,
        words: &BTreeMap<ContentKey, String>,
    ) -> Self {
        let mut all = BTreeMap::new();
        let read = |kept: &Words| words.get(&kept.key).cloned().unwrap_or_default();
        for event in events {
            match event {
                TemplateEvent::TemplateKept(kept) => {
                    let template = Template {
                        id: kept.id.clone(),
                        service: kept.service.clone(),
                        uses: kept.uses.clone(),
                        title: read(&kept.title),
                        text: read(&kept.text),
                        retired: false,
                    };
                    all.insert(kept.id.clone(), template);
                }
                TemplateEvent::TemplateRetired { id } => {
                    if let Some(template) = all.get_mut(id) {
                        template.retired = true;
                    }
                }
            }
        }
        Self(all)
    }

    /// Every template, by slug.
    pub fn all(&self) -> impl Iterator<Item = &Template> {
        self.0.values()
    }

    /// A template by its slug.
    pub fn get(&self, id: &str) -> Option<&Template> {
        self.0.get(id)
    }

    /// What is offered for a reply of a service: its own templates first, then the council's.
    pub fn offered(&self, of: Option<&ServiceId>, to: Use) -> Vec<&Template> {
        let fits = |t: &&Template| {
            let ours = t.service.is_none() || (of.is_some() && t.service.as_ref() == of);
            !t.retired && ours && t.uses.contains(&to)
        };
        let mut found: Vec<&Template> = self.0.values().filter(fits).collect();
        found.sort_by_key(|t| (t.service.is_none(), &t.title));
        found
    }
}

fn basis() -> Basis {
    Basis::Default {
        question: "W80".parse().expect("a question's key"),
        completes: None,
    }
}

/// Whether somebody keeps the templates of a service, or of the whole council.
pub fn gate(service: Option<&ServiceId>, visible: &Visible) -> Gate {
    let keeps = match service {
        Some(service) => visible.has(&Token::manager_of(service)),
        None => {
            let team = "democratic-services".parse().expect("a slug");
            visible.has(&Token::team(&team)) || visible.has(&Token::post("monitoring-officer"))
        }
    };
    if keeps {
        return Gate::allowed(vec![Cited::new("keeps templates".to_owned(), basis())]);
    }
    Gate::Refused(Refusal {
        basis: basis(),
        why: "A service’s templates are kept by its manager, the council’s by democratic services."
            .to_owned(),
        way_on: vec!["Ask the service manager to keep it.".to_owned()],
    })
}

/// What comes of writing a template.
pub fn keep(
    templates: &Templates,
    given: TemplateGiven,
    visible: &Visible,
    fresh: &Fresh,
) -> Result<(TemplateEvent, Vec<NewContent>), Rejection> {
    let known = given.id.as_ref().and_then(|id| templates.0.get(id));
    // Who takes over another service's template must keep both.
    for service in [Some(&given.service), known.map(|known| &known.service)] {
        let gate = service.map(|service| gate(service.as_ref(), visible));
        if let Some(Gate::Refused(refusal)) = gate {
            return Err(Rejection::Refused(refusal));
        }
    }
    let mut wrong = Vec::new();
    let title = Line::<TITLE>::parse(&given.title)
        .map_err(|bad| wrong.push(Invalid::new("title", bad.to_string())));
    let text = Typed::<TEXT>::parse(&given.text)
        .map_err(|bad| wrong.push(Invalid::new("text", bad.to_string())));
    wrong.extend(unknown(&given.text).into_iter().map(|name| {
        let all: Vec<String> = PLACEHOLDERS
            .iter()
            .map(|(p, _)| format!("{{{p}}}"))
            .collect();
        Invalid::new(
            "text",
            format!(
                "`{{{name}}}` is not filled in: write one of {}",
                all.join(", ")
            ),
        )
    }));
    if given.uses.is_empty() {
        wrong.push(Invalid::new("uses", "choose for which replies it is"));
    }
    let slug = given
        .id
        .or_else(|| crate::directory::slugify(&given.title).parse().ok());
    let (Some(id), Ok(title), Ok(text), true) = (slug, title, text, wrong.is_empty()) else {
        if wrong.is_empty() {
            wrong.push(Invalid::new("title", "needs a letter or a digit"));
        }
        return Err(Rejection::Invalid(wrong));
    };
    if known.is_none() && templates.0.contains_key(&id) {
        let why = format!("there is a template `{id}` already: choose another title");
        return Err(Rejection::Invalid(vec![Invalid::new("title", why)]));
    }
    let mut scribe = Scribe::new(fresh);
    let event = TemplateEvent::TemplateKept(TemplateKept {
        id,
        service: given.service,
        uses: given.uses,
        title: scribe.unsearched(title.as_ref()),
        text: scribe.unsearched(text.as_ref()),
    });
    Ok((event, scribe.finish()))
}

/// What comes of no longer offering one.
pub fn retire(
    templates: &Templates,
    id: &SettingId,
    visible: &Visible,
) -> Result<TemplateEvent, Rejection> {
    let known = templates.0.get(id).filter(|template| !template.retired);
    let Some(known) = known else {
        return Err(Rejection::Invalid(vec![Invalid::new(
            "id",
            "is not offered",
        )]));
    };
    match gate(known.service.as_ref(), visible) {
        Gate::Refused(refusal) => Err(Rejection::Refused(refusal)),
        _ => Ok(TemplateEvent::TemplateRetired { id: id.clone() }),
    }
}

/// The names in braces that nothing fills.
fn unknown(text: &str) -> Vec<&str> {
    let names = text
        .split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0));
    names
        .filter(|name| !PLACEHOLDERS.iter().any(|(known, _)| known == name))
        .collect()
}

/// A template's words with what is known in the place of each name; what is not known stays in braces, so
/// that whoever sends sees it.
pub fn fill(text: &str, known: &BTreeMap<&'static str, String>) -> String {
    PLACEHOLDERS
        .iter()
        .fold(text.to_owned(), |text, (name, _)| match known.get(name) {
            Some(value) => text.replace(&format!("{{{name}}}"), value),
            None => text,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visible(tokens: &[Token]) -> Visible {
        Visible::of(&"king".parse().expect("a slug"), tokens.to_vec())
    }

    fn repairs() -> ServiceId {
        "repairs".parse().expect("a slug")
    }

    fn given(text: &str) -> TemplateGiven {
        TemplateGiven {
            id: None,
            service: Some(repairs()),
            uses: vec![Use::Hold],
            title: "Waiting for a surveyor".to_owned(),
            text: text.to_owned(),
        }
    }

    fn kept() -> (Templates, Visible) {
        let manager = visible(&[Token::manager_of(&repairs())]);
        let fresh = Fresh::new([7; 32]);
        let text = given("Dear {member}, {reference} waits for a surveyor.");
        let (event, contents) = keep(&Templates::default(), text, &manager, &fresh).expect("kept");
        let words = contents
            .into_iter()
            .map(|c| (c.key, String::from_utf8(c.bytes).expect("text")))
            .collect();
        (Templates::replay([&event], &words), manager)
    }

    #[test]
    fn a_service_offers_its_own_for_the_reply_they_are_for() {
        let (templates, _) = kept();
        let repairs = repairs();
        assert_eq!(templates.offered(Some(&repairs), Use::Hold).len(), 1);
        assert_eq!(templates.offered(Some(&repairs), Use::Answer).len(), 0);
        assert_eq!(templates.offered(None, Use::Hold).len(), 0);
        let template = templates
            .get("waiting-for-a-surveyor")
            .expect("by its slug");
        let known = BTreeMap::from([("member", "Councillor Amin".to_owned())]);
        let filled = fill(&template.text, &known);
        assert_eq!(
            filled,
            "Dear Councillor Amin, {reference} waits for a surveyor."
        );
    }

    #[test]
    fn only_who_keeps_them_writes_or_retires_them() {
        let (templates, manager) = kept();
        let other = visible(&[Token::service(&repairs())]);
        let fresh = Fresh::new([8; 32]);
        let no = keep(&templates, given("Words"), &other, &fresh);
        assert!(matches!(no, Err(Rejection::Refused(_))));
        let id: SettingId = "waiting-for-a-surveyor".parse().expect("a slug");
        assert!(matches!(
            retire(&templates, &id, &other),
            Err(Rejection::Refused(_))
        ));
        let event = retire(&templates, &id, &manager).expect("retired");
        assert_eq!(event, TemplateEvent::TemplateRetired { id });
    }

    #[test]
    fn what_nothing_fills_and_what_is_there_already_is_refused() {
        let (templates, manager) = kept();
        let fresh = Fresh::new([9; 32]);
        let why = |text| match keep(&templates, given(text), &manager, &fresh) {
            Err(Rejection::Invalid(wrong)) => (wrong[0].field, wrong[0].why.clone()),
            other => panic!("{other:?}"),
        };
        assert_eq!(why("Dear {name}").0, "text");
        assert!(why("Dear {name}").1.contains("{member}"));
        assert_eq!(why("Dear {member}").0, "title", "the slug is taken");
        assert_eq!(why("").0, "text");
    }
}
