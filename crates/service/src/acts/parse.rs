//! From the answers to a command. What needs another enquiry comes back as its reference, for the
//! caller to load with the actor's own eyes.

mod read;

use domain::access::Token;
use domain::calendar::parse_receipt;
use domain::enquiries::Kind;
use domain::enquiries::command::{
    Act, Answer, ConstituentGiven, CorrectionGiven, FileGiven, Hold, Means, PROMISES, Raise,
    ShareWith,
};
use domain::enquiries::event::{Contributor, Desk, FileReaders};
use domain::ids::PersonId;
use domain::protocol::Door;
use domain::reference::Reference;
use domain::verdict::{Basis, Invalid};
use jiff::civil::Date;

use super::Given;

use read::{contributor, desk, files, needed_slug, shares, slug, yes};

/// A command, or a command that still lacks other enquiries.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// Ready to be decided.
    Act(Act),
    /// Needs these other enquiries, in this role.
    Beside(Kind, Vec<Reference>, Option<Box<Answer>>),
}

/// Reads the answers to a kind of act. Only the form is checked here; deciding checks the rest.
pub fn wanted(kind: Kind, mut given: Given) -> Result<Wanted, Vec<Invalid>> {
    let read = match kind {
        Kind::Link | Kind::Unlink | Kind::Merge | Kind::JoinCampaign | Kind::AnswerTogether => {
            beside(kind, &mut given)
        }
        _ => act(kind, &mut given).map(Wanted::Act),
    };
    let wrong = given.into_wrong();
    match read {
        Some(read) if wrong.is_empty() => Ok(read),
        _ if wrong.is_empty() => Err(vec![Invalid::new(
            "act",
            format!("`{}` is not done by hand", kind.name()),
        )]),
        _ => Err(wrong),
    }
}

fn beside(kind: Kind, given: &mut Given) -> Option<Wanted> {
    let field = match kind {
        Kind::Merge => "into",
        Kind::AnswerTogether => "others",
        _ => "other",
    };
    let typed = given.all(field).join(" ");
    let mut references = Vec::new();
    for word in typed
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|w| !w.is_empty())
    {
        match word.parse() {
            Ok(reference) => references.push(reference),
            Err(why) => given.wrong(field, format!("{why}")),
        }
    }
    if references.is_empty() && kind != Kind::JoinCampaign {
        given.wrong(field, "enter a reference, for example ENQ-7K3F-2QM");
    }
    let answer = (kind == Kind::AnswerTogether)
        .then(|| answer(given))
        .flatten();
    Some(Wanted::Beside(kind, references, answer.map(Box::new)))
}

fn act(kind: Kind, given: &mut Given) -> Option<Act> {
    Some(match kind {
        Kind::Raise => Act::Raise(Box::new(raise(given)?)),
        Kind::Hold => Act::Hold(Hold {
            why: given.text("why"),
            doing: given.text("doing"),
            until: given.needed_date("until")?,
            liaised: given.ticked("liaised"),
            template: given.some("template"),
        }),
        Kind::Answer => Act::Answer(answer(given)?),
        Kind::Accept => Act::Accept,
        Kind::Chase => Act::Chase,
        Kind::AgreeDate => Act::AgreeDate,
        Kind::AgreeSecondStage => Act::AgreeSecondStage,
        Kind::RefuseSecondStage => Act::RefuseSecondStage,
        Kind::LeaveCampaign => Act::LeaveCampaign,
        Kind::Route
        | Kind::Return
        | Kind::Reassign
        | Kind::Acknowledge
        | Kind::Split
        | Kind::HandToComplaints
        | Kind::HandOn
        | Kind::SayNotOurs
        | Kind::SplitInformationRights
        | Kind::TakeDoor => sending(kind, given)?,
        Kind::AskContribution
        | Kind::Contribute
        | Kind::WithdrawContribution
        | Kind::AskPartner
        | Kind::RecordPartnerAnswer
        | Kind::AddFile
        | Kind::RemoveFile
        | Kind::Recall
        | Kind::KeepPromise
        | Kind::MovePromise
        | Kind::MissPromise => parts(kind, given)?,
        Kind::AddReader
        | Kind::RemoveReader
        | Kind::DenyReader
        | Kind::PassOn
        | Kind::Override
        | Kind::EndHolder
        | Kind::Correct
        | Kind::Erase => keeping(kind, given)?,
        _ => talking(kind, given)?,
    })
}

fn raise(given: &mut Given) -> Option<Raise> {
    let means: Option<Means> = match given.some("means").as_deref() {
        None => None,
        Some("telephone") => Some(Means::Telephone),
        Some("writing") => Some(Means::Writing),
        Some("in-person") => Some(Means::InPerson),
        Some(other) => {
            let why = format!("`{other}` is not one of the choices");
            given.wrong("means", why);
            None
        }
    };
    let received = match given.some("received").map(|typed| parse_receipt(&typed)) {
        Some(Err(why)) => {
            given.wrong("received", why.to_string());
            None
        }
        read => read.and_then(Result::ok),
    };
    Some(Raise {
        means,
        received,
        title: given.text("title"),
        body: given.text("body"),
        constituent: constituent(given),
        ward: slug(given, "ward"),
        place: given.some("place"),
        urgent: given.one_of("urgent"),
        service: slug(given, "service"),
        to_chief_officer: given.ticked("to-chief-officer"),
        reason: given.one_of("reason"),
        files: files(given, FileReaders::All),
        share: shares(given),
        doors_shown: doors_shown(given),
        keep_out: kept_out(given),
    })
}

/// The constituent, when anything of one was given.
fn constituent(given: &mut Given) -> Option<ConstituentGiven> {
    let flags = ["third-party", "child", "employee"];
    let any = given.some("constituent").is_some()
        || given.some("ground").is_some()
        || flags.iter().any(|flag| given.ticked(flag));
    if !any {
        return None;
    }
    Some(ConstituentGiven {
        details: given.some("constituent"),
        ground: given.needed("ground")?,
        third_party: given.ticked("third-party"),
        child: given.ticked("child"),
        employee: given.ticked("employee"),
        advice_taken: given.ticked("advice-taken"),
    })
}

fn kept_out(given: &mut Given) -> Vec<PersonId> {
    let mut people = Vec::new();
    for typed in given.all("keep-out") {
        match typed.parse() {
            Ok(person) => people.push(person),
            Err(_) => given.wrong("keep-out", format!("`{typed}` is not one of the choices")),
        }
    }
    people
}

fn doors_shown(given: &Given) -> Vec<Door> {
    let read = |name: String| serde_json::from_value(serde_json::Value::String(name)).ok();
    given
        .all("doors-shown")
        .into_iter()
        .filter_map(read)
        .collect()
}

fn answer(given: &mut Given) -> Option<Answer> {
    let words = given.text("words");
    let kind = given.needed("kind");
    let promises = promises(given);
    let works_on = given.date("works-on");
    Some(Answer {
        words,
        kind: kind?,
        works_on,
        promises,
        forward: given.some("forward"),
        template: given.some("template"),
    })
}

/// The promises of an answer: numbered fields of a form, or the same two fields several times.
fn promises(given: &mut Given) -> Vec<(String, Date)> {
    let mut promises = Vec::new();
    for (what, by) in PROMISES {
        match given.some(what) {
            Some(promise) => promises.extend(given.needed_date(by).map(|due| (promise, due))),
            None if given.date(by).is_some() => given.wrong(what, "say what is promised by then"),
            None => {}
        }
    }
    let (more, dues) = (given.all("promise"), given.all("promise-due"));
    for (n, promise) in more.into_iter().enumerate().skip(1) {
        match dues.get(n).map(|due| domain::calendar::parse_date(due)) {
            Some(Ok(due)) => promises.push((promise, due)),
            Some(Err(why)) => given.wrong("promise-due", why.to_string()),
            None => given.wrong(
                "promise-due",
                "give a date for each promise, in the same order",
            ),
        }
    }
    promises
}

fn sending(kind: Kind, given: &mut Given) -> Option<Act> {
    Some(match kind {
        Kind::Route => Act::Route {
            to: needed_slug(given, "to")?,
        },
        Kind::Return => Act::Return {
            why: given.text("why"),
        },
        Kind::Reassign => {
            let handler = slug(given, "handler");
            Act::Reassign {
                to: desk(given)?,
                handler,
            }
        }
        Kind::Acknowledge => Act::Acknowledge {
            handler: slug(given, "handler"),
            words: given.some("words"),
            template: given.some("template"),
        },
        Kind::Split => Act::Split {
            title: given.text("title"),
            body: given.text("body"),
            service: slug(given, "service"),
        },
        Kind::HandToComplaints => Act::HandToComplaints {
            permits: given.needed("permits")?,
            told: given.text("told"),
        },
        Kind::HandOn => Act::HandOn {
            door: given.needed("door")?,
            reference: given.text("reference"),
            told: given.text("told"),
        },
        Kind::SayNotOurs => Act::SayNotOurs {
            partner: needed_slug(given, "partner")?,
            reference: given.some("reference"),
            told: given.text("told"),
        },
        Kind::SplitInformationRights => Act::SplitInformationRights {
            law: given.needed("law")?,
            words: given.text("words"),
        },
        _ => Act::TakeDoor {
            door: given.needed("door")?,
            reference: given.some("reference"),
        },
    })
}

fn parts(kind: Kind, given: &mut Given) -> Option<Act> {
    Some(match kind {
        Kind::AskContribution => {
            let of = contributor(given)?;
            Act::AskContribution {
                of,
                about: given.text("about"),
                due: given.needed_date("due")?,
            }
        }
        Kind::Contribute => Act::Contribute {
            part: needed_slug(given, "part")?,
            words: given.text("words"),
        },
        Kind::WithdrawContribution => Act::WithdrawContribution {
            part: needed_slug(given, "part")?,
        },
        Kind::AskPartner => Act::AskPartner {
            partner: needed_slug(given, "partner")?,
            contact: given.text("contact"),
            about: given.text("about"),
            due: given.needed_date("due")?,
        },
        Kind::RecordPartnerAnswer => Act::RecordPartnerAnswer {
            part: needed_slug(given, "part")?,
            words: given.text("words"),
        },
        Kind::AddFile => {
            let readers = given.one_of("readers").unwrap_or(FileReaders::All);
            match files(given, readers).into_iter().next() {
                Some(file) => Act::AddFile(file),
                None => {
                    given.wrong("file", "choose a file");
                    return None;
                }
            }
        }
        Kind::RemoveFile => Act::RemoveFile {
            part: needed_slug(given, "part")?,
        },
        Kind::Recall => {
            // Whether somebody has opened it is the caller's to fill in from the access log.
            Act::Recall {
                part: needed_slug(given, "part")?,
                opened: false,
            }
        }
        Kind::KeepPromise => Act::KeepPromise {
            part: needed_slug(given, "part")?,
        },
        Kind::MissPromise => Act::MissPromise {
            part: needed_slug(given, "part")?,
        },
        _ => Act::MovePromise {
            part: needed_slug(given, "part")?,
            to: given.needed_date("to")?,
            why: given.text("why"),
        },
    })
}

fn keeping(kind: Kind, given: &mut Given) -> Option<Act> {
    Some(match kind {
        Kind::AddReader => match shares(given).into_iter().next() {
            Some(reader) => Act::AddReader { reader },
            None => {
                given.wrong("reader", "choose who may read it");
                return None;
            }
        },
        Kind::RemoveReader => Act::RemoveReader {
            reader: Token::from_stored(&given.text("reader")),
        },
        Kind::DenyReader => Act::DenyReader {
            person: needed_slug(given, "person")?,
            why: given.text("why"),
        },
        Kind::PassOn => Act::PassOn {
            to: needed_slug(given, "to")?,
            ground: given.needed("ground")?,
        },
        Kind::Override => match Kind::named(&given.text("of")) {
            Some(of) => Act::Override { of },
            None => {
                given.wrong("of", "choose what may go on");
                return None;
            }
        },
        Kind::EndHolder => Act::EndHolder {
            on: given.needed_date("on")?,
        },
        Kind::Correct => Act::Correct {
            now: correction(given)?,
            why: given.text("why"),
        },
        _ => {
            let keys = given.all("keys").join(" ");
            let keys: Vec<_> = keys
                .split_whitespace()
                .filter_map(|key| key.parse().ok())
                .collect();
            Act::Erase {
                keys,
                basis: Basis::Statute(given.text("statute")),
            }
        }
    })
}

fn correction(given: &mut Given) -> Option<CorrectionGiven> {
    Some(match given.text("what").as_str() {
        "title" => CorrectionGiven::Title(given.text("now")),
        "place" => CorrectionGiven::Place(given.text("now")),
        "ward" => CorrectionGiven::Ward(needed_slug(given, "now")?),
        "reason" => CorrectionGiven::Reason(given.needed("now")?),
        "received" => match parse_receipt(&given.text("now")) {
            Ok(receipt) => CorrectionGiven::Received(receipt),
            Err(why) => {
                given.wrong("now", why.to_string());
                return None;
            }
        },
        _ => {
            given.wrong("what", "choose one");
            return None;
        }
    })
}

fn talking(kind: Kind, given: &mut Given) -> Option<Act> {
    let words = given.text("words");
    let why = given.text("why");
    Some(match kind {
        Kind::ContestDate => {
            let wants: Option<Date> = given.date("wants");
            Act::ContestDate {
                wants,
                words: given.some("words"),
            }
        }
        Kind::AskSecondStage => Act::AskSecondStage { why },
        Kind::AskMember => Act::AskMember { words },
        Kind::ReplyToOfficers => Act::ReplyToOfficers { words },
        Kind::ChangeClass => Act::ChangeClass {
            urgent: given.one_of("urgent"),
            why,
        },
        Kind::RaiseBurden => Act::RaiseBurden {
            words,
            to_chief_officer: given.ticked("to-chief-officer"),
        },
        Kind::DiscussBurden => Act::DiscussBurden {
            approach: given.needed("approach")?,
            agreed: yes(given, "agreed")?,
            words,
        },
        Kind::Note => Act::Note { words },
        Kind::SendMessage => Act::SendMessage {
            words,
            template: given.some("template"),
        },
        Kind::ExplainLateness => Act::ExplainLateness {
            words,
            liaised: given.ticked("liaised"),
        },
        Kind::Close => Act::Close {
            ending: given.needed("ending")?,
            why: given.some("why"),
        },
        Kind::Reopen => Act::Reopen { why },
        Kind::FollowUp => Act::FollowUp { words },
        Kind::Rate => Act::Rate {
            answered: yes(given, "answered")?,
            useful: yes(given, "useful")?,
        },
        Kind::Refer => Act::Refer { why },
        _ => return None,
    })
}
