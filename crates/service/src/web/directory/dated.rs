//! The directory on another day, and as it was recorded at the end of another: what held then, and what was
//! known of it. The address says which days; without them a page shows today.

use std::sync::Arc;

use domain::calendar::{end_of_day, parse_date};
use domain::council::Council;
use jiff::civil::Date;

use crate::web::error::Problem;
use crate::web::frame::Me;
use crate::web::words;

/// The days that a page shows, and the form that asks for others.
#[derive(Debug, Clone)]
pub struct Dated {
    /// The page.
    pub path: String,
    /// The day shown, as it was asked for.
    pub on: String,
    /// The day at the end of which it was recorded so, as it was asked for.
    pub recorded: String,
    /// What is shown where it is not today, in words.
    pub said: Option<String>,
}

/// The request with the directory of the days that its address asks for: `on` and `recorded`.
pub fn dated(mut me: Me) -> Result<(Me, Dated), Problem> {
    let (on, recorded) = (day(&me, "on")?, day(&me, "recorded")?);
    let said = match (on, recorded) {
        (None, None) => None,
        (on, None) => on.map(|on| format!("This is how it stands on {}.", words::date(on))),
        (on, Some(recorded)) => Some(format!(
            "This is how it stands on {}, as it was recorded until the end of {}.",
            words::date(on.unwrap_or(me.today)),
            words::date(recorded)
        )),
    };
    let written = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let dated = Dated {
        path: me.path().to_owned(),
        on: written(on),
        recorded: written(recorded),
        said,
    };
    if let Some(on) = on {
        me.frame.today = on;
    }
    if let Some(recorded) = recorded {
        let then = me.council.directory.as_recorded(end_of_day(recorded));
        me.frame.council = Arc::new(Council {
            directory: Arc::new(then),
            ..(*me.council).clone()
        });
    }
    Ok((me, dated))
}

fn day(me: &Me, name: &str) -> Result<Option<Date>, Problem> {
    let typed = me.query(name);
    let read = typed.map(|typed| parse_date(&typed)).transpose();
    read.map_err(|why| Problem::Unreadable(why.to_string()))
}
