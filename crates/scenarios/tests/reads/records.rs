//! One confidential record of each register, with who reads it and the parts that fewer read.

use domain::access::Readers;
use domain::amendments::{self, Amendments};
use domain::briefings::command::{Act as Briefing, Opening};
use domain::briefings::{self, Briefings};
use domain::complaints::{self, Complaints};
use domain::enquiries::command::{Act, ConstituentGiven, Raise};
use domain::enquiries::event::{Ground, Permits};
use domain::enquiries::{self, Enquiries};
use domain::groups::command::{Act as Group, Asking, Attendance, Giving};
use domain::groups::event::{Capacity, Target, Wants};
use domain::groups::{self, Groups};
use domain::information::choices::{Capacity as Part, LegalGround, Wanted};
use domain::information::command::Request;
use domain::information::{self, Information};
use domain::interpretations::{self, About, Interpretations, Question};
use domain::protocol::Forum;
use domain::reference::Reference;
use domain::register::Register;
use jiff::Timestamp;
use jiff::civil::date;
use scenarios::words::moment;
use scenarios::{Grounds, Record, Town, key};

/// A record of the table: what it is, and who reads it.
pub struct Shown {
    pub what: &'static str,
    pub readers: Readers,
}

/// The day on which the records are made.
pub fn at() -> Timestamp {
    moment("Thursday 2 April 2026")
}

/// A record after its first act.
fn opened<R: Register>(
    town: &Town,
    what: &'static str,
    who: &str,
    command: impl Into<R::Command>,
) -> Shown {
    let mut record = Record::<R>::new(1);
    let mut grounds = Grounds::default();
    if let Err(no) = record.act(town, who, at(), command.into(), &mut grounds) {
        panic!("{what}: {no:?}");
    }
    Shown {
        what,
        readers: R::readers(record.state()),
    }
}

fn raise(constituent: bool) -> enquiries::Command {
    let raise = Raise {
        title: "Damp in a flat".to_owned(),
        body: "When will the wall be treated?".to_owned(),
        service: Some(key("housing-repairs")),
        ward: Some(key("castle")),
        constituent: constituent.then(|| ConstituentGiven {
            details: Some("A tenant.".to_owned()),
            ground: Ground::Permission,
            third_party: false,
            child: false,
            employee: false,
            advice_taken: false,
        }),
        ..Raise::default()
    };
    enquiries::Command::from(Act::Raise(Box::new(raise)))
}

fn information(town: &Town) -> Shown {
    let request = Request {
        service: Some(key("housing-repairs")),
        officer: None,
        title: "The bill".to_owned(),
        body: "What was paid?".to_owned(),
        wanted: vec![Wanted::Recorded],
        duty: Some("Speaking for tenants.".to_owned()),
        ground: LegalGround::Shown,
        capacity: Part::Ward,
        of_body: None,
        casework: false,
        exceptional: None,
        business: true,
        own_case: false,
    };
    let command = information::Command::from(information::Act::Request(Box::new(request)));
    opened::<Information>(
        town,
        "Amin’s request for information",
        "Councillor Amin",
        command,
    )
}

/// A request for advice, or for an officer.
fn asking(officer: Option<&str>) -> Asking {
    Asking {
        business: "Budget, Council of 25 June".to_owned(),
        body: "Please explain the options.".to_owned(),
        wants: Wants::Information,
        party: false,
        service: key("housing-repairs"),
        officer: officer.map(key),
        capacity: Capacity::Officer,
        exceptional: None,
        meeting: None,
        meets_on: None,
        place: None,
        outsiders: false,
        present: None,
    }
}

fn group(town: &Town, what: &'static str, who: &str, officer: Option<&str>) -> Shown {
    let command = groups::Command {
        act: Group::Ask(Box::new(asking(officer))),
        why: None,
    };
    opened::<Groups>(town, what, who, command)
}

/// A confidential briefing that the repairs officer is to give, and what was said at one.
fn briefing(town: &Town) -> [Shown; 2] {
    let opening = Opening {
        title: "In-house repairs".to_owned(),
        body: "The Cabinet discussed it.".to_owned(),
        service: key("housing-repairs"),
        invites: None,
        forum: Forum::Other,
        consulted: None,
        why: None,
    };
    let arrange = Briefing::Arrange {
        on: date(2026, 4, 9),
        time: jiff::civil::time(14, 0, 0, 0),
        place: "Room 2".to_owned(),
        officer: Some(key("hall")),
    };
    let mut record = Record::<Briefings>::new(1);
    let mut grounds = Grounds::default();
    for (who, act) in [
        ("Councillor Amin", Briefing::Open(Box::new(opening))),
        ("the service manager of Housing Repairs", arrange),
    ] {
        let command = briefings::Command { act, why: None };
        if let Err(no) = record.act(town, who, at(), command, &mut grounds) {
            panic!("{who} on the briefing: {no:?}");
        }
    }
    [
        Shown {
            what: "Amin’s confidential briefing, to be given by the repairs officer",
            readers: briefings::readers(record.state()),
        },
        Shown {
            what: "What Amin is told there",
            readers: briefings::content_readers(record.state()),
        },
    ]
}

/// A meeting of the Oak Group that the repairs officer attended: the request, what was noted of the discussion, and
/// what the Elm Group was offered.
fn meeting(town: &Town) -> [Shown; 3] {
    let given = Giving {
        subject: "The options for the budget".to_owned(),
        information: "Three options, with their cost.".to_owned(),
        factual: true,
        same: true,
        why: None,
        files: Vec::new(),
    };
    let asking = Asking {
        wants: Wants::Attendance,
        meets_on: Some(date(2026, 4, 2)),
        ..asking(Some("hall"))
    };
    let attendance = Attendance {
        on: date(2026, 4, 2),
        left: true,
        apart: true,
        outsiders: false,
        present: None,
        limited: false,
        part: None,
        given: Some(given),
        why: None,
    };
    let words = "What the group weighed.".to_owned();
    let mut record = Record::<Groups>::new(1);
    let mut grounds = Grounds::default();
    let (amin, hall) = ("Councillor Amin", "the repairs officer");
    for (who, act) in [
        (amin, Group::Ask(Box::new(asking))),
        ("the Chief Officer", Group::Approve { officer: None }),
        (hall, Group::Agree),
        (hall, Group::Attend(attendance)),
        (hall, Group::Note { words }),
    ] {
        let why = Some("Nobody else knows the figures.".to_owned());
        let command = groups::Command { act, why };
        if let Err(no) = record.act(town, who, at(), command, &mut grounds) {
            panic!("{who} on the meeting: {no:?}");
        }
    }
    let state = record.state();
    let note = groups::note_readers(state, &state.notes[0].part).expect("a note");
    let mut offers = record.born.iter().map(Record::state);
    let elm = Target::Group(key("elm"));
    let offer = offers.find(|offer| offer.whose == elm).expect("an offer");
    [
        Shown {
            what: "The Oak Group’s meeting that the repairs officer attended",
            readers: groups::readers(state),
        },
        Shown {
            what: "What the officer noted there",
            readers: note,
        },
        Shown {
            what: "What the Elm Group was offered after it",
            readers: groups::readers(offer),
        },
    ]
}

fn complaint(town: &Town, permits: Permits, what: &'static str) -> Shown {
    let enquiry = Reference::from_entropy("ENQ", 7);
    let log = complaints::Log {
        sort: domain::complaints::event::Sort::Complaint,
        title: "Nobody came".to_owned(),
        body: "Three visits were missed.".to_owned(),
        resident: None,
        received: None,
        service: Some(key("housing-repairs")),
        ward: None,
        enquiry: Some((enquiry, key("amin-seat"))),
        permits,
        keep_out: Vec::new(),
    };
    let log = complaints::Act::Log(Box::new(log));
    let command = complaints::Command::from(log);
    opened::<Complaints>(town, what, "the repairs officer", command)
}

fn question(town: &Town) -> Shown {
    let question = Question {
        about: About::Gap,
        title: "Letters in another language".to_owned(),
        words: "Nothing is said of them.".to_owned(),
        clauses: vec!["1.1".to_owned()],
        question: None,
    };
    let command = interpretations::Command {
        act: interpretations::Act::Ask(question),
        why: None,
    };
    opened::<Interpretations>(town, "Amin’s question on a gap", "Councillor Amin", command)
}

fn amendment(town: &Town) -> Shown {
    let suggest = amendments::Act::Suggest {
        title: "Say what a working day is".to_owned(),
        words: "People count differently.".to_owned(),
        clauses: vec!["1.2".to_owned()],
        proposed: None,
    };
    let command = amendments::Command {
        act: suggest,
        why: None,
    };
    opened::<Amendments>(town, "Amin’s suggested change", "Councillor Amin", command)
}

/// Every record of the table, as made on the day.
pub fn records(town: &Town) -> Vec<Shown> {
    let amin = "Councillor Amin";
    let enquiry = |constituent, what| opened::<Enquiries>(town, what, amin, raise(constituent));
    let mut all = vec![
        enquiry(true, "Amin’s enquiry for a constituent"),
        enquiry(false, "Amin’s enquiry on Castle ward"),
        information(town),
        group(
            town,
            "The Oak Group’s request, asked by Bell",
            "Councillor Bell",
            None,
        ),
        group(
            town,
            "The Oak Group’s request to the repairs officer, asked by Amin",
            amin,
            Some("hall"),
        ),
    ];
    all.extend(meeting(town));
    all.extend(briefing(town));
    all.extend([
        complaint(
            town,
            Permits::Progress,
            "The complaint that was Amin’s enquiry, its progress permitted",
        ),
        complaint(town, Permits::Nothing, "The same, nothing permitted"),
        question(town),
        amendment(town),
    ]);
    all
}
