//! What a version of a module says, as it is written and shown.

use super::audience::or_refuse;
use crate::names::{AgainForName, QuestionKindName};
use crate::problem::{FieldProblem, Problem};
use crate::routes::tasks::create::field;
use domain::text::{line, paragraph};
use domain::training::{AgainFor, Question, QuestionKind, Version};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// The most questions of a quiz, and the most characters of a text.
const MOST_QUESTIONS: usize = 50;
const MOST_TEXT: usize = 50_000;

/// A question of a quiz.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QuizQuestion)]
pub(crate) struct QuestionView {
    /// Stable within its module; made where it is left out.
    #[serde(default)]
    id: String,
    /// How it is answered.
    #[schema(value_type = QuestionKindName)]
    kind: String,
    /// What is asked, at most 500 characters.
    text: String,
    /// Two to twelve, of at most 300 characters each; of `order` in the right order.
    #[schema(max_items = 12)]
    options: Vec<String>,
    /// Which of them hold, counted from 0; of `order` none.
    #[serde(default)]
    #[schema(max_items = 12)]
    right: Vec<usize>,
    /// Why, told after an answer, at most 1,000 characters.
    #[serde(default)]
    explanation: String,
}

/// What a version of a module says.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ModuleText)]
pub(crate) struct TextView {
    /// In which language, such as `en`.
    #[serde(default = "english")]
    language: String,
    /// What is read: Markdown of at most 50,000 characters.
    #[serde(default)]
    text: String,
    /// How long that takes, in minutes.
    #[serde(default)]
    minutes: u16,
    /// The questions; there may be none.
    #[serde(default)]
    #[schema(max_items = 50)]
    questions: Vec<QuestionView>,
    /// How many in a hundred have to be right.
    #[serde(default = "most_of_them")]
    #[schema(maximum = 100)]
    pass_percent: u8,
    /// How often it may be tried; null: as often as somebody likes.
    #[serde(default)]
    attempts: Option<u8>,
    /// What is confirmed at the end, at most 2,000 characters.
    attested: String,
    /// Who is asked again because of this version.
    #[serde(default = "everybody")]
    #[schema(value_type = AgainForName)]
    again: String,
    /// Of `changed`, which questions are asked again.
    #[serde(default)]
    #[schema(max_items = 50)]
    changed: Vec<String>,
}

fn english() -> String {
    "en".to_owned()
}

const fn most_of_them() -> u8 {
    80
}

fn everybody() -> String {
    AgainFor::All.name().to_owned()
}

impl From<Version> for TextView {
    fn from(version: Version) -> Self {
        Self {
            language: version.language,
            text: version.text,
            minutes: version.minutes,
            questions: version.questions.into_iter().map(QuestionView::from).collect(),
            pass_percent: version.pass_percent,
            attempts: version.attempts,
            attested: version.attested,
            again: version.again.name().to_owned(),
            changed: version.changed,
        }
    }
}

impl From<Question> for QuestionView {
    fn from(question: Question) -> Self {
        Self {
            id: question.id,
            kind: question.kind.name().to_owned(),
            text: question.text,
            options: question.options,
            right: question.right.into_iter().collect(),
            explanation: question.explanation,
        }
    }
}

impl TextView {
    pub(super) fn parse(self) -> Result<Version, Problem> {
        let mut errors = Vec::new();
        let mut refuse = |pointer: &str, code: &'static str, why: &'static str| {
            errors.push(FieldProblem::new(pointer, code, why));
        };
        if self.language.is_empty()
            || self.language.len() > 35
            || !self.language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        {
            refuse("/language", "unknown", "is no language, such as en or de-AT");
        }
        if self.pass_percent > 100 {
            refuse("/pass_percent", "out_of_range", "is at most 100");
        }
        if self.attempts == Some(0) {
            refuse("/attempts", "out_of_range", "is 1 or more");
        }
        if self.questions.len() > MOST_QUESTIONS {
            refuse("/questions", "too_many", "are 50 at most");
        }
        let again = AgainFor::parse(&self.again).unwrap_or_else(|| {
            refuse("/again", "unknown", "is not known here");
            AgainFor::All
        });
        let text = field(&mut errors, "/text", paragraph(&self.text, MOST_TEXT)).unwrap_or_default();
        let attested = field(&mut errors, "/attested", paragraph(&self.attested, 2_000)).unwrap_or_default();
        // Whoever has none gets the first number that is free, and never that of another.
        let taken: BTreeSet<String> = self.questions.iter().map(|one| one.id.clone()).collect();
        let mut free = (1..).map(|number| format!("q{number}")).filter(|id| !taken.contains(id));
        let mut ids = BTreeSet::new();
        let mut questions = Vec::new();
        for (place, mut one) in self.questions.into_iter().take(MOST_QUESTIONS).enumerate() {
            if one.id.is_empty() {
                one.id = free.next().unwrap_or_default();
            }
            questions.extend(one.parse(place, &mut ids, &mut errors));
        }
        let version = Version {
            title: String::new(),
            number: 0,
            language: self.language,
            text,
            minutes: self.minutes.min(6_000),
            questions,
            pass_percent: self.pass_percent,
            attempts: self.attempts,
            attested,
            again,
            changed: self.changed.into_iter().filter(|id| ids.contains(id)).collect(),
        };
        or_refuse(version, errors)
    }
}

impl QuestionView {
    fn parse(
        self,
        place: usize,
        ids: &mut BTreeSet<String>,
        errors: &mut Vec<FieldProblem>,
    ) -> Option<Question> {
        let at = |name: &str| format!("/questions/{place}/{name}");
        let kind = QuestionKind::parse(&self.kind);
        if kind.is_none() {
            errors.push(FieldProblem::new(&at("kind"), "unknown", "is not known here"));
        }
        let id = self.id;
        if id.len() > 60 || id.chars().any(char::is_control) || !ids.insert(id.clone()) {
            errors.push(FieldProblem::new(&at("id"), "not_its_own", "is short, and no other question's"));
        }
        let text = field(errors, &at("text"), line(&self.text, 500));
        let options: Option<Vec<String>> = self
            .options
            .iter()
            .enumerate()
            .map(|(number, option)| field(errors, &at(&format!("options/{number}")), line(option, 300)))
            .collect();
        let explanation = field(errors, &at("explanation"), paragraph(&self.explanation, 1_000));
        let right = self.right.into_iter().collect();
        let question =
            Question { id, kind: kind?, text: text?, options: options?, right, explanation: explanation? };
        if let Err(refused) = question.check() {
            errors.push(FieldProblem::new(&at("options"), refused.code(), why(refused)));
            return None;
        }
        Some(question)
    }
}

/// The same as the rule says, for a field.
const fn why(refused: domain::training::QuizRefused) -> &'static str {
    match refused {
        domain::training::QuizRefused::Options => "are two to twelve",
        domain::training::QuizRefused::SameOptions => "are not the same twice",
        _ => "have the right answer among them, and one only where one is asked for",
    }
}
