//! The casework of a member who has left: the Monitoring Officer passes one enquiry on to a ward
//! colleague and closes another; what is left waits.

use domain::directory::RoleKind;
use domain::enquiries::command::Act;
use domain::enquiries::event::{Closure, PassedOnBy};
use domain::enquiries::{Command, Enquiries};
use domain::ids::{AppointmentId, PersonId};
use domain::reference::Reference;
use domain::register::Register as _;
use store::{Filter, Page, Sort};

use super::super::council::persona;
use crate::operations::{Operations, Options, Subject};

/// Looks at what waits, the newest first.
pub(super) async fn look(operations: &Operations) -> anyhow::Result<()> {
    let Some(officer) = persona("monitoring-officer") else {
        return Ok(());
    };
    let visible = operations.visible(&officer).await?;
    let filter = Filter {
        register: Some(Enquiries::NAME.to_owned()),
        states: vec!["member-left".to_owned()],
        ..Filter::default()
    };
    let page = Page::first(3, Sort::Newest);
    let waiting = operations.store().list(&visible, &filter, &page).await?;
    let mut waiting = waiting.items.into_iter().map(|item| item.row);
    // Where few wait, one still waits when a visitor looks.
    let Some((first, second)) = waiting.next().zip(waiting.next()) else {
        return Ok(());
    };
    if let Some(to) = colleague(operations, first.holder.as_ref()).await? {
        let ground = PassedOnBy::MonitoringOfficer;
        act(
            operations,
            &officer,
            &first.reference,
            Act::PassOn { to, ground },
        )
        .await?;
    }
    if waiting.next().is_some() {
        let close = Act::Close {
            ending: Closure::MemberLeft,
            why: Some(
                "The resident has found help elsewhere and asks for nothing more.".to_owned(),
            ),
        };
        act(operations, &officer, &second.reference, close).await?;
    }
    Ok(())
}

/// Another member of the ward of a seat.
async fn colleague(
    operations: &Operations,
    seat: Option<&AppointmentId>,
) -> anyhow::Result<Option<AppointmentId>> {
    let council = operations.council().await?;
    let today = operations.today();
    let left = seat.and_then(|seat| council.directory.appointment(seat));
    let mut members = council.directory.appointments();
    let found = members.find(|other| {
        let same = left.is_some_and(|left| left.role == other.role && left.id != other.id);
        same && other.role.kind() == RoleKind::Member && other.holds(today)
    });
    Ok(found.map(|other| other.id.clone()))
}

async fn act(
    operations: &Operations,
    officer: &PersonId,
    reference: &Reference,
    act: Act,
) -> anyhow::Result<()> {
    let actor = operations.actor(officer, None).await?;
    let command = Command {
        act,
        explanation: Some("The member has left the council.".to_owned()),
    };
    let subject = Subject::Case(reference.clone());
    let done = operations.act::<Enquiries>(&actor, subject, command, Options::default());
    done.await?;
    Ok(())
}
