//! Killed in the middle of sixty-four clients' enquiries, again and again: whatever was acknowledged is
//! there, and the log verifies.

use std::sync::mpsc::{Receiver, Sender, channel};

use loopback::{Connection, get, post};
use store::testing::Cluster;

use crate::program::{Demo, Folder, run};

const CLIENTS: usize = 64;
const KILLS: usize = 10;

#[test]
fn what_was_acknowledged_survives_ten_kills_on_sqlite() {
    let folder = Folder::new();
    let data = folder.path().display().to_string();
    survives(&["--data".to_owned(), data]);
}

#[test]
fn what_was_acknowledged_survives_ten_kills_on_postgresql() {
    let Some(cluster) = Cluster::start() else {
        return; // the cluster has said that it is skipped, or failed where it is required
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let url = runtime.block_on(cluster.database("crash"));
    let folder = Folder::new();
    let data = folder.path().display().to_string();
    survives(&["--data".to_owned(), data, "--database".to_owned(), url]);
}

fn survives(place: &[String]) {
    let member = service::demo::personas();
    let member = member
        .iter()
        .find(|persona| persona.key == "member")
        .unwrap();
    let member = member.person.as_str();
    let mut acknowledged: Vec<String> = Vec::new();
    let mut demo = Demo::start(place);
    for kill in 0..KILLS {
        let cookie = demo.sign_in(member);
        let before = acknowledged.len();
        let (tell, told) = channel();
        std::thread::scope(|scope| {
            for client in 0..CLIENTS {
                let (tell, cookie, address) = (tell.clone(), &cookie, demo.address);
                scope.spawn(move || raise_until_killed(address, cookie, (kill, client), &tell));
            }
            drop(tell);
            // Each time at another point: after so many answers, in the middle of the others.
            acknowledged.extend(wait_for(&told, 20 + 23 * kill));
            demo.kill();
            acknowledged.extend(told.iter());
        });
        demo = Demo::start(place);
        let cookie = demo.sign_in(member);
        every_one_is_there(&demo, &cookie, &acknowledged[before..]);
    }
    every_one_is_there(&demo, &demo.sign_in(member), &acknowledged);
    drop(demo);
    assert!(acknowledged.len() > KILLS * 20);
    let verify = ["audit".to_owned(), "verify".to_owned()];
    let verify: Vec<String> = verify.into_iter().chain(place.iter().cloned()).collect();
    let verified = run(&verify);
    let said = String::from_utf8_lossy(&verified.stderr);
    assert!(verified.status.success(), "the log does not verify: {said}");
}

/// Raises one enquiry after the other on one connection, telling the reference of each that was
/// acknowledged, until the connection breaks.
fn raise_until_killed(
    address: std::net::SocketAddr,
    cookie: &str,
    (kill, client): (usize, usize),
    tell: &Sender<String>,
) {
    let Ok(mut connection) = Connection::open(address) else {
        return;
    };
    for n in 0.. {
        let title = format!("Fly-tipping behind the shops, {kill} {client} {n}");
        let token = format!("{kill}-{client}-{n}");
        let form = [
            ("step", "send"),
            ("title", title.as_str()),
            ("body", "Three mattresses and a fridge since Sunday."),
            ("act-token", token.as_str()),
        ];
        let request = post("/enquiries/new", &address.to_string(), cookie, &form);
        let Ok(answer) = connection.send(&request) else {
            return;
        };
        assert_eq!(
            answer.status,
            303,
            "{}",
            String::from_utf8_lossy(&answer.body)
        );
        let to = answer.header("location").unwrap_or_default();
        let reference = to.split('/').find(|part| part.starts_with("ENQ-"));
        if tell
            .send(reference.expect("a reference").to_owned())
            .is_err()
        {
            return;
        }
    }
}

fn wait_for(told: &Receiver<String>, count: usize) -> Vec<String> {
    told.iter().take(count).collect()
}

fn every_one_is_there(demo: &Demo, cookie: &str, references: &[String]) {
    let mut connection = Connection::open(demo.address).unwrap();
    for reference in references {
        let path = format!("/enquiries/{reference}");
        let answer = connection.send(&get(&path, cookie)).unwrap();
        assert_eq!(
            answer.status, 200,
            "{reference} was acknowledged and is gone"
        );
    }
}
