//! The protocol to read after its adoption: each says so for themselves, those who keep its record see who
//! has, and nobody else learns it.

use axum::http::StatusCode;
use domain::settings::SettingSet;
use service::config::{Mail, Serve};
use service::mail::outbound::Post;
use service::operations::{FactChange, Keeper};

use crate::mail_in::give_address;
use crate::town::town;

#[tokio::test]
async fn somebody_reads_and_the_keepers_see_it() {
    let town = town().await;
    let member = town.visit_as("member").await;
    let keeper = town.visit_as("democratic-services").await;
    let before = keeper.get("/induction/people").await;
    assert_eq!(before.status, StatusCode::OK, "{}", before.main());
    let page = member.get("/induction").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.main());
    assert!(
        page.main().contains("I have read all of this"),
        "{}",
        page.main()
    );
    let done = member.post("/induction", &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    let events = town.events_count();
    member.post("/induction", &[]).await;
    assert_eq!(town.events_count(), events, "again changes nothing");
    let page = member.get("/induction").await;
    assert!(page.main().contains("Read on"), "{}", page.main());
    assert!(!page.main().contains("I have read"));
    let after = keeper.get("/induction/people").await;
    assert_ne!(before.main(), after.main());

    let officer = town.persona("officer");
    let fields = [("person", officer.as_str())];
    let done = keeper.post("/induction/people", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    let page = town.visit_as("officer").await.get("/induction").await;
    assert!(page.main().contains("Read on paper"), "{}", page.main());
}

#[tokio::test]
async fn nobody_else_learns_who_has_read() {
    let town = town().await;
    let member = town.visit_as("member").await;
    let list = member.get("/induction/people").await;
    assert!(list.status.is_client_error(), "{}", list.main());
    let officer = town.persona("officer");
    let events = town.events_count();
    let done = member
        .post("/induction/people", &[("person", officer.as_str())])
        .await;
    assert!(done.status.is_client_error(), "{}", done.main());
    assert_eq!(town.events_count(), events);
    let other = member.get("/induction?office=monitoring-officer").await;
    assert_eq!(other.status, StatusCode::OK, "the text is for everybody");
    assert!(!other.main().contains("I have read"));
}

#[tokio::test]
async fn a_reminder_and_a_review_come_on_the_days_that_the_council_set() {
    let town = town().await;
    let member = town.visit_as("member").await;
    let home = member.get("/").await;
    assert!(!home.main().contains("/induction"), "nothing is set");
    let operations = &town.operations;
    let today = operations.today();
    let set = |id: &str, value: &str| {
        FactChange::Setting(SettingSet {
            id: id.parse().expect("a setting"),
            value: Some(value.to_owned()),
            from: today,
            set_by: "Council".to_owned(),
        })
    };
    let changes = vec![
        set("induction-reminder-days", "1"),
        set("constitution-review-on", &today.to_string()),
    ];
    operations
        .change(Keeper::Operator, changes, None)
        .await
        .expect("settings");
    let home = member.get("/").await;
    assert!(home.main().contains("/induction"), "{}", home.main());
    member.post("/induction", &[]).await;
    let home = member.get("/").await;
    assert!(!home.main().contains("/induction"), "{}", home.main());

    operations.run_jobs().await.expect("jobs");
    let keeper = town.visit_as("democratic-services").await;
    let list = keeper.get("/amendments").await;
    assert!(
        list.main().contains("Review of the protocol"),
        "{}",
        list.main()
    );
    let events = town.events_count();
    operations.run_jobs().await.expect("jobs");
    assert_eq!(town.events_count(), events, "one review for one day");
}

#[tokio::test]
async fn it_is_read_piece_by_piece_and_the_keepers_see_which() {
    let town = town().await;
    let member = town.visit_as("member").await;
    let keeper = town.visit_as("democratic-services").await;
    let people = keeper.get("/induction/people?piece=7").await;
    people.says("have read part 7");
    let done = member.post("/induction", &[("section", "7")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    let page = member.get("/induction").await;
    page.says("You have read 1 of");
    page.says("I have read all of this");
    let stored = town.rows("SELECT payload FROM events WHERE kind = 'version-read'");
    assert_eq!(stored.len(), 1, "{stored:?}");
    assert_ne!(
        people.main(),
        keeper.get("/induction/people?piece=7").await.main()
    );
    keeper.get("/induction/people").await.says("Not yet: ");
    let events = town.events_count();
    let none = member.post("/induction", &[("section", "99")]).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    member.post("/induction", &[("section", "7")]).await;
    assert_eq!(town.events_count(), events, "neither changes anything");
    let officer = town.persona("officer");
    let fields = [("person", officer.as_str()), ("piece", "7")];
    let paper = keeper.post("/induction/people", &fields).await;
    assert_eq!(
        paper.to.as_deref(),
        Some("/induction/people?done=read&piece=7")
    );
    let page = town.visit_as("officer").await.get("/induction").await;
    page.says("Read on paper");
    page.says("I have read all of this");
}

#[tokio::test]
async fn whoever_has_not_read_is_reminded_by_mail_once_and_nobody_who_has() {
    let town = town().await;
    let (member, officer) = (town.persona("member"), town.persona("officer"));
    give_address(&town, &member, "member@council.example").await;
    give_address(&town, &officer, "officer@council.example").await;
    let out = town.folder.path().join("letters");
    let mut mail: Mail = toml::from_str("from = 'Wardroom <wardroom@council.example>'").unwrap();
    mail.folder = Some(out.clone());
    let serve: Serve = toml::from_str("address = 'https://wardroom.council.example'").unwrap();
    let operations = &town.operations;
    operations.run_jobs().await.expect("jobs without mail");
    let post = Post::new(operations.clone(), &mail, &serve).expect("a post");
    let letters = |to: &str| {
        let files = std::fs::read_dir(&out).into_iter().flatten();
        let read = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
        let of_reading = |letter: &String| {
            let subjects = ["Subject: For you to read", "Subject: Not read yet"];
            letter.contains(to) && subjects.iter().any(|subject| letter.contains(subject))
        };
        let all: Vec<String> = read.filter(of_reading).collect();
        all
    };
    town.set("2026-06-15T10:00");
    operations.run_jobs().await.expect("jobs");
    post.send_due().await.expect("sent");
    assert!(
        letters("To: ").is_empty(),
        "it is not new, and nothing is set"
    );
    let set = FactChange::Setting(SettingSet {
        id: "induction-reminder-days".parse().unwrap(),
        value: Some("1".to_owned()),
        from: operations.today(),
        set_by: "Council".to_owned(),
    });
    let changed = operations.change(Keeper::Operator, vec![set], None).await;
    changed.expect("a setting");
    town.set("2026-06-16T10:00");
    town.visit_as("member")
        .await
        .post("/induction", &[("section", "7")])
        .await;
    operations.run_jobs().await.expect("jobs");
    town.visit_as("officer").await.post("/induction", &[]).await;
    for _ in 0..2 {
        operations.run_jobs().await.expect("jobs");
        post.send_due().await.expect("sent");
        let told = letters("member@council.example");
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("Subject: Not read yet"), "{}", told[0]);
        assert!(
            told[0].contains("\r\n- 6 ") || told[0].contains("\r\n- 1 "),
            "{}",
            told[0]
        );
        assert!(!told[0].contains("\r\n- 7 "), "part 7 is read: {}", told[0]);
        assert!(letters("officer@council.example").is_empty(), "all is read");
        town.set("2026-06-17T10:00");
    }
}
