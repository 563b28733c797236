//! Rows of people, appointments and absences.

use super::Import;
use super::given::{Given, given, kind_of, person_by, person_in, rank};
use super::sheet::{Row, Sheet};
use crate::directory::{Appointment, Details, DirectoryCommand, NewAppointment, RoleKind, slugify};
use crate::ids::{AppointmentId, PersonId};
use crate::verdict::Invalid;

impl Import<'_> {
    pub(super) fn people(&mut self, sheet: &Sheet) {
        for row in sheet.rows() {
            let reference = row.text("reference");
            let found = person_by(self.draft.directory(), reference);
            let old = found
                .as_ref()
                .and_then(|p| self.draft.directory().details(p));
            let details = Details {
                name: row.text("name").to_owned(),
                title: row.or_known("title", old.and_then(|d| d.title.as_deref())),
                address_as: row.or_known("address as", old.and_then(|d| d.address_as.as_deref())),
                email: row.or_known("email", old.and_then(|d| d.email.as_deref())),
                phone: row.or_known("phone", old.and_then(|d| d.phone.as_deref())),
                reference: Some(reference.to_owned()),
            };
            if reference.is_empty() {
                let why = "is empty: give each person the number by which your own lists know them";
                self.wrong.push(row.bad("reference", why));
                continue;
            }
            let what = details.name.clone();
            let new = found.is_none();
            let command = match found {
                Some(person) => DirectoryCommand::ChangePerson { person, details },
                None => DirectoryCommand::AddPerson {
                    person: Some(self.draft.draw("p")),
                    details,
                },
            };
            let events = self.draft.events().len();
            match self.apply(command) {
                Ok(()) => self.note("person", new, what, events, &row),
                Err(wrong) => {
                    self.unread.push(slugify(reference));
                    self.unread.push(slugify(row.text("email")));
                    self.wrong.extend(wrong.into_iter().map(|w| row.invalid(w)));
                }
            }
        }
    }

    pub(super) fn appointments(&mut self, sheet: &Sheet) {
        // What is known may end before what is new starts; seats stand before the offices that need one,
        // and members before their assistants.
        let mut late = Vec::new();
        let mut rows = Vec::new();
        for row in sheet.rows() {
            if self.is_blamed_elsewhere(&row) {
                continue;
            }
            match kind_of(&row) {
                Ok(RoleKind::Assistant) => late.push(row),
                Ok(_) => match given(self.draft.directory(), &row) {
                    Ok(given) => rows.push((row, given)),
                    Err(bad) => self.wrong.push(bad),
                },
                Err(bad) => self.wrong.push(bad),
            }
        }
        rows.sort_by_key(|(_, given)| (given.known.is_none(), rank(given.role.kind()), given.from));
        let mut managed = Vec::new();
        for (row, given) in rows {
            managed.extend(self.appointment(&row, given).map(|m| (row, m)));
        }
        for row in late {
            match given(self.draft.directory(), &row) {
                Ok(given) => {
                    self.appointment(&row, given);
                }
                Err(bad) => self.wrong.push(bad),
            }
        }
        for (row, (appointment, manager)) in managed {
            self.line_manager(&row, appointment, &manager);
        }
    }

    /// Takes one appointment; answers who manages it, to be settled when all are known.
    fn appointment(&mut self, row: &Row<'_>, given: Given) -> Option<(AppointmentId, PersonId)> {
        let who = self.draft.directory().name(&given.person);
        let office = given.role.kind().name();
        let what = match given
            .role
            .scope()
            .filter(|_| given.role.kind() != RoleKind::Assistant)
        {
            Some(scope) => format!("{who}: {office} ({scope})"),
            None => format!("{who}: {office}"),
        };
        let events = self.draft.events().len();
        let new = given.known.is_none();
        let applied = match &given.known {
            Some(id) => self.renew(id.clone(), &given),
            None => self.make(&given),
        };
        match applied {
            Ok(id) => {
                self.note("appointment", new, what, events, row);
                given.managed_by.map(|manager| (id, manager))
            }
            Err(wrong) => {
                self.wrong.extend(wrong.into_iter().map(|w| row.invalid(w)));
                None
            }
        }
    }

    fn renew(&mut self, id: AppointmentId, given: &Given) -> Result<AppointmentId, Vec<Invalid>> {
        let known = self.draft.directory().appointment(&id).cloned();
        let from = known.as_ref().map(|a| a.from);
        if from != Some(given.from) || given.ended.is_none() {
            // A last day that is known to be an end stays one when the row repeats it without its reason.
            self.apply(DirectoryCommand::DateAppointment {
                appointment: id.clone(),
                from: given.from,
                to: given.to,
            })?;
        }
        if let (Some(reason), Some(on)) = (given.ended, given.to) {
            self.apply(DirectoryCommand::EndAppointment {
                appointment: id.clone(),
                on,
                reason,
            })?;
        }
        Ok(id)
    }

    fn make(&mut self, given: &Given) -> Result<AppointmentId, Vec<Invalid>> {
        let id: AppointmentId = self.draft.draw("a");
        self.apply(DirectoryCommand::Appoint(NewAppointment {
            appointment: Some(id.clone()),
            person: given.person.clone(),
            role: given.role.clone(),
            from: given.from,
            to: given.to,
            job_share: given.job_share,
        }))?;
        if let (Some(reason), Some(on)) = (given.ended, given.to) {
            let appointment = id.clone();
            self.apply(DirectoryCommand::EndAppointment {
                appointment,
                on,
                reason,
            })?;
        }
        Ok(id)
    }

    fn line_manager(&mut self, row: &Row<'_>, appointment: AppointmentId, manager: &PersonId) {
        let now = self.draft.directory();
        let Some(managed) = now.appointment(&appointment) else {
            return;
        };
        let from = managed.from;
        let day = managed.to.map_or(self.on, |to| to.min(self.on)).max(from);
        let officer = |a: &&Appointment| a.role.kind().is_for_officers();
        let Some(above) = now.appointments_of(manager, day).find(officer) else {
            let why = format!(
                "`{}` holds no office on {day}: name another",
                row.text("managed by")
            );
            self.wrong.push(row.bad("managed by", why));
            return;
        };
        let above = above.id.clone();
        let known = now.named_manager(&appointment, day) == Some(&above);
        let first = now.named_manager(&appointment, from).is_none();
        if known {
            return;
        }
        let from = if first { from } else { day };
        let (who, by) = (now.name(&managed.person), now.name(manager));
        let what = format!("{who} is managed by {by}");
        let events = self.draft.events().len();
        let applied = self.apply(DirectoryCommand::NameLineManager {
            appointment,
            manager: Some(above),
            from,
        });
        match applied {
            Ok(()) => self.note("line management", first, what, events, row),
            Err(wrong) => self.wrong.extend(wrong.into_iter().map(|w| row.invalid(w))),
        }
    }

    pub(super) fn away(&mut self, sheet: &Sheet) {
        for row in sheet.rows() {
            if self.is_blamed_elsewhere(&row) {
                continue;
            }
            let now = self.draft.directory();
            let taken = (|| {
                let person = person_in(now, &row, "person")?;
                let covered_by = match row.text("covered by") {
                    "" => None,
                    _ => Some(person_in(now, &row, "covered by")?),
                };
                Ok((person, covered_by, row.date("from")?, row.date("to")?))
            })();
            let (person, covered_by, from, to) = match taken {
                Ok(taken) => taken,
                Err(bad) => {
                    self.wrong.push(bad);
                    continue;
                }
            };
            let known = now
                .absences()
                .find(|a| a.person == person && a.from == from);
            let known = known.map(|a| a.id.clone());
            let what = format!("{} from {from} to {to}", now.name(&person));
            let events = self.draft.events().len();
            let new = known.is_none();
            let command = DirectoryCommand::RecordAway {
                away: Some(known.unwrap_or_else(|| self.draft.draw("w"))),
                person,
                covered_by,
                from,
                to,
            };
            match self.apply(command) {
                Ok(()) => self.note("absence", new, what, events, &row),
                Err(wrong) => self.wrong.extend(wrong.into_iter().map(|w| row.invalid(w))),
            }
        }
    }

    /// Whether a row points to a row of another table that could not be taken.
    fn is_blamed_elsewhere(&self, row: &Row<'_>) -> bool {
        ["person", "of", "managed by", "covered by"]
            .iter()
            .map(|column| slugify(row.text(column)))
            .any(|key| !key.is_empty() && self.unread.contains(&key))
    }
}
