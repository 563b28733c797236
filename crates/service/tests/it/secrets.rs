//! Confidential records, one of each register, as the people whose business they are make them: for the
//! tests that nobody else learns of one.

use std::collections::BTreeSet;

use domain::access::Visible;
use domain::amendments::{self, Amendments};
use domain::briefings::command::{Act as Briefing, Opening};
use domain::briefings::{self, Briefings};
use domain::complaints::event::{How, Outcome};
use domain::complaints::{self, Complaints};
use domain::directory::RoleKind;
use domain::enquiries::command::{Act, Answer as Reply, Hold, Raise};
use domain::enquiries::event::{AnswerKind, Permits};
use domain::enquiries::{self, Enquiries};
use domain::groups::command::{Act as Group, Asking, Attendance, Giving};
use domain::groups::event::{Capacity, Wants};
use domain::groups::{self, Groups};
use domain::ids::PersonId;
use domain::information::choices::{Capacity as Part, Law, LegalGround, Wanted};
use domain::information::command::{DocumentGiven, Request};
use domain::information::{self, Information};
use domain::interpretations::{self, About, Interpretations, Question};
use domain::protocol::Forum;
use domain::protocol::information::Marking;
use domain::reference::Reference;
use domain::register::Register;
use domain::register::files::FileTyped;
use jiff::civil::time;
use service::operations::{Options, Subject};

use crate::dice::Dice;
use crate::near::{around, below, everybody, readers_of, who_read};
use crate::town::{Town, damp};

/// A word of what nobody else may learn: it stands nowhere else.
pub const CANARY: &str = "quernstone";
/// A word of what is released by a declared release only.
pub const RELEASED: &str = "millrace";

/// A record with everybody who could read it at any time, and whoever acted on it.
pub struct Secret {
    pub register: &'static str,
    pub reference: Reference,
    pub insiders: BTreeSet<PersonId>,
    pub near: Vec<String>,
}

impl Secret {
    pub fn page(&self) -> String {
        format!("/{}/{}", self.register, self.reference)
    }
}

pub async fn people(town: &Town) -> Vec<PersonId> {
    let council = town.operations.council().await.expect("a council");
    council.directory.people().cloned().collect()
}

/// A record in the making.
struct Making<'a, R: Register> {
    town: &'a Town,
    case: Option<Reference>,
    insiders: BTreeSet<PersonId>,
    /// Everybody with what they may see: nothing that is done to a record changes it.
    all: Vec<Visible>,
    register: std::marker::PhantomData<R>,
}

impl<'a, R: Register<Command: Clone>> Making<'a, R> {
    fn new(town: &'a Town) -> Self {
        Self {
            town,
            case: None,
            insiders: BTreeSet::new(),
            all: Vec::new(),
            register: std::marker::PhantomData,
        }
    }

    /// Somebody acts. Only the first act must be taken: a later refusal is one in both worlds.
    async fn act(&mut self, who: &PersonId, command: impl Into<R::Command>) {
        let town = self.town;
        let actor = town.operations.actor(who, None).await.expect("an actor");
        let subject = match &self.case {
            Some(reference) => Subject::Case(reference.clone()),
            None => Subject::New,
        };
        let done = town
            .operations
            .act::<R>(&actor, subject, command.into(), Options::default())
            .await;
        if self.case.is_none() {
            let done = done.unwrap_or_else(|no| panic!("no record of {}: {no}", R::NAME));
            self.case = Some(done.reference);
        }
        self.insiders.insert(who.clone());
        let reference = self.case.as_ref().expect("it was opened");
        if self.all.is_empty() {
            self.all = everybody(town).await;
        }
        let readers = readers_of::<R>(town, reference).await;
        self.insiders.extend(who_read(&self.all, &readers));
    }

    /// Every address of the router below the record, and those given.
    fn done(self, near: &[String]) -> Secret {
        let reference = self.case.expect("it was opened");
        let mut all = below(R::NAME, &reference);
        all.extend_from_slice(near);
        Secret {
            register: R::NAME,
            reference,
            insiders: self.insiders,
            near: all,
        }
    }
}

/// An exempt paper that a request brought to light.
pub fn exempt_paper() -> DocumentGiven {
    DocumentGiven {
        file: file(CANARY),
        title: canary("The bill of"),
        of_body: None,
        marking: Marking::Exempt,
        redacted: false,
        group_paper: false,
        concerns: None,
    }
}

/// A file that tells of a word, by its name too.
pub fn file(word: &str) -> FileTyped {
    FileTyped {
        name: format!("{word}.txt"),
        media: "text/plain".to_owned(),
        bytes: format!("What was paid for the {word}").into_bytes(),
    }
}

pub fn canary(words: &str) -> String {
    format!("{words} the {CANARY} of the mill")
}

/// The registers of which there is a confidential record, each with what makes one.
pub const REGISTERS: [&str; 7] = [
    Enquiries::NAME,
    Information::NAME,
    Groups::NAME,
    Briefings::NAME,
    Complaints::NAME,
    Interpretations::NAME,
    Amendments::NAME,
];

/// A confidential record of a register.
pub async fn secret(town: &Town, register: &str, dice: &mut Dice) -> Secret {
    match register {
        Information::NAME => information(town, dice).await,
        Groups::NAME => group(town, dice).await,
        Briefings::NAME => briefing(town, dice).await,
        Complaints::NAME => complaint(town, dice).await,
        Interpretations::NAME => question(town, dice).await,
        Amendments::NAME => amendment(town).await,
        _ => enquiry(town, dice).await,
    }
}

/// An enquiry of some member, worked on by the officers of some service.
async fn enquiry(town: &Town, dice: &mut Dice) -> Secret {
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let directory = &council.directory;
    let seats: Vec<_> = directory
        .appointments()
        .filter(|a| a.holds(today) && a.role.kind() == RoleKind::Member)
        .collect();
    let seat = *dice.one(&seats);
    let services: Vec<_> = directory
        .services
        .on(today)
        .map(|service| &service.id)
        .filter(|service| !directory.officers_of(service, today).is_empty())
        .collect();
    let service = *dice.one(&services);
    let wards: Vec<_> = directory.wards.on(today).map(|w| w.id.clone()).collect();
    let mut making = Making::<Enquiries>::new(town);
    let raise = Raise {
        title: canary("Where is"),
        body: format!("Where is the {CANARY}, and who has moved it?"),
        service: Some(service.clone()),
        ward: Some(dice.one(&wards).clone()),
        ..damp()
    };
    let command = enquiries::Command::from(Act::Raise(Box::new(raise)));
    making.act(&seat.person, command).await;
    let officers = directory.officers_of(service, today);
    let officer = dice.one(&officers).person.clone();
    for _ in 0..dice.roll(4) {
        let act = match dice.roll(4) {
            0 => Act::Accept,
            1 => Act::Hold(Hold {
                why: canary("They weigh"),
                doing: "Asking the miller".to_owned(),
                until: "2026-06-26".parse().expect("a date"),
                liaised: true,
                template: None,
            }),
            2 => Act::Answer(Reply {
                words: canary("In the store is"),
                kind: AnswerKind::Full,
                works_on: None,
                promises: Vec::new(),
                forward: None,
                template: None,
            }),
            _ => Act::Chase,
        };
        let who = if matches!(act, Act::Chase) {
            &seat.person
        } else {
            &officer
        };
        making.act(who, enquiries::Command::from(act)).await;
    }
    making.done(&[
        format!("/enquiries?service={service}"),
        format!("/enquiries?holder={}", seat.id),
        format!("/enquiries?handler={officer}"),
        format!("/enquiries.csv?holder={}", seat.id),
        format!("/services/{service}"),
        format!("/people/{}", seat.person),
        format!("/people/{officer}"),
        format!("/performance?service={service}"),
    ])
}

fn asker(town: &Town, dice: &mut Dice) -> PersonId {
    let who: &str = dice.one::<&str>(&["member", "other-member"]);
    town.persona(who)
}

/// A member's request for a confidential paper.
async fn information(town: &Town, dice: &mut Dice) -> Secret {
    let mut making = Making::<Information>::new(town);
    let why = Some("It could not wait.".to_owned());
    let command = |act| information::Command {
        act,
        why: why.clone(),
    };
    let request = Request {
        service: Some("housing-repairs".parse().expect("a slug")),
        officer: None,
        title: canary("The papers on"),
        body: canary("What was paid for"),
        wanted: vec![Wanted::Recorded],
        duty: Some("Speaking for tenants.".to_owned()),
        ground: LegalGround::Shown,
        capacity: Part::Ward,
        of_body: None,
        casework: dice.roll(2) == 0,
        exceptional: Some("A tenant asked.".to_owned()),
        business: true,
        own_case: false,
    };
    let (asks, manager) = (asker(town, dice), town.persona("manager"));
    let asked = information::Act::Request(Box::new(request));
    making.act(&asks, command(asked)).await;
    let paper = exempt_paper();
    for step in 0..dice.roll(4) {
        let words = canary("On");
        let act = match step {
            0 => information::Act::AddDocument(Box::new(paper.clone())),
            1 => information::Act::Note { words },
            _ if dice.roll(2) == 0 => information::Act::Provide { words },
            _ => information::Act::Refuse {
                words,
                law: vec![Law::Business],
                precedent: Some(format!("Bills of a {RELEASED}")),
            },
        };
        making.act(&manager, command(act)).await;
    }
    making.done(&around(town, Information::NAME))
}

/// A misuse that an officer alleges where the text has it brought to the Monitoring Officer, and what was done about it.
pub async fn misuse(town: &Town) -> Secret {
    let mut making = Making::<Information>::new(town);
    let alleged = information::Act::AllegeMisuse {
        title: canary("He told of"),
        words: canary("At the club he spoke of"),
    };
    let (officer, office) = (town.persona("officer"), town.persona("monitoring-officer"));
    making
        .act(&officer, information::Command::from(alleged))
        .await;
    let settled = information::Act::SettleMisuse {
        words: canary("He was reminded about"),
    };
    making
        .act(&office, information::Command::from(settled))
        .await;
    making.done(&around(town, Information::NAME))
}

/// A group's request, perhaps approved, attended and its information given.
async fn group(town: &Town, dice: &mut Dice) -> Secret {
    let mut making = Making::<Groups>::new(town);
    let command = |act| groups::Command {
        act,
        why: Some("Said on the telephone.".to_owned()),
    };
    let asks = asker(town, dice);
    if dice.roll(4) == 0 {
        let report = Group::ReportBreach {
            title: canary("He told of"),
            words: canary("At the group he spoke of"),
            service: "housing-repairs".parse().expect("a slug"),
        };
        making.act(&asks, command(report)).await;
        return making.done(&around(town, Groups::NAME));
    }
    let asking = Asking {
        business: canary("Cabinet of 29 June on"),
        body: canary("Please explain"),
        wants: Wants::Attendance,
        party: false,
        service: "housing-repairs".parse().expect("a slug"),
        officer: None,
        capacity: Capacity::Officer,
        exceptional: Some("It changes everything.".to_owned()),
        meeting: None,
        meets_on: Some(town.operations.today()),
        place: Some("18:30, Committee Room 2".to_owned()),
        outsiders: false,
        present: None,
    };
    let (chief, manager) = (town.persona("chief-officer"), town.persona("manager"));
    making
        .act(&asks, command(Group::Ask(Box::new(asking))))
        .await;
    let given = Giving {
        subject: format!("The {RELEASED}"),
        information: format!("What the {RELEASED} costs."),
        factual: true,
        same: true,
        why: None,
        files: vec![file(RELEASED)],
    };
    let attended = Attendance {
        on: town.operations.today(),
        left: true,
        apart: true,
        outsiders: false,
        present: None,
        limited: false,
        part: Some(canary("The cost of")),
        given: Some(given.clone()),
        why: None,
    };
    for step in 0..dice.roll(6) {
        let (who, act) = match step {
            0 => (&chief, Group::Approve { officer: None }),
            1 => (&manager, Group::Agree),
            2 => (&manager, Group::Attend(attended.clone())),
            3 => (&manager, Group::Give(given.clone())),
            _ => (
                &manager,
                Group::Note {
                    words: canary("They disliked"),
                },
            ),
        };
        making.act(who, command(act)).await;
    }
    making.done(&around(town, Groups::NAME))
}

/// A confidential briefing of one member.
async fn briefing(town: &Town, dice: &mut Dice) -> Secret {
    let mut making = Making::<Briefings>::new(town);
    let command = |act| briefings::Command { act, why: None };
    let opening = Opening {
        title: canary("On"),
        body: canary("The Cabinet discussed"),
        service: "housing-repairs".parse().expect("a slug"),
        invites: None,
        forum: Forum::Other,
        consulted: None,
        why: None,
    };
    let (asks, manager) = (asker(town, dice), town.persona("manager"));
    making
        .act(&asks, command(Briefing::Open(Box::new(opening))))
        .await;
    for step in 0..dice.roll(3) {
        let act = match step {
            0 => Briefing::Arrange {
                on: "2026-06-15".parse().expect("a date"),
                time: time(14, 0, 0, 0),
                place: canary("By"),
                officer: None,
            },
            _ => Briefing::Brief {
                on: town.operations.today(),
                content: Some(canary("What is known of")),
                beyond: false,
            },
        };
        making.act(&manager, command(act)).await;
    }
    making.done(&around(town, Briefings::NAME))
}

/// A resident's complaint, perhaps given to an officer and answered.
async fn complaint(town: &Town, dice: &mut Dice) -> Secret {
    let mut making = Making::<Complaints>::new(town);
    let log = complaints::Log {
        sort: domain::complaints::event::Sort::Complaint,
        title: canary("Nobody came about"),
        body: canary("I was promised"),
        resident: Some(format!("A. {CANARY}")),
        received: None,
        service: Some("housing-repairs".parse().expect("a slug")),
        ward: None,
        enquiry: None,
        permits: Permits::Nothing,
        // Every second one is about somebody of the team that deals with complaints.
        keep_out: vec![town.persona("complaints"); dice.roll(2)],
    };
    let (officer, manager) = (town.persona("officer"), town.persona("manager"));
    let log = complaints::Act::Log(Box::new(log));
    making.act(&officer, complaints::Command::from(log)).await;
    for step in 0..dice.roll(3) {
        let act = match step {
            0 => complaints::Act::Allocate {
                service: None,
                handler: officer.clone(),
                told: Some(How::Letter),
            },
            _ => complaints::Act::Answer {
                outcome: Outcome::Upheld,
                words: canary("We found"),
                remedy: None,
                how: How::Letter,
            },
        };
        making.act(&manager, complaints::Command::from(act)).await;
    }
    let mut near = around(town, Complaints::NAME);
    near.push("/complaints-report".to_owned());
    making.done(&near)
}

/// A question of what the protocol means, or a gap, before it is answered.
async fn question(town: &Town, dice: &mut Dice) -> Secret {
    let mut making = Making::<Interpretations>::new(town);
    let question = Question {
        about: *dice.one(&[About::Meaning, About::Gap]),
        title: canary("Who keeps"),
        words: canary("Nothing is said of"),
        clauses: vec!["1.1".to_owned()],
        question: None,
    };
    let command = interpretations::Command {
        act: interpretations::Act::Ask(question),
        why: None,
    };
    making.act(&asker(town, dice), command).await;
    let mut near = around(town, Interpretations::NAME);
    near.push("/protocol/rulings".to_owned());
    making.done(&near)
}

/// A change of the protocol that was suggested and is not open for comments.
async fn amendment(town: &Town) -> Secret {
    let mut making = Making::<Amendments>::new(town);
    let command = amendments::Command {
        act: amendments::Act::Suggest {
            title: canary("Name"),
            words: canary("Nobody knows who keeps"),
            clauses: vec!["1.2".to_owned()],
            proposed: Some(canary("The miller keeps")),
        },
        why: None,
    };
    making.act(&town.persona("member"), command).await;
    let mut near = around(town, Amendments::NAME);
    near.push("/protocol/versions".to_owned());
    making.done(&near)
}
