//! Given a real mailbox, Dovecot's, in a folder of its own: what lies in it is taken, what comes while it is
//! listened to is taken at once, and everything stays in the mailbox, marked.

#![expect(
    clippy::disallowed_methods,
    reason = "it waits for a server of its own, which starts and answers in its own time"
)]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use domain::enquiries::Standing;
use service::config::{Mail, MailIn, Security, Serve};
use service::mail::mailbox::{self, Mailbox};
use service::mail::outbound::Post;

use crate::mail_in::{give_address, letterbox, message};
use crate::mailing::over;
use crate::smtp::{Smtp, Taken};
use crate::town::{Folder, Town, town};

/// Set to 1 to fail instead of skipping where Dovecot is not installed.
const REQUIRED: &str = "WARDROOM_REQUIRE_DOVECOT";

/// A running server. Dropping it stops it and removes its folder.
struct Dovecot {
    folder: PathBuf,
    port: u16,
    running: Child,
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        let _ = self.running.kill();
        let _ = self.running.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Dovecot {
    /// Starts one as whoever runs the test; none, with a line that says so, if it is not installed.
    fn start() -> Option<Self> {
        let there = ["/usr/sbin/dovecot", "/usr/bin/dovecot"];
        let Some(program) = there.iter().find(|path| Path::new(path).exists()) else {
            let required = std::env::var(REQUIRED).is_ok_and(|v| v == "1");
            assert!(!required, "Dovecot is required, but it is not installed");
            println!("skipped: Dovecot is not installed");
            return None;
        };
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("wardroom-dovecot-{}-{n}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let mail = folder.join("mail");
        for inner in ["new", "cur", "tmp"] {
            std::fs::create_dir_all(mail.join(inner)).expect("a folder");
        }
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let set_up = folder.join("dovecot.conf");
        std::fs::write(&set_up, configuration(&folder, port)).expect("a file");
        std::fs::write(folder.join("users"), "wardroom:{PLAIN}se\"cret::::::\n").expect("a file");
        let shown = folder.display();
        let _ = Command::new("chmod")
            .args(["-R", "a+rwX"])
            .arg(&folder)
            .output();
        let _ = Command::new("chown")
            .args(["-R", "mail:mail"])
            .arg(&mail)
            .output();
        let running = Command::new(program)
            .args(["-F", "-c"])
            .arg(&set_up)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("Dovecot does not start in {shown}: {error}"));
        let server = Self {
            folder,
            port,
            running,
        };
        server.wait();
        Some(server)
    }

    fn wait(&self) {
        let until = Instant::now() + Duration::from_secs(20);
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            assert!(Instant::now() < until, "Dovecot does not listen: {log}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Delivers a message as a mail server does: whole, then by a new name.
    fn deliver(&self, name: &str, raw: &str) {
        let (tmp, new) = (self.folder.join("mail/tmp"), self.folder.join("mail/new"));
        std::fs::write(tmp.join(name), raw).expect("a file");
        let _ = Command::new("chown")
            .arg("mail:mail")
            .arg(tmp.join(name))
            .output();
        std::fs::rename(tmp.join(name), new.join(name)).expect("its place");
    }

    /// The names of the files of the mailbox.
    fn files(&self) -> Vec<String> {
        let all = ["mail/cur", "mail/new"].into_iter();
        let read =
            all.flat_map(|folder| std::fs::read_dir(self.folder.join(folder)).expect("a folder"));
        read.map(|file| {
            file.expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect()
    }

    fn set_up(&self) -> MailIn {
        let mut set_up: MailIn =
            toml::from_str("user = 'wardroom'\npassword = 'se\"cret'\nserver = '127.0.0.1'")
                .expect("a set-up");
        set_up.port = Some(self.port);
        set_up.security = Security::None;
        set_up.megabytes = 1;
        set_up
    }
}

fn configuration(folder: &Path, port: u16) -> String {
    let folder = folder.display();
    format!(
        "protocols = imap\nbase_dir = {folder}/run\nstate_dir = {folder}/state\nlog_path = {folder}/log\n\
         ssl = no\ndisable_plaintext_auth = no\nmail_location = maildir:{folder}/mail\n\
         first_valid_uid = 1\nmail_uid = mail\nmail_gid = mail\n\
         service imap-login {{\n  chroot =\n  inet_listener imap {{\n    address = 127.0.0.1\n    port = {port}\n  }}\n  \
         inet_listener imaps {{\n    port = 0\n  }}\n}}\n\
         passdb {{\n  driver = passwd-file\n  args = {folder}/users\n}}\n\
         userdb {{\n  driver = static\n  args = uid=mail gid=mail home={folder}\n}}\n"
    )
}

async fn until(town: &Town, sql: &str, wanted: &str) {
    let end = Instant::now() + Duration::from_secs(20);
    while town.rows(sql) != [wanted] {
        assert!(Instant::now() < end, "{sql} gives {:?}", town.rows(sql));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_lies_in_a_mailbox_is_taken_and_what_comes_is_taken_at_once() {
    let Some(server) = Dovecot::start() else {
        return;
    };
    let town = town().await;
    town.set("2026-06-11T10:00");
    let member = town.persona("member");
    give_address(&town, &member, "member@members.example").await;
    let before = town.references().len();
    let ours = "wardroom@council.example";
    let damp = message(
        "1",
        "member@members.example",
        ours,
        "Damp in a flat",
        "There is damp.",
    );
    server.deliver("1.a.b", &damp);
    server.deliver(
        "2.a.b",
        &message("2", "stranger@x.example", ours, "Hello", "Hello there."),
    );
    let large = message(
        "3",
        "member@members.example",
        ours,
        "Plans",
        &"x".repeat(1_200_000),
    );
    server.deliver("3.a.b", &large);
    let mut mailbox = Mailbox::new(town.operations.clone(), letterbox(), server.set_up());
    assert_eq!(mailbox.read_once().await.expect("read"), 3);
    assert_eq!(mailbox.read_once().await.expect("read"), 0);
    assert_eq!(town.references().len(), before + 1);
    let why = "SELECT reason FROM incoming WHERE state = 'held' ORDER BY reason";
    assert_eq!(town.rows(why), ["\"too-large\"", "\"unknown\""]);
    assert_eq!(server.files().len(), 3, "nothing leaves the mailbox");
    // Listening: what comes now is told of by the server.
    let keeping = tokio::spawn(mailbox.keep());
    tokio::time::sleep(Duration::from_secs(1)).await;
    server.deliver(
        "4.a.b",
        &message(
            "4",
            "member@members.example",
            ours,
            "Bins",
            "No bins today.",
        ),
    );
    let raised = "SELECT count(*) FROM incoming WHERE state = 'done'";
    until(&town, raised, "Integer(2)").await;
    keeping.abort();
    assert_eq!(town.references().len(), before + 2);
}

/// Where a letter is answered to.
fn reply_to(letter: &Taken) -> String {
    let text = letter.text();
    let line = text.lines().find(|line| line.starts_with("Reply-To:"));
    let line = line.unwrap_or_else(|| panic!("no Reply-To in {text}"));
    let address = line.rsplit('<').next().unwrap_or_default();
    address.trim_end_matches(['>', '\r']).to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_councillor_raises_from_a_phone_and_the_answer_comes_by_mail_alone() {
    let Some(server) = Dovecot::start() else {
        return;
    };
    let folder = Folder::new();
    let Some(smtp) = Smtp::start("starttls", folder.path()) else {
        return;
    };
    let town = town().await;
    town.set("2026-06-11T10:00");
    let (member, officer) = (town.persona("member"), town.persona("officer"));
    give_address(&town, &member, "member@members.example").await;
    give_address(&town, &officer, "officer@council.example").await;
    let mut mail: Mail = toml::from_str(&over(&smtp, "starttls")).expect("a set-up");
    mail.from = "Wardroom <wardroom@council.example>".to_owned();
    mail.reply_to = Some("wardroom@council.example".to_owned());
    let serve: Serve = toml::from_str("address = 'https://wardroom.council.example'").unwrap();
    let post = Post::new(town.operations.clone(), &mail, &serve).expect("a post");
    let mut mailbox = Mailbox::new(town.operations.clone(), letterbox(), server.set_up());
    let letters = async || {
        let sent = post.send_due().await.expect("sent");
        smtp.several(usize::try_from(sent).expect("few"))
    };
    let before = town.references();
    server.deliver(
        "1.a.b",
        &message(
            "1",
            "member@members.example",
            "wardroom@council.example",
            "Damp in a council flat",
            "There is damp in a flat of Abbey House.\n\nSent from my iPhone",
        ),
    );
    assert_eq!(mailbox.read_once().await.expect("read"), 1);
    let mut raised = town.references();
    raised.retain(|reference| !before.contains(reference));
    let [reference] = raised.as_slice() else {
        panic!("one enquiry, not {raised:?}");
    };
    // The officers of the service are told, and answer by answering that letter.
    let told = letters().await;
    let letter = told
        .iter()
        .find(|one| one.to == ["officer@council.example"]);
    let letter = letter.unwrap_or_else(|| panic!("no letter to the officer in {told:?}"));
    assert!(
        !letter.text().contains("Abbey House"),
        "no word of the case"
    );
    server.deliver(
        "2.a.b",
        &message(
            "2",
            "officer@council.example",
            &reply_to(letter),
            "Re: An enquiry has come to you",
            "Answer\n\nThe wall was treated this morning.\n\nOn Thu, 11 Jun 2026 Wardroom wrote:\n> An enquiry",
        ),
    );
    assert_eq!(mailbox.read_once().await.expect("read"), 1);
    let state = town.state(reference).await;
    assert!(matches!(state.standing, Standing::Answered { .. }));
    let council = town.operations.council().await.expect("a council");
    let clock = domain::enquiries::clock(&state, &council.council, town.operations.now());
    assert_eq!(clock.next, None, "the clock has stopped");
    // The member is told, and answers back; all of it stands on the case.
    let told = letters().await;
    let letter = told.iter().find(|one| {
        one.to == ["member@members.example"] && one.text().contains("Your enquiry was answered")
    });
    let letter = letter.unwrap_or_else(|| panic!("the member is not told: {told:?}"));
    server.deliver(
        "3.a.b",
        &message(
            "3",
            "member@members.example",
            &reply_to(letter),
            "Re: answered",
            "Thank you. And the ceiling?",
        ),
    );
    assert_eq!(mailbox.read_once().await.expect("read"), 1);
    for person in [&member, &officer] {
        let page = town.visit(person).await;
        let page = page.get(&format!("/enquiries/{reference}")).await;
        for words in [
            "There is damp in a flat of Abbey House.",
            "The wall was treated this morning.",
            "And the ceiling?",
        ] {
            page.says(words);
        }
    }
    assert_eq!(server.files().len(), 3, "nothing leaves the mailbox");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_is_read_once_for_taking_over_and_left_as_it_is() {
    let Some(server) = Dovecot::start() else {
        return;
    };
    let town = town().await;
    let ours = "wardroom@council.example";
    let first = message("1", "a@x.example", ours, "Damp", "There is damp.");
    server.deliver("1.a.b", &first);
    server.deliver(
        "2.a.b",
        &message("2", "b@x.example", ours, "Lamp", "It is dark."),
    );
    let before = server.files();
    let set_up = server.set_up();
    let all = mailbox::all(&set_up, "INBOX").await.expect("messages");
    let numbers: Vec<_> = all.iter().map(|(uid, _)| *uid).collect();
    assert_eq!(numbers, [1, 2]);
    assert!(all[0].1.ends_with(b"There is damp.\r\n") || all[0].1.ends_with(b"There is damp."));
    assert_eq!(server.files().len(), before.len());
    let seen = |file: &String| {
        file.rsplit(',')
            .next()
            .is_some_and(|flags| flags.contains('S'))
    };
    assert!(!server.files().iter().any(seen), "{:?}", server.files());
    // The other reader finds them as new as before.
    let mut mailbox = Mailbox::new(town.operations.clone(), letterbox(), set_up.clone());
    assert_eq!(mailbox.read_once().await.expect("read"), 2);
    let none = mailbox::all(&set_up, "No such folder")
        .await
        .expect_err("no folder");
    assert!(
        none.to_string().contains("has no folder `No such folder`"),
        "{none:#}"
    );
}
