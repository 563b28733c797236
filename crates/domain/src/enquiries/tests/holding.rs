//! How strictly duties are held to, what the council's choice makes of each, and who may let go on what
//! is refused.

use jiff::civil::date;

use super::first::{answer, close, hold};
use super::story::{Story, plain};
use super::town::{id, town, with_setting};
use crate::access::Token;
use crate::calendar::long_date;
use crate::clock::Class;
use crate::council::Council;
use crate::enquiries::command::{ConstituentGiven, Raise};
use crate::enquiries::event::{Approach, Closure, Ground, UrgentGround};
use crate::enquiries::{Act, Command, Event, Kind, days};
use crate::protocol::Door;
use crate::verdict::Gate;

const THURSDAY: &str = "2026-04-02T10:00";
const TUESDAY: &str = "2026-04-07T10:00";

fn cu(key: &str, value: &str) -> Council {
    let key = format!("enforce-cambridge-updated-{key}");
    with_setting(town("cambridge-updated"), &key, value)
}

fn because(act: Act) -> Command {
    Command {
        act,
        explanation: Some("The member asked for it.".to_owned()),
    }
}

fn raise(given: Raise) -> Act {
    Act::Raise(Box::new(given))
}

fn resident() -> Option<ConstituentGiven> {
    Some(ConstituentGiven {
        details: None,
        ground: Ground::Permission,
        third_party: false,
        child: false,
        employee: false,
        advice_taken: false,
    })
}

fn explained(story: &Story) -> Vec<(String, bool)> {
    let events = story.events.iter();
    events
        .filter_map(|recorded| match &recorded.event {
            Event::Explained(why) => Some((why.basis.to_string(), why.overrides)),
            _ => None,
        })
        .collect()
}

fn talk() -> Act {
    Act::DiscussBurden {
        approach: Approach::Narrowed,
        agreed: true,
        words: "One question only.".to_owned(),
    }
}

fn burden() -> Act {
    Act::RaiseBurden {
        words: "Twenty years of files.".to_owned(),
        to_chief_officer: false,
    }
}

#[test]
fn each_choice_of_the_council_has_its_outcome_when_the_online_form_is_passed_by() {
    let under = |value| Story::under(cu("7-2-2", value));
    for value in ["show", "note"] {
        under(value).does("amin", THURSDAY, raise(plain()));
    }
    let asked = under("ask").invalid("amin", THURSDAY, raise(plain()));
    assert_eq!(asked[0].field, "explanation");
    let kept = under("ask").does("amin", THURSDAY, because(raise(plain())));
    let basis = "the council’s setting enforce-cambridge-updated-7-2-2, under clause 7.2";
    assert_eq!(explained(&kept), [(basis.to_owned(), false)]);
    let refused = under("refuse").invalid("amin", THURSDAY, because(raise(plain())));
    assert_eq!(refused[0].field, "service");
    let by_office = under("refuse")
        .act_for(
            "moss",
            Some("amin"),
            THURSDAY,
            because(raise_by_telephone()),
        )
        .expect("the Monitoring Officer goes on, on record");
    assert_eq!(explained(&by_office), [(basis.to_owned(), true)]);
}

fn raise_by_telephone() -> Act {
    raise(Raise {
        means: Some(crate::enquiries::command::Means::Telephone),
        ..plain()
    })
}

#[test]
fn passing_by_who_does_what_or_the_service_manager_waits_only_where_the_council_says_so() {
    let unsure = Raise {
        service: None,
        ..plain()
    };
    let wrong = Story::under(cu("7-3-2", "ask")).invalid("amin", THURSDAY, raise(unsure.clone()));
    assert_eq!(wrong[0].field, "explanation");
    let high = Raise {
        to_chief_officer: true,
        ..plain()
    };
    let wrong = Story::under(cu("7-3-4", "refuse")).invalid("amin", THURSDAY, raise(high.clone()));
    assert_eq!(wrong[0].field, "to-chief-officer");
    let story = Story::under(town("cambridge-updated"));
    story.clone().does("amin", THURSDAY, raise(unsure));
    story.does("amin", THURSDAY, raise(high));
}

#[test]
fn what_looked_like_a_complaint_is_answered_with_a_reason_or_handed_over() {
    let given = Raise {
        constituent: resident(),
        doors_shown: vec![Door::Complaint],
        ..plain()
    };
    let story = Story::under(town("cambridge-updated")).does("amin", THURSDAY, raise(given));
    let wrong = story.invalid("hall", TUESDAY, answer());
    assert_eq!(wrong[0].field, "explanation");
    let answered = story.clone().does("hall", TUESDAY, because(answer()));
    assert_eq!(explained(&answered), [("clause 7.4".to_owned(), false)]);
    let strict = Story {
        council: cu("7-4-1", "refuse"),
        ..story
    };
    let refusal = strict.refused("hall", TUESDAY, because(answer()));
    assert_eq!(refusal.way_on[0], "Hand it to the Complaints Procedure.");
}

#[test]
fn a_burden_is_raised_before_it_is_talked_over_and_talked_over_before_it_is_answered() {
    let story = Story::raised();
    assert_eq!(
        story.invalid("hall", TUESDAY, talk())[0].field,
        "explanation"
    );
    let talked = story.clone().does("hall", TUESDAY, because(talk()));
    assert_eq!(explained(&talked), [("clause 7.7".to_owned(), false)]);
    assert!(talked.gate("hall", TUESDAY, Kind::RaiseBurden).is_allowed());
    let raised = story.does("hall", TUESDAY, burden());
    assert_eq!(
        raised.invalid("hall", TUESDAY, answer())[0].field,
        "explanation"
    );
    raised.clone().does("hall", TUESDAY, because(answer()));
    raised
        .does("hall", TUESDAY, talk())
        .does("hall", TUESDAY, answer());
}

#[test]
fn an_office_that_reads_it_lets_a_refused_act_go_on_and_no_other_may() {
    let late = "2026-04-14T10:00";
    let over = || Act::Override { of: Kind::Close };
    let refer = Act::Refer {
        why: "It was answered on the telephone.".to_owned(),
    };
    let end = close(Closure::RaisedInError);
    let story = Story::raised();
    assert_eq!(
        story.gate("moss", late, Kind::Override),
        Gate::Hidden,
        "not read, not known"
    );
    let referred = story.does("hall", late, refer);
    assert!(matches!(
        referred.gate("hall", late, Kind::Override),
        Gate::Refused(_)
    ));
    assert!(matches!(
        referred.gate("moss", TUESDAY, Kind::Override),
        Gate::Refused(_)
    ));
    assert_eq!(
        referred.invalid("moss", late, over())[0].field,
        "explanation"
    );
    let other = because(Act::Override { of: Kind::Answer });
    assert_eq!(referred.invalid("moss", late, other)[0].field, "of");
    let lifted = referred.clone().does("chen", late, because(over()));
    assert_eq!(explained(&lifted), [("clause 7.6".to_owned(), true)]);
    assert!(lifted.tells(&Token::service(&id("repairs"))));
    let gate = lifted.gate("hall", late, Kind::Close);
    assert!(
        matches!(gate, Gate::Allowed { explain: None, .. }),
        "{gate:?}"
    );
    let ended = lifted.does(
        "hall",
        late,
        Act::Close {
            ending: Closure::RaisedInError,
            why: Some("Raised twice.".to_owned()),
        },
    );
    let again = ended.does(
        "amin",
        late,
        Act::Reopen {
            why: "No.".to_owned(),
        },
    );
    assert_eq!(again.state().lifted, Vec::<String>::new());
    let deny = Act::DenyReader {
        person: id("moss"),
        why: "It concerns them.".to_owned(),
    };
    let denied = referred.does("amin", late, deny);
    assert_eq!(denied.gate("moss", late, Kind::Override), Gate::Hidden);
    drop(end);
}

/// The pack with another value, as a council of its own would write it.
fn with(change: impl Fn(&mut crate::protocol::EnquiryProvisions)) -> Council {
    let mut council = town("cambridge-updated");
    for protocol in council.protocols.values_mut() {
        let mut changed = protocol.as_ref().clone();
        change(&mut changed.enquiries);
        *protocol = changed.into();
    }
    council
}

#[test]
fn where_the_pack_says_so_a_burden_stops_the_clock_until_it_is_talked_over() {
    let council = with(|enquiries| enquiries.burden[0].value.clock_runs = false);
    let story = Story::under(council).does("amin", THURSDAY, raise(plain()));
    let stands = story.does("hall", "2026-04-08T10:00", burden());
    assert_eq!(
        stands.clock("2026-04-08T12:00").next,
        Some(date(2026, 4, 13))
    );
    assert_eq!(
        stands.clock("2026-04-10T12:00").next,
        Some(date(2026, 4, 15))
    );
    let at = super::story::at("2026-04-10T12:00");
    let days = days(stands.state(), &stands.council, at);
    let friday = days.iter().find(|day| day.day.date == date(2026, 4, 10));
    let friday = friday.expect("a day of the clock");
    assert_eq!(friday.day.counted, None);
    assert!(friday.day.why.contains("talked over"), "{}", friday.day.why);
    let goes_on = stands.does("hall", "2026-04-10T16:00", talk());
    let due = goes_on.clock("2026-04-20T12:00").next;
    assert_eq!(
        due,
        Some(date(2026, 4, 15)),
        "9 and 10 April are given back"
    );
    let waits = goes_on.does(
        "hall",
        "2026-04-13T10:00",
        Act::AskMember {
            words: "Which year?".to_owned(),
        },
    );
    assert_eq!(
        waits.clock("2026-04-20T12:00").next,
        due,
        "waiting continues"
    );
}

#[test]
fn a_clock_counts_by_the_values_of_the_day_on_which_it_started() {
    let council = with(|enquiries| {
        let mut later = enquiries.response[0].clone();
        enquiries.response[0].until = Some(date(2026, 4, 30));
        later.from = Some(date(2026, 5, 1));
        later.value.n = 3;
        enquiries.response.push(later);
    });
    let story = Story::under(council).does("amin", THURSDAY, raise(plain()));
    let answered = story.does("hall", "2026-04-13T10:00", answer());
    let again = Act::Reopen {
        why: "The damp is back.".to_owned(),
    };
    let reopened = answered.does("amin", "2026-05-05T10:00", again);
    let clock = reopened.clock("2026-05-05T11:00");
    assert_eq!(
        clock.next.map(long_date).as_deref(),
        Some("Friday 8 May 2026")
    );
    assert_eq!(
        clock.first().map(|t| t.due),
        Some(date(2026, 4, 13)),
        "as it was judged"
    );
    let held = reopened.does("hall", "2026-05-06T10:00", hold(date(2026, 5, 15)));
    assert_eq!(held.row().due, Some(date(2026, 5, 15)));
}

#[test]
fn another_class_counts_anew_from_the_same_start() {
    let council = with(|enquiries| {
        enquiries.response[0].value.class = Class::Other;
        let mut urgent = enquiries.response[0].clone();
        urgent.value.class = Class::Urgent;
        urgent.value.n = 1;
        enquiries.response.push(urgent);
    });
    let story = Story::under(council).does("amin", THURSDAY, raise(plain()));
    assert_eq!(story.row().due, Some(date(2026, 4, 13)));
    let mark = |urgent| Act::ChangeClass {
        urgent,
        why: "The ceiling is coming down.".to_owned(),
    };
    let urgent = story.does("hall", TUESDAY, mark(Some(UrgentGround::HealthOrSafety)));
    assert_eq!(urgent.row().due, Some(date(2026, 4, 7)));
    let back = urgent.does("hall", TUESDAY, mark(None));
    assert_eq!(back.row().due, Some(date(2026, 4, 13)));
}

#[test]
fn a_person_whom_it_concerns_is_kept_out_from_the_start() {
    let given = |keep_out| Raise {
        keep_out,
        ..plain()
    };
    let fresh = || Story::under(town("cambridge-updated"));
    let story = fresh().does("amin", THURSDAY, raise(given(vec![id("hall")])));
    assert!(!story.reads("hall", THURSDAY) && story.reads("hart", THURSDAY));
    let nobody = given(vec![id("hall"), id("hart"), id("king")]);
    let story = fresh().does("amin", THURSDAY, raise(nobody));
    assert!(
        story.reads("voss", THURSDAY),
        "who finds another service has it"
    );
    let wrong = fresh().invalid("amin", THURSDAY, raise(given(vec![id("amin")])));
    assert_eq!(wrong[0].field, "keep-out");
}

#[test]
fn several_promises_of_one_answer_go_each_its_own_way() {
    let Act::Answer(mut given) = answer() else {
        panic!("an answer")
    };
    given.promises = vec![
        ("The gutter is cleared.".to_owned(), date(2026, 4, 20)),
        ("The wall is painted.".to_owned(), date(2026, 5, 29)),
    ];
    let story = Story::raised().does("hall", TUESDAY, Act::Answer(given));
    let closed = story.does("amin", "2026-04-08T10:00", close(Closure::Answered));
    let parts: Vec<_> = closed
        .state()
        .promises
        .iter()
        .map(|p| p.part.clone())
        .collect();
    let keep = Act::KeepPromise {
        part: parts[0].clone(),
    };
    let kept = closed.does("hall", "2026-04-17T10:00", keep);
    assert!(!kept.state().is_open());
    let miss = Act::MissPromise {
        part: parts[1].clone(),
    };
    let missed = kept.does("wardroom-jobs", "2026-06-01T06:00", miss);
    assert!(missed.state().is_open());
    assert_eq!(missed.state().open_promises().count(), 0);
}
