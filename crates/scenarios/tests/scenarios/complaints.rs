//! Steps about a complaint that an enquiry was.

use cucumber::{then, when};
use domain::complaints::event::{How, OmbudsmanOutcome, Outcome};
use domain::complaints::{Act, Command, Complaints, LEAST, Log, clock, quarter_of, report, rules};
use domain::enquiries::{Ended, Standing};
use domain::protocol::Does;
use domain::protocol::complaints::ComplaintSaying;
use domain::register::{Register, Row};
use scenarios::words::{day, moment};
use scenarios::{Record, key};

use crate::scene::Scene;

impl Scene {
    fn complaint(&self) -> &Record<Complaints> {
        self.complaint
            .as_ref()
            .expect("a complaint was logged in this scenario")
    }

    fn complaint_row(&self) -> Row {
        Complaints::summary(self.complaint().state(), &self.town.council)
    }
}

#[when("the product logs it as a complaint")]
fn logged(scene: &mut Scene) {
    let enquiry = scene.case().state().clone();
    let Standing::Ended {
        how: Ended::Complaint { permits, .. },
        ..
    } = &enquiry.standing
    else {
        panic!("it was not handed over");
    };
    let log = Log {
        sort: domain::complaints::event::Sort::Complaint,
        title: "Nobody came".to_owned(),
        body: "Three visits were promised and nobody came.".to_owned(),
        resident: None,
        received: Some(enquiry.received),
        service: enquiry.service.clone(),
        ward: None,
        enquiry: Some((enquiry.reference.clone(), enquiry.holder.clone())),
        permits: *permits,
        keep_out: Vec::new(),
    };
    scene.complaint = Some(Record::new(1));
    acts(scene, "the product", Act::Log(Box::new(log)));
}

fn words() -> String {
    "As the scenario says.".to_owned()
}

#[when(
    regex = r"^(.+?) (gives the complaint to the repairs officer, who tells the resident|gives the complaint to the repairs officer|answers the complaint|begins the next stage of the complaint|records that the Ombudsman has the complaint|records that the Ombudsman found no fault) on (\w+day \d+ \w+ \d{4})$"
)]
fn does(scene: &mut Scene, who: String, act: String, when: String) {
    let handler = key("hall");
    let act = match act.as_str() {
        "gives the complaint to the repairs officer" => Act::Allocate {
            service: None,
            handler,
            told: None,
        },
        "gives the complaint to the repairs officer, who tells the resident" => Act::Allocate {
            service: None,
            handler,
            told: Some(How::Letter),
        },
        "answers the complaint" => Act::Answer {
            outcome: Outcome::Upheld,
            words: words(),
            remedy: Some(words()),
            how: How::Letter,
        },
        "begins the next stage of the complaint" => Act::NextStage { why: words() },
        "records that the Ombudsman has the complaint" => Act::AskOmbudsman { reference: None },
        _ => Act::DecideOmbudsman {
            outcome: OmbudsmanOutcome::NoFault,
            words: words(),
        },
    };
    scene.now = Some(moment(&when));
    acts(scene, &who, act);
}

#[when(
    regex = r"^(.+?) takes longer over the complaint on (\w+day \d+ \w+ \d{4}), until (\w+day \d+ \w+ \d{4}), with the reasons$"
)]
fn longer(scene: &mut Scene, who: String, when: String, until: String) {
    let act = Act::Extend {
        until: day(&until),
        why: words(),
        good_reason: None,
        how: How::Letter,
    };
    scene.now = Some(moment(&when));
    acts(scene, &who, act);
}

fn acts(scene: &mut Scene, who: &str, act: Act) {
    let now = scene.now();
    let complaint = scene.complaint.as_mut().expect("a complaint is begun");
    let command = Command::from(act);
    if let Err(why) = complaint.act(&scene.town, who, now, command, &mut scene.grounds) {
        panic!("{who} could not do it: {why:?}");
    }
    let running = clock(complaint.state(), &scene.town.council, now);
    scene.grounds.clock(&running);
}

#[then(regex = r"^the next date of the complaint is (\w+day \d+ \w+ \d{4})$")]
fn due(scene: &mut Scene, date: String) {
    assert_eq!(scene.complaint_row().due, Some(day(&date)));
}

#[then(regex = r"^the complaint is judged (in time|explained in time|late|explained late)$")]
fn judged(scene: &mut Scene, verdict: String) {
    let row = scene.complaint_row();
    assert_eq!(row.judged, Some(verdict.replace(' ', "-")));
}

#[then(regex = r"^the complaint stands as (\S+)$")]
fn stands(scene: &mut Scene, state: String) {
    assert_eq!(scene.complaint_row().state, state);
}

#[then(regex = r"^(.+?) (can|cannot) read the complaint$")]
fn reads(scene: &mut Scene, who: String, can: String) {
    let reads = scene.complaint().reads(&scene.town, &who, scene.now());
    assert_eq!(reads.is_some(), can == "can", "{who}");
}

#[then(regex = r"^the resident (has|has not) been told who deals with it$")]
fn told(scene: &mut Scene, has: String) {
    assert_eq!(scene.complaint().state().told_handler, has == "has");
}

#[then(regex = r"^(.+?) is told of the complaint$")]
fn is_told(scene: &mut Scene, who: String) {
    let notices = scene.complaint().notices.clone();
    assert!(scene.reaches(&notices, &who), "told are {notices:?}");
}

#[then(regex = r"^the report of the quarter tells of no single complaint$")]
fn reported(scene: &mut Scene) {
    let complaint = scene.complaint();
    let states = [complaint.state().clone()];
    let quarter = quarter_of(complaint.state().received.date());
    let council = &scene.town.council;
    let few = report(&states, council, quarter, quarter.1);
    assert_eq!(few.all, None);
    let many = vec![complaint.state().clone(); LEAST as usize];
    let told = report(&many, council, quarter, quarter.1);
    assert_eq!(told.all.map(|all| all.received), Some(LEAST));
    let rules = rules(complaint.state(), council);
    let said = rules.says(ComplaintSaying::Quarterly);
    let basis = said
        .expect("the text says that it is reported")
        .basis
        .clone();
    scene.grounds.name(Does::Measure, &basis);
}
