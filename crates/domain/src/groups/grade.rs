//! The grade of who is invited: whoever is below the one that the text normally has is invited with a reason, and
//! that is pointed out where the group asks.

use jiff::civil::Date;

use crate::council::Council;
use crate::directory::RoleKind;
use crate::ids::PersonId;
use crate::protocol::{Enforce, GroupRules};
use crate::verdict::Cited;

/// The lowest office that is normally invited, where somebody holds none so high: with the clause that says so and
/// how strictly it is held to. None where they do, and where the text names none.
pub fn below_normal(
    person: &PersonId,
    rules: &GroupRules,
    council: &Council,
    on: Date,
) -> Option<(RoleKind, Cited<Enforce>)> {
    let (rule, held) = rules
        .invitation
        .as_ref()
        .zip(rules.invitation_held.clone())?;
    let lowest = rule.value.lowest;
    let mut offices = council.directory.appointments_of(person, on);
    let normal = offices.any(|office| rank(office.role.kind()) <= rank(lowest));
    (!normal).then_some((lowest, held))
}

/// Grades from the top: the Chief Executive is the first tier.
fn rank(kind: RoleKind) -> u8 {
    match kind {
        RoleKind::ChiefExecutive => 0,
        RoleKind::ChiefOfficer
        | RoleKind::MonitoringOfficer
        | RoleKind::SectionOneFiveOne
        | RoleKind::HeadOfLegal => 1,
        RoleKind::AssistantDirector => 2,
        RoleKind::ServiceManager | RoleKind::TeamManager => 3,
        _ => 4,
    }
}
