//! Steps in which somebody does something with the enquiry.

use cucumber::{given, when};
use domain::calendar::local_date;
use domain::enquiries::command::{Act, Answer, Command, Hold};
use domain::enquiries::event::{
    AnswerKind, Approach, Closure, Contributor, Desk, InformationLaw, PassedOnBy, Permits,
};
use domain::protocol::Door;
use scenarios::words::{day, moment};
use scenarios::{Town, key};

use crate::scene::Scene;

/// An act that a scenario tells without more: the words are ours.
pub fn simple(act: &str) -> Act {
    let words = || "As the scenario says.".to_owned();
    match act {
        "accepts it" => Act::Accept,
        "acknowledges it" => Act::Acknowledge {
            handler: None,
            words: None,
            template: None,
        },
        "answers it" => Act::Answer(answer(Vec::new())),
        "agrees to the date" => Act::AgreeDate,
        "does not agree to the date" => Act::ContestDate {
            wants: None,
            words: Some(words()),
        },
        "asks how it stands" => Act::Chase,
        "asks the member a question" => Act::AskMember { words: words() },
        "replies to the officers" => Act::ReplyToOfficers { words: words() },
        "opens it again" => Act::Reopen { why: words() },
        "sends it back" => Act::Return { why: words() },
        "writes an internal note" => Act::Note { words: words() },
        "closes it" => Act::Close {
            ending: Closure::Answered,
            why: None,
        },
        "withdraws it" => Act::Close {
            ending: Closure::Withdrawn,
            why: None,
        },
        "closes it as raised by mistake" => Act::Close {
            ending: Closure::RaisedInError,
            why: Some(words()),
        },
        "lays it before the Monitoring Officer" => Act::Refer { why: words() },
        "hands it to the Complaints Procedure" => Act::HandToComplaints {
            permits: Permits::Progress,
            told: words(),
        },
        "splits off a freedom of information request" => Act::SplitInformationRights {
            law: InformationLaw::FreedomOfInformation,
            words: words(),
        },
        "raises it with the service manager as a disproportionate burden" => Act::RaiseBurden {
            words: words(),
            to_chief_officer: false,
        },
        "raises it with the Chief Officer as a disproportionate burden" => Act::RaiseBurden {
            words: words(),
            to_chief_officer: true,
        },
        "hands it on as a report" => Act::HandOn {
            door: Door::Report,
            reference: "FEN/2026/118".to_owned(),
            told: words(),
        },
        "says that it is the County Council’s" => Act::SayNotOurs {
            partner: key("county"),
            reference: None,
            told: words(),
        },
        "makes a part of it an enquiry of its own" => Act::Split {
            title: "The parking part".to_owned(),
            body: words(),
            service: Some(key("parking")),
        },
        "explains why the answer came late, having talked it over" => Act::ExplainLateness {
            words: words(),
            liaised: true,
        },
        other => panic!("no act of these scenarios is called “{other}”"),
    }
}

fn answer(promises: Vec<(String, jiff::civil::Date)>) -> Answer {
    Answer {
        words: "The damp will be treated.".to_owned(),
        kind: AnswerKind::Full,
        works_on: None,
        promises,
        forward: None,
        template: None,
    }
}

#[when(
    regex = r"^(.+?) (accepts it|acknowledges it|answers it|agrees to the date|does not agree to the date|asks how it stands|asks the member a question|replies to the officers|opens it again|sends it back|writes an internal note|closes it as raised by mistake|closes it|withdraws it|lays it before the Monitoring Officer|hands it to the Complaints Procedure|splits off a freedom of information request|raises it with the (?:service manager|Chief Officer) as a disproportionate burden|hands it on as a report|says that it is the County Council’s|makes a part of it an enquiry of its own|explains why the answer came late, having talked it over) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn does(scene: &mut Scene, who: String, act: String, when: String) {
    scene.act(&who, moment(&when), simple(&act));
}

#[when(
    regex = r"^(.+?) closes it as raised by mistake on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?), saying why$"
)]
fn closes_with_reason(scene: &mut Scene, who: String, when: String) {
    let command = Command {
        act: simple("closes it as raised by mistake"),
        explanation: Some("It was raised twice, and both know.".to_owned()),
    };
    scene.act(&who, moment(&when), command);
}

#[given(
    regex = r"^(.+?) sends a holding reply on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?) for (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)(, having talked it over with the member)?$"
)]
#[when(
    regex = r"^(.+?) sends a holding reply on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?) for (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)(, having talked it over with the member)?$"
)]
fn holds(scene: &mut Scene, who: String, when: String, until: String, liaised: String) {
    let hold = Hold {
        why: "The surveyor is ill.".to_owned(),
        doing: "Another surveyor comes.".to_owned(),
        until: day(&until),
        liaised: !liaised.is_empty(),
        template: None,
    };
    scene.act(&who, moment(&when), Act::Hold(hold));
}

#[when(
    regex = r"^(.+?) does not agree to the date on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?) and wants (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn contests(scene: &mut Scene, who: String, when: String, wants: String) {
    let act = Act::ContestDate {
        wants: Some(day(&wants)),
        words: None,
    };
    scene.act(&who, moment(&when), act);
}

#[given(
    regex = r"^(.+?) answers it on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?) and promises works by (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn promises(scene: &mut Scene, who: String, when: String, due: String) {
    let promises = vec![("The works are done.".to_owned(), day(&due))];
    scene.act(&who, moment(&when), Act::Answer(answer(promises)));
}

#[when(
    regex = r"^the product finds on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?) that the promise was not kept$"
)]
fn misses(scene: &mut Scene, when: String) {
    let part = scene.case().state().promises[0].part.clone();
    scene.act("the product", moment(&when), Act::MissPromise { part });
}

#[given(
    regex = r"^(.+?) sends it to (Housing Repairs|Parking) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
#[when(
    regex = r"^(.+?) sends it to (Housing Repairs|Parking) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn routes(scene: &mut Scene, who: String, to: String, when: String) {
    let to = scene.town.service(&to);
    scene.act(&who, moment(&when), Act::Route { to });
}

#[when(
    regex = r"^(.+?) passes it to (Housing Repairs|Parking) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn passes(scene: &mut Scene, who: String, to: String, when: String) {
    let to = Desk::Service(scene.town.service(&to));
    let act = Act::Reassign { to, handler: None };
    scene.act(&who, moment(&when), act);
}

#[when(
    regex = r"^(.+?) asks (Parking) for a part on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?) by (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn asks_part(scene: &mut Scene, who: String, of: String, when: String, due: String) {
    let act = Act::AskContribution {
        of: Contributor::Service(scene.town.service(&of)),
        about: "Who owns the bay?".to_owned(),
        due: day(&due),
    };
    scene.act(&who, moment(&when), act);
}

#[when(regex = r"^(.+?) gives the part on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$")]
fn gives_part(scene: &mut Scene, who: String, when: String) {
    let part = scene.case().state().contributions[0].part.clone();
    let words = "The council does.".to_owned();
    scene.act(&who, moment(&when), Act::Contribute { part, words });
}

#[when(
    regex = r"^(.+?) talks over how to answer on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?), and (a smaller question|an answer in steps|a meeting) is agreed$"
)]
fn talks_over(scene: &mut Scene, who: String, when: String, approach: String) {
    let approach = match approach.as_str() {
        "a smaller question" => Approach::Narrowed,
        "an answer in steps" => Approach::Phased,
        _ => Approach::Meeting,
    };
    let act = Act::DiscussBurden {
        approach,
        agreed: true,
        words: "Only the last two years.".to_owned(),
    };
    scene.act(&who, moment(&when), act);
}

#[when(
    regex = r"^(.+?) merges the second enquiry into the first on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn merges(scene: &mut Scene, who: String, when: String) {
    let into = beside(&scene.cases[0]);
    scene.act(&who, moment(&when), Act::Merge { into });
    let merged = scene.cases[1].state().received;
    let first = &mut scene.cases[0];
    assert!(first.state().is_open(), "the first goes on");
    assert!(first.state().received.date() <= merged.date());
    scene.cases.swap(0, 1);
}

#[when(
    regex = r"^(.+?) tries to merge the second enquiry into the first on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn tries_to_merge(scene: &mut Scene, who: String, when: String) {
    let into = beside(&scene.cases[0]);
    scene.try_act(&who, moment(&when), Act::Merge { into });
}

fn beside(case: &scenarios::Case) -> domain::enquiries::Beside {
    domain::enquiries::Beside {
        stream: case.stream.clone(),
        version: case.events.len() as u64,
        state: Box::new(case.state().clone()),
    }
}

#[when(regex = r"^the product looks for reminders on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$")]
fn looks(scene: &mut Scene, when: String) {
    let now = moment(&when);
    scene.now = Some(now);
    scene.reminders = scene.case().reminders(&scene.town, now);
    scene.grounds.notices(&scene.reminders);
}

#[given(
    regex = r"^the product records on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?) that (Councillor \w+) has left$"
)]
#[when(
    regex = r"^the product records on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?) that (Councillor \w+) has left$"
)]
fn records_leaving(scene: &mut Scene, when: String, who: String) {
    let now = moment(&when);
    let seat = Town::seat(&who);
    let ended = scene.town.council.directory.appointment(&seat);
    let Some(on) = ended.and_then(|seat| seat.to) else {
        panic!("{who} has not left in this scenario");
    };
    assert!(on < local_date(now));
    scene.act("the product", now, Act::EndHolder { on });
}

#[when(
    regex = r"^(.+?) passes it on to (Councillor \w+) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?) by (the constituent’s consent|their own act)$"
)]
fn passes_on(scene: &mut Scene, who: String, to: String, when: String, ground: String) {
    let ground = match ground.as_str() {
        "their own act" => PassedOnBy::MonitoringOfficer,
        _ => PassedOnBy::ConstituentConsent,
    };
    let to = Town::seat(&to);
    scene.act(&who, moment(&when), Act::PassOn { to, ground });
}
