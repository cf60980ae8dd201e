//! A quiz: questions with one right answer, with several, or with an order. What was shown and chosen is kept as text, so that
//! years later nobody has to know how options stood then.

use crate::access::names;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// The most options of a question.
const MOST_OPTIONS: usize = 12;

names! {
    /// How a question is answered.
    QuestionKind {
        /// By one option.
        Single = "single",
        /// By all options that hold, and no other.
        Multiple = "multiple",
        /// By all options in their order.
        Order = "order",
    }
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Stable within its module.
    pub id: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// What is asked.
    pub text: String,
    /// The options; of one with an order, in the right order.
    pub options: Vec<String>,
    /// Which of them hold; of one with an order, none is named.
    pub right: BTreeSet<usize>,
    /// Why, told after an answer.
    pub explanation: String,
}

/// Why a quiz was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuizRefused {
    /// Nobody could choose.
    #[error("a question has two to twelve options")]
    Options,
    /// Nobody could tell them apart.
    #[error("no two options of a question are the same")]
    SameOptions,
    /// Nobody could be right.
    #[error("the right answer is among the options, and one only where one is asked for")]
    NoRightAnswer,
    /// Somebody answered what was not asked, or not all of it.
    #[error("every question that was shown is answered, once")]
    NotAnswered,
    /// What was chosen was not shown.
    #[error("an answer is made of the options that were shown")]
    NotShown,
}

impl QuizRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Options => "options",
            Self::SameOptions => "same_options",
            Self::NoRightAnswer => "no_right_answer",
            Self::NotAnswered => "not_answered",
            Self::NotShown => "not_shown",
        }
    }
}

/// A question as one person saw it: its options in the order in which they stood there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Of which question.
    pub question: String,
    /// The words of the options, as they stood.
    pub options: Vec<String>,
}

/// What somebody answered to one question, in the words of its options; of one with an order, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// To which question.
    pub question: String,
    /// What was chosen.
    pub chosen: Vec<String>,
}

/// One try at a quiz.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// What was shown.
    pub shown: Vec<Shown>,
    /// What was answered.
    pub answers: Vec<Answer>,
}

/// What an attempt came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The ids of the questions that were answered rightly.
    pub right: Vec<String>,
    /// How many there were.
    pub asked: usize,
    /// Whether that is enough.
    pub passed: bool,
}

impl Question {
    /// Whether it can be asked.
    ///
    /// # Errors
    /// When it cannot.
    pub fn check(&self) -> Result<(), QuizRefused> {
        if !(2..=MOST_OPTIONS).contains(&self.options.len()) {
            return Err(QuizRefused::Options);
        }
        if self.options.iter().collect::<BTreeSet<_>>().len() < self.options.len() {
            return Err(QuizRefused::SameOptions);
        }
        let exist = self.right.iter().all(|place| *place < self.options.len());
        let fits = match self.kind {
            QuestionKind::Single => self.right.len() == 1,
            QuestionKind::Multiple => !self.right.is_empty(),
            QuestionKind::Order => self.right.is_empty(),
        };
        if exist && fits { Ok(()) } else { Err(QuizRefused::NoRightAnswer) }
    }

    /// As one person sees it. `order` gives each option a number, by which they stand; numbers come from whoever holds chance, and
    /// what stands in the right order by chance is turned, for it would answer itself.
    #[must_use]
    pub fn show(&self, order: &[u64]) -> Shown {
        let mut places: Vec<usize> = (0..self.options.len()).collect();
        places.sort_by_key(|place| (order.get(*place).copied().unwrap_or_default(), *place));
        if self.kind == QuestionKind::Order && places.is_sorted() {
            places.reverse();
        }
        let options = places.into_iter().map(|place| self.options[place].clone()).collect();
        Shown { question: self.id.clone(), options }
    }

    fn is_right(&self, chosen: &[String]) -> bool {
        if self.kind == QuestionKind::Order {
            return chosen == self.options;
        }
        let right: BTreeSet<&str> = self.right.iter().map(|place| self.options[*place].as_str()).collect();
        right == chosen.iter().map(String::as_str).collect()
    }
}

impl Attempt {
    /// What it came to against these questions, where so many in a hundred are enough.
    ///
    /// # Errors
    /// When it does not answer what was shown.
    pub fn outcome(&self, questions: &[Question], pass_percent: u8) -> Result<Outcome, QuizRefused> {
        let answered: BTreeSet<&str> = self.answers.iter().map(|one| one.question.as_str()).collect();
        if answered.len() != self.answers.len() || self.answers.len() != questions.len() {
            return Err(QuizRefused::NotAnswered);
        }
        let mut right = Vec::new();
        for question in questions {
            let answer = self.answers.iter().find(|one| one.question == question.id);
            let answer = answer.ok_or(QuizRefused::NotAnswered)?;
            let shown = self.shown.iter().find(|one| one.question == question.id);
            let shown = shown.ok_or(QuizRefused::NotShown)?;
            let mut once = BTreeSet::new();
            if !answer.chosen.iter().all(|one| shown.options.contains(one) && once.insert(one)) {
                return Err(QuizRefused::NotShown);
            }
            if question.is_right(&answer.chosen) {
                right.push(question.id.clone());
            }
        }
        let asked = questions.len();
        // So many in a hundred, without a fraction that rounds in somebody's favour or against them.
        let passed = right.len() * 100 >= usize::from(pass_percent) * asked;
        Ok(Outcome { right, asked, passed })
    }
}

#[cfg(test)]
#[path = "quiz_tests.rs"]
mod tests;
