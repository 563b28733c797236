//! The council's own choices: what each is for, what holds now and on which basis, what held before, and
//! the form to change it.

mod links;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::council::{Council, gate_facts};
use domain::directory::RoleKind;
use domain::ids::SettingId;
use domain::protocol::{Does, Duty, Enforce, Protocol};
use domain::settings::{CATALOGUE, SettingKind, SettingSet, SettingSpec, accept, spec};
use domain::verdict::{Gate, Invalid, Rejection};
use jiff::civil::Date;

use super::enquiries::act_key;
use super::error::{Problem, Refused, Way};
use super::forms::{Choice, Field, Form};
use super::frame::{Chrome, Me, Page, page};
use super::names::Names;
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

/// One choice of the catalogue as it holds on a day.
pub struct SettingView {
    /// Its key.
    pub id: &'static str,
    /// What it is.
    pub title: &'static str,
    /// What it does.
    pub help: &'static str,
    /// What holds, in words.
    pub value: String,
    /// On which basis.
    pub why: String,
    /// Every choice ever made, in words.
    pub history: Vec<String>,
    /// The open question that it settles.
    pub question: Option<&'static str>,
}

/// How strictly one duty of the protocol in force is held to.
pub struct DutyView {
    /// Its key among the settings.
    pub id: String,
    /// Its tag: `7.6/2`.
    pub tag: String,
    /// What it says, in our words.
    pub gist: String,
    /// How strictly it is held to, in words.
    pub value: &'static str,
    /// On which basis.
    pub why: String,
    /// Every choice ever made, in words.
    pub history: Vec<String>,
}

/// The longest words for who decided, in characters.
pub const SET_BY_MAX: usize = 120;

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
        Route::new(
            "/settings/links",
            "GET POST",
            at("/settings/links", "democratic-services"),
            get(links::show).post(links::check),
        ),
    ]
}

/// Every choice of the catalogue as it holds on a day.
pub fn settings(council: &Council, on: Date) -> Vec<SettingView> {
    CATALOGUE
        .iter()
        .map(|spec| view(council, on, spec))
        .collect()
}

/// How strictly each duty of the protocol in force on a day is held to, where something depends on it.
pub fn duties(council: &Council, on: Date) -> Vec<DutyView> {
    let Some(protocol) = council.protocol_on(on) else {
        return Vec::new();
    };
    protocol
        .duties()
        .filter(|(_, duty)| duty.does.iter().any(|does| *does != Does::Shown))
        .map(|(tag, duty)| duty_view(council, on, protocol, &tag, duty))
        .collect()
}

/// Every setting.
pub async fn show(me: Me) -> Page {
    let duties = duties(&me.council, me.today);
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
        settings: settings(&me.council, me.today),
        others,
        duties,
    })
}

fn view(council: &Council, on: Date, spec: &'static SettingSpec) -> SettingView {
    let settings = &council.settings;
    let set = settings.get(spec.id, on, None);
    let history = settings.all().filter(|s| s.id.as_str() == spec.id);
    let history = history.map(|set| {
        let value = set.value.as_deref();
        said_as(
            set,
            value.map(|value| in_words(council, on, spec.kind, value)),
        )
    });
    SettingView {
        id: spec.id,
        title: spec.title,
        help: spec.help,
        value: match (&set, spec.default) {
            (Some(cited), _) => in_words(council, on, spec.kind, cited.value),
            (None, Some(default)) => in_words(council, on, spec.kind, default),
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

fn duty_view(council: &Council, on: Date, protocol: &Protocol, tag: &str, duty: &Duty) -> DutyView {
    let id = protocol.enforcement_key(tag);
    let held = protocol.enforcement(tag, &council.settings, on);
    let history = council
        .settings
        .all()
        .filter(|s| s.id.as_str() == id)
        .map(said);
    let chosen = council.settings.get(&id, on, None).is_some();
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

fn in_words(council: &Council, on: Date, kind: SettingKind, value: &str) -> String {
    match kind {
        SettingKind::WholeNumber { unit, .. } => format!("{value} {unit}"),
        SettingKind::Choice(_) => choice(council, on, value),
        SettingKind::Flag => words::sentence(value),
        _ => value.to_owned(),
    }
}

/// One of a closed list in words: an office by its name.
fn choice(council: &Council, on: Date, value: &str) -> String {
    match RoleKind::from_slug(value) {
        Some(_) => Names::on(council, on).post_words(value),
        None => words::sentence(&value.replace('-', " ")),
    }
}

fn said(set: &SettingSet) -> String {
    said_as(set, set.value.clone())
}

fn said_as(set: &SettingSet, value: Option<String>) -> String {
    let value = value.unwrap_or_else(|| "taken back".to_owned());
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
    // Whatever was chosen can be taken back, so that what holds without a choice holds again.
    let one = |mut all: Vec<Choice>| {
        all.push(Choice::new("", "The council has not chosen"));
        Field::one("value", "What holds?", all)
    };
    let value = match spec.kind {
        SettingKind::WholeNumber { min, max, unit } => {
            Field::number("value", &words::sentence(unit))
                .hint(format!("From {min} to {max}. Empty takes it back."))
                .optional()
        }
        SettingKind::Choice(words) => {
            let choices = words
                .iter()
                .map(|w| Choice::new(*w, choice(&me.council, me.today, w)));
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
        SettingKind::Link => Field::line("value", "Address")
            .hint("For example https://www.council.example/complaints. Empty takes it back.")
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
    if set_by.is_empty() || set_by.chars().count() > SET_BY_MAX {
        wrong.push(Invalid::new(
            "set-by",
            format!("say who decided it, in at most {SET_BY_MAX} characters"),
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
