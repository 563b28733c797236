//! What a protocol provides on residents' complaints, and what holds on a day: stages with their times
//! are values of a pack, and the Ombudsman's Complaint Handling Code is one that a council may adopt
//! beside its protocol.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Dated, Enforce, Protocol};
use crate::clock::{ClockRule, Consent, Stage, StageAct, Start, Unit};
use crate::settings::Settings;
use crate::verdict::{Basis, Cited};

/// What a protocol provides on complaints. Nothing at all means that it is silent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ComplaintProvisions {
    /// The stages, each with its time.
    pub stages: Vec<Dated<ComplaintStage>>,
    /// What else the text says, where the product does something about it.
    pub sayings: Vec<Dated<ComplaintSaying>>,
}

/// One stage of a complaints procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ComplaintStage {
    /// Which, from 1.
    pub stage: u32,
    /// Within how many units an answer is aimed at.
    pub n: u32,
    /// The unit.
    pub unit: Unit,
    /// What starts it.
    pub start: Start,
    /// Within how many units it is acknowledged; 0 for no time.
    pub acknowledge: u32,
    /// Beyond how many units more a longer time needs a good reason; 0 for no limit.
    pub extension: u32,
}

/// What a text may say of complaints, where the product does something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ComplaintSaying {
    /// A resident’s complaint goes through the Complaints Procedure (CU 7.4).
    Procedure,
    /// When longer is needed the resident is told why (CU 7.4).
    Reasons,
    /// The resident is told who deals with it (CU 7.4).
    HandlerTold,
    /// Every complaint is logged and watched (CU 7.4).
    Logged,
    /// How complaints are dealt with is reported every quarter (CU 7.4).
    Quarterly,
}

/// What holds for one complaint, each with its basis. What is absent the protocol does not say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ComplaintRules {
    stages: BTreeMap<u32, Cited<ComplaintStage>>,
    sayings: BTreeMap<ComplaintSaying, Cited<Enforce>>,
    /// Why single values of a stage are as they are, where not as the stage.
    fields: BTreeMap<(u32, &'static str), Basis>,
}

/// The Ombudsman's Complaint Handling Code, stage by stage, in working days.
const CODE: [ComplaintStage; 2] = [
    ComplaintStage {
        stage: 1,
        n: 10,
        unit: Unit::WorkingDay,
        start: Start::Acknowledgement,
        acknowledge: 5,
        extension: 10,
    },
    ComplaintStage {
        stage: 2,
        n: 20,
        unit: Unit::WorkingDay,
        start: Start::Acknowledgement,
        acknowledge: 5,
        extension: 20,
    },
];

impl ComplaintRules {
    /// A stage with its basis; none where nobody sets a time for it.
    pub fn stage(&self, stage: u32) -> Option<&Cited<ComplaintStage>> {
        self.stages.get(&stage)
    }

    /// The stage's clock.
    pub fn clock(&self, stage: u32) -> Option<Cited<ClockRule>> {
        let found = self.stage(stage)?;
        let rule = found.value;
        let named = (rule.acknowledge > 0).then_some(Stage {
            act: StageAct::AcknowledgeNamingHandler,
            n: rule.acknowledge,
            consent: Consent::Notice,
        });
        Some(found.clone().map(|_| ClockRule {
            n: rule.n,
            unit: rule.unit,
            start: rule.start,
            stages: named.into_iter().collect(),
            ..ClockRule::default()
        }))
    }

    /// Why one value of a stage is as it is.
    pub fn basis(&self, stage: u32, field: &'static str) -> Option<&Basis> {
        let own = self.fields.get(&(stage, field));
        own.or_else(|| self.stage(stage).map(|cited| &cited.basis))
    }

    /// How strictly something is held to that the text says.
    pub fn says(&self, saying: ComplaintSaying) -> Option<&Cited<Enforce>> {
        self.sayings.get(&saying)
    }

    /// What holds while the council has adopted no protocol.
    pub fn without_protocol(on: Date, settings: &Settings) -> Self {
        Self::default().with_settings(on, settings)
    }

    /// What the council adds: a time of its own where the protocol has none, and the Code.
    fn with_settings(mut self, on: Date, settings: &Settings) -> Self {
        if let (None, Some(days)) = (
            self.stage(1),
            settings.number("complaints-response-days", on),
        ) {
            let stage = days.map(|n| ComplaintStage {
                stage: 1,
                n,
                ..ComplaintStage::default()
            });
            self.stages.insert(1, stage);
        }
        let adopted = settings.get("complaints-code", on, None);
        let Some(adopted) = adopted.filter(|adopted| adopted.value == "yes") else {
            return self;
        };
        for code in CODE {
            let basis = adopted.basis.clone();
            match self.stages.get_mut(&code.stage) {
                None => {
                    self.stages.insert(code.stage, Cited::new(code, basis));
                }
                Some(own) => {
                    // The protocol's own time stands; what it leaves open is as the Code has it.
                    own.value.start = code.start;
                    own.value.acknowledge = code.acknowledge;
                    own.value.extension = code.extension;
                    for field in ["start", "acknowledge", "extension"] {
                        self.fields.insert((code.stage, field), basis.clone());
                    }
                }
            }
        }
        self
    }
}

impl Protocol {
    /// What holds for a complaint on a day.
    pub fn complaints_on(&self, on: Date, settings: &Settings) -> ComplaintRules {
        let provisions = &self.complaints;
        let mut rules = ComplaintRules::default();
        for found in provisions.stages.iter().filter(|stage| stage.holds(on)) {
            let stage = found.value.stage;
            for field in ["start", "acknowledge", "extension"] {
                if let Some(basis) = found.fields.get(field) {
                    rules.fields.insert((stage, field), basis.clone());
                }
            }
            let cited = Cited::new(found.value, found.basis.clone());
            rules.stages.entry(stage).or_insert(cited);
        }
        for found in provisions.sayings.iter().filter(|saying| saying.holds(on)) {
            let set = found
                .duty
                .as_deref()
                .and_then(|tag| self.enforcement(tag, settings, on));
            let held = set.unwrap_or_else(|| Cited::new(Enforce::Show, found.basis.clone()));
            rules.sayings.insert(found.value, held);
        }
        rules.with_settings(on, settings)
    }

    /// The sentence that every page of a complaint shows where the protocol says nothing of them.
    pub fn complaints_silent_line(&self) -> Option<String> {
        let provisions = &self.complaints;
        (provisions.stages.is_empty() && provisions.sayings.is_empty()).then(|| {
            "This protocol says nothing about residents’ complaints: no time is aimed at unless the \
             council sets one or adopts the Ombudsman’s Code."
                .to_owned()
        })
    }
}
