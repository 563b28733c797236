//! Raising an enquiry: what it is about, in the member's own words; then the better ways, who will have
//! it and by when, to be checked; then done, with the number and the reason for the day. Nothing is sent
//! before it has been checked, and nothing typed is lost on the way.

mod check;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::visible_to;
use domain::clock::Class;
use domain::council::Council;
use domain::directory::{Role, RoleKind};
use domain::enquiries::{Command, DoorOffer, Enquiries, Kind, Raiser, doors_for, raising_for};
use domain::fresh::Fresh;
use domain::ids::{AppointmentId, Stream};
use domain::reference::Reference;
use domain::register::{Actor, Context, Register as _};
use domain::verdict::{Gate, Invalid, Rejection};
use jiff::civil::Date;

use super::acts::{act_key, given};
use super::clock;
use super::{ask, load};
use crate::acts::{Asking, EXPLANATION, Wanted, asks, wanted};
use crate::operations::{ActError, Options, Subject};
use crate::web::clock::ClockView;
use crate::web::error::{BasisLink, Problem, Refused, Way};
use crate::web::filling;
use crate::web::forms::{Choice, Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::names::{Link, Names};
use crate::web::posted::Posted;
use crate::web::words;

use check::check_page;

/// The heading under which a constituent is described.
const CONSTITUENT: &str = "For a constituent: who, and on what ground";
/// The heading of what few enquiries need.
const MORE: &str = "Urgent, why you step in, who else may read it";
/// The key of the draft of a new enquiry.
const DRAFT: &str = "raise";

#[derive(Template)]
#[template(path = "enquiries/raise.html")]
struct RaisePage {
    chrome: Chrome,
    silent: Option<String>,
    form: Form,
}

#[derive(Template)]
#[template(path = "enquiries/check.html")]
struct CheckPage {
    chrome: Chrome,
    doors: Vec<DoorView>,
    by_when: String,
    by_when_basis: Option<BasisLink>,
    answers: Vec<(String, String)>,
    earlier: Vec<super::rows::Line>,
    /// What other members asked already.
    others: Vec<check::Others>,
    carried: Vec<(String, String)>,
    form: Form,
}

struct DoorView {
    urgent: bool,
    title: String,
    why: String,
    basis: BasisLink,
    contacts: Vec<Link>,
    for_resident: Option<String>,
}

#[derive(Template)]
#[template(path = "enquiries/done.html")]
struct DonePage {
    chrome: Chrome,
    reference: String,
    title: String,
    sentence: String,
    clock: ClockView,
}

/// The form for a new enquiry.
pub async fn show(me: Me) -> Page {
    may_raise(&me)?;
    let store = me.app().operations().store();
    let kept = store.draft(me.signed.person(), DRAFT).await?;
    let draft = kept.and_then(|(fields, _)| Posted::kept(&fields));
    let mut form = form(&me);
    if let Some(posted) = draft {
        form = form.refill(&posted, &[]);
    }
    for field in &mut form.fields {
        if let Some(value) = me.query(&field.name).filter(|_| field.value.is_empty()) {
            *field = field.clone().with(value);
        }
    }
    raise_page(&me, form)
}

fn raise_page(me: &Me, form: Form) -> Page {
    let title = if form.has_errors() {
        "Error: Raise an enquiry"
    } else {
        "Raise an enquiry"
    };
    page(&RaisePage {
        chrome: me.chrome(title),
        silent: me
            .council
            .protocol_on(me.today)
            .and_then(|p| p.silent_line()),
        form,
    })
}

/// Who cannot raise an enquiry at all is told so before typing; an officer chooses a member first.
fn may_raise(me: &Me) -> Result<(), Problem> {
    let fresh = Fresh::new([0; 32]);
    let cx = Context {
        now: me.now,
        actor: &me.signed.actor,
        council: &me.council,
        fresh: &fresh,
    };
    match Enquiries::gate(None, Kind::Raise, &cx) {
        Gate::Refused(refusal) if acts_for(me).is_empty() => {
            Err(Problem::Refused(Box::new(Refused {
                heading: "You cannot raise an enquiry".to_owned(),
                refusal,
                kept: Vec::new(),
                back: Some(Way::link("Find who deals with a matter", "/who-does-what")),
            })))
        }
        _ => Ok(()),
    }
}

/// For whom this person may raise: nobody to be chosen for a member, the members assisted for an
/// assistant, every member for an officer.
pub fn acts_for(me: &Me) -> Vec<Choice> {
    let fresh = Fresh::new([0; 32]);
    let cx = Context {
        now: me.now,
        actor: &me.signed.actor,
        council: &me.council,
        fresh: &fresh,
    };
    if matches!(raising_for(&cx), Some((_, Raiser::Member))) {
        return Vec::new();
    }
    let today = me.today;
    let assisted: Vec<_> = me
        .council
        .directory
        .appointments_of(me.signed.person(), today)
        .filter_map(|a| match &a.role {
            Role::Assistant { to, rights } if rights.raise => Some(to.clone()),
            _ => None,
        })
        .collect();
    let all = seats(&me.council, today);
    if assisted.is_empty() {
        let officer = me
            .council
            .directory
            .appointments_of(me.signed.person(), today)
            .any(|a| a.role.kind().is_for_officers());
        return if officer { all } else { Vec::new() };
    }
    all.into_iter()
        .filter(|seat| assisted.iter().any(|id| id.as_str() == seat.value))
        .collect()
}

/// Every elected or co-opted member of a day, by appointment.
pub fn seats(council: &Council, on: Date) -> Vec<Choice> {
    let names = Names::on(council, on);
    let mut all: Vec<_> = council
        .directory
        .appointments()
        .filter(|a| a.holds(on))
        .filter(|a| matches!(a.role.kind(), RoleKind::Member | RoleKind::CoOptedMember))
        .map(|a| {
            let label = format!("{}, {}", names.person(&a.person), names.role(&a.role));
            Choice::new(a.id.as_str(), label)
        })
        .collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all
}

/// The questions of the first page. Files come with the check, since a page cannot carry them along.
fn form(me: &Me) -> Form {
    let asking = Asking {
        state: None,
        words: &|_| String::new(),
        council: &me.council,
        person: me.signed.person(),
        today: me.today,
    };
    let mut fields = Vec::new();
    let mut for_whom = acts_for(me);
    let for_others = !for_whom.is_empty();
    if for_others {
        if let [one] = for_whom.as_mut_slice() {
            one.chosen = true;
        } else {
            for_whom.insert(0, Choice::new("", "Choose a member"));
        }
        fields.push(Field::select("acting-for", "For which member?", for_whom));
    }
    for asked in asks(Kind::Raise, &asking) {
        let officers_only = matches!(asked.name, "means" | "received");
        if asked.name == "file" || (officers_only && !is_officer(me)) {
            continue;
        }
        let field = ask::field(asked);
        fields.push(match field.name.as_str() {
            "title" => field.suggests(),
            "service" => unsaid(field, "Let Who Does What find it"),
            "ward" => unsaid(field, "Not said"),
            "constituent" | "ground" | "third-party" | "child" | "employee" | "advice-taken" => {
                field.under(CONSTITUENT)
            }
            "reason" | "urgent" | "keep-out" => field.under(MORE),
            _ => field,
        });
    }
    let mut others = seats(&me.council, me.today);
    others.insert(0, Choice::new("", "Nobody else"));
    fields.push(
        Field::select("reader", "Shall another member read it too?", others)
            .hint("A colleague of your ward, or who holds the portfolio. They can read it, not act on it.")
            .optional()
            .under(MORE),
    );
    fields.push(
        Field::tick(
            "share-ward",
            "All members of the ward of the place may read it",
        )
        .hint("Only where no constituent is concerned.")
        .under(MORE),
    );
    // What stands under one heading stands together, whatever the order in which it is asked.
    fields.sort_by_key(|field| match field.group {
        None => 0,
        Some(CONSTITUENT) => 1,
        Some(_) => 2,
    });
    let mut form = Form::new("/enquiries/new", "Continue", fields);
    filling::offer(&mut form);
    form.hidden = vec![("step".to_owned(), "check".to_owned())];
    form.draft = Some(DRAFT.to_owned());
    form.cancel = Some(Way::link("Cancel", "/"));
    form
}

/// The form with what was sent in it.
async fn refilled(me: &Me, posted: &Posted, invalid: &[Invalid]) -> Result<Form, Problem> {
    let mut form = form(me).refill(posted, invalid);
    filling::carry(me, &mut form, posted).await?;
    Ok(form)
}

fn unsaid(mut field: Field, words: &str) -> Field {
    if let crate::web::forms::Control::Select(choices) = &mut field.control
        && let Some(first) = choices.first_mut()
    {
        words.clone_into(&mut first.label);
    }
    field
}

fn is_officer(me: &Me) -> bool {
    me.council
        .directory
        .appointments_of(me.signed.person(), me.today)
        .any(|a| a.role.kind().is_for_officers())
}

/// The next step: look at it once more, change it, or send it.
pub async fn submit(me: Me, posted: Posted) -> Result<Response, Problem> {
    may_raise(&me)?;
    if let Some((posted, told)) = filling::filled(&me, &posted, Some("title"), "body").await? {
        let (mut form, status) = match &told {
            Ok(_) => (refilled(&me, &posted, &[]).await?, StatusCode::OK),
            Err(invalid) => {
                let form = refilled(&me, &posted, std::slice::from_ref(invalid)).await?;
                (form, StatusCode::UNPROCESSABLE_ENTITY)
            }
        };
        if let Ok(told) = told {
            filling::tell(&mut form, told);
        }
        return Ok((status, raise_page(&me, form)?).into_response());
    }
    let actor = actor(&me, &posted);
    match posted.text("step") {
        "change" => Ok(raise_page(&me, refilled(&me, &posted, &[]).await?)?.into_response()),
        "send" => send(&me, &actor, posted).await,
        _ => check(&me, &actor, posted).await,
    }
}

/// The actor, for the member who was chosen.
fn actor(me: &Me, posted: &Posted) -> Actor {
    let acting_for: Option<AppointmentId> =
        posted.given("acting-for").and_then(|id| id.parse().ok());
    Actor {
        visible: me.signed.actor.visible.clone(),
        acting_for,
    }
}

/// What is wrong with it, found by deciding it without keeping anything.
fn faults(me: &Me, actor: &Actor, posted: &Posted) -> Result<Vec<Invalid>, Problem> {
    let act = match wanted(Kind::Raise, given(&check::with_doors(me, posted))) {
        Ok(Wanted::Act(act)) => act,
        Ok(Wanted::Beside(..)) => return Err(Problem::NotFound),
        Err(invalid) => return Ok(invalid),
    };
    let command = Command {
        act,
        explanation: posted.given(EXPLANATION).map(str::to_owned),
    };
    let fresh = Fresh::new([0; 32]);
    let cx = Context {
        now: me.now,
        actor,
        council: &me.council,
        fresh: &fresh,
    };
    let stream = Stream::case(
        Enquiries::NAME,
        &Reference::from_entropy(Enquiries::PREFIX, 0),
    );
    match Enquiries::decide(&stream, None, command, &cx) {
        Ok(_) => Ok(Vec::new()),
        Err(Rejection::Invalid(invalid)) => Ok(invalid),
        Err(rejection) => Err(refused(me, posted, rejection)),
    }
}

fn refused(me: &Me, posted: &Posted, rejection: Rejection) -> Problem {
    match rejection {
        Rejection::Refused(_)
            if posted.given("acting-for").is_none() && !acts_for(me).is_empty() =>
        {
            Problem::Unreadable("choose for which member you raise it".to_owned())
        }
        other => ActError::from(other).into(),
    }
}

async fn check(me: &Me, actor: &Actor, posted: Posted) -> Result<Response, Problem> {
    let chosen = posted.given("acting-for").is_some();
    let mut invalid = if acts_for(me).is_empty() || chosen {
        faults(me, actor, &posted)?
    } else {
        vec![Invalid::new(
            "acting-for",
            "choose for which member you raise it",
        )]
    };
    invalid.retain(|fault| !matches!(fault.field, "file" | "files"));
    if !invalid.is_empty() {
        let page = raise_page(me, refilled(me, &posted, &invalid).await?)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    Ok(check_page(me, actor, &posted, None).await?.into_response())
}

async fn send(me: &Me, actor: &Actor, posted: Posted) -> Result<Response, Problem> {
    let again = async |why: String| -> Result<Response, Problem> {
        let page = check_page(me, actor, &posted, Some(why)).await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let whole = filling::with_files(me, &posted).await?;
    let wanted = match wanted(Kind::Raise, given(&whole)) {
        Ok(wanted) => wanted,
        Err(invalid) => {
            return again(
                invalid
                    .into_iter()
                    .map(|i| i.why)
                    .collect::<Vec<_>>()
                    .join("; "),
            )
            .await;
        }
    };
    let explanation = posted.given(EXPLANATION).map(str::to_owned);
    let options = Options {
        seen: None,
        key: act_key(me, &posted),
        drafts_done: vec![DRAFT.to_owned()],
    };
    let operations = me.app().operations();
    match operations
        .enquiry_act(actor, Subject::New, wanted, explanation, options)
        .await
    {
        Ok(done) => {
            filling::sent(me, &posted).await?;
            let visible = visible_to(&me.council.directory, me.signed.person(), me.today);
            let reads = operations
                .glance::<Enquiries>(&done.reference, &visible)
                .await
                .is_ok();
            let to = if reads {
                format!("/enquiries/{}/done", done.reference)
            } else {
                format!("/enquiries?done=raised&reference={}", done.reference)
            };
            Ok(Redirect::to(&to).into_response())
        }
        Err(ActError::Rejected(Rejection::Invalid(invalid))) => {
            let about_files: Vec<_> = invalid
                .iter()
                .filter(|i| matches!(i.field, "file" | "files"))
                .map(|i| format!("a file {}", i.why))
                .collect();
            if about_files.len() == invalid.len() {
                return again(about_files.join("; ")).await;
            }
            let page = raise_page(me, refilled(me, &posted, &invalid).await?)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(ActError::Rejected(rejection)) => Err(refused(me, &posted, rejection)),
        Err(other) => Err(other.into()),
    }
}

/// The number, who has it, by when, and why that day.
pub async fn done(me: Me, Path(reference): Path<String>) -> Page {
    let case = load(&me, &reference).await?;
    page(&DonePage {
        chrome: me.chrome("The enquiry is sent"),
        reference: case.state.reference.to_string(),
        title: super::case::title_of(&me.look(), &case),
        sentence: domain::enquiries::sentence(&case.state, &me.council, me.now),
        clock: clock::view(&me.look(), &case),
    })
}
