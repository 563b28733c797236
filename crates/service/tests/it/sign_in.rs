//! Signing in as oneself: at a real OpenID provider, and by links. Given who the council knows, who gets
//! in, for how long, and what everybody else is told.

use axum::http::StatusCode;
use domain::directory::{DirectoryCommand, NewAppointment, Role};
use domain::ids::PersonId;
use serde_json::json;
use service::config::{Mail, Serve};
use service::mail::outbound::Post;
use service::operations::Keeper;
use service::operations::identity::{SignInEvent, digest};

use crate::house::{BASE, Browser, House, house, ours};
use crate::mailing::over;
use crate::provider::Provider;
use crate::smtp::Smtp;

/// Somebody of the council, as the service knows them.
pub fn ada() -> serde_json::Value {
    json!({ "sub": "ada-1", "email": "Ada@Council.example", "email_verified": true, "name": "Ada Quill" })
}

#[tokio::test]
async fn somebody_signs_in_at_the_council_s_service_and_out_again() {
    let Some(mut provider) = Provider::start(BASE) else {
        return;
    };
    let house = house(Some(&provider.issuer())).await;
    provider.account(&ada());
    let mut browser = Browser::of(&house);
    browser.get("/").await;
    let page = browser.get("/sign-in?to=/directory").await;
    page.says("Sign in with your council account");
    page.says("/sign-in/openid?to=/directory");
    let answer = browser.sign_in(&mut provider, "/directory").await;
    assert_eq!(
        answer.to.as_deref(),
        Some("/directory"),
        "{}",
        answer.main()
    );
    let sessions = browser.get("/sessions").await;
    sessions.says("Firefox on Linux");
    sessions.says("by the council’s sign-in service");
    // Out again: here at once, then at the service, which leads back to us.
    let out = browser.post("/sign-out", "").await;
    out.says("You are signed out");
    assert!(!browser.is_in().await);
    browser.post("/sign-out", "").await;
    let answer = browser.sign_in(&mut provider, "/").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let out = browser.post("/sign-out", "").await;
    assert_eq!(out.status, StatusCode::OK);
    let there = browser.refresh.clone().expect("an address to go on to");
    let there = there.split_once("url=").expect("an address").1;
    let asks = provider.open(there).expect_err("a page that asks");
    let xsrf = asks.split("name=\"xsrf\" value=\"").nth(1).expect("a form");
    let xsrf = xsrf.split('"').next().unwrap_or_default();
    let form = format!("xsrf={xsrf}&logout=yes");
    let back = provider.post("/session/end/confirm", &form);
    assert_eq!(
        back.as_deref(),
        Ok("https://wardroom.council.example/sign-in?done=signed-out")
    );
}

#[tokio::test]
async fn a_joiner_is_in_with_the_first_sign_in_and_a_leaver_is_out_with_the_next() {
    let Some(mut provider) = Provider::start(BASE) else {
        return;
    };
    let house = house(Some(&provider.issuer())).await;
    let cara = |groups: &[&str]| {
        json!({ "sub": "c", "email": "cara@council.example", "email_verified": true,
                "name": "Cara Voss", "groups": groups })
    };
    provider.account(&cara(&[]));
    let mut browser = Browser::of(&house);
    let answer = browser.sign_in(&mut provider, "/").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    answer.says("The council does not know you yet");
    answer.says("cara@council.example");
    provider.account(&cara(&["Contact Centre", "Cycling club"]));
    let answer = browser.sign_in(&mut provider, "/").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    assert!(browser.is_in().await);
    let council = house.operations.council().await.expect("a council");
    let cara_is = council
        .directory
        .people()
        .find(|p| council.directory.name(p) == "Cara Voss");
    let cara_is = cara_is.expect("Cara is known").clone();
    let posts = council
        .directory
        .appointments_of(&cara_is, house.operations.today());
    let posts: Vec<_> = posts.map(|held| held.role.post()).collect();
    assert_eq!(posts, ["team-member-contact-centre"]);
    // The group is taken away: the next sign-in, on another machine, ends the session on this one.
    provider.account(&cara(&[]));
    provider.forget();
    let mut other = Browser::of(&house);
    let answer = other.sign_in(&mut provider, "/").await;
    answer.says("you hold no office or post today");
    assert!(!browser.is_in().await);
}

#[tokio::test]
async fn keys_that_were_changed_are_fetched_again_and_a_wrong_clock_is_named() {
    let Some(mut provider) = Provider::start(BASE) else {
        return;
    };
    let house = house(Some(&provider.issuer())).await;
    provider.account(&ada());
    let mut browser = Browser::of(&house);
    assert_eq!(
        browser.sign_in(&mut provider, "/").await.status,
        StatusCode::SEE_OTHER
    );
    // Rotated while somebody is away at the service: the key is of another kind, and unknown.
    let went = browser.get("/sign-in/openid").await.to.expect("an address");
    provider.rotate();
    provider.forget();
    let back = provider.open(&went).expect("an address");
    let answer = browser.get(ours(&back)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    for (seconds, words) in [
        (300, "5 minutes ahead of this server’s"),
        (-300, "5 minutes behind this server’s"),
    ] {
        provider.skew(seconds);
        provider.forget();
        let mut another = Browser::of(&house);
        let answer = another.sign_in(&mut provider, "/").await;
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY);
        answer.says(words);
        answer.says("set both by network time");
        assert!(!another.is_in().await);
    }
}

#[tokio::test]
async fn a_sign_in_is_finished_once_and_by_the_browser_that_began_it() {
    let Some(mut provider) = Provider::start(BASE) else {
        return;
    };
    let house = house(Some(&provider.issuer())).await;
    provider.account(&ada());
    let mut browser = Browser::of(&house);
    let went = browser.get("/sign-in/openid").await.to.expect("an address");
    let back = provider.open(&went).expect("an address");
    let mut other = Browser::of(&house);
    let stolen = other.get(ours(&back)).await;
    stolen.says("began in another window");
    assert!(!other.is_in().await);
    let changed = back.replace("state=", "state=0");
    browser
        .get(ours(&changed))
        .await
        .says("You are not signed in");
    // The cookie went with that; the whole must begin anew, and is then good once.
    let went = browser.get("/sign-in/openid").await.to.expect("an address");
    let back = provider.open(&went).expect("an address");
    let cookies = browser.cookies.clone();
    assert_eq!(browser.get(ours(&back)).await.status, StatusCode::SEE_OTHER);
    browser.cookies = cookies;
    browser.get(ours(&back)).await.says("You are not signed in");
    let cancelled = browser.get("/sign-in/openid").await.to.expect("an address");
    let state = cancelled
        .split("state=")
        .nth(1)
        .and_then(|rest| rest.split('&').next());
    let state = state.expect("a state");
    let answer = browser
        .get(&format!(
            "/sign-in/openid/back?error=access_denied&state={state}"
        ))
        .await;
    answer.says("it was cancelled there");
}

#[tokio::test]
async fn what_was_changed_on_the_way_signs_nobody_in() {
    let Some(mut provider) = Provider::start(BASE) else {
        return;
    };
    let house = house(Some(&provider.issuer())).await;
    provider.account(&ada());
    for (part, words) in [
        ("nonce=", "it belongs to another sign-in"),
        (
            "code_challenge=",
            "the sign-in took too long or was used before",
        ),
    ] {
        provider.forget();
        let mut browser = Browser::of(&house);
        let went = browser.get("/sign-in/openid").await.to.expect("an address");
        let at = went.find(part).expect(part) + part.len();
        let other = if went[at..].starts_with('A') {
            "B"
        } else {
            "A"
        };
        let changed = format!("{}{other}{}", &went[..at], &went[at + 1..]);
        let back = provider.open(&changed).expect("an address");
        let answer = browser.get(ours(&back)).await;
        answer.says(words);
        assert!(!browser.is_in().await, "{part}");
    }
}

#[tokio::test]
async fn a_service_that_is_down_leaves_the_other_way_in() {
    let house = house(Some("http://127.0.0.1:9")).await;
    let answer = Browser::of(&house).get("/sign-in/openid").await;
    assert_eq!(answer.status, StatusCode::BAD_GATEWAY);
    answer.says("The sign-in service does not answer");
    answer.says("Sign in by a link in a mail instead");
}

/// The token of the link that waits to be sent.
async fn link_in_mail(house: &House) -> Option<String> {
    let store = house.operations.store();
    let now = house.operations.now();
    for _ in 0..200 {
        let waiting = store
            .take_outgoing("mail", now + jiff::SignedDuration::from_secs(1), now, 9)
            .await;
        if let Some(waits) = waiting.expect("the outbox").first() {
            let letter: serde_json::Value = serde_json::from_str(&waits.payload).expect("JSON");
            store.forget_outgoing(&waits.key).await.expect("gone");
            return letter["token"].as_str().map(str::to_owned);
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    None
}

#[tokio::test]
async fn a_link_by_mail_is_good_once_and_nobody_learns_whose_address_is_known() {
    let house = house(None).await;
    let mut browser = Browser::of(&house);
    let known = browser
        .post("/sign-in/link", "email=ADA%40council.example")
        .await;
    let token = link_in_mail(&house).await.expect("a letter");
    let unknown = browser
        .post("/sign-in/link", "email=zoe%40council.example")
        .await;
    assert_eq!(
        (known.status, known.main()),
        (unknown.status, unknown.main())
    );
    let left = browser
        .post("/sign-in/link", "email=ben%40council.example")
        .await;
    assert_eq!(left.main(), known.main());
    browser
        .post("/sign-in/link", "email=nonsense")
        .await
        .says("Write your council mail address");
    // Looking at the link does not use it up; pressing the button does.
    let address = format!("/sign-in/link/open?token={token}");
    for _ in 0..2 {
        let page = browser.get(&address).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.value("token"), token);
    }
    let form = format!("token={token}");
    assert_eq!(
        browser.post("/sign-in/link/open", &form).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(browser.is_in().await);
    let mut other = Browser::of(&house);
    let used = other.post("/sign-in/link/open", &form).await;
    let wrong = other.post("/sign-in/link/open", "token=x").await;
    assert_eq!((used.status, used.main()), (wrong.status, wrong.main()));
    used.says("This link does not sign you in");
    // Too old, and too many at a time.
    let person: PersonId = "ada".parse().expect("a slug");
    for _ in 0..5 {
        house
            .operations
            .mail_link("ada@council.example", 0)
            .await
            .expect("kept");
    }
    let held = house
        .operations
        .store()
        .passes_of(&person, "mail-link", house.operations.now());
    assert_eq!(held.await.expect("a count"), 0);
    for _ in 0..5 {
        house
            .operations
            .mail_link("ada@council.example", 15)
            .await
            .expect("kept");
    }
    let held = house
        .operations
        .store()
        .passes_of(&person, "mail-link", house.operations.now());
    assert_eq!(held.await.expect("a count"), 3);
}

#[tokio::test]
async fn who_is_invited_by_mail_opens_the_link_and_is_in() {
    let folder = crate::town::Folder::new();
    let Some(smtp) = Smtp::start("starttls", folder.path()) else {
        return;
    };
    let house = house(None).await;
    let mut mail: Mail = toml::from_str(&over(&smtp, "starttls")).expect("a set-up");
    mail.from = "Wardroom <wardroom@council.example>".to_owned();
    let serve: Serve = toml::from_str(&format!("address = '{BASE}'")).expect("a set-up");
    let post = Post::new(house.operations.clone(), &mail, &serve).expect("a post");
    // Ada keeps the facts; Ben holds nothing, and is appointed first.
    let keeper = id("ada");
    let token = house
        .operations
        .print_link(&keeper, 30, "the first day".to_owned());
    let mut ada = Browser::of(&house);
    let form = format!("token={}", token.await.expect("a link"));
    ada.post("/sign-in/link/open", &form).await;
    let early = ada.post("/sessions/invite", "person=ben").await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    early.says("olds no office or post today: appoint them first");
    let appoint = DirectoryCommand::Appoint(NewAppointment {
        appointment: None,
        person: id("ben"),
        role: Role::TeamMember {
            team: "contact-centre".parse().expect("a slug"),
        },
        from: house.operations.today(),
        to: None,
        job_share: false,
    });
    let done = house
        .operations
        .keep_directory(Keeper::Operator, vec![appoint], None);
    done.await.expect("done");
    let sent = ada.post("/sessions/invite", "person=ben").await;
    assert_eq!(sent.to.as_deref(), Some("/sessions/everybody?done=invited"));
    assert_eq!(post.send_due().await.expect("sent"), 1);
    let letter = smtp.next();
    assert_eq!(letter.to, ["ben@council.example"]);
    let text = letter.text();
    assert!(
        text.contains("invites you to sign in") && text.contains("for 3 days"),
        "{text}"
    );
    let path = "/sign-in/link/open?token=";
    let token = text.split(path).nth(1).expect("a link");
    let token: String = token.chars().take_while(char::is_ascii_hexdigit).collect();
    let mut ben = Browser::of(&house);
    ben.get(&format!("{path}{token}")).await;
    assert!(!ben.is_in().await, "looking at it signs nobody in");
    ben.post("/sign-in/link/open", &format!("token={token}"))
        .await;
    assert!(ben.is_in().await);
    // Who does not keep the facts invites nobody.
    let refused = ben.post("/sessions/invite", "person=ada").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let record = house.operations.sign_in_record(9).await.expect("a record");
    let invited = |what: &SignInEvent| matches!(what, SignInEvent::Invited { person, .. } if *person == id("ben"));
    assert_eq!(
        record.iter().filter(|(_, _, what)| invited(what)).count(),
        1
    );
}

fn id(text: &str) -> PersonId {
    text.parse().expect("a slug")
}

#[tokio::test]
async fn sessions_are_ended_by_their_owner_by_an_administrator_and_by_leaving() {
    let house = house(None).await;
    let person: PersonId = "ada".parse().expect("a slug");
    let link = |why: &str| house.operations.print_link(&person, 30, why.to_owned());
    let mut browsers = Vec::new();
    for _ in 0..3 {
        let token = link("no other way in").await.expect("a link");
        let mut browser = Browser::of(&house);
        let answer = browser
            .post("/sign-in/link/open", &format!("token={token}"))
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        browsers.push(browser);
    }
    let record = house.operations.sign_in_record(99).await.expect("a record");
    assert_eq!(record.len(), 6);
    // One of three, from the list.
    let cookie = browsers[1].cookies["__Host-wardroom"].clone();
    let id = domain::fresh::hex(&digest(&cookie));
    let page = browsers[0].get("/sessions").await;
    page.says("This one");
    page.says("by a link that whoever runs the server made");
    page.says(&id);
    browsers[0]
        .post("/sessions/end", &format!("session={id}"))
        .await;
    assert!(!browsers[1].is_in().await && browsers[2].is_in().await);
    browsers[0].post("/sessions/end", "others=yes").await;
    assert!(browsers[0].is_in().await && !browsers[2].is_in().await);
    let gone = browsers[0]
        .post("/sessions/end", &format!("session={id}"))
        .await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    // Everybody's, by whoever keeps the facts.
    browsers[0]
        .get("/sessions/everybody")
        .await
        .says("Ada Quill");
    browsers[0].post("/sessions/everybody", "person=ada").await;
    assert!(!browsers[0].is_in().await);
    let record = house.operations.sign_in_record(1).await.expect("a record");
    let (_, by, what) = &record[0];
    assert_eq!(by.as_str(), "ada");
    assert_eq!(serde_json::to_value(what).expect("JSON")["sessions"], 1);
    // Leaving ends what is open, and a link that was still good.
    let token = link("before leaving").await.expect("a link");
    let mut last = Browser::of(&house);
    last.post("/sign-in/link/open", &format!("token={token}"))
        .await;
    assert!(last.is_in().await);
    let unused = link("never used").await.expect("a link");
    let council = house.operations.council().await.expect("a council");
    let held = council
        .directory
        .career(&person)
        .next()
        .expect("a post")
        .id
        .clone();
    let void = vec![DirectoryCommand::VoidAppointment { appointment: held }];
    let done = house
        .operations
        .keep_directory(Keeper::Operator, void, None);
    done.await.expect("done");
    assert!(!last.is_in().await);
    let answer = last
        .post("/sign-in/link/open", &format!("token={unused}"))
        .await;
    answer.says("This link does not sign you in");
    let held = house
        .operations
        .store()
        .sessions(None, house.operations.now(), 9);
    assert_eq!(held.await.expect("sessions"), []);
}
