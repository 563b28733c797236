//! How what happened to a complaint is told to whoever reads it.

use domain::complaints::event::{How, OmbudsmanOutcome};
use domain::complaints::{Event, outcome_words};
use domain::enquiries::event::Permits;
use domain::words::Words;

use crate::registers::{Look, OFFICERS_ONLY, Told};

fn how_words(how: How) -> &'static str {
    match how {
        How::Letter => "by letter",
        How::Mail => "by e-mail",
        How::Telephone => "on the telephone",
        How::InPerson => "in person",
    }
}

/// What an event says. `deals`: to whoever deals with it; `reads`: the words too.
pub(super) fn tell(event: &Event, look: &Look<'_>, deals: bool, reads: bool) -> Option<Told> {
    let names = look.names();
    let mut told = Told::default();
    let mut say = |label: &'static str, words: &Words, may: bool| {
        if may {
            told.words.push((label, words.clone()));
        }
    };
    let what = match event {
        Event::Logged(logged) => {
            let label = match logged.sort.is_complaint() {
                true => "complained of",
                false => "said",
            };
            say(label, &logged.body, deals);
            if let Some(resident) = &logged.resident {
                say("who complains", resident, deals);
            }
            match &logged.enquiry {
                Some(enquiry) => format!("logged the complaint that was {enquiry}"),
                None if logged.sort.is_complaint() => "logged the complaint".to_owned(),
                None => format!("kept {}", logged.sort.words()),
            }
        }
        Event::Acknowledged { how } => {
            format!("told the resident {} that it has arrived", how_words(*how))
        }
        Event::Allocated { service, handler } => {
            let of = service.as_ref().map(|s| format!(" ({})", names.service(s)));
            format!(
                "gave it to {}{}",
                names.person(handler),
                of.unwrap_or_default()
            )
        }
        Event::HandlerTold { how } => {
            format!("told the resident {} who deals with it", how_words(*how))
        }
        Event::Extended {
            until,
            why,
            good_reason,
            how,
        } => {
            say("why", why, reads);
            if let Some(reason) = good_reason {
                say("why so long", reason, reads);
            }
            let until = domain::calendar::long_date(*until);
            format!(
                "took until {until}, and told the resident why {}",
                how_words(*how)
            )
        }
        Event::Answered {
            outcome,
            words,
            remedy,
            how,
            ..
        } => {
            say("answer", words, reads);
            if let Some(remedy) = remedy {
                say("put right", remedy, reads);
            }
            if reads {
                format!("answered {}: {}", how_words(*how), outcome_words(*outcome))
            } else {
                "answered the resident".to_owned()
            }
        }
        Event::NextStage { why } => {
            say("why", why, reads);
            "began the next stage".to_owned()
        }
        Event::OmbudsmanAsked { reference } => {
            let under = reference
                .as_ref()
                .filter(|_| deals)
                .map(|r| format!(" under {}", r.as_str()));
            format!(
                "recorded that the Ombudsman has it{}",
                under.unwrap_or_default()
            )
        }
        Event::OmbudsmanDecided { outcome, words } => {
            say("decision", words, reads);
            match outcome {
                _ if !reads => "recorded that the Ombudsman decided".to_owned(),
                OmbudsmanOutcome::Fault => "recorded that the Ombudsman found fault".to_owned(),
                OmbudsmanOutcome::NoFault => {
                    "recorded that the Ombudsman found no fault".to_owned()
                }
                OmbudsmanOutcome::NotInvestigated => {
                    "recorded that the Ombudsman did not investigate".to_owned()
                }
            }
        }
        Event::PermitsChanged { permits } => match permits {
            Permits::Everything => "recorded that the member may learn the outcome".to_owned(),
            Permits::Progress => "recorded that the member may learn where it stands".to_owned(),
            Permits::Nothing => "recorded that the member may learn nothing".to_owned(),
        },
        Event::Noted { words, .. } if deals => {
            say("note", words, true);
            "wrote an internal note".to_owned()
        }
        Event::ReaderDenied { person, why } if deals => {
            say("why", why, true);
            format!("kept {} out", names.person(person))
        }
        Event::Noted { .. } | Event::ReaderDenied { .. } => return None,
        Event::Closed { why, .. } => {
            if let Some(why) = why {
                say("why", why, reads);
            }
            "closed it".to_owned()
        }
        Event::Judged { .. } => return None,
        Event::Explained { words, .. } => {
            say("why", words, deals);
            "gave a reason that a duty asks for".to_owned()
        }
        Event::Erased { .. } => "erased words for good".to_owned(),
    };
    told.what = what;
    let apart = matches!(event, Event::Noted { .. } | Event::ReaderDenied { .. });
    told.internal = apart.then_some(OFFICERS_ONLY);
    told.answers = matches!(event, Event::Answered { .. });
    Some(told)
}
