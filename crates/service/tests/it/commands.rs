//! The command line: everything that the pages do with an enquiry and with the council's own facts, through the
//! same acts, the same gates and the same readers.

use domain::reference::Reference;
use serde_json::Value;

use crate::town::{Town, damp, town};

fn json(town: &Town, words: &[&str]) -> Value {
    let printed = town.printed(&[words, &["--json"]].concat());
    serde_json::from_str(&printed).unwrap_or_else(|no| panic!("{no}: {printed}"))
}

/// What a command complains of that is not done.
#[track_caller]
fn refused(town: &Town, words: &[&str]) -> String {
    let (done, out, err) = town.command(words);
    assert!(!done, "{words:?}: {out}");
    assert_eq!(err.lines().count(), 1, "{err}");
    err
}

#[track_caller]
fn says(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "no `{word}` in {text}");
    }
}

#[tokio::test]
async fn an_enquiry_goes_from_the_first_word_to_the_answer_by_command() {
    let town = town().await;
    let (member, officer) = (town.persona("member"), town.persona("officer"));
    let (member, officer) = (member.as_str(), officer.as_str());
    let asks = town.printed(&["enquiry", "asks", "raise", "--as", member]);
    says(
        &asks,
        &["title", "urgent", "health-or-safety = ", "(optional)"],
    );
    let plan = town.folder.path().join("plan.txt");
    std::fs::write(&plan, "The north wall.").expect("a file");
    let raised = json(
        &town,
        &[
            "enquiry",
            "raise",
            "title=Damp in a flat",
            "body=When will the wall be treated?",
            "service=housing-repairs",
            "--file",
            plan.to_str().expect("a plain path"),
            "--as",
            member,
        ],
    );
    let reference = raised["reference"].as_str().expect("a reference");
    let shown = town.printed(&["enquiry", "show", reference, "--as", officer]);
    says(
        &shown,
        &[
            "Damp in a flat",
            "When will the wall be treated?",
            "Answer: Thursday 18 June 2026 (clause 7.6), running",
            "An answer is aimed at within 5 working days of receipt",
            "Thu 11 Jun",
            "Thu 18 Jun",
            "< today",
            "Who can read this:",
            "The officers of Housing repairs",
            "plan.txt",
            "answer                   Answer [words, kind",
        ],
    );
    let told = json(&town, &["enquiry", "show", reference, "--as", officer]);
    let part = told["files"][0]["part"].as_str().expect("a file");
    let saved = town.folder.path().join("saved.txt");
    let to = saved.to_str().expect("a plain path");
    town.printed(&[
        "enquiry", "file", reference, part, "--to", to, "--as", officer,
    ]);
    assert_eq!(
        std::fs::read_to_string(&saved).expect("it"),
        "The north wall."
    );
    assert_eq!(told["clock"]["days"].as_array().map(Vec::len), Some(8));
    assert!(told["readers"].as_array().is_some_and(|all| all.len() > 2));
    let act = |act: &str, who: &str, fields: &[&str]| {
        let words = [&["enquiry", "do", act, reference], fields, &["--as", who]].concat();
        town.printed(&words);
    };
    act(
        "hold",
        officer,
        &[
            "why=The surveyor is ill.",
            "doing=Another goes.",
            "until=2026-06-30",
        ],
    );
    act("agree-date", member, &[]);
    act("note", officer, &["words=Ask the contractor."]);
    act(
        "answer",
        officer,
        &["words=It is treated on Monday.", "kind=full", "looked=yes"],
    );
    let read = town.printed(&["enquiry", "show", reference, "--as", member]);
    says(
        &read,
        &["It is treated on Monday.", "agreed to the date", "close "],
    );
    assert!(!read.contains("Ask the contractor."), "{read}");
    let notices = town.printed(&["notices", "--unread", "--as", member]);
    says(&notices, &[reference, "Your enquiry was answered"]);
    town.printed(&["notices", "--read", reference, "--as", member]);
    let left = town.printed(&["notices", "--unread", "--as", member]);
    assert!(!left.contains(reference), "{left}");
    act("close", member, &["ending=answered"]);
    let closed = town.printed(&[
        "enquiry",
        "list",
        "service=housing-repairs",
        "state=closed",
        "from=2026-06-11",
        "open=all",
        "--as",
        member,
    ]);
    says(&closed, &[reference, "Closed", "Housing repairs"]);
    let csv = town.printed(&["enquiry", "list", "open=all", "--csv", "--as", member]);
    says(&csv, &["reference,title,state", reference]);
    act("reopen", member, &["why=The damp is back."]);
}

#[tokio::test]
async fn who_may_not_read_learns_no_more_by_command_than_on_the_page() {
    let town = town().await;
    let member = town.persona("member");
    let reference = town.raise(&member, None, damp()).await.expect("an enquiry");
    let other = town.persona("other-member");
    let ask = |reference: &str| {
        let no = refused(
            &town,
            &["enquiry", "show", reference, "--as", other.as_str()],
        );
        no.replace(reference, "…")
    };
    let nowhere: Reference = "ENQ-0000-000".parse().expect("a reference of nothing");
    assert_eq!(ask(reference.as_str()), ask(nowhere.as_str()));
    let listed = town.printed(&["enquiry", "list", "--as", other.as_str()]);
    assert!(!listed.contains(reference.as_str()), "{listed}");
    let gone = domain::directory::DirectoryCommand::EndPerson {
        person: member.clone(),
        on: town.operations.today(),
        reason: domain::directory::EndReason::Resigned,
    };
    let keeper = service::operations::Keeper::Operator;
    let ended = town
        .operations
        .keep_directory(keeper, vec![gone], None)
        .await;
    ended.expect("the member leaves");
    // The demo's own clock stands still: the program sees the day on which the member is still there.
    town.set("2026-06-12T09:00");
    town.operations.run_jobs().await.expect("the jobs");
    let keeper = town.persona("monitoring-officer");
    let shown = town.printed(&[
        "enquiry",
        "show",
        reference.as_str(),
        "--as",
        keeper.as_str(),
    ]);
    says(&shown, &["An enquiry of a member who has left"]);
    assert!(!shown.contains("Damp"), "{shown}");
    let listed = town.printed(&["enquiry", "list", "--as", keeper.as_str()]);
    says(&listed, &["An enquiry of a member who has left"]);
    assert!(!listed.contains("Damp in a flat"), "{listed}");
}

#[tokio::test]
async fn what_is_mistyped_on_the_command_line_gets_one_clear_line() {
    let town = town().await;
    let member = town.persona("member");
    let of = |words: &[&str]| refused(&town, &[words, &["--as", member.as_str()]].concat());
    says(
        &of(&["enquiry", "asks", "anser"]),
        &["`anser` is not an act: give one of raise"],
    );
    says(
        &of(&["enquiry", "list", "ward"]),
        &["`ward` is not a filter: write name=value"],
    );
    says(
        &of(&["enquiry", "list", "colour=red"]),
        &["`colour` is not something to filter by"],
    );
    says(
        &of(&["enquiry", "list", "from=31 February"]),
        &["is not a day"],
    );
    says(
        &refused(
            &town,
            &["settings", "set", "no-such", "1", "--set-by", "Council"],
        ),
        &["`no-such`"],
    );
    let no = refused(
        &town,
        &[
            "settings",
            "set",
            "session-hours",
            "99",
            "--set-by",
            "Council",
        ],
    );
    says(&no, &["from 1 to 24"]);
    says(
        &refused(&town, &["directory", "change", "wart", "name=X"]),
        &["`wart` is nothing"],
    );
    says(
        &refused(&town, &["directory", "change", "ward", "colour=red"]),
        &["there is no field `colour`"],
    );
    says(
        &refused(&town, &["calendar", "open", "2026-06-16"]),
        &["is not a closure day"],
    );
}

#[tokio::test]
async fn the_councils_choices_and_working_days_are_kept_by_command() {
    let town = town().await;
    let member = town.persona("member");
    let reference = town.raise(&member, None, damp()).await.expect("an enquiry");
    let due = || async {
        town.operations.run_jobs().await.expect("the jobs");
        town.rows(&format!(
            "SELECT due FROM cases WHERE reference = '{reference}'"
        ))
        .remove(0)
    };
    let close = [
        "calendar",
        "close",
        "2026-06-16",
        "--title",
        "A day of thanks",
    ];
    town.printed(&close);
    assert_eq!(due().await, "\"2026-06-19\"");
    says(
        &town.printed(&["calendar", "show"]),
        &["A day of thanks (council closed)"],
    );
    town.printed(&["calendar", "open", "2026-06-16"]);
    assert_eq!(due().await, "\"2026-06-18\"");
    town.printed(&[
        "calendar",
        "add-holiday",
        "2026-06-17",
        "--title",
        "A jubilee",
    ]);
    assert_eq!(due().await, "\"2026-06-19\"");
    town.printed(&["calendar", "remove-holiday", "2026-06-17"]);
    town.printed(&["calendar", "cut-off", "17:00", "--from", "2026-06-12"]);
    town.set("2026-06-12T17:00");
    let late = town.raise(&member, None, damp()).await.expect("an enquiry");
    let late = town.rows(&format!("SELECT due FROM cases WHERE reference = '{late}'"));
    assert_eq!(late, ["\"2026-06-19\""]);
    let set = [
        "settings",
        "set",
        "enquiries-closing-days",
        "10",
        "--set-by",
        "Council, 4 June",
    ];
    town.printed(&set);
    let listed = town.printed(&["settings", "list"]);
    says(
        &listed,
        &[
            "enquiries-closing-days",
            "10 working days",
            "Council, 4 June",
        ],
    );
    says(&listed, &["clause 7.6"]);
    town.printed(&[
        "settings",
        "take-back",
        "enquiries-closing-days",
        "--set-by",
        "Council",
    ]);
    let council = town.operations.council_now().await.expect("a council");
    let today = town.operations.today();
    assert!(
        council
            .settings
            .get("enquiries-closing-days", today, None)
            .is_none()
    );
}

#[tokio::test]
async fn everything_of_the_directory_is_changed_by_command() {
    let town = town().await;
    let all = town.printed(&["directory", "asks"]);
    for what in [
        "person",
        "appointment",
        "end",
        "away",
        "line-manager",
        "service",
        "ward",
        "group",
        "body",
        "team",
        "partner",
        "election-day",
        "cancel-absence",
        "recorded-by-mistake",
        "dates",
        "leaves",
    ] {
        says(&all, &[what]);
        let asked = json(&town, &["directory", "asks", what]);
        assert!(
            asked.as_array().is_some_and(|all| !all.is_empty()),
            "{what}"
        );
    }
    let change = |words: &[&str]| town.printed(&[&["directory", "change"], words].concat());
    change(&["ward", "name=Newmarket Road", "seats=3"]);
    change(&[
        "person",
        "name=Imogen Vale",
        "email=imogen.vale@council.example",
    ]);
    let council = town.operations.council_now().await.expect("a council");
    let mut people = council.directory.people();
    let person = people.find(|id| council.directory.name(id) == "Imogen Vale");
    let person = format!("person={}", person.expect("the person"));
    change(&[
        "appointment",
        &person,
        "office=member",
        "ward=newmarket-road",
        "from=2026-06-11",
    ]);
    let shown = town.printed(&["directory", "show"]);
    says(&shown, &["Newmarket Road", "Imogen Vale"]);
    let council = town.operations.council_now().await.expect("a council");
    let mut seats = council.directory.appointments();
    let seat = seats
        .find(|a| person.ends_with(a.person.as_str()))
        .expect("a seat");
    let seat = format!("appointment={}", seat.id);
    change(&["dates", &seat, "from=2026-06-01"]);
    change(&["leaves", &person, "on=2026-06-30", "reason=resigned"]);
    let council = town.operations.council_now().await.expect("a council");
    let mut seats = council.directory.appointments();
    let seat = seats
        .find(|a| person.ends_with(a.person.as_str()))
        .expect("a seat");
    let days = (seat.from.to_string(), seat.to.map(|to| to.to_string()));
    assert_eq!(
        days,
        ("2026-06-01".to_owned(), Some("2026-06-30".to_owned()))
    );
    let named = town.printed(&["directory", "show", "--on", "2026-07-01"]);
    assert!(!named.contains("Imogen Vale, member"), "{named}");
}
