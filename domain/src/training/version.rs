//! Versions of a module, and who is asked again when there is a new one.

use super::{ModuleRefused, Question, QuizRefused};
use crate::access::names;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// Who is asked again for a new version of what they did already.
    AgainFor {
        /// Nobody: a word was put right.
        Nobody = "nobody",
        /// Whoever has to know of what changed: the changed part and its questions.
        Changed = "changed",
        /// Everybody, for all of it.
        All = "all",
    }
}

/// A version of a module, as it is kept: it never changes once somebody was asked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Counted from one.
    pub number: u32,
    /// In which language, such as `en`.
    pub language: String,
    /// What is read.
    pub text: String,
    /// How long that takes, in minutes.
    pub minutes: u16,
    /// The questions; there may be none.
    pub questions: Vec<Question>,
    /// How many in a hundred have to be right.
    pub pass_percent: u8,
    /// How often it may be tried; nothing: as often as somebody likes.
    pub attempts: Option<u8>,
    /// What is confirmed at the end, word by word.
    pub attested: String,
    /// Who is asked again because of it.
    pub again: AgainFor,
    /// Which questions are asked again where only what changed is.
    pub changed: Vec<String>,
}

impl Version {
    /// Whether it can be asked for.
    ///
    /// # Errors
    /// When one of its questions cannot.
    pub fn check(&self) -> Result<(), QuizRefused> {
        self.questions.iter().try_for_each(Question::check)
    }

    /// Whether it can be approved. Whoever wrote it (`own`) says why nobody else can.
    ///
    /// # Errors
    /// When it cannot.
    pub fn check_approval(&self, own: bool, reason: Option<&str>) -> Result<(), ModuleRefused> {
        if self.attested.trim().is_empty() {
            return Err(ModuleRefused::NothingConfirmed);
        }
        if self.again == AgainFor::Changed && !self.questions.iter().any(|one| self.changed.contains(&one.id))
        {
            return Err(ModuleRefused::NothingChanged);
        }
        match reason.map(str::trim) {
            None | Some("") if own => Err(ModuleRefused::OwnDraft),
            _ => Ok(()),
        }
    }

    /// The questions for whoever did `done` of it before; nothing: never.
    #[must_use]
    pub fn questions_after(&self, done: Option<u32>) -> Vec<&Question> {
        let in_part = done.is_some() && self.again == AgainFor::Changed;
        self.questions.iter().filter(|one| !in_part || self.changed.contains(&one.id)).collect()
    }
}

/// What of the versions after `done` whoever did that one is asked for: the most that any of them asks, for two small changes do
/// not make a large one, and a large one is not forgotten over a small one.
#[must_use]
pub fn asks_again(versions: &[Version], done: u32) -> AgainFor {
    let later = versions.iter().filter(|one| one.number > done);
    later.map(|one| one.again).max().unwrap_or(AgainFor::Nobody)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(number: u32, again: AgainFor) -> Version {
        Version {
            number,
            language: "en".into(),
            text: "Read the policy.".into(),
            minutes: 10,
            questions: Vec::new(),
            pass_percent: 80,
            attempts: None,
            attested: "I have read the policy.".into(),
            again,
            changed: Vec::new(),
        }
    }

    #[test]
    fn the_most_that_came_since_is_what_is_asked() {
        use AgainFor::{All, Changed, Nobody};
        let versions = [version(1, All), version(2, Nobody), version(3, Changed), version(4, Nobody)];
        assert_eq!(asks_again(&versions, 1), Changed);
        assert_eq!(asks_again(&versions, 3), Nobody);
        assert_eq!(asks_again(&versions, 4), Nobody);
        assert_eq!(asks_again(&[version(2, All), version(3, Nobody)], 1), All);
    }
}
