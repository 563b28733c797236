//! What each event of a request says to a person. What is not for them is left out.

use domain::access::Readers;
use domain::information::event::{Closure, Event};
use domain::information::{Information, document_readers, misuse_readers, note_readers};
use domain::words::Words;

use crate::operations::Case;
use crate::registers::{Look, OFFICERS_ONLY, Told, tells_of_erased};

pub(super) fn tell(case: &Case<Information>, at: usize, look: &Look<'_>) -> Option<Told> {
    let recorded = case.events.get(at)?;
    let state = &case.state;
    let reads = |readers: &Readers| look.visible().may_read(readers).is_some();
    let officer = reads(&note_readers(state));
    let opens = |part| document_readers(state, part, look.today).is_some_and(|r| reads(&r));
    let named = |part| {
        let document = state.documents.iter().find(|d| &d.part == part);
        let title = document
            .filter(|_| officer || opens(part))
            .and_then(|d| case.words(&d.title.key));
        title.unwrap_or("a document").to_owned()
    };
    Some(match &recorded.event {
        Event::Requested(r) => {
            let kinds: Vec<&str> = r.wanted.iter().map(|w| w.words()).collect();
            let mut words = vec![("asked", &r.body)];
            words.extend(r.exceptional.iter().map(|words| ("exceptional", words)));
            saying(
                &format!("asked: {}", kinds.join(", ").to_lowercase()),
                words,
            )
        }
        Event::MistakeReported(report) => saying(
            "reported information received by mistake, and attests not to have used it",
            vec![("report", &report.body)],
        ),
        Event::MisuseAlleged(alleged) => saying(
            "reported a misuse of information to the Monitoring Officer",
            vec![("alleged", &alleged.body)],
        ),
        Event::MisuseSettled { words } => {
            answering("recorded what was done about it", vec![("done", words)])
        }
        Event::PrecedentKept(kept) => saying(
            &format!(
                "{}, on the ground: {}",
                kept.outcome.words(),
                kept.ground.words()
            ),
            vec![("without names", &kept.title)],
        ),
        Event::Routed {
            service, handler, ..
        } => {
            let service = look.names().service(service);
            match handler {
                Some(handler) => plain(&format!(
                    "passed it to {service} ({})",
                    look.names().person(handler)
                )),
                None => plain(&format!("sent it to {service}")),
            }
        }
        Event::CrossingNoted { .. } => plain("was told that Cabinet and scrutiny are kept apart"),
        Event::DocumentAdded(added) => {
            internal(officer, "added", vec![("document", &added.title)])?
        }
        Event::DocumentRemoved { part } => {
            internal(officer, &format!("took away {}", named(part)), Vec::new())?
        }
        Event::ExemptMarked { law, passage, .. } => internal(
            officer,
            &format!("marked as exempt by {}", law.words()),
            vec![("passage", passage)],
        )?,
        Event::NeedAsked { words, .. } => {
            saying("asked for the need to know", vec![("asked", words)])
        }
        Event::NeedShown { words } => saying("said why they need to know", vec![("need", words)]),
        Event::NeedFound {
            satisfied, words, ..
        } => {
            let what = match satisfied {
                true => "is satisfied of need to know",
                false => "is not satisfied of need to know",
            };
            internal(officer, what, vec![("why", words)])?
        }
        Event::FoundUnreasonable { ground, words } => {
            let what = format!("found it unreasonable: {}", ground.words().to_lowercase());
            internal(officer, &what, vec![("why", words)])?
        }
        Event::GuidanceSought { passed, words, .. } => {
            let what = match passed {
                true => "passed it over to the Monitoring Officer",
                false => "sought the Monitoring Officer’s guidance",
            };
            // That the Monitoring Officer has it is plain from where it stands; what is asked is theirs.
            saying(
                what,
                officer.then_some(("question", words)).into_iter().collect(),
            )
        }
        Event::GuidanceGiven { words } => {
            internal(officer, "gave guidance", vec![("guidance", words)])?
        }
        Event::Determined { supply, words, .. } => answering(
            match supply {
                true => "determined that it is supplied",
                false => "determined that it is not supplied",
            },
            vec![("reasons", words)],
        ),
        Event::AdviceGiven { words, .. } => saying(
            "advised before the case is discussed",
            vec![("advice", words)],
        ),
        Event::PermissionSet {
            permission, words, ..
        } => saying(
            &format!("recorded: {}", permission.words().to_lowercase()),
            words.iter().map(|words| ("why", words)).collect(),
        ),
        Event::Held { words, until } => saying(
            &format!(
                "explained the delay; a full answer by {}",
                domain::calendar::long_date(*until)
            ),
            vec![("why", words)],
        ),
        Event::Decided(decided) => {
            let law: Vec<&str> = decided.law.iter().map(|law| law.words()).collect();
            let law = match law.is_empty() {
                true => String::new(),
                false => format!(" ({})", law.join("; ")),
            };
            let what = format!("{}{law}", decided.outcome.words().to_lowercase());
            answering(&what, vec![("decision", &decided.words)])
        }
        Event::Released(released) => {
            let until = released.until.map_or_else(String::new, |until| {
                format!(" to {}", domain::calendar::long_date(until))
            });
            let what = format!("released {}{until}", named(&released.part));
            let purpose =
                (officer || opens(&released.part)).then_some(("only for", &released.purpose));
            answering(&what, purpose.into_iter().collect())
        }
        Event::PurposeAccepted { part } => {
            plain(&format!("accepted the purpose of {}", named(part)))
        }
        Event::PassedOn {
            part,
            words,
            within,
            ..
        } => {
            let what = match within {
                true => format!("passes {} on for its purpose", named(part)),
                false => format!("passes {} on, beyond its purpose", named(part)),
            };
            let to = (officer || opens(part)).then_some(("to", words));
            saying(&what, to.into_iter().collect())
        }
        Event::ReleaseEnded { part, words } => {
            let why = officer.then_some(("why", words));
            saying(
                &format!("ended the release of {}", named(part)),
                why.into_iter().collect(),
            )
        }
        Event::MadePublic {
            part, how, words, ..
        } => {
            let what = format!(
                "recorded that {} is public: {}",
                named(part),
                how.words().to_lowercase()
            );
            let by = (officer || opens(part)).then_some(("by", words));
            saying(&what, by.into_iter().collect())
        }
        Event::BodyAsked { body, words, .. } => {
            let bodies = &look.council.directory.bodies;
            let known = bodies.ever(body, look.today);
            let name = known.map_or_else(|| body.to_string(), |body| body.name.clone());
            saying(&format!("asked {name} to decide"), vec![("why", words)])
        }
        Event::BodyAnswered { answer, words } => answering(
            &format!("recorded: {}", answer.words().to_lowercase()),
            vec![("minute", words)],
        ),
        Event::MessageSent { words, .. } => saying("wrote", vec![("message", words)]),
        Event::Noted { words } => {
            internal(officer, "wrote an internal note", vec![("note", words)])?
        }
        Event::MisuseReported { words, .. } => {
            let reads = reads(&misuse_readers(state, &recorded.actor));
            reads.then(|| Told {
                internal: Some("Only the Monitoring Officer and whoever reported it"),
                ..saying(
                    "reported a misuse to the Monitoring Officer",
                    vec![("alleged", words)],
                )
            })?
        }
        Event::Referred { words } => saying(
            "laid it before the Monitoring Officer",
            vec![("why", words)],
        ),
        Event::ReaderDenied { words, .. } => {
            internal(officer, "kept a person out", vec![("why", words)])?
        }
        Event::Explained { words, .. } => saying("explained", vec![("why", words)]),
        Event::Closed { ending } => plain(match ending {
            Closure::Done => "closed it",
            Closure::Withdrawn => "took it back",
            Closure::MemberLeft => "closed it, because the member left",
        }),
        Event::Reopened { words } => saying("opened it again", vec![("why", words)]),
        Event::Judged { .. } => return None,
        Event::Erased { keys, .. } => tells_of_erased(case, keys, look, Event::contents)
            .then(|| plain("erased words or files"))?,
    })
}

fn plain(what: &str) -> Told {
    saying(what, Vec::new())
}

fn saying(what: &str, words: Vec<(&'static str, &Words)>) -> Told {
    let words = words.into_iter().map(|(key, words)| (key, words.clone()));
    Told {
        what: what.to_owned(),
        words: words.collect(),
        ..Told::default()
    }
}

fn answering(what: &str, words: Vec<(&'static str, &Words)>) -> Told {
    Told {
        answers: true,
        ..saying(what, words)
    }
}

/// Something that fewer read than the case; nothing for the others, not even that it is there.
fn internal(reads: bool, what: &str, words: Vec<(&'static str, &Words)>) -> Option<Told> {
    reads.then(|| Told {
        internal: Some(OFFICERS_ONLY),
        ..saying(what, words)
    })
}

/// What a notice says, without any word of the case.
pub(super) fn notice(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "information-asked" => "A member asks for information",
        "information-asked-for-you" => "Information was asked for in your name",
        "information-passed" => "A request for information was passed on",
        "information-astray" => "Information of your service reached somebody by mistake",
        "information-need-asked" => "You are asked to show your need to know",
        "information-need-shown" => "The member says why they need to know",
        "information-guidance-sought" => "Your guidance on a request for information is sought",
        "information-passed-over" => "A request for information is passed over to you to determine",
        "information-guidance-given" => "The Monitoring Officer gave guidance on a request",
        "information-determined" => "The Monitoring Officer determined a request for information",
        "information-advised" => "You have advice before a case is discussed",
        "information-held" => "A reply to your request takes longer; a day is given",
        "information-decided" => "Your request for information was decided",
        "information-released" => "A document was released to you",
        "information-beyond-purpose" => {
            "A member passes a document on beyond the purpose for which you released it"
        }
        "information-release-ended" => "The release of a document has ended",
        "information-public" => "A document that you have is public now",
        "information-body-asked" => "A body is asked to decide on access to information",
        "information-body-answered" => "The body that was asked has answered",
        "information-message" => "A message on a request for information",
        "information-misuse" => "A misuse of information was reported to you",
        "information-misuse-settled" => {
            "What was done about a misuse that you reported is recorded"
        }
        "information-referred" => "A request for information was laid before you",
        "information-reopened" => "A request for information was opened again",
        "information-closed" => "A request for information was closed",
        _ => return None,
    })
}
