//! A complaint from an enquiry to its answer: handed over with its received time, followed by the member
//! as far as the resident permits, and told in the quarter's report.

use axum::http::StatusCode;
use domain::calendar::Receipt;
use domain::complaints::{Act, Command, Complaints, Log, quarter_of};
use domain::enquiries::command::Act as EnquiryAct;
use domain::enquiries::event::Permits;
use domain::ids::PersonId;
use jiff::civil::Date;
use service::operations::{Options, Subject};

use crate::town::{Town, damp, town};

#[tokio::test]
async fn an_enquiry_becomes_a_complaint_once_and_keeps_its_received_time() {
    let town = town().await;
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let complaints = "complaints".parse().expect("a team");
    let token = domain::access::Token::team(&complaints);
    let handlers = council.directory.holders_of(&token, today);
    let handler = handlers
        .first()
        .expect("somebody deals with complaints")
        .clone();
    let (member, officer) = (town.persona("member"), town.persona("officer"));
    let enquiry = town.raise(&member, None, damp()).await.expect("an enquiry");
    let received = town.state(&enquiry).await.received;
    let hand = EnquiryAct::HandToComplaints {
        permits: Permits::Progress,
        told: "It is looked at as a complaint.".to_owned(),
    };
    town.act(&officer, &enquiry, hand)
        .await
        .expect("handed over");
    town.operations
        .erase_now()
        .await
        .expect("nothing is left in the outbox");
    let team = town.visit(&handler).await;
    let actor = town
        .operations
        .actor(&handler, None)
        .await
        .expect("an actor");
    let mut ours = Vec::new();
    for reference in town
        .operations
        .store()
        .references("complaints")
        .await
        .expect("complaints")
    {
        let case = town
            .operations
            .case::<Complaints>(&reference, &actor.visible)
            .await
            .expect("it reads");
        if case.state.enquiry.as_ref() == Some(&enquiry) {
            assert_eq!(case.state.received, received);
            assert_eq!(
                case.words(&case.state.title.key),
                Some(damp().title.as_str())
            );
            ours.push(reference);
        }
    }
    let [complaint] = ours.as_slice() else {
        panic!("{} complaints came of it", ours.len());
    };
    team.get("/complaints").await.says(complaint.as_str());
    team.get(&format!("/complaints/{complaint}"))
        .await
        .says(enquiry.as_str());
    let give = format!("/complaints/{complaint}/acts/allocate");
    let given = team
        .post(&give, &[("handler", officer.as_str()), ("how", "letter")])
        .await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.main());
    let answer = format!("/complaints/{complaint}/acts/answer");
    let words = "The visits were booked for another house.";
    let fields = [
        ("outcome", "upheld"),
        ("words", words),
        ("remedy", "The crew comes on Monday."),
        ("how", "letter"),
    ];
    let deals = town.visit(&officer).await;
    let answered = deals.post(&answer, &fields).await;
    assert_eq!(
        answered.status,
        StatusCode::SEE_OTHER,
        "{}",
        answered.main()
    );
    let address = format!("/complaints/{complaint}");
    deals.get(&address).await.says(words);
    let follows = town.visit(&member).await;
    let seen = follows.get(&address).await;
    seen.says("Answered");
    for secret in [words, "upheld", "The crew comes on Monday"] {
        assert!(
            !seen.body.contains(secret),
            "the member may not learn `{secret}`"
        );
    }
    let found = follows.get("/search?q=booked+another+house").await;
    assert!(
        !found.body.contains(complaint.as_str()),
        "found by words that are not theirs"
    );
    let stranger = town.visit_as("other-member").await.get(&address).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    let learns = domain::complaints::Act::ChangePermits {
        permits: Permits::Everything,
    };
    let subject = Subject::Case(complaint.clone());
    let command = Command::from(learns);
    town.operations
        .act::<Complaints>(&actor, subject, command, Options::default())
        .await
        .expect("the resident permits everything");
    follows.get(&address).await.says(words);
}

#[tokio::test]
async fn a_quarters_report_is_counted_by_the_team_and_released_once() {
    let town = town().await;
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let token = domain::access::Token::team(&"complaints".parse().expect("a team"));
    let handlers = council.directory.holders_of(&token, today);
    let handler = handlers.first().expect("somebody").clone();
    let team = town.visit(&handler).await;
    let page = team.get("/complaints-report").await;
    page.says("Waits to be released");
    let quarter = page.value("quarter");
    let other = town.visit_as("officer").await;
    let no = other
        .post(
            "/complaints-report/release",
            &[("quarter", quarter.as_str())],
        )
        .await;
    assert_eq!(no.status, StatusCode::FORBIDDEN);
    let yes = team
        .post(
            "/complaints-report/release",
            &[("quarter", quarter.as_str())],
        )
        .await;
    assert_eq!(yes.status, StatusCode::SEE_OTHER, "{}", yes.main());
    let twice = team
        .post(
            "/complaints-report/release",
            &[("quarter", quarter.as_str())],
        )
        .await;
    assert!(twice.body.contains("never changes"), "{}", twice.main());
    let seen = town
        .visit_as("member")
        .await
        .get("/complaints-report")
        .await;
    assert!(
        !seen.main().contains("No quarter has been released"),
        "{}",
        seen.main()
    );
    assert!(!seen.main().contains("Waits to be released"));
}

#[tokio::test]
async fn somebody_of_the_team_who_is_kept_out_finds_nothing_by_the_draft_or_the_report() {
    let (with, without) = (town().await, town().await);
    let (officer, team) = (with.persona("officer"), with.persona("complaints"));
    let today = with.operations.today();
    let (from, _) = quarter_of(today);
    let received = from.saturating_sub(jiff::Span::new().days(20));
    // Six that everybody of the team reads, in both worlds; one about somebody of the team in one.
    for town in [&with, &without] {
        for n in 0..6 {
            log(town, &officer, &format!("Late bus {n}"), received, &[]).await;
        }
    }
    log(
        &with,
        &officer,
        "Their conduct",
        received,
        std::slice::from_ref(&team),
    )
    .await;
    for who in ["complaints", "member"] {
        let (there, never) = (with.visit_as(who).await, without.visit_as(who).await);
        let page = there.get("/complaints-report").await;
        assert_eq!(page, never.get("/complaints-report").await, "{who}");
    }
    let draft = with.visit_as("complaints").await;
    let page = draft.get("/complaints-report").await;
    page.says("Waits to be released");
    let fields = [("quarter", page.value("quarter"))];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    for town in [&with, &without] {
        let other = town.visit(&colleague(town, &team).await).await;
        let done = other.post("/complaints-report/release", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    }
    let (there, never) = (
        with.visit_as("complaints").await,
        without.visit_as("complaints").await,
    );
    let page = there.get("/complaints-report").await;
    assert_eq!(page, never.get("/complaints-report").await);
}

/// Logs a complaint that was received on a day, with persons who must not read it.
async fn log(town: &Town, who: &PersonId, title: &str, on: Date, keep_out: &[PersonId]) {
    let log = Log {
        sort: domain::complaints::event::Sort::Complaint,
        title: title.to_owned(),
        body: "It was said on the telephone.".to_owned(),
        resident: None,
        received: Some(Receipt::On(on)),
        service: Some("housing-repairs".parse().expect("a slug")),
        ward: None,
        enquiry: None,
        permits: Permits::Nothing,
        keep_out: keep_out.to_vec(),
    };
    let actor = town.operations.actor(who, None).await.expect("an actor");
    let command = Command::from(Act::Log(Box::new(log)));
    town.operations
        .act::<Complaints>(&actor, Subject::New, command, Options::default())
        .await
        .expect("logged");
}

/// Somebody else of the team that deals with complaints.
async fn colleague(town: &Town, who: &PersonId) -> PersonId {
    let council = town.operations.council().await.expect("a council");
    let team = domain::access::Token::team(&"complaints".parse().expect("a team"));
    let all = council.directory.holders_of(&team, town.operations.today());
    all.into_iter().find(|person| person != who).expect("two")
}
