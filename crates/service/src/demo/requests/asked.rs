//! What was asked, when, and what came of it.

use domain::information::choices::Wanted::{Document, Recorded, Research};
use domain::information::choices::{Capacity, Law, Permission, Unreasonable};
use domain::protocol::information::Marking;
use jiff::civil::date;

use super::Deed::{
    Accept, Advise, AskBody, Close, Declined, Determine, Exempt, Guide, Hold, Need, Note, Paper,
    Part, Permit, Provide, Refuse, Release, Say, Seek, Unreasonable as Find,
};
use super::{Asked, CHIEF, DEMOCRATIC, LEAD, MANAGER, MONITORING, OFFICER};

/// The dozen, oldest first.
pub(super) fn asked() -> Vec<Asked> {
    let mut all = earlier();
    all.extend(recent());
    all
}

fn earlier() -> Vec<Asked> {
    vec![
        Asked {
            on: date(2025, 9, 8),
            by: "M01",
            title: "Damp surveys of the last two years",
            body: "How many council homes in Abbotsgate were surveyed for damp, and with which results?",
            wanted: &[Recorded],
            capacity: Capacity::Ward,
            of_body: None,
            duty: "Speaking for tenants in my ward.",
            exceptional: None,
            deeds: vec![
                (
                    2,
                    MANAGER,
                    Provide(
                        "41 homes were surveyed; 17 had damp that needed works, of which 15 are done.",
                    ),
                ),
                (3, "M01", Close),
            ],
        },
        Asked {
            on: date(2025, 11, 3),
            by: "M10",
            title: "Prices in the repairs contract",
            body: "Please let me see the schedule of rates of the repairs contract.",
            wanted: &[Document],
            capacity: Capacity::Scrutiny,
            of_body: Some("homes-scrutiny"),
            duty: "Preparing scrutiny of the contract.",
            exceptional: None,
            deeds: vec![
                (1, OFFICER, Paper("Schedule of rates", Marking::Exempt)),
                (1, OFFICER, Exempt(Law::Business, "the whole schedule")),
                (
                    2,
                    MANAGER,
                    Refuse(
                        "The rates are the contractor’s business affairs and are being tendered again.",
                        Law::Business,
                        "Rates of a contract that is being tendered again",
                    ),
                ),
                (
                    4,
                    "M10",
                    AskBody(
                        "homes-scrutiny",
                        "The committee cannot test value without the rates.",
                    ),
                ),
                (
                    11,
                    DEMOCRATIC,
                    Declined(
                        "The committee declined to take it while the tender runs: minute 25/63.",
                    ),
                ),
            ],
        },
        Asked {
            on: date(2026, 1, 12),
            by: "M10",
            title: "Every repair order since 2015",
            body: "Please send me every repair order since 2015, with costs.",
            wanted: &[Research],
            capacity: Capacity::Other,
            of_body: None,
            duty: "Comparing costs over time.",
            exceptional: None,
            deeds: vec![
                (
                    1,
                    MANAGER,
                    Find(
                        Unreasonable::Cost,
                        "About 190,000 orders in two systems; some five weeks of work.",
                    ),
                ),
                (
                    1,
                    MANAGER,
                    Seek(true, "Must we supply it? Yearly totals would take a day."),
                ),
                (
                    4,
                    MONITORING,
                    Determine(
                        false,
                        "Single orders are not needed to compare costs over time; yearly totals are offered.",
                        "All orders of eleven years, where yearly totals serve the purpose",
                    ),
                ),
                (
                    5,
                    MANAGER,
                    Refuse(
                        "As determined. Yearly totals are with this answer’s web page.",
                        Law::Unreasonable,
                        "All orders of eleven years, where yearly totals serve the purpose",
                    ),
                ),
            ],
        },
        Asked {
            on: date(2026, 4, 20),
            by: "M01",
            title: "Options for the heating contract",
            body: "Please let me have the officers’ paper on the options for the heating contract.",
            wanted: &[Document],
            capacity: Capacity::Ward,
            of_body: None,
            duty: "Tenants in my ward ask what will change.",
            exceptional: None,
            deeds: vec![
                (
                    1,
                    OFFICER,
                    Paper("Options for the heating contract", Marking::Confidential),
                ),
                (
                    2,
                    LEAD,
                    Need(true, "Two blocks of the ward are in the first stage."),
                ),
                (
                    2,
                    MANAGER,
                    Need(true, "Two blocks of the ward are in the first stage."),
                ),
                (
                    3,
                    MANAGER,
                    Release("Answering tenants of Abbotsgate about the first stage"),
                ),
                (3, "M01", Accept),
                (
                    4,
                    MANAGER,
                    Part(
                        "The paper is released without the bidders’ prices.",
                        Law::Business,
                        "An options paper, without the prices of bidders",
                    ),
                ),
            ],
        },
    ]
}

fn recent() -> Vec<Asked> {
    let plain = |day: i8, by, title, body, duty| Asked {
        on: date(2026, 6, day),
        by,
        title,
        body,
        wanted: &[Recorded],
        capacity: Capacity::Ward,
        of_body: None,
        duty,
        exceptional: None,
        deeds: Vec::new(),
    };
    vec![
        Asked {
            on: date(2026, 5, 18),
            wanted: &[Document],
            deeds: vec![
                (1, OFFICER, Paper("Fire door inspections", Marking::Open)),
                (
                    2,
                    MANAGER,
                    Release("Following up fire safety in Abbotsgate"),
                ),
                (
                    2,
                    MANAGER,
                    Provide("The inspection report is released to you; 3 of 212 doors failed."),
                ),
            ],
            ..plain(
                1,
                "M01",
                "Fire door inspections in Abbotsgate",
                "Please let me have the latest inspection of fire doors in the blocks of my ward.",
                "Safety of tenants in my ward.",
            )
        },
        Asked {
            on: date(2026, 5, 27),
            exceptional: Some("There is a court date on 18 June."),
            wanted: &[Recorded],
            deeds: vec![
                (
                    1,
                    LEAD,
                    Advise("Speak of the repair history only, not of the household."),
                ),
                (1, MANAGER, Note("Legal has confirmed the date.")),
                (2, "M01", Permit(Permission::Obtained)),
                (
                    6,
                    MANAGER,
                    Say("We can talk through the repair history on Friday at two."),
                ),
            ],
            ..plain(
                1,
                "M01",
                "Repair history before a court date",
                "May I discuss the repair history of a flat with you before the tenant’s court date?",
                "A tenant has asked me to speak for them.",
            )
        },
        Asked {
            on: date(2026, 6, 1),
            wanted: &[Research],
            deeds: vec![
                (1, MANAGER, Say("Do you need it by ward or by block?")),
                (2, "M01", Say("By ward is enough.")),
                (
                    7,
                    MANAGER,
                    Hold(
                        "The contractor’s figures for May come on Friday.",
                        date(2026, 6, 15),
                    ),
                ),
            ],
            ..plain(
                1,
                "M01",
                "Waiting times for repairs by ward",
                "How long do tenants wait for a repair, by ward, over the last three years?",
                "A motion on repairs.",
            )
        },
        Asked {
            wanted: &[Document],
            of_body: Some("planning"),
            capacity: Capacity::Committee,
            deeds: vec![
                (
                    1,
                    OFFICER,
                    Paper("Structural report on the market hall", Marking::Exempt),
                ),
                (1, OFFICER, Exempt(Law::Privilege, "paragraphs 12 to 15")),
                (
                    2,
                    MANAGER,
                    Release("Deciding the application of the market hall"),
                ),
            ],
            ..plain(
                3,
                "M10",
                "Structural report on the market hall",
                "I sit on the committee that decides; please let me have the report with its exempt part.",
                "Deciding the application.",
            )
        },
        Asked {
            deeds: vec![
                (
                    1,
                    CHIEF,
                    Find(
                        Unreasonable::Nature,
                        "It asks for the names of officers who made single decisions.",
                    ),
                ),
                (1, CHIEF, Seek(false, "May we answer without the names?")),
                (2, MONITORING, Guide("Answer by post and not by name.")),
            ],
            ..plain(
                4,
                "M10",
                "Who decided on the window programme",
                "Which officers decided which block came first in the window programme?",
                "Tenants ask why they come last.",
            )
        },
        Asked {
            wanted: &[Document],
            deeds: vec![(
                1,
                OFFICER,
                Paper("Tenant survey with comments", Marking::Personal),
            )],
            ..plain(
                8,
                "M01",
                "Comments in the tenant survey",
                "Please let me read the comments from my ward in the tenant survey.",
                "Understanding what tenants want.",
            )
        },
        plain(
            9,
            "M01",
            "Empty homes in Abbotsgate",
            "How many council homes in my ward stand empty today, and since when?",
            "Families on the waiting list ask me.",
        ),
        plain(
            10,
            "M10",
            "Overtime of the repairs team",
            "How much overtime did the repairs team work last winter?",
            "Scrutiny of the budget.",
        ),
    ]
}
