//! A briefing is asked for by a member, or arranged by an officer.

use super::{BODY, Draft, LINE, explain};
use crate::access::{Reader, Token};
use crate::briefings::command::{Invites, Opening};
use crate::briefings::event::{Event, Opened};
use crate::briefings::gate::{arranges, arranging, asking, seat};
use crate::briefings::rules;
use crate::directory::{BodyKind, Fact, Role, RoleKind};
use crate::protocol::{BriefingPractice, BriefingRules, Enforce, Forum, GroupPractice};
use crate::register::{Pin, posts};
use crate::verdict::Basis;

pub(super) fn open(d: &mut Draft<'_>, opening: &Opening) {
    let today = d.today();
    let rules = rules(None, d.cx.council, today);
    let Some(reference) = d
        .stream()
        .as_str()
        .split('/')
        .nth(1)
        .and_then(|text| text.parse().ok())
    else {
        return;
    };
    if d.cx
        .council
        .directory
        .services
        .get(&opening.service, today)
        .is_none()
    {
        d.invalid(
            "service",
            "is no service of the council today: choose one of the list",
        );
    }
    let holder = seat(d.cx).filter(|_| opening.invites.is_none());
    if holder.is_none() && opening.invites.is_none() {
        d.invalid("invites", "is missing: choose whom you invite");
    }
    if opening.invites.is_some() && !arranges(d.cx) {
        d.invalid(
            "invites",
            "is for officers who arrange briefings: leave it out to ask for one of your own",
        );
    }
    let basis = opened_on(d, &rules, opening);
    let invited = invited(d, &rules, opening, &basis);
    consult(d, &rules, opening);
    let goes_to = goes_to(d, &rules, opening, holder.is_some());
    for reader in &goes_to {
        d.tell(reader.token.clone(), "briefing-asked", reader.basis.clone());
    }
    for reader in &invited {
        d.tell(
            reader.token.clone(),
            "briefing-planned",
            reader.basis.clone(),
        );
    }
    let content_readers = content_readers(d, opening);
    let opened = Opened {
        reference,
        pin: Pin::on(d.cx.council, today),
        holder,
        title: d.line::<LINE>("title", &opening.title),
        body: d.text::<BODY>("body", &opening.body),
        service: opening.service.clone(),
        goes_to,
        invited,
        content_readers,
        basis,
        forum: opening.forum,
        consulted: opening.consulted.clone(),
    };
    d.push(Event::Opened(Box::new(opened)));
}

/// On which basis it is opened: the right of a member to ask, the entitlement of offices, or the
/// product’s own default.
fn opened_on(d: &mut Draft<'_>, rules: &BriefingRules, opening: &Opening) -> Basis {
    let says = |practice| rules.says(practice).cloned();
    if opening.forum == Forum::Scrutiny
        && let Some(clause) = says(BriefingPractice::ScrutinyPreparation)
    {
        d.cite("to answer scrutiny, with facts", clause);
    }
    match opening.invites {
        Some(Invites::Office(RoleKind::GroupLeader)) => leaders(d, rules),
        Some(Invites::Entitled) if together(d) => {
            cite(
                d,
                rules,
                BriefingPractice::Joint,
                "the executive and chairs together",
            );
        }
        _ => {}
    }
    if matches!(
        opening.invites,
        Some(Invites::Office(_) | Invites::Entitled)
    ) {
        let practice = BriefingPractice::PostsHeld;
        cite(
            d,
            rules,
            practice,
            "information by the posts that members hold",
        );
    }
    let entitled = rules.entitled.as_ref();
    match opening.invites {
        None => says(BriefingPractice::PolicyBriefing).unwrap_or_else(asking),
        Some(Invites::AllGroups) => says(BriefingPractice::Together).unwrap_or_else(arranging),
        Some(Invites::Entitled) => entitled.map_or_else(arranging, |rule| rule.basis.clone()),
        Some(Invites::Office(kind)) => entitled
            .filter(|rule| rule.value.offices.contains(&kind))
            .map_or_else(arranging, |rule| rule.basis.clone()),
    }
}

/// A briefing of group leaders is a contact of each of them with the council’s management, on record.
fn leaders(d: &mut Draft<'_>, rules: &BriefingRules) {
    let today = d.today();
    cite(
        d,
        rules,
        BriefingPractice::Regular,
        "group leaders regularly",
    );
    let groups = crate::groups::rules(None, d.cx.council, today);
    for (practice, what) in [
        (
            GroupPractice::Contacts,
            "contacts with group leaders are recorded",
        ),
        (
            GroupPractice::AccessThroughLeader,
            "every group is reached through its leader",
        ),
    ] {
        if let Some(basis) = groups.says(practice) {
            d.cite(what, basis.clone());
        }
    }
}

/// Whether whoever arranges it is the Chief Executive or a Chief Officer.
fn together(d: &Draft<'_>) -> bool {
    let today = d.today();
    let person = d.cx.actor.person();
    let mut held = d.cx.council.directory.appointments_of(person, today);
    held.any(|a| {
        matches!(
            a.role.kind(),
            RoleKind::ChiefExecutive | RoleKind::ChiefOfficer
        )
    })
}

fn cite(d: &mut Draft<'_>, rules: &BriefingRules, practice: BriefingPractice, what: &str) {
    if let Some(basis) = rules.says(practice) {
        d.cite(what, basis.clone());
    }
}

fn invited(
    d: &mut Draft<'_>,
    rules: &BriefingRules,
    opening: &Opening,
    basis: &Basis,
) -> Vec<Reader> {
    let Some(invites) = opening.invites else {
        return Vec::new();
    };
    let tokens = match invites {
        Invites::Office(kind) => holders(d, &[kind], &[]),
        Invites::Entitled => match &rules.entitled {
            Some(rule) => {
                if let Some(basis) = rules.chairs_basis() {
                    d.cite("which chairs", basis.clone());
                }
                holders(d, &rule.value.offices, &rule.value.chairs_of)
            }
            None => {
                d.invalid(
                    "invites",
                    "names the offices of the protocol, which names none: choose an office",
                );
                return Vec::new();
            }
        },
        Invites::AllGroups => groups(d),
    };
    if tokens.is_empty() {
        d.invalid("invites", "reaches nobody today: choose others");
    }
    let reader = |token| Reader {
        token,
        basis: basis.clone(),
    };
    tokens.into_iter().map(reader).collect()
}

/// Who holds one of the offices today; of chairs those of some kinds of bodies, where they are named.
fn holders(d: &Draft<'_>, kinds: &[RoleKind], chairs_of: &[BodyKind]) -> Vec<Token> {
    let today = d.today();
    let directory = &d.cx.council.directory;
    let meant = |role: &Role| match role {
        Role::Chair { body } if !chairs_of.is_empty() => directory
            .bodies
            .get(body, today)
            .is_some_and(|body| chairs_of.contains(&body.kind)),
        _ => true,
    };
    let held = directory.appointments().filter(|a| a.holds(today));
    held.filter(|a| {
        let kind = a.role.kind();
        kind.is_for_members() && kinds.contains(&kind) && meant(&a.role)
    })
    .map(|a| Token::holder_of(&a.id))
    .collect()
}

fn groups(d: &Draft<'_>) -> Vec<Token> {
    let today = d.today();
    let directory = &d.cx.council.directory;
    let ids = directory.groups.on(today).map(|group| group.id().clone());
    ids.filter(|id| {
        !directory
            .in_office(&Role::GroupMember { group: id.clone() }, today)
            .is_empty()
    })
    .map(|id| directory.group_token(&id, today))
    .collect()
}

/// Whoever is to be consulted first, except for the bodies that the text leaves out.
fn consult(d: &mut Draft<'_>, rules: &BriefingRules, opening: &Opening) {
    let (Some(rule), Some(held)) = (&rules.consult, &rules.consult_held) else {
        return;
    };
    if opening.invites.is_none() || rule.value.except.contains(&opening.forum) {
        return;
    }
    d.cite("consulted before it is arranged", rule.basis.clone());
    let today = d.today();
    if let Some(consulted) = &opening.consulted {
        let mut held = d.cx.council.directory.appointments_of(consulted, today);
        if !held.any(|a| a.role.kind().is_for_members()) {
            d.invalid(
                "consulted",
                "is no member of the council today: choose one of the list",
            );
        }
        return;
    }
    let reason = opening.why.as_deref().filter(|why| !why.trim().is_empty());
    match reason {
        Some(reason) => explain(d, "open", &held.basis, reason),
        None if held.value >= Enforce::Ask => {
            let why = format!(
                "is missing: name the Leader, the portfolio holder or who stands for them ({}), or say why nobody was consulted",
                held.basis
            );
            d.invalid("consulted", why);
        }
        None => {}
    }
}

/// A member’s request goes to those who answer for the service; another briefing also to whoever looks
/// after it.
fn goes_to(
    d: &Draft<'_>,
    rules: &BriefingRules,
    opening: &Opening,
    confidential: bool,
) -> Vec<Reader> {
    let says = rules.says(BriefingPractice::ToTheChiefOfficer);
    let basis = says
        .cloned()
        .filter(|_| confidential)
        .unwrap_or_else(arranging);
    let mut tokens = vec![Token::manager_of(&opening.service)];
    if !confidential {
        let democratic = "democratic-services".parse().expect("a slug");
        tokens.extend([
            Token::service(&opening.service),
            Token::team(&democratic),
            Token::post("monitoring-officer"),
        ]);
        let person = d.cx.actor.person();
        let post = posts::post_of(d.cx, person, &opening.service);
        tokens.extend(posts::with_cover(post.as_ref(), person));
    }
    let reader = |token| Reader {
        token,
        basis: basis.clone(),
    };
    tokens.into_iter().map(reader).collect()
}

/// Which officers besides the one who briefs read what was said in confidence: none until the council
/// has ruled.
fn content_readers(d: &Draft<'_>, opening: &Opening) -> Vec<Reader> {
    let today = d.today();
    let council = d.cx.council;
    let Some(ruled) = council
        .settings
        .get("briefings-content-readers", today, None)
    else {
        return Vec::new();
    };
    let service = council.directory.services.get(&opening.service, today);
    let directorate = service.and_then(|service| service.directorate.clone());
    let chief = directorate.filter(|_| ruled.value == "officer-and-chief-officer");
    let post = chief.map(|directorate| Role::ChiefOfficer { directorate }.post());
    let reader = post.map(|post| Reader {
        token: Token::post(&post),
        basis: ruled.basis,
    });
    reader.into_iter().collect()
}
