//! The council's own choices: what each is for, what holds now and on which basis, what held before, and
//! the form to change it.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::council::gate_facts;
use domain::ids::SettingId;
use domain::protocol::{Does, Duty, Enforce, Protocol};
use domain::settings::{CATALOGUE, SettingKind, SettingSet, SettingSpec, accept, spec};
use domain::verdict::{Gate, Invalid, Rejection};

use super::enquiries::act_key;
use super::error::{Problem, Refused, Way};
use super::forms::{Choice, Field, Form};
use super::frame::{Chrome, Me, Page, page};
use super::posted::Posted;
use super::routes::{Route, at, linked};
use super::words;
use crate::operations::{ActError, FactChange, Keeper};

#[derive(Template)]
#[template(path = "settings/show.html")]
struct SettingsPage {
    chrome: Chrome,
    may_change: bool,
    settings: Vec<SettingView>,
    duties: Vec<DutyView>,
    others: Vec<(String, Vec<String>)>,
}

struct SettingView {
    id: &'static str,
    title: &'static str,
    help: &'static str,
    value: String,
    why: String,
    history: Vec<String>,
    question: Option<&'static str>,
}

/// How strictly one duty of the protocol in force is held to.
struct DutyView {
    id: String,
    tag: String,
    gist: String,
    value: &'static str,
    why: String,
    history: Vec<String>,
}

/// What can be set on a page: a choice of the catalogue, or how strictly a duty is held to.
struct Editable {
    id: String,
    title: String,
    help: String,
    kind: SettingKind,
}

/// The strictnesses of a duty, the strictest first.
const ENFORCE: &[&str] = &["refuse", "ask", "note", "show"];

#[derive(Template)]
#[template(path = "settings/edit.html")]
struct EditPage {
    chrome: Chrome,
    title: String,
    help: String,
    form: Form,
}

/// The routes of settings.
pub fn routes() -> Vec<Route> {
    let edit = linked("/settings", "democratic-services");
    vec![
        Route::new(
            "/settings",
            "GET",
            at("/settings", "democratic-services"),
            get(show),
        ),
        Route::new(
            "/settings/{id}",
            "GET POST",
            edit,
            get(self::edit).post(submit),
        ),
    ]
}

/// Every setting.
pub async fn show(me: Me) -> Page {
    let protocol = me.council.protocol_on(me.today).cloned();
    let duties: Vec<DutyView> = protocol
        .iter()
        .flat_map(|protocol| {
            protocol
                .duties()
                .map(move |(tag, duty)| (protocol, tag, duty))
        })
        .filter(|(_, _, duty)| duty.does.iter().any(|does| *does != Does::Shown))
        .map(|(protocol, tag, duty)| duty_view(&me, protocol, &tag, duty))
        .collect();
    let known = |id: &SettingId| {
        spec(id.as_str()).is_some() || duties.iter().any(|duty| duty.id == id.as_str())
    };
    let mut others: Vec<(String, Vec<String>)> = Vec::new();
    for set in me.council.settings.all().filter(|set| !known(&set.id)) {
        match others.last_mut() {
            Some((id, all)) if id == set.id.as_str() => all.push(said(set)),
            _ => others.push((set.id.to_string(), vec![said(set)])),
        }
    }
    page(&SettingsPage {
        chrome: me.chrome("Settings"),
        may_change: gate_facts(me.signed.visible()).is_allowed(),
        settings: CATALOGUE.iter().map(|spec| view(&me, spec)).collect(),
        others,
        duties,
    })
}

fn view(me: &Me, spec: &'static SettingSpec) -> SettingView {
    let settings = &me.council.settings;
    let set = settings.get(spec.id, me.today, None);
    let history = settings
        .all()
        .filter(|s| s.id.as_str() == spec.id)
        .map(said);
    SettingView {
        id: spec.id,
        title: spec.title,
        help: spec.help,
        value: match (&set, spec.default) {
            (Some(cited), _) => in_words(spec.kind, cited.value),
            (None, Some(default)) => in_words(spec.kind, default),
            (None, None) => "Not set".to_owned(),
        },
        why: match (&set, spec.default, spec.question) {
            (Some(cited), _, _) => words::sentence(&cited.basis.to_string()),
            (None, Some(_), Some(_)) => "The product’s default, until somebody rules".to_owned(),
            (None, Some(_), None) => "The product’s default".to_owned(),
            (None, None, _) => "Off until the council decides".to_owned(),
        },
        history: history.collect(),
        question: spec.question,
    }
}

fn duty_view(me: &Me, protocol: &Protocol, tag: &str, duty: &Duty) -> DutyView {
    let id = protocol.enforcement_key(tag);
    let held = protocol.enforcement(tag, &me.council.settings, me.today);
    let history = me
        .council
        .settings
        .all()
        .filter(|s| s.id.as_str() == id)
        .map(said);
    let chosen = me.council.settings.get(&id, me.today, None).is_some();
    DutyView {
        value: enforce_words(held.as_ref().map_or(duty.enforce, |held| held.value)),
        why: match held {
            Some(held) if chosen => words::sentence(&held.basis.to_string()),
            _ => format!("The text says “{}”", duty.force.word()),
        },
        history: history.collect(),
        tag: tag.to_owned(),
        gist: duty.gist.clone(),
        id,
    }
}

fn enforce_words(enforce: Enforce) -> &'static str {
    match enforce {
        Enforce::Refuse => "Refuse: the act does not go on without it",
        Enforce::Ask => "Ask: the act goes on with a reason, which is kept",
        Enforce::Note => "Note: recorded without asking",
        Enforce::Show => "Show: shown beside the act",
    }
}

/// What a key of the address can set.
fn editable(me: &Me, id: &str) -> Option<Editable> {
    if let Some(spec) = spec(id) {
        return Some(Editable {
            id: spec.id.to_owned(),
            title: spec.title.to_owned(),
            help: spec.help.to_owned(),
            kind: spec.kind,
        });
    }
    let protocol = me.council.protocol_on(me.today)?;
    let tag = protocol.duty_of_key(id)?;
    let (_, duty) = protocol.duty(&tag)?;
    let default = enforce_words(duty.enforce);
    Some(Editable {
        id: id.to_owned(),
        title: format!("How strictly clause {tag} is held to"),
        help: format!(
            "{} The text says “{}”; by default: {default}. Stricter than the text is the council’s own \
             choice, and is shown as that.",
            duty.gist,
            duty.force.word()
        ),
        kind: SettingKind::Choice(ENFORCE),
    })
}

fn in_words(kind: SettingKind, value: &str) -> String {
    match kind {
        SettingKind::WholeNumber { unit, .. } => format!("{value} {unit}"),
        _ => value.to_owned(),
    }
}

fn said(set: &SettingSet) -> String {
    let value = set.value.as_deref().unwrap_or("taken back");
    format!(
        "{value}, from {}, set by {}",
        words::plain_date(set.from),
        set.set_by
    )
}

/// The form of one setting.
pub async fn edit(me: Me, Path(id): Path<String>) -> Page {
    let spec = editable(&me, &id).ok_or(Problem::NotFound)?;
    may_change(&me)?;
    edit_page(&me, &spec, form(&me, &spec))
}

fn may_change(me: &Me) -> Result<(), Problem> {
    match gate_facts(me.signed.visible()) {
        Gate::Refused(refusal) => Err(Problem::Refused(Box::new(Refused {
            heading: "You cannot change this".to_owned(),
            refusal,
            kept: Vec::new(),
            back: Some(Way::link("Back to the settings", "/settings")),
        }))),
        _ => Ok(()),
    }
}

fn edit_page(me: &Me, spec: &Editable, form: Form) -> Page {
    let title = if form.has_errors() {
        format!("Error: {}", spec.title)
    } else {
        spec.title.clone()
    };
    page(&EditPage {
        chrome: me.chrome(&title),
        title: spec.title.clone(),
        help: spec.help.clone(),
        form,
    })
}

fn form(me: &Me, spec: &Editable) -> Form {
    let now = me.council.settings.get(&spec.id, me.today, None);
    let now = now.map(|cited| cited.value.to_owned());
    let one = |all: Vec<Choice>| Field::one("value", "Value", all).optional();
    let value = match spec.kind {
        SettingKind::WholeNumber { min, max, unit } => {
            Field::number("value", &words::sentence(unit))
                .hint(format!("From {min} to {max}. Empty takes it back."))
                .optional()
        }
        SettingKind::Choice(words) => {
            let choices = words
                .iter()
                .map(|w| Choice::new(*w, words::sentence(&w.replace('-', " "))));
            one(choices.collect())
        }
        SettingKind::Flag => one(vec![Choice::new("yes", "Yes"), Choice::new("no", "No")]),
        SettingKind::Team => {
            let teams = me.council.directory.teams.on(me.today);
            let mut all: Vec<_> = teams
                .map(|t| Choice::new(t.id.as_str(), &*t.name))
                .collect();
            all.insert(0, Choice::new("", "Not set"));
            Field::select("value", "Team", all).optional()
        }
        SettingKind::Text { max } => Field::line("value", "Value")
            .hint(format!("At most {max} characters. Empty takes it back."))
            .optional(),
        SettingKind::Date => Field::line("value", "Day")
            .hint("For example 2026-04-13. Empty takes it back.")
            .optional(),
        SettingKind::Time => Field::line("value", "Time")
            .hint("For example 17:00. Empty takes it back.")
            .optional(),
        SettingKind::Colour => Field::line("value", "Colour")
            .hint("For example #1d4f91. Empty takes it back.")
            .optional(),
    };
    let mut form = Form::new(
        format!("/settings/{}", spec.id),
        "Save",
        vec![
            value.with(now.unwrap_or_default()),
            Field::day("from", "From which day").with(me.today.to_string()),
            Field::line("set-by", "Who decided it?")
                .hint("The office or meeting, for example Council, 26 March 2026"),
        ],
    );
    form.token = me.act_token();
    form.cancel = Some(Way::link(
        "Back to the settings",
        format!("/settings#{}", spec.id),
    ));
    form
}

/// Sets it, or takes it back.
pub async fn submit(me: Me, Path(id): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let spec = editable(&me, &id).ok_or(Problem::NotFound)?;
    let spec = &spec;
    may_change(&me)?;
    let set = match read(&me, spec, &posted) {
        Ok(set) => set,
        Err(invalid) => return again(&me, spec, &posted, &invalid),
    };
    let operations = me.app().operations();
    let keeper = Keeper::Person(&me.signed.actor);
    let key = act_key(&me, &posted);
    match operations
        .change(keeper, vec![FactChange::Setting(set)], key)
        .await
    {
        Ok(_) => Ok(Redirect::to(&format!("/settings?done=saved#{}", spec.id)).into_response()),
        Err(ActError::Rejected(Rejection::Invalid(invalid))) => again(&me, spec, &posted, &invalid),
        Err(other) => Err(other.into()),
    }
}

fn again(
    me: &Me,
    spec: &Editable,
    posted: &Posted,
    invalid: &[Invalid],
) -> Result<Response, Problem> {
    let page = edit_page(me, spec, form(me, spec).refill(posted, invalid))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn read(me: &Me, spec: &Editable, posted: &Posted) -> Result<SettingSet, Vec<Invalid>> {
    let mut wrong = Vec::new();
    let value = match posted.given("value") {
        None => None,
        Some(value) => {
            let protocols = me.council.protocols.values().map(AsRef::as_ref);
            match accept(&spec.id, value, protocols) {
                Ok(accepted) => Some(accepted.value),
                Err(invalid) => {
                    wrong.push(Invalid::new("value", invalid.why));
                    None
                }
            }
        }
    };
    let from = match posted.date("from") {
        Ok(Some(from)) => from,
        Ok(None) => {
            wrong.push(Invalid::new("from", "say from which day it holds"));
            me.today
        }
        Err(why) => {
            wrong.push(Invalid::new("from", why));
            me.today
        }
    };
    let set_by = domain::text::clean_line(posted.text("set-by"));
    if set_by.is_empty() || set_by.chars().count() > 120 {
        wrong.push(Invalid::new(
            "set-by",
            "say who decided it, in at most 120 characters",
        ));
    }
    if wrong.is_empty() {
        Ok(SettingSet {
            id: spec.id.parse().expect("a key that can be set"),
            value,
            from,
            set_by,
        })
    } else {
        Err(wrong)
    }
}
