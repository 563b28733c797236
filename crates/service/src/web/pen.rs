//! The holding pen on pages: messages that no rule could place, for whoever keeps them. For others there is no
//! such page.

use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::enquiries::Enquiries;
use domain::reference::Reference;
use domain::register::Register as _;
use domain::verdict::{Invalid, Rejection};

use super::enquiries::seats;
use super::error::Problem;
use super::forms::{Choice, Field, Form};
use super::frame::{Chrome, Me, Page, page};
use super::names::Names;
use super::posted::Posted;
use super::routes::{Route, act, at};
use super::words;
use crate::operations::ActError;
use crate::operations::intake::{Alike, Discard, Suggested, Waiting};

/// The routes of the pen.
pub fn routes() -> Vec<Route> {
    let keeper = "democratic-services";
    vec![
        Route::new(
            "/pen",
            "GET POST",
            at("/pen", keeper),
            get(list).post(several),
        ),
        Route::new(
            "/pen/campaigns",
            "GET",
            at("/pen/campaigns", "officer"),
            get(campaigns),
        ),
        Route::new(
            "/pen/{message}",
            "GET POST",
            act("/pen/none", Some(keeper)),
            get(show).post(submit),
        ),
        Route::new(
            "/pen/{message}/message",
            "GET",
            act("/pen/none/message", Some(keeper)),
            get(message),
        ),
    ]
}

/// The three lists, with what each is called, explains and says when empty.
const LISTS: [(&str, &str, &str, &str); 3] = [
    (
        "held",
        "Messages that wait",
        "No rule could place these. Nothing is lost: each stays until somebody decides. Who is known here was told that theirs waits; nobody else is answered.",
        "No message waits. What no rule can place will stand here with the reason.",
    ),
    (
        "aside",
        "Messages of programs",
        "Absence notices, lists and the like. They are kept for thirty days.",
        "No message of a program came in the last thirty days.",
    ),
    (
        "discarded",
        "Discarded messages",
        "Kept for thirty days, in which they can be put back.",
        "Nothing was discarded in the last thirty days.",
    ),
];

struct Tab {
    text: &'static str,
    href: String,
    here: bool,
}

struct GroupView {
    messages: Vec<MessageView>,
}

struct MessageView {
    key: String,
    title: String,
    from: String,
    when: String,
    why: &'static str,
    reference: Option<Reference>,
}

#[derive(Template)]
#[template(path = "pen/list.html")]
struct ListPage {
    chrome: Chrome,
    heading: &'static str,
    explains: &'static str,
    empty: &'static str,
    tabs: Vec<Tab>,
    groups: Vec<GroupView>,
    /// Where earlier ones are, if there are any.
    earlier: Option<String>,
    waits: bool,
    /// The enquiry that was just raised, for who may read it.
    raised: Option<Reference>,
}

#[derive(Template)]
#[template(path = "pen/campaigns.html")]
struct CampaignsPage {
    chrome: Chrome,
    groups: Vec<Vec<Alike>>,
}

#[derive(Template)]
#[template(path = "pen/show.html")]
struct ShowPage {
    chrome: Chrome,
    key: String,
    title: String,
    facts: Vec<(&'static str, String)>,
    words: String,
    suggested: Vec<String>,
    forms: Vec<Form>,
}

impl ShowPage {
    /// Each form with its heading and what it does.
    fn headed(&self) -> Vec<(&'static str, &'static str, &Form)> {
        let told = |form: &Form| match form.hidden.first().map(|(_, act)| act.as_str()) {
            Some("raise") => (
                "Raise it as an enquiry",
                "For the member who wrote it. It counts from the day on which it came, and says that an officer raised it.",
            ),
            Some("attach") => (
                "Put it on a case",
                "Only if you know who wrote it: it becomes what that person could have done there, under their name, and that you said so is on record.",
            ),
            Some("discard") => (
                "Discard it",
                "It can be put back for thirty days. Its sender is not told.",
            ),
            _ => ("Put it back", "It waits again."),
        };
        let all = self.forms.iter().map(|form| {
            let (heading, note) = told(form);
            (heading, note, form)
        });
        all.collect()
    }
}

fn title(one: &Waiting) -> String {
    if one.told.subject.is_empty() {
        "A message without a subject".to_owned()
    } else {
        one.told.subject.clone()
    }
}

fn from(one: &Waiting) -> String {
    match (&one.told.name, one.told.from.as_str()) {
        (_, "") => "from nobody who could be read".to_owned(),
        (Some(name), address) => format!("{name}, {address}"),
        (None, address) => address.to_owned(),
    }
}

/// Those that wait, or one of the other lists.
pub async fn list(me: Me) -> Page {
    let wanted = me.query("list").unwrap_or_else(|| "held".to_owned());
    let known = LISTS.iter().find(|(state, ..)| *state == wanted);
    let (state, heading, explains, empty) = *known.ok_or(Problem::NotFound)?;
    let operations = me.app().operations();
    let after = me.query("after");
    let pen = operations
        .pen(&me.signed.actor, state, after.as_deref())
        .await?;
    let view = |one: Waiting| MessageView {
        title: title(&one),
        from: from(&one),
        when: words::moment(one.at),
        why: one.why.map_or("", |why| why.told()),
        key: one.key,
        reference: one.reference,
    };
    page(&ListPage {
        chrome: me.chrome(heading),
        heading,
        explains,
        empty,
        tabs: LISTS
            .iter()
            .map(|(one, text, ..)| Tab {
                text,
                href: format!("/pen?list={one}"),
                here: *one == state,
            })
            .chain([Tab {
                text: "Campaigns by mail",
                href: "/pen/campaigns".to_owned(),
                here: false,
            }])
            .collect(),
        groups: pen
            .groups
            .into_iter()
            .map(|group| GroupView {
                messages: group.into_iter().map(view).collect(),
            })
            .collect(),
        earlier: pen
            .earlier
            .map(|last| format!("/pen?list={state}&after={last}")),
        waits: state == "held",
        raised: raised(&me).await?,
    })
}

/// The enquiry that the address names, if this person may read it.
async fn raised(me: &Me) -> Result<Option<Reference>, ActError> {
    let named = me.query("reference").and_then(|one| one.parse().ok());
    let Some(reference) = named.filter(|one: &Reference| one.prefix() == Enquiries::PREFIX) else {
        return Ok(None);
    };
    let store = me.app().operations().store();
    let seen = store.glance(&reference, &me.signed.actor.visible).await?;
    Ok(seen.map(|_| reference))
}

/// The enquiries that came by mail and say nearly the same, to be taken as campaigns.
pub async fn campaigns(me: Me) -> Page {
    let operations = me.app().operations();
    page(&CampaignsPage {
        groups: operations.campaigns(&me.signed.actor).await?,
        chrome: me.chrome("Campaigns by mail"),
    })
}

/// Discards a group at once.
pub async fn several(me: Me, posted: Posted) -> Result<Response, Problem> {
    let why = discard(posted.text("why")).ok_or(Problem::NotFound)?;
    let keys = posted.all("message");
    let operations = me.app().operations();
    operations.pen_discard(&me.signed.actor, &keys, why).await?;
    Ok(Redirect::to("/pen?done=discarded").into_response())
}

fn discard(word: &str) -> Option<Discard> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// One message, and what can be done with it.
pub async fn show(me: Me, Path(key): Path<String>) -> Page {
    let (waiting, suggested) = me
        .app()
        .operations()
        .pen_message(&me.signed.actor, &key)
        .await?;
    let forms = forms(&me, &waiting, &suggested);
    shown(&me, &waiting, &suggested, forms)
}

fn shown(me: &Me, waiting: &Waiting, suggested: &Suggested, forms: Vec<Form>) -> Page {
    let names = Names::on(&me.council, me.today);
    let told = &waiting.told;
    let mut facts = vec![
        ("From", from(waiting)),
        ("Came", words::moment(waiting.at)),
        ("Size", words::size(waiting.size)),
    ];
    if let Some(why) = waiting.why {
        facts.push(("Why it waits", why.told().to_owned()));
    }
    if let Some(because) = &told.because {
        facts.push(("What stands in the way", words::sentence(because)));
    }
    if let Some(reference) = &waiting.reference {
        facts.push(("Answers to", reference.to_string()));
    }
    if let Some(like) = &suggested.like {
        facts.push(("Says nearly the same as", like.to_string()));
    }
    if !told.files.is_empty() {
        facts.push(("Files", told.files.join(", ")));
    }
    let erred = forms.iter().any(Form::has_errors);
    let heading = title(waiting);
    let chrome = if erred {
        me.chrome(&format!("Error: {heading}"))
    } else {
        me.chrome(&heading)
    };
    page(&ShowPage {
        chrome,
        key: waiting.key.clone(),
        title: heading,
        facts,
        words: told.words.clone(),
        suggested: suggested
            .people
            .iter()
            .map(|(person, why)| format!("{}: {why}", names.person(person)))
            .collect(),
        forms,
    })
}

fn forms(me: &Me, waiting: &Waiting, suggested: &Suggested) -> Vec<Form> {
    let form = |act: &str, button: &str, fields| {
        let mut form = Form::new(format!("/pen/{}", waiting.key), button, fields);
        form.hidden = vec![("do".to_owned(), act.to_owned())];
        form
    };
    if waiting.state != "held" {
        return vec![form("put-back", "Put it back", Vec::new())];
    }
    let directory = &me.council.directory;
    let likely = suggested.people.first().map(|(person, _)| person);
    let names = Names::on(&me.council, me.today);
    let mut members = seats(&me.council, me.today);
    members.insert(0, Choice::new("", "Choose a member"));
    for seat in &mut members {
        let of = directory
            .appointments()
            .find(|a| a.id.as_str() == seat.value)
            .map(|a| &a.person);
        seat.chosen = of.is_some() && of == likely;
    }
    let mut people: Vec<Choice> = directory
        .people()
        .filter(|person| directory.appointments_of(person, me.today).next().is_some())
        .map(|person| {
            let mut choice = Choice::new(person.as_str(), names.person(person));
            choice.chosen = Some(person) == likely;
            choice
        })
        .collect();
    people.sort_by(|a, b| a.label.cmp(&b.label));
    people.insert(0, Choice::new("", "Choose who wrote it"));
    let mut reference = Field::line("reference", "Which case?")
        .hint("Its reference, for example ENQ-7K3F-2QM. You must be able to read it.");
    if let Some(case) = &suggested.case {
        reference = reference.with(case.to_string());
    }
    let reasons = [
        ("unwanted", "Nobody asked for it"),
        ("not-for-us", "It is for somebody else"),
        ("known", "The same lies on a case already"),
        ("elsewhere", "It was dealt with in another way"),
    ];
    let reasons = reasons.map(|(value, label)| Choice::new(value, label));
    let mut raise = vec![
        Field::select("acting-for", "For which member?", members),
        Field::line("title", "What it is about, in a line").with(waiting.told.subject.clone()),
    ];
    let others = suggested.alike.len();
    if others > 0 {
        let label = match others {
            1 => "Take the other message that says nearly the same along".to_owned(),
            n => format!("Take the {n} other messages that say nearly the same along"),
        };
        let hint = "One enquiry: this message gives its words, the others come with it in one file, with the files that they brought. Those for which it has no room wait on.";
        raise.push(Field::tick("together", &label).hint(hint));
    }
    let mut raise = form("raise", "Raise it", raise);
    let also = suggested.alike.iter();
    raise
        .hidden
        .extend(also.map(|key| ("also".to_owned(), key.clone())));
    vec![
        raise,
        form(
            "attach",
            "Put it there",
            vec![reference, Field::select("person", "Who wrote it?", people)],
        ),
        form(
            "discard",
            "Discard it",
            vec![Field::one("why", "Why?", reasons.to_vec())],
        ),
    ]
}

/// Does one of them.
pub async fn submit(me: Me, Path(key): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let operations = me.app().operations();
    let actor = &me.signed.actor;
    let (waiting, suggested) = operations.pen_message(actor, &key).await?;
    let asked = posted.text("do").to_owned();
    let done = match asked.as_str() {
        "raise" => match posted.text("acting-for").parse() {
            Ok(member) => operations
                .pen_gather(actor, &keys(&key, &posted), member, posted.text("title"))
                .await
                .map(|done| {
                    let what = if done.left == 0 {
                        "raised"
                    } else {
                        "raised-some"
                    };
                    format!("/pen?done={what}&reference={}", done.reference)
                }),
            Err(_) => Err(wrong("acting-for", "choose for which member")),
        },
        "attach" => attach(&me, &key, &posted).await,
        "discard" => match discard(posted.text("why")) {
            Some(why) => operations
                .pen_discard(actor, &[key.as_str()], why)
                .await
                .map(|_| "/pen?done=discarded".to_owned()),
            None => Err(wrong("why", "choose one")),
        },
        "put-back" => operations
            .pen_put_back(actor, &key)
            .await
            .map(|()| "/pen?done=saved".to_owned()),
        _ => return Err(Problem::NotFound),
    };
    match done {
        Ok(to) => Ok(Redirect::to(&to).into_response()),
        Err(ActError::Rejected(Rejection::Invalid(invalid))) => {
            let forms = forms(&me, &waiting, &suggested);
            let refilled = forms.into_iter().map(|form| {
                if form.hidden.iter().any(|(_, act)| *act == asked) {
                    form.refill(&posted, &invalid)
                } else {
                    form
                }
            });
            let body = shown(&me, &waiting, &suggested, refilled.collect())?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// The message, and those that were ticked to go with it.
fn keys<'a>(key: &'a str, posted: &'a Posted) -> Vec<&'a str> {
    let also = if posted.ticked("together") {
        posted.all("also")
    } else {
        Vec::new()
    };
    std::iter::once(key).chain(also).collect()
}

async fn attach(me: &Me, key: &str, posted: &Posted) -> Result<String, ActError> {
    let typed = posted.text("reference");
    let reference: Reference = typed
        .parse()
        .map_err(|why| wrong("reference", &format!("{why}")))?;
    let person = posted.text("person").parse();
    let person = person.map_err(|_| wrong("person", "choose who wrote it"))?;
    let operations = me.app().operations();
    let done = operations.pen_attach(&me.signed.actor, key, &reference, &person);
    done.await.map(|_| "/pen?done=saved".to_owned())
}

fn wrong(field: &'static str, why: &str) -> ActError {
    Rejection::Invalid(vec![Invalid::new(field, why)]).into()
}

/// The message as it came, to be saved, never shown by the browser.
pub async fn message(me: Me, Path(key): Path<String>) -> Result<Response, Problem> {
    let operations = me.app().operations();
    let bytes = operations.pen_bytes(&me.signed.actor, &key).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"message.eml\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, bytes).into_response())
}
