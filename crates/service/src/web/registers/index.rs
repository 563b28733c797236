//! Every register on one page: what it is for, what this person may open in it, and where the protocol
//! says nothing of it.

use askama::Template;

use crate::registers::{ALL, Registered};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::words;

#[derive(Template)]
#[template(path = "registers/index.html")]
struct IndexPage {
    chrome: Chrome,
    registers: Vec<Entry>,
}

struct Entry {
    title: String,
    href: String,
    purpose: &'static str,
    open: Option<(&'static str, String)>,
    silent: Option<String>,
}

/// The page.
pub async fn show(me: Me) -> Page {
    let entry = |register: &Registered| {
        let look = me.look();
        Entry {
            title: words::sentence(register.noun.many),
            href: format!("/{}", register.name),
            purpose: register.noun.purpose,
            open: (register.may_open)(&look)
                .then(|| (register.noun.open, format!("/{}/new", register.name))),
            silent: look.protocol().and_then(register.silent),
        }
    };
    page(&IndexPage {
        chrome: me.chrome("Registers"),
        registers: ALL.iter().map(entry).collect(),
    })
}
