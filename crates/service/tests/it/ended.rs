//! What the council's sign-in service says when it has ended a session: whose ends here, and who is not believed.

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::PersonId;
use serde_json::json;

use crate::house::{BASE, Browser, House, house};
use crate::provider::Provider;
use crate::sign_in::ada;

/// What a server says to us, without a browser: gives the status of the answer.
async fn said(house: &House, body: &str) -> StatusCode {
    let request = axum::http::Request::post("/sign-in/openid/ended")
        .header("content-type", "application/x-www-form-urlencoded");
    let body = axum::body::Body::from(body.to_owned());
    Browser::of(house).ask(request, body).await.status
}

/// A service that knows Ada and a house that believes it; none where its program is not there.
async fn with_ada() -> Option<(Provider, House)> {
    let provider = Provider::start(BASE)?;
    let house = house(Some(&provider.issuer())).await;
    provider.account(&ada());
    Some((provider, house))
}

#[tokio::test]
async fn who_signs_out_at_the_service_is_out_here_too() {
    let Some((mut provider, house)) = with_ada().await else {
        return;
    };
    let mut desk = Browser::of(&house);
    desk.sign_in(&mut provider, "/").await;
    // A phone with a session of its own at the service, and a window that a printed link opened.
    provider.forget();
    let mut phone = Browser::of(&house);
    phone.sign_in(&mut provider, "/").await;
    let person: PersonId = "ada".parse().expect("a slug");
    let link = house
        .operations
        .print_link(&person, 30, "a test".to_owned());
    let link = format!("token={}", link.await.expect("a link"));
    let mut printed = Browser::of(&house);
    printed.post("/sign-in/link/open", &link).await;
    provider.sign_out();
    let told = provider.told();
    assert!(told.starts_with("logout_token="), "{told}");
    assert!(phone.is_in().await, "nobody has told us yet");
    // Forged, an ID token in its place, nothing at all: nobody is signed out by these.
    let now = house.operations.now();
    let held = house.operations.store().sessions(Some(&person), now, 9);
    let held = held.await.expect("sessions");
    let sign_in = held.iter().find_map(|one| one.session.hint.clone());
    let cut = &told[..told.len() - 8];
    for wrong in [
        format!("{cut}AAAAAAAA"),
        format!("logout_token={}", sign_in.expect("an ID token")),
        "logout_token=x".to_owned(),
        String::new(),
    ] {
        assert_eq!(
            said(&house, &wrong).await,
            StatusCode::BAD_REQUEST,
            "{wrong}"
        );
    }
    assert!(phone.is_in().await);
    // Said in earnest: that session ends, and no other.
    assert_eq!(said(&house, &told).await, StatusCode::NO_CONTENT);
    assert!(!phone.is_in().await);
    assert!(desk.is_in().await && printed.is_in().await);
    let record = house.operations.sign_in_record(1).await.expect("a record");
    assert_eq!(record[0].1.as_str(), "sign-in-service");
    // Said again, it ends nothing more.
    phone.sign_in(&mut provider, "/").await;
    assert_eq!(said(&house, &told).await, StatusCode::NO_CONTENT);
    assert!(phone.is_in().await);
}

/// The names under which the service knows somebody's sessions, from the ID tokens that these began with.
async fn named_sessions(house: &House, person: &PersonId) -> Vec<String> {
    let now = house.operations.now();
    let held = house.operations.store().sessions(Some(person), now, 9);
    let hints = held.await.expect("sessions").into_iter();
    let hints = hints.filter_map(|one| one.session.hint);
    let sid = hints.filter_map(|hint| {
        let claims = hint.split('.').nth(1)?.to_owned();
        let claims = URL_SAFE_NO_PAD.decode(claims).ok()?;
        let claims: serde_json::Value = serde_json::from_slice(&claims).ok()?;
        claims["sid"].as_str().map(str::to_owned)
    });
    sid.collect()
}

#[tokio::test]
async fn a_service_may_name_the_session_alone_or_the_account_alone() {
    let Some((mut provider, house)) = with_ada().await else {
        return;
    };
    let mut desk = Browser::of(&house);
    desk.sign_in(&mut provider, "/").await;
    let person: PersonId = "ada".parse().expect("a slug");
    let at_desk = named_sessions(&house, &person).await;
    provider.forget();
    let mut phone = Browser::of(&house);
    phone.sign_in(&mut provider, "/").await;
    let [sid] = at_desk.as_slice() else {
        panic!("one session, not {at_desk:?}");
    };
    let (now, event) = (
        house.operations.now().as_second(),
        "http://schemas.openid.net/event/backchannel-logout",
    );
    for wrong in [
        json!({}),
        json!({ "sid": sid, "nonce": "n" }),
        json!({ "sid": sid, "aud": "another" }),
        json!({ "sid": sid, "aud": ["wardroom", "another"] }),
        json!({ "sid": sid, "iss": "https://login.example" }),
        json!({ "sid": sid, "iat": now - 3600 }),
        json!({ "sid": sid, "exp": now - 3600 }),
        json!({ "sid": sid, "events": {} }),
        json!({ "sid": sid, "events": { event: "yes" } }),
        json!({ "sid": sid, "jti": null }),
    ] {
        let body = provider.ends(&wrong);
        assert_eq!(
            said(&house, &body).await,
            StatusCode::BAD_REQUEST,
            "{wrong}"
        );
    }
    let unknown = provider.ends(&json!({ "sid": "none of ours" }));
    assert_eq!(said(&house, &unknown).await, StatusCode::NO_CONTENT);
    assert!(desk.is_in().await && phone.is_in().await);
    let one = provider.ends(&json!({ "sid": sid }));
    assert_eq!(said(&house, &one).await, StatusCode::NO_CONTENT);
    assert!(!desk.is_in().await && phone.is_in().await);
    let all = provider.ends(&json!({ "sub": "ada-1" }));
    assert_eq!(said(&house, &all).await, StatusCode::NO_CONTENT);
    assert!(!phone.is_in().await);
}
