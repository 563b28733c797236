//! What holds for every enquiry, whatever is done with it in whatever order.

use jiff::civil::{Date, date};
use jiff::{Span, Timestamp};
use proptest::prelude::*;

use super::first::{answer, close, hold};
use super::story::{Story, plain};
use super::town::{actor, fresh, id, town, with_setting};
use crate::calendar::Receipt;
use crate::enquiries::command::{
    Act, Answer, Command, ConstituentGiven, CorrectionGiven, FileGiven, Means, ShareWith,
};
use crate::enquiries::event::{
    AnswerKind, Approach, Closure, Contributor, Desk, FileReaders, Ground, InformationLaw, MovedBy,
    PassedOnBy, Permits, UrgentGround,
};
use crate::enquiries::{Enquiries, Event, JOBS, Kind, sentence, thread};
use crate::ids::PartId;
use crate::protocol::Door;
use crate::register::{Context, Register};
use crate::verdict::{Basis, Gate, Rejection};

const PEOPLE: [&str; 15] = [
    "amin", "bell", "dean", "dove", "hall", "hart", "king", "park", "stone", "voss", "wren",
    "yang", "moss", "chen", JOBS,
];

/// What a random act may use: a part of the case, a day, a text, another enquiry of the town.
struct Drawn<'a> {
    part: PartId,
    day: Date,
    text: String,
    flag: bool,
    other: &'a Story,
}

fn drawn_act(kind: Kind, d: &Drawn<'_>) -> Act {
    let words = || d.text.clone();
    let part = || d.part.clone();
    match kind {
        Kind::Raise => Act::Raise(Box::new(plain())),
        Kind::Route => Act::Route { to: id("parking") },
        Kind::Accept => Act::Accept,
        Kind::Return => Act::Return { why: words() },
        Kind::Reassign => Act::Reassign {
            to: Desk::Service(id("repairs")),
            handler: d.flag.then(|| id("hart")),
        },
        Kind::Acknowledge => Act::Acknowledge {
            handler: d.flag.then(|| id("hall")),
            words: d.flag.then(words),
            template: None,
        },
        Kind::Hold => hold(d.day),
        Kind::AgreeDate => Act::AgreeDate,
        Kind::ContestDate => Act::ContestDate {
            wants: Some(d.day),
            words: Some(words()),
        },
        Kind::AskSecondStage => Act::AskSecondStage { why: words() },
        Kind::AgreeSecondStage => Act::AgreeSecondStage,
        Kind::RefuseSecondStage => Act::RefuseSecondStage,
        Kind::AskMember => Act::AskMember { words: words() },
        Kind::ReplyToOfficers => Act::ReplyToOfficers { words: words() },
        Kind::Chase => Act::Chase,
        Kind::ChangeClass => Act::ChangeClass {
            urgent: d.flag.then_some(UrgentGround::DateWillPass),
            why: words(),
        },
        Kind::RaiseBurden => Act::RaiseBurden {
            words: words(),
            to_chief_officer: d.flag,
        },
        Kind::DiscussBurden => Act::DiscussBurden {
            approach: Approach::Phased,
            agreed: d.flag,
            words: words(),
        },
        Kind::AskContribution => Act::AskContribution {
            of: Contributor::Service(id("parking")),
            about: words(),
            due: d.day,
        },
        Kind::Contribute => Act::Contribute {
            part: part(),
            words: words(),
        },
        Kind::WithdrawContribution => Act::WithdrawContribution { part: part() },
        Kind::AskPartner => Act::AskPartner {
            partner: id("county"),
            contact: words(),
            about: words(),
            due: d.day,
        },
        Kind::RecordPartnerAnswer => Act::RecordPartnerAnswer {
            part: part(),
            words: words(),
        },
        Kind::Note => Act::Note { words: words() },
        Kind::SendMessage => Act::SendMessage {
            words: words(),
            template: None,
        },
        Kind::Recall => Act::Recall {
            part: part(),
            opened: d.flag,
        },
        Kind::AddFile => Act::AddFile(FileGiven {
            name: words(),
            media: "application/pdf".to_owned(),
            bytes: vec![1; 9],
            readers: if d.flag {
                FileReaders::All
            } else {
                FileReaders::Internal
            },
        }),
        Kind::RemoveFile => Act::RemoveFile { part: part() },
        Kind::Answer => Act::Answer(Answer {
            words: words(),
            kind: AnswerKind::Full,
            works_on: None,
            promises: if d.flag {
                vec![(words(), d.day)]
            } else {
                Vec::new()
            },
            forward: None,
            template: None,
        }),
        Kind::ExplainLateness => Act::ExplainLateness {
            words: words(),
            liaised: d.flag,
        },
        Kind::KeepPromise => Act::KeepPromise { part: part() },
        Kind::MovePromise => Act::MovePromise {
            part: part(),
            to: d.day,
            why: words(),
        },
        Kind::MissPromise => Act::MissPromise { part: part() },
        Kind::Close => close(if d.flag {
            Closure::Answered
        } else {
            Closure::Withdrawn
        }),
        Kind::CloseBySetting => Act::CloseBySetting,
        Kind::Reopen => Act::Reopen { why: words() },
        Kind::FollowUp => Act::FollowUp { words: words() },
        Kind::Rate => Act::Rate {
            answered: d.flag,
            useful: !d.flag,
        },
        Kind::Link => Act::Link {
            other: d.other.beside(),
        },
        Kind::Unlink => Act::Unlink {
            other: d.other.beside(),
        },
        Kind::Merge => Act::Merge {
            into: d.other.beside(),
        },
        Kind::AnswerTogether => Act::AnswerTogether {
            others: vec![d.other.beside()],
            answer: match answer() {
                Act::Answer(answer) => answer,
                _ => unreachable!("it is an answer"),
            },
        },
        Kind::JoinCampaign => Act::JoinCampaign {
            other: d.flag.then(|| d.other.beside()),
        },
        Kind::LeaveCampaign => Act::LeaveCampaign,
        Kind::Split => Act::Split {
            title: words(),
            body: words(),
            service: d.flag.then(|| id("parking")),
        },
        Kind::HandToComplaints => Act::HandToComplaints {
            permits: Permits::Nothing,
            told: words(),
        },
        Kind::HandOn => Act::HandOn {
            door: Door::Report,
            reference: "R-1".to_owned(),
            told: words(),
        },
        Kind::SayNotOurs => Act::SayNotOurs {
            partner: id("county"),
            reference: None,
            told: words(),
        },
        Kind::SplitInformationRights => Act::SplitInformationRights {
            law: InformationLaw::SubjectAccess,
            words: words(),
        },
        Kind::TakeDoor => Act::TakeDoor {
            door: Door::Report,
            reference: Some(words()),
        },
        Kind::AddReader => Act::AddReader {
            reader: if d.flag {
                ShareWith::Ward
            } else {
                ShareWith::Member(id("bell-member"))
            },
        },
        Kind::RemoveReader => Act::RemoveReader {
            reader: crate::access::Token::holder_of(&id("bell-member")),
        },
        Kind::DenyReader => Act::DenyReader {
            person: id("hart"),
            why: words(),
        },
        Kind::Refer => Act::Refer { why: words() },
        Kind::Override => Act::Override {
            of: if d.flag { Kind::Close } else { Kind::Answer },
        },
        Kind::EndHolder => Act::EndHolder { on: d.day },
        Kind::PassOn => Act::PassOn {
            to: id("bell-member"),
            ground: if d.flag {
                PassedOnBy::MonitoringOfficer
            } else {
                PassedOnBy::ConstituentConsent
            },
        },
        Kind::MoveClock => Act::MoveClock {
            from: None,
            to: Some(d.day),
            cause: MovedBy::Calendar,
        },
        Kind::Judge => Act::Judge,
        Kind::Correct => Act::Correct {
            now: if d.flag {
                CorrectionGiven::Received(Receipt::On(d.day))
            } else {
                CorrectionGiven::Title(words())
            },
            why: words(),
        },
        Kind::Erase => Act::Erase {
            keys: vec![id(d.part.as_str())],
            basis: Basis::Statute("UK GDPR, article 17".to_owned()),
        },
    }
}

/// One step of a random story: who, which act, how long after, and what it uses.
type Step = (usize, usize, u16, usize, i8, u8, bool);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (
        0..PEOPLE.len(),
        0..Kind::ALL.len(),
        0_u16..4_000,
        any::<usize>(),
        -5_i8..40,
        0_u8..6,
        any::<bool>(),
    );
    prop::collection::vec(step, 1..40)
}

fn parts(story: &Story) -> Vec<PartId> {
    let state = story.state();
    let mut all: Vec<PartId> = vec![id("000000")];
    all.extend(state.contributions.iter().map(|c| c.part.clone()));
    all.extend(state.partners.iter().map(|p| p.part.clone()));
    all.extend(state.promises.iter().map(|p| p.part.clone()));
    all.extend(state.messages.iter().map(|m| m.part.clone()));
    all.extend(state.files.iter().map(|f| f.part.clone()));
    all
}

fn text(n: u8) -> String {
    match n {
        0 => String::new(),
        1 => "\u{202e}\u{0}".to_owned(),
        2 => "x".repeat(30_000),
        _ => "Sound words.".to_owned(),
    }
}

/// Plays random steps; checks after each that gate and decision agree and that the log replays.
fn play(mut story: Story, steps: Vec<Step>) {
    let mut now: Timestamp = "2026-04-02T11:00:00Z".parse().expect("a time");
    let other = story.clone();
    for (n, (who, kind, minutes, part, days, words, flag)) in steps.into_iter().enumerate() {
        now += Span::new().minutes(minutes);
        let kind = Kind::ALL[kind];
        let all = parts(&story);
        let today = crate::calendar::local_date(now);
        let drawn = Drawn {
            part: all[part % all.len()].clone(),
            day: today.saturating_add(Span::new().days(days)),
            text: text(words),
            flag,
            other: &other,
        };
        let person = PEOPLE[who];
        let fresh = fresh(50_000 + n as u64);
        let actor = actor(&story.council, person, now, None);
        let cx = Context {
            now,
            actor: &actor,
            council: &story.council,
            fresh: &fresh,
        };
        let gate = Enquiries::gate(Some(story.state()), kind, &cx);
        let command = Command {
            act: drawn_act(kind, &drawn),
            explanation: flag.then(|| "For a reason.".to_owned()),
        };
        let version = story.events.len() as u64;
        let state = Some((story.state(), version));
        let decided = Enquiries::decide(&story.stream, state, command, &cx);
        match (&gate, &decided) {
            (Gate::Allowed { .. }, Ok(_) | Err(Rejection::Invalid(_))) => {}
            (Gate::Refused(a), Err(Rejection::Refused(b))) => assert_eq!(a, b),
            (Gate::Hidden, Err(Rejection::Hidden)) => {}
            (gate, decided) => panic!("{person} {kind:?}: {gate:?} but {decided:?}"),
        }
        if gate != Gate::Hidden && person != JOBS && kind != Kind::Erase && kind != Kind::Note {
            let readers = Enquiries::readers(story.state());
            assert!(
                actor.visible.may_read(&readers).is_some(),
                "{person} {kind:?}"
            );
        }
        if let Ok(decision) = decided {
            for event in decision.appends[0].events.clone() {
                story.record(person, now, event);
            }
            check(&story, now);
        }
    }
}

/// What holds of every case at every moment.
fn check(story: &Story, now: Timestamp) {
    let replayed = story.events.iter().fold(None, Enquiries::evolve);
    assert_eq!(replayed.as_ref(), story.state.as_ref());
    for recorded in &story.events {
        let stored = serde_json::to_string(&recorded.event).expect("JSON");
        let read: Event = serde_json::from_str(&stored).expect("it reads");
        assert_eq!(read, recorded.event);
    }
    let row = story.row();
    assert_eq!(row.open, !story.state().is_ended());
    let visible = actor(&story.council, "hall", now, None).visible;
    let _ = thread(&story.events, story.state(), &story.council, &visible);
    let said = sentence(story.state(), &story.council, now);
    assert!(said.ends_with('.'), "{said}");
}

fn with_constituent() -> Story {
    let mut raise = plain();
    raise.constituent = Some(ConstituentGiven {
        details: Some("A resident".to_owned()),
        ground: Ground::Representative,
        third_party: false,
        child: true,
        employee: false,
        advice_taken: false,
    });
    let council = with_setting(town("cambridge-updated"), "enquiries-closing-days", "3");
    let council = with_setting(council, "enquiries-follow-up-days", "5");
    Story::under(council).does("amin", "2026-04-02T10:00", Act::Raise(Box::new(raise)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_gate_allows_only_a_field_can_refuse(steps in steps()) {
        play(Story::raised(), steps);
    }

    #[test]
    fn the_same_with_a_constituent_and_settings(steps in steps()) {
        play(with_constituent(), steps);
    }

    #[test]
    fn the_same_under_a_silent_protocol(steps in steps()) {
        let story = Story::under(town("bradford-4c"));
        play(story.does("amin", "2026-04-02T10:00", Act::Raise(Box::new(plain()))), steps);
    }

    #[test]
    fn no_order_of_events_breaks_a_case(order in prop::collection::vec(0_usize..75, 1..60)) {
        let golden: Vec<Event> = include_str!("../../../tests/golden/enquiry-events.jsonl")
            .lines()
            .map(|line| serde_json::from_str(line).expect("it reads"))
            .collect();
        let mut story = Story::under(town("cambridge-updated"));
        let now: Timestamp = "2026-04-10T09:00:00Z".parse().expect("a time");
        for n in order {
            story.record("hall", now, golden[n % golden.len()].clone());
        }
        if story.state.is_some() {
            check(&story, now);
        }
    }

    #[test]
    fn a_later_receipt_is_never_due_earlier(
        a in 0_i64..60 * 24 * 400,
        gap in 0_i64..60 * 24 * 9,
        dated in any::<(bool, bool)>(),
        cut_off in any::<bool>(),
    ) {
        let mut council = town("cambridge-updated");
        if cut_off {
            let calendar = council.calendar.as_ref().clone();
            let event = crate::calendar::CalendarEvent::CutOffSet {
                at: Some(jiff::civil::time(17, 0, 0, 0)),
                from: date(2025, 1, 1),
            };
            council.calendar = std::sync::Arc::new(calendar.evolve(&event));
        }
        let start: Timestamp = "2025-06-01T00:00:00Z".parse().expect("a time");
        let due = |minutes: i64, is_dated: bool| {
            let at = start + Span::new().minutes(minutes);
            let on = crate::calendar::local_date(at);
            let mut raise = plain();
            raise.means = Some(Means::Writing);
            raise.received = Some(if is_dated { Receipt::On(on) } else { Receipt::At(at) });
            // Typed a few hours later, whatever the hour of receipt.
            let typed = (at + Span::new().minutes(90)).to_zoned(jiff::tz::TimeZone::UTC);
            let act = Act::Raise(Box::new(raise));
            let typed = typed.with_time_zone(jiff::tz::TimeZone::get("Europe/London").expect("London"));
            let story = Story::under(council.clone())
                .act_for("voss", Some("amin"), &typed.datetime().to_string(), act)
                .expect("it is taken");
            (on, is_dated, at, story.row().due)
        };
        let (early, late) = (due(a, dated.0), due(a + gap, dated.1));
        // A day without an hour counts as before every hour of it.
        let in_order = early.0 < late.0 || early.1 || !late.1;
        prop_assume!(in_order);
        prop_assert!(early.3 <= late.3, "{early:?} {late:?}");
    }
}
