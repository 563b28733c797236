//! Steps that say in which council it happens, and how an enquiry comes in.

use cucumber::{given, when};
use domain::calendar::Receipt;
use domain::enquiries::command::{Act, Command, ConstituentGiven, Means, Raise};
use domain::enquiries::doors_for;
use domain::enquiries::event::{Ground, Reason};
use domain::protocol::{Does, Door};
use scenarios::words::{day, moment};

use crate::scene::Scene;

#[given(regex = r"^the council has adopted (.+)$")]
fn adopted(scene: &mut Scene, title: String) {
    let pack = match title.as_str() {
        "the updated Cambridge protocol" => "cambridge-updated",
        "the existing Cambridge protocol" => "cambridge-existing",
        "Bradford’s Part 4C" => "bradford-4c",
        "no protocol" => return,
        other => panic!("no protocol is called “{other}”"),
    };
    scene.town.adopt(pack);
}

#[given(regex = r#"^the council has set "(.+)" to "(.+)"$"#)]
fn set(scene: &mut Scene, setting: String, value: String) {
    scene.town.set(&setting, &value);
}

#[given(regex = r"^the council is closed on (.+)$")]
fn closed(scene: &mut Scene, date: String) {
    scene.town.close_on(day(&date), "Closed");
}

fn plain(about: &str, scene: &Scene) -> Raise {
    let unclear = about == "something that no service is known for";
    Raise {
        title: "Damp in Bridge Street".to_owned(),
        body: "When will the damp be treated?".to_owned(),
        ward: Some(scenarios::key("castle")),
        service: (!unclear).then(|| scene.town.service(about)),
        ..Raise::default()
    }
}

fn raise(scene: &mut Scene, who: &str, when: &str, raise: Raise) {
    let command = Command::from(Act::Raise(Box::new(raise)));
    scene.raise((who, None), moment(when), command);
}

#[given(
    regex = r"^(Councillor \w+) raises an enquiry about (.+?) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
#[when(
    regex = r"^(Councillor \w+) raises an enquiry about (.+?) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn raises(scene: &mut Scene, who: String, about: String, when: String) {
    let plain = plain(&about, scene);
    raise(scene, &who, &when, plain);
}

#[given(
    regex = r"^(Councillor \w+) raises (\d+) enquiries about (.+?) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn raises_several(scene: &mut Scene, who: String, times: usize, about: String, when: String) {
    for _ in 0..times {
        let plain = plain(&about, scene);
        raise(scene, &who, &when, plain);
    }
}

#[given(
    regex = r"^(Councillor \w+) raises an enquiry for a constituent about (.+?) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
#[when(
    regex = r"^(Councillor \w+) raises an enquiry for a constituent about (.+?) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn raises_for_constituent(scene: &mut Scene, who: String, about: String, when: String) {
    let mut plain = plain(&about, scene);
    plain.constituent = Some(constituent(false));
    raise(scene, &who, &when, plain);
}

fn constituent(employee: bool) -> ConstituentGiven {
    ConstituentGiven {
        details: Some("A resident of Bridge Street".to_owned()),
        ground: Ground::Permission,
        third_party: false,
        child: false,
        employee,
        advice_taken: false,
    }
}

#[when(
    regex = r"^(Councillor \w+) raises an enquiry for an employee of the council about (.+?) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?), saying why no advice was taken$"
)]
fn raises_for_employee(scene: &mut Scene, who: String, about: String, when: String) {
    let mut plain = plain(&about, scene);
    plain.constituent = Some(constituent(true));
    let command = Command {
        act: Act::Raise(Box::new(plain)),
        explanation: Some("The boiler is out and it is freezing.".to_owned()),
    };
    scene.raise((&who, None), moment(&when), command);
}

#[when(
    regex = r"^(Councillor \w+) raises an enquiry about (.+?) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?), because (a service has failed|residents need a voice)$"
)]
fn raises_because(scene: &mut Scene, who: String, about: String, when: String, because: String) {
    let mut plain = plain(&about, scene);
    plain.reason = Some(match because.as_str() {
        "a service has failed" => Reason::ServiceFailure,
        _ => Reason::Advocacy,
    });
    raise(scene, &who, &when, plain);
}

#[when(
    regex = r"^(Councillor \w+) asks the Chief Officer about (.+?) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn asks_chief_officer(scene: &mut Scene, who: String, about: String, when: String) {
    let mut plain = plain(&about, scene);
    plain.to_chief_officer = true;
    raise(scene, &who, &when, plain);
}

#[when(
    regex = r"^(Councillor \w+) is shown the online report and goes on with an enquiry about (.+?) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn goes_on(scene: &mut Scene, who: String, about: String, when: String) {
    let mut plain = plain(&about, scene);
    plain.doors_shown = vec![Door::Report];
    raise(scene, &who, &when, plain);
}

#[when(
    regex = r"^(.+?) records on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?) what (Councillor \w+) asked about (.+?) by telephone on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn records(
    scene: &mut Scene,
    officer: String,
    when: String,
    member: String,
    about: String,
    asked: String,
) {
    let mut plain = plain(&about, scene);
    plain.means = Some(Means::Telephone);
    plain.received = Some(Receipt::On(day(&asked)));
    let command = Command::from(Act::Raise(Box::new(plain)));
    scene.raise((&officer, Some(&member)), moment(&when), command);
}

/// What an offered door does: the public ways are checked before an enquiry, the others lead elsewhere.
fn offers(door: Door) -> Does {
    match door {
        Door::Report | Door::Request | Door::Urgent => Does::Check,
        Door::Complaint | Door::NotOurs | Door::InformationRights => Does::Route,
    }
}

#[when(
    regex = r#"^(Councillor \w+) begins to write "(.+)" on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"#
)]
fn begins(scene: &mut Scene, _who: String, text: String, when: String) {
    let now = moment(&when);
    scene.now = Some(now);
    let on = domain::calendar::local_date(now);
    scene.offers = doors_for(&scene.town.council, on, &text, None);
    for offer in &scene.offers {
        scene.grounds.name(offers(offer.door), &offer.basis);
    }
}

#[given(
    regex = r"^(Councillor \w+) leaves the Council at the end of (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
#[when(
    regex = r"^(Councillor \w+) leaves the Council at the end of (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn leaves(scene: &mut Scene, who: String, on: String) {
    scene.town.leaves(&who, day(&on));
}
