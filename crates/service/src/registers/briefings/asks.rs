//! The questions of each act on a briefing, and how the answers become an act.

use domain::access::Token;
use domain::briefings::command::{Act, Invites, Opening};
use domain::briefings::{Briefings, Kind, State, arranges, invites_first, rules, words_to_say};
use domain::directory::RoleKind;
use domain::protocol::{BriefingPractice, Forum};

use crate::acts::AnswerForm::{Date, File, Line, Tick, Words};
use crate::acts::{Ask, Choice, Given, long, one};
use crate::operations::Case;
use crate::registers::Look;

pub(super) fn asks(kind: Kind, case: Option<&Case<Briefings>>, look: &Look<'_>) -> Vec<Ask> {
    let state = case.map(|case| &case.state);
    match kind {
        Kind::Open => opening(look),
        Kind::Arrange => vec![
            Ask::new("on", "On which day?", Date),
            Ask::new("time", "At which time?", Line).hint("For example 14:00"),
            Ask::new("place", "Where?", Line),
            Ask::new("officer", "Who briefs?", look.offer().officers())
                .hint("Leave it out if you do.")
                .optional(),
        ],
        Kind::PutOff => vec![Ask::new("words", "Why is it put off?", Words)],
        Kind::Brief => briefing(state, look),
        Kind::Mark => vec![
            Ask::new("who", "Who?", long(invited(state, look).into_iter())),
            Ask::new("came", "They came", Tick).optional(),
        ],
        Kind::Inform => vec![
            Ask::new("words", "The information", Words),
            Ask::new("file", "Documents that go with it", File).optional(),
        ],
        Kind::BriefSeparately => vec![
            Ask::new(
                "group",
                "Which group?",
                long(separate(state, look).into_iter()),
            ),
            Ask::new("extra", "What was it told that the others were not?", Words)
                .hint("Leave it out: each group gets the same information.")
                .optional(),
            Ask::new("reason", "Why?", Words).optional(),
        ],
        Kind::Break => vec![Ask::new(
            "words",
            "When is or was the break, and for which group?",
            Line,
        )],
        Kind::State => vec![stating(state, look)],
        Kind::ProposeSharing => vec![
            Ask::new("with", "With which member?", look.offer().seats()).hint(
                "They read what was said once both of you permit it, and learn nothing before.",
            ),
        ],
        Kind::PermitSharing => vec![
            shared(state, look)
                .hint("They read what was said once the other of you permits it too."),
        ],
        Kind::RefuseSharing => vec![shared(state, look).hint("They do not read what was said.")],
        _ => Vec::new(),
    }
}

fn opening(look: &Look<'_>) -> Vec<Ask> {
    let mut asks = vec![
        Ask::new("title", "Which policy matter?", Line),
        Ask::new("body", "Where has it been discussed, or may it be?", Words)
            .hint("And what you would like to know, or what the briefing is for."),
        Ask::new(
            "service",
            "Which service deals with it?",
            look.offer().services(),
        ),
    ];
    if !look.with_context(arranges) {
        return asks;
    }
    let rules = rules(None, look.council, look.today);
    let mut invites = vec![Choice::new("all-groups", "Every political group, together")];
    if rules.entitled.is_some() {
        invites.push(Choice::new(
            "entitled",
            "Every office-holder whom the protocol names",
        ));
    }
    let offices = [
        RoleKind::GroupLeader,
        RoleKind::CabinetMember,
        RoleKind::Chair,
        RoleKind::LeadMember,
        RoleKind::LinkMember,
        RoleKind::ShadowMember,
        RoleKind::Leader,
    ];
    invites.extend(offices.map(|kind| Choice::new(kind.slug(), kind.name())));
    let invites = Ask::new(
        "invites",
        "Whom do you invite?",
        crate::acts::AnswerForm::One(invites),
    );
    asks.push(match invites_first(&rules) {
        // Groups are normally briefed together: that stands there already.
        Some(first) => invites.given("all-groups").hint(&format!(
            "Groups are normally briefed together ({}).",
            first.basis
        )),
        None => invites,
    });
    asks.push(
        Ask::new(
            "forum",
            "For which body?",
            one(&[
                ("executive", "The Cabinet or Executive"),
                ("scrutiny", "Overview and scrutiny"),
                (
                    "regulatory",
                    "The regulatory and appeals committee or a panel of it",
                ),
                ("area", "An area committee"),
                ("standards", "The standards committee"),
                ("other", "Another body, or none"),
            ]),
        )
        .optional(),
    );
    if let Some(rule) = &rules.consult {
        let members = look.offer().people(RoleKind::is_for_members);
        let hint = format!("{} ({}).", whom_first(&rule.value.with, look), rule.basis);
        let consulted = Ask::new("consulted", "Whom did you consult first?", members);
        asks.push(consulted.hint(&hint).optional());
        asks.push(Ask::new("reason", "If nobody: why?", Words).optional());
    }
    asks
}

/// That the chair agrees, with words that fit where the text has some.
fn stating(state: Option<&State>, look: &Look<'_>) -> Ask {
    let ask = Ask::new("chair", "The chair agrees", Tick);
    match words_to_say(&rules(state, look.council, look.today)) {
        Some(words) => ask.hint(&format!(
            "Words that fit: “{}” ({}).",
            words.value, words.basis
        )),
        None => ask,
    }
}

/// Whom to consult first: the offices that the text names, with who holds one of them alone.
fn whom_first(with: &[RoleKind], look: &Look<'_>) -> String {
    let names = look.names();
    let directory = &look.council.directory;
    let named = with.iter().map(|kind| {
        let office = kind.name();
        let held = directory.appointments().filter(|a| a.holds(look.today));
        let held: Vec<_> = held.filter(|a| a.role.kind() == *kind).collect();
        match held.as_slice() {
            [one] => format!("{office} ({})", names.person(&one.person)),
            _ => office.to_owned(),
        }
    });
    let named: Vec<String> = named.collect();
    format!("{}, or who stands for them", named.join(" or "))
}

fn briefing(state: Option<&State>, look: &Look<'_>) -> Vec<Ask> {
    let confidential = state.is_some_and(State::is_confidential);
    let hint = match confidential {
        true => "Only the member and you read this.",
        false => "Everybody who was invited reads this.",
    };
    let mut asks = vec![
        Ask::new("on", "When was it given?", Date),
        Ask::new("content", "What was said?", Words)
            .hint(hint)
            .optional(),
    ];
    let rules = rules(state, look.council, look.today);
    if rules.says(BriefingPractice::NoSubstitute).is_some() {
        let beyond = "Advice was given that the report to the body does not have";
        asks.push(Ask::new("beyond", beyond, Tick).optional());
    }
    asks
}

fn invited(state: Option<&State>, look: &Look<'_>) -> Vec<Choice> {
    let invited = state.into_iter().flat_map(|state| &state.invited);
    let choice = |token: &Token| Choice::new(token.as_str(), look.names().token(token));
    invited.map(|invited| choice(&invited.who.token)).collect()
}

fn separate(state: Option<&State>, look: &Look<'_>) -> Vec<Choice> {
    let asked = state.into_iter().flat_map(|state| &state.separate);
    let name = |group: &domain::ids::GroupId| {
        let found = look.council.directory.groups.ever(group, look.today);
        found.map_or_else(|| group.to_string(), |group| group.name.clone())
    };
    let asked = asked.filter(|own| !own.given);
    asked
        .map(|own| Choice::new(own.group.as_str(), name(&own.group)))
        .collect()
}

/// Which of the sharings that were proposed.
fn shared(state: Option<&State>, look: &Look<'_>) -> Ask {
    Ask::new("part", "With whom?", long(shares(state, look).into_iter()))
}

fn shares(state: Option<&State>, look: &Look<'_>) -> Vec<Choice> {
    let shares = state.into_iter().flat_map(|state| &state.shares);
    shares
        .map(|share| Choice::new(share.part.as_str(), look.names().holder(&share.with)))
        .collect()
}

pub(super) fn act(kind: Kind, given: &mut Given) -> Option<Act> {
    Some(match kind {
        Kind::Open => Act::Open(Box::new(Opening {
            title: given.text("title"),
            body: given.text("body"),
            service: given.needed_id("service")?,
            invites: invites(given),
            forum: given.one_of("forum").unwrap_or(Forum::Other),
            consulted: given.id("consulted"),
            why: given.some("reason"),
        })),
        Kind::Arrange => {
            let (on, time, officer) = (given.needed_date("on"), time(given), given.id("officer"));
            Act::Arrange {
                on: on?,
                time: time?,
                place: given.text("place"),
                officer,
            }
        }
        Kind::PutOff => Act::PutOff {
            words: given.text("words"),
        },
        Kind::Accept => Act::Accept,
        Kind::Decline => Act::Decline,
        Kind::Brief => Act::Brief {
            on: given.needed_date("on")?,
            content: given.some("content"),
            beyond: given.ticked("beyond"),
        },
        Kind::Mark => Act::Mark {
            who: Token::from_stored(&given.text("who")),
            came: given.ticked("came"),
        },
        Kind::Inform => Act::Inform {
            words: given.text("words"),
            files: given.typed_files(),
        },
        Kind::AskSeparate => Act::AskSeparate,
        Kind::BriefSeparately => Act::BriefSeparately {
            group: given.needed_id("group")?,
            extra: given.some("extra"),
            why: given.some("reason"),
        },
        Kind::Break => Act::Break {
            words: given.text("words"),
        },
        Kind::State => Act::State {
            chair: given.ticked("chair"),
        },
        Kind::ProposeSharing => Act::ProposeSharing {
            with: given.needed_id("with")?,
        },
        Kind::PermitSharing => Act::PermitSharing {
            part: given.needed_id("part")?,
        },
        Kind::RefuseSharing => Act::RefuseSharing {
            part: given.needed_id("part")?,
        },
        Kind::Withdraw => Act::Withdraw,
        // Erased by its reference, on the page of the log.
        Kind::Erase => return None,
    })
}

fn invites(given: &Given) -> Option<Invites> {
    Some(match given.some("invites")?.as_str() {
        "all-groups" => Invites::AllGroups,
        "entitled" => Invites::Entitled,
        office => Invites::Office(RoleKind::from_slug(office)?),
    })
}

fn time(given: &mut Given) -> Option<jiff::civil::Time> {
    match domain::calendar::parse_time(&given.text("time")) {
        Ok(time) => Some(time),
        Err(why) => {
            given.wrong("time", why.to_string());
            None
        }
    }
}
