//! Journeys through operations: acting for others, cover, a member who leaves, a holiday added later.

use domain::calendar::{CalendarEvent, Receipt};
use domain::directory::{DirectoryCommand, EndReason, NewAppointment, Rights, Role};
use domain::enquiries::Event;
use domain::enquiries::command::{Act, Answer, Means, Raise};
use domain::enquiries::event::{AnswerKind, PassedOnBy};
use domain::ids::{PersonId, Stream};
use domain::verdict::Rejection;
use jiff::civil::date;
use service::operations::{ActError, FactChange, Keeper};

use crate::town::{Town, damp, town};

async fn keep(town: &Town, command: DirectoryCommand) {
    town.operations
        .keep_directory(Keeper::Operator, vec![command], None)
        .await
        .expect("a change of the directory");
}

/// The kinds of notices that somebody has about a case.
fn told(town: &Town, person: &PersonId, about: &str) -> Vec<String> {
    let sql =
        format!("SELECT kind FROM notice WHERE person = '{person}' AND reference = '{about}'");
    let rows = town.rows(&sql).into_iter();
    rows.map(|kind| kind.trim_matches('"').to_owned()).collect()
}

#[tokio::test]
async fn an_officer_types_what_a_member_said_on_the_telephone_days_ago() {
    let town = town().await;
    let member = town.persona("member");
    let seat = town.seat(&member).await;
    let raise = Raise {
        means: Some(Means::Telephone),
        received: Some(Receipt::On(date(2026, 6, 8))),
        ..damp()
    };
    let contact = town.persona("contact-centre");
    let reference = town.raise(&contact, Some(seat.clone()), raise).await;
    let reference = reference.expect("an enquiry");
    let state = town.state(&reference).await;
    assert_eq!(state.holder, seat);
    let council = town.operations.council().await.expect("a council");
    let clock = domain::enquiries::clock(&state, &council, town.operations.now());
    assert_eq!(clock.next, Some(date(2026, 6, 15)));
    assert!(!told(&town, &member, reference.as_str()).is_empty());
    let visitor = town.visit(&member).await;
    visitor
        .get(&format!("/enquiries/{reference}"))
        .await
        .says("telephone");
}

#[tokio::test]
async fn an_assistant_raises_for_the_member_and_hears_what_the_member_hears() {
    let town = town().await;
    let (member, officer) = (town.persona("member"), town.persona("officer"));
    let seat = town.seat(&member).await;
    let assistant = town.persona("contact-centre");
    let rights = Rights {
        raise: true,
        answer: true,
        read: true,
    };
    let role = Role::Assistant {
        to: seat.clone(),
        rights,
    };
    let appoint = NewAppointment {
        appointment: None,
        person: assistant.clone(),
        role,
        from: town.operations.today(),
        to: None,
        job_share: false,
    };
    keep(&town, DirectoryCommand::Appoint(appoint)).await;
    let reference = town.raise(&assistant, Some(seat), damp()).await;
    let reference = reference.expect("an enquiry");
    let answer = Answer {
        words: "It is treated on Monday.".to_owned(),
        kind: AnswerKind::Full,
        works_on: None,
        promises: Vec::new(),
        forward: None,
        template: None,
    };
    town.act(&officer, &reference, Act::Answer(answer))
        .await
        .expect("an answer");
    for person in [&member, &assistant] {
        let kinds = told(&town, person, reference.as_str());
        assert!(
            kinds.contains(&"answered".to_owned()),
            "{person}: {kinds:?}"
        );
    }
}

#[tokio::test]
async fn cover_reads_and_acts_while_an_officer_is_away_and_not_after() {
    let town = town().await;
    let (member, officer) = (town.persona("member"), town.persona("officer"));
    let cover = town.persona("chief-executive");
    let reference = town.raise(&member, None, damp()).await.expect("an enquiry");
    let note = || Act::Note {
        words: "The file is on the desk.".to_owned(),
    };
    let before = town.act(&cover, &reference, note()).await;
    assert!(matches!(before, Err(ActError::NotFound)));
    let away = DirectoryCommand::RecordAway {
        away: None,
        person: officer,
        covered_by: Some(cover.clone()),
        from: town.operations.today(),
        to: date(2026, 6, 12),
    };
    keep(&town, away).await;
    town.act(&cover, &reference, note())
        .await
        .expect("cover acts");
    town.set("2026-06-15T09:00");
    let after = town.act(&cover, &reference, note()).await;
    assert!(matches!(after, Err(ActError::NotFound)));
}

#[tokio::test]
async fn the_enquiries_of_a_member_who_leaves_wait_until_they_are_passed_on() {
    let town = town().await;
    let (member, officer) = (town.persona("member"), town.persona("officer"));
    let monitoring = town.persona("monitoring-officer");
    let reference = town.raise(&member, None, damp()).await.expect("an enquiry");
    let end = DirectoryCommand::EndPerson {
        person: member.clone(),
        on: town.operations.today(),
        reason: EndReason::Resigned,
    };
    keep(&town, end).await;
    town.set("2026-06-12T09:00");
    town.operations.run_jobs().await.expect("the jobs");
    let state = town.state(&reference).await;
    assert!(state.holder_ended.is_some());
    let asked = Act::AskMember {
        words: "Which wall?".to_owned(),
    };
    let frozen = town.act(&officer, &reference, asked.clone()).await;
    assert!(
        matches!(frozen, Err(ActError::Rejected(Rejection::Refused(_)))),
        "{frozen:?}"
    );
    let gone = town.act(&member, &reference, Act::Chase).await;
    assert!(matches!(gone, Err(ActError::NotFound)));
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let mut people = council.directory.people();
    let next = people.find(|person| council.directory.is_elected(person, today));
    let next = next.expect("another member").clone();
    let pass = Act::PassOn {
        to: town.seat(&next).await,
        ground: PassedOnBy::MonitoringOfficer,
    };
    town.act(&monitoring, &reference, pass)
        .await
        .expect("passed on");
    town.act(&officer, &reference, asked)
        .await
        .expect("goes on");
    let kinds = told(&town, &next, reference.as_str());
    assert!(kinds.contains(&"passed-on".to_owned()), "{kinds:?}");
}

#[tokio::test]
async fn a_holiday_added_later_moves_open_clocks_and_says_so() {
    let town = town().await;
    let member = town.persona("member");
    let reference = town.raise(&member, None, damp()).await.expect("an enquiry");
    let due = || {
        town.rows(&format!(
            "SELECT due FROM cases WHERE reference = '{reference}'"
        ))
    };
    assert_eq!(due(), ["\"2026-06-18\""]);
    let added = CalendarEvent::HolidayAdded {
        date: date(2026, 6, 16),
        title: "A day of thanks".to_owned(),
        reason: None,
    };
    let changes = vec![FactChange::Calendar(added)];
    let operations = &town.operations;
    operations
        .change(Keeper::Operator, changes, None)
        .await
        .expect("a holiday");
    operations.run_jobs().await.expect("the jobs");
    assert_eq!(due(), ["\"2026-06-19\""]);
    let stream = Stream::case("enquiries", &reference);
    let moved = || async {
        let events = town.events(&stream).await;
        let moved = events
            .iter()
            .filter(|e| matches!(e.event, Event::ClockMoved(_)));
        moved.count()
    };
    assert_eq!(moved().await, 1);
    assert!(told(&town, &member, reference.as_str()).contains(&"date-moved".to_owned()));
    operations.run_jobs().await.expect("the jobs");
    assert_eq!(moved().await, 1);
    let page = town.visit(&member).await;
    let page = page.get(&format!("/enquiries/{reference}")).await;
    page.says("A day of thanks");
}

#[tokio::test]
async fn the_officers_are_reminded_once_as_many_days_before_as_the_council_says() {
    let town = town().await;
    let (member, officer) = (town.persona("member"), town.persona("officer"));
    let reference = town.raise(&member, None, damp()).await.expect("an enquiry");
    let set = domain::settings::SettingSet {
        id: "enquiries-reminder-days".parse().expect("a slug"),
        value: Some("2".to_owned()),
        from: town.operations.today(),
        set_by: "Council".to_owned(),
    };
    let operations = &town.operations;
    operations
        .change(Keeper::Operator, vec![FactChange::Setting(set)], None)
        .await
        .expect("a setting");
    let about = || {
        let mut kinds = told(&town, &officer, reference.as_str());
        kinds.retain(|kind| kind == "due-soon" || kind == "overdue");
        kinds
    };
    operations.run_jobs().await.expect("the jobs");
    assert_eq!(about(), Vec::<String>::new());
    for hour in ["09:00", "09:15", "16:00"] {
        town.set(&format!("2026-06-16T{hour}"));
        operations.run_jobs().await.expect("the jobs");
    }
    assert_eq!(about(), ["due-soon"]);
    let manager = town.persona("manager");
    for day in ["2026-06-19", "2026-06-22"] {
        town.set(&format!("{day}T09:00"));
        operations.run_jobs().await.expect("the jobs");
    }
    let mut kinds = told(&town, &manager, reference.as_str());
    kinds.retain(|kind| kind == "overdue");
    assert_eq!(kinds, ["overdue"]);
}
