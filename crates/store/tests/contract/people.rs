//! What is kept for a person: notices, drafts, sessions, the record of openings.

use store::{Access, Filter, OutboxItem, Pass, PersonNotice, SentLetter, Session, Store};

use crate::support::{append, at, batch, event, noon, open, person, readers, reference, row, sees};

pub async fn a_notice_of_a_case_that_may_not_be_read_is_not_shown(store: &Store) {
    for n in 1..=2 {
        let mut raised = batch(append(
            row(&reference(n), 1),
            readers(&["person:ann"], &[]),
            0,
            vec![event("raised", &[])],
        ));
        raised.at = noon(n as i64);
        raised.notices.push(PersonNotice {
            person: person("ann"),
            kind: "raised".into(),
            reference: reference(n),
            basis: r#"{"statute":"x"}"#.into(),
        });
        store.commit(raised).await.unwrap();
    }
    let ann = sees("ann", &["person:ann"]);
    let notices = store.notices(&ann, false, None, 10).await.unwrap();
    let references: Vec<_> = notices.iter().map(|n| n.reference.clone()).collect();
    assert_eq!(references, [reference(2), reference(1)]);
    let older = store.notices(&ann, true, Some(noon(2)), 10).await.unwrap();
    assert_eq!(older.len(), 1);
    assert_eq!(store.unread(&ann).await.unwrap().n, 2);
    let first = reference(1);
    store.mark_read(&ann, Some(&first), noon(3)).await.unwrap();
    assert_eq!(store.unread(&ann).await.unwrap().n, 1);
    // She may no longer read the second: neither it nor its number is shown.
    let closed = append(
        row(&reference(2), 1),
        readers(&["person:ann"], &["ann"]),
        1,
        vec![event("concern", &[])],
    );
    store.commit(batch(closed)).await.unwrap();
    assert_eq!(store.unread(&ann).await.unwrap().n, 0);
    let notices = store.notices(&ann, false, None, 10).await.unwrap();
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].read_at, Some(noon(3)));
}

pub async fn a_session_ends(store: &Store) {
    let session = Session {
        person: person("ann"),
        created: noon(1),
        seen: noon(1),
        expires: noon(2),
        way: "openid".into(),
        agent: "Firefox on Linux".into(),
        hint: Some("a.b.c".into()),
    };
    let hash = [1; 32];
    store.begin_session(hash, &session).await.unwrap();
    let found = store.session(hash, noon(1)).await.unwrap();
    assert_eq!(found.as_ref(), Some(&session));
    assert_eq!(store.session([2; 32], noon(1)).await.unwrap(), None);
    assert_eq!(store.session(hash, noon(2)).await.unwrap(), None);
    store.touch_session(hash, noon(1), noon(4)).await.unwrap();
    assert!(store.session(hash, noon(3)).await.unwrap().is_some());
    store.begin_session([3; 32], &session).await.unwrap();
    let listed = store.sessions(None, noon(1), 9).await.unwrap();
    let hashes: Vec<_> = listed.iter().map(|l| l.token_hash[0]).collect();
    assert_eq!(hashes, [1, 3]);
    assert_eq!(listed[1].session, session);
    let bob = person("bob");
    assert_eq!(store.sessions(Some(&bob), noon(1), 9).await.unwrap(), []);
    assert!(store.end_session([3; 32]).await.unwrap());
    assert!(!store.end_session([3; 32]).await.unwrap());
    assert_eq!(store.session([3; 32], noon(1)).await.unwrap(), None);
    assert_eq!(store.clear_sessions(noon(3)).await.unwrap(), 0);
    let ann = person("ann");
    assert_eq!(store.end_sessions_of(&ann, Some(hash)).await.unwrap(), 0);
    assert_eq!(store.end_sessions_of(&ann, None).await.unwrap(), 1);
    assert_eq!(store.session(hash, noon(1)).await.unwrap(), None);
}

pub async fn a_pass_is_good_for_one_use_in_its_time(store: &Store) {
    let ann = person("ann");
    let pass = |n: u8, person| Pass {
        token_hash: [n; 32],
        kind: "mail-link".into(),
        person,
        payload: "{}".into(),
        expires: noon(2),
    };
    for n in 1..=2 {
        store.keep_pass(&pass(n, Some(ann.clone()))).await.unwrap();
    }
    store.keep_pass(&pass(3, None)).await.unwrap();
    let held = store.passes_of(&ann, "mail-link", noon(1)).await.unwrap();
    assert_eq!(held, 2);
    let take = |n: u8, kind: &'static str, at| store.use_pass([n; 32], kind, at);
    assert_eq!(take(1, "other", noon(1)).await.unwrap(), None);
    let taken = take(1, "mail-link", noon(1)).await.unwrap();
    assert_eq!(taken, Some(pass(1, Some(ann))));
    assert_eq!(take(1, "mail-link", noon(1)).await.unwrap(), None);
    assert_eq!(take(2, "mail-link", noon(2)).await.unwrap(), None);
    assert_eq!(store.clear_passes(noon(2)).await.unwrap(), 1);
    // One that goes with an act is kept with it, or not at all.
    let mut given = batch(append(
        row(&reference(1), 1),
        readers(&["everyone:"], &[]),
        0,
        vec![event("raised", &[])],
    ));
    given.passes.push(pass(4, None));
    store.commit(given.clone()).await.unwrap();
    given.passes[0].token_hash = [5; 32];
    assert!(store.commit(given).await.is_err());
    assert!(take(4, "mail-link", noon(1)).await.unwrap().is_some());
    assert_eq!(take(5, "mail-link", noon(1)).await.unwrap(), None);
}

pub async fn a_draft_is_kept_until_it_is_sent(store: &Store) {
    let ann = person("clerk");
    let keep = |text: &'static str| store.keep_draft(&ann, "enquiries/new", text, noon(1));
    keep(r#"{"text":"Dam"}"#).await.unwrap();
    keep(r#"{"text":"Damp \u0000 é"}"#).await.unwrap();
    let draft = store.draft(&ann, "enquiries/new").await.unwrap();
    assert_eq!(draft, Some((r#"{"text":"Damp \u0000 é"}"#.into(), noon(1))));
    let mut sent = batch(append(
        row(&reference(1), 1),
        readers(&["everyone:"], &[]),
        0,
        vec![event("raised", &[])],
    ));
    sent.drafts_done.push("enquiries/new".into());
    store.commit(sent).await.unwrap();
    assert_eq!(store.draft(&ann, "enquiries/new").await.unwrap(), None);
    keep("{}").await.unwrap();
    assert_eq!(store.drafts(&ann).await.unwrap().len(), 1);
    assert_eq!(store.clear_drafts(noon(2)).await.unwrap(), 1);
}

pub async fn outgoing_mail_is_taken_once(store: &Store) {
    let mut sent = batch(append(
        row(&reference(1), 1),
        readers(&["everyone:"], &[]),
        0,
        vec![event("raised", &[])],
    ));
    sent.at = noon(0);
    for key in ["a", "b", "a"] {
        sent.outbox.push(OutboxItem {
            key: key.into(),
            kind: "mail".into(),
            payload: "{}".into(),
        });
    }
    store.commit(sent).await.unwrap();
    let waits = store.waiting(noon(1)).await.unwrap();
    let waits: Vec<_> = waits.iter().map(|w| (w.kind.as_str(), w.count)).collect();
    assert_eq!(waits, [("mail", 2)]);
    let taken = store
        .take_outgoing("mail", noon(1), noon(2), 10)
        .await
        .unwrap();
    let keys: Vec<_> = taken.iter().map(|o| (o.key.as_str(), o.attempts)).collect();
    assert_eq!(keys, [("a", 0), ("b", 0)]);
    let again = store
        .take_outgoing("mail", noon(1), noon(2), 10)
        .await
        .unwrap();
    assert_eq!(again, []);
    store.outgoing_done("a", noon(1)).await.unwrap();
    store
        .outgoing_failed("b", noon(3), "no route")
        .await
        .unwrap();
    assert_eq!(
        store
            .take_outgoing("mail", noon(2), noon(4), 9)
            .await
            .unwrap(),
        []
    );
    let taken = store
        .take_outgoing("mail", noon(3), noon(4), 10)
        .await
        .unwrap();
    assert_eq!((taken.len(), taken[0].attempts), (1, 1));
    assert_eq!(store.clear_outbox(noon(9)).await.unwrap(), 1);
}

pub async fn a_reading_is_recorded(store: &Store) {
    open(store, row(&reference(1), 1), &["everyone:"])
        .await
        .unwrap();
    let access = Access {
        at: at("2026-04-02T10:00:00Z"),
        person: person("ann"),
        reference: reference(1),
        what: "case".into(),
        basis: "{}".into(),
    };
    store.log_access(&access).await.unwrap();
    let found = store.accesses(&reference(1), 10).await.unwrap();
    assert_eq!(found, [access]);
    assert_eq!(store.accesses(&reference(2), 10).await.unwrap(), []);
    let cat = sees("cat", &["everyone:"]);
    assert_eq!(store.count(&cat, &Filter::default()).await.unwrap().n, 1);
}

pub async fn a_reply_address_stands_for_its_case(store: &Store) {
    let (one, two) = (reference(1), reference(2));
    let token = store.reply_token(&one, "aaa", noon(1), noon(9)).await;
    assert_eq!(token.unwrap(), "aaa");
    let again = store.reply_token(&one, "bbb", noon(8), noon(20)).await;
    assert_eq!(again.unwrap(), "aaa", "good for long enough");
    let next = store.reply_token(&one, "bbb", noon(9), noon(20)).await;
    assert_eq!(next.unwrap(), "bbb", "the first is nearly over");
    let other = store.reply_token(&two, "ccc", noon(1), noon(9)).await;
    assert_eq!(other.unwrap(), "ccc");
    let stands = |token: &'static str| store.case_of_reply(token);
    assert_eq!(stands("aaa").await.unwrap(), Some((one.clone(), noon(9))));
    assert_eq!(stands("bbb").await.unwrap(), Some((one, noon(20))));
    assert_eq!(stands("ccc").await.unwrap(), Some((two, noon(9))));
    assert_eq!(stands("aab").await.unwrap(), None);
}

pub async fn what_became_of_a_letter_is_told_to_readers(store: &Store) {
    let raised = append(
        row(&reference(1), 1),
        readers(&["person:ann"], &[]),
        0,
        vec![event("raised", &[])],
    );
    store.commit(batch(raised)).await.unwrap();
    let letter = SentLetter {
        id: "f00d".into(),
        key: "notice 1".into(),
        person: person("ann"),
        cause: person("bob"),
        reference: reference(1),
        at: noon(1),
        state: "sent".into(),
        said: String::new(),
        changed: noon(1),
    };
    assert_eq!(store.begin_letter(&letter).await.unwrap(), letter);
    let second = SentLetter {
        id: "beef".into(),
        ..letter.clone()
    };
    assert_eq!(store.begin_letter(&second).await.unwrap(), letter);
    let became =
        |id: &'static str, state: &'static str| store.letter_became(id, state, "5.1.1", noon(2));
    assert_eq!(became("beef", "failed").await.unwrap(), None);
    let ann = sees("ann", &["person:ann"]);
    assert_eq!(store.lost_letters(&reference(1), &ann).await.unwrap(), []);
    let failed = became("f00d", "failed").await.unwrap().unwrap();
    assert_eq!((failed.state.as_str(), failed.changed), ("failed", noon(2)));
    assert_eq!(became("f00d", "failed").await.unwrap(), None);
    assert_eq!(became("f00d", "delivered").await.unwrap(), None);
    let lost = store.lost_letters(&reference(1), &ann).await.unwrap();
    assert_eq!(lost, [failed]);
    let cat = sees("cat", &["person:cat"]);
    assert_eq!(store.lost_letters(&reference(1), &cat).await.unwrap(), []);
    assert_eq!(store.clear_letters(noon(2)).await.unwrap(), 1);
}

pub async fn a_feed_has_one_address(store: &Store) {
    let ann = person("ann");
    assert_eq!(store.feed([1; 32]).await.unwrap(), None);
    store.make_feed(&ann, [1; 32], noon(1)).await.unwrap();
    store.make_feed(&ann, [2; 32], noon(2)).await.unwrap();
    assert_eq!(store.feed([1; 32]).await.unwrap(), None);
    assert_eq!(store.feed([2; 32]).await.unwrap(), Some(ann.clone()));
    assert_eq!(store.feed_made(&ann).await.unwrap(), Some(noon(2)));
    assert!(store.drop_feed(&ann).await.unwrap());
    assert!(!store.drop_feed(&ann).await.unwrap());
    assert_eq!(store.mail_choice(&ann).await.unwrap(), None);
    store.choose_mail(&ann, "{}", noon(1)).await.unwrap();
    store.choose_mail(&ann, "[]", noon(2)).await.unwrap();
    let chosen = store.mail_choice(&ann).await.unwrap();
    assert_eq!(chosen, Some(("[]".to_owned(), noon(2))));
    let all = store.mail_choices().await.unwrap();
    let choice = store::MailChoice {
        person: ann,
        chosen: "[]".to_owned(),
        changed: noon(2),
    };
    assert_eq!(all, [choice]);
}
