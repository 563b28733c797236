//! Given an officer who leaves with cases open, who finds them, where, and who learns nothing of it.

use domain::directory::{DirectoryCommand, EndReason, NewAppointment, Role};
use domain::enquiries::command::{Act, Raise};
use domain::enquiries::event::Desk;
use domain::groups::command::Asking;
use domain::groups::event::{Capacity, Wants};
use domain::groups::{self, Groups};
use domain::ids::PersonId;
use domain::reference::Reference;
use service::operations::{Keeper, Options, Subject};

use crate::town::{Town, damp, town};

/// Ends every post of somebody with yesterday, so that they hold nothing today.
pub async fn leaves(town: &Town, person: &PersonId) {
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let held = council.directory.appointments_of(person, today);
    let end = held.map(|post| DirectoryCommand::EndAppointment {
        appointment: post.id.clone(),
        on: today.yesterday().expect("a day"),
        reason: EndReason::Resigned,
    });
    let ended = town
        .operations
        .keep_directory(Keeper::Operator, end.collect(), None);
    ended.await.expect("the end");
}

/// A town in which the officer has an enquiry of the member.
async fn with_an_officer() -> (Town, PersonId, Reference) {
    let town = town().await;
    town.set("2026-06-11T10:00");
    let (member, officer) = (town.persona("member"), town.persona("officer"));
    let reference = town.raise(&member, None, damp()).await.expect("raised");
    let accepted = town.act(&officer, &reference, Act::Accept).await;
    accepted.expect("taken on");
    (town, officer, reference)
}

fn told(town: &Town, kind: &str, reference: &Reference) -> Vec<String> {
    let sql = format!(
        "SELECT person FROM notice WHERE kind = '{kind}' AND reference = '{reference}' ORDER BY 1"
    );
    town.rows(&sql)
}

#[tokio::test]
async fn what_an_officer_leaves_open_stands_before_their_manager_with_the_next_step() {
    let (town, officer, reference) = with_an_officer().await;
    let manager = town.visit_as("manager").await;
    let before = manager.get("/left-open").await;
    assert!(!before.body.contains(reference.as_str()));
    let page = town.visit(&officer).await;
    leaves(&town, &officer).await;
    // Their session is over with the next request, and so is the right to read.
    assert!(page.get("/sessions").await.to.is_some(), "sent to sign in");
    town.operations.run_jobs().await.expect("the jobs");
    town.operations.run_jobs().await.expect("the jobs again");
    let [who] = told(&town, "officer-left", &reference)
        .try_into()
        .expect("the line manager is told, once");
    let line_manager: PersonId = who.trim_matches('"').parse().expect("a person");
    let there = town.visit(&line_manager).await;
    there
        .get("/notices")
        .await
        .says("The officer who had this has left");
    there.get("/left-open").await.says(reference.as_str());
    let manager = town.visit_as("manager").await;
    let left = manager.get("/left-open").await;
    left.says(reference.as_str());
    left.says("Pass it to somebody else");
    left.says("until Wednesday 10 June 2026");
    let home = manager.get("/").await;
    home.says("Left open by officers who have left");
    // Whoever may not read the case learns of none of it.
    for other in ["member", "democratic-services", "contact-centre"] {
        let seen = town.visit_as(other).await.get("/left-open").await;
        assert!(!seen.body.contains(reference.as_str()), "{other}");
        let home = town.visit_as(other).await.get("/").await;
        assert!(!home.body.contains("officers who have left"), "{other}");
    }
    // The next step does what it says, and the case is gone from the page.
    let next = left
        .body
        .split("href=\"")
        .filter_map(|rest| rest.split('"').next())
        .find(|href| *href == format!("/enquiries/{reference}/acts/reassign"))
        .expect("a link to pass it on");
    assert_eq!(manager.get(next).await.status, 200);
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let service = "housing-repairs".parse().expect("a slug");
    let others = council.directory.officers_of(&service, today);
    let other = others.first().expect("somebody else").person.clone();
    let pass = Act::Reassign {
        to: Desk::Service(service),
        handler: Some(other),
    };
    let passed = town.act(&line_manager, &reference, pass).await;
    passed.expect("passed on");
    let left = manager.get("/left-open").await;
    assert!(!left.body.contains(reference.as_str()));
}

#[tokio::test]
async fn what_was_taken_on_by_a_post_that_was_entered_by_mistake_is_left_open_too() {
    let (town, officer, reference) = with_an_officer().await;
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let held = council.directory.appointments_of(&officer, today);
    let void = held.map(|post| DirectoryCommand::VoidAppointment {
        appointment: post.id.clone(),
    });
    let void = void.collect();
    let done = town.operations.keep_directory(Keeper::Operator, void, None);
    done.await.expect("voided");
    town.operations.run_jobs().await.expect("the jobs");
    assert!(!told(&town, "officer-left", &reference).is_empty());
    let left = town.visit_as("manager").await.get("/left-open").await;
    left.says(reference.as_str());
    left.says("entered by mistake");
    left.says("Pass it to somebody else");
    let seen = town
        .visit_as("contact-centre")
        .await
        .get("/left-open")
        .await;
    assert!(!seen.body.contains(reference.as_str()));
}

#[tokio::test]
async fn one_letter_tells_of_all_that_was_left_and_names_nothing_confidential() {
    let (town, officer, first) = with_an_officer().await;
    let member = town.persona("member");
    let second = town.raise(&member, None, damp()).await.expect("raised");
    let accepted = town.act(&officer, &second, Act::Accept).await;
    accepted.expect("taken on");
    town.operations.leave_letters();
    leaves(&town, &officer).await;
    town.operations.run_jobs().await.expect("the jobs");
    for reference in [&first, &second] {
        assert!(!told(&town, "officer-left", reference).is_empty());
    }
    let [who] = told(&town, "officer-left", &first)
        .try_into()
        .expect("one is told");
    let manager = who.trim_matches('"');
    let letters = format!(
        "SELECT payload FROM outbox WHERE payload LIKE '%officer-left%' AND payload LIKE '%\"person\":\"{manager}\"%'"
    );
    assert_eq!(town.rows(&letters).len(), 1, "{:?}", town.rows(&letters));
}

#[tokio::test]
async fn who_moves_within_a_service_leaves_nothing_open() {
    let (town, officer, reference) = with_an_officer().await;
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let held = council.directory.appointments_of(&officer, today);
    let role = held.map(|post| post.role.clone()).next().expect("a post");
    leaves(&town, &officer).await;
    let again = DirectoryCommand::Appoint(NewAppointment {
        appointment: None,
        person: officer.clone(),
        role,
        from: today,
        to: None,
        job_share: false,
    });
    let appointed = town
        .operations
        .keep_directory(Keeper::Operator, vec![again], None);
    appointed.await.expect("appointed");
    town.operations.run_jobs().await.expect("the jobs");
    assert_eq!(told(&town, "officer-left", &reference), [""; 0]);
    let left = town.visit_as("manager").await.get("/left-open").await;
    assert!(!left.body.contains(reference.as_str()));
}

/// The main part of some of somebody's pages.
async fn pages(town: &Town, person: &PersonId) -> Vec<String> {
    let there = town.visit(person).await;
    let mut all = Vec::new();
    for address in ["/left-open", "/", "/notices", "/waiting", "/pen/campaigns"] {
        all.push(there.get(address).await.main().to_owned());
    }
    all
}

#[tokio::test]
async fn a_manager_who_is_kept_out_of_a_case_learns_of_nothing_that_was_left() {
    let (with, without) = (town().await, town().await);
    let (manager, officer) = (with.persona("manager"), with.persona("officer"));
    let member = with.persona("member");
    for town in [&with, &without] {
        town.set("2026-06-11T10:00");
    }
    let raise = Raise {
        keep_out: vec![manager.clone()],
        ..damp()
    };
    let reference = with.raise(&member, None, raise).await.expect("raised");
    let accepted = with.act(&officer, &reference, Act::Accept).await;
    accepted.expect("taken on");
    for town in [&with, &without] {
        town.operations.leave_letters();
        leaves(town, &officer).await;
        town.operations.run_jobs().await.expect("the jobs");
        town.set("2026-06-11T11:00");
    }
    let who = told(&with, "officer-left", &reference);
    assert!(!who.is_empty(), "somebody else who answers for it is told");
    assert!(!who.contains(&format!("{:?}", manager.as_str())));
    assert_eq!(
        pages(&with, &manager).await,
        pages(&without, &manager).await
    );
    let letters =
        format!("SELECT payload FROM outbox WHERE payload LIKE '%\"{manager}\"%' ORDER BY 1");
    assert_eq!(with.rows(&letters), without.rows(&letters));
    let other: PersonId = who[0].trim_matches('"').parse().expect("a person");
    let left = with.visit(&other).await.get("/left-open").await;
    left.says(reference.as_str());
}

/// Ends every post of an officer with yesterday, and gives them one in another service from today.
async fn goes_to(town: &Town, officer: &PersonId, service: &str) {
    leaves(town, officer).await;
    let next = DirectoryCommand::Appoint(NewAppointment {
        appointment: None,
        person: officer.clone(),
        role: Role::Officer {
            service: service.parse().expect("a slug"),
        },
        from: town.operations.today(),
        to: None,
        job_share: false,
    });
    let made = town
        .operations
        .keep_directory(Keeper::Operator, vec![next], None);
    made.await.expect("appointed");
}

#[tokio::test]
async fn what_a_group_asked_of_an_officer_who_went_to_another_service_is_with_the_service() {
    let town = town().await;
    town.set("2026-06-11T10:00");
    let (member, officer) = (town.persona("member"), town.persona("officer"));
    let asking = Asking {
        business: "Cabinet of 29 June on repairs".to_owned(),
        body: "What does it cost?".to_owned(),
        wants: Wants::Information,
        party: false,
        service: "housing-repairs".parse().expect("a slug"),
        officer: Some(officer.clone()),
        capacity: Capacity::Officer,
        exceptional: None,
        meeting: None,
        meets_on: None,
        place: None,
        outsiders: false,
        present: None,
    };
    let asking = groups::Command::from(groups::Act::Ask(Box::new(asking)));
    let actor = town
        .operations
        .actor(&member, None)
        .await
        .expect("a member");
    let asked = town
        .operations
        .act::<Groups>(&actor, Subject::New, asking, Options::default());
    let case = asked.await.expect("asked").reference;
    let page = format!("/groups/{case}");
    let there = town.visit(&officer).await;
    let shown = there.get(&page).await;
    shown.says("What does it cost?");
    // Nobody covers, and the page does not say that cover reads it.
    assert!(
        !shown.main().to_lowercase().contains("covers for"),
        "{}",
        shown.main()
    );
    there.get("/search?q=cost").await.says(case.as_str());
    goes_to(&town, &officer, "parking").await;
    // Not the page, not a list, not a search, not an act: as if it had never been.
    let there = town.visit(&officer).await;
    let none = there.get("/groups/GRP-0000-000").await;
    let gone = there.get(&page).await;
    assert_eq!((gone.status, gone.main()), (none.status, none.main()));
    for address in ["/", "/groups", "/waiting", "/search?q=cost", "/notices"] {
        let seen = there.get(address).await;
        assert!(!seen.body.contains(case.as_str()), "{address}");
    }
    let given = [("subject", "x"), ("information", "y")];
    let to = |case: &str| format!("/groups/{case}/acts/give");
    let (a, b) = (
        there.post(&to(case.as_str()), &given).await,
        there.post(&to("GRP-0000-000"), &given).await,
    );
    assert_eq!((a.status, a.main()), (b.status, b.main()));
    // Whoever answers for the service is told, and goes on with it.
    town.operations.run_jobs().await.expect("the jobs");
    let manager = format!("\"{}\"", town.persona("manager"));
    assert!(told(&town, "officer-left", &case).contains(&manager));
    let there = town.visit_as("manager").await;
    let left = there.get("/left-open").await;
    left.says(case.as_str());
    left.says("Give what was asked for");
    let readers = there.get(&page).await;
    readers.says("who has left the post");
}
