//! What people are trained in: modules by role, each with what it teaches, a quiz and what is confirmed at its end.

/// A training module of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Module {
    /// Stable identifier, such as `trn-awareness`.
    pub id: &'static str,
    /// What people read.
    pub title: &'static str,
    /// Identifiers of the roles that it is meant for; `all_staff` is everybody.
    pub audience: &'static [&'static str],
    /// It is done again after so many months.
    pub cadence_months: u16,
    /// It is due so many days after somebody is asked for the first time.
    pub onboarding_days: u16,
    /// How long it takes.
    pub duration_minutes: u16,
    /// What somebody can do afterwards.
    pub learning_objectives: &'static [&'static str],
    /// The requirements and controls that it serves, such as `iso42001:7.3`.
    pub refs: &'static [&'static str],
    /// What is confirmed at the end.
    pub attestation: &'static str,
    /// So many answers in a hundred have to be right.
    pub pass_percent: u8,
    /// What is asked.
    pub quiz: &'static [Question],
}

/// A question with one right answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Stable identifier, such as `trn-awareness-q1`.
    pub id: &'static str,
    /// What is asked.
    pub question: &'static str,
    /// What can be answered.
    pub options: &'static [&'static str],
    /// Which of them is right.
    pub correct_index: usize,
    /// Why.
    pub explanation: &'static str,
}

/// The module of the catalogue with this identifier.
#[must_use]
pub fn module(id: &str) -> Option<&'static Module> {
    MODULES.iter().find(|module| module.id == id)
}

include!(concat!(env!("OUT_DIR"), "/training.rs"));
