//! How the answers to an act on a request become the act.

use domain::information::choices::{Law, Wanted};
use domain::information::command::{DocumentGiven, Request};
use domain::information::event::Closure;
use domain::information::{Act, Kind};
use domain::protocol::information::Marking;

use crate::acts::Given;

pub(super) fn act(kind: Kind, given: &mut Given) -> Option<Act> {
    let words = given.text("words");
    Some(match kind {
        Kind::Request => Act::Request(Box::new(asked(given)?)),
        Kind::ReportMistake => Act::ReportMistake {
            service: Some(given.needed_id("service")?),
            title: given.text("title"),
            body: given.text("body"),
            not_used: given.ticked("not-used"),
        },
        Kind::Route => Act::Route {
            service: given.needed_id("service")?,
            handler: given.id("handler"),
        },
        Kind::AddDocument => Act::AddDocument(Box::new(document_given(given)?)),
        Kind::RemoveDocument => Act::RemoveDocument {
            part: given.needed_id("part")?,
        },
        Kind::MarkExempt => Act::MarkExempt {
            part: given.needed_id("part")?,
            law: given.needed("law")?,
            passage: given.text("passage"),
        },
        Kind::AskNeed => Act::AskNeed { words },
        Kind::ShowNeed => Act::ShowNeed { words },
        Kind::FindNeed => Act::FindNeed {
            part: given.id("part"),
            satisfied: given.needed_yes_no("satisfied")?,
            words,
        },
        Kind::FindUnreasonable => Act::FindUnreasonable {
            ground: given.needed("ground")?,
            words,
        },
        Kind::SeekGuidance => Act::SeekGuidance {
            passed: given.ticked("passed"),
            words,
        },
        Kind::GiveGuidance => Act::GiveGuidance { words },
        Kind::Determine => Act::Determine {
            supply: given.needed_yes_no("supply")?,
            words,
            precedent: given.some("precedent"),
        },
        Kind::GiveAdvice => Act::GiveAdvice { words },
        Kind::SetPermission => Act::SetPermission {
            permission: given.needed("permission")?,
            words: given.some("words"),
        },
        Kind::Hold => Act::Hold {
            words,
            until: given.needed_date("until")?,
        },
        Kind::Release => Act::Release {
            part: given.needed_id("part")?,
            purpose: given.text("purpose"),
            until: given.date("until"),
        },
        Kind::AcceptPurpose => Act::AcceptPurpose {
            part: given.needed_id("part")?,
            accepted: given.ticked("accepted"),
        },
        Kind::PassOn => Act::PassOn {
            part: given.needed_id("part")?,
            to: given.text("to"),
            within: given.ticked("within"),
        },
        Kind::EndRelease => Act::EndRelease {
            part: given.needed_id("part")?,
            words,
        },
        Kind::MakePublic => Act::MakePublic {
            part: given.needed_id("part")?,
            how: given.needed("how")?,
            words,
        },
        Kind::Provide => Act::Provide { words },
        Kind::ProvidePart => Act::ProvidePart {
            words,
            law: laws_given(given),
            precedent: given.some("precedent"),
        },
        Kind::Refuse => Act::Refuse {
            words,
            law: laws_given(given),
            precedent: given.some("precedent"),
        },
        Kind::AskBody => Act::AskBody {
            body: given.needed_id("body")?,
            words,
        },
        Kind::AnswerBody => Act::AnswerBody {
            answer: given.needed("answer")?,
            words,
        },
        Kind::SendMessage => Act::SendMessage { words },
        Kind::Note => Act::Note { words },
        Kind::ReportMisuse => Act::ReportMisuse { words },
        Kind::AllegeMisuse => Act::AllegeMisuse {
            title: given.text("title"),
            words,
        },
        Kind::SettleMisuse => Act::SettleMisuse { words },
        Kind::Refer => Act::Refer { words },
        Kind::DenyReader => Act::DenyReader {
            person: given.needed_id("person")?,
            words,
        },
        Kind::Close => Act::Close {
            ending: given.needed::<Closure>("ending")?,
        },
        Kind::Reopen => Act::Reopen { words },
        Kind::EndHolder | Kind::Judge | Kind::Erase => return None,
    })
}

fn laws_given(given: &mut Given) -> Vec<Law> {
    let all = [given.one_of("law"), given.one_of("law-two")];
    all.into_iter().flatten().collect()
}

fn asked(given: &mut Given) -> Option<Request> {
    let kinds = [
        ("recorded", Wanted::Recorded),
        ("document", Wanted::Document),
        ("research", Wanted::Research),
        ("advice", Wanted::Advice),
    ];
    let wanted = kinds.into_iter().filter(|(name, _)| given.ticked(name));
    let wanted: Vec<Wanted> = wanted.map(|(_, wanted)| wanted).collect();
    if wanted.is_empty() {
        given.wrong("recorded", "choose at least one kind of what you ask for");
    }
    let (service, ground) = (given.needed_id("service"), given.needed("ground"));
    let (capacity, of_body) = (given.needed("capacity"), given.id("body-of"));
    let officer = given.id("officer");
    Some(Request {
        service: Some(service?),
        officer,
        title: given.text("title"),
        body: given.text("body"),
        wanted,
        duty: given.some("duty"),
        ground: ground?,
        capacity: capacity?,
        of_body,
        casework: given.ticked("casework"),
        exceptional: given.some("exceptional"),
        business: !given.ticked("private"),
        own_case: given.ticked("own-case"),
    })
}

fn document_given(given: &mut Given) -> Option<DocumentGiven> {
    let marking: Option<Marking> = given.needed("marking");
    let (of_body, concerns) = (given.id("body-of"), given.id("concerns"));
    let Some(file) = given.take_files().into_iter().next() else {
        given.wrong("file", "choose a file");
        return None;
    };
    Some(DocumentGiven {
        title: given.text("title"),
        of_body,
        marking: marking?,
        redacted: given.ticked("redacted"),
        group_paper: given.ticked("group-paper"),
        concerns,
        file: file.typed(),
    })
}
