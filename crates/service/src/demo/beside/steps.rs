//! The steps of the story, oldest first within each register.

use domain::briefings::command::{Act as Briefing, Invites, Opening};
use domain::directory::RoleKind;
use domain::groups::command::{Act as Group, Asking, Attendance, Giving};
use domain::groups::event::{Capacity, Ground, Wants};
use domain::protocol::Forum;
use jiff::civil::{Date, date, time};

use super::super::at;
use super::{Deed, Step};

fn step(on: Date, hour: i64, who: &'static str, case: &'static str, deed: Deed) -> Step {
    Step {
        at: at(on, hour, 10),
        who,
        case,
        deed,
    }
}

fn request(business: &str, body: &str, meets_on: Option<Date>) -> Group {
    let attends = meets_on.is_some();
    Group::Ask(Box::new(Asking {
        business: business.to_owned(),
        body: body.to_owned(),
        wants: if attends {
            Wants::Attendance
        } else {
            Wants::Information
        },
        party: false,
        service: "housing-repairs".parse().expect("a service of the demo"),
        officer: None,
        capacity: Capacity::Officer,
        exceptional: Some("It changes how every repair is ordered.".to_owned()),
        meeting: None,
        meets_on,
        place: attends.then(|| "18:30, Committee Room 2".to_owned()),
        outsiders: false,
        present: None,
    }))
}

fn giving(subject: &str, information: &str) -> Giving {
    Giving {
        subject: subject.to_owned(),
        information: information.to_owned(),
        factual: true,
        same: true,
        why: None,
        files: Vec::new(),
    }
}

fn attended(on: Date, given: Giving) -> Group {
    Group::Attend(Attendance {
        on,
        left: true,
        apart: true,
        outsiders: false,
        present: None,
        limited: false,
        part: Some("The cost of each option".to_owned()),
        given: Some(given),
        why: None,
    })
}

pub(super) fn requests() -> Vec<Step> {
    use Deed::{Group as On, Offer};
    let contract = giving(
        "Options for the repairs contract",
        "Three options, each with its cost over five years and what it means for tenants:\n\
         keep the contract, split it in two, or take the work in house.",
    );
    let damp = giving(
        "Damp and mould: cases and times",
        "Cases by ward for the last four quarters, with the time until the first visit.",
    );
    vec![
        step(
            date(2026, 3, 9),
            9,
            "other-member",
            "contract",
            On(request(
                "Housing repairs contract, Cabinet of 23 March",
                "Please explain the options and what they cost.",
                Some(date(2026, 3, 16)),
            )),
        ),
        step(
            date(2026, 3, 10),
            11,
            "chief-officer",
            "contract",
            On(Group::Approve { officer: None }),
        ),
        step(
            date(2026, 3, 11),
            9,
            "manager",
            "contract",
            On(Group::Agree),
        ),
        step(
            date(2026, 3, 17),
            9,
            "manager",
            "contract",
            On(attended(date(2026, 3, 16), contract)),
        ),
        step(
            date(2026, 3, 17),
            11,
            "manager",
            "contract",
            On(Group::Note {
                words: "Most questions were about the cost of the second option.".to_owned(),
            }),
        ),
        step(
            date(2026, 3, 19),
            14,
            "member",
            "contract-offer",
            Offer(Group::TakeUp),
        ),
        step(
            date(2026, 4, 13),
            9,
            "member",
            "damp",
            On(request(
                "Damp and mould in council homes, scrutiny committee of 12 May",
                "Please bring the figures by ward.",
                Some(date(2026, 4, 27)),
            )),
        ),
        step(
            date(2026, 4, 15),
            10,
            "chief-officer",
            "damp",
            On(Group::Approve { officer: None }),
        ),
        step(date(2026, 4, 15), 12, "manager", "damp", On(Group::Agree)),
        step(
            date(2026, 4, 28),
            9,
            "manager",
            "damp",
            On(attended(date(2026, 4, 27), damp)),
        ),
        step(
            date(2026, 4, 30),
            16,
            "other-member",
            "damp-offer",
            Offer(Group::DeclineOffer),
        ),
        step(
            date(2026, 5, 6),
            9,
            "other-member",
            "campaign",
            On(request(
                "Leaflets on repairs, Cabinet of 8 June",
                "Which of our pledges on repairs would go down best?",
                Some(date(2026, 5, 18)),
            )),
        ),
        step(
            date(2026, 5, 7),
            9,
            "chief-officer",
            "campaign",
            On(Group::Decline {
                ground: Ground::PoliticalView,
                words: Some("Officers can give the figures behind the budget instead.".to_owned()),
            }),
        ),
        step(
            date(2026, 5, 20),
            9,
            "other-member",
            "figures",
            On(request(
                "Budget for repairs, Council of 25 June",
                "Please send what was spent by ward.",
                None,
            )),
        ),
        step(
            date(2026, 5, 22),
            15,
            "manager",
            "figures",
            On(Group::Give(giving(
                "Spending on repairs by ward",
                "Planned and actual spending for each ward, last three years.",
            ))),
        ),
        step(
            date(2026, 6, 3),
            9,
            "member",
            "tenants",
            On(request(
                "Tenants’ charter, Cabinet of 29 June",
                "Please explain what the charter would bind the council to.",
                Some(date(2026, 6, 18)),
            )),
        ),
        step(
            date(2026, 6, 4),
            10,
            "chief-officer",
            "tenants",
            On(Group::Approve { officer: None }),
        ),
        step(date(2026, 6, 5), 9, "manager", "tenants", On(Group::Agree)),
        step(
            date(2026, 6, 9),
            9,
            "other-member",
            "voids",
            On(request(
                "Empty homes, Cabinet of 29 June",
                "Please explain why homes stand empty for so long.",
                Some(date(2026, 6, 22)),
            )),
        ),
        step(
            date(2026, 6, 10),
            9,
            "chief-officer",
            "breach",
            On(Group::ReportBreach {
                title: "An officer at a meeting that nobody had approved".to_owned(),
                words: "They were asked in the corridor and went along.".to_owned(),
                service: "housing-repairs".parse().expect("a service of the demo"),
            }),
        ),
    ]
}

fn opening(title: &str, body: &str, invites: Option<Invites>) -> Briefing {
    Briefing::Open(Box::new(Opening {
        title: title.to_owned(),
        body: body.to_owned(),
        service: "housing-repairs".parse().expect("a service of the demo"),
        invites,
        forum: Forum::Other,
        consulted: None,
        why: invites.map(|_| "The portfolio holder asked for it.".to_owned()),
    }))
}

fn arrange(on: Date) -> Briefing {
    Briefing::Arrange {
        on,
        time: time(14, 0, 0, 0),
        place: "Committee Room 2".to_owned(),
        officer: None,
    }
}

fn given(on: Date, content: &str) -> Briefing {
    Briefing::Brief {
        on,
        content: Some(content.to_owned()),
        beyond: false,
    }
}

pub(super) fn briefings() -> Vec<Step> {
    use Deed::Briefing as On;
    let leaders = Some(Invites::Office(RoleKind::GroupLeader));
    vec![
        step(
            date(2026, 4, 8),
            9,
            "manager",
            "leaders",
            On(opening(
                "Repairs after the winter",
                "Goes to the scrutiny committee in May.",
                leaders,
            )),
        ),
        step(
            date(2026, 4, 8),
            10,
            "manager",
            "leaders",
            On(arrange(date(2026, 4, 21))),
        ),
        step(
            date(2026, 4, 9),
            9,
            "other-member",
            "leaders",
            On(Briefing::Accept),
        ),
        step(
            date(2026, 4, 22),
            9,
            "manager",
            "leaders",
            On(given(
                date(2026, 4, 21),
                "What the winter cost, and which homes come first.",
            )),
        ),
        step(
            date(2026, 5, 11),
            9,
            "other-member",
            "private",
            On(opening(
                "In-house repairs",
                "The Cabinet has discussed it twice; it may come to the Council.",
                None,
            )),
        ),
        step(
            date(2026, 5, 12),
            9,
            "manager",
            "private",
            On(arrange(date(2026, 5, 19))),
        ),
        step(
            date(2026, 5, 20),
            9,
            "manager",
            "private",
            On(given(
                date(2026, 5, 19),
                "What other councils found when they took the work in house.",
            )),
        ),
        step(
            date(2026, 6, 8),
            9,
            "member",
            "charter",
            On(opening(
                "The tenants’ charter",
                "Comes to the Cabinet on 29 June.",
                None,
            )),
        ),
        step(
            date(2026, 6, 9),
            9,
            "manager",
            "charter",
            On(arrange(date(2026, 6, 16))),
        ),
        step(
            date(2026, 5, 26),
            9,
            "manager",
            "together",
            On(opening(
                "The repairs contract: what comes next",
                "Goes to the Cabinet on 29 June.",
                Some(Invites::AllGroups),
            )),
        ),
        step(
            date(2026, 5, 26),
            10,
            "manager",
            "together",
            On(arrange(date(2026, 6, 2))),
        ),
        step(
            date(2026, 5, 27),
            9,
            "other-member",
            "together",
            On(Briefing::Accept),
        ),
        step(
            date(2026, 6, 3),
            9,
            "manager",
            "together",
            On(given(
                date(2026, 6, 2),
                "The three options, and what each means for tenants.",
            )),
        ),
    ]
}
