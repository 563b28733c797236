//! Parts of a record that fewer read than the record: an internal note, the notes of a discussion, a breach or a
//! misuse that was reported, with whom something is to be shared. As in [`crate::worlds`], two worlds differ in
//! that part only: whoever reads the record and not the part is shown the same bytes, and is answered the same
//! when they act on what they had before them when it was written.

use axum::http::StatusCode;
use domain::briefings::command::{Act as Briefing, Opening};
use domain::briefings::{self, Briefings};
use domain::complaints::event::How;
use domain::complaints::{self, Complaints};
use domain::enquiries::command::{Act as Enquiry, Raise};
use domain::enquiries::event::Permits;
use domain::enquiries::{self, Enquiries};
use domain::groups::command::{Act as Group, Asking, Attendance, Giving};
use domain::groups::event::{Capacity, Wants};
use domain::groups::{self, Groups};
use domain::information::choices::{Capacity as Part, LegalGround, Wanted};
use domain::information::command::Request;
use domain::information::{self, Information};
use domain::protocol::Forum;
use domain::reference::Reference;
use domain::register::Register;
use jiff::civil::time;
use service::mail::feed::dates;
use service::operations::{Options, Subject};

use crate::near::{around, below};
use crate::secrets::{CANARY, canary, exempt_paper};
use crate::town::{Answer, Town, Visitor, damp, town};
use crate::worlds::left_for;

/// Two worlds in which the same was done.
struct Pair {
    with: Town,
    without: Town,
}

/// A kind of act with what is typed for it; none where somebody only looks.
type Acts = Option<(&'static str, &'static [(&'static str, &'static str)])>;

/// Somebody’s form of an act, as filled in before the part was written.
struct Form {
    to: String,
    fields: Vec<(&'static str, String)>,
}

impl Pair {
    async fn new() -> Self {
        let (with, without) = (town().await, town().await);
        Self { with, without }
    }

    /// Somebody acts in both worlds; the record is the same one.
    async fn both<R: Register<Command: Clone>>(
        &self,
        who: &str,
        case: Option<&Reference>,
        command: impl Into<R::Command>,
    ) -> Reference {
        let command = command.into();
        let there = act::<R>(&self.with, who, case, command.clone()).await;
        let other = act::<R>(&self.without, who, case, command).await;
        assert_eq!(there, other);
        there
    }

    /// Somebody writes a part in one of the worlds; the others act on what they had before them.
    async fn hidden<R: Register<Command: Clone>>(
        &self,
        (who, command): (&str, R::Command),
        case: &Reference,
        viewers: &[(&str, Acts)],
    ) {
        let mut ready = Vec::new();
        for (viewer, acts) in viewers {
            let there = self.with.visit_as(viewer).await;
            let never = self.without.visit_as(viewer).await;
            let form = match acts {
                Some((kind, fields)) => Some((
                    form::<R>(&there, case, kind, fields).await,
                    form::<R>(&never, case, kind, fields).await,
                )),
                None => None,
            };
            ready.push((*viewer, there, never, form));
        }
        act::<R>(&self.with, who, Some(case), command).await;
        let author = self.with.visit_as(who).await;
        let page = author.get(&format!("/{}/{case}", R::NAME)).await;
        assert!(page.body.contains(CANARY) || R::NAME == Briefings::NAME);
        for (viewer, there, never, form) in ready {
            // One act more was done in one of the worlds; the time is the same again.
            let now = self.with.operations.now();
            self.without.operations.clock().set(now);
            let what = format!("{viewer} on {case} of {}", R::NAME);
            self.same::<R>(&there, &never, case, &what).await;
            let person = self.with.persona(viewer);
            assert_eq!(
                left_for(&self.with, &person),
                left_for(&self.without, &person)
            );
            let feeds = [&self.with, &self.without].map(|town| &town.operations);
            let [a, b] = feeds.map(|operations| dates(operations, &person, b"salt"));
            assert_eq!(a.await.ok(), b.await.ok(), "the dates of {what}");
            if let Some((a, b)) = form {
                let (a, b) = (there.sent(&a).await, never.sent(&b).await);
                assert_eq!(a.status, StatusCode::SEE_OTHER, "{what}: {}", a.main());
                assert_eq!(a, b, "{what} acts");
            }
        }
    }

    async fn same<R: Register>(
        &self,
        there: &Visitor,
        never: &Visitor,
        case: &Reference,
        what: &str,
    ) {
        let mut all = below(R::NAME, case);
        all.extend(around(&self.with, R::NAME));
        all.extend(["/".to_owned(), format!("/search?q={CANARY}")]);
        for address in all {
            let (a, b) = (there.get(&address).await, never.get(&address).await);
            assert!(
                a == b,
                "{what} is shown another {address}:\n{}\n--- and without it:\n{}",
                a.main(),
                b.main()
            );
        }
        assert!(
            there
                .get(&format!("/{}/{case}", R::NAME))
                .await
                .status
                .is_success()
        );
    }
}

impl Visitor {
    async fn sent(&self, form: &Form) -> Answer {
        let fields: Vec<_> = form.fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        self.post(&form.to, &fields).await
    }
}

/// The form of an act with what hides in it, filled in.
async fn form<R: Register>(
    visitor: &Visitor,
    case: &Reference,
    kind: &str,
    fields: &[(&'static str, &str)],
) -> Form {
    let to = format!("/{}/{case}/acts/{kind}", R::NAME);
    let page = visitor.get(&to).await;
    assert!(page.status.is_success(), "{to}: {}", page.main());
    let typed = fields
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    let hidden = ["act-token", "seen"].map(|name| (name, page.value(name)));
    Form {
        to,
        fields: typed.chain(hidden).collect(),
    }
}

async fn act<R: Register<Command: Clone>>(
    town: &Town,
    who: &str,
    case: Option<&Reference>,
    command: R::Command,
) -> Reference {
    let actor = town.operations.actor(&town.persona(who), None).await;
    let subject = case.map_or(Subject::New, |case| Subject::Case(case.clone()));
    let actor = actor.expect("an actor");
    let done = town
        .operations
        .act::<R>(&actor, subject, command, Options::default())
        .await;
    done.unwrap_or_else(|no| panic!("{who} cannot: {no}"))
        .reference
}

const WRITES: Acts = Some(("send-message", &[("words", "How does it stand?")]));
const BREACH: Acts = Some(("bring-breach", &[("words", "Somebody told of it.")]));
const PUTS_OFF: Acts = Some(("put-off", &[("words", "The officer is away.")]));

#[tokio::test]
async fn an_internal_note_on_an_enquiry_is_for_officers_alone() {
    let pair = Pair::new().await;
    let raise = Enquiry::Raise(Box::new(Raise { ..damp() }));
    let raise = enquiries::Command::from(raise);
    let case = pair.both::<Enquiries>("member", None, raise).await;
    let note = Enquiry::Note {
        words: canary("They say of"),
    };
    let note = enquiries::Command::from(note);
    pair.hidden::<Enquiries>(
        ("officer", note),
        &case,
        &[("member", WRITES), ("assistant", None)],
    )
    .await;
}

fn asking_for_papers() -> information::Command {
    let request = Request {
        service: Some("housing-repairs".parse().expect("a slug")),
        officer: None,
        title: "The bill".to_owned(),
        body: "What was paid?".to_owned(),
        wanted: vec![Wanted::Recorded],
        duty: None,
        ground: LegalGround::NotStated,
        capacity: Part::Ward,
        of_body: None,
        casework: false,
        exceptional: None,
        business: true,
        own_case: false,
    };
    information::Act::Request(Box::new(request)).into()
}

#[tokio::test]
async fn what_officers_write_and_gather_for_a_request_is_theirs_until_it_is_given() {
    let paper = exempt_paper();
    let words = || canary("They say of");
    for act in [
        information::Act::Note { words: words() },
        information::Act::AddDocument(Box::new(paper)),
        information::Act::FindNeed {
            part: None,
            satisfied: false,
            words: words(),
        },
        information::Act::DenyReader {
            person: Pair::new().await.with.persona("complaints"),
            words: words(),
        },
    ] {
        let pair = Pair::new().await;
        let case = pair
            .both::<Information>("member", None, asking_for_papers())
            .await;
        let act = ("chief-officer", information::Command::from(act));
        pair.hidden::<Information>(act, &case, &[("member", WRITES)])
            .await;
    }
}

#[tokio::test]
async fn a_report_of_misuse_is_for_the_monitoring_officer_and_its_author() {
    let pair = Pair::new().await;
    let case = pair
        .both::<Information>("member", None, asking_for_papers())
        .await;
    let words = canary("It was sold, with");
    let report = information::Act::ReportMisuse { words }.into();
    let viewers = [("officer", WRITES), ("member", None), ("manager", None)];
    pair.hidden::<Information>(("chief-officer", report), &case, &viewers)
        .await;
}

/// An attendance of which everything that its readers know is done.
async fn attended(pair: &Pair) -> Reference {
    let asking = Asking {
        business: "Cabinet of 29 June on repairs".to_owned(),
        body: "Please explain.".to_owned(),
        wants: Wants::Attendance,
        party: false,
        service: "housing-repairs".parse().expect("a slug"),
        officer: None,
        capacity: Capacity::Officer,
        exceptional: None,
        meeting: None,
        meets_on: Some(pair.with.operations.today()),
        place: None,
        outsiders: false,
        present: None,
    };
    let ask = groups::Command::from(Group::Ask(Box::new(asking)));
    let case = pair.both::<Groups>("member", None, ask).await;
    let given = Giving {
        subject: "The repairs contract".to_owned(),
        information: "What it costs.".to_owned(),
        factual: true,
        same: true,
        why: None,
        files: Vec::new(),
    };
    let attended = Attendance {
        on: pair.with.operations.today(),
        left: true,
        apart: true,
        outsiders: false,
        present: None,
        limited: false,
        part: None,
        given: Some(given),
        why: None,
    };
    for (who, act) in [
        ("chief-officer", Group::Approve { officer: None }),
        ("manager", Group::Agree),
        ("manager", Group::Attend(attended)),
    ] {
        let command = groups::Command::from(act);
        pair.both::<Groups>(who, Some(&case), command).await;
    }
    case
}

#[tokio::test]
async fn the_notes_of_a_discussion_are_for_the_group_and_their_author() {
    let pair = Pair::new().await;
    let case = attended(&pair).await;
    let words = canary("They disliked");
    let note = groups::Command::from(Group::Note { words });
    let viewers = [
        ("chief-officer", BREACH),
        ("monitoring-officer", None),
        ("assistant", None),
    ];
    pair.hidden::<Groups>(("manager", note), &case, &viewers)
        .await;
}

#[tokio::test]
async fn a_breach_that_was_brought_is_for_the_monitoring_officer_and_its_author() {
    let pair = Pair::new().await;
    let case = attended(&pair).await;
    let words = canary("He told of");
    let breach = groups::Command::from(Group::BringBreach { words });
    let viewers = [("member", BREACH), ("manager", BREACH), ("assistant", None)];
    pair.hidden::<Groups>(("chief-officer", breach), &case, &viewers)
        .await;
}

#[tokio::test]
async fn with_whom_a_briefing_is_to_be_shared_is_between_the_two() {
    let pair = Pair::new().await;
    let opening = Opening {
        title: "On repairs".to_owned(),
        body: "The Cabinet discussed it.".to_owned(),
        service: "housing-repairs".parse().expect("a slug"),
        invites: None,
        forum: Forum::Other,
        consulted: None,
        why: None,
    };
    let open = briefings::Command::from(Briefing::Open(Box::new(opening)));
    let case = pair.both::<Briefings>("member", None, open).await;
    let arrange = Briefing::Arrange {
        on: "2026-06-15".parse().expect("a date"),
        time: time(14, 0, 0, 0),
        place: "Room 2".to_owned(),
        officer: None,
    };
    let arrange = briefings::Command::from(arrange);
    pair.both::<Briefings>("manager", Some(&case), arrange)
        .await;
    let other = pair.with.persona("other-member");
    let propose = Briefing::ProposeSharing {
        with: pair.with.seat(&other).await,
    };
    let propose = briefings::Command::from(propose);
    let viewers = [("chief-officer", PUTS_OFF), ("assistant", None)];
    pair.hidden::<Briefings>(("manager", propose), &case, &viewers)
        .await;
}

#[tokio::test]
async fn what_officers_write_of_a_complaint_is_not_for_the_member_who_follows_it() {
    let pair = Pair::new().await;
    let raise = Enquiry::Raise(Box::new(damp()));
    let raise = enquiries::Command::from(raise);
    let enquiry = pair.both::<Enquiries>("member", None, raise).await;
    let seat = pair.with.seat(&pair.with.persona("member")).await;
    let log = complaints::Log {
        sort: domain::complaints::event::Sort::Complaint,
        title: "Nobody came".to_owned(),
        body: "I was promised.".to_owned(),
        resident: None,
        received: None,
        service: Some("housing-repairs".parse().expect("a slug")),
        ward: None,
        enquiry: Some((enquiry, seat)),
        permits: Permits::Progress,
        keep_out: Vec::new(),
    };
    let log = complaints::Command::from(complaints::Act::Log(Box::new(log)));
    let case = pair.both::<Complaints>("officer", None, log).await;
    let allocate = complaints::Act::Allocate {
        service: None,
        handler: pair.with.persona("officer"),
        told: Some(How::Letter),
    };
    let allocate = complaints::Command::from(allocate);
    pair.both::<Complaints>("manager", Some(&case), allocate)
        .await;
    let note = complaints::Act::Note {
        words: canary("They say of"),
    };
    let note = complaints::Command::from(note);
    pair.hidden::<Complaints>(("officer", note), &case, &[("member", None)])
        .await;
}
