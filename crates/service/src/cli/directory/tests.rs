//! The command on a store of its own.

use store::Store;

use super::*;
use crate::clock::Clock;
use crate::entropy::Entropy;

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn folder(name: &str) -> Folder {
    let path = std::env::temp_dir().join(format!("wardroom-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&path).expect("a folder for the test");
    Folder(path)
}

async fn operations(folder: &Folder) -> Operations {
    let store = Store::open_sqlite(&folder.0.join("wardroom.sqlite")).expect("a database");
    store.migrate().await.expect("its tables");
    let clock = Clock::shown("2026-06-11T09:00:00Z".parse().expect("a moment"));
    let protocols = Operations::shipped_protocols();
    Operations::new(store, clock, Entropy::seeded([3; 32]), protocols)
}

async fn imported(operations: &Operations, sources: &[Source], dry: bool) -> (ExitCode, Value) {
    let mut out = Vec::new();
    let code = take(operations, sources, dry, true, &mut out)
        .await
        .expect("an answer");
    (code, serde_json::from_slice(&out).expect("JSON"))
}

#[tokio::test]
async fn a_folder_is_tried_imported_and_found_unchanged() {
    let folder = folder("import");
    for (name, text) in [
        ("teams.csv", "name,kind,from\nHomes,directorate,1/4/2015\n"),
        (
            "services.csv",
            "name,words,directorate,from\nHousing repairs,damp; leak,homes,1/4/2015\n",
        ),
        ("people.csv", "reference,name\n1,Ada Quillbray\n"),
        (
            "appointments.csv",
            "person,office,of,from\n1,service manager,housing repairs,1/4/2020\n",
        ),
        ("notes.txt", "not a table"),
    ] {
        std::fs::write(folder.0.join(name), text).expect("a file");
    }
    let operations = operations(&folder).await;
    let sources = read(&folder.0).expect("tables");
    assert_eq!(sources.len(), 4);

    let (_, dry) = imported(&operations, &sources, true).await;
    assert_eq!((&dry["applied"], &dry["added"]), (&json!(false), &json!(4)));
    assert_eq!(operations.council().await.unwrap().directory.version(), 0);

    let (_, done) = imported(&operations, &sources, false).await;
    assert_eq!(
        (&done["applied"], &done["added"]),
        (&json!(true), &json!(4))
    );
    let council = operations.council().await.unwrap();
    assert_eq!(council.directory.version(), 4);

    let (_, again) = imported(&operations, &sources, false).await;
    assert_eq!(
        (&again["added"], &again["unchanged"]),
        (&json!(0), &json!(4))
    );
    assert_eq!(operations.council().await.unwrap().directory.version(), 4);

    let mut out = Vec::new();
    who(&council, "dampp", operations.today(), true, &mut out).unwrap();
    let found: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(found["services"][0]["service"], "housing-repairs");
    assert_eq!(found["services"][0]["manager"]["name"], "Ada Quillbray");
}

#[tokio::test]
async fn a_bad_line_changes_nothing_and_is_named() {
    let folder = folder("bad-line");
    let operations = operations(&folder).await;
    let table = Source {
        name: "people.csv".to_owned(),
        bytes: b"reference,name,email\n1,Ada,ada@council.example\n2,Ben,here\n".to_vec(),
    };
    let (code, told) = imported(&operations, &[table], false).await;
    assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::FAILURE));
    assert_eq!(told["wrong"][0]["line"], 3);
    assert_eq!(told["wrong"][0]["column"], "email");
    assert_eq!(operations.council().await.unwrap().directory.version(), 0);
}

#[tokio::test]
async fn the_fictional_council_can_be_shown_on_any_day() {
    let folder = folder("show");
    let operations = operations(&folder).await;
    for day in crate::demo::council::days().unwrap() {
        let at = domain::calendar::start_of_day(day.on);
        operations.clock().set(at);
        let kept = operations
            .keep_directory(Keeper::Operator, day.commands, None)
            .await;
        kept.expect("the demo’s own changes");
    }
    let council = operations.council().await.unwrap();
    let shown = |council: &Council, on: &str| {
        let mut out = Vec::new();
        show(council, on.parse().unwrap(), false, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let june = shown(&council, "2026-06-11");
    let vacant = "vacant since Friday 1 May 2026: service manager, Allotments; nobody acts";
    assert!(june.contains(vacant), "{june}");
    assert!(
        june.contains("without cover") && june.contains("leaves the council on"),
        "{june}"
    );
    let may = as_recorded(&council, Some("2026-05-20".parse().unwrap()));
    assert!(
        !shown(&may, "2026-06-11").contains(vacant),
        "not yet recorded then"
    );

    let mut out = Vec::new();
    show(&council, "2026-06-11".parse().unwrap(), true, &mut out).unwrap();
    let told: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(told["wards"].as_array().unwrap().len(), 14);
    assert_eq!(told["services"].as_array().unwrap().len(), 30);
}

/// Answers so many requests, one after the other, and gives the address.
fn answering(answers: Vec<String>) -> String {
    use std::io::{BufRead as _, BufReader, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let at = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().expect("a request");
            let head = BufReader::new(stream.try_clone().expect("a stream")).lines();
            let head = head.take_while(|line| line.as_ref().is_ok_and(|line| !line.is_empty()));
            assert!(head.count() > 0);
            stream.write_all(answer.as_bytes()).expect("an answer");
        }
    });
    format!("http://{at}/mgWebService.asmx/GetCouncillorsByWard")
}

#[tokio::test]
async fn councillors_are_read_from_moderngovs_address() {
    let feed = "<councillorsbyward><wards><ward><wardtitle>Castle</wardtitle><councillors><councillor>\
        <councillorid>17</councillorid><fullusername>Cllr Ada Quill</fullusername></councillor>\
        </councillors></ward></wards></councillorsbyward>";
    let good = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{feed}",
        feed.len()
    );
    let none = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let address = answering(vec![good, none.to_owned()]);
    let folder = folder("moderngov");
    let operations = operations(&folder).await;
    let feed = moderngov::feed(Path::new(&address))
        .await
        .expect("an answer");
    let feed = feed.expect("a feed");
    let from = jiff::civil::date(2026, 5, 7);
    let missing = moderngov::tables(&operations, &feed, None).await;
    let missing = missing.expect_err("a day").to_string();
    assert!(
        missing.contains("Ada Quill: the feed gives no first day"),
        "{missing}"
    );
    let sources = moderngov::tables(&operations, &feed, Some(from)).await;
    let sources = sources.expect("tables");
    let (code, told) = imported(&operations, &sources, false).await;
    assert_eq!((code, &told["applied"]), (ExitCode::SUCCESS, &json!(true)));
    let (_, again) = imported(&operations, &sources, false).await;
    assert_eq!((&again["added"], &again["changed"]), (&json!(0), &json!(0)));
    let gone = moderngov::feed(Path::new(&address))
        .await
        .expect_err("no list");
    assert!(
        format!("{gone:#}").contains("gave no list of councillors"),
        "{gone:#}"
    );
}
