//! The council elsewhere: a backup taken while it works and restored, an archive that shows by itself that it
//! is whole, and a new council of it.

use std::path::{Path, PathBuf};

use service::archive;
use service::clock::Clock;
use service::entropy::Entropy;
use service::operations::Operations;
use service::operations::intake::{TakenIn, Why};
use service::web::App;
use store::Store;

use crate::mail_in::{OURS, message, take};
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
    let town = council(store, like);
    Town { folder, ..town }
}

/// A council on a copy of another's data, at the same time.
pub fn council(store: Store, like: &Town) -> Town {
    let clock = Clock::shown(like.operations.now());
    let protocols = Operations::shipped_protocols();
    let operations = Operations::new(store, clock, Entropy::seeded([9; 32]), protocols);
    Town {
        app: App::demo(operations.clone()),
        operations,
        folder: Folder::new(),
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
    let erased = town.erase(&officer, &reference).await;
    erased.expect("erased");
    let kept = beside(&town, "erasures.jsonl");
    town.keep_erasures(&kept).await;

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

/// The parts of an archive with their digests, as its manifest lists them.
fn parts(file: &Path) -> serde_json::Value {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(file).expect("a file")).expect("a zip");
    let manifest = zip.by_name("manifest.json").expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_reader(manifest).expect("JSON");
    assert!(
        manifest["parts"]
            .as_array()
            .is_some_and(|parts| parts.len() > 6)
    );
    manifest["parts"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_read_in_again_is_the_same_council() {
    let town = town().await;
    let member = town.persona("member");
    let secret = domain::enquiries::command::Raise {
        body: "Mrs Zaphodova waits".to_owned(),
        ..damp()
    };
    let erased = town.raise(&member, None, secret).await.expect("an enquiry");
    let officer = town.persona("monitoring-officer");
    let done = town.erase(&officer, &erased).await;
    done.expect("erased");
    // A message that waits, one of a program, and what somebody wants to be told.
    let stranger = message("1", "r@home.example", OURS, "Lamps", "The lamps are dark.");
    assert_eq!(take(&town, &stranger).await, TakenIn::Held(Why::Unknown));
    let away = format!(
        "Auto-Submitted: auto-replied\r\n{}",
        message("2", "r@home.example", OURS, "Away", "I am away.")
    );
    assert_eq!(take(&town, &away).await, TakenIn::Aside(Why::Answer));
    let chosen = town
        .operations
        .store()
        .choose_mail(&member, "{}", town.operations.now());
    chosen.await.expect("kept");
    let file = beside(&town, "council.zip");
    let written = archive::write(&town.operations, &file, &mut |_| ()).await;
    let written = written.expect("an archive");

    let folder = program::Folder::new();
    let text = |path: &Path| path.display().to_string();
    let data = folder.path().join("data");
    let asked = ["archive", "read", &text(&file), "--data", &text(&data)].map(str::to_owned);
    let done = run(&asked);
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(
        done.status.success(),
        "{said} {}",
        String::from_utf8_lossy(&done.stderr)
    );
    let counted = format!("{} events of {} read in", written.events, written.council);
    assert!(said.contains(&counted), "{said}");
    // Into one that is there, never.
    let again = run(&asked);
    let why = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(
        !again.status.success() && why.contains("is a database in"),
        "{why}"
    );

    let store = Store::open_sqlite(&data.join("wardroom.sqlite")).expect("a database");
    let copy = council(store, &town);
    let (one, other) = (town.operations.store(), copy.operations.store());
    let sealed = other.seal(copy.operations.now()).await.expect("a seal");
    assert_eq!(
        sealed,
        one.seal(town.operations.now()).await.expect("a seal")
    );
    assert_eq!(
        one.erasures().await.expect("a ledger"),
        other.erasures().await.expect("a ledger")
    );
    assert_eq!(
        one.readings().await.expect("readings"),
        other.readings().await.expect("readings")
    );
    assert_eq!(
        one.mail_choices().await.expect("choices"),
        other.mail_choices().await.expect("choices")
    );
    // What waits does so there, whole, and is known when it comes again.
    let (here, there) = (
        town.visit_as("democratic-services").await,
        copy.visit_as("democratic-services").await,
    );
    assert_eq!(
        here.get("/pen").await.main(),
        there.get("/pen").await.main()
    );
    let kept = other.incoming_kept(&[]).await.expect("messages");
    assert_eq!(kept, one.incoming_kept(&[]).await.expect("messages"));
    let held = kept.iter().find(|message| message.message.state == "held");
    let page = format!("/pen/{}/message", held.expect("one that waits").message.key);
    assert_eq!(there.get(&page).await.body, here.get(&page).await.body);
    assert_eq!(take(&copy, &stranger).await, TakenIn::Again);
    // Lists, words and search, for different readers; and what is erased stays so.
    for persona in ["member", "officer", "manager", "monitoring-officer"] {
        let (here, there) = (town.visit_as(persona).await, copy.visit_as(persona).await);
        for page in [
            "/enquiries",
            "/search?q=damp",
            "/search?q=lamp",
            "/registers",
            "/directory",
        ] {
            let (one, other) = (here.get(page).await, there.get(page).await);
            assert_eq!(one.main(), other.main(), "{page} as {persona}");
        }
        let page = format!("/enquiries/{erased}");
        let (one, other) = (here.get(&page).await, there.get(&page).await);
        assert_eq!(
            (one.status, one.main()),
            (other.status, other.main()),
            "{page} as {persona}"
        );
    }
    let found = copy.visit_as("member").await.get("/search?q=damp").await;
    found.says("Damp surveys of the last two years");
    // The archive of the copy is the archive.
    let second = beside(&town, "again.zip");
    archive::write(&copy.operations, &second, &mut |_| ())
        .await
        .expect("an archive");
    assert_eq!(parts(&file), parts(&second));
}

#[tokio::test]
async fn only_a_whole_archive_is_read_in_and_only_into_nothing() {
    let town = town().await;
    let file = beside(&town, "council.zip");
    archive::write(&town.operations, &file, &mut |_| ())
        .await
        .expect("an archive");
    let changed = beside(&town, "changed.zip");
    tampered(&file, &changed);
    let refused = archive::read_in(&town.operations, &changed, &mut |_| ()).await;
    let why = refused.expect_err("changed").to_string();
    assert!(why.contains("is not as it was written"), "{why}");
    let before = town.references();
    let refused = archive::read_in(&town.operations, &file, &mut |_| ()).await;
    let why = refused.expect_err("not empty").to_string();
    assert!(
        why.contains("there is a council in this database already"),
        "{why}"
    );
    assert_eq!(town.references(), before);
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

#[tokio::test]
async fn getting_started_lists_what_is_done_and_leads_to_what_is_not() {
    let town = town().await;
    let clerk = town.visit_as("democratic-services").await;
    let page = clerk.get("/getting-started").await;
    page.says("5 of 8 tasks are done");
    for href in [
        "/settings#council-name",
        "/settings#nation",
        "/protocol/versions",
        "/directory/import",
    ] {
        page.says(&format!("href=\"{href}\""));
    }
    page.says("No letter goes out");
    page.says("No message comes in");
    let new = crate::house::house(None).await;
    let council = new.operations.council().await.expect("a council");
    assert!(council.versions.in_force(new.operations.today()).is_none());
}
