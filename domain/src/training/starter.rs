//! What a module of the catalogue begins as: an organisation reads it, puts its own rules in, and approves it.

use super::{AgainFor, Audience, Question, QuestionKind, Rhythm, Rule, Version};
use crate::access::Role;
use catalog::training::Module as Entry;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A module as the catalogue has it.
#[derive(Clone, Debug)]
pub struct Starter {
    /// Who is asked, as far as the catalogue's roles are ours.
    pub audience: Audience,
    /// By when, and how often.
    pub rhythm: Rhythm,
    /// Its first version.
    pub version: Version,
}

/// What a module of the catalogue begins as. Its text is made of what it teaches and why its answers are right.
#[must_use]
pub fn starter(entry: &Entry) -> Starter {
    let rules = entry.audience.iter().filter_map(|role| match *role {
        "all_staff" => Some(Rule::Everybody),
        "aims_manager" => Some(Rule::Role(Role::Manager)),
        _ => None,
    });
    let audience = Audience { rules: rules.collect(), without: BTreeSet::new() };
    let rhythm = Rhythm { first_days: entry.onboarding_days, months: Some(entry.cadence_months) };
    let version = Version {
        title: entry.title.to_owned(),
        number: 1,
        language: "en".to_owned(),
        text: text(entry),
        minutes: entry.duration_minutes,
        questions: entry.quiz.iter().map(question).collect(),
        pass_percent: entry.pass_percent,
        attempts: None,
        attested: entry.attestation.trim().to_owned(),
        again: AgainFor::All,
        changed: Vec::new(),
    };
    Starter { audience, rhythm, version }
}

fn text(entry: &Entry) -> String {
    let mut text = String::from("## What you can do afterwards\n\n");
    // Writing to a String cannot fail.
    for objective in entry.learning_objectives {
        let _ = writeln!(text, "- {objective}");
    }
    text.push_str("\n## What to know\n\n");
    for question in entry.quiz {
        let _ = writeln!(text, "- {}", question.explanation.trim());
    }
    text
}

fn question(entry: &catalog::training::Question) -> Question {
    Question {
        id: entry.id.to_owned(),
        kind: QuestionKind::Single,
        text: entry.question.to_owned(),
        options: entry.options.iter().map(|option| (*option).to_owned()).collect(),
        right: BTreeSet::from([entry.correct_index]),
        explanation: entry.explanation.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::training::MODULES;

    #[test]
    fn every_module_of_the_catalogue_can_be_asked_for() {
        assert_eq!(MODULES.len(), 10);
        assert_eq!(MODULES.iter().map(|one| one.quiz.len()).sum::<usize>(), 50);
        for entry in MODULES {
            let starter = starter(entry);
            starter.version.check().unwrap();
            assert!(!starter.version.attested.is_empty() && starter.version.minutes > 0, "{}", entry.id);
            assert!(starter.rhythm.first_days > 0, "{}", entry.id);
        }
        let awareness = catalog::training::module("trn-awareness").unwrap();
        assert_eq!(starter(awareness).audience.rules, BTreeSet::from([Rule::Everybody]));
        insta::assert_snapshot!(starter(awareness).version.text);
    }
}
