//! The homes of the Monitoring Officer and of democratic services, and everybody’s drafts.

use super::*;
use crate::web::{getting_started, groups};

pub(super) async fn monitoring_officer(me: &Me, home: &mut HomePage) -> Result<(), Problem> {
    let waiting = waiting();
    list(
        me,
        home,
        "Waiting on you",
        &waiting,
        "Nothing waits on you. Enquiries of members who have left, and what is laid before you, will stand here.",
        "/waiting",
    )
    .await?;
    list(
        me,
        home,
        "Laid before you",
        &open(),
        "No enquiry has been laid before you.",
        "/enquiries?open=open",
    )
    .await?;
    let uneven = groups::uneven_matters(me).await?;
    home.figures.push(Figure {
        number: uneven.to_string(),
        what: "matters that are uneven between political groups",
        href: "/groups/ledger".to_owned(),
    });
    if let Some(protocol) = me.council.protocol_on(me.today) {
        home.figures.push(Figure {
            number: protocol.questions.len().to_string(),
            what: "open questions of the protocol",
            href: "/protocol/questions".to_owned(),
        });
        let covered = protocol.coverage().total();
        home.figures.push(Figure {
            number: format!("{} of {}", covered.done, covered.all()),
            what: "duties of the protocol that are carried out, not only shown",
            href: format!("/protocol/{}/{}/coverage", protocol.pack, protocol.version),
        });
    }
    home.items.push(ItemList {
        title: "Posts and cover",
        items: gaps(me)
            .into_iter()
            .filter(|gap| gap.tag == Some("Required by law"))
            .collect(),
        empty: "Every post that the law requires is held.",
    });
    Ok(())
}

/// What is left to do before going live; the demo is past that.
fn before_going_live(me: &Me, home: &mut HomePage) {
    let tasks = getting_started::tasks(me);
    let left = tasks.iter().filter(|task| !task.is_done).count();
    if left == 0 || me.app().loopback_only() {
        return;
    }
    home.items.push(ItemList {
        title: "Before you go live",
        items: vec![Item {
            link: Link::to("Getting started", "/getting-started"),
            meta: format!("{left} of {} tasks are not done yet", tasks.len()),
            tag: None,
        }],
        empty: "",
    });
}

pub(super) async fn democratic(me: &Me, home: &mut HomePage) -> Result<(), Problem> {
    before_going_live(me, home);
    let (waits, more) = me.app().operations().pen_waits(&me.signed.actor).await?;
    home.figures.push(Figure {
        number: format!("{waits}{}", if more { "+" } else { "" }),
        what: "messages that no rule could place",
        href: "/pen".to_owned(),
    });
    home.items.push(ItemList {
        title: "What the directory lacks",
        items: gaps(me),
        empty: "Every post is held, every absence covered and every service can be found.",
    });
    let left = Filter {
        states: vec!["member-left".to_owned()],
        ..open()
    };
    list(
        me,
        home,
        "Members who have left: their enquiries wait to be passed on",
        &left,
        "No enquiry waits for a successor.",
        "/enquiries?open=open&state=member-left",
    )
    .await?;
    let unrouted = Filter {
        states: vec!["with-team".to_owned()],
        ..open()
    };
    list(
        me,
        home,
        "Looking for the right service",
        &unrouted,
        "No enquiry that you can read waits for the right service.",
        "/enquiries?open=open&state=with-team",
    )
    .await
    .map(drop)
}

/// What this person began to write and has not sent.
pub(super) async fn drafts(me: &Me, home: &mut HomePage) -> Result<(), Problem> {
    let store = me.app().operations().store();
    let kept = store.drafts(me.signed.person()).await?;
    if kept.is_empty() {
        return Ok(());
    }
    let items = kept.into_iter().map(|(form, at)| {
        let link = match form.split_once('/') {
            Some((super::super::protocol::DRAFT, version)) => Link::to(
                format!("The text of {}", version.replace('/', ", ")),
                format!("/protocol/{version}/import/check"),
            ),
            Some((super::super::protocol::CORRECTION, version)) => Link::to(
                format!("Corrections of the text of {}", version.replace('/', ", ")),
                format!("/protocol/{version}/correct"),
            ),
            Some((reference, act)) => Link::to(
                format!("{reference}: {}", act.replace('-', " ")),
                format!("/enquiries/{reference}/acts/{act}"),
            ),
            None => Link::to("A new enquiry", "/enquiries/new"),
        };
        Item {
            link,
            meta: format!("kept {}", words::moment(at)),
            tag: None,
        }
    });
    home.items.push(ItemList {
        title: "Drafts",
        items: items.collect(),
        empty: "",
    });
    Ok(())
}
