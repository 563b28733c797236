//! The page on which a new enquiry is checked before it is sent: who gets it, by when, better doors.

use domain::ids::ServiceId;
use store::{Filter, Item, Page as StorePage, Sort};

use super::super::rows::{Line, line};
use super::*;

/// How many earlier enquiries are shown.
const EARLIER: usize = 5;
/// How many are looked at for them.
const LOOKED: usize = 20;

/// Everything once more before it is sent: better ways, who will have it, by when, the answers.
pub(super) async fn check_page(
    me: &Me,
    actor: &Actor,
    posted: &Posted,
    error: Option<String>,
) -> Page {
    let earlier = earlier(me, actor, posted).await?;
    let others = others(me, actor, posted).await?;
    let text = format!("{}\n{}", posted.text("title"), posted.text("body"));
    let chosen = posted.given("service").and_then(|id| id.parse().ok());
    let offers = doors_for(&me.council, me.today, &text, chosen.as_ref());
    let shown: Vec<_> = offers
        .iter()
        .filter_map(|offer| {
            serde_json::to_value(offer.door)
                .ok()?
                .as_str()
                .map(str::to_owned)
        })
        .collect();
    let mut carried: Vec<(String, String)> = posted
        .fields()
        .filter(|(name, value)| {
            !matches!(
                *name,
                "step" | "service" | "act-token" | "doors-shown" | "draft-of"
            ) && !value.is_empty()
        })
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    carried.extend(
        shown
            .into_iter()
            .map(|door| ("doors-shown".to_owned(), door)),
    );
    let mut file = Field::files("file", "Files", true)
        .hint("PDF, pictures, documents, spreadsheets, text. At most 10 MB each.")
        .optional();
    let along = filling::along(me, posted).await?;
    if !along.is_empty() {
        let names: Vec<_> = along.iter().map(|file| file.name.as_str()).collect();
        let hint = file.hint.clone().unwrap_or_default();
        let names = names.join(", ");
        file = file.hint(format!(
            "{hint} The files of the message go along: {names}."
        ));
    }
    if let Some(error) = error {
        file = file.wrong(error);
    }
    let mut form = Form::new(
        "/enquiries/new",
        "Send the enquiry",
        vec![who_gets_it(me, posted, &text), file],
    );
    form.token = me.act_token();
    form.hidden = carried.clone();
    form.hidden.push(("step".to_owned(), "send".to_owned()));
    let (by_when, by_when_basis) = by_when(me, posted);
    let title = if form.has_errors() {
        "Error: Check before you send"
    } else {
        "Check before you send"
    };
    carried.push(("service".to_owned(), posted.text("service").to_owned()));
    page(&CheckPage {
        chrome: me.chrome(title),
        doors: offers.iter().map(door_view).collect(),
        by_when,
        by_when_basis,
        answers: answers(me, posted),
        earlier,
        others,
        carried,
        form,
    })
}

/// What was sent, with a door that is shown beside it.
pub(super) fn with_doors(me: &Me, posted: &Posted) -> Posted {
    let text = format!("{}\n{}", posted.text("title"), posted.text("body"));
    let chosen = posted.given("service").and_then(|id| id.parse().ok());
    let offers = doors_for(&me.council, me.today, &text, chosen.as_ref());
    let mut words = offers
        .into_iter()
        .filter_map(|offer| serde_json::to_value(offer.door).ok());
    match words.next().as_ref().and_then(|word| word.as_str()) {
        Some(door) if posted.given("doors-shown").is_none() => posted.with("doors-shown", door),
        _ => posted.clone(),
    }
}

/// The open enquiries of another member, with whose it is.
pub(super) struct Others {
    pub line: Line,
    pub whose: String,
}

/// For which seat it is raised.
fn seat(me: &Me, actor: &Actor) -> Option<AppointmentId> {
    me.look().with_context(|cx| {
        let cx = Context {
            actor,
            ..cx.clone()
        };
        raising_for(&cx).map(|(seat, _)| seat)
    })
}

/// The service that is named, or that fits the words.
fn service(me: &Me, posted: &Posted) -> Option<ServiceId> {
    let text = format!("{}\n{}", posted.text("title"), posted.text("body"));
    let hits = me.council.directory.who_does_what(&text, me.today);
    let best = hits.into_iter().next().map(|hit| hit.service);
    let named = posted.given("service").and_then(|id| id.parse().ok());
    named.or(best)
}

/// The member's own enquiries that seem to be about the same: of the service that fits the words, and
/// those in which all the words of the title stand. Read with the eyes of whoever raises.
async fn earlier(me: &Me, actor: &Actor, posted: &Posted) -> Result<Vec<Line>, Problem> {
    let Some(seat) = seat(me, actor) else {
        return Ok(Vec::new());
    };
    let filter = Filter {
        register: Some(Enquiries::NAME.to_owned()),
        holders: vec![seat],
        ..Filter::default()
    };
    let of = service(me, posted).map(|service| Filter {
        service: Some(service),
        ..filter.clone()
    });
    let mut items = about(me, posted, &filter, of).await?;
    items.truncate(EARLIER);
    Ok(items.iter().map(|item| line(me, item)).collect())
}

/// What other members asked already and is open, where they let whoever raises read it: a ward colleague who has
/// shared it. All the words of the title stand in it, or it is about the same ward and for the same service.
async fn others(me: &Me, actor: &Actor, posted: &Posted) -> Result<Vec<Others>, Problem> {
    let Some(seat) = seat(me, actor) else {
        return Ok(Vec::new());
    };
    let filter = Filter {
        register: Some(Enquiries::NAME.to_owned()),
        open: Some(true),
        ..Filter::default()
    };
    let ward = posted.given("ward").and_then(|id| id.parse().ok());
    let of = service(me, posted).zip(ward).map(|(service, ward)| Filter {
        service: Some(service),
        ward: Some(ward),
        ..filter.clone()
    });
    let names = Names::on(&me.council, me.today);
    let found = about(me, posted, &filter, of).await?;
    let theirs = found.iter().filter_map(|item| {
        let holder = item.row.holder.as_ref().filter(|holder| **holder != seat)?;
        Some(Others {
            line: line(me, item),
            whose: names.holder(holder),
        })
    });
    Ok(theirs.take(EARLIER).collect())
}

/// What this person may read of a filter and all the words of the title stand in, and of another filter, each once.
async fn about(
    me: &Me,
    posted: &Posted,
    filter: &Filter,
    of: Option<Filter>,
) -> Result<Vec<Item>, Problem> {
    let page = StorePage::first(LOOKED, Sort::Newest);
    let (store, visible) = (me.app().operations().store(), me.signed.visible());
    let terms = domain::text::query_terms(posted.text("title"));
    let mut items = store.search(visible, &terms, filter, &page).await?.items;
    if let Some(of) = of {
        items.extend(store.list(visible, &of, &page).await?.items);
    }
    let mut seen = std::collections::BTreeSet::new();
    items.retain(|item| seen.insert(item.row.reference.to_string()));
    Ok(items)
}

/// Which service gets it: the one that was named, or those that fit the words, the best one first.
pub(super) fn who_gets_it(me: &Me, posted: &Posted, text: &str) -> Field {
    let names = Names::on(&me.council, me.today);
    let directory = &me.council.directory;
    let manager = |id| {
        directory.manager_of(id, me.today).map_or_else(
            || "No service manager at present".to_owned(),
            |acting| format!("Service manager: {}", names.person(&acting.person)),
        )
    };
    let mut choices: Vec<Choice> = Vec::new();
    let named = posted.given("service").and_then(|id| id.parse().ok());
    if let Some(id) = &named {
        choices.push(Choice::new(posted.text("service"), names.service(id)).hint(manager(id)));
    } else {
        let hits = directory.who_does_what(text, me.today);
        choices.extend(hits.iter().map(|hit| {
            Choice::new(hit.service.as_str(), names.service(&hit.service))
                .hint(manager(&hit.service))
        }));
    }
    let rules = me
        .council
        .protocol_on(me.today)
        .map(|p| p.enquiries_on(me.today, Class::Any, &me.council.settings));
    let unclear = rules.map_or_else(
        || "the contact centre".to_owned(),
        |rules| names.team(&rules.routing.value.unclear),
    );
    choices.push(
        Choice::new("", "I do not know").hint(format!("{unclear} will find the right service.")),
    );
    choices[0].chosen = true;
    Field::one("service", "Who should get it?", choices)
}

pub(super) fn door_view(offer: &DoorOffer) -> DoorView {
    DoorView {
        urgent: offer.door == domain::protocol::Door::Urgent,
        title: offer.title.clone(),
        why: offer.why.clone(),
        basis: BasisLink::from(&offer.basis),
        contacts: offer
            .contacts
            .iter()
            .map(|contact| match (&contact.link, &contact.phone) {
                (Some(link), _) => Link::to(&contact.label, link),
                (None, Some(phone)) => Link::to(
                    format!("{}: {phone}", contact.label),
                    format!("tel:{}", phone.replace(' ', "")),
                ),
                (None, None) => Link::plain(&contact.label),
            })
            .collect(),
        for_resident: offer.for_resident.clone(),
    }
}

/// By when an answer would come if it were received now.
pub(super) fn by_when(me: &Me, posted: &Posted) -> (String, Option<BasisLink>) {
    let class = if posted.given("urgent").is_some() {
        Class::Urgent
    } else {
        Class::Other
    };
    let rules = me
        .council
        .protocol_on(me.today)
        .map(|p| p.enquiries_on(me.today, class, &me.council.settings));
    let Some(rule) = rules.and_then(|rules| rules.clock) else {
        return (
            "This protocol sets no target for an answer.".to_owned(),
            None,
        );
    };
    let received = posted
        .given("received")
        .and_then(|typed| domain::calendar::parse_receipt(typed).ok())
        .unwrap_or(domain::calendar::Receipt::At(me.now));
    let due = me
        .council
        .calendar
        .due(received, rule.value.unit, rule.value.n);
    (
        format!("Expect an answer by {}.", words::date(due.date)),
        Some(BasisLink::from(&rule.basis)),
    )
}

/// What was answered, each in words.
pub(super) fn answers(me: &Me, posted: &Posted) -> Vec<(String, String)> {
    form(me)
        .fields
        .iter()
        .filter_map(|field| {
            let typed = posted
                .given(&field.name)
                .filter(|_| field.name != "service")?;
            let shown = match &field.control {
                crate::web::forms::Control::One(choices)
                | crate::web::forms::Control::Select(choices) => choices
                    .iter()
                    .find(|choice| choice.value == typed)
                    .map_or(typed, |choice| choice.label.as_str()),
                crate::web::forms::Control::Tick => "Yes",
                _ => typed,
            };
            Some((field.label.clone(), shown.to_owned()))
        })
        .collect()
}
