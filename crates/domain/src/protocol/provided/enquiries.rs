//! Clocks and the provisions on members’ enquiries in words.

use super::Line;
use crate::clock::{Class, ClockRule, Consent, Silence, Stage, StageAct, Start, Unit, Waiting};
use crate::ids::TeamId;
use crate::protocol::Does::{Check, Clock, Gate, Measure, Notify, Record, Restrict, Route, Shown};
use crate::protocol::{BurdenRule, Does, Door, Enforce, LateRule, Practice, RoutingRule};

fn count(n: u32, unit: Unit) -> String {
    let unit = match unit {
        Unit::WorkingDay => "working day",
        Unit::CalendarDay => "calendar day",
    };
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}

pub(super) fn clock(whose: &str, rule: &ClockRule) -> Vec<Line> {
    let (class, which) = match rule.class {
        Class::Any => ("any", ""),
        Class::Urgent => ("urgent", " that is urgent"),
        Class::Other => ("other", " that is not urgent"),
    };
    let start = match rule.start {
        Start::Receipt => "receipt",
        Start::Acknowledgement => "the acknowledgement",
    };
    let within = format!("within {} of {start}", count(rule.n, rule.unit));
    let answer = Line::new(
        "n",
        &[Clock, Measure, Notify],
        format!("Answer to {whose}{which}"),
        within,
    );
    let silence = match rule.silence {
        Silence::Stands => "the date stands",
        Silence::DoesNotCount => "the date does not count",
    };
    let waiting = match rule.waiting {
        Waiting::Continues => "the clock runs on",
        Waiting::Pauses => "the clock stands",
    };
    let after = match rule.after_window {
        0 => "no further time".to_owned(),
        n => format!("open for {} more", count(n, rule.unit)),
    };
    let mut lines = vec![answer];
    lines.extend(rule.stages.iter().map(|stage| staged(*stage, rule.unit)));
    lines.push(
        Line::new(
            "silence",
            &[Clock],
            "When the member says nothing to a later date",
            silence,
        )
        .if_written(),
    );
    lines.push(
        Line::new(
            "waiting",
            &[Clock],
            "While the council waits for the member",
            waiting,
        )
        .if_written(),
    );
    lines.push(Line::new("after-window", &[Clock], "After the answer", after).if_written());
    for line in &mut lines {
        line.key = format!("{class}/{}", line.key);
    }
    lines
}

fn staged(stage: Stage, unit: Unit) -> Line {
    let time = count(stage.n, unit);
    match (stage.act, stage.consent) {
        (StageAct::AcknowledgeNamingHandler, _) => {
            let name = "Acknowledgement that names who deals with it";
            Line::new(
                "stages",
                &[Clock, Measure],
                name,
                format!("within {time} of receipt"),
            )
            .keyed("acknowledge")
        }
        (StageAct::SecondStage, Consent::Agree) => {
            let value = format!("{time} more, if the member agrees");
            Line::new("stages", &[Clock, Measure], "A second stage", value).keyed("second-stage")
        }
        (StageAct::SecondStage, Consent::Notice) => {
            let value = format!("{time} more, when the member is told");
            Line::new("stages", &[Clock, Measure], "A second stage", value).keyed("second-stage")
        }
    }
}

fn owed(is: bool) -> &'static str {
    if is { "owed" } else { "not owed" }
}

pub(super) fn late(rule: &LateRule) -> Vec<Line> {
    let close = match rule.officer_close {
        Enforce::Refuse => "waits until that is done",
        Enforce::Ask => "asks why it is not done",
        Enforce::Note => "records that it is not done",
        Enforce::Show => "goes on, and shows it",
    };
    vec![
        Line::new(
            "explain",
            &[Gate, Record],
            "When the target cannot be met, a word to the member why",
            owed(rule.explain),
        ),
        Line::new(
            "liaise",
            &[Gate, Record],
            "When the target cannot be met, a talk about the new date",
            owed(rule.liaise),
        ),
        Line::new(
            "explain",
            &[Gate, Record],
            "An officer’s close after the target without these",
            close,
        )
        .keyed("officer-close"),
    ]
}

pub(super) fn burden(rule: &BurdenRule) -> Vec<Line> {
    let to = match (rule.service_manager, rule.chief_officer) {
        (true, true) => "the service manager or the Chief Officer",
        (true, false) => "the service manager",
        (false, true) => "the Chief Officer",
        (false, false) => "nobody",
    };
    let clock = match rule.clock_runs {
        true => "the clock runs on",
        false => "the clock stands",
    };
    vec![
        Line::new(
            "service-manager",
            &[Route, Notify],
            "A disproportionate burden is raised with",
            to,
        ),
        Line::new(
            "clock-runs",
            &[Clock],
            "While a burden is talked over",
            clock,
        ),
    ]
}

pub(super) fn routing(rule: &RoutingRule) -> Vec<Line> {
    let team = |team: &TeamId| format!("the {}", team.as_str().replace('-', " "));
    let mut lines = Vec::new();
    if let Some(first) = &rule.everything_through {
        lines.push(Line::new(
            "everything-through",
            &[Route],
            "Every enquiry goes first to",
            team(first),
        ));
    }
    lines.push(Line::new(
        "unclear",
        &[Route],
        "What has no clear service goes to",
        team(&rule.unclear),
    ));
    if rule.steer_from_chief_officers {
        lines.push(Line::new(
            "steer-from-chief-officers",
            &[Check, Route],
            "A service matter brought to a Chief Officer",
            "is steered to the service manager",
        ));
    }
    lines
}

pub(super) fn offered(door: &Door) -> Vec<Line> {
    let offered = |key: &str, what: &str, does: &'static [Does]| {
        Line::new(
            "door",
            does,
            format!("Before an enquiry: {what}"),
            "offered",
        )
        .keyed(key)
    };
    vec![match *door {
        Door::Report => offered("report", "the online report of a fault", &[Check, Record]),
        Door::Request => offered(
            "request",
            "the online request for a service",
            &[Check, Record],
        ),
        Door::Complaint => offered("complaint", "the Complaints Procedure", &[Route, Record]),
        Door::Urgent => offered("urgent", "the numbers to ring now", &[Check, Record]),
        Door::NotOurs => offered("not-ours", "the body whose matter it is", &[Route, Record]),
        Door::InformationRights => offered(
            "information-rights",
            "the rights to information",
            &[Route, Record],
        ),
    }]
}

pub(super) fn practised(practice: &Practice) -> Vec<Line> {
    let practised = |key: &str, what: &str, does: &'static [Does]| {
        Line::new("practice", does, what, "yes").keyed(key)
    };
    vec![match *practice {
        Practice::Timely => practised("timely", "Officers are reminded before the date", &[Notify]),
        Practice::Reason => practised("reason", "Why the member steps in is recorded", &[Record]),
        Practice::WhoDoesWhat => {
            let what = "Who Does What finds the service manager";
            practised("who-does-what", what, &[Route])
        }
        Practice::Answerable => {
            let what = "Managers answer for how enquiries are handled";
            practised("answerable", what, &[Measure, Notify, Restrict])
        }
        Practice::OtherWork => practised(
            "other-work",
            "Officers are said to have other work too",
            &[Shown],
        ),
        Practice::BurdenTalk => {
            let what = "How a burdensome enquiry is answered is talked over";
            practised("burden-talk", what, &[Record])
        }
        Practice::EmployeeAdvice => {
            let what = "Advice is taken before an employee is helped as a constituent";
            practised("employee-advice", what, &[Check])
        }
    }]
}
