//! The questions of each act on a group’s request or an offer, and how the answers become an act.

use domain::groups::command::{Act, Asking, Attendance, Giving};
use domain::groups::event::{Capacity, DecidedBy, Ground, Wants};
use domain::groups::{Groups, Kind, State, may_decide_alone, note_warning, permitted, rules};
use domain::protocol::{GroupPractice, OfferTo};
use domain::register::Register as _;

use crate::acts::AnswerForm::{Date, File, Line, Tick, Words};
use crate::acts::{Ask, Given, one};
use crate::operations::Case;
use crate::registers::Look;

pub(super) fn asks(kind: Kind, case: Option<&Case<Groups>>, look: &Look<'_>) -> Vec<Ask> {
    let says = Says::new(case.map(|case| &case.state), look);
    match kind {
        Kind::Ask => asking(&says, look),
        Kind::Approve => vec![
            Ask::new("officer", "Who is to attend?", look.offer().officers())
                .hint("Leave it out if the request names the right officer.")
                .optional(),
        ],
        Kind::Attend => attending(&says, case),
        Kind::Give => [giving(case, &says), reason()].concat(),
        Kind::SameMatter => vec![
            Ask::new("other", "The reference of the other request", Line).hint(
                "For example GRP-7K3F-2QM. The matter is then followed as one, and you see what was given there.",
            ),
        ],
        Kind::Note => {
            let ask = Ask::new("words", "What was discussed?", Words);
            vec![match note_warning(&says.0) {
                Some(line) => ask.hint(&format!("{} ({}).", line.value, line.basis)),
                None => ask,
            }]
        }
        Kind::Decline => declining(&says, case),
        Kind::ActOnDecision => vec![
            Ask::new("body", "Which body decided?", look.offer().bodies()).optional(),
            Ask::new(
                "person",
                "Or who, by a delegated power?",
                look.offer().people(may_decide_alone),
            )
            .hint("An officer or a member of the executive.")
            .optional(),
            Ask::new("on", "When?", Date),
            Ask::new("minute", "The minute", Line),
            Ask::new("words", "What is done?", Words),
        ],
        Kind::ActOnConclusion => vec![Ask::new("words", "What is done?", Words)],
        Kind::BringBreach => vec![
            Ask::new("words", "What happened?", Words)
                .hint("The Monitoring Officer alone reads this."),
        ],
        Kind::ReportBreach => vec![
            Ask::new("title", "What is it about?", Line),
            Ask::new("words", "What happened?", Words)
                .hint("The Monitoring Officer and you alone read this."),
            Ask::new(
                "service",
                "Which service’s officers does it concern?",
                look.offer().services(),
            ),
        ],
        Kind::SettleBreach => {
            vec![Ask::new("words", "What was done?", Words).hint("Whoever reported it reads this.")]
        }
        _ => Vec::new(),
    }
}

/// Which practices the text has for this case.
struct Says(domain::protocol::GroupRules);

impl Says {
    fn new(state: Option<&State>, look: &Look<'_>) -> Self {
        Self(rules(state, look.council, look.today))
    }
    fn has(&self, practice: GroupPractice) -> bool {
        self.0.says(practice).is_some()
    }
    /// The mark that people from outside come or came, with what the text says of them; and who they are, where
    /// the text has what is said depend on it.
    fn outsiders(&self, label: &str, who: &str) -> Vec<Ask> {
        let mark = Ask::new("outsiders", label, Tick).optional();
        let mark = match super::unbound(&self.0) {
            Some(unbound) => mark.hint(&unbound),
            None => mark,
        };
        let names = self.has(GroupPractice::Outsiders).then(|| {
            Ask::new("present", who, Words)
                .hint("A name or a role in each line. Leave it empty if nobody does.")
                .optional()
        });
        std::iter::once(mark).chain(names).collect()
    }
}

fn asking(says: &Says, look: &Look<'_>) -> Vec<Ask> {
    let mut asks = vec![
        Ask::new(
            "wants",
            "What do you ask for?",
            one(&[
                ("attendance", "An officer at a meeting of the group"),
                ("information", "Information or advice, without a meeting"),
            ]),
        ),
        Ask::new("business", "Which item of the Council’s business?", Line)
            .hint("For example: Housing repairs contract, Cabinet of 27 April"),
        Ask::new("body", "What do you ask?", Words),
        Ask::new(
            "service",
            "Which service deals with it?",
            look.offer().services(),
        ),
        officer(says, look),
    ];
    if says.has(GroupPractice::NoPartyBusiness) {
        asks.push(Ask::new("party", "It concerns party business", Tick).optional());
    }
    if says.has(GroupPractice::UnionCapacity) {
        let capacity = one(&[
            ("officer", "As an officer of the council"),
            ("union", "As a trade union representative"),
        ]);
        asks.push(Ask::new("capacity", "In which capacity?", capacity).optional());
    }
    if says.0.invitation.is_some() {
        asks.push(Ask::new("exceptional", "What is exceptional about it?", Words).optional());
    }
    asks.push(
        Ask::new("meets-on", "When does the group meet?", Date)
            .hint("Needed for an attendance")
            .optional(),
    );
    asks.push(Ask::new("place", "At which time and where?", Line).optional());
    if says.has(GroupPractice::MeetingKind) {
        let meeting = one(&[
            ("whole-group", "The whole group"),
            ("pre-meeting", "A pre-meeting of those who sit on the body"),
        ]);
        asks.push(Ask::new("meeting", "What kind of meeting is it?", meeting).optional());
    }
    let outsiders = "People from outside the Council will be there";
    asks.extend(says.outsiders(outsiders, "Who comes from outside the Council?"));
    asks
}

/// The officer asked for, with the grade that the text normally has where it names one.
fn officer(says: &Says, look: &Look<'_>) -> Ask {
    let officers = look.offer().officers();
    let ask = Ask::new("officer", "Which officer do you ask for?", officers).optional();
    match &says.0.invitation {
        Some(rule) => {
            let lowest = rule.value.lowest.name();
            ask.hint(&format!(
                "Normally nobody below: {lowest} ({}).",
                rule.basis
            ))
        }
        None => ask,
    }
}

fn giving(case: Option<&Case<Groups>>, says: &Says) -> Vec<Ask> {
    let mut asks = vec![
        Ask::new("subject", "What is it about?", Line)
            .hint("In words that other groups may read: not who asked, nor what."),
        Ask::new("information", "The facts and the advice", Words)
            .hint("What was given, without the discussion."),
        Ask::new(
            "factual",
            "It is factual and professional, and no party’s",
            Tick,
        )
        .optional(),
    ];
    asks.push(
        Ask::new("file", "Documents that were given", File)
            .hint("The other groups are given the same ones.")
            .optional(),
    );
    let who_asks = says
        .0
        .offer
        .as_ref()
        .is_some_and(|offer| offer.value.to == OfferTo::WhoAsks);
    if who_asks && case.is_some() {
        let same = "It is the same advice as any other group was given on this matter";
        asks.push(Ask::new("same", same, Tick).optional());
    }
    asks
}

fn reason() -> Vec<Ask> {
    vec![
        Ask::new(
            "reason",
            "If something of this is not as the protocol has it: why?",
            Words,
        )
        .hint("The Monitoring Officer sees it.")
        .optional(),
    ]
}

fn attending(says: &Says, case: Option<&Case<Groups>>) -> Vec<Ask> {
    let mut asks = vec![Ask::new("on", "When did you attend?", Date)];
    if says.has(GroupPractice::LeaveBeforeDeliberation) {
        asks.push(Ask::new("left", "I left before the group deliberated", Tick).optional());
    }
    if says.has(GroupPractice::NotAtPoliticalBusiness) {
        let apart = "I was not there while political business was discussed";
        asks.push(Ask::new("apart", apart, Tick).optional());
    }
    let outsiders = "People from outside the Council were there";
    asks.extend(says.outsiders(outsiders, "Who came from outside the Council?"));
    asks.push(Ask::new("limited", "What I said was limited because of them", Tick).optional());
    if says.has(GroupPractice::PartInDiscussion) {
        let part = "In which discussion of your advice did you take part?";
        asks.push(Ask::new("part", part, Line).optional());
    }
    let given = giving(case, says).into_iter().map(Ask::optional);
    asks.extend(given);
    asks.extend(reason());
    asks
}

fn declining(says: &Says, case: Option<&Case<Groups>>) -> Vec<Ask> {
    let words = Ask::new("words", "More for the group", Words).optional();
    if case.is_some_and(|case| permitted(&case.state, &says.0).is_some()) {
        // Such an attendance is to be permitted: the text knows no ground on which it is not.
        return vec![words];
    }
    let mut grounds = vec![
        ("demands", "Other work does not allow it now"),
        ("not-council-business", "It is no business of the Council"),
        ("unstated", "No reason is given"),
    ];
    if says.has(GroupPractice::NoPoliticalView) {
        grounds.insert(2, ("political-view", "A political view is sought"));
    }
    if says.has(GroupPractice::WholeCouncil) {
        let whole = "Officers serve the whole Council, and this would serve one group";
        grounds.insert(2, ("one-group", whole));
    }
    vec![Ask::new("ground", "On what ground?", one(&grounds)), words]
}

pub(super) fn act(
    kind: Kind,
    given: &mut Given,
    case: Option<&Case<Groups>>,
    look: &Look<'_>,
) -> Option<Act> {
    Some(match kind {
        Kind::Ask => Act::Ask(Box::new(asked(given)?)),
        Kind::Approve => Act::Approve {
            officer: given.id("officer"),
        },
        Kind::Agree => Act::Agree,
        Kind::TellChiefExecutive => Act::TellChiefExecutive,
        Kind::Attend => Act::Attend(Attendance {
            on: given.needed_date("on")?,
            left: given.ticked("left"),
            apart: given.ticked("apart"),
            outsiders: given.ticked("outsiders"),
            present: given.some("present"),
            limited: given.ticked("limited"),
            part: given.some("part"),
            given: given.some("information").map(|_| gave(given)),
            why: given.some("reason"),
        }),
        Kind::Give => Act::Give(gave(given)),
        Kind::SameMatter => Act::Named(given.needed_reference("other", Groups::PREFIX)?),
        Kind::Note => Act::Note {
            words: given.text("words"),
        },
        Kind::Decline => Act::Decline {
            ground: ground(given, case, look)?,
            words: given.some("words"),
        },
        Kind::Withdraw => Act::Withdraw,
        Kind::TakeUp => Act::TakeUp,
        Kind::DeclineOffer => Act::DeclineOffer,
        Kind::ActOnDecision => {
            let on = given.needed_date("on");
            let by = match (given.id("body"), given.id("person")) {
                (Some(body), None) => Some(DecidedBy::Body(body)),
                (None, Some(person)) => Some(DecidedBy::Person(person)),
                _ => None,
            };
            Act::ActOnDecision {
                by,
                on: on?,
                minute: given.text("minute"),
                words: given.text("words"),
            }
        }
        Kind::ActOnConclusion => Act::ActOnConclusion {
            words: given.text("words"),
        },
        Kind::DecideAsGroup => Act::DecideAsGroup,
        Kind::BringBreach => Act::BringBreach {
            words: given.text("words"),
        },
        Kind::ReportBreach => Act::ReportBreach {
            title: given.text("title"),
            words: given.text("words"),
            service: given.needed_id("service")?,
        },
        Kind::SettleBreach => Act::SettleBreach {
            words: given.text("words"),
        },
        // Erased by its reference, on the page of the log.
        Kind::Erase => return None,
    })
}

fn ground(given: &mut Given, case: Option<&Case<Groups>>, look: &Look<'_>) -> Option<Ground> {
    let state = case.map(|case| &case.state);
    let free = state.is_some_and(|state| {
        permitted(state, &rules(Some(state), look.council, look.today)).is_some()
    });
    match free {
        true => Some(Ground::Unstated),
        false => given.needed("ground"),
    }
}

fn asked(given: &mut Given) -> Option<Asking> {
    let wants: Option<Wants> = given.needed("wants");
    let service = given.needed_id("service");
    let (officer, capacity) = (given.id("officer"), given.one_of("capacity"));
    let (meeting, meets_on) = (given.one_of("meeting"), given.date("meets-on"));
    Some(Asking {
        business: given.text("business"),
        body: given.text("body"),
        wants: wants?,
        party: given.ticked("party"),
        service: service?,
        officer,
        capacity: capacity.unwrap_or(Capacity::Officer),
        exceptional: given.some("exceptional"),
        meeting,
        meets_on,
        place: given.some("place"),
        outsiders: given.ticked("outsiders"),
        present: given.some("present"),
    })
}

fn gave(given: &mut Given) -> Giving {
    Giving {
        subject: given.text("subject"),
        information: given.text("information"),
        factual: given.ticked("factual"),
        same: given.ticked("same"),
        why: given.some("reason"),
        files: given.typed_files(),
    }
}
