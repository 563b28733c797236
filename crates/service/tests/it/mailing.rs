//! Notices as letters over a real mail server: what they say and do not say, when they go, what becomes of
//! them, and the links that they carry.

use axum::http::StatusCode;
use domain::directory::{Details, DirectoryCommand};
use domain::enquiries::Standing;
use domain::enquiries::command::{Act, Answer as Reply, ConstituentGiven, Raise};
use domain::enquiries::event::{AnswerKind, Ground};
use domain::ids::PersonId;
use domain::reference::Reference;
use domain::settings::SettingSet;
use jiff::SignedDuration;
use service::config::{Mail, Serve};
use service::mail::outbound::{Post, Report, take_report};
use service::operations::intake::{TakenIn, Why};
use service::operations::{FactChange, Keeper};

use crate::mail_in::letterbox;
use crate::smtp::{Smtp, Taken};
use crate::town::{Town, damp, town};

const MEMBER: &str = "member@council.example";
const OFFICER: &str = "officer@council.example";

/// A council whose member and officer have addresses, with what sends its letters.
struct Sending {
    town: Town,
    post: Post,
    member: PersonId,
    officer: PersonId,
}

async fn sending(mail: &str) -> Sending {
    let town = town().await;
    let (member, officer) = (town.persona("member"), town.persona("officer"));
    let people = [(&member, MEMBER), (&officer, OFFICER)];
    let council = town.operations.council().await.expect("a council");
    let commands = people.map(|(person, email)| DirectoryCommand::ChangePerson {
        person: person.clone(),
        details: Details {
            email: Some(email.to_owned()),
            ..council.directory.details(person).expect("known").clone()
        },
    });
    let kept = town
        .operations
        .keep_directory(Keeper::Operator, commands.into(), None);
    kept.await.expect("addresses");
    let mut mail: Mail = toml::from_str(mail).expect("a set-up");
    mail.from = "Wardroom <wardroom@council.example>".to_owned();
    mail.reply_to = Some("wardroom@council.example".to_owned());
    let serve: Serve = toml::from_str("address = 'https://wardroom.council.example'").unwrap();
    let post = Post::new(town.operations.clone(), &mail, &serve).expect("a post");
    Sending {
        town,
        post,
        member,
        officer,
    }
}

/// The set-up of a real mail server.
pub fn over(smtp: &Smtp, security: &str) -> String {
    let (port, file) = (smtp.port, smtp.certificate.display().to_string());
    let host = match security {
        "none" => "127.0.0.1",
        _ => "localhost",
    };
    format!(
        "server = '{host}'\nport = {port}\nsecurity = '{security}'\nauthority-file = '{file}'\n"
    )
}

impl Sending {
    async fn raise(&self, raise: Raise) -> Reference {
        let raised = self.town.raise(&self.member, None, raise).await;
        let reference = raised.expect("an enquiry");
        let accepted = self.town.act(&self.officer, &reference, Act::Accept);
        accepted.await.expect("taken on");
        reference
    }

    async fn answer(&self, reference: &Reference) {
        let answer = Act::Answer(Reply {
            words: "The wall is treated on Monday.".to_owned(),
            kind: AnswerKind::Full,
            works_on: None,
            promises: Vec::new(),
            forward: None,
            template: None,
        });
        let answered = self.town.act(&self.officer, reference, answer);
        answered.await.expect("an answer");
    }

    /// Sends what is due; everything that the mail server took, to this address.
    async fn sent(&self, smtp: &Smtp, to: &str) -> Vec<Taken> {
        let sent = self.post.send_due().await.expect("sent");
        let mut all = smtp.several(usize::try_from(sent).expect("few"));
        all.retain(|letter| letter.to == [to]);
        all
    }

    fn later(&self, by: SignedDuration) {
        let now = self.town.operations.now();
        self.town.operations.clock().set(now + by);
    }
}

/// The address of a link in a letter that begins with this path.
fn link(letter: &Taken, path: &str) -> String {
    let text = letter.text();
    let found = text.split(path).nth(1).expect("a link");
    let end = found.find(|c: char| c.is_whitespace() || c == '"' || c == '<');
    format!("{path}{}", &found[..end.unwrap_or(found.len())])
}

#[tokio::test]
async fn the_officer_answers_the_clock_stops_and_the_member_is_told_by_mail() {
    for security in ["starttls", "tls"] {
        let folder = crate::town::Folder::new();
        let Some(smtp) = Smtp::start(security, folder.path()) else {
            return;
        };
        let set_up =
            over(&smtp, security) + "user = 'wardroom'\npassword = 'a-secret-for-the-tests'";
        let sending = sending(&set_up).await;
        let allow = FactChange::Setting(SettingSet {
            id: "mail-answers".parse().expect("a slug"),
            value: Some("yes".to_owned()),
            from: sending.town.operations.today(),
            set_by: "the council".to_owned(),
        });
        let changed = sending
            .town
            .operations
            .change(Keeper::Operator, vec![allow], None);
        changed.await.expect("a setting");
        let reference = sending.raise(damp()).await;
        let first = sending.sent(&smtp, MEMBER).await;
        assert!(
            first
                .iter()
                .all(|one| !one.text().contains("Damp in a flat"))
        );
        sending.answer(&reference).await;
        let state = sending.town.state(&reference).await;
        assert!(matches!(state.standing, Standing::Answered { .. }));
        let letters = sending.sent(&smtp, MEMBER).await;
        let [letter] = letters.as_slice() else {
            panic!("one letter, not {letters:?}");
        };
        assert_eq!(letter.user.as_deref(), Some("wardroom"));
        assert!(letter.from.starts_with("wardroom+r"), "{}", letter.from);
        let text = letter.text();
        for part in [
            "Your enquiry was answered",
            reference.as_str(),
            "The wall is treated on Monday.",
            "Reply-To: Wardroom <wardroom+c",
            "Auto-Submitted: auto-generated",
            "text/plain",
            "text/html",
        ] {
            assert!(text.contains(part), "no `{part}` in {text}");
        }
        assert!(
            !text.contains("Damp in a flat"),
            "the subject stays at home"
        );
    }
}

#[tokio::test]
async fn a_letter_says_which_word_makes_of_its_reply_more_than_a_note() {
    let folder = crate::town::Folder::new();
    let Some(smtp) = Smtp::start("none", folder.path()) else {
        return;
    };
    let sending = sending(&over(&smtp, "none")).await;
    let raised = sending.town.raise(&sending.member, None, damp()).await;
    raised.expect("an enquiry");
    let letters = sending.sent(&smtp, OFFICER).await;
    let text = letters[0].text();
    assert!(text.contains("is put to the case"), "{text}");
    assert!(text.contains("Answer: Answer the member"), "{text}");
    assert!(text.contains("<strong>Answer</strong>"), "{text}");
}

#[tokio::test]
async fn of_what_is_confidential_a_mail_says_only_that_something_waits() {
    let folder = crate::town::Folder::new();
    let Some(smtp) = Smtp::start("none", folder.path()) else {
        return;
    };
    let sending = sending(&over(&smtp, "none")).await;
    let raise = Raise {
        constituent: Some(ConstituentGiven {
            details: Some("Mrs Quernstone, 4 Mill Lane".to_owned()),
            ground: Ground::Permission,
            third_party: false,
            child: false,
            employee: false,
            advice_taken: false,
        }),
        ..damp()
    };
    let reference = sending.raise(raise).await;
    sending.answer(&reference).await;
    let sent = sending.post.send_due().await.expect("sent");
    assert!(sent > 1, "letters go");
    let letters = smtp.several(usize::try_from(sent).expect("few"));
    let over: std::collections::BTreeSet<_> = letters.iter().map(|one| &one.connection).collect();
    assert_eq!(over.len(), 1, "one connection serves them all");
    for letter in &letters {
        let text = letter.text();
        assert!(text.contains("Something waits for you"), "{text}");
        for never in [
            reference.as_str(),
            "Quernstone",
            "Damp",
            "answered",
            "Monday",
            "/enquiries/",
        ] {
            assert!(!text.contains(never), "`{never}` in {text}");
        }
    }
}

#[tokio::test]
async fn a_server_that_is_busy_or_full_is_tried_again_and_a_refusal_stands_on_the_case() {
    let folder = crate::town::Folder::new();
    let Some(mut smtp) = Smtp::start("none", folder.path()) else {
        return;
    };
    let sending = sending(&over(&smtp, "none")).await;
    let reference = sending.raise(damp()).await;
    sending.sent(&smtp, MEMBER).await;
    sending.answer(&reference).await;
    for how in ["busy", "full", "drop"] {
        smtp.behave(how);
        assert_eq!(sending.post.send_due().await.expect("tried"), 0, "{how}");
        sending.later(SignedDuration::from_mins(10));
    }
    let page = |who: &'static str| {
        let town = &sending.town;
        let address = format!("/enquiries/{reference}");
        async move { town.visit_as(who).await.get(&address).await.body }
    };
    assert!(!page("officer").await.contains("did not arrive"));
    smtp.behave("unknown");
    assert_eq!(sending.post.send_due().await.expect("tried"), 0);
    assert!(page("officer").await.contains("Mail that did not arrive"));
    assert!(
        page("member")
            .await
            .contains("the mail server answered 550")
    );
    let notices = sending.town.visit_as("officer").await.get("/notices").await;
    notices.says("A mail about this did not arrive");
    smtp.behave("ok");
    sending.later(SignedDuration::from_hours(12));
    assert_eq!(sending.post.send_due().await.expect("nothing"), 0);
    smtp.nothing();
}

#[tokio::test]
async fn a_reminder_that_is_lost_tells_its_reader_and_whoever_has_the_case() {
    let folder = crate::town::Folder::new();
    let Some(mut smtp) = Smtp::start("none", folder.path()) else {
        return;
    };
    let sending = sending(&over(&smtp, "none")).await;
    sending.town.set("2026-06-11T10:00");
    let reference = sending.raise(damp()).await;
    sending.sent(&smtp, MEMBER).await;
    // Past its date a reminder goes to whoever answers for it, which the server refuses for good.
    smtp.behave("large");
    sending.town.set("2026-06-22T10:00");
    sending.town.operations.run_jobs().await.expect("the jobs");
    let waits =
        "SELECT count(*) FROM outbox WHERE done_at IS NULL AND payload LIKE '%wardroom-jobs%'";
    assert_ne!(sending.town.rows(waits), ["Integer(0)"], "no reminder");
    sending.post.send_due().await.expect("tried");
    let told = format!(
        "SELECT person FROM notice WHERE kind = 'mail-lost' AND reference = '{reference}' ORDER BY 1"
    );
    let told = sending.town.rows(&told);
    assert!(
        told.contains(&format!("{:?}", sending.officer.as_str())),
        "{told:?}"
    );
    let officer = sending.town.visit_as("officer").await;
    officer
        .get("/notices")
        .await
        .says("A mail about this did not arrive");
    let page = officer.get(&format!("/enquiries/{reference}")).await;
    page.says("the mail server answered 552");
}

#[tokio::test]
async fn a_report_of_a_mail_server_counts_only_where_it_names_a_letter() {
    let folder = crate::town::Folder::new();
    let Some(smtp) = Smtp::start("none", folder.path()) else {
        return;
    };
    let sending = sending(&over(&smtp, "none")).await;
    let reference = sending.raise(damp()).await;
    sending.sent(&smtp, MEMBER).await;
    sending.answer(&reference).await;
    let letters = sending.sent(&smtp, MEMBER).await;
    let returned = letters[0].from.clone();
    let operations = &sending.town.operations;
    let ours = "wardroom@council.example".parse().ok();
    let report = |to: &str| {
        format!(
            "From: MAILER-DAEMON@mx.example\r\nTo: {to}\r\nSubject: Undelivered\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n\
             \tboundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
             Final-Recipient: rfc822; {MEMBER}\r\nAction: failed\r\nStatus: 5.1.1\r\n\
             Diagnostic-Code: smtp; 550 no {MEMBER} here\r\n\r\n--b--\r\n"
        )
    };
    let take = |text: String| {
        let ours = &ours;
        async move { take_report(operations, ours.as_ref(), None, text.as_bytes()).await }
    };
    let plain = "From: a@b.example\r\nTo: wardroom@council.example\r\n\r\nAction: failed\r\n";
    assert_eq!(take(plain.to_owned()).await.unwrap(), Report::None);
    let made_up = report("wardroom+r00000000000000000000@council.example");
    assert_eq!(take(made_up).await.unwrap(), Report::Taken);
    let nowhere = report("wardroom@council.example");
    assert_eq!(take(nowhere).await.unwrap(), Report::Unknown);
    let page = || async {
        let officer = sending.town.visit_as("officer").await;
        officer.get(&format!("/enquiries/{reference}")).await.body
    };
    assert!(!page().await.contains("did not arrive"));
    // As it comes in with everything else, and once more.
    for taken in [TakenIn::Aside(Why::Returned), TakenIn::Again] {
        let raw = report(&returned);
        let came = operations.take_in(&letterbox(), raw.as_bytes()).await;
        assert_eq!(came.expect("kept"), taken);
    }
    assert_eq!(take(report(&returned)).await.unwrap(), Report::Taken);
    let page = page().await;
    assert!(page.contains("Mail that did not arrive") && page.contains("(5.1.1)"));
    let told =
        format!("SELECT 1 FROM notice WHERE kind = 'mail-lost' AND reference = '{reference}'");
    assert_eq!(sending.town.rows(&told).len(), 1, "told once");
}

#[tokio::test]
async fn a_link_of_a_letter_does_nothing_and_tells_nothing_before_signing_in() {
    let folder = crate::town::Folder::new();
    let Some(smtp) = Smtp::start("none", folder.path()) else {
        return;
    };
    let sending = sending(&over(&smtp, "none")).await;
    let town = &sending.town;
    let raised = town.raise(&sending.member, None, damp()).await;
    let reference = raised.expect("an enquiry");
    let letters = sending.sent(&smtp, OFFICER).await;
    let accept = link(&letters[0], "/from-mail/");
    assert!(accept.ends_with("/accept"), "{accept}");
    let before = town.events_count();
    let mut nobody = town.visit_as("officer").await;
    nobody.cookie = None;
    let sent_away = nobody.get(&accept).await;
    assert_eq!(sent_away.status, StatusCode::SEE_OTHER);
    let to = sent_away.to.expect("an address");
    assert!(to.starts_with("/sign-in?to=/from-mail/") && !to.contains(reference.as_str()));
    assert!(!sent_away.body.contains(reference.as_str()));
    let other = town.visit_as("manager").await.get(&accept).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    let officer = town.visit_as("officer").await;
    let form = officer.get(&accept).await.to.expect("a form");
    assert_eq!(form, format!("/enquiries/{reference}/acts/accept"));
    // The other two lead to their forms as well, which ask why and until when.
    for (act, asks) in [("return", "why"), ("hold", "until")] {
        let other = accept.replace("/accept", &format!("/{act}"));
        let form = officer.get(&other).await.to.expect("a form");
        assert_eq!(form, format!("/enquiries/{reference}/acts/{act}"));
        let form = officer.get(&form).await;
        assert_eq!(form.status, StatusCode::OK, "{}", form.main());
        assert!(
            form.body.contains(&format!("name=\"{asks}")),
            "{act}: {}",
            form.main()
        );
    }
    assert_eq!(town.events_count(), before, "opening it changes nothing");
    let mistyped = officer.get(&accept.replacen("mail/", "mail/0", 1)).await;
    assert_eq!(mistyped.status, StatusCode::NOT_FOUND);
    sending.later(SignedDuration::from_hours(15 * 24));
    let officer = town.visit_as("officer").await;
    let late = officer.get(&accept).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_wants_a_digest_gets_one_letter_as_work_begins() {
    let folder = crate::town::Folder::new();
    let Some(smtp) = Smtp::start("none", folder.path()) else {
        return;
    };
    let sending = sending(&over(&smtp, "none")).await;
    sending.town.set("2026-06-11T10:00");
    let member = sending.town.visit(&sending.member).await;
    let daily = ["waiting", "answers", "dates", "meetings", "news"].map(|topic| (topic, "daily"));
    let saved = member.post("/mail", &daily).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    sending.town.set("2026-06-11T11:00");
    let reference = sending.raise(damp()).await;
    sending.answer(&reference).await;
    assert!(sending.sent(&smtp, MEMBER).await.is_empty(), "not at once");
    sending.post.gather().await.expect("nothing is due");
    sending.town.set("2026-06-12T08:59");
    sending.post.gather().await.expect("nothing is due");
    assert!(sending.sent(&smtp, MEMBER).await.is_empty(), "not yet");
    sending.town.set("2026-06-12T09:01");
    for _ in 0..2 {
        sending.post.gather().await.expect("gathered");
        let letters = sending.sent(&smtp, MEMBER).await;
        let Some(letter) = letters.first() else {
            continue;
        };
        let text = letter.text();
        assert!(text.contains("What happened since the last mail"), "{text}");
        assert!(text.contains(&format!("Your enquiry was answered ({reference})")));
        sending.town.set("2026-06-12T09:30");
    }
    assert_eq!(
        sending.town.operations.now().to_string(),
        "2026-06-12T08:30:00Z"
    );
    // The session of the day before is over.
    let member = sending.town.visit(&sending.member).await;
    let wrong = member.post("/mail", &[("waiting", "hourly")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("choose one");
}

#[tokio::test]
async fn letters_wait_for_working_hours_where_somebody_wants_that() {
    let folder = crate::town::Folder::new();
    let Some(smtp) = Smtp::start("none", folder.path()) else {
        return;
    };
    let sending = sending(&over(&smtp, "none")).await;
    let mut fields = ["waiting", "answers", "dates", "meetings", "news"]
        .map(|topic| (topic, "at-once"))
        .to_vec();
    fields.extend([("only", "yes"), ("from", "9:00"), ("until", "17:00")]);
    let member = sending.town.visit(&sending.member).await;
    assert_eq!(
        member.post("/mail", &fields).await.status,
        StatusCode::SEE_OTHER
    );
    // A Friday evening.
    sending.town.set("2026-06-12T18:00");
    let reference = sending.raise(damp()).await;
    assert!(sending.sent(&smtp, MEMBER).await.is_empty());
    sending.town.set("2026-06-14T12:00");
    assert!(sending.sent(&smtp, MEMBER).await.is_empty());
    sending.town.set("2026-06-15T09:00");
    let letters = sending.sent(&smtp, MEMBER).await;
    assert!(letters[0].text().contains(reference.as_str()));
}
