//! The council elsewhere: a backup taken while it works and restored, an archive that shows by itself that it
//! is whole, and the enquiries that were open before.

use std::path::{Path, PathBuf};

use domain::access::Token;
use domain::directory::RoleKind;
use domain::enquiries::takeover::{Mapping, Order, Table};
use service::archive;
use service::clock::Clock;
use service::entropy::Entropy;
use service::operations::{Erasable, Operations, Options, TakeOverError, TakenOver};
use service::web::App;
use store::Store;

use crate::program::{self, run};
use crate::town::{Folder, Town, damp, town};

fn beside(town: &Town, name: &str) -> PathBuf {
    town.folder.file().with_file_name(name)
}

/// A council on a restored database.
async fn served(file: &Path, like: &Town) -> Town {
    let folder = Folder::new();
    Store::restore_sqlite(file, &folder.file()).expect("a restored copy");
    let store = Store::open_sqlite(&folder.file()).expect("a database");
    let clock = Clock::shown(like.operations.now());
    let protocols = Operations::shipped_protocols();
    let operations = Operations::new(store, clock, Entropy::seeded([9; 32]), protocols);
    Town {
        app: App::demo(operations.clone()),
        operations,
        folder,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_taken_while_members_write_is_whole_and_shows_the_same_pages() {
    let town = town().await;
    let member = town.persona("member");
    let file = beside(&town, "backup.sqlite");
    let store = town.operations.store().clone();
    let mut before = Vec::new();
    for _ in 0..5 {
        before.push(town.raise(&member, None, damp()).await.expect("an enquiry"));
    }
    let backup = tokio::spawn({
        let file = file.clone();
        async move { store.backup(&file).await }
    });
    let mut during = 0;
    while !backup.is_finished() || during < 5 {
        town.raise(&member, None, damp()).await.expect("an enquiry");
        during += 1;
    }
    backup.await.expect("it ends").expect("a backup");
    let again = town
        .operations
        .store()
        .backup(&file)
        .await
        .expect_err("it is there");
    assert!(
        again
            .to_string()
            .contains("is there already: name a new file"),
        "{again}"
    );

    let copy = served(&file, &town).await;
    let proof = copy
        .operations
        .store()
        .verify(None, None)
        .await
        .expect("a proof");
    assert!(proof.holds(), "{:?}", proof.troubles);
    let (here, there) = (town.visit_as("member").await, copy.visit_as("member").await);
    for reference in &before {
        let page = format!("/enquiries/{reference}");
        let (one, other) = (here.get(&page).await, there.get(&page).await);
        assert_eq!(one.main(), other.main());
    }
    // What came after the moment of the copy is not there, whole or in part.
    let (all, copied) = (town.references(), copy.references());
    assert!(copied.len() >= before.len() && copied.len() <= all.len());
    assert!(copied.iter().all(|reference| all.contains(reference)));
}

#[tokio::test]
async fn a_file_that_is_no_backup_is_refused_and_leaves_nothing() {
    let folder = Folder::new();
    let wrong = folder.file().with_file_name("wrong");
    for bytes in [
        &b"not a database"[..],
        b"",
        b"SQLite format 3\0and then nothing",
    ] {
        std::fs::write(&wrong, bytes).expect("a file");
        let refused = Store::restore_sqlite(&wrong, &folder.file()).expect_err("refused");
        assert!(
            refused.to_string().contains("is not a whole backup"),
            "{refused}"
        );
        assert!(!folder.file().exists());
    }
    let missing = Store::restore_sqlite(&wrong.with_extension("x"), &folder.file());
    assert!(
        missing
            .expect_err("missing")
            .to_string()
            .contains("there is no backup")
    );
}

#[tokio::test]
async fn the_program_restores_signs_everybody_out_and_erases_again() {
    let town = town().await;
    let member = town.persona("member");
    let secret = domain::enquiries::command::Raise {
        body: "Mrs Zaphodova waits".to_owned(),
        ..damp()
    };
    let reference = town.raise(&member, None, secret).await.expect("an enquiry");
    town.visit_as("member").await;
    let file = beside(&town, "backup.sqlite");
    town.operations
        .store()
        .backup(&file)
        .await
        .expect("a backup");
    // Erased after the backup was taken.
    let officer = town.persona("monitoring-officer");
    let actor = town
        .operations
        .actor(&officer, None)
        .await
        .expect("an actor");
    assert!(actor.visible.has(&Token::post("monitoring-officer")));
    let erased = town.operations.erase_words(
        &actor,
        &reference,
        Erasable::All,
        "UK GDPR Article 17".to_owned(),
        Options::default(),
    );
    erased.await.expect("erased");
    let ledger = town.operations.store().erasures().await.expect("a ledger");
    let lines: Vec<_> = ledger
        .iter()
        .map(|one| serde_json::to_string(one).expect("JSON"))
        .collect();
    let kept = beside(&town, "erasures.jsonl");
    std::fs::write(&kept, lines.join("\n")).expect("a ledger");

    let folder = program::Folder::new();
    let text = |path: &Path| path.display().to_string();
    let data = text(&folder.path().join("data"));
    let asked = [
        "restore",
        &text(&file),
        "--erasures",
        &text(&kept),
        "--data",
        &data,
    ];
    let done = run(&asked.map(str::to_owned));
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(
        done.status.success(),
        "{said} {}",
        String::from_utf8_lossy(&done.stderr)
    );
    for words in [
        "everybody is signed out",
        "words and files were erased again",
        "There is no event after",
    ] {
        let unsealed = words.starts_with("There") && said.contains("are not sealed yet");
        assert!(said.contains(words) || unsealed, "{words}: {said}");
    }
    let bytes = std::fs::read(folder.path().join("data/wardroom.sqlite")).expect("a database");
    let canary = b"Zaphodova";
    assert!(!bytes.windows(canary.len()).any(|window| window == canary));
    let again = run(&asked.map(str::to_owned));
    let why = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(
        !again.status.success() && why.contains("is there already"),
        "{why}"
    );
}

#[tokio::test]
async fn an_archive_shows_by_itself_that_it_is_whole() {
    let town = town().await;
    let file = beside(&town, "council.zip");
    let manifest = archive::write(&town.operations, &file, &mut |_| ()).await;
    let manifest = manifest.expect("an archive");
    assert!(manifest.events > 100);
    let report = archive::verify(&file, None).expect("a report");
    assert!(report.holds(), "{:?}", report.troubles);
    assert!(report.contents > 50 && !report.outside);
    assert!(
        archive::write(&town.operations, &file, &mut |_| ())
            .await
            .is_err()
    );
    // One letter changed, packed again with the same names: found.
    let changed = beside(&town, "changed.zip");
    tampered(&file, &changed);
    let report = archive::verify(&changed, None).expect("a report");
    assert!(!report.holds());
    let said = report.troubles.join("\n");
    assert!(
        said.contains("log.jsonl: is not as it was written"),
        "{said}"
    );
    assert!(
        said.contains("the event is not as it was written"),
        "{said}"
    );
    std::fs::write(&changed, b"nothing of the kind").expect("a file");
    let none = archive::verify(&changed, None)
        .expect_err("no archive")
        .to_string();
    assert!(none.contains("is not an archive of Wardroom"), "{none}");
}

/// Packs an archive again with one event changed.
fn tampered(from: &Path, to: &Path) {
    use std::io::{Read as _, Write as _};
    let mut old = zip::ZipArchive::new(std::fs::File::open(from).expect("a file")).expect("a zip");
    let mut new = zip::ZipWriter::new(std::fs::File::create(to).expect("a file"));
    for n in 0..old.len() {
        let mut part = old.by_index(n).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("bytes");
        let name = part.name().expect("a name").into_owned();
        if name == "log.jsonl" {
            let text = String::from_utf8(bytes).expect("text");
            bytes = text
                .replacen("\"kind\":\"raised\"", "\"kind\":\"raisee\"", 1)
                .into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        new.start_file(name, options).expect("a part");
        new.write_all(&bytes).expect("written");
    }
    new.finish().expect("an end");
}

async fn take_over(town: &Town, rows: &str, dry_run: bool) -> Result<TakenOver, TakeOverError> {
    let text = format!("Case No,Councillor,Date received,Subject,Dept,Date closed\n{rows}");
    let table = Table::read("open.csv", text.as_bytes()).expect("a table");
    let mapping = Mapping {
        dates: Some(Order::DayFirst),
        ..Mapping::suggested(&table)
    };
    let clerk = town.persona("democratic-services");
    let actor = town.operations.actor(&clerk, None).await.expect("an actor");
    town.operations
        .take_over(&actor, &table, &mapping, dry_run, &mut |_, _, _| ())
        .await
}

#[tokio::test]
async fn what_was_open_before_is_taken_over_whole_once_and_honestly() {
    let town = town().await;
    let member = town.persona("member");
    let council = town.operations.council().await.expect("a council");
    let name = council.directory.name(&member);
    let before = town.references();
    let mut rows: String = (0..600)
        .map(|n| format!("C{n},Cllr {name},3/2/26 10:15,Lamp {n} is dark,Housing repairs,\n"))
        .collect();
    rows.push_str(&format!(
        "C600,{name},4/5/19,Very old,Whatever,\nC601,{name},1/2/26,Done,,3/2/26\n"
    ));
    let wrong = format!("{rows}C602,Zaphod,3/2/26,x,,\n");
    let Err(TakeOverError::Wrong(wrong)) = take_over(&town, &wrong, false).await else {
        panic!("a wrong line");
    };
    assert_eq!(wrong.lines[0].line, Some(604));
    assert_eq!(town.references(), before);
    let dry = take_over(&town, &rows, true).await.expect("a plan");
    assert_eq!((dry.raised, dry.known, dry.ended), (601, 0, 1));
    assert_eq!(dry.unclear.get("Whatever"), Some(&1));
    assert_eq!(town.references(), before);
    let done = take_over(&town, &rows, false).await.expect("taken over");
    assert_eq!(done, dry);
    assert_eq!(town.references().len(), before.len() + 601);
    let again = take_over(&town, &rows, false).await.expect("again");
    assert_eq!((again.raised, again.known), (0, 601));
    assert_eq!(town.references().len(), before.len() + 601);
    // Honest about the past: when it came, when it was recorded, by which protocol it is judged.
    let found = town
        .visit_as("member")
        .await
        .get("/search?q=lamp+17+dark")
        .await;
    let at = found.body.find("/enquiries/ENQ-").expect("a link");
    let reference = &found.body[at + 11..at + 23];
    let page = town
        .visit_as("member")
        .await
        .get(&format!("/enquiries/{reference}"))
        .await;
    page.says("took it over from the council’s former list, received on Tuesday 3 February");
    page.says("where its number is C17");
    let proof = town
        .operations
        .store()
        .verify(None, None)
        .await
        .expect("a proof");
    assert!(proof.holds(), "{:?}", proof.troubles);
    // Only those who keep the council's facts may.
    let officer = town.persona("officer");
    let actor = town
        .operations
        .actor(&officer, None)
        .await
        .expect("an actor");
    assert!(
        council
            .directory
            .appointments_of(&officer, town.operations.today())
            .all(|a| a.role.kind() != RoleKind::TeamMember)
    );
    let table = Table::read("a.csv", b"Case No,Member,Received,Title\n").expect("a table");
    let refused = town
        .operations
        .take_over(
            &actor,
            &table,
            &Mapping::suggested(&table),
            true,
            &mut |_, _, _| (),
        )
        .await;
    assert!(matches!(refused, Err(TakeOverError::Act(_))));
}

#[tokio::test]
async fn the_page_asks_what_columns_give_then_shows_then_takes_over() {
    let town = town().await;
    let council = town.operations.council().await.expect("a council");
    let name = council.directory.name(&town.persona("member"));
    let clerk = town.visit_as("democratic-services").await;
    clerk
        .get("/enquiries/take-over")
        .await
        .says("A table (CSV)");
    let table = format!("Nr,Who,When,What\n1,{name},3/2/26,Damp\n2,{name},4/2/26,Lamp\n");
    let asked = clerk
        .send("/enquiries/take-over", &[], ("open.csv", table.as_bytes()))
        .await;
    asked.says("What it is about, in a line");
    asked.says("What (Damp; Lamp)");
    let mut fields = vec![
        ("table", table.as_str()),
        ("name", "open.csv"),
        ("source", "the old list"),
        ("key", "Nr"),
        ("member", "Who"),
        ("received", "When"),
        ("title", "What"),
    ];
    let before = town.references();
    let doubtful = clerk.post("/enquiries/take-over", &fields).await;
    assert_eq!(
        doubtful.status,
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    );
    doubtful.says("can be read in two ways");
    fields.push(("dates", "day-first"));
    let shown = clerk.post("/enquiries/take-over", &fields).await;
    shown.says("It would be: 2 raised");
    assert_eq!(town.references(), before);
    fields.push(("step", "apply"));
    clerk
        .post("/enquiries/take-over", &fields)
        .await
        .says("Done: 2 raised");
    clerk
        .post("/enquiries/take-over", &fields)
        .await
        .says("0 raised, 2 taken over before");
    assert_eq!(town.references().len(), before.len() + 2);
    let member = town.visit_as("member").await;
    let refused = member.get("/enquiries/take-over").await;
    refused.says("Only democratic services and the Monitoring Officer change this");
}

#[tokio::test]
async fn getting_started_lists_what_is_done_and_leads_to_what_is_not() {
    let town = town().await;
    let clerk = town.visit_as("democratic-services").await;
    let page = clerk.get("/getting-started").await;
    page.says("5 of 7 tasks are done");
    for href in [
        "/settings#council-name",
        "/settings#nation",
        "/protocol/versions",
        "/directory/import",
    ] {
        page.says(&format!("href=\"{href}\""));
    }
    page.says("No letter goes out");
    let new = crate::house::house(None).await;
    let council = new.operations.council().await.expect("a council");
    assert!(council.versions.in_force(new.operations.today()).is_none());
}
