//! Steps in which somebody asks for information, and what comes of it.

use cucumber::{given, then, when};
use domain::calendar::local_date;
use domain::directory::Role;
use domain::information::choices::{
    BodyAnswer, Capacity, Law, LegalGround, Opened, Permission, Unreasonable, Wanted,
};
use domain::information::command::{DocumentGiven, Request as Asking};
use domain::information::{Act, Command, Kind, clock, guidance, rules_on};
use domain::protocol::Does;
use domain::protocol::information::Marking;
use domain::register::files::FileTyped;
use domain::verdict::{Cite, Gate, Rejection};
use scenarios::key;
use scenarios::words::{day, moment, names};

use crate::scene::Scene;

fn words() -> String {
    "As the scenario says.".to_owned()
}

fn asking(scene: &Scene, about: &str) -> Act {
    let mut asking = Asking {
        service: Some(scene.town.service("Housing Repairs")),
        officer: None,
        title: "The survey of last year".to_owned(),
        body: words(),
        wanted: vec![Wanted::Document],
        duty: Some(words()),
        ground: LegalGround::Shown,
        capacity: Capacity::Ward,
        of_body: None,
        casework: false,
        exceptional: None,
        business: true,
        own_case: false,
    };
    match about {
        "a document" => {}
        "a document without saying which duty needs it" => asking.duty = None,
        "a document of the Chief Officer" => asking.officer = Some(key("stone")),
        "a document of the repairs officer" => asking.officer = Some(key("hall")),
        "a document and figures on record" => {
            asking.wanted = vec![Wanted::Document, Wanted::Recorded]
        }
        "confidential casework without what is exceptional" => asking.casework = true,
        "figures on record" => asking.wanted = vec![Wanted::Recorded],
        "figures that need research" => asking.wanted = vec![Wanted::Research],
        "a paper of the planning committee" => asking.of_body = Some(key("planning")),
        "a paper of the Cabinet for scrutiny" => {
            asking.of_body = Some(key("cabinet"));
            asking.capacity = Capacity::Scrutiny;
        }
        "confidential casework" => {
            asking.casework = true;
            asking.exceptional = Some(words());
        }
        "advice on a private matter" => {
            asking.business = false;
            asking.wanted = vec![Wanted::Advice];
        }
        "advice" => asking.wanted = vec![Wanted::Advice],
        other => panic!("nobody asks for “{other}”"),
    }
    Act::Request(Box::new(asking))
}

fn document(marking: Marking, of_body: Option<&str>) -> Act {
    Act::AddDocument(Box::new(DocumentGiven {
        file: FileTyped {
            name: "survey.pdf".to_owned(),
            media: "application/pdf".to_owned(),
            bytes: b"%PDF-1.7".to_vec(),
        },
        title: "The survey".to_owned(),
        of_body: of_body.map(key),
        marking,
        redacted: false,
        group_paper: false,
        concerns: None,
    }))
}

/// What somebody does, in the words of a scenario.
fn act(scene: &Scene, doing: &str) -> Act {
    let part = || scene.request.document();
    match doing {
        "adds an open document" => document(Marking::Open, None),
        "adds a confidential document" => document(Marking::Confidential, None),
        "adds a confidential document of the planning committee" => {
            document(Marking::Confidential, Some("planning"))
        }
        "adds an exempt document" => document(Marking::Exempt, None),
        "adds an exempt document of the planning committee" => {
            document(Marking::Exempt, Some("planning"))
        }
        "adds a record of talks" => document(Marking::Talks, None),
        "adds a group’s own paper" => {
            let mut paper = document(Marking::Open, None);
            if let Act::AddDocument(paper) = &mut paper {
                paper.group_paper = true;
            }
            paper
        }
        "finds need to know shown" => Act::FindNeed {
            part: None,
            satisfied: true,
            words: words(),
        },
        "asks for the need to know" => Act::AskNeed { words: words() },
        "shows need to know" => Act::ShowNeed { words: words() },
        "releases the document" => Act::Release {
            part: part(),
            purpose: words(),
            until: None,
        },
        "releases the document for no purpose" => Act::Release {
            part: part(),
            purpose: String::new(),
            until: None,
        },
        "accepts the purpose" => Act::AcceptPurpose {
            part: part(),
            accepted: true,
        },
        "passes the document on, beyond its purpose" => Act::PassOn {
            part: part(),
            to: words(),
            within: false,
        },
        "records that the document is public" => Act::MakePublic {
            part: part(),
            how: Opened::ByLaw,
            words: words(),
        },
        "finds the request unreasonable" => Act::FindUnreasonable {
            ground: Unreasonable::Cost,
            words: words(),
        },
        "passes the request over to the Monitoring Officer" => Act::SeekGuidance {
            passed: true,
            words: words(),
        },
        "determines that it is not supplied" => Act::Determine {
            supply: false,
            words: words(),
            precedent: None,
        },
        "advises before the case is discussed" => Act::GiveAdvice { words: words() },
        "records that permission is pending" => Act::SetPermission {
            permission: Permission::Pending,
            words: None,
        },
        "provides the information" => Act::Provide { words: words() },
        "refuses the request by law" => Act::Refuse {
            words: words(),
            law: vec![Law::Business],
            precedent: None,
        },
        "refuses the request as unreasonable" => Act::Refuse {
            words: words(),
            law: vec![Law::Unreasonable],
            precedent: None,
        },
        "refuses the request without a law" => Act::Refuse {
            words: words(),
            law: Vec::new(),
            precedent: None,
        },
        "asks the planning committee to decide" => Act::AskBody {
            body: key("planning"),
            words: words(),
        },
        "records that the committee declined" => Act::AnswerBody {
            answer: BodyAnswer::Declined,
            words: words(),
        },
        "alleges a misuse in writing" => Act::AllegeMisuse {
            title: "At the club".to_owned(),
            words: words(),
        },
        "records what was done about it" => Act::SettleMisuse { words: words() },
        "reports a misuse in writing" => Act::ReportMisuse { words: words() },
        other => panic!("nobody “{other}”"),
    }
}

fn done(scene: &mut Scene, who: &str, when: &str, act: Act) -> Result<(), Rejection> {
    attempted(scene, who, when, act, Some(words()))
}

fn attempted(
    scene: &mut Scene,
    who: &str,
    when: &str,
    act: Act,
    why: Option<String>,
) -> Result<(), Rejection> {
    let now = moment(when);
    scene.now = Some(now);
    let command = Command { act, why };
    scene
        .request
        .act(&scene.town, who, now, command, &mut scene.grounds)
}

#[given(
    regex = r"^(Councillor \w+) asks Housing Repairs for (.+?) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
#[when(
    regex = r"^(Councillor \w+) asks Housing Repairs for (.+?) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn asks(scene: &mut Scene, who: String, about: String, when: String) {
    let act = asking(scene, &about);
    if let Err(why) = done(scene, &who, &when, act) {
        panic!("{who} could not ask: {why:?}");
    }
}

#[given(
    regex = r"^(.+?) (adds .+?|finds .+?|asks for the need to know|shows need to know|releases the document|accepts the purpose|passes the document on, beyond its purpose|records that the document is public|records that permission is pending|records that the committee declined|passes the request over to the Monitoring Officer|determines that it is not supplied|advises .+?|provides the information|refuses the request .+?|asks the planning committee to decide|reports a misuse in writing|alleges a misuse in writing|records what was done about it) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
#[when(
    regex = r"^(.+?) (adds .+?|finds .+?|asks for the need to know|shows need to know|releases the document|accepts the purpose|passes the document on, beyond its purpose|records that the document is public|records that permission is pending|records that the committee declined|passes the request over to the Monitoring Officer|determines that it is not supplied|advises .+?|provides the information|refuses the request .+?|asks the planning committee to decide|reports a misuse in writing|alleges a misuse in writing|records what was done about it) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?)$"
)]
fn does(scene: &mut Scene, who: String, doing: String, when: String) {
    let act = act(scene, &doing);
    if let Err(why) = done(scene, &who, &when, act) {
        panic!("{who} could not do it: {why:?}");
    }
}

#[given(
    regex = r"^(.+?) explains the delay on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?), with a full answer by (\w+day \d+ \w+ \d{4})$"
)]
#[when(
    regex = r"^(.+?) explains the delay on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?), with a full answer by (\w+day \d+ \w+ \d{4})$"
)]
fn explains(scene: &mut Scene, who: String, when: String, until: String) {
    let until = day(&until);
    let act = Act::Hold {
        words: words(),
        until,
    };
    if let Err(why) = done(scene, &who, &when, act) {
        panic!("{who} could not explain it: {why:?}");
    }
}

#[given(regex = r"^(Councillor \w+) sits (on the planning committee|in the Cabinet)$")]
fn sits(scene: &mut Scene, who: String, body: String) {
    let role = match body.as_str() {
        "in the Cabinet" => Role::CabinetMember {
            portfolio: "Homes".to_owned(),
        },
        _ => Role::BodyMember {
            body: key("planning"),
        },
    };
    scene.town.takes(&who, "further-office", role);
}

#[when(
    regex = r"^(.+?) reports on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?) that a letter came by mistake and was not used$"
)]
fn astray(scene: &mut Scene, who: String, when: String) {
    let act = Act::ReportMistake {
        service: Some(scene.town.service("Housing Repairs")),
        title: "A letter".to_owned(),
        body: words(),
        not_used: true,
    };
    if let Err(why) = done(scene, &who, &when, act) {
        panic!("{who} could not report it: {why:?}");
    }
}

#[then(
    regex = r"^it is not done that (.+?) (adds .+?|finds .+?|asks for the need to know|asks Housing Repairs for .+?|releases the document(?: for no purpose)?|provides the information|refuses the request .+?|asks the planning committee to decide)( without a reason)? on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?), by clause (\S+)$"
)]
fn not_done(
    scene: &mut Scene,
    who: String,
    doing: String,
    reason: String,
    when: String,
    clause: String,
) {
    let act = match doing.strip_prefix("asks Housing Repairs for ") {
        Some(about) => asking(scene, about),
        None => act(scene, &doing),
    };
    let why = reason.is_empty().then(words);
    match attempted(scene, &who, &when, act, why) {
        Ok(()) => panic!("{who} did it"),
        Err(Rejection::Refused(refusal)) => {
            assert!(
                names(&refusal.basis, &clause),
                "refused by {}",
                refusal.basis
            );
        }
        Err(Rejection::Invalid(fields)) => {
            let named = format!("clause {clause}");
            let told = fields.iter().any(|field| field.why.contains(&named));
            assert!(told, "{fields:?}");
        }
        Err(Rejection::Hidden) => panic!("it is hidden from {who}"),
    }
}

#[then(
    regex = r"^(.+?) (provides the information|refuses the request by law|releases the document) on (\w+day \d+ \w+ \d{4}(?: at \d\d:\d\d)?) only with a reason, by clause (\S+)$"
)]
fn with_reason(scene: &mut Scene, who: String, doing: String, when: String, clause: String) {
    let kind = act(scene, &doing).kind();
    let now = moment(&when);
    let gate = scene
        .request
        .gate(&scene.town, &who, now, kind, &mut scene.grounds);
    let Gate::Allowed {
        explain: Some(explain),
        ..
    } = gate
    else {
        panic!("{who} is let without a reason, or not at all: {gate:?}");
    };
    assert!(names(&explain.basis, &clause), "asked by {}", explain.basis);
}

#[then(regex = r"^(.+?) (opens|cannot open) the document on (\w+day \d+ \w+ \d{4})$")]
fn opening(scene: &mut Scene, who: String, opens: String, when: String) {
    let is = scene.request.opens(&scene.town, &who, moment(&when));
    assert_eq!(is, opens == "opens");
}

#[then(regex = r"^(.+?) (reads|does not read) the information request$")]
fn reading(scene: &mut Scene, who: String, reads: String) {
    let is = scene.request.reads(&scene.town, &who, scene.now());
    assert_eq!(is, reads == "reads");
}

#[then(regex = r"^whoever asks for information reads “(.+)”, by clause (\S+)$")]
fn reads_above(scene: &mut Scene, words: String, clause: String) {
    let (on, council) = (local_date(scene.now()), &scene.town.council);
    let lines = guidance(&rules_on(council, on), council, on);
    shown(scene, &lines, &words, &clause);
}

#[then(regex = r"^beside deciding, (.+?) reads “(.+)”, by clause (\S+)$")]
fn reads_beside(scene: &mut Scene, who: String, words: String, clause: String) {
    let now = scene.now();
    let (town, request) = (&scene.town, &scene.request);
    let gate = request.gate(town, &who, now, Kind::Provide, &mut scene.grounds);
    let Gate::Allowed { cites, .. } = gate else {
        panic!("{who} does not decide: {gate:?}");
    };
    shown(scene, &cites, &words, &clause);
}

/// Words that are shown, and by which clause.
fn shown(scene: &mut Scene, lines: &[Cite], words: &str, clause: &str) {
    let found = lines.iter().find(|line| line.value.contains(words));
    let found = found.unwrap_or_else(|| panic!("no “{words}” in {lines:?}"));
    assert!(names(&found.basis, clause), "shown by {}", found.basis);
    scene.grounds.name(Does::Shown, &found.basis);
}

#[then(regex = r"^a reply should be given by (\w+day \d+ \w+ \d{4})$")]
fn due(scene: &mut Scene, date: String) {
    let clock = clock(scene.request.state(), &scene.town.council, scene.now());
    assert_eq!(clock.next, Some(day(&date)));
}

#[then("no time runs for the reply")]
fn no_time(scene: &mut Scene) {
    let clock = clock(scene.request.state(), &scene.town.council, scene.now());
    assert_eq!(clock.first(), None);
}

#[then(regex = r"^(.+?) is told of the request$")]
fn told(scene: &mut Scene, who: String) {
    let notices = scene.request.notices.clone();
    assert!(scene.reaches(&notices, &who), "told are {notices:?}");
}

#[then("it crosses between Cabinet and scrutiny, and nothing is withheld for that")]
fn crosses(scene: &mut Scene) {
    assert!(scene.request.state().crossing.is_some());
}
