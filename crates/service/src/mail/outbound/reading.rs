//! The protocol to read, as a letter: which pieces concern its reader and are not read yet. It is looked
//! up when the letter goes: what was read meanwhile is not asked for.

use domain::ids::PersonId;
use domain::induction::sections_of;
use domain::protocol::VersionKey;

use super::letter::{ToRead, told_to_read};
use super::{Next, Post};
use crate::mail::choices::{Choices, Rhythm, Topic};
use crate::mail::outbound::letter::Told;
use crate::operations::ActError;
use crate::web::words;

impl Post {
    /// The letter, unless all is read, another version is in force, or its reader wants no such mail.
    pub(super) async fn to_read(
        &self,
        person: &PersonId,
        version: &VersionKey,
        again: bool,
    ) -> Result<Next<Told>, ActError> {
        let operations = &self.operations;
        let chosen = operations.store().mail_choice(person).await?;
        let choices = Choices::kept(chosen.as_ref().map(|(json, _)| json.as_str()));
        if choices.of(Topic::News) == Rhythm::Off {
            return Ok(Next::Drop);
        }
        let (council, now, today) = (
            operations.council().await?,
            operations.now(),
            operations.today(),
        );
        if let Some(hours) = choices.hours {
            let opens = council.calendar.next_working_instant(now, hours);
            if opens > now {
                return Ok(Next::Later(opens));
            }
        }
        let adoption = council.versions.in_force(today);
        let reading = adoption.zip(council.protocol_on(today));
        let reading = reading.filter(|(a, _)| (&a.pack, &a.version) == (&version.0, &version.1));
        let Some((adoption, protocol)) = reading else {
            return Ok(Next::Drop);
        };
        let sections = sections_of(protocol, &council.directory, person, today);
        let readings = operations.readings(person).await?;
        let missing = readings.missing(version, &sections);
        if missing.is_empty() {
            return Ok(Next::Drop);
        }
        let name = |number: &str| {
            let mut all = protocol.sections.iter();
            let section = all.find(|section| section.number == number);
            section.map_or_else(|| number.to_owned(), |s| format!("{number} {}", s.title))
        };
        let told = told_to_read(&ToRead {
            council: &council.name,
            base: &self.base,
            title: &protocol.title,
            since: &words::date(adoption.in_force),
            pieces: &missing.into_iter().map(name).collect::<Vec<_>>(),
            again,
        });
        Ok(told.map_or_else(|error| Next::unwritten(&error), Next::Go))
    }
}
