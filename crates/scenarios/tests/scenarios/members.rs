//! Steps about political groups and briefings. An act is named by its label, as on a page; what is
//! particular about it follows after a comma.

mod given;

use std::collections::BTreeSet;

use cucumber::{then, when};
use domain::access::Token;
use domain::briefings::{self, Briefings, by_group, by_member, contacts, content_readers};
use domain::calendar::local_date;
use domain::directory::RoleKind;
use domain::even_hands::{Compared, compared};
use domain::groups::ledger::{ledger, samples};
use domain::groups::{self, Groups, note_readers, shown_before_advising, was_advised_on_same};
use domain::ids::GroupId;
use domain::protocol::{BriefingPractice, Does};
use domain::verdict::{Basis, Gate, Rejection};
use jiff::Timestamp;
use scenarios::Record;
use scenarios::words::{day, moment, names};

use crate::scene::Scene;

/// An act by its label.
enum Labelled {
    Group(groups::Kind),
    Briefing(briefings::Kind),
}

fn labelled(label: &str) -> Labelled {
    let group = groups::Kind::ALL.iter().find(|kind| kind.label() == label);
    if let Some(kind) = group {
        return Labelled::Group(*kind);
    }
    match briefings::Kind::ALL
        .iter()
        .find(|kind| kind.label() == label)
    {
        Some(kind) => Labelled::Briefing(*kind),
        None => panic!("no act is labelled “{label}”"),
    }
}

impl Scene {
    pub fn request(&self) -> &Record<Groups> {
        match self.groups.last() {
            Some(record) => record,
            None => panic!("no group has asked in this scenario"),
        }
    }

    fn briefing(&self) -> &Record<Briefings> {
        match &self.briefing {
            Some(record) => record,
            None => panic!("no briefing was asked for in this scenario"),
        }
    }

    fn try_labelled(&mut self, who: &str, label: &str, how: &str, now: Timestamp) {
        self.now = Some(now);
        let done = match labelled(label) {
            Labelled::Group(kind) => self.on_group(kind, who, how, now),
            Labelled::Briefing(kind) => self.on_briefing(kind, who, how, now),
        };
        self.rejected = done.err();
    }

    fn on_group(
        &mut self,
        kind: groups::Kind,
        who: &str,
        how: &str,
        now: Timestamp,
    ) -> Result<(), Rejection> {
        let command = given::group(kind, how, now, self);
        let opens = matches!(kind, groups::Kind::Ask | groups::Kind::ReportBreach);
        if opens {
            self.groups.push(Record::new(self.groups.len() as u64 + 1));
        }
        let offers = matches!(kind, groups::Kind::TakeUp | groups::Kind::DeclineOffer);
        let Some(record) = self.groups.last_mut() else {
            panic!("no group has asked in this scenario");
        };
        let town = &self.town;
        let own = |born: &Record<Groups>| born.reads(town, who, now).is_some();
        let record = match offers {
            true => record
                .born
                .iter_mut()
                .find(|born| own(born))
                .expect("an offer"),
            false => record,
        };
        let done = record.act(&self.town, who, now, command, &mut self.grounds);
        if done.is_err() && opens {
            self.groups.pop();
        }
        done
    }

    fn on_briefing(
        &mut self,
        kind: briefings::Kind,
        who: &str,
        how: &str,
        now: Timestamp,
    ) -> Result<(), Rejection> {
        let command = given::briefing(kind, how, now, self);
        let mut record = match kind {
            briefings::Kind::Open => Record::new(90),
            _ => self.briefing.take().expect("a briefing"),
        };
        let done = record.act(&self.town, who, now, command, &mut self.grounds);
        if record.is_open() {
            self.briefing = Some(record);
        }
        done
    }

    fn gate_of(&mut self, who: &str, label: &str) -> Gate {
        let now = self.now();
        match labelled(label) {
            Labelled::Group(kind) => {
                let fresh = Record::new(99);
                let record = self.groups.last().unwrap_or(&fresh);
                record.gate(&self.town, who, now, kind, &mut self.grounds)
            }
            Labelled::Briefing(kind) => {
                let fresh = Record::new(99);
                let record = self.briefing.as_ref().unwrap_or(&fresh);
                record.gate(&self.town, who, now, kind, &mut self.grounds)
            }
        }
    }

    /// Why somebody is shown what another group was given on the same matter; none where they are not.
    fn shown_other_advice(&self, who: &str) -> Option<Basis> {
        let this = self.request();
        let mut others = self.groups.iter();
        let given = others.any(|other| was_advised_on_same(other.state(), this.state()));
        let basis = this.looked_at(&self.town, who, self.now(), |state, cx| {
            shown_before_advising(state, cx)
        });
        basis.filter(|_| given)
    }

    /// Whether somebody reads a case, or a part of it.
    fn reads_part(&self, who: &str, what: &str) -> bool {
        let now = self.now();
        let visible = self.town.actor(who, now, None).visible;
        match what {
            "the request" => self.request().reads(&self.town, who, now).is_some(),
            "the notes" => {
                let state = self.request().state();
                let note = state.notes.last().expect("a note");
                let readers = note_readers(state, &note.part).expect("a note");
                visible.may_read(&readers).is_some()
            }
            "an offer" => {
                let mut born = self.request().born.iter();
                born.any(|born| born.reads(&self.town, who, now).is_some())
            }
            "the briefing" => self.briefing().reads(&self.town, who, now).is_some(),
            _ => visible
                .may_read(&content_readers(self.briefing().state()))
                .is_some(),
        }
    }
}

#[when(regex = r"^(.+?) does “(.+?)”(?:, (.+?))? on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$")]
fn does(scene: &mut Scene, who: String, label: String, how: String, when: String) {
    scene.try_labelled(&who, &label, &how, moment(&when));
    if let Some(why) = &scene.rejected {
        panic!("{who} could not do it: {why:?}");
    }
}

#[when(regex = r"^(.+?) tries “(.+?)”(?:, (.+?))? on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$")]
fn tries(scene: &mut Scene, who: String, label: String, how: String, when: String) {
    scene.try_labelled(&who, &label, &how, moment(&when));
}

#[then(regex = r"^it is not taken, because of “(.+?)”(?:, by clause (\S+))?$")]
fn not_taken(scene: &mut Scene, field: String, clause: String) {
    let Some(Rejection::Invalid(fields)) = &scene.rejected else {
        panic!("it was {:?}", scene.rejected);
    };
    let Some(found) = fields.iter().find(|invalid| invalid.field == field) else {
        panic!("{fields:?}");
    };
    if clause.is_empty() {
        return;
    }
    // What was typed is refused, and the clause is named to whoever typed it.
    let protocol = scene.town.council.protocol_on(local_date(scene.now()));
    let cited = protocol.and_then(|protocol| protocol.cite(&clause));
    let basis = Basis::Clause(cited.expect("a clause"));
    assert!(found.why.contains(&basis.to_string()), "{}", found.why);
    scene.grounds.name(Does::Gate, &basis);
}

#[then(regex = r"^(.+?) may “(.+?)”$")]
fn may(scene: &mut Scene, who: String, label: String) {
    let gate = scene.gate_of(&who, &label);
    assert!(gate.is_allowed(), "{gate:?}");
}

#[then(regex = r"^(.+?) may not “(.+?)”, by (clause|statute|question) (.+)$")]
fn may_not(scene: &mut Scene, who: String, label: String, sort: String, ground: String) {
    let Gate::Refused(refusal) = scene.gate_of(&who, &label) else {
        panic!("it is not refused");
    };
    assert!(is(&refusal.basis, &sort, &ground), "by {}", refusal.basis);
}

#[then(regex = r"^nothing is there for (.+?) to “(.+?)”$")]
fn hidden(scene: &mut Scene, who: String, label: String) {
    assert_eq!(scene.gate_of(&who, &label), Gate::Hidden);
}

#[then(regex = r"^(.+?) is asked why before “(.+?)”, by (clause|question) (\S+)$")]
fn asked_why(scene: &mut Scene, who: String, label: String, sort: String, ground: String) {
    let gate = scene.gate_of(&who, &label);
    let Gate::Allowed {
        explain: Some(explain),
        ..
    } = gate
    else {
        panic!("nothing is asked: {gate:?}");
    };
    assert!(is(&explain.basis, &sort, &ground), "by {}", explain.basis);
}

fn is(basis: &Basis, sort: &str, ground: &str) -> bool {
    match (sort, basis) {
        ("clause", basis) => names(basis, ground),
        ("question", Basis::Default { question, .. }) => question.as_str() == ground,
        ("statute", Basis::Statute(name)) => name == ground,
        _ => false,
    }
}

#[then(
    regex = r"^(.+?) (reads|does not read) (the request|the notes|an offer|the briefing|what was said)$"
)]
fn reads(scene: &mut Scene, who: String, whether: String, what: String) {
    assert_eq!(scene.reads_part(&who, &what), whether == "reads");
}

#[then(regex = r"^(\d+|no) other groups? (?:is|are) offered it$")]
fn offered(scene: &mut Scene, count: String) {
    let expected = count.parse().unwrap_or(0);
    assert_eq!(scene.request().born.len(), expected);
}

#[then(regex = r"^(.+?) is told of it$")]
fn told(scene: &mut Scene, who: String) {
    let mut notices = Vec::new();
    if let Some(request) = scene.groups.last() {
        notices.extend(request.notices.clone());
        notices.extend(request.born.iter().flat_map(|born| born.notices.clone()));
    }
    notices.extend(
        scene
            .briefing
            .iter()
            .flat_map(|briefing| briefing.notices.clone()),
    );
    assert!(scene.reaches(&notices, &who), "told are {notices:?}");
}

#[then(regex = r"^(.+?) is shown what another group was given, by clause (\S+)$")]
fn shown_same(scene: &mut Scene, who: String, clause: String) {
    let basis = scene.shown_other_advice(&who).expect("advice is shown");
    assert!(names(&basis, &clause), "by {basis}");
    scene.grounds.name(Does::Check, &basis);
}

#[then(regex = r"^(.+?) is not shown what another group was given$")]
fn not_shown_same(scene: &mut Scene, who: String) {
    assert_eq!(scene.shown_other_advice(&who), None);
}

#[then("who comes from outside is listed")]
fn listed(scene: &mut Scene) {
    let request = scene.request();
    let list = request.state().present.as_ref().expect("a list");
    // As recorded with the attendance once somebody attended, as announced before.
    let last = request.events.iter().rev().find_map(|it| match &it.event {
        groups::Event::Attended(attended) => attended.present.as_ref(),
        groups::Event::Asked(asked) => asked.present.as_ref(),
        _ => None,
    });
    assert_eq!(last, Some(list));
}

#[then(regex = r"^one group’s use of it is counted for the Chief Executive, by clause (\S+)$")]
fn used(scene: &mut Scene, clause: String) {
    let council = &scene.town.council;
    let states: Vec<_> = scene.groups.iter().map(|it| it.state().clone()).collect();
    let samples = samples(&states, &council.calendar);
    let compared = compared(Compared::Groups, samples, 1);
    let answered: Vec<_> = compared.groups.iter().map(|line| line.answered).collect();
    assert_eq!(answered, [1]);
    let offer = groups::rules(None, council, local_date(scene.now())).offer;
    let basis = offer.expect("a rule of even hands").basis;
    assert!(names(&basis, &clause), "by {basis}");
    scene.grounds.name(Does::Measure, &basis);
}

#[then(regex = r"^(nothing|something) is uneven, as the ledger has it$")]
fn uneven(scene: &mut Scene, what: String) {
    let today = local_date(scene.now());
    let council = &scene.town.council;
    let cases = scene
        .groups
        .iter()
        .flat_map(|record| std::iter::once(record).chain(&record.born));
    let states: Vec<_> = cases.map(|record| record.state().clone()).collect();
    let groups: BTreeSet<GroupId> = council
        .directory
        .groups
        .on(today)
        .map(|g| g.id.clone())
        .collect();
    let matters = ledger(
        &states,
        &groups,
        &groups::rules(None, council, today),
        today,
    );
    let found: Vec<_> = matters
        .into_iter()
        .flat_map(|matter| matter.uneven)
        .collect();
    assert_eq!(found.is_empty(), what == "nothing", "{found:?}");
    let bases: Vec<_> = found.into_iter().map(|uneven| uneven.basis).collect();
    scene.grounds.all(Does::Measure, &bases);
}

#[then(regex = r"^beside the mark for people from outside it says “(.+)”, by clause (\S+)$")]
fn unbound(scene: &mut Scene, words: String, clause: String) {
    let rules = groups::rules(None, &scene.town.council, local_date(scene.now()));
    let line = groups::unbound(&rules).expect("the text says so");
    assert!(
        line.value.contains(&words) && names(&line.basis, &clause),
        "{line:?}"
    );
    scene.grounds.name(Does::Shown, &line.basis);
}

#[then(regex = r"^the agenda offered is “(.+)”, by clause (\S+)$")]
fn agenda(scene: &mut Scene, parts: String, clause: String) {
    let council = &scene.town.council;
    let today = local_date(scene.now());
    let rules = groups::rules(Some(scene.request().state()), council, today);
    let agenda = groups::agenda(&rules).expect("the text asks for parts");
    let words: Vec<_> = agenda.value.iter().map(|part| part.words).collect();
    assert_eq!(words.join("; "), parts);
    assert_eq!(agenda.value.iter().filter(|part| part.officer).count(), 1);
    assert!(names(&agenda.basis, &clause));
    scene.grounds.name(Does::Check, &agenda.basis);
}

#[then(regex = r"^(nobody|\d+) went without$")]
fn without(scene: &mut Scene, count: String) {
    let without = scene.briefing().state().gone_without().count();
    assert_eq!(without, count.parse().unwrap_or(0));
}

#[then(
    regex = r"^the group of (.+?) was briefed (\d+) times? this quarter(, and one group was told more than another)?$"
)]
fn group_briefed(scene: &mut Scene, who: String, count: u32, unlike: String) {
    let (today, council) = (local_date(scene.now()), &scene.town.council);
    let person = scene.town.person(&who);
    let group = council.directory.group_of(&person, today);
    let states = [scene.briefing().state().clone()];
    let all = by_group(&states, council, today);
    let found = all.iter().find(|of| Some(&of.group) == group.as_ref());
    let found = found.unwrap_or_else(|| panic!("{who} is of no group"));
    assert_eq!(found.in_quarter, count);
    assert_eq!(found.unlike > 0, !unlike.is_empty(), "{found:?}");
    let rules = briefings::rules(None, council, today);
    let even = rules.says(BriefingPractice::EvenHanded).cloned();
    scene.grounds.all(Does::Measure, &even);
}

#[then(regex = r"^(.+?) had (\d+) briefings? this quarter, as the log by member has it$")]
fn member_briefed(scene: &mut Scene, who: String, count: u32) {
    let (today, council) = (local_date(scene.now()), &scene.town.council);
    let person = scene.town.person(&who);
    let states = [scene.briefing().state().clone()];
    let all = by_member(&states, council, today);
    let found = all.iter().find(|of| of.seat.person == person);
    assert_eq!(found.expect("a member").in_quarter, count);
    let set = council.settings.get(briefings::BY_MEMBER, today, None);
    assert_eq!(set.expect("the council’s choice").value, "yes");
    let rules = briefings::rules(None, council, today);
    let even = rules.says(BriefingPractice::EvenHanded).cloned();
    scene.grounds.all(Does::Measure, &even);
}

#[then(
    regex = r"^(.+?) was briefed by the Chief Executive (\d+) times? this quarter, and (is due by .+|has gone without)$"
)]
fn contacted(scene: &mut Scene, who: String, count: u32, due: String) {
    let (now, council) = (scene.now(), &scene.town.council);
    let person = scene.town.actor(&who, now, None).person().clone();
    let states = [scene.briefing().state().clone()];
    let by = Token::post("chief-executive");
    let leaders = [RoleKind::GroupLeader];
    let all = contacts(&states, council, &leaders, Some(&by), local_date(now));
    let found = all.iter().find(|contact| contact.seat.person == person);
    let found = found.unwrap_or_else(|| panic!("{who} leads no group"));
    assert_eq!(found.in_quarter, count);
    let by = found.due.as_ref().expect("an interval");
    match due.strip_prefix("is due by ") {
        Some(expected) => assert_eq!(by.value, day(expected)),
        None => assert!(found.went_without(local_date(now)), "due by {}", by.value),
    }
    let rules = briefings::rules(None, council, local_date(now));
    let regular = rules.says(BriefingPractice::Regular).cloned();
    scene
        .grounds
        .all(Does::Clock, std::slice::from_ref(&by.basis));
    scene.grounds.all(Does::Measure, &regular);
}
