//! What a form of the page sends: names and values, in the order in which they stand there.

use domain::training::{Answer, QuestionKind};
use std::collections::BTreeMap;
use store::{QuizSeen, Taking};

/// What was chosen, by the place of the question: places among the options as they stood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen(BTreeMap<usize, Vec<usize>>);

/// What was sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// Answers.
    Quiz {
        /// What they answer.
        seen: Seen,
        /// The answers.
        chosen: Chosen,
    },
    /// That what was read is confirmed.
    Attest {
        /// Of which version.
        version: u32,
    },
    /// Nothing that this page asks for.
    Nothing,
}

/// What somebody saw when they answered.
pub(super) type Seen = QuizSeen;

impl Sent {
    /// Reads the fields of a form. What is not known is left out.
    pub(super) fn read(fields: Vec<(String, String)>) -> Self {
        let (mut what, mut version, mut attempts) = (String::new(), None, None);
        let mut chosen = Chosen::default();
        for (name, value) in fields {
            match name.as_str() {
                "do" => what = value,
                "version" => version = value.parse().ok(),
                "attempts" => attempts = value.parse().ok(),
                name => chosen.note(name, &value),
            }
        }
        match (what.as_str(), version, attempts) {
            ("quiz", Some(version), Some(attempts)) => {
                Self::Quiz { seen: QuizSeen { version, attempts }, chosen }
            }
            ("attest", Some(version), _) => Self::Attest { version },
            _ => Self::Nothing,
        }
    }
}

impl Chosen {
    /// `q3` is the fourth question; `q3-0` the first place of its order.
    fn note(&mut self, name: &str, value: &str) {
        let Some((question, option)) = name.strip_prefix('q').zip(value.parse::<usize>().ok()) else {
            return;
        };
        let (question, place) =
            question.split_once('-').map_or((question, None), |(q, place)| (q, Some(place)));
        let Ok(question) = question.parse::<usize>() else { return };
        let chosen = self.0.entry(question).or_default();
        match place.and_then(|place| place.parse::<usize>().ok()) {
            // Of an order each place has its own field; they come in their order.
            Some(place) if place == chosen.len() => chosen.push(option),
            Some(_) => {}
            None => chosen.push(option),
        }
    }

    /// Whether that option of that question was chosen, at that place of its order.
    pub(super) fn has(&self, question: usize, option: usize, place: Option<usize>) -> bool {
        let Some(chosen) = self.0.get(&question) else { return false };
        place.map_or_else(|| chosen.contains(&option), |place| chosen.get(place) == Some(&option))
    }

    /// The answers in words: of a question with several that hold none may have been chosen.
    pub(super) fn answers(&self, taking: &Taking) -> Vec<Answer> {
        taking
            .questions
            .iter()
            .enumerate()
            .filter_map(|(number, (question, shown))| {
                let chosen = self.0.get(&number).cloned().unwrap_or_default();
                if chosen.is_empty() && question.kind != QuestionKind::Multiple {
                    return None;
                }
                let words = chosen.iter().filter_map(|place| shown.options.get(*place).cloned());
                Some(Answer { question: question.id.clone(), chosen: words.collect() })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(fields: &[(&str, &str)]) -> Sent {
        Sent::read(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn what_is_chosen_is_read_by_the_places_on_the_page() {
        let Sent::Quiz { seen, chosen } = sent(&[
            ("do", "quiz"),
            ("version", "2"),
            ("attempts", "1"),
            ("q0", "3"),
            ("q1", "0"),
            ("q1", "2"),
            ("q2-0", "1"),
            ("q2-1", "0"),
            ("elsewhere", "9"),
        ]) else {
            panic!("no quiz")
        };
        assert_eq!((seen.version, seen.attempts), (2, 1));
        assert!(chosen.has(0, 3, None) && !chosen.has(0, 2, None));
        assert!(chosen.has(1, 0, None) && chosen.has(1, 2, None));
        assert!(chosen.has(2, 1, Some(0)) && chosen.has(2, 0, Some(1)) && !chosen.has(2, 0, Some(0)));
    }

    #[test]
    fn what_the_page_does_not_ask_for_is_nothing() {
        for fields in [&[][..], &[("do", "quiz")], &[("do", "attest"), ("version", "x")], &[("do", "all")]] {
            assert_eq!(sent(fields), Sent::Nothing);
        }
        assert_eq!(sent(&[("do", "attest"), ("version", "3")]), Sent::Attest { version: 3 });
    }
}
