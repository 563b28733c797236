//! The protocol as its people meet it: a change from the suggestion to the day on which it is in force, a
//! decision on a version, a ruling beside its clause, and what the product does about each.

use axum::http::StatusCode;
use domain::reference::Reference;
use service::operations::Keeper;

use crate::town::{Answer, Town, Visitor, damp, town};

const BASE: &str = "/protocol/cambridge-updated/2026-proposed";
const DOCUMENT: &str = include_str!("../../../documents/tests/golden/oddities.md");

async fn save_text(town: &Town) {
    let mut read = documents::read("a.md", DOCUMENT.as_bytes()).expect("a text");
    let text = read.swap_remove(1).text;
    let version = (
        "cambridge-updated".parse().unwrap(),
        "2026-proposed".parse().unwrap(),
    );
    let saved = town
        .operations
        .save_text(Keeper::Operator, version, "a.md", text, None);
    saved.await.expect("saved");
}

/// Does an act on an amendment by its form, and sees it done.
async fn act(visitor: &Visitor, case: &str, kind: &str, fields: &[(&str, &str)]) {
    let done = visitor.post(&format!("{case}/acts/{kind}"), fields).await;
    assert_eq!(
        done.status,
        StatusCode::SEE_OTHER,
        "{kind}: {}",
        done.main()
    );
}

/// A change that a member suggested: its page.
pub async fn suggested(town: &Town) -> String {
    let member = town.visit_as("member").await;
    let fields = [
        ("title", "Look in the register"),
        ("words", "The website has moved."),
        ("clauses", "2.2"),
        ("proposed", "Members look in the register."),
    ];
    let done = member.post("/amendments/new", &fields).await;
    format!("/amendments/{}", done.reference())
}

async fn drafted(keeper: &Visitor, case: &str) -> Answer {
    let drafts: [&[(&str, &str)]; 8] = [
        &[
            ("change", "reworded"),
            ("clause", "2.2"),
            (
                "text",
                "Members should look in the register[^3] before they ask.",
            ),
        ],
        &[
            ("change", "heading"),
            ("place", "2"),
            ("text", "Members’ enquiries"),
        ],
        &[
            ("change", "title"),
            ("text", "[NEW] Protocol on Members and all Officers"),
        ],
        &[("change", "over"), ("clause", "2.6"), ("text", "Criticism")],
        &[
            ("change", "footnote"),
            ("place", "†"),
            ("text", "In writing or not."),
        ],
        &[
            ("change", "preamble"),
            ("text", "This Protocol belongs to the Constitution."),
        ],
        &[
            ("change", "footnote"),
            ("place", "3"),
            ("text", "It is kept by the Monitoring Officer."),
        ],
        &[
            ("change", "value"),
            ("provision", "enquiries/response"),
            ("entry", "1"),
            ("field", "n"),
            ("value", "7"),
        ],
    ];
    for fields in drafts {
        act(keeper, case, "draft-change", fields).await;
    }
    keeper.get(&format!("{case}/draft")).await
}

#[tokio::test]
async fn a_change_goes_from_the_suggestion_to_the_day_on_which_it_is_in_force() {
    let town = town().await;
    save_text(&town).await;
    let case = suggested(&town).await;
    let keeper = town.visit_as("democratic-services").await;
    let bench = keeper.get(&format!("{case}/draft")).await;
    bench.says("Nothing is drafted yet");
    bench.says("value=\"clause:2.2\"");
    bench.says("value=\"over:2.6\"");
    let form = keeper
        .get(&format!("{case}/acts/draft-change?about=clause%3A2.2"))
        .await;
    form.says("Members should look on the website before they ask an officer");
    let draft = drafted(&keeper, &case).await;
    draft.says("Heading of section 2");
    draft.says("all </ins>");
    draft.says("Footnote †");
    draft.says("Members’ enquiries</ins>");
    draft.says("Before the first section");
    draft.says("Footnote 3");
    draft.says("within 7 working days of receipt");

    act(&keeper, &case, "consult", &[]).await;
    let officer = town.visit_as("officer").await;
    let comment = [
        ("body", "Standards Committee"),
        ("on-day", "10"),
        ("on-month", "6"),
        ("on-year", "2026"),
        ("clause", "2.2"),
        ("words", "Say where the register is."),
    ];
    act(&officer, &case, "comment", &comment).await;
    let form = keeper.get(&format!("{case}/acts/respond")).await;
    let mut options = form.body.split("<option value=\"").skip(2);
    let part = options.next().and_then(|rest| rest.split('"').next());
    let part = part.expect("the comment that waits").to_owned();
    act(
        &keeper,
        &case,
        "respond",
        &[("part", &part), ("words", "A footnote says it.")],
    )
    .await;
    let seen = officer.get(&case).await;
    seen.says("Say where the register is.");
    seen.says("A footnote says it.");
    seen.says("on clause 2.2");

    act(
        &keeper,
        &case,
        "make-version",
        &[("version", "2026-second")],
    )
    .await;
    let second = "/protocol/cambridge-updated/2026-second";
    let page = officer.get(second).await;
    page.says("It is <strong>draft</strong>");
    page.says("<del>Enquiries</del>");
    page.says("<ins>all </ins>");
    page.says("<del>Constructive </del>");
    page.says("In writing or not.");
    page.says("It is kept by the Monitoring Officer.");
    let before = officer.get(&format!("{second}?read=before")).await;
    assert!(
        !before.main().contains("It is kept by"),
        "the footnote is new"
    );
    before.says("look on the website");

    let approve = |body: &'static str| {
        [
            ("body", body),
            ("on-day", "11"),
            ("on-month", "6"),
            ("on-year", "2026"),
            ("minute", "26/61"),
        ]
    };
    let asked = keeper
        .post(&format!("{case}/acts/approve"), &approve("Cabinet"))
        .await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    asked.says("Changes are approved by Council. Why was it another body?");
    asked.says("name=\"explanation\"");
    act(&keeper, &case, "approve", &approve("Council")).await;
    let adopt = [
        ("in-force-day", "15"),
        ("in-force-month", "6"),
        ("in-force-year", "2026"),
    ];
    act(&keeper, &case, "adopt", &adopt).await;
    officer.get(second).await.says("Adopted by Council on");

    let member = town.persona("member");
    let early = town.raise(&member, None, damp()).await.expect("an enquiry");
    town.set("2026-06-15T10:00");
    let late = town.raise(&member, None, damp()).await.expect("an enquiry");
    let pinned = |state: domain::enquiries::State| {
        let pin = state.pin.expect("a protocol in force");
        pin.version.to_string()
    };
    assert_eq!(
        pinned(town.state(&early).await),
        "2026-proposed",
        "it keeps its own"
    );
    assert_eq!(pinned(town.state(&late).await), "2026-second");
    let visitor = town.visit(&member).await;
    let clock = |reference: &Reference| format!("/enquiries/{reference}");
    let (seven, five) = (
        visitor.get(&clock(&late)).await,
        visitor.get(&clock(&early)).await,
    );
    seven.says("Wednesday 24 June");
    five.says("Thursday 18 June");
    let versions = visitor.get("/protocol/versions").await;
    versions.says("superseded");
}

#[tokio::test]
async fn a_decision_on_a_version_is_recorded_on_its_page_and_moves_open_cases_only_when_said() {
    let town = town().await;
    let member = town.persona("member");
    let early = town.raise(&member, None, damp()).await.expect("an enquiry");
    let keeper = town.visit_as("democratic-services").await;
    keeper
        .get("/protocol/versions")
        .await
        .says("Adopted by Council on");
    let record = |what: &'static str, minute: &'static str| {
        vec![
            ("what", what),
            ("version", "bradford-4c/part-4c"),
            ("body", "Council"),
            ("on-day", "1"),
            ("on-month", "6"),
            ("on-year", "2026"),
            ("minute", minute),
            ("in-force-day", "15"),
            ("in-force-month", "6"),
            ("in-force-year", "2026"),
        ]
    };
    let change = "/protocol/versions/change";
    let events = town.events_count();
    let no = keeper.post(change, &record("adopted", "")).await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
    no.says("Give the minute");
    let visitor = town.visit(&member).await;
    let refused = visitor.post(change, &record("adopted", "26/50")).await;
    assert!(refused.status.is_client_error());
    assert_eq!(town.events_count(), events);
    let done = keeper.post(change, &record("adopted", "26/50")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());

    let page = visitor.get("/protocol/bradford-4c/part-4c").await;
    page.says("minute 26/50; in force from Monday 15 June");
    let home = visitor.get("/").await;
    assert!(
        !home.main().contains("/induction"),
        "it is not in force yet"
    );
    town.set("2026-06-15T10:00");
    let keeper = town.visit_as("democratic-services").await;
    let visitor = town.visit(&member).await;
    let home = visitor.get("/").await;
    home.says("for you to read");
    let notices = visitor.get("/notices").await;
    notices.says("is for you to read");
    visitor.post("/induction", &[]).await;
    assert!(!visitor.get("/").await.main().contains("for you to read"));
    assert!(
        !visitor
            .get("/notices")
            .await
            .main()
            .contains("is for you to read")
    );

    let late = town.raise(&member, None, damp()).await.expect("an enquiry");
    let (kept, new) = (town.state(&early).await, town.state(&late).await);
    assert_eq!(
        kept.pin.expect("its protocol").pack.as_str(),
        "cambridge-updated"
    );
    assert_eq!(new.pin.expect("its protocol").pack.as_str(), "bradford-4c");
    let moved = [
        ("what", "open-cases-moved"),
        ("version", "cambridge-updated/2026-proposed"),
        ("to", "bradford-4c/part-4c"),
        ("body", "Council"),
        ("on-day", "15"),
        ("on-month", "6"),
        ("on-year", "2026"),
        ("minute", "26/51"),
    ];
    let done = keeper.post(change, &moved).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    let versions = visitor.get("/protocol/versions").await;
    versions.says("Its open cases go on under part-4c: decided by Council");
}

#[tokio::test]
async fn a_ruling_stands_beside_its_clause_and_the_question_is_unruled_no_more() {
    let town = town().await;
    let member = town.visit_as("member").await;
    let clause = format!("{BASE}/7.6");
    let before = member.get(&clause).await;
    before.says("<strong class=\"app-tag app-tag--soon\">Unruled</strong> <a class=\"govuk-link\" href=\"/protocol/questions#B19\">");
    before.says("Default in use: ");
    let ask = [
        ("about", "meaning"),
        ("title", "A date that the member contests"),
        ("words", "Which date holds?"),
        ("clauses", "7.6"),
        ("question", "B19"),
    ];
    let asked = member.post("/interpretations/new", &ask).await;
    let case = format!("/interpretations/{}", asked.reference());
    let office = town.visit_as("monitoring-officer").await;
    let ruling = [
        ("asks", "Which date holds, where the member contests it?"),
        ("words", "Both dates are shown, and both are judged."),
        ("confirms", "yes"),
    ];
    act(&office, &case, "determine", &ruling).await;
    let after = member.get(&clause).await;
    after.says(">Ruled</strong>");
    after.says("Both dates are shown, and both are judged.");
    assert!(
        !after.main().contains("questions#B19"),
        "it is not open any more"
    );
    member
        .get("/protocol/questions")
        .await
        .says("Both dates are shown");
    let whole = member.get(BASE).await;
    whole.says("Both dates are shown, and both are judged.");
}

#[tokio::test]
async fn a_clause_that_was_renumbered_is_still_found_by_its_old_address() {
    let town = town().await;
    save_text(&town).await;
    let keeper = town.visit_as("democratic-services").await;
    let correct = format!("{BASE}/correct");
    let renumber = [("step", "renumber"), ("clause", "2.3~2"), ("number", "2.5")];
    keeper.post(&correct, &renumber).await;
    keeper
        .post(&correct, &[("step", "save"), ("why", "A number twice.")])
        .await;
    let old = keeper.get(&format!("{BASE}/2.3~2")).await;
    assert_eq!(old.to, Some(format!("{BASE}/2.5")), "{}", old.main());
    keeper
        .get(&format!("{BASE}/2.3"))
        .await
        .says("Officers must tell ward members");
}

#[tokio::test]
async fn coverage_is_told_duty_by_duty_with_the_share_of_each_section() {
    let town = town().await;
    let office = town.visit_as("monitoring-officer").await;
    let page = office.get(&format!("{BASE}/coverage")).await;
    page.says("The share of each section");
    page.says("Runs the clock");
    page.says("<svg");
    assert!(
        !page.main().contains("no scenario proves"),
        "{}",
        page.main()
    );
    let council = town.operations.council().await.expect("a council");
    let protocol = council
        .council
        .protocol_on(town.operations.today())
        .expect("in force");
    let coverage = protocol.coverage();
    let section = protocol
        .sections
        .iter()
        .find(|section| section.number == "7");
    let part = coverage.of(section.expect("section 7"));
    assert!(part.done > 0);
    let row = page
        .main()
        .split("href=\"#s-7\"")
        .nth(1)
        .expect("the section’s row");
    let row = row.split("</tr>").next().expect("its cells");
    assert!(row.contains(&format!(">{}</td>", part.shown)), "{row}");
    assert!(
        row.contains(&format!("{} of {}", part.done, part.all())),
        "{row}"
    );
}
