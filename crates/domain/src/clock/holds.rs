//! Later dates: holding replies with what the member says to them, the second stage, and taking
//! either back.

use jiff::civil::Date;

use super::fold::Run;
use super::judge::Running;
use super::{Consent, Hold, Response, Silence, StageAct, TargetName};

impl Run<'_> {
    pub(super) fn hold(&mut self, day: Date, until: Date, explained: bool, liaised: bool) {
        let n = u32::try_from(self.clock.holds.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        self.clock.holds.push(Hold {
            n,
            round: self.clock.round,
            on: day,
            until,
            explained,
            liaised,
            response: None,
            counts: false,
            removed: false,
        });
        if self
            .rule
            .is_none_or(|rule| rule.value.silence == Silence::Stands)
        {
            self.hold_counts(self.clock.holds.len() - 1);
        }
    }

    /// The date of a holding reply becomes one to meet, and what was to be met before is judged by the
    /// day of the contact.
    pub(super) fn hold_counts(&mut self, index: usize) {
        let hold = &mut self.clock.holds[index];
        hold.counts = true;
        let (name, on, until, explained) = (
            TargetName::Held(hold.n),
            hold.on,
            hold.until,
            hold.explained,
        );
        if explained {
            self.explain_by(on, name);
        }
        self.push(name, on, until);
    }

    pub(super) fn respond(&mut self, response: Response, wants: Option<Date>) {
        let round = self.clock.round;
        let Some(index) = self
            .clock
            .holds
            .iter()
            .rposition(|h| h.round == round && !h.removed)
        else {
            return;
        };
        let hold = &mut self.clock.holds[index];
        hold.response = Some(response);
        let (n, on, counts) = (hold.n, hold.on, hold.counts);
        if response == Response::Agreed && !counts {
            self.hold_counts(index);
        }
        self.targets.retain(|t| t.name != TargetName::Contested(n));
        if let Some(wants) = wants {
            self.push(TargetName::Contested(n), on, wants);
        }
    }

    pub(super) fn second_stage(&mut self, day: Date, agreed: bool) {
        let Some(rule) = self.rule else { return };
        let stage = rule
            .value
            .stages
            .iter()
            .find(|s| s.act == StageAct::SecondStage);
        let Some(stage) = stage.filter(|s| agreed || s.consent == Consent::Notice) else {
            return;
        };
        let round = self.clock.round;
        let first = self
            .targets
            .iter()
            .find(|t| t.name == TargetName::Answer && t.round == round);
        let Some(first) = first.map(|t| self.due_at(t, day)) else {
            return;
        };
        if !self.has(TargetName::SecondStage) {
            self.explain_by(day, TargetName::SecondStage);
            self.push(TargetName::SecondStage, day, self.after(first, stage.n));
        }
    }

    pub(super) fn remove_extension(&mut self) {
        let round = self.clock.round;
        let is_extension = |t: &Running<'_>| {
            t.round == round && matches!(t.name, TargetName::Held(_) | TargetName::SecondStage)
        };
        let Some(index) = self.targets.iter().rposition(is_extension) else {
            return;
        };
        let removed = self.targets.remove(index).name;
        if let TargetName::Held(n) = removed {
            self.targets.retain(|t| t.name != TargetName::Contested(n));
            let hold = self.clock.holds.iter_mut().find(|h| h.n == n);
            if let Some(hold) = hold {
                (hold.removed, hold.counts) = (true, false);
            }
        }
        for target in self
            .targets
            .iter_mut()
            .filter(|t| t.judged_by == Some(removed))
        {
            (target.judged, target.pinned, target.judged_by) = (None, None, None);
        }
    }
}
