//! The Monitoring Officer erases without reading, and nothing of the words is left.

use axum::http::StatusCode;
use domain::enquiries::command::Act;
use service::operations::ActError;
use store::{Page, Sort};

use crate::dice::Dice;
use crate::secrets::{self, secret};
use crate::town::{damp, town};

/// The registers whose records are erased by their reference, beside enquiries.
const REGISTERS: [&str; 6] = [
    "information",
    "groups",
    "briefings",
    "complaints",
    "interpretations",
    "amendments",
];
const CANARY: &str = "zyzzyvaquartz";

#[tokio::test]
async fn words_erased_by_reference_are_gone_and_the_log_still_holds() {
    let town = town().await;
    let member = town.persona("member");
    let officer = town.persona("officer");
    let monitoring = town.persona("monitoring-officer");
    let mut raise = damp();
    raise.body = format!("The tenant {CANARY} waits for a plumber.");
    let reference = town.raise(&member, None, raise).await.expect("an enquiry");
    let words = format!("{CANARY} rang again");
    town.act(&officer, &reference, Act::Note { words })
        .await
        .expect("a note");
    let store = town.operations.store();
    let draft = format!("{reference}/note");
    let half = format!("[[\"words\",\"{CANARY}\"]]");
    let now = town.operations.now();
    store
        .keep_draft(&officer, &draft, &half, now)
        .await
        .expect("a draft");
    let address = format!("/enquiries/{reference}");
    let visitor = town.visit(&member).await;
    visitor.get(&address).await.says(CANARY);

    // Who may read it, and who may not, are told as before that it is not theirs.
    for (person, hidden) in [
        (&officer, false),
        (&member, false),
        (&town.persona("chief-executive"), true),
    ] {
        let refused = town.erase(person, &reference).await;
        let refused = refused.expect_err("no erasure");
        assert_eq!(matches!(refused, ActError::NotFound), hidden, "{refused}");
    }

    let office = town.visit(&monitoring).await;
    assert_eq!(office.get(&address).await.status, StatusCode::NOT_FOUND);
    let form = office.get("/audit").await;
    let token = form.value("act-token");
    let fields = [
        ("act-token", token.as_str()),
        ("reference", reference.as_str()),
        ("statute", "UK GDPR, Article 17"),
    ];
    let without = [fields[0], fields[1], ("statute", " ")];
    let again = office.post("/audit/erase", &without).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.says("Name the legal ground");
    let done = office.post("/audit/erase", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    let events = town.events_count();
    let twice = office.post("/audit/erase", &fields).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "{}", twice.main());
    assert_eq!(town.events_count(), events);

    for person in [&member, &officer] {
        let page = town.visit(person).await.get(&address).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.body.contains(CANARY));
        let visible = town.operations.visible(person).await.expect("a person");
        let terms = domain::text::query_terms(CANARY);
        let page = Page::first(10, Sort::Newest);
        let all = store::Filter::default();
        let found = store.search(&visible, &terms, &all, &page);
        assert_eq!(found.await.expect("a search").items, []);
    }
    let kept = store.draft(&officer, &draft).await.expect("an answer");
    assert_eq!(kept, None);
    let proof = store.verify(None, None).await.expect("a proof");
    assert!(proof.holds(), "{:?}", proof.statements());
    let bytes = town.folder.bytes();
    let canary = CANARY.as_bytes();
    assert!(!bytes.windows(canary.len()).any(|window| window == canary));
}

#[tokio::test]
async fn a_record_of_any_register_is_erased_by_its_reference_and_no_byte_of_it_is_left() {
    for (n, register) in REGISTERS.into_iter().enumerate() {
        let town = town().await;
        let monitoring = town.persona("monitoring-officer");
        let mut dice = Dice(n as u64 * 7_919 + 5);
        let secret = secret(&town, register, &mut dice).await;
        let canary = secrets::CANARY.as_bytes();
        let there = |bytes: &[u8]| bytes.windows(canary.len()).any(|window| window == canary);
        assert!(there(&town.folder.bytes()), "{register}");
        let stranger = town.persona("other-member");
        if !secret.insiders.contains(&stranger) {
            let no = town.erase(&stranger, &secret.reference).await;
            let no = no.expect_err("not theirs");
            assert!(matches!(no, ActError::NotFound), "{register}: {no}");
        }
        let office = town.visit(&monitoring).await;
        let form = office.get("/audit").await;
        let token = form.value("act-token");
        let fields = [
            ("act-token", token.as_str()),
            ("reference", secret.reference.as_str()),
            ("statute", "UK GDPR, Article 17"),
        ];
        let done = office.post("/audit/erase", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        for insider in &secret.insiders {
            let page = town.visit(insider).await.get(&secret.page()).await;
            assert!(!page.body.contains(secrets::CANARY), "{register}");
            if page.status == StatusCode::OK {
                page.says("erased words");
            }
        }
        let proof = town.operations.store().verify(None, None).await;
        let proof = proof.expect("a proof");
        assert!(proof.holds(), "{register}: {:?}", proof.statements());
        assert!(!there(&town.folder.bytes()), "bytes of {register} are left");
        // Nothing is left to be erased again.
        let again = town.erase(&monitoring, &secret.reference).await;
        assert!(matches!(again, Err(ActError::Rejected(_))), "{register}");
    }
}
