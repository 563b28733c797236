//! What the register of briefings says of itself to people.

mod asks;
mod told;

use domain::access::Readers;
use domain::briefings::event::Event;
use domain::briefings::{
    Act, Briefings, Command, Kind, Share, Standing, State, content_readers, readers, rules,
    sharing_readers, stands, state_word,
};
use domain::protocol::{BriefingPractice, Protocol};
use domain::register::{Context, Register as _, Row};
use jiff::civil::Date;

use super::{FileShown, InMail, Look, Noun, Shown, Told};
use crate::acts::{Ask, Given};
use crate::calendar_file::{Meeting, When};
use crate::operations::Case;
use crate::web::names::Link;

impl Shown for Briefings {
    const NOUN: Noun = Noun {
        one: "briefing",
        many: "briefings",
        open: "Ask for or arrange a briefing",
        purpose: "Confidential briefings that members ask for, and those arranged for office-holders and groups.",
    };
    const KINDS: &'static [Kind] = &[
        Kind::Arrange,
        Kind::Accept,
        Kind::Decline,
        Kind::Brief,
        Kind::Inform,
        Kind::AskSeparate,
        Kind::BriefSeparately,
        Kind::Break,
        Kind::Mark,
        Kind::State,
        Kind::PermitSharing,
        Kind::ProposeSharing,
        Kind::RefuseSharing,
        Kind::PutOff,
        Kind::Withdraw,
    ];
    const OPENS: Option<Kind> = Some(Kind::Open);
    const BY_WORD: &'static [(&'static str, Kind)] = &[
        ("accept", Kind::Accept),
        ("decline", Kind::Decline),
        ("put off", Kind::PutOff),
    ];

    fn asks(kind: Kind, case: Option<&Case<Self>>, look: &Look<'_>) -> Vec<Ask> {
        asks::asks(kind, case, look)
    }
    fn command(
        kind: Kind,
        given: &mut Given,
        why: Option<String>,
        _: Option<&Case<Self>>,
        _: &Look<'_>,
    ) -> Option<Command> {
        let act = asks::act(kind, given)?;
        Some(Command { act, why })
    }
    fn title(case: &Case<Self>, _: &Look<'_>) -> String {
        let title = case.words(&case.state.title.key);
        title.unwrap_or("Erased").to_owned()
    }
    fn sentence(case: &Case<Self>, _: &Look<'_>) -> String {
        stands(&case.state)
    }
    fn tell(case: &Case<Self>, at: usize, look: &Look<'_>) -> Option<Told> {
        told::tell(case, at, look)
    }
    fn facts(case: &Case<Self>, look: &Look<'_>) -> Vec<(&'static str, Vec<Link>)> {
        facts(&case.state, look)
    }
    fn files(case: &Case<Self>, look: &Look<'_>) -> Vec<FileShown> {
        let readers = content_readers(&case.state);
        let reads = look.visible().may_read(&readers).is_some();
        let files = case.state.files.iter().filter(|_| reads);
        files.map(|file| FileShown::of(file, "given")).collect()
    }
    fn state_words(state: &str) -> &'static str {
        match state {
            "asked" => "Asked for",
            "planned" => "Planned",
            "put-off" => "Put off",
            "arranged" => "Arranged",
            "given" => "Given",
            "withdrawn" => "Withdrawn",
            _ => "Open",
        }
    }
    fn next_words(row: &Row, _: &Look<'_>) -> Option<String> {
        row.due.map(|_| "The briefing is on".to_owned())
    }
    fn in_mail(case: &Case<Self>, _: &Look<'_>) -> InMail {
        InMail {
            named: !case.state.is_confidential(),
            answer: None,
            meeting: meeting(case),
        }
    }
    fn notice(kind: &str) -> Option<&'static str> {
        Some(match kind {
            "briefing-asked" => "A briefing is asked of your service",
            "briefing-planned" => "You are invited to a briefing; the time follows",
            "briefing-arranged" => "The time of a briefing is fixed",
            "briefing-put-off" => "A briefing was put off",
            "briefing-accepted" => "Somebody will come to a briefing",
            "briefing-declined" => "Somebody cannot come to a briefing",
            "briefing-given" => "A briefing was recorded",
            "briefing-information" => "There is information for a briefing",
            "briefing-separate" => "A group asks for a briefing of its own",
            "briefing-break" => "A group asks for a break at your briefing",
            "briefing-not-the-same" => "A group was told more than the others, with a reason",
            "briefing-beyond-report" => "A briefing went beyond the report to the body",
            "briefing-share-proposed" => {
                "Sharing a briefing with another member is proposed to you"
            }
            "briefing-share-permitted" => "The sharing of a briefing is permitted",
            "briefing-share-refused" => "The sharing of a briefing is refused",
            "briefing-shared" => "A confidential briefing is shared with you",
            "briefing-withdrawn" => "A briefing was withdrawn",
            _ => return None,
        })
    }
    fn group(kind: Kind) -> &'static str {
        match kind {
            Kind::ProposeSharing | Kind::PermitSharing | Kind::RefuseSharing => "Sharing",
            Kind::PutOff | Kind::Withdraw => "End it",
            _ => "Go on",
        }
    }
    fn grave(kind: Kind) -> bool {
        matches!(kind, Kind::PermitSharing | Kind::Withdraw)
    }
    fn word_readers(kind: Kind, state: &State, _: &Look<'_>) -> Option<(Readers, bool)> {
        Some(match kind {
            Kind::Brief => (content_readers(state), state.is_confidential()),
            Kind::Inform | Kind::BriefSeparately => (content_readers(state), false),
            // Nothing is typed that anybody would read.
            Kind::ProposeSharing | Kind::PermitSharing | Kind::RefuseSharing => return None,
            Kind::Mark | Kind::State => return None,
            _ => (readers(state), false),
        })
    }
    fn owed(state: &State, _: Option<Date>, cx: &Context<'_>) -> Vec<Command> {
        let ends = Self::gate(Some(state), Kind::Withdraw, cx).is_allowed();
        ends.then(|| Command::from(Act::Withdraw))
            .into_iter()
            .collect()
    }
    fn logs_opening(state: &State) -> bool {
        state.is_confidential()
    }
    fn officers_read(state: &State) -> Readers {
        match state.officer {
            Some(_) => content_readers(state),
            None => readers(state),
        }
    }
    fn links(look: &Look<'_>) -> Vec<Link> {
        let watches = crate::web::briefings::watches(look);
        watches
            .then(|| Link::to("Who has been briefed", "/briefings/regular"))
            .into_iter()
            .collect()
    }
    fn silent(protocol: &Protocol) -> Option<String> {
        let silent = protocol.is_silent_on_briefings();
        silent.then(|| "This protocol says nothing about briefings.".to_owned())
    }
    fn guidance(look: &Look<'_>) -> Option<String> {
        let rules = rules(None, look.council, look.today);
        let right = rules.says(BriefingPractice::PolicyBriefing).is_some();
        Some(if look.with_context(domain::briefings::arranges) {
            "Groups are briefed together unless one asks for its own; each then gets the same information.".to_owned()
        } else if right {
            "On a policy matter. What you are told stays between you and the officer: another member learns \
             of it only if you both permit it."
                .to_owned()
        } else {
            "The protocol gives no right to a briefing of one’s own. You may ask, and it is kept confidential."
                .to_owned()
        })
    }
}

fn facts(state: &State, look: &Look<'_>) -> Vec<(&'static str, Vec<Link>)> {
    let names = look.names();
    let mut facts = vec![("Service", vec![names.service_link(&state.service)])];
    if let Some(holder) = &state.holder {
        facts.push(("Asked by", vec![Link::plain(names.holder(holder))]));
    }
    if let Some(officer) = &state.officer {
        facts.push(("Officer", vec![names.person_link(officer)]));
    }
    if let Some((on, time)) = state.time {
        let when = format!(
            "{} at {}",
            domain::calendar::long_date(on),
            time.strftime("%H:%M")
        );
        let file = format!("/briefings/{}/calendar.ics", state.reference);
        facts.push((
            "When",
            vec![Link::plain(when), Link::to("Calendar file", file)],
        ));
    }
    if !state.invited.is_empty() {
        let invited = state.invited.iter().map(|invited| {
            let answer = match (invited.came, invited.comes) {
                (Some(true), _) => " (came)",
                (Some(false), _) => " (did not come)",
                (None, Some(true)) => " (comes)",
                (None, Some(false)) => " (cannot come)",
                (None, None) => "",
            };
            Link::plain(format!("{}{answer}", names.token(&invited.who.token)))
        });
        facts.push(("Invited", invited.collect()));
    }
    let without: Vec<Link> = state
        .gone_without()
        .map(|invited| Link::plain(names.token(&invited.who.token)))
        .collect();
    if !without.is_empty() {
        facts.push(("Gone without", without));
    }
    let may = |share: &&Share| {
        let readers = sharing_readers(state, &share.part);
        look.visible().may_read(&readers).is_some()
    };
    for share in state.shares.iter().filter(may) {
        let with = names.holder(&share.with);
        let line = match (share.member, share.officer) {
            (true, true) => format!("{with}: both permit it"),
            (true, false) => format!("{with}: waits for the officer’s permission"),
            (false, true) => format!("{with}: waits for the member’s permission"),
            (false, false) => format!("{with}: not permitted"),
        };
        facts.push(("Sharing", vec![Link::plain(line)]));
    }
    facts.push((
        "State",
        vec![Link::plain(Briefings::state_words(state_word(state)))],
    ));
    facts
}

/// Where and when it takes place, once a time is fixed. It names no topic: calendars are copied to
/// telephones and shared with assistants.
pub fn meeting(case: &Case<Briefings>) -> Option<Meeting> {
    let state = &case.state;
    let (day, time) = state.time?;
    let moves = |event: &Event| {
        matches!(
            event,
            Event::Arranged { .. } | Event::PutOff { .. } | Event::Withdrawn {}
        )
    };
    let (sequence, stamp) = case.last(moves)?;
    let place = state.place.as_ref();
    let place = place.and_then(|place| case.words(&place.key));
    Some(Meeting {
        uid: format!("{}@wardroom", state.reference),
        sequence,
        stamp,
        when: When::At(day.to_datetime(time), 60),
        summary: format!("Briefing {}", state.reference),
        place: place.unwrap_or_default().to_owned(),
        cancelled: matches!(state.standing, Standing::Withdrawn | Standing::PutOff),
    })
}
