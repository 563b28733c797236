//! Consent of both, invitations, who has gone without, the same for each group.

use proptest::prelude::*;

use super::golden::GOLDEN;
use super::town::{Story, arrange, brief, opening};
use crate::access::Token;
use crate::briefings::command::Invites;
use crate::briefings::{Act, INTERVAL, Kind, Standing, contacts};
use crate::directory::RoleKind;
use crate::enquiries::tests::town::with_setting;
use crate::groups::tests::town::{council, id};
use crate::verdict::{Basis, Gate, Rejection};

const ASKED: &str = "2026-04-13T09:00";
const DAY: &str = "2026-04-21T09:00";

fn confidential(pack: &str) -> Story {
    Story::new(pack)
        .does("amin", ASKED, opening(None))
        .does("king", ASKED, arrange())
        .does("king", DAY, brief())
}

fn planned(pack: &str, invites: Invites) -> Story {
    Story::new(pack)
        .does("king", ASKED, opening(Some(invites)))
        .does("king", ASKED, arrange())
}

fn invalid(result: Result<(), Rejection>) -> Vec<&'static str> {
    match result {
        Err(Rejection::Invalid(fields)) => fields.iter().map(|field| field.field).collect(),
        other => panic!("taken: {other:?}"),
    }
}

#[test]
fn a_request_and_its_content_have_different_readers() {
    let story = confidential("cambridge-updated");
    assert!(story.reads("amin") && story.reads("king") && story.reads("stone"));
    assert!(story.reads_content("amin") && story.reads_content("king"));
    assert!(
        !story.reads_content("stone"),
        "the Chief Officer reads the request only"
    );
    for other in ["bell", "cole", "moss", "chen", "hall", "yang"] {
        assert!(
            !story.reads(other) && !story.reads_content(other),
            "{other}"
        );
    }
}

#[test]
fn a_ruling_lets_the_chief_officer_read_the_content() {
    let council = with_setting(
        council("cambridge-updated"),
        "briefings-content-readers",
        "officer-and-chief-officer",
    );
    let story = Story::of(council)
        .does("amin", ASKED, opening(None))
        .does("king", ASKED, arrange())
        .does("king", DAY, brief());
    assert!(story.reads_content("stone") && !story.reads_content("reid"));
}

#[test]
fn consent_of_one_of_the_two_shares_nothing() {
    for (first, second) in [("amin", "king"), ("king", "amin")] {
        let with = id("bell-member");
        let asked = confidential("cambridge-updated");
        for kind in [Kind::PermitSharing, Kind::RefuseSharing] {
            let nothing = asked.gate(first, DAY, kind);
            assert!(matches!(nothing, Gate::Refused(_)), "nothing is proposed");
        }
        let mut story = asked.does(first, DAY, Act::ProposeSharing { with });
        assert!(!story.reads("bell") && !story.reads_content("bell"));
        let part = story.state().shares[0].part.clone();
        let again = Act::PermitSharing { part: part.clone() };
        let twice = story.attempt(first, DAY, again.clone());
        assert!(matches!(twice, Err(Rejection::Refused(_))), "{twice:?}");
        assert!(matches!(
            story.gate("stone", DAY, Kind::PermitSharing),
            Gate::Refused(_)
        ));
        let shared = story.does(second, DAY, again);
        assert!(shared.reads("bell") && shared.reads_content("bell"));
        assert!(
            shared
                .notices
                .iter()
                .any(|n| n.to == Token::holder_of(&id("bell-member")))
        );
        let refused = shared.does(first, DAY, Act::RefuseSharing { part });
        assert!(!refused.reads("bell"), "either takes it back");
    }
}

#[test]
fn asking_is_a_right_where_the_text_gives_it_and_a_default_elsewhere() {
    let basis = |pack| Story::new(pack).does("amin", ASKED, opening(None)).bases[0].to_string();
    assert_eq!(basis("cambridge-updated"), "clause 9.2");
    assert_eq!(basis("bradford-4c"), "unruled: default of question W45");
}

#[test]
fn office_holders_are_invited_by_their_entitlement_and_who_went_without_is_known() {
    let story = planned("bradford-4c", Invites::Office(RoleKind::GroupLeader));
    let invited = &story.state().invited;
    assert_eq!(invited.len(), 2);
    assert_eq!(invited[0].who.basis.to_string(), "clause 13.1");
    let story = story
        .does("bell", ASKED, Act::Accept)
        .does("king", DAY, brief());
    let without: Vec<_> = story
        .state()
        .gone_without()
        .map(|i| i.who.token.to_string())
        .collect();
    assert_eq!(without, ["holder-of:cole-leads-elm"]);
    let who = story.state().invited[1].who.token.clone();
    let came = story.does("king", DAY, Act::Mark { who, came: true });
    assert_eq!(came.state().gone_without().count(), 0);
}

/// The holders of offices with how often they were briefed this quarter, by when the next is due and
/// whether they went without; those with the fewest first.
fn briefed(story: &Story, by: Option<&str>, day: &str) -> Vec<(String, u32, String, bool)> {
    let today = day.parse().expect("a day");
    let by = by.map(Token::post);
    let states = [story.state().clone()];
    let leaders = [RoleKind::GroupLeader];
    let all = contacts(&states, &story.council, &leaders, by.as_ref(), today);
    let lines = all.iter().map(|contact| {
        let due = contact.due.as_ref().map(|due| due.value.to_string());
        let without = contact.went_without(today);
        let leader = contact.seat.person.to_string();
        (leader, contact.in_quarter, due.unwrap_or_default(), without)
    });
    lines.collect()
}

#[test]
fn whoever_was_not_briefed_stands_first_with_the_day_by_which_it_was_due() {
    let leaders = || opening(Some(Invites::Office(RoleKind::GroupLeader)));
    let story = Story::of(with_setting(council("bradford-4c"), INTERVAL, "20"))
        .does("chen", ASKED, leaders())
        .does("chen", ASKED, arrange())
        .does("bell", ASKED, Act::Accept)
        .does("chen", DAY, brief());
    let chief = Some("chief-executive");
    // Twenty working days after 20 April, past the early May bank holiday.
    let bell = |n, without| ("bell".to_owned(), n, "2026-05-19".to_owned(), without);
    let may = briefed(&story, chief, "2026-05-19");
    assert_eq!((may[0].0.as_str(), may[0].1, may[0].3), ("cole", 0, true));
    assert_eq!(may[1], bell(1, false));
    assert_eq!(may, briefed(&story, None, "2026-05-19"));
    // The next quarter begins anew, and then the time is past.
    let july = briefed(&story, chief, "2026-07-01");
    assert!(july.contains(&bell(0, true)), "{july:?}");
    // What somebody else gave is a briefing, and no contact with the Chief Executive; without a setting
    // nothing is due.
    let other = planned("bradford-4c", Invites::Office(RoleKind::GroupLeader))
        .does("bell", ASKED, Act::Accept)
        .does("king", DAY, brief());
    let of = |by| briefed(&other, by, "2026-05-19");
    let nothing = |line: &(String, u32, String, bool)| line.1 == 0 && line.2.is_empty() && !line.3;
    assert!(of(chief).iter().all(nothing));
    assert_eq!(of(None).iter().map(|line| line.1).sum::<u32>(), 1);
}

#[test]
fn nobody_consulted_says_why_except_for_the_bodies_left_out() {
    let open = |forum, why: Option<&str>| {
        let Act::Open(mut opening) = opening(Some(Invites::AllGroups)) else {
            unreachable!()
        };
        opening.forum = forum;
        opening.why = why.map(str::to_owned);
        Story::new("bradford-4c").attempt("king", ASKED, Act::Open(opening))
    };
    use crate::protocol::Forum;
    assert_eq!(invalid(open(Forum::Executive, None)), ["consulted"]);
    assert!(open(Forum::Executive, Some("The Leader is away.")).is_ok());
    assert!(open(Forum::Standards, None).is_ok() && open(Forum::Scrutiny, None).is_ok());
}

#[test]
fn separate_briefings_have_the_same_information_and_a_difference_is_explained() {
    let mut story =
        planned("bradford-4c", Invites::AllGroups).does("cole", ASKED, Act::AskSeparate);
    let separately = |extra: Option<&str>, why: Option<&str>| Act::BriefSeparately {
        group: id("elm"),
        extra: extra.map(str::to_owned),
        why: why.map(str::to_owned),
    };
    assert_eq!(
        invalid(story.attempt("king", DAY, separately(Some("More."), None))),
        ["extra"]
    );
    let same = story.clone().does("king", DAY, separately(None, None));
    assert!(
        same.bases
            .iter()
            .any(|basis| basis.to_string() == "clause 13.3")
    );
    let differs = story.does("king", DAY, separately(Some("More."), Some("They asked.")));
    assert!(
        differs
            .notices
            .iter()
            .any(|n| n.to == Token::post("monitoring-officer"))
    );
    let updated = planned("cambridge-updated", Invites::AllGroups);
    assert_eq!(updated.gate("cole", ASKED, Kind::AskSeparate), Gate::Hidden);
}

#[test]
fn that_all_groups_were_briefed_is_said_when_they_were_and_the_chair_agrees() {
    let story = planned("bradford-4c", Invites::AllGroups);
    let some = story
        .clone()
        .does("bell", ASKED, Act::Accept)
        .does("king", DAY, brief());
    assert!(matches!(
        some.gate("king", DAY, Kind::State),
        Gate::Refused(_)
    ));
    let mut all = ["bell", "cole", "dunn"]
        .into_iter()
        .fold(story, |story, member| {
            story.does(member, ASKED, Act::Accept)
        })
        .does("king", DAY, brief());
    assert_eq!(
        invalid(all.attempt("king", DAY, Act::State { chair: false })),
        ["chair"]
    );
    let all = all.does("king", DAY, Act::State { chair: true });
    assert!(all.state().stated);
}

#[test]
fn putting_it_off_says_why_to_the_member() {
    let words = "The budget comes first.".to_owned();
    let story = Story::new("cambridge-updated")
        .does("amin", ASKED, opening(None))
        .does("stone", ASKED, Act::PutOff { words });
    assert_eq!(story.state().standing, Standing::PutOff);
    assert!(
        story
            .notices
            .iter()
            .any(|n| n.to == Token::holder_of(&id("amin-member")))
    );
}

#[test]
fn what_stories_write_is_tagged() {
    let with = id("bell-member");
    let one = confidential("cambridge-updated").does("amin", DAY, Act::ProposeSharing { with });
    let two = planned("bradford-4c", Invites::Entitled).does("bell", ASKED, Act::Accept);
    for recorded in one.events.iter().chain(&two.events) {
        GOLDEN.tagged(&recorded.event);
    }
}

fn act(kind: Kind, flag: bool, story: &Story) -> Act {
    let part = story
        .state()
        .shares
        .first()
        .map_or_else(|| id("none"), |share| share.part.clone());
    let words = "Words.".to_owned();
    match kind {
        Kind::Open => opening(None),
        Kind::Arrange => arrange(),
        Kind::PutOff => Act::PutOff { words },
        Kind::Accept => Act::Accept,
        Kind::Decline => Act::Decline,
        Kind::Brief => brief(),
        Kind::Mark => Act::Mark {
            who: Token::everyone(),
            came: flag,
        },
        Kind::Inform => Act::Inform {
            words,
            files: Vec::new(),
        },
        Kind::AskSeparate => Act::AskSeparate,
        Kind::BriefSeparately => Act::BriefSeparately {
            group: id("elm"),
            extra: None,
            why: None,
        },
        Kind::Break => Act::Break { words },
        Kind::State => Act::State { chair: flag },
        Kind::ProposeSharing => Act::ProposeSharing {
            with: id("bell-member"),
        },
        Kind::PermitSharing => Act::PermitSharing { part },
        Kind::RefuseSharing => Act::RefuseSharing { part },
        Kind::Withdraw => Act::Withdraw,
        Kind::Erase => Act::Erase {
            keys: story.state().kept.left().into_iter().take(1).collect(),
            basis: Basis::Statute("UK GDPR, Article 17".to_owned()),
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nobody_reads_what_was_said_without_both_consents_whatever_is_tried(
        steps in prop::collection::vec((0..9_usize, 0..Kind::ALL.len(), any::<bool>()), 1..24),
        invited in any::<bool>(),
    ) {
        const PEOPLE: [&str; 9] = ["amin", "bell", "cole", "king", "hall", "stone", "moss", "chen", "frost"];
        let invites = invited.then_some(Invites::AllGroups);
        let mut story = Story::new("bradford-4c").does(if invited { "king" } else { "amin" }, ASKED, opening(invites));
        for (person, kind, flag) in steps {
            let (person, kind) = (PEOPLE[person], Kind::ALL[kind]);
            let gate = story.gate(person, DAY, kind);
            let act = act(kind, flag, &story);
            match (gate, story.attempt(person, DAY, act)) {
                (Gate::Allowed { .. }, Ok(()) | Err(Rejection::Invalid(_)))
                | (Gate::Hidden, Err(Rejection::Hidden))
                | (Gate::Refused(_), Err(Rejection::Refused(_))) => {}
                (gate, done) => prop_assert!(false, "{kind:?} by {person}: {gate:?} and then {done:?}"),
            }
            if !invited {
                let both = story.state().shares.iter().any(|share| share.member && share.officer);
                prop_assert_eq!(story.reads_content("bell"), both);
                prop_assert!(!story.reads("cole") && !story.reads("moss"));
            }
        }
    }
}

#[test]
fn what_a_member_asked_in_confidence_ends_when_they_leave() {
    let mut story = Story::new("cambridge-updated").does("amin", ASKED, opening(None));
    let jobs = crate::enquiries::JOBS;
    assert_eq!(story.gate(jobs, DAY, Kind::Withdraw), Gate::Hidden);
    let ended = crate::directory::DirectoryEvent::AppointmentEnded {
        appointment: id("amin-member"),
        on: jiff::civil::date(2026, 4, 20),
        reason: crate::directory::EndReason::Election,
    };
    let directory = story.council.directory.as_ref().clone();
    story.council.directory =
        std::sync::Arc::new(crate::enquiries::tests::town::fold(vec![ended], directory));
    let after = story.does(jobs, DAY, Act::Withdraw);
    assert_eq!(after.state().standing, Standing::Withdrawn);
    let basis = after.bases.first().expect("a basis").to_string();
    assert!(basis.contains("W11"), "{basis}");
    assert_eq!(after.gate(jobs, DAY, Kind::Withdraw), Gate::Hidden);
}
