//! A year of members' enquiries. Each is raised on its day and goes its way by a fate that the dice
//! choose; every step is a real act by the person who would do it, in order of time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use anyhow::Context as _;
use domain::calendar::Receipt;
use domain::clock::Unit;
use domain::council::Council;
use domain::directory::RoleKind;
use domain::enquiries::command::{Act, Answer, ConstituentGiven, Hold, Raise};
use domain::enquiries::event::{AnswerKind, Closure, Ground};
use domain::enquiries::{Command, Enquiries};
use domain::ids::{PartId, PersonId, ServiceId};
use domain::protocol::Door;
use domain::reference::Reference;
use jiff::Timestamp;
use jiff::civil::Date;

use super::beside::Script;
use super::council::Day;
use super::dice::Dice;
use super::fate::{self, Deed, Fate};
use super::matters::{Matter, matters, street};
use super::requests::{self, Requests};
use super::{BEGINS, SEED, SHOWN, at};
use crate::operations::{ActError, Keeper, Operations, Options, Subject};

/// The last days of the story, from which most of the work in hand comes.
const RECENT_DAYS: i32 = 16;

/// One enquiry of the story.
struct Told {
    reference: Reference,
    member: PersonId,
    service: Option<ServiceId>,
    matter: Matter,
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
    /// A working day ends and the product's own jobs run.
    Jobs,
}

struct Story<'a> {
    operations: &'a Operations,
    agenda: BinaryHeap<Reverse<(Timestamp, usize, Step)>>,
    steps: usize,
    told: Vec<Told>,
    matters: Vec<Matter>,
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
        matters: matters()?,
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
    for n in 0..enquiries {
        story.plan(raised_at(n, enquiries), Step::Raise(n));
    }
    let mut shown = 0;
    while let Some(Reverse((moment, _, step))) = story.agenda.pop() {
        operations.clock().set(moment.max(operations.now()));
        match step {
            Step::Raise(n) => story
                .raise(n)
                .await
                .with_context(|| format!("enquiry {n}"))?,
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
            Step::Jobs => drop(operations.run_jobs().await.context("the jobs")?),
            Step::Directory(n) => {
                let commands = std::mem::take(&mut story.days[n].commands);
                operations
                    .keep_directory(Keeper::Operator, commands, None)
                    .await?;
            }
        }
        let percent = story.told.len() * 100 / enquiries.max(1);
        if percent >= shown + 10 {
            shown = percent;
            progress(format!(
                "  {} of {enquiries} enquiries raised",
                story.told.len()
            ));
        }
    }
    Ok(())
}

/// Spreads the enquiries over the year, more of them towards its end, at all hours.
fn raised_at(n: usize, enquiries: usize) -> Timestamp {
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
        let pick = dice.below(self.matters.len());
        let matter = self.matters[pick].at(street(dice.below(1000)));
        let recent = (SHOWN - today).get_days() < RECENT_DAYS;
        let members = in_office(&council.council, today);
        let mut member = dice.one(&members).context("nobody is in office")?.clone();
        // A visitor looks around as the first persona: theirs is a good part of the work in hand.
        if recent && dice.happens(35) {
            let visitor = super::personas().into_iter().next();
            member = visitor.map_or(member, |persona| persona.person);
        }
        let wards: Vec<_> = council
            .directory
            .wards
            .on(today)
            .map(|ward| ward.id.clone())
            .collect();
        let seat = council.directory.appointments_of(&member, today);
        let own = seat
            .filter_map(|a| a.role.scope())
            .find_map(|scope| scope.parse().ok());
        let ward = if dice.happens(85) {
            own
        } else {
            dice.one(&wards).cloned()
        };
        let found = council.directory.who_does_what(&matter.title, today);
        let known = (!dice.happens(9)).then(|| found.first().map(|hit| hit.service.clone()));
        let raise = Raise {
            title: matter.title.clone(),
            body: matter.body.clone(),
            service: known.flatten(),
            ward,
            place: Some(
                matter
                    .title
                    .rsplit(", ")
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
            ),
            constituent: dice.happens(40).then(|| constituent(&mut dice)),
            ..Raise::default()
        };
        let actor = self.operations.actor(&member, None).await?;
        let act = Command::from(Act::Raise(Box::new(raise)));
        let done = self
            .operations
            .act::<Enquiries>(&actor, Subject::New, act, Options::default())
            .await?;
        let fate = fate::drawn(recent, &mut dice);
        self.told.push(Told {
            reference: done.reference,
            member,
            service: found.first().map(|hit| hit.service.clone()),
            matter,
        });
        let told = self.told.len() - 1;
        self.foretell(told, fate, &mut dice).await
    }

    /// Puts what follows on the agenda: each step so many working days after the receipt.
    async fn foretell(&mut self, told: usize, fate: Fate, dice: &mut Dice) -> anyhow::Result<()> {
        let council = self.operations.council().await?;
        let received = self.operations.today();
        for (days, deed) in fate::steps(fate, dice) {
            let on = Receipt::On(received);
            let day = council.calendar.due(on, Unit::WorkingDay, days).date;
            let moment = at(day, 9 + dice.below(8) as i64, dice.below(60) as i64);
            let moment = moment.max(self.operations.now() + jiff::SignedDuration::from_mins(20));
            self.plan(moment, Step::Deed(told, deed));
        }
        Ok(())
    }

    async fn deed(&mut self, told: usize, deed: Deed) -> anyhow::Result<()> {
        let today = self.operations.today();
        let Some(doer) = self.doer(told, deed).await? else {
            return Ok(());
        };
        let actor = self.operations.actor(&doer, None).await?;
        let subject = Subject::Case(self.told[told].reference.clone());
        let act = self.act(told, deed, today, &doer).await?;
        let command = Command {
            act,
            explanation: Some("The story asks for it.".to_owned()),
        };
        let done = self
            .operations
            .act::<Enquiries>(&actor, subject, command, Options::default())
            .await;
        match done {
            Ok(_) => Ok(()),
            // A case that has ended, or that has moved out of this person's sight, needs nothing more.
            Err(ActError::NotFound) => Ok(()),
            Err(ActError::Rejected(domain::verdict::Rejection::Refused(_))) => Ok(()),
            // Nobody answered it, for want of a service: there is nothing to close or to keep.
            Err(ActError::Rejected(_)) if matches!(deed, Deed::Close | Deed::Keep) => Ok(()),
            Err(other) => Err(other.into()),
        }
    }

    /// Who does it: the member, an officer of the service, its manager, or the contact centre.
    async fn doer(&self, told: usize, deed: Deed) -> anyhow::Result<Option<PersonId>> {
        let case = &self.told[told];
        if deed.is_the_members() {
            return Ok(Some(case.member.clone()));
        }
        let council = self.operations.council().await?;
        let today = self.operations.today();
        if deed == Deed::Route {
            let team = domain::access::Token::team(&"contact-centre".parse()?);
            return Ok(council
                .directory
                .holders_of(&team, today)
                .into_iter()
                .next());
        }
        let Some(service) = &case.service else {
            return Ok(None);
        };
        let officers = council.directory.officers_of(service, today);
        let mut dice = Dice::new(SEED, format!("officer of {told}"));
        Ok(dice
            .one(&officers)
            .map(|appointment| appointment.person.clone()))
    }

    /// The first promise of an enquiry that is still to be kept; any part where there is none, which
    /// the gate then refuses.
    async fn promised(&self, told: usize) -> anyhow::Result<PartId> {
        let case = &self.told[told];
        let visible = self.operations.visible(&case.member).await?;
        let case = self
            .operations
            .case::<Enquiries>(&case.reference, &visible)
            .await;
        let open = case.ok().and_then(|case| {
            let first = case.state.open_promises().next()?;
            Some(first.part.clone())
        });
        Ok(open.unwrap_or("none".parse()?))
    }

    /// The act with its words.
    async fn act(
        &self,
        told: usize,
        deed: Deed,
        today: Date,
        doer: &PersonId,
    ) -> anyhow::Result<Act> {
        let council = self.operations.council().await?;
        let matter = &self.told[told].matter;
        let days_on = |n: u32| {
            council
                .calendar
                .due(Receipt::On(today), Unit::WorkingDay, n)
                .date
        };
        Ok(match deed {
            Deed::Accept => Act::Accept,
            Deed::Acknowledge => Act::Acknowledge {
                handler: Some(doer.clone()),
                words: None,
                template: None,
            },
            Deed::Note => Act::Note {
                words: "Rang the crew; the record agrees.".to_owned(),
            },
            Deed::AskMember => Act::AskMember {
                words: "Can you tell us the house number, or send a picture?".to_owned(),
            },
            Deed::Reply => Act::ReplyToOfficers {
                words: "It is the third house.".to_owned(),
            },
            Deed::Hold(days) => Act::Hold(Hold {
                why: matter.hold.clone(),
                doing: matter.doing.clone(),
                until: days_on(days),
                liaised: days % 2 == 0,
                template: None,
            }),
            Deed::Agree => Act::AgreeDate,
            Deed::Contest => Act::ContestDate {
                wants: Some(days_on(2)),
                words: Some("The family cannot wait so long.".to_owned()),
            },
            Deed::Chase => Act::Chase,
            Deed::Burden => Act::RaiseBurden {
                words: "It needs every file of five years to be read by hand.".to_owned(),
                to_chief_officer: false,
            },
            Deed::Route => match &self.told[told].service {
                Some(service) => Act::Route {
                    to: service.clone(),
                },
                None => Act::Note {
                    words: "No service fits yet.".to_owned(),
                },
            },
            Deed::Answer => Act::Answer(answer(matter, days_on(25))),
            Deed::Keep => Act::KeepPromise {
                part: self.promised(told).await?,
            },
            Deed::Close => Act::Close {
                ending: Closure::Answered,
                why: None,
            },
            Deed::Rate(useful) => Act::Rate {
                answered: true,
                useful,
            },
            Deed::Reopen => Act::Reopen {
                why: "It has happened again, so the answer does not hold.".to_owned(),
            },
            Deed::HandOn => Act::HandOn {
                door: Door::Report,
                reference: format!("RP-{}", 20_000 + told * 7),
                told: "This is a report of a fault; the crew has it under that number.".to_owned(),
            },
            Deed::Complain => Act::HandToComplaints {
                permits: domain::enquiries::event::Permits::Progress,
                told: "The resident is unhappy with how the service went, so this is handled as \
                       a complaint. You will hear when it is decided."
                    .to_owned(),
            },
        })
    }
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

fn answer(matter: &Matter, due: Date) -> Answer {
    let promises = matter.promise.clone().map(|promise| (promise, due));
    Answer {
        words: matter.answer.clone(),
        kind: AnswerKind::Full,
        works_on: None,
        promises: promises.into_iter().collect(),
        forward: None,
        template: None,
    }
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
