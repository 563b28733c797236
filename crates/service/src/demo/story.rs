//! A year of members' enquiries. Each is raised on its day and goes its way by a fate that the dice
//! choose; every step is a real act by the person who would do it, in order of time.

mod acts;
mod left;
mod words;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use anyhow::Context as _;
use domain::calendar::Receipt;
use domain::clock::Unit;
use domain::council::Council;
use domain::directory::{Role, RoleKind};
use domain::enquiries::command::{Act, ConstituentGiven, Raise};
use domain::enquiries::event::Ground;
use domain::enquiries::{Command, Enquiries};
use domain::ids::{AppointmentId, PersonId, ServiceId};
use domain::reference::Reference;
use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::beside::Script;
use super::council::{Day, persona};
use super::deed::Deed;
use super::desk;
use super::dice::Dice;
use super::fate::{self, Fate};
use super::matters::{Matter, Matters};
use super::requests::{self, Requests};
use super::seldom::{self, Hands, Kin, Way};
use super::{BEGINS, SEED, SHOWN, at};
use crate::operations::{Keeper, Operations, Options, Subject};

/// The last days of the story, from which most of the work in hand comes.
const RECENT_DAYS: i32 = 16;

/// The day on which somebody looks at the casework of members who have left.
const LEFT: Date = date(2025, 9, 25);
/// The member who leaves in the story’s year, with the days before in which much is raised by them.
const LEAVER: (&str, Date, i32) = ("M42", date(2025, 9, 19), 20);

/// One enquiry of the story.
struct Told {
    reference: Reference,
    member: PersonId,
    service: Option<ServiceId>,
    matter: Matter,
    /// The one that was raised before it, of those that lie on no desk.
    before: Option<usize>,
    /// Whether it lies on the desk of the officer whom a visitor may be.
    on_desk: bool,
}

/// Something that happens at a moment.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// The directory changes.
    Directory(usize),
    /// An enquiry is raised.
    Raise(usize),
    /// Somebody does something with one.
    Deed(usize, Deed),
    /// Something happens beside enquiries.
    Beside(usize),
    /// Something happens with a request for information.
    Request(requests::Step),
    /// The Monitoring Officer looks at the casework of members who have left.
    Left,
    /// A working day ends and the product's own jobs run.
    Jobs,
}

struct Story<'a> {
    operations: &'a Operations,
    agenda: BinaryHeap<Reverse<(Timestamp, usize, Step)>>,
    steps: usize,
    told: Vec<Told>,
    enquiries: usize,
    matters: Matters,
    days: Vec<Day>,
    beside: Script,
    until: Timestamp,
    requests: Requests,
}

/// Tells the story up to a moment.
pub async fn tell(
    operations: &Operations,
    enquiries: usize,
    days: Vec<Day>,
    until: Timestamp,
    progress: &mut (dyn FnMut(String) + Send),
) -> anyhow::Result<()> {
    let mut story = Story {
        operations,
        agenda: BinaryHeap::new(),
        steps: 0,
        told: Vec::with_capacity(enquiries),
        enquiries,
        matters: Matters::read()?,
        days,
        beside: Script::new(),
        until,
        requests: Requests::new(),
    };
    let moments: Vec<_> = story.beside.moments().collect();
    for (n, moment) in moments.into_iter().enumerate() {
        story.plan(moment, Step::Beside(n));
    }
    for (moment, step) in story.requests.steps() {
        story.plan(moment, Step::Request(step));
    }
    for n in 0..story.days.len() {
        story.plan(at(story.days[n].on, 16, 0), Step::Directory(n));
    }
    for week in 1..60 {
        let day = BEGINS.saturating_add(jiff::Span::new().weeks(week));
        story.plan(at(day, 6, 0), Step::Jobs);
    }
    story.plan(at(LEFT, 11, 0), Step::Left);
    for n in 0..enquiries {
        story.plan(raised_at(n, enquiries), Step::Raise(n));
    }
    let (mut raised, mut shown) = (0, 0);
    while let Some(Reverse((moment, _, step))) = story.agenda.pop() {
        operations.clock().set(moment.max(operations.now()));
        match step {
            Step::Raise(n) => {
                raised += 1;
                story
                    .raise(n)
                    .await
                    .with_context(|| format!("enquiry {n}"))?;
            }
            Step::Deed(n, deed) => {
                story
                    .deed(n, deed)
                    .await
                    .with_context(|| format!("{deed:?} on {n}"))?;
            }
            Step::Beside(n) => story
                .beside
                .run(n, operations)
                .await
                .with_context(|| format!("step {n} beside enquiries"))?,
            Step::Request(step) => story.requests.take(operations, step).await?,
            Step::Left => left::look(operations).await?,
            Step::Jobs => drop(operations.run_jobs().await.context("the jobs")?),
            Step::Directory(n) => {
                let commands = std::mem::take(&mut story.days[n].commands);
                operations
                    .keep_directory(Keeper::Operator, commands, None)
                    .await?;
            }
        }
        let percent = raised * 100 / enquiries.max(1);
        if percent >= shown + 10 {
            shown = percent;
            progress(format!("  {raised} of {enquiries} enquiries raised"));
        }
    }
    Ok(())
}

/// Spreads the enquiries over the year, more of them towards its end, at all hours.
fn raised_at(n: usize, enquiries: usize) -> Timestamp {
    if let Some(place) = desk::taken(n, enquiries) {
        return desk::raised_at(place);
    }
    let mut dice = Dice::new(SEED, format!("raised {n}"));
    let days = (SHOWN - BEGINS).get_days() as usize;
    let day = n * days / enquiries.max(1);
    let day = (day + dice.below(5)).min(days - 1);
    let on = BEGINS.saturating_add(jiff::Span::new().days(day as i64));
    at(on, 7 + dice.below(15) as i64, dice.below(60) as i64)
}

impl Story<'_> {
    /// Puts a step on the agenda, unless it lies after the story's end.
    fn plan(&mut self, moment: Timestamp, step: Step) {
        if moment < self.until {
            self.steps += 1;
            self.agenda.push(Reverse((moment, self.steps, step)));
        }
    }

    async fn raise(&mut self, n: usize) -> anyhow::Result<()> {
        let mut dice = Dice::new(SEED, format!("enquiry {n}"));
        let council = self.operations.council().await?;
        let today = self.operations.today();
        let way = seldom::way(n);
        let before = self.told.iter().rposition(|told| !told.on_desk);
        let place = desk::taken(n, self.enquiries);
        let matter = match place {
            Some(place) => self.matters.on_the_desk(place),
            None => self.matters.drawn(n, &mut dice),
        };
        let recent = (SHOWN - today).get_days() < RECENT_DAYS;
        let members = in_office(&council.council, today);
        let member = dice.one(&members).context("nobody is in office")?.clone();
        // A visitor looks around as the first persona: theirs is a good part of the work in hand.
        let visits = match place {
            Some(place) => desk::is_the_visitors(place),
            None => recent && dice.happens(35),
        };
        let visits = visits || way.is_some_and(|way| way.hands == Hands::Assistant);
        let visitor = visits.then(|| persona("member")).flatten();
        let member = visitor.unwrap_or(member);
        let member = leaver(&council.council, n, today).unwrap_or(member);
        let (member, matter) = self.like(way, before, &members, (member, matter));
        let wards: Vec<_> = council
            .directory
            .wards
            .on(today)
            .map(|ward| ward.id.clone())
            .collect();
        let seat = seat(&council.council, &member, today).context("a member without a seat")?;
        let own = council.directory.appointment(&seat);
        let own = own.and_then(|seat| seat.role.scope()?.parse().ok());
        let ward = if dice.happens(85) {
            own
        } else {
            dice.one(&wards).cloned()
        };
        let found = council.directory.find(&matter.about, today);
        let first = found.hits.first().filter(|_| !found.is_not_ours());
        let service = match place {
            Some(_) => officers_service(&council.council, today),
            None => first.map(|hit| hit.service.clone()),
        };
        let known = match place {
            Some(place) => desk::place(place).known,
            None => !dice.happens(9),
        };
        let raise = Raise {
            title: matter.title.clone(),
            body: matter.body.clone(),
            service: service.clone().filter(|_| known),
            ward,
            place: Some(matter.street.to_owned()),
            constituent: dice.happens(40).then(|| constituent(&mut dice)),
            urgent: match place {
                Some(place) => desk::place(place).urgent,
                None => way.and_then(|way| way.urgent),
            },
            ..Raise::default()
        };
        let fate = match way {
            Some(way) => Fate::Seldom(way),
            None => fate::drawn(recent, &mut dice),
        };
        let raise = Raise {
            means: way.and_then(|way| way.hands.means()),
            doors_shown: fate.door().into_iter().collect(),
            ..raise
        };
        let (typed_by, acting_for) = typing(&council.council, way, (&member, &seat), today);
        let actor = self.operations.actor(&typed_by, acting_for).await?;
        let act = Command {
            act: Act::Raise(Box::new(raise)),
            explanation: Some("The resident wants the service to answer first.".to_owned()),
        };
        let done = self
            .operations
            .act::<Enquiries>(&actor, Subject::New, act, Options::default())
            .await?;
        self.told.push(Told {
            reference: done.reference,
            member,
            service,
            matter,
            before,
            on_desk: place.is_some(),
        });
        let told = self.told.len() - 1;
        let steps = match place {
            Some(place) => desk::place(place).steps.to_vec(),
            None => fate::steps(fate, &mut dice),
        };
        self.foretell(told, steps, &mut dice).await
    }

    /// Member and matter, as the way has them in common with the enquiry before: the same again, or the
    /// same from another member.
    fn like(
        &self,
        way: Option<&Way>,
        before: Option<usize>,
        members: &[PersonId],
        drawn: (PersonId, Matter),
    ) -> (PersonId, Matter) {
        let kin = way.map_or(Kin::None, |way| way.kin);
        let before = before.map(|n| &self.told[n]);
        let before = before.filter(|told| members.contains(&told.member));
        match (kin, before) {
            (Kin::Again, Some(told)) => (told.member.clone(), told.matter.clone()),
            (Kin::SameMatter, Some(told)) => {
                let other = members.iter().find(|other| **other != told.member);
                let other = Some(drawn.0)
                    .filter(|drawn| *drawn != told.member)
                    .or(other.cloned());
                let member = other.unwrap_or_else(|| told.member.clone());
                (member, told.matter.clone())
            }
            _ => drawn,
        }
    }

    /// Puts what follows on the agenda: each step so many working days after the receipt.
    async fn foretell(
        &mut self,
        told: usize,
        steps: Vec<(u32, Deed)>,
        dice: &mut Dice,
    ) -> anyhow::Result<()> {
        let council = self.operations.council().await?;
        let received = self.operations.today();
        for (days, deed) in steps {
            let on = Receipt::On(received);
            let day = council.calendar.due(on, Unit::WorkingDay, days).date;
            let moment = at(day, 9 + dice.below(8) as i64, dice.below(60) as i64);
            let moment = moment.max(self.operations.now() + jiff::SignedDuration::from_mins(20));
            self.plan(moment, Step::Deed(told, deed));
        }
        Ok(())
    }
}

/// The service whose officer a visitor may be.
fn officers_service(council: &Council, on: Date) -> Option<ServiceId> {
    let officer = persona("officer")?;
    let mut held = council.directory.appointments_of(&officer, on);
    let post = held.find(|post| post.role.kind() == RoleKind::Officer)?;
    post.role.scope()?.parse().ok()
}

/// The member who is about to leave, for some of what is raised in their last days.
fn leaver(council: &Council, n: usize, today: Date) -> Option<PersonId> {
    let (reference, leaves, days) = LEAVER;
    let mut dice = Dice::new(SEED, format!("leaver {n}"));
    let soon = (0..days).contains(&(leaves - today).get_days());
    if !(soon && dice.happens(30)) {
        return None;
    }
    let directory = &council.directory;
    let known = |person: &&PersonId| {
        let details = directory.details(person);
        details.and_then(|details| details.reference.as_deref()) == Some(reference)
    };
    directory.people().find(known).cloned()
}

/// The member's seat of a day.
fn seat(council: &Council, member: &PersonId, on: Date) -> Option<AppointmentId> {
    let mut held = council.directory.appointments_of(member, on);
    let seat = held.find(|a| a.role.kind() == RoleKind::Member);
    seat.map(|seat| seat.id.clone())
}

/// Who types an enquiry, and for which seat where it is not the member's own hand.
fn typing(
    council: &Council,
    way: Option<&Way>,
    (member, seat): (&PersonId, &AppointmentId),
    on: Date,
) -> (PersonId, Option<AppointmentId>) {
    let own = (member.clone(), None);
    let other = match way.map_or(Hands::Own, |way| way.hands) {
        Hands::Own => None,
        Hands::Assistant => {
            let all = council.directory.assistants_of(seat, on).into_iter();
            let mut may = all.filter(|assistant| match &assistant.role {
                Role::Assistant { rights, .. } => rights.raise,
                _ => false,
            });
            may.next().map(|assistant| assistant.person.clone())
        }
        Hands::Officer(_) => acts::contact_centre(council, on),
    };
    other.map_or(own, |other| (other, Some(seat.clone())))
}

/// The members of a day.
fn in_office(council: &Council, on: Date) -> Vec<PersonId> {
    let seats = council
        .directory
        .appointments()
        .filter(|a| a.role.kind() == RoleKind::Member);
    seats
        .filter(|a| a.holds(on))
        .map(|a| a.person.clone())
        .collect()
}

fn constituent(dice: &mut Dice) -> ConstituentGiven {
    let permission = dice.happens(70);
    ConstituentGiven {
        details: Some(format!(
            "A resident, telephone 01632 960{:03}",
            dice.below(1000)
        )),
        ground: if permission {
            Ground::Permission
        } else {
            Ground::Representative
        },
        third_party: dice.happens(10),
        child: dice.happens(8),
        employee: false,
        advice_taken: false,
    }
}
