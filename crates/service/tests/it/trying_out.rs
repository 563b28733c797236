//! History under another version or another value: on its page, and kept beside a proposal.

use axum::http::StatusCode;
use domain::access::Token;
use domain::amendments::{Act, Amendments, Command};
use domain::figures::Joined;
use domain::ids::ServiceId;
use domain::reference::Reference;
use domain::replay::{Change, Evidence, Inputs, Table};
use jiff::civil::date;
use service::operations::{Options, Subject};
use service::web::names::Names;

use crate::protocol::suggested;
use crate::town::{Town, damp, town};

/// Those who answer for housing repairs, as pages name them.
async fn answerable(town: &Town) -> Vec<String> {
    let council = town.operations.council().await.expect("a council");
    let names = Names::on(&council.council, town.operations.today());
    let service: ServiceId = "housing-repairs".parse().expect("a slug");
    names.offices_of(&Token::manager_of(&service))
}

#[tokio::test]
async fn trying_another_value_tells_what_would_have_been_late_and_who_would_have_been_told() {
    let town = town().await;
    let member = town.persona("member");
    town.set("2026-09-01T10:00");
    town.raise(&member, None, damp()).await.expect("an enquiry");
    town.set("2026-10-01T10:00");
    let visitor = town.visit(&member).await;
    let page = |query: &str| {
        let address = format!("/protocol/replay?from=2026-09&to=2026-09{query}");
        let visitor = visitor.clone();
        async move { visitor.get(&address).await }
    };
    let as_it_was = page("").await;
    as_it_was.says("Of 1 enquiry that you can read, 1 were late as it was; 1 would have been");
    let sixty = page("&answer-within=60").await;
    sixty.says("1 were late as it was; 0 would have been: 0 newly late, 1 no longer.");
    sixty.says("due to be told of 1; it would have been 0.");
    for caption in [
        "By month of receipt",
        "By service",
        "By ward",
        "Who would have been told",
    ] {
        sixty.says(caption);
    }
    sixty.says("<svg");
    let offices = answerable(&town).await;
    assert!(!offices.is_empty(), "somebody answers for it");
    offices.iter().for_each(|office| sixty.says(office));
    let silent = page("&version=bradford-4c/part-4c").await;
    silent.says("0 would have been: 0 newly late, 1 no longer.");
    let acknowledged = page("&acknowledge-within=1").await;
    acknowledged.says("Acknowledged late or not at all");
    let no = page("&answer-within=soon").await;
    assert!(no.status.is_client_error());
    let other = town.visit_as("other-member").await;
    let none = other.get("/protocol/replay?from=2026-09&to=2026-09").await;
    none.says("There is no enquiry that you can read in these months");
}

fn table(services: Vec<Joined<Option<ServiceId>>>) -> Table {
    Table {
        columns: vec![vec![Change::Neither], vec![Change::Newly]],
        total: vec![20, 5],
        months: vec![Joined {
            keys: vec![date(2026, 3, 1)],
            counts: vec![20, 5],
        }],
        services,
        wards: vec![Joined {
            keys: vec![None],
            counts: vec![20, 5],
        }],
    }
}

#[tokio::test]
async fn what_would_have_been_is_kept_beside_a_proposal_with_the_offices_that_would_have_been_told()
{
    let town = town().await;
    let case = suggested(&town).await;
    let member = town.persona("member");
    town.raise(&member, None, damp()).await.expect("an enquiry");
    let keeper = town.persona("democratic-services");
    let repairs = Joined {
        keys: vec![Some("housing-repairs".parse().expect("a slug"))],
        counts: vec![20, 5],
    };
    let evidence = Evidence {
        inputs: Inputs {
            version: None,
            values: vec!["answer-within=3".to_owned()],
            from: date(2026, 4, 1),
            to: date(2026, 6, 30),
        },
        on: date(2026, 6, 11),
        least: 5,
        late: table(vec![repairs.clone()]),
        acknowledged: Table {
            columns: Vec::new(),
            total: Vec::new(),
            months: Vec::new(),
            services: Vec::new(),
            wards: Vec::new(),
        },
        told: table(vec![repairs]),
    };
    let reference: Reference = case
        .rsplit('/')
        .next()
        .expect("one")
        .parse()
        .expect("a reference");
    let actor = town
        .operations
        .actor(&keeper, None)
        .await
        .expect("somebody");
    let command = Command {
        act: Act::AddReplay(Box::new(evidence)),
        why: None,
    };
    let add = town.operations.act::<Amendments>(
        &actor,
        Subject::Case(reference),
        command,
        Options::default(),
    );
    add.await.expect("added");
    let visitor = town.visit(&keeper).await;
    let page = visitor.get(&case).await;
    let (_, link) = page
        .body
        .split_once(&format!("{case}/replays/"))
        .expect("a link to it");
    let part = link.split('"').next().expect("its part");
    let address = format!("{case}/replays/{part}");
    let shown = visitor.get(&address).await;
    shown.says("Tried out: answer-within=3, 2026-04 to 2026-06");
    shown.says("20 to 24");
    shown.says("Who would have been told");
    shown.says("By office");
    shown.says("<svg");
    let offices = answerable(&town).await;
    shown.says(&offices.join("; "));
    shown.says("What you can read of it, in exact numbers");
    shown.says("There is no enquiry of these months that you can read");
    let empty = visitor
        .get("/protocol/replay?from=2020-01&to=2020-01")
        .await;
    empty.says("Over the whole council it is counted in ranges, beside a proposal");
    visitor.get("/protocol/replay").await.says(&address);
    // Who suggested it reads it too, with the exact numbers of what they may read.
    let own = town.visit(&member).await.get(&address).await;
    own.says("20 to 24");
    own.says("Of 6 enquiries that you can read");
    // It is read by who reads the proposal, and by nobody else.
    let other = town.visit_as("officer").await;
    assert_eq!(other.get(&address).await.status, StatusCode::NOT_FOUND);
    let list = other.get("/protocol/replay").await;
    assert!(!list.main().contains(&address));
}
