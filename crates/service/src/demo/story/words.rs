//! What is said in the story.

use domain::enquiries::command::{Act, Answer, CorrectionGiven};
use domain::enquiries::event::{AnswerKind, Approach, Closure, InformationLaw, Permits};
use domain::protocol::Door;
use jiff::civil::Date;

use super::super::deed::Deed;
use super::super::matters::Matter;

/// The deeds that are words and choices alone.
pub(super) fn said(deed: Deed, told: usize) -> Option<Act> {
    let words = str::to_owned;
    Some(match deed {
        Deed::Accept => Act::Accept,
        Deed::Note => Act::Note {
            words: words("Rang the crew; the record agrees."),
        },
        Deed::AskMember => Act::AskMember {
            words: words("Can you tell us the house number, or send a picture?"),
        },
        Deed::Reply => Act::ReplyToOfficers {
            words: words("It is the third house."),
        },
        Deed::Agree => Act::AgreeDate,
        Deed::Chase => Act::Chase,
        Deed::Burden => Act::RaiseBurden {
            words: words("It needs every file of five years to be read by hand."),
            to_chief_officer: false,
        },
        Deed::Talk => Act::DiscussBurden {
            approach: Approach::Narrowed,
            agreed: true,
            words: words("The last two years are enough."),
        },
        Deed::Explain => Act::ExplainLateness {
            words: words("The officer who had it was ill, and nobody had taken it over."),
            liaised: true,
        },
        Deed::Close => close(Closure::Answered, None),
        Deed::End(ending) => close(ending, None),
        Deed::CloseFor(ending) => close(ending, Some(closing_words(ending))),
        Deed::Rate(useful) => Act::Rate {
            answered: true,
            useful,
        },
        Deed::Reopen => Act::Reopen {
            why: words("It has happened again, so the answer does not hold."),
        },
        Deed::HandOn => Act::HandOn {
            door: Door::Report,
            reference: format!("RP-{}", 20_000 + told * 7),
            told: words("This is a report of a fault; the crew has it under that number."),
        },
        Deed::Complain => Act::HandToComplaints {
            permits: Permits::Progress,
            told: words(
                "The resident is unhappy with how the service went, so this is handled as a \
                 complaint. You will hear when it is decided.",
            ),
        },
        Deed::Return => Act::Return {
            why: words("The land is not in our care; please find out whose it is."),
        },
        Deed::Urgent(ground) => Act::ChangeClass {
            urgent: Some(ground),
            why: words("The hearing is on Friday, and nothing helps after it."),
        },
        Deed::Write => Act::SendMessage {
            words: words("We have your enquiry and go there on Thursday."),
            template: None,
        },
        Deed::Slip => Act::SendMessage {
            words: words("The crew comes on Monday at eight."),
            template: None,
        },
        Deed::WriteBack => Act::SendMessage {
            words: words("Thank you. The resident is in after ten."),
            template: None,
        },
        Deed::Refer => Act::Refer {
            why: words("Is the council’s own rule on this right?"),
        },
        Deed::CorrectPlace => Act::Correct {
            now: CorrectionGiven::Place("The house at the corner".to_owned()),
            why: words("I had the wrong street."),
        },
        Deed::AskRecords => Act::SplitInformationRights {
            law: InformationLaw::FreedomOfInformation,
            words: words("All inspection reports of the last two years."),
        },
        Deed::TakeDoor => Act::TakeDoor {
            door: Door::Report,
            reference: Some(format!("RP-{}", 20_000 + told * 7)),
        },
        Deed::Split => Act::Split {
            title: words("The second matter of that enquiry"),
            body: words("The second half of what was asked has nothing to do with the first."),
            service: None,
        },
        Deed::Leave => Act::LeaveCampaign,
        _ => return None,
    })
}

fn close(ending: Closure, why: Option<&str>) -> Act {
    let why = why.map(str::to_owned);
    Act::Close { ending, why }
}

fn closing_words(ending: Closure) -> &'static str {
    match ending {
        Closure::Duplicate => "You raised it yesterday: that enquiry goes on.",
        Closure::NoReply => {
            "We cannot find the place without what we asked for. Write when you know it."
        }
        _ => "There is nothing more to do.",
    }
}

/// An answer of this kind, with the matter's own promise where a day is given for it.
pub(super) fn answer(matter: &Matter, kind: AnswerKind, due: Option<Date>) -> Answer {
    let words: &str = match kind {
        AnswerKind::Refused => {
            "We cannot do this: the budget of the year has none of it, and the Cabinet has decided which streets come first. The list is on the website."
        }
        AnswerKind::NoAction => {
            "We have looked at it twice and there is nothing for the council to do; the resident has our reasons by letter."
        }
        AnswerKind::PassedOn => {
            "Another team has it now and will write to the resident by the end of next week."
        }
        AnswerKind::WorksProgrammed => {
            "The works are on the programme; the day is given here, and you hear at once if it moves."
        }
        AnswerKind::Full => &matter.answer,
    };
    let promises = matter.promise.clone().zip(due);
    Answer {
        words: words.to_owned(),
        kind,
        works_on: None,
        promises: promises.into_iter().collect(),
        forward: None,
        template: None,
    }
}
