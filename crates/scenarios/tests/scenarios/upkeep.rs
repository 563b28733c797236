//! Steps on what the protocol means and how it is changed.

use cucumber::{given, then, when};
use domain::amendments::{Act as Change, Amendments, Command as ChangeCommand, Kind as ChangeKind};
use domain::interpretations::{
    About, Act, Command, Determination, Interpretations, Kind, Question, Standing,
};
use domain::protocol::{Minuted, PackEdit, Standing as VersionStanding};
use domain::verdict::{Basis, Gate};
use scenarios::Record;
use scenarios::words::{day, moment, names};

use crate::scene::Scene;

fn command(act: Act) -> Command {
    Command { act, why: None }
}

fn question(scene: &Scene) -> &Record<Interpretations> {
    match scene.questions.last() {
        Some(question) => question,
        None => panic!("nothing has been asked in this scenario"),
    }
}

fn amendment(scene: &Scene) -> &Record<Amendments> {
    match scene.amendments.last() {
        Some(amendment) => amendment,
        None => panic!("no change has been suggested in this scenario"),
    }
}

fn ask(scene: &mut Scene, who: &str, about: About, clause: &str, open: Option<&str>, when: &str) {
    let act = Act::Ask(Question {
        about,
        title: "As the scenario says".to_owned(),
        words: "As the scenario says.".to_owned(),
        clauses: vec![clause.to_owned()],
        question: open.map(scenarios::key_of_question),
    });
    let now = moment(when);
    scene.now = Some(now);
    let mut record = Record::new(scene.questions.len() as u64 + 100);
    let done = record.act_of_council(&mut scene.town, who, now, command(act), &mut scene.grounds);
    assert_eq!(done, Ok(()), "{who} could not ask");
    scene.questions.push(record);
}

#[given(regex = r"^(.+?) asks what clause (\S+) means, question (\w+), on (\w+day \d+ \w+ \d{4})$")]
#[when(regex = r"^(.+?) asks what clause (\S+) means, question (\w+), on (\w+day \d+ \w+ \d{4})$")]
fn asks_open(scene: &mut Scene, who: String, clause: String, open: String, when: String) {
    ask(scene, &who, About::Meaning, &clause, Some(&open), &when);
}

#[given(regex = r"^(.+?) asks what clause (\S+) means on (\w+day \d+ \w+ \d{4})$")]
#[when(regex = r"^(.+?) asks what clause (\S+) means on (\w+day \d+ \w+ \d{4})$")]
fn asks(scene: &mut Scene, who: String, clause: String, when: String) {
    ask(scene, &who, About::Meaning, &clause, None, &when);
}

#[when(regex = r"^(.+?) takes a gap near clause (\S+) for advice on (\w+day \d+ \w+ \d{4})$")]
fn asks_advice(scene: &mut Scene, who: String, clause: String, when: String) {
    ask(scene, &who, About::Gap, &clause, None, &when);
}

fn act(scene: &mut Scene, who: &str, when: &str, act: Act) {
    let now = moment(when);
    scene.now = Some(now);
    let Some(record) = scene.questions.last_mut() else {
        panic!("nothing has been asked in this scenario");
    };
    let done = record.act_of_council(&mut scene.town, who, now, command(act), &mut scene.grounds);
    scene.rejected = done.err();
}

fn ruling(confirms: bool) -> Determination {
    Determination {
        asks: Some("What is meant?".to_owned()),
        words: "As the scenario says.".to_owned(),
        from: None,
        confirms,
        values: None,
    }
}

#[when(regex = r"^(.+?) determines that the default stands on (\w+day \d+ \w+ \d{4})$")]
fn confirms(scene: &mut Scene, who: String, when: String) {
    act(scene, &who, &when, Act::Determine(ruling(true)));
}

#[when(regex = r"^(.+?) determines that “(.+)” on (\w+day \d+ \w+ \d{4})$")]
fn replaces(scene: &mut Scene, who: String, values: String, when: String) {
    let mut ruling = ruling(false);
    ruling.values = Some(values);
    act(scene, &who, &when, Act::Determine(ruling));
}

#[when(regex = r"^(.+?) rules otherwise on (\w+day \d+ \w+ \d{4})$")]
fn differs(scene: &mut Scene, who: String, when: String) {
    act(scene, &who, &when, Act::Differ(ruling(false)));
}

#[when(regex = r"^(.+?) signs the other ruling on (\w+day \d+ \w+ \d{4})$")]
fn signs(scene: &mut Scene, who: String, when: String) {
    act(scene, &who, &when, Act::Sign);
}

#[when(regex = r"^(.+?) advises on (\w+day \d+ \w+ \d{4})$")]
fn advises(scene: &mut Scene, who: String, when: String) {
    let words = "As the scenario says.".to_owned();
    act(scene, &who, &when, Act::Advise { words });
}

#[when(regex = r"^the council settles it by minute (\S+) on (\w+day \d+ \w+ \d{4})$")]
fn settles(scene: &mut Scene, minute: String, when: String) {
    let decided = Act::Decide {
        determination: ruling(true),
        body: "Council".to_owned(),
        minute,
    };
    act(scene, "democratic services", &when, decided);
}

#[then(regex = r"^(.+?) does not determine it$")]
fn not_theirs(scene: &mut Scene, who: String) {
    let now = scene.now();
    let record = question(scene).clone();
    let gate = record.gate(&scene.town, &who, now, Kind::Determine, &mut scene.grounds);
    assert!(!gate.is_allowed(), "{who} may determine it");
}

#[then(regex = r"^the question (waits|is ruled on|is advised on|is in conflict|is to be signed)$")]
fn stands(scene: &mut Scene, how: String) {
    assert_eq!(scene.rejected, None);
    let is = match question(scene).state().standing() {
        Standing::Asked => "waits",
        Standing::Unsigned => "is to be signed",
        Standing::Conflict => "is in conflict",
        Standing::Determined => "is ruled on",
        Standing::Advised => "is advised on",
        other => panic!("the question is {}", other.word()),
    };
    assert_eq!(is, how);
}

#[then(regex = r"^(.+?) is told of the question$")]
fn told(scene: &mut Scene, who: String) {
    let notices = question(scene).notices.clone();
    assert!(scene.reaches(&notices, &who), "{notices:?}");
}

#[then(regex = r"^(.+?) cannot know of the question$")]
fn unread(scene: &mut Scene, who: String) {
    use domain::register::Register as _;
    let actor = scene.town.actor(&who, scene.now(), None);
    let readers = Interpretations::readers(question(scene).state());
    assert_eq!(actor.visible.may_read(&readers), None);
}

#[then(
    regex = r"^question (\w+) is ruled from (\w+day \d+ \w+ \d{4}), and unruled the day before$"
)]
fn ruled_from(scene: &mut Scene, open: String, when: String) {
    let from = day(&when);
    let protocol = scene.town.council.protocol_on(from).cloned();
    let protocol = protocol.expect("an adopted protocol");
    let id = scenarios::key_of_question(&open);
    let basis = |on| protocol.open_basis(&id, None, on);
    assert!(
        matches!(basis(from), Basis::Ruling { .. }),
        "{}",
        basis(from)
    );
    let before = from.yesterday().expect("a day before");
    assert!(
        matches!(basis(before), Basis::Default { .. }),
        "{}",
        basis(before)
    );
}

fn change(scene: &mut Scene, who: &str, when: &str, act: Change, why: Option<&str>) {
    let now = moment(when);
    scene.now = Some(now);
    if matches!(act, Change::Suggest { .. } | Change::OpenReview { .. }) {
        let record = Record::new(scene.amendments.len() as u64 + 200);
        scene.amendments.push(record);
    }
    let Some(record) = scene.amendments.last_mut() else {
        panic!("no change has been suggested in this scenario");
    };
    let command = ChangeCommand {
        act,
        why: why.map(str::to_owned),
    };
    let done = record.act_of_council(&mut scene.town, who, now, command, &mut scene.grounds);
    scene.rejected = done.err();
}

#[given(regex = r"^(.+?) suggests a change of clause (\S+) on (\w+day \d+ \w+ \d{4})$")]
#[when(regex = r"^(.+?) suggests a change of clause (\S+) on (\w+day \d+ \w+ \d{4})$")]
fn suggests(scene: &mut Scene, who: String, clause: String, when: String) {
    let act = Change::Suggest {
        title: "As the scenario says".to_owned(),
        words: "As the scenario says.".to_owned(),
        clauses: vec![clause],
        proposed: None,
    };
    change(scene, &who, &when, act, None);
    assert_eq!(scene.rejected, None);
}

#[when(regex = r"^a review opens with the Constitution’s on (\w+day \d+ \w+ \d{4})$")]
fn review(scene: &mut Scene, when: String) {
    let act = Change::OpenReview { on: day(&when) };
    change(scene, "democratic services", &when, act, None);
    assert_eq!(scene.rejected, None);
}

#[when(
    regex = r"^the change is drafted as version (\S+) with clause (\S+) worded anew on (\w+day \d+ \w+ \d{4})$"
)]
fn drafts(scene: &mut Scene, version: String, clause: String, when: String) {
    let edit = PackEdit::Reworded {
        clause: clause.parse().expect("a clause"),
    };
    let draft = Change::Draft {
        edit,
        words: Some("As the scenario says.".to_owned()),
        gist: Some("It says what the scenario says.".to_owned()),
        own: Default::default(),
    };
    change(scene, "democratic services", &when, draft, None);
    assert_eq!(scene.rejected, None);
    let version = Change::MakeVersion {
        version: version.parse().expect("a version"),
        gists: Default::default(),
        own: Default::default(),
    };
    change(scene, "democratic services", &when, version, None);
    assert_eq!(scene.rejected, None);
}

#[when(regex = r"^the (.+?) comments on it on (\w+day \d+ \w+ \d{4})$")]
fn comments(scene: &mut Scene, body: String, when: String) {
    let act = Change::Comment {
        body,
        on: day(&when),
        clause: None,
        words: "As the scenario says.".to_owned(),
    };
    change(scene, "democratic services", &when, act, None);
    assert_eq!(scene.rejected, None);
}

#[when(regex = r"^the comment is responded to on (\w+day \d+ \w+ \d{4})$")]
fn responds(scene: &mut Scene, when: String) {
    let comments = &amendment(scene).state().comments;
    let Some(comment) = comments.last() else {
        panic!("nobody has commented in this scenario");
    };
    let act = Change::Respond {
        part: comment.made.part.clone(),
        words: "As the scenario says.".to_owned(),
    };
    change(scene, "democratic services", &when, act, None);
    assert_eq!(scene.rejected, None);
    let comments = &amendment(scene).state().comments;
    assert!(comments.iter().all(|comment| comment.response.is_some()));
}

fn minuted(body: String, minute: String, when: &str) -> Minuted {
    Minuted {
        body_name: body,
        on: day(when),
        minute,
    }
}

#[when(regex = r"^the (.+?) recommends it by minute (\S+) on (\w+day \d+ \w+ \d{4})$")]
fn recommends(scene: &mut Scene, body: String, minute: String, when: String) {
    let act = Change::Recommend(minuted(body, minute, &when));
    change(scene, "democratic services", &when, act, None);
    assert_eq!(scene.rejected, None);
}

#[then(regex = r"^its approval asks why on (\w+day \d+ \w+ \d{4})$")]
fn asks_why(scene: &mut Scene, when: String) {
    let now = moment(&when);
    let record = amendment(scene).clone();
    let keeper = "democratic services";
    let gate = record.gate(
        &scene.town,
        keeper,
        now,
        ChangeKind::Approve,
        &mut scene.grounds,
    );
    assert!(
        matches!(
            gate,
            Gate::Allowed {
                explain: Some(_),
                ..
            }
        ),
        "{gate:?}"
    );
}

#[then(regex = r"^its approval is refused, by clause (\S+), on (\w+day \d+ \w+ \d{4})$")]
fn is_refused(scene: &mut Scene, clause: String, when: String) {
    let now = moment(&when);
    let record = amendment(scene).clone();
    let (keeper, kind) = ("democratic services", ChangeKind::Approve);
    let gate = record.gate(&scene.town, keeper, now, kind, &mut scene.grounds);
    let Gate::Refused(refusal) = gate else {
        panic!("it is not refused: {gate:?}");
    };
    assert!(names(&refusal.basis, &clause), "by {}", refusal.basis);
}

#[when(regex = r"^the (.+?) approves it by minute (\S+) on (\w+day \d+ \w+ \d{4})$")]
fn approves(scene: &mut Scene, body: String, minute: String, when: String) {
    let act = Change::Approve(minuted(body, minute, &when));
    change(scene, "democratic services", &when, act, None);
    assert_eq!(scene.rejected, None);
}

#[when(regex = r"^the (.+?) approves it by minute (\S+) on (\w+day \d+ \w+ \d{4}), with a reason$")]
fn approves_why(scene: &mut Scene, body: String, minute: String, when: String) {
    let act = Change::Approve(minuted(body, minute, &when));
    change(
        scene,
        "democratic services",
        &when,
        act,
        Some("As the scenario says."),
    );
    assert_eq!(scene.rejected, None);
}

#[then(
    regex = r"^the (.+?) cannot approve it by minute (\S+) on (\w+day \d+ \w+ \d{4}) without a reason$"
)]
fn needs_why(scene: &mut Scene, body: String, minute: String, when: String) {
    let act = Change::Approve(minuted(body, minute, &when));
    change(scene, "democratic services", &when, act, None);
    assert!(scene.rejected.take().is_some(), "it was approved");
}

#[when(regex = r"^it is adopted from (\w+day \d+ \w+ \d{4})$")]
fn adopts(scene: &mut Scene, from: String) {
    let now = scene.now();
    let when = domain::calendar::long_date(domain::calendar::local_date(now));
    let act = Change::Adopt {
        in_force: Some(day(&from)),
        why: None,
    };
    change(scene, "democratic services", &when, act, None);
    assert_eq!(scene.rejected, None);
}

#[then(
    regex = r"^version (\S+) is in force on (\w+day \d+ \w+ \d{4}), and an enquiry of the day before keeps its own$"
)]
fn in_force(scene: &mut Scene, version: String, when: String) {
    let on = day(&when);
    let council = &scene.town.council;
    let current = council.protocol_on(on).expect("a protocol in force");
    assert_eq!(current.version.as_str(), version);
    let before = on.yesterday().expect("a day before");
    let earlier = council.protocol_on(before).expect("a protocol in force");
    assert_ne!(earlier.version, current.version);
    let kept = council.governing(&earlier.pack, &earlier.version, None);
    assert_eq!(kept.map(|p| &p.version), Some(&earlier.version));
    let key = (earlier.pack.clone(), earlier.version.clone());
    assert_eq!(
        council.versions.standing(&key, on),
        VersionStanding::Superseded
    );
}

#[then(regex = r"^(.+?) is told of the change$")]
fn told_of_change(scene: &mut Scene, who: String) {
    let notices = amendment(scene).notices.clone();
    assert!(scene.reaches(&notices, &who), "{notices:?}");
}
