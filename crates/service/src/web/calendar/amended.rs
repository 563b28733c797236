//! What was changed in the council's working days: what, by whom, when and why, the last first.

use domain::calendar::CalendarEvent;
use domain::ids::Stream;

use crate::web::error::Problem;
use crate::web::frame::Me;
use crate::web::names::Names;
use crate::web::words;

/// One change.
pub struct Amended {
    /// What, in words.
    pub what: String,
    /// Who recorded it.
    pub who: String,
    /// When.
    pub when: String,
    /// Why, where that was said.
    pub why: Option<String>,
}

/// Every change, the last first.
pub async fn amended(me: &Me) -> Result<Vec<Amended>, Problem> {
    let store = me.app().operations().store();
    let stored = store.load(&Stream::calendar(), 0).await?;
    let names = Names::on(&me.council, me.today);
    let told = stored.iter().rev().map(|stored| {
        let event: CalendarEvent = serde_json::from_str(&stored.payload).map_err(Problem::fault)?;
        let known = me.council.directory.knows(&stored.actor);
        Ok(Amended {
            what: what(&event),
            who: match known {
                true => names.person(&stored.actor),
                false => "Whoever runs the server".to_owned(),
            },
            when: words::moment(stored.at),
            why: event.reason().map(str::to_owned),
        })
    });
    told.collect()
}

fn what(event: &CalendarEvent) -> String {
    use CalendarEvent as E;
    match event {
        E::NationSet { nation } => {
            format!(
                "The bank holidays of {} count",
                super::nation_words(*nation)
            )
        }
        E::HolidaysLoaded { source, .. } => {
            format!("A list of bank holidays was read: {source}")
        }
        E::HolidayAdded { date, title, .. } => {
            format!("{} is a bank holiday: {title}", words::date(*date))
        }
        E::HolidayRemoved { date, .. } => {
            format!("{} is no bank holiday here", words::date(*date))
        }
        E::ClosureAdded { date, title, .. } => {
            format!("The council is closed on {}: {title}", words::date(*date))
        }
        E::ClosureRemoved { date, .. } => {
            format!("The council is open on {} after all", words::date(*date))
        }
        E::CutOffSet { at: Some(at), from } => format!(
            "From {} on, what comes at {} or later counts as received on the next day",
            words::date(*from),
            at.strftime("%H:%M")
        ),
        E::CutOffSet { at: None, from } => {
            format!(
                "From {} on, no hour counts as the next day",
                words::date(*from)
            )
        }
    }
}
