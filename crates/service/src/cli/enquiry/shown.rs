//! Enquiries as the command line prints them: as lines of a list, one with all that its page tells, what an act
//! asks, and a file.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use domain::calendar::long_date;
use domain::enquiries::{Enquiries, Kind, clock, next_acts};
use domain::reference::Reference;
use domain::register::Actor;
use domain::verdict::Gate;
use serde_json::json;
use store::{Filter, Item, Page, Sort};

use super::{ListArgs, Saved, Who, open};
use crate::acts::{self, Ask, Asking};
use crate::cli::case::{self, Acts};
use crate::operations::{Case, Operations};
use crate::registers::{Look, opening, registered};
use crate::web::enquiries::case::body;
use crate::web::enquiries::list::{asked, csv_bytes};
use crate::web::enquiries::rows::{state_words, title};

/// The list, by the same filters as the page.
pub(super) async fn list(args: ListArgs) -> anyhow::Result<ExitCode> {
    let (operations, actor) = open(&args.who).await?;
    let council = operations.council().await?;
    let look = look(&operations, &council.council, &actor);
    let filters = args.filters.iter().map(|filter| {
        let pair = filter.split_once('=');
        pair.with_context(|| format!("`{filter}` is not a filter: write name=value"))
    });
    let filters = filters.collect::<anyhow::Result<Vec<_>>>()?;
    if let Some((name, _)) = filters.iter().find(|(name, _)| !FILTERS.contains(name)) {
        bail!(
            "`{name}` is not something to filter by: give one of {}",
            FILTERS.join(", ")
        );
    }
    let given = |name: &str| {
        let mut of_name = filters.iter().filter(|(filter, _)| *filter == name);
        of_name.next().map(|(_, value)| (*value).to_owned())
    };
    let asked = asked(&look, &given).map_err(anyhow::Error::msg)?;
    let filter = Filter {
        waiting_on_me: args.waiting || asked.filter.waiting_on_me,
        open: match (args.closed, asked.filter.open) {
            (true, _) => Some(false),
            (false, None) if given("open").is_none() => Some(true),
            (false, open) => open,
        },
        overdue_on: match args.overdue {
            true => Some(look.today),
            false => asked.filter.overdue_on,
        },
        ..asked.filter
    };
    if args.csv {
        let bytes = csv_bytes(&operations, &look, &filter).await?;
        std::io::stdout().lock().write_all(&bytes)?;
        return Ok(ExitCode::SUCCESS);
    }
    let sort = if args.newest { Sort::Newest } else { Sort::Due };
    let page = Page::first(args.most.clamp(1, 500), sort);
    let listing = operations.store().list(look.visible(), &filter, &page);
    print_items(&listing.await?.items, &look, args.who.json)
}

/// What the list can be filtered by: the names in the address of the page.
const FILTERS: [&str; 15] = [
    "open", "whose", "holder", "handler", "service", "ward", "state", "overdue", "judged", "held",
    "answered", "from", "to", "due-from", "due-to",
];

/// What this person can read that holds the words, of any register.
pub(super) async fn search(words: &[String], who: Who) -> anyhow::Result<ExitCode> {
    let (operations, actor) = open(&who).await?;
    let council = operations.council().await?;
    let (filter, page) = (Filter::default(), Page::first(50, Sort::Newest));
    let words = domain::text::query_terms(&words.join(" "));
    let store = operations.store();
    let found = store.search(&actor.visible, &words, &filter, &page).await?;
    let look = look(&operations, &council.council, &actor);
    print_items(&found.items, &look, who.json)
}

fn print_items(items: &[Item], look: &Look<'_>, as_json: bool) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    if as_json {
        let items: Vec<_> = items
            .iter()
            .map(|item| json!({ "title": title(item), "row": item.row }))
            .collect();
        writeln!(out, "{}", serde_json::Value::from(items))?;
        return Ok(ExitCode::SUCCESS);
    }
    if items.is_empty() {
        writeln!(out, "Nothing here that this person can read.")?;
    }
    for item in items {
        let row = &item.row;
        let due = match row.due {
            Some(due) if row.open && due < look.today => {
                format!("overdue since {}", long_date(due))
            }
            Some(due) => format!("by {}", long_date(due)),
            None => "no date".to_owned(),
        };
        let state = match registered(&row.register) {
            Some(register) if register.name != "enquiries" => (register.state_words)(&row.state),
            _ => state_words(&row.state),
        };
        let service = row.service.as_ref();
        let service = service.map_or(String::new(), |id| {
            format!(", {}", look.names().service(id))
        });
        let (reference, title) = (&row.reference, title(item));
        writeln!(out, "{reference}  {title}\n    {state}, {due}{service}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Who looks at what, now.
fn look<'a>(
    operations: &Operations,
    council: &'a domain::council::Council,
    actor: &'a Actor,
) -> Look<'a> {
    Look {
        council,
        actor,
        now: operations.now(),
        today: operations.today(),
    }
}

/// One enquiry, with all that its page tells this person.
pub(super) async fn show(reference: &Reference, who: Who) -> anyhow::Result<ExitCode> {
    let (operations, actor) = open(&who).await?;
    let council = operations.council().await?;
    let look = look(&operations, &council.council, &actor);
    let case = operations.case::<Enquiries>(reference, look.visible());
    let case = case.await?;
    opening::note_enquiry(&operations, &look, &case).await?;
    let mut acts = Acts::default();
    for (kind, gate) in look.with_context(|cx| next_acts(&case.state, cx)) {
        acts.add((kind.name(), kind.label()), gate, || {
            asks(kind, Some(&case), &look)
        });
    }
    let body = body(&look, &case, "");
    let mut out = std::io::stdout().lock();
    if who.json {
        let ticking = clock(&case.state, look.council, look.now);
        let more = json!({
            "version": case.version, "next": ticking.next, "overdue": ticking.overdue,
        });
        writeln!(out, "{}", case::as_json(&body, &acts, more))?;
    } else {
        case::write(&mut out, &body, &acts)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn asks(kind: Kind, case: Option<&Case<Enquiries>>, look: &Look<'_>) -> Vec<Ask> {
    let words = |kept: &domain::words::Words| {
        let words = case.and_then(|case| case.words(&kept.key));
        words.unwrap_or_default().to_owned()
    };
    let asking = Asking {
        state: case.map(|case| &case.state),
        words: &words,
        council: look.council,
        person: look.actor.person(),
        today: look.today,
    };
    acts::asks(kind, &asking)
}

/// What a kind of act asks, and what more the protocol asks of this person now.
pub(super) async fn print_asks(
    act: &str,
    reference: Option<&Reference>,
    who: Who,
) -> anyhow::Result<ExitCode> {
    let kind = super::kind_named(act)?;
    let (operations, actor) = open(&who).await?;
    let council = operations.council().await?;
    let look = look(&operations, &council.council, &actor);
    let case = match reference {
        Some(reference) => {
            let case = operations.case::<Enquiries>(reference, look.visible());
            Some(case.await?)
        }
        None => None,
    };
    let mut all = asks(kind, case.as_ref(), &look);
    if let Some(case) = &case {
        let gates = look.with_context(|cx| next_acts(&case.state, cx));
        let gate = gates.into_iter().find(|(of, _)| *of == kind);
        if let Some((
            _,
            Gate::Allowed {
                explain: Some(why), ..
            },
        )) = gate
        {
            let form = acts::AnswerForm::Words;
            all.push(Ask::new(acts::EXPLANATION, &why.question, form));
        }
    }
    case::write_asks(&mut std::io::stdout().lock(), &all, who.json)?;
    Ok(ExitCode::SUCCESS)
}

/// Saves a file of an enquiry that this person may open.
pub(super) async fn save(file: Saved) -> anyhow::Result<ExitCode> {
    let (operations, actor) = open(&file.who).await?;
    let council = operations.council().await?;
    let look = look(&operations, &council.council, &actor);
    let case = operations.case::<Enquiries>(&file.reference, look.visible());
    let handed = opening::hand_enquiry(&operations, &look, &case.await?, &file.part).await?;
    case::save(&handed, &file.to)?;
    Ok(ExitCode::SUCCESS)
}
