//! The answers that the directory offers on a day: services, wards, people, seats, groups, bodies.

use domain::council::Council;
use domain::directory::{Fact, RoleKind, Table};
use domain::ids::ServiceId;
use jiff::civil::Date;

use super::{AnswerForm, Choice};

/// The directory of a day, as answers.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'a> {
    council: &'a Council,
    today: Date,
}

impl<'a> Offer<'a> {
    /// The answers of a council's directory on a day.
    pub fn new(council: &'a Council, today: Date) -> Self {
        Self { council, today }
    }

    /// Everything of one noun that exists today, by name.
    fn table<T: Fact<Id: AsRef<str>>>(&self, table: &Table<T>) -> AnswerForm {
        let facts = table.on(self.today);
        long(facts.map(|fact| Choice::new(fact.id().as_ref(), fact.name())))
    }

    /// The council's services.
    pub fn services(&self) -> AnswerForm {
        self.table(&self.council.directory.services)
    }

    /// The wards.
    pub fn wards(&self) -> AnswerForm {
        self.table(&self.council.directory.wards)
    }

    /// The political groups.
    pub fn groups(&self) -> AnswerForm {
        self.table(&self.council.directory.groups)
    }

    /// Committees, panels and other bodies.
    pub fn bodies(&self) -> AnswerForm {
        self.table(&self.council.directory.bodies)
    }

    /// Partners outside the council.
    pub fn partners(&self) -> AnswerForm {
        self.table(&self.council.directory.partners)
    }

    /// Services and teams, marked by their noun.
    pub fn desks(&self) -> AnswerForm {
        let directory = &self.council.directory;
        let services = directory.services.on(self.today);
        let teams = directory.teams.on(self.today);
        long(
            services
                .map(|service| Choice::new(format!("service:{}", service.id), &*service.name))
                .chain(teams.map(|t| Choice::new(format!("team:{}", t.id), &*t.name))),
        )
    }

    /// The officers of a service, by person.
    pub fn officers_of(&self, service: Option<&ServiceId>) -> AnswerForm {
        let directory = &self.council.directory;
        let officers = service.map_or_else(Vec::new, |of| directory.officers_of(of, self.today));
        long(officers.into_iter().map(|appointment| {
            let name = directory.name(&appointment.person);
            Choice::new(appointment.person.as_str(), name)
        }))
    }

    /// Everybody who holds an office that these kinds name, by person, with the office.
    pub fn people(&self, kinds: impl Fn(RoleKind) -> bool) -> AnswerForm {
        let names = crate::web::names::Names::on(self.council, self.today);
        let held = self.council.directory.appointments();
        let held = held.filter(|a| a.holds(self.today) && kinds(a.role.kind()));
        let mut all: Vec<_> = held
            .map(|a| {
                let label = format!("{}, {}", names.person(&a.person), names.role(&a.role));
                Choice::new(a.person.as_str(), label)
            })
            .collect();
        all.sort_by(|a, b| (&a.value, &a.label).cmp(&(&b.value, &b.label)));
        all.dedup_by(|a, b| a.value == b.value);
        long(all.into_iter())
    }

    /// The people who serve as officers, with an office of theirs.
    pub fn officers(&self) -> AnswerForm {
        self.people(RoleKind::is_for_officers)
    }

    /// Every member of today with their ward, by appointment.
    pub fn seats(&self) -> AnswerForm {
        let directory = &self.council.directory;
        let seats = directory
            .appointments()
            .filter(|a| a.holds(self.today) && a.role.kind() == RoleKind::Member);
        long(seats.map(|a| {
            let scope = a.role.scope().unwrap_or_default();
            let mut wards = directory.wards.on(self.today);
            let ward = wards.find(|ward| ward.id.as_str() == scope);
            let ward = ward.map_or(scope, |ward| &*ward.name);
            let label = format!("{} ({ward})", directory.name(&a.person));
            Choice::new(a.id.as_str(), label)
        }))
    }
}

/// A long list by label.
pub fn long(choices: impl Iterator<Item = Choice>) -> AnswerForm {
    let mut choices: Vec<_> = choices.collect();
    choices.sort_by(|a, b| a.label.cmp(&b.label));
    AnswerForm::OneOfMany(choices)
}

/// A short closed list: the values under which events keep them, with their labels.
pub fn one(choices: &[(&str, &str)]) -> AnswerForm {
    let choices = choices.iter();
    AnswerForm::One(
        choices
            .map(|(value, label)| Choice::new(*value, *label))
            .collect(),
    )
}
