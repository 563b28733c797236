//! Steps that say what came of it.

use cucumber::then;
use domain::clock::{Target, TargetName};
use domain::enquiries::command::Kind;
use domain::enquiries::{Ended, Standing, sentence};
use domain::protocol::{Does, Door};
use domain::verdict::{Basis, Gate, Rejection};
use scenarios::words::{day, moment, names};

use crate::scene::Scene;

fn kind(act: &str) -> Kind {
    match act {
        "close it" => Kind::Close,
        "answer it" => Kind::Answer,
        "accept it" => Kind::Accept,
        "send a holding reply" => Kind::Hold,
        "ask how it stands" => Kind::Chase,
        "agree to the date" => Kind::AgreeDate,
        "open it again" => Kind::Reopen,
        "pass it on" => Kind::PassOn,
        "write an internal note" => Kind::Note,
        other => panic!("no act of these scenarios is called “{other}”"),
    }
}

fn gate(scene: &mut Scene, who: &str, act: &str, when: &str) -> Gate {
    let now = moment(when);
    scene.now = Some(now);
    let case = scene.case().clone();
    case.gate(&scene.town, (who, None), now, kind(act), &mut scene.grounds)
}

#[then(
    regex = r"^(.+?) can (close it|answer it|accept it|send a holding reply|ask how it stands|agree to the date|open it again|pass it on|write an internal note) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn can(scene: &mut Scene, who: String, act: String, when: String) {
    let gate = gate(scene, &who, &act, &when);
    let Gate::Allowed { explain: None, .. } = gate else {
        panic!("{who} is not let: {gate:?}");
    };
}

#[then(regex = r"^(.+?) can (close it) with a reason on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$")]
fn can_with_reason(scene: &mut Scene, who: String, act: String, when: String) {
    let gate = gate(scene, &who, &act, &when);
    let Gate::Allowed {
        explain: Some(_), ..
    } = gate
    else {
        panic!("{who} is let without a reason, or not at all: {gate:?}");
    };
}

#[then(
    regex = r"^(.+?) cannot (close it|answer it|accept it|send a holding reply|ask how it stands|agree to the date|open it again|pass it on) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?), by clause (\S+)$"
)]
fn cannot_by(scene: &mut Scene, who: String, act: String, when: String, clause: String) {
    let Gate::Refused(refusal) = gate(scene, &who, &act, &when) else {
        panic!("{who} is let");
    };
    assert!(
        names(&refusal.basis, &clause),
        "refused by {}",
        refusal.basis
    );
    assert!(!refusal.way_on.is_empty(), "a refusal without a way on");
}

#[then(
    regex = r"^(.+?) cannot (close it|answer it|accept it|send a holding reply|ask how it stands|agree to the date|open it again|pass it on) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?), by the default of question (\w+)$"
)]
fn cannot_by_default(scene: &mut Scene, who: String, act: String, when: String, key: String) {
    let Gate::Refused(refusal) = gate(scene, &who, &act, &when) else {
        panic!("{who} is let");
    };
    let Basis::Default { question, .. } = &refusal.basis else {
        panic!("refused by {}", refusal.basis);
    };
    assert_eq!(question.as_str(), key);
}

#[then(
    regex = r"^an answer is aimed at by (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)(?:, by clause (\S+))?$"
)]
fn due(scene: &mut Scene, date: String, clause: String) {
    let clock = scene.case().clock(&scene.town, scene.now());
    let target = clock.targets.iter().find(|t| t.round == clock.round);
    let target = target.expect("a target for the answer");
    assert_eq!(target.due, day(&date));
    let basis = target
        .basis
        .as_ref()
        .expect("a target of the protocol has a basis");
    assert!(clause.is_empty() || names(basis, &clause), "due by {basis}");
}

#[then(
    regex = r"^an answer is aimed at by (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?), by the council’s setting$"
)]
fn due_by_setting(scene: &mut Scene, date: String) {
    let clock = scene.case().clock(&scene.town, scene.now());
    let target = clock.first().expect("a target for the answer");
    assert_eq!(target.due, day(&date));
    assert!(matches!(target.basis, Some(Basis::Setting { .. })));
}

#[then("no day is aimed at for an answer")]
fn no_target(scene: &mut Scene) {
    let clock = scene.case().clock(&scene.town, scene.now());
    assert_eq!(clock.first(), None);
    assert_eq!(scene.case().row(&scene.town).judged, None);
}

#[then(regex = r"^the next date is (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$")]
fn next(scene: &mut Scene, date: String) {
    let clock = scene.case().clock(&scene.town, scene.now());
    assert_eq!(clock.next, Some(day(&date)));
}

#[then(regex = r"^(\w+day \d+ \w+ \d{4}) is measured too$")]
fn measured(scene: &mut Scene, date: String) {
    let clock = scene.case().clock(&scene.town, scene.now());
    let wanted = |t: &&Target| matches!(t.name, TargetName::Contested(_));
    let target = clock.targets.iter().find(wanted);
    assert_eq!(target.map(|t| t.due), Some(day(&date)));
}

#[then(regex = r"^the answer is judged (in time|explained in time|late|explained late)$")]
fn judged(scene: &mut Scene, verdict: String) {
    let row = scene.case().row(&scene.town);
    assert_eq!(row.judged, Some(verdict.replace(' ', "-")));
}

#[then(regex = r"^the holding reply is judged (kept|missed)$")]
fn held(scene: &mut Scene, verdict: String) {
    assert_eq!(scene.case().row(&scene.town).held, Some(verdict));
}

#[then(regex = r"^it is with (.+?)(?:, by clause (\S+))?$")]
fn is_with(scene: &mut Scene, name: String, clause: String) {
    let state = scene.case().state();
    let Some((desk, basis)) = &state.desk else {
        panic!("it is with nobody");
    };
    let token = desk.token();
    let (_, key) = token.parts();
    assert_eq!(
        key,
        name.trim_start_matches("the ")
            .to_lowercase()
            .replace(' ', "-")
    );
    assert!(
        clause.is_empty() || names(basis, &clause),
        "there by {basis}"
    );
}

#[then(regex = r"^(.+?) reads it(?:, by clause (\S+))?$")]
fn reads(scene: &mut Scene, who: String, clause: String) {
    let Some(basis) = scene.case().reads(&scene.town, &who, scene.now()) else {
        panic!("{who} does not read it");
    };
    assert!(
        clause.is_empty() || names(&basis, &clause),
        "reads by {basis}"
    );
    scene.grounds.name(Does::Restrict, &basis);
}

#[then(regex = r"^(.+?) cannot know that it exists$")]
fn does_not_read(scene: &mut Scene, who: String) {
    assert_eq!(scene.case().reads(&scene.town, &who, scene.now()), None);
    let case = scene.case().clone();
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Erase) {
        let gate = case.gate(
            &scene.town,
            (&who, None),
            scene.now(),
            *kind,
            &mut scene.grounds,
        );
        assert_eq!(gate, Gate::Hidden, "{kind:?} tells {who} of it");
    }
}

#[then(regex = r"^(.+?) is told$")]
fn told(scene: &mut Scene, who: String) {
    let notices = &scene.case().notices;
    assert!(scene.reaches(notices, &who), "told are {notices:?}");
}

#[then(regex = r"^(.+?) is not told$")]
fn not_told(scene: &mut Scene, who: String) {
    assert!(!scene.reaches(&scene.case().notices, &who));
}

#[then(regex = r"^(.+?) is (reminded|told that it is overdue)(?:, by clause (\S+))?$")]
fn reminded(scene: &mut Scene, who: String, of: String, clause: String) {
    let kind = if of == "reminded" {
        "due-soon"
    } else {
        "overdue"
    };
    let mut notices = scene.reminders.clone();
    notices.retain(|notice| notice.kind == kind);
    assert!(
        scene.reaches(&notices, &who),
        "told are {:?}",
        scene.reminders
    );
    let by = |basis| clause.is_empty() || names(basis, &clause);
    assert!(notices.iter().any(|notice| by(&notice.basis)));
}

#[then("no reminder goes out")]
fn nobody(scene: &mut Scene) {
    assert_eq!(scene.reminders, []);
}

#[then(regex = r"^it rests on clause (\S+)$")]
fn rests(scene: &mut Scene, clause: String) {
    assert!(scene.named(&clause), "it rests on {:?}", scene.grounds);
}

#[then(regex = r"^it rests on the default of question (\w+)$")]
fn rests_on_default(scene: &mut Scene, key: String) {
    let is = |basis: &Basis| matches!(basis, Basis::Default { question, .. } if question.as_str() == key);
    assert!(
        scene.grounds.bases().any(is),
        "it rests on {:?}",
        scene.grounds
    );
}

#[then("no clause is named anywhere")]
fn no_clause(scene: &mut Scene) {
    let named = scene.grounds.bases().find(|basis| basis.clause().is_some());
    assert_eq!(named, None);
    assert!(
        scene.grounds.bases().next().is_some(),
        "nothing names any ground"
    );
}

#[then(
    regex = r"^(the online report|the online request|the complaint|the urgent numbers|the right to information|the other body) (is|are) offered(?:, by clause (\S+))?$"
)]
fn offered(scene: &mut Scene, what: String, _are: String, clause: String) {
    let door = door(&what);
    let offer = scene.offers.iter().find(|offer| offer.door == door);
    let offer = offer.expect("it is offered");
    assert!(
        clause.is_empty() || names(&offer.basis, &clause),
        "by {}",
        offer.basis
    );
    assert!(!offer.why.is_empty());
}

#[then(
    regex = r"^(the online report|the online request|the complaint|the urgent numbers|the right to information|the other body) (is|are) not offered$"
)]
fn not_offered(scene: &mut Scene, what: String, _are: String) {
    let door = door(&what);
    assert!(!scene.offers.iter().any(|offer| offer.door == door));
}

fn door(what: &str) -> Door {
    match what {
        "the online report" => Door::Report,
        "the online request" => Door::Request,
        "the complaint" => Door::Complaint,
        "the urgent numbers" => Door::Urgent,
        "the right to information" => Door::InformationRights,
        _ => Door::NotOurs,
    }
}

#[then(regex = r"^(Councillor \w+) may go on with the enquiry$")]
fn may_go_on(scene: &mut Scene, who: String) {
    let case = scenarios::Case::new(99);
    let gate = case.gate(
        &scene.town,
        (&who, None),
        scene.now(),
        Kind::Raise,
        &mut scene.grounds,
    );
    assert!(gate.is_allowed());
}

#[then(regex = r"^it has ended as (a complaint|a report|another body’s matter|merged|closed)$")]
fn ended(scene: &mut Scene, how: String) {
    let Standing::Ended { how: ended, .. } = &scene.case().state().standing else {
        panic!("it has not ended");
    };
    let is = match ended {
        Ended::Complaint { .. } => "a complaint",
        Ended::HandedOn => "a report",
        Ended::NotOurs => "another body’s matter",
        Ended::Merged(_) => "merged",
        Ended::Closed { .. } => "closed",
    };
    assert_eq!(is, how);
}

#[then("it is open")]
fn open(scene: &mut Scene) {
    assert!(scene.case().state().is_open());
}

#[then(
    regex = r"^the complaint keeps the receipt of (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?) and the reference$"
)]
fn keeps(scene: &mut Scene, date: String) {
    let case = scene.case();
    let handed = case
        .events
        .iter()
        .find_map(|recorded| match &recorded.event {
            domain::enquiries::Event::HandedToComplaints(handed) => Some(handed),
            _ => None,
        });
    let handed = handed.expect("it was handed over");
    assert_eq!(handed.received.date(), day(&date));
    assert_eq!(handed.reference, case.state().reference);
}

#[then(
    regex = r"^the new enquiry is with (Parking|Housing Repairs) and keeps the receipt of (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn born(scene: &mut Scene, service: String, date: String) {
    let born = scene.case().born.first().expect("a new enquiry");
    assert_eq!(born.state().received.date(), day(&date));
    let service = scene.town.service(&service);
    assert_eq!(born.state().desk_service(), Some(&service));
}

#[then(regex = r#"^the page says on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?) "(.+)"$"#)]
fn says(scene: &mut Scene, when: String, words: String) {
    let case = scene.case();
    assert_eq!(
        sentence(case.state(), &scene.town.council, moment(&when)),
        words
    );
}

#[then(regex = r#"^(.+?) reads in the thread "(.+)"$"#)]
fn reads_in_thread(scene: &mut Scene, who: String, words: String) {
    let told = scene.case().told(&scene.town, &who, scene.now());
    assert!(told.iter().any(|told| told.contains(&words)), "{told:#?}");
}

#[then(regex = r#"^(.+?) does not read in the thread "(.+)"$"#)]
fn does_not_read_in_thread(scene: &mut Scene, who: String, words: String) {
    let told = scene.case().told(&scene.town, &who, scene.now());
    assert!(!told.iter().any(|told| told.contains(&words)), "{told:#?}");
}

#[then(regex = r#"^it is not taken, because the other "(.+)"$"#)]
fn not_taken(scene: &mut Scene, why: String) {
    let Some(Rejection::Invalid(fields)) = &scene.rejected else {
        panic!("it was {:?}", scene.rejected);
    };
    assert!(
        fields.iter().any(|field| field.why.contains(&why)),
        "{fields:?}"
    );
}
