//! Training: what people have to know (ISO/IEC 42001, 7.2 and 7.3), how they show it, and when they show it again.
//!
//! A module has versions; whoever is asked to do it has an assignment, which rests on the version that was current when it was
//! begun. It is done once its quiz is passed, where it has one, and what is attested was confirmed; from that day the next one is
//! reckoned. The rules are those of `catalog/en/training.yaml`, the states those of `domain.md` §3.

mod asking;
mod assignment;
mod attestation;
mod audience;
mod module;
mod quiz;
mod starter;
mod version;

pub use asking::{Ask, Known, OPENS_DAYS, Said, ask};
pub use attestation::{Proof, shown_text};
pub use module::{Module, ModuleChange, ModuleRefused, ModuleState};

pub use assignment::{Assignment, AssignmentRefused, AssignmentState, Rhythm, Standing};
pub use audience::{Audience, Belonging, Changes, Member, NEW_DAYS_MOST, Rule, RuleKind};
pub use quiz::{Answer, Attempt, Outcome, Question, QuestionKind, QuizRefused, Shown};
pub use starter::{Starter, starter};
pub use version::{AgainFor, Version};
