//! Documents: put to a request, marked passage by passage, released for a purpose, ended, made public.

use jiff::civil::Date;

use super::{Draft, TITLE, WORDS, tell_member, tell_officers};
use crate::ids::PartId;
use crate::information::basis;
use crate::information::choices::{Law, Opened};
use crate::information::command::DocumentGiven;
use crate::information::event::{DocumentAdded, Event, Need, Released};
use crate::information::gate::Facts;
use crate::information::offices::Roles;
use crate::information::release::terms;
use crate::information::state::Document;
use crate::protocol::information::{Marking, Saying};

pub(super) fn add(d: &mut Draft<'_>, facts: &Facts<'_>, given: DocumentGiven) {
    let directory = &facts.cx.council.directory;
    let said = facts.rules.basis(Saying::GroupPapers);
    let basis = said.unwrap_or_else(basis::group_papers);
    d.cite("a group’s own papers are left out", basis.clone());
    if given.group_paper {
        d.invalid(
            "group-paper",
            format!("is a political group’s own paper, which is not given ({basis}): leave it out"),
        );
    }
    if let Some(body) = &given.of_body
        && directory.bodies.get(body, facts.today).is_none()
    {
        d.invalid(
            "of-body",
            format!("`{body}` is not a body today: choose one of the list"),
        );
    }
    if let Some(person) = &given.concerns
        && !directory.knows(person)
    {
        d.invalid(
            "concerns",
            "is not in the directory: choose one of the list",
        );
    }
    if given.marking == Marking::Talks
        && let Some(talks) = facts.rules.basis(Saying::Talks)
    {
        d.cite("talks stay confidential", talks);
    }
    if given.marking.is_confidential()
        && let Some(discretion) = facts.rules.basis(Saying::OfficersDiscretion)
    {
        d.cite("a confidential marking limits its readers", discretion);
    }
    // What a document is called tells what it says: no search finds it by that, for nobody.
    let title = d.unsearched_line::<TITLE>("title", &given.title);
    let part = d.part();
    let media = given.file.media.clone();
    let (file, size) = d.bytes_of(given.file);
    d.push(Event::DocumentAdded(Box::new(DocumentAdded {
        part,
        title,
        file,
        media,
        size,
        of_body: given.of_body.or_else(|| facts.state.of_body.clone()),
        marking: given.marking,
        redacted: given.redacted,
        concerns: given.concerns,
    })));
}

/// The document of a part that waits to be released, or what is wrong with the choice.
fn waiting<'s>(d: &mut Draft<'_>, facts: &Facts<'s>, part: &PartId) -> Option<&'s Document> {
    let found = facts.state.document(part).filter(|d| d.waits());
    if found.is_none() {
        d.invalid(
            "part",
            "is not a document that waits: choose one of the list",
        );
    }
    found
}

pub(super) fn remove(d: &mut Draft<'_>, facts: &Facts<'_>, part: PartId) {
    waiting(d, facts, &part);
    d.push(Event::DocumentRemoved { part });
}

pub(super) fn exempt(d: &mut Draft<'_>, facts: &Facts<'_>, part: PartId, law: Law, passage: &str) {
    waiting(d, facts, &part);
    if !law.exempts() {
        d.invalid("law", "is no paragraph of Schedule 12A: choose one that is");
    }
    if let Some(copies) = facts.rules.basis(Saying::Copies) {
        d.cite("a copy is given unless exempt", copies);
    }
    let passage = d.unsearched_line::<TITLE>("passage", passage);
    d.push(Event::ExemptMarked { part, law, passage });
}

pub(super) fn release(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    part: PartId,
    purpose: &str,
    until: Option<Date>,
) {
    let Some(document) = waiting(d, facts, &part) else {
        return;
    };
    let stands = releasable(d, facts, document);
    let terms = terms(&facts.rules, facts.cx.council, facts.today);
    if purpose.trim().is_empty() {
        d.invalid(
            "purpose",
            format!(
                "is empty: what is given is used only for the purpose that is named here ({})",
                terms.purpose
            ),
        );
    }
    let purpose = if purpose.trim().is_empty() {
        d.scribe.unsearched("")
    } else {
        d.unsearched::<WORDS>("purpose", purpose)
    };
    if let Some(until) = until {
        d.not_past("until", until);
    }
    let days = i64::from(terms.days.value);
    let default = (days > 0)
        .then(|| facts.today.checked_add(jiff::Span::new().days(days)).ok())
        .flatten();
    let confidential = cite_release(d, facts, document);
    d.cite("it is given for a purpose", terms.purpose.clone());
    d.cite("how a document is released", terms.days.basis.clone());
    d.cite("opened by the member in person", basis::assistants());
    d.push(Event::Released(Box::new(Released {
        part,
        purpose,
        until: until.or(default),
        confidential,
        need: stands.need,
        basis: stands.basis,
    })));
    tell_member(d, facts.state, "information-released", terms.purpose);
}

/// Whether this document may be released as need to know stands, and to this member at all.
fn releasable(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    document: &Document,
) -> crate::information::NeedStanding {
    let stands = facts.need(document);
    if stands.waits() {
        let found = match stands.need {
            Need::NotShown => "was found not to be shown for it",
            _ => "has not been shown for it",
        };
        d.invalid(
            "part",
            format!(
                "waits: need to know {found} ({}); record first that it is",
                stands.basis
            ),
        );
    }
    if stands.need == Need::Presumed {
        d.cite("need to know is presumed", stands.basis.clone());
    }
    let concerned = !facts.waiting().any(|d| d.part == document.part);
    if concerned {
        d.invalid(
            "part",
            format!(
                "concerns the member who asks ({}): it is their own case, and the right of access has \
                 its own door",
                basis::own_case()
            ),
        );
    }
    stands
}

/// What the text says of what is given; whether it is given in confidence.
fn cite_release(d: &mut Draft<'_>, facts: &Facts<'_>, document: &Document) -> bool {
    let rules = &facts.rules;
    let marked = document.marked().is_confidential();
    let by_text = rules.basis(Saying::ConfidentialUntilPublic);
    if let Some(basis) = &by_text {
        d.cite("confidential until public or consented to", basis.clone());
    }
    if let Some(basis) = rules.basis(Saying::Copies) {
        d.cite("a copy is given on request", basis);
    }
    if marked && let Some(code) = rules.basis(Saying::CodeOfConduct) {
        d.cite(
            "what is sensitive is treated as the Members’ Code requires",
            code,
        );
    }
    let confidential = marked || by_text.is_some();
    if confidential && let Some(trust) = rules.basis(Saying::Trust) {
        d.cite("what is not published carries a mark", trust);
    }
    confidential
}

pub(super) fn accept(d: &mut Draft<'_>, facts: &Facts<'_>, part: PartId, accepted: bool) {
    let terms = terms(&facts.rules, facts.cx.council, facts.today);
    let released = facts.state.released(facts.today);
    let mut waits = released.filter(|d| d.release.as_ref().is_some_and(|r| r.accepted.is_none()));
    if !waits.any(|document| document.part == part) {
        d.invalid(
            "part",
            "waits for no acceptance: choose a document that does",
        );
    }
    if !accepted {
        let basis = &terms.purpose;
        d.invalid(
            "accepted",
            format!(
                "is not given: accept the purpose first ({basis}), or leave the document closed"
            ),
        );
    }
    d.cite("the purpose is accepted first", terms.accept_first.basis);
    if let Some(discretion) = facts.rules.basis(Saying::MembersDiscretion) {
        d.cite("the marking and the purpose are seen first", discretion);
    }
    d.push(Event::PurposeAccepted { part });
}

/// The document of a part that the member has, or what is wrong with the choice.
fn running(d: &mut Draft<'_>, facts: &Facts<'_>, part: &PartId) {
    let mut released = facts.state.released(facts.today);
    if !released.any(|document| &document.part == part) {
        d.invalid("part", "is not released now: choose one of the list");
    }
}

/// The member says to whom a document goes and why. Use beyond its purpose is not held up, which no office could
/// do: the officers who released it learn of it.
pub(super) fn pass_on(d: &mut Draft<'_>, facts: &Facts<'_>, part: PartId, to: &str, within: bool) {
    running(d, facts, &part);
    let terms = terms(&facts.rules, facts.cx.council, facts.today);
    let words = d.unsearched::<WORDS>("to", to);
    d.cite("asked when it is passed on", terms.onward.basis);
    if !within {
        let kind = "information-beyond-purpose";
        tell_officers(d, facts.state, kind, terms.purpose.clone());
    }
    d.push(Event::PassedOn {
        part,
        words,
        within,
        basis: terms.purpose,
    });
}

pub(super) fn end(d: &mut Draft<'_>, facts: &Facts<'_>, part: PartId, words: &str) {
    running(d, facts, &part);
    let words = d.unsearched::<WORDS>("words", words);
    d.push(Event::ReleaseEnded { part, words });
    if facts.roles.meets(Roles::HOLDER) {
        tell_officers(
            d,
            facts.state,
            "information-release-ended",
            basis::release(),
        );
    } else {
        tell_member(
            d,
            facts.state,
            "information-release-ended",
            basis::release(),
        );
    }
}

pub(super) fn publish(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    part: PartId,
    how: Opened,
    words: &str,
) {
    let public = facts.state.document(&part).map(|d| d.public.is_some());
    if public != Some(false) {
        d.invalid(
            "part",
            "is not a document that is not public: choose one of the list",
        );
    }
    let words = d.text::<WORDS>("words", words);
    let said = facts.rules.basis(Saying::ConfidentialUntilPublic);
    let basis = said.unwrap_or_else(basis::release);
    d.push(Event::MadePublic {
        part,
        how,
        words,
        basis: basis.clone(),
    });
    tell_member(d, facts.state, "information-public", basis);
}
