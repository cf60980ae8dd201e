//! What people say about a thing, and whom they call by name.

use crate::id::PersonId;
use crate::text::{TextRefused, paragraph};
use uuid::Uuid;

/// The longest comment, in characters.
pub const LONGEST: usize = 5_000;
/// How many people one comment calls, at most.
pub const MOST_MENTIONS: usize = 20;

/// A comment as it was written: people stand in it as `@{id}`, so that they keep being meant when their name changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    text: String,
    mentions: Vec<PersonId>,
}

impl Words {
    /// Takes what was typed.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn parse(text: &str) -> Result<Self, TextRefused> {
        let text = paragraph(text, LONGEST)?;
        if text.is_empty() {
            return Err(TextRefused::Empty);
        }
        let mentions = mentioned(&text);
        Ok(Self { text, mentions })
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whom it calls, each once, in their order.
    #[must_use]
    pub fn mentions(&self) -> &[PersonId] {
        &self.mentions
    }
}

/// Whom a text calls: each `@{id}`, once, at most [`MOST_MENTIONS`].
#[must_use]
pub fn mentioned(text: &str) -> Vec<PersonId> {
    let mut people = Vec::new();
    for part in text.split("@{").skip(1) {
        let id = part.split_once('}').and_then(|(id, _)| Uuid::parse_str(id).ok()).map(PersonId);
        if let Some(id) = id.filter(|id| !people.contains(id) && people.len() < MOST_MENTIONS) {
            people.push(id);
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn people_are_called_once_each_and_only_by_their_id() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let words =
            Words::parse(&format!(" Please look, @{{{two}}} and @{{{one}}}; @{{{two}}}, @{{nobody}} @Ada "))
                .unwrap();
        assert_eq!(words.mentions(), [PersonId(two), PersonId(one)]);
        assert_eq!(Words::parse(" \n "), Err(TextRefused::Empty));
        assert_eq!(Words::parse(&"x".repeat(LONGEST + 1)), Err(TextRefused::TooLong(LONGEST)));
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_breaks_it(text in "\\PC{0,200}", number in 0usize..40) {
            let calls: String = (0..number).map(|one| format!("@{{{}}}", Uuid::from_u128(one as u128))).collect();
            let all = text + &calls;
            prop_assert!(mentioned(&all).len() <= MOST_MENTIONS);
        }
    }
}
