//! How a certificate comes about, lasts and ends: phases, states, the rules of its dates, and what is reminded of.

/// The cycle of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certification {
    /// What comes one after the other, in the usual order.
    pub phases: &'static [Phase],
    /// The states of a certificate.
    pub states: &'static [&'static str],
    /// How one state becomes another.
    pub transitions: &'static [Transition],
    /// What the dates follow.
    pub timing_rules: &'static [TimingRule],
    /// What is reminded of.
    pub reminders: &'static [Reminder],
    /// What has to be ready before the visits.
    pub checklists: &'static [Checklist],
}

/// A part of the way to a certificate and through its cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phase {
    /// Stable identifier, such as `stage-1`.
    pub id: &'static str,
    /// What people read.
    pub title: &'static str,
    /// Whether it can be left out.
    pub optional: bool,
    /// Identifiers of the phases that may follow.
    pub next: &'static [&'static str],
    /// The state of a certificate for which it fails.
    pub state_on_failure: Option<&'static str>,
}

/// How one state of a certificate becomes another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// The state before.
    pub from: &'static str,
    /// The state after.
    pub to: &'static str,
    /// What happens, in words.
    pub event: &'static str,
}

/// What a date of the cycle follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimingRule {
    /// Stable identifier, such as `tr-03`.
    pub id: &'static str,
    /// What people read.
    pub title: &'static str,
    /// What it says, in our words.
    pub rule: &'static str,
    /// Where it comes from, such as `ISO/IEC 17021-1:2015, 9.1.3`.
    pub source: &'static str,
}

/// Something of which people are reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// Stable identifier, such as `rm-expiry`.
    pub id: &'static str,
    /// What comes, in words.
    pub event: &'static str,
    /// So many days before it, the farthest first.
    pub lead_days: &'static [u16],
    /// Identifiers of the roles that are told.
    pub audience: &'static [&'static str],
}

/// What has to be ready before a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checklist {
    /// Stable identifier, such as `ck-stage1`.
    pub id: &'static str,
    /// What people read.
    pub title: &'static str,
    /// Identifier of the phase for which somebody comes.
    pub phase: &'static str,
    /// In the order in which an auditor asks.
    pub items: &'static [Item],
}

/// One thing that has to be ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Stable identifier, such as `ck-stage1-01`.
    pub id: &'static str,
    /// What people read.
    pub text: &'static str,
    /// The requirements and controls that it speaks of, such as `iso42001:4.3`.
    pub refs: &'static [&'static str],
}

impl Certification {
    /// The checklist for a phase, where somebody comes for it.
    #[must_use]
    pub fn checklist(&self, phase: &str) -> Option<&'static Checklist> {
        self.checklists.iter().find(|checklist| checklist.phase == phase)
    }

    /// The timing rule with this identifier.
    #[must_use]
    pub fn timing_rule(&self, id: &str) -> Option<&'static TimingRule> {
        self.timing_rules.iter().find(|rule| rule.id == id)
    }

    /// The reminder with this identifier.
    #[must_use]
    pub fn reminder(&self, id: &str) -> Option<&'static Reminder> {
        self.reminders.iter().find(|reminder| reminder.id == id)
    }
}

include!(concat!(env!("OUT_DIR"), "/certification.rs"));
