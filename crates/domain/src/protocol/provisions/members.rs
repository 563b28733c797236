//! What a protocol provides on political groups and on briefings, read from a pack.

use super::{Lacks, Reading, given, or_default};
use crate::protocol::error::{PackError, Sheet};
use crate::protocol::raw::{
    RawBriefingPractice, RawBriefings, RawConsultation, RawEntitled, RawGroupPractice, RawGroups,
    RawInvitation, RawOffer,
};
use crate::protocol::{
    BriefingPractice, BriefingProvisions, ConsultRule, EntitledRule, GroupPractice,
    GroupProvisions, InvitationRule, OfferRule, Protocol,
};

/// What a protocol provides on political groups.
pub(in crate::protocol) fn groups(
    protocol: &Protocol,
    raw: &RawGroups,
    sheet: Sheet<'_>,
    faults: &mut Vec<PackError>,
) -> GroupProvisions {
    let mut reading = Reading {
        protocol,
        sheet,
        faults,
    };
    let provisions = GroupProvisions {
        offers: reading.all("offer", &raw.offer, offer, |_, _| true),
        invitations: reading.all("invitation", &raw.invitation, invitation, |_, _| true),
        practices: reading.all("practice", &raw.practice, group_practice, |a, b| a == b),
    };
    let provides = !(raw.offer.is_empty() && raw.invitation.is_empty() && raw.practice.is_empty());
    reading.silence(raw.silent.as_ref(), provides);
    provisions
}

/// What a protocol provides on briefings.
pub(in crate::protocol) fn briefings(
    protocol: &Protocol,
    raw: &RawBriefings,
    sheet: Sheet<'_>,
    faults: &mut Vec<PackError>,
) -> BriefingProvisions {
    let mut reading = Reading {
        protocol,
        sheet,
        faults,
    };
    let provisions = BriefingProvisions {
        entitled: reading.all("entitled", &raw.entitled, entitled, |_, _| true),
        consultations: reading.all("consultation", &raw.consultation, consult, |_, _| true),
        practices: reading.all("practice", &raw.practice, briefing_practice, |a, b| a == b),
    };
    let provides =
        !(raw.entitled.is_empty() && raw.consultation.is_empty() && raw.practice.is_empty());
    reading.silence(raw.silent.as_ref(), provides);
    provisions
}

fn offer(raw: &RawOffer) -> Result<OfferRule, Lacks> {
    Ok(OfferRule {
        to: given("to", "to = \"other-groups\"", &raw.to)?,
        when: or_default(&raw.when),
        names_asker: or_default(&raw.names_asker),
        ungrouped: or_default(&raw.ungrouped),
    })
}

fn invitation(raw: &RawInvitation) -> Result<InvitationRule, Lacks> {
    Ok(InvitationRule {
        exceptional: or_default(&raw.exceptional),
        lowest: given("lowest", "lowest = \"assistant-director\"", &raw.lowest)?,
    })
}

fn group_practice(raw: &RawGroupPractice) -> Result<GroupPractice, Lacks> {
    given("practice", "practice = \"council-business\"", &raw.practice)
}

fn entitled(raw: &RawEntitled) -> Result<EntitledRule, Lacks> {
    Ok(EntitledRule {
        offices: given("offices", "offices = [\"group-leader\"]", &raw.offices)?,
        chairs_of: or_default(&raw.chairs_of),
    })
}

fn consult(raw: &RawConsultation) -> Result<ConsultRule, Lacks> {
    Ok(ConsultRule {
        with: given("with", "with = [\"leader\"]", &raw.with)?,
        except: or_default(&raw.except),
    })
}

fn briefing_practice(raw: &RawBriefingPractice) -> Result<BriefingPractice, Lacks> {
    given("practice", "practice = \"policy-briefing\"", &raw.practice)
}
