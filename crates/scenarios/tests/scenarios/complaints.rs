//! Steps about a complaint that an enquiry was.

use cucumber::{then, when};
use domain::complaints::event::{How, OmbudsmanOutcome, Outcome};
use domain::complaints::{Act, LEAST, quarter_of, report};
use domain::enquiries::{Ended, Standing};
use domain::protocol::Does;
use domain::protocol::complaints::ComplaintSaying;
use scenarios::words::{day, moment};
use scenarios::{Complaint, key};

use crate::scene::Scene;

impl Scene {
    fn complaint(&self) -> &Complaint {
        self.complaint
            .as_ref()
            .expect("a complaint was logged in this scenario")
    }
}

#[when("the product logs it as a complaint")]
fn logged(scene: &mut Scene) {
    let now = scene.now();
    let enquiry = scene.case().state().clone();
    let Standing::Ended {
        how: Ended::Complaint { permits, .. },
        ..
    } = &enquiry.standing
    else {
        panic!("it was not handed over");
    };
    let permits = *permits;
    let complaint = Complaint::of(&scene.town, &enquiry, permits, now, &mut scene.grounds);
    scene.complaint = Some(complaint);
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
    acts(scene, &who, &when, act);
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
    acts(scene, &who, &when, act);
}

fn acts(scene: &mut Scene, who: &str, when: &str, act: Act) {
    let now = moment(when);
    scene.now = Some(now);
    let complaint = scene.complaint.as_mut().expect("a complaint was logged");
    if let Err(why) = complaint.act(&scene.town, who, now, act, &mut scene.grounds) {
        panic!("{who} could not do it: {why:?}");
    }
}

#[then(regex = r"^the next date of the complaint is (\w+day \d+ \w+ \d{4})$")]
fn due(scene: &mut Scene, date: String) {
    assert_eq!(scene.complaint().row(&scene.town).due, Some(day(&date)));
}

#[then(regex = r"^the complaint is judged (in time|explained in time|late|explained late)$")]
fn judged(scene: &mut Scene, verdict: String) {
    let row = scene.complaint().row(&scene.town);
    assert_eq!(row.judged, Some(verdict.replace(' ', "-")));
}

#[then(regex = r"^the complaint stands as (\S+)$")]
fn stands(scene: &mut Scene, state: String) {
    assert_eq!(scene.complaint().row(&scene.town).state, state);
}

#[then(regex = r"^(.+?) (can|cannot) read the complaint$")]
fn reads(scene: &mut Scene, who: String, can: String) {
    let reads = scene.complaint().reads(&scene.town, &who, scene.now());
    assert_eq!(reads, can == "can", "{who}");
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
    let basis = complaint.says(&scene.town, ComplaintSaying::Quarterly);
    let basis = basis.expect("the text says that it is reported");
    scene.grounds.name(Does::Measure, &basis);
}
