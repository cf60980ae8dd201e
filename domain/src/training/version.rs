//! Versions of a module, and who is asked again when there is a new one.

use super::{ModuleRefused, Question, QuizRefused};
use crate::access::names;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
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
    /// What it is called: what people are shown and confirm stays what it is when the module gets another title.
    #[serde(default)]
    pub title: String,
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

    /// The questions for whoever is asked for these only; nothing: for all.
    #[must_use]
    pub fn questions_of(&self, part: Option<&BTreeSet<String>>) -> Vec<&Question> {
        self.questions.iter().filter(|one| part.is_none_or(|part| part.contains(&one.id))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(number: u32, again: AgainFor) -> Version {
        Version {
            title: "AI policy".into(),
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
    fn a_part_is_what_it_names() {
        let question = |id: &str| Question {
            id: id.into(),
            kind: crate::training::QuestionKind::Single,
            text: "What is asked?".into(),
            options: vec!["One".into(), "Other".into()],
            right: BTreeSet::from([0]),
            explanation: String::new(),
        };
        let version =
            Version { questions: vec![question("q1"), question("q2")], ..version(2, AgainFor::Changed) };
        let ids = |part: Option<&[&str]>| -> Vec<String> {
            let part: Option<BTreeSet<String>> =
                part.map(|ids| ids.iter().map(|id| (*id).to_owned()).collect());
            version.questions_of(part.as_ref()).iter().map(|one| one.id.clone()).collect()
        };
        assert_eq!(ids(None), ["q1", "q2"]);
        assert_eq!(ids(Some(&["q2", "gone"])), ["q2"]);
        assert!(ids(Some(&[])).is_empty());
    }
}
