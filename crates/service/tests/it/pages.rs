//! Forms sent twice, forms that are stale, other people's cases, and references that are mistyped.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::ids::Stream;
use domain::reference::Reference;

use crate::town::{Answer, Town, Visitor, damp, town};

/// The form of an act, and the fields that it carries along.
async fn form(visitor: &Visitor, reference: &Reference, act: &str) -> (String, String, String) {
    let address = format!("/enquiries/{reference}/acts/{act}");
    let page = visitor.get(&address).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.main());
    (address, page.value("act-token"), page.value("seen"))
}

async fn raised(town: &Town) -> Reference {
    let member = town.persona("member");
    town.raise(&member, None, damp()).await.expect("an enquiry")
}

#[tokio::test]
async fn a_form_sent_twice_is_done_once() {
    let town = town().await;
    let reference = raised(&town).await;
    let officer = town.visit_as("officer").await;
    let (address, token, seen) = form(&officer, &reference, "note").await;
    let fields = [
        ("act-token", token.as_str()),
        ("seen", seen.as_str()),
        ("words", "The surveyor goes on Monday."),
    ];
    let first = officer.post(&address, &fields).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.main());
    let events = town.events_count();
    let second = officer.post(&address, &fields).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.main());
    assert_eq!((second.to, town.events_count()), (first.to, events));

    let member = town.visit_as("member").await;
    let mut fields = vec![
        ("title", "A lamp is out"),
        ("body", "When will it be mended?"),
        ("step", "check"),
    ];
    let check = member.post("/enquiries/new", &fields).await;
    assert_eq!(check.status, StatusCode::OK, "{}", check.main());
    let token = check.value("act-token");
    fields[2] = ("step", "send");
    fields.push(("act-token", &token));
    let first = member.post("/enquiries/new", &fields).await;
    let events = town.events_count();
    let second = member.post("/enquiries/new", &fields).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.main());
    assert_eq!((second.to, town.events_count()), (first.to, events));
}

#[tokio::test]
async fn of_two_people_at_once_the_second_sees_what_changed_and_keeps_their_words() {
    let town = town().await;
    let reference = raised(&town).await;
    let (officer, manager) = (
        town.visit_as("officer").await,
        town.visit_as("manager").await,
    );
    let one = form(&officer, &reference, "note").await;
    let two = form(&manager, &reference, "note").await;
    let words = "The contractor comes on the 18th & 19th.";
    let fields = [
        ("act-token", one.1.as_str()),
        ("seen", one.2.as_str()),
        ("words", "A note from the first."),
    ];
    let first = officer.post(&one.0, &fields).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let events = town.events_count();
    let fields = [
        ("act-token", two.1.as_str()),
        ("seen", two.2.as_str()),
        ("words", words),
    ];
    let second = manager.post(&two.0, &fields).await;
    assert_eq!(second.status, StatusCode::CONFLICT, "{}", second.main());
    second.says("This has changed");
    second.says("A note from the first.");
    second.says("The contractor comes on the 18th &#38; 19th.");
    assert_eq!(town.events_count(), events);
    // Decided again with what they have seen now, it goes through.
    let (token, seen) = (second.value("act-token"), second.value("seen"));
    let fields = [
        ("act-token", token.as_str()),
        ("seen", &seen),
        ("words", words),
    ];
    let again = manager.post(&two.0, &fields).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.main());
}

#[tokio::test]
async fn a_form_that_is_no_longer_open_keeps_the_words() {
    let town = town().await;
    let reference = raised(&town).await;
    let officer = town.visit_as("officer").await;
    let manager = town.visit_as("manager").await;
    let old = form(&officer, &reference, "answer").await;
    let new = form(&manager, &reference, "answer").await;
    let fields = [
        ("act-token", new.1.as_str()),
        ("seen", new.2.as_str()),
        ("words", "The wall is treated on Monday."),
        ("kind", "full"),
    ];
    let sent = manager.post(&new.0, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.main());
    let fields = [
        ("act-token", old.1.as_str()),
        ("seen", old.2.as_str()),
        ("words", "Somebody will come and look at it."),
        ("kind", "full"),
    ];
    let stale = officer.post(&old.0, &fields).await;
    assert!(stale.status.is_client_error(), "{}", stale.status);
    stale.says("Somebody will come and look at it.");
    stale.says("It has been answered.");
}

/// An answer without what the person typed into the address.
fn apart_from(answer: Answer, typed: &str) -> (StatusCode, Option<String>, String) {
    (answer.status, answer.to, answer.body.replace(typed, "…"))
}

#[tokio::test]
async fn another_s_case_and_none_at_all_are_one_answer() {
    let town = town().await;
    let reference = raised(&town).await;
    let absent = Reference::from_entropy("ENQ", 0x1234_5678_9ABC);
    let council = town.operations.council().await.expect("a council");
    let others = domain::enquiries::readers(&town.state(&reference).await);
    let mut people = council.directory.people();
    let today = town.operations.today();
    let stranger = people.find(|person| {
        let visible = domain::access::visible_to(&council.directory, person, today);
        council.directory.is_elected(person, today) && visible.may_read(&others).is_none()
    });
    let visitor = town.visit(stranger.expect("another member")).await;
    for rest in [
        "",
        "/done",
        "/refused",
        "/acts/note",
        "/acts/answer",
        "/acts/chase",
        "/files/x",
    ] {
        let theirs = visitor.get(&format!("/enquiries/{reference}{rest}")).await;
        let none = visitor.get(&format!("/enquiries/{absent}{rest}")).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{rest}");
        assert_eq!(
            apart_from(theirs, reference.as_str()),
            apart_from(none, absent.as_str())
        );
    }
    let events = town.events_count();
    for act in [
        "note",
        "answer",
        "hold",
        "chase",
        "close",
        "reopen",
        "erase",
        "deny-reader",
    ] {
        let fields = [("words", "Let me in."), ("kind", "full"), ("seen", "1")];
        let of = |reference: &Reference| format!("/enquiries/{reference}/acts/{act}");
        let theirs = visitor.post(&of(&reference), &fields).await;
        let none = visitor.post(&of(&absent), &fields).await;
        assert_eq!(theirs.status, none.status, "{act}");
        assert_eq!(
            apart_from(theirs, reference.as_str()),
            apart_from(none, absent.as_str())
        );
    }
    assert_eq!(town.events_count(), events);
}

#[tokio::test]
async fn a_mistyped_reference_is_said_to_be_one() {
    let town = town().await;
    let reference = raised(&town).await;
    let member = town.visit_as("member").await;
    let mut typed: Vec<char> = reference.as_str().chars().collect();
    let last = typed.len() - 1;
    typed[last - 1] = if typed[last - 1] == '7' { '8' } else { '7' };
    let typed: String = typed.into_iter().collect();
    let page = member.get(&format!("/enquiries/{typed}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    page.says("one character is mistyped or two are swapped");
    page.says(&typed);
    let page = member.get("/enquiries/nonsense").await;
    page.says("it looks like ENQ-7K3F-2QM");
}

#[tokio::test]
async fn nobody_and_other_sites_change_and_see_nothing() {
    let town = town().await;
    let reference = raised(&town).await;
    let address = format!("/enquiries/{reference}/acts/note");
    let events = town.events_count();
    let officer = town.visit_as("officer").await;
    for (name, value) in [
        (header::ORIGIN.as_str(), "https://elsewhere.example"),
        ("sec-fetch-site", "cross-site"),
    ] {
        let form = "application/x-www-form-urlencoded";
        let request = Request::post(&address)
            .header(header::CONTENT_TYPE, form)
            .header(name, value);
        let refused = officer
            .ask(request, Body::from("words=A+note+from+elsewhere"))
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        refused.says("another site");
    }
    let nobody = Visitor {
        cookie: None,
        ..officer
    };
    for path in [
        "/",
        "/enquiries",
        "/search?q=damp",
        "/audit",
        "/directory",
        "/enquiries.csv",
    ] {
        let sent = nobody.get(path).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{path}");
        assert!(
            sent.to.is_some_and(|to| to.starts_with("/sign-in")),
            "{path}"
        );
    }
    let sent = nobody
        .post(&address, &[("words", "A note of nobody")])
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert_eq!(town.events_count(), events);
    let stream = Stream::case("enquiries", &reference);
    assert!(!town.events(&stream).await.is_empty());
}
