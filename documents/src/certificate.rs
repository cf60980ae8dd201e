//! A certificate: that somebody did something, on one page.

use crate::paper::{Fact, MOST_FACTS, MOST_LOGO, MOST_TEXT, Paper};
use crate::plan::Unprintable;

/// All that stands in the document, in words already.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// Whose it is, which one, and as of when.
    pub paper: Paper,
    /// To whom.
    pub person: String,
    /// What they did, as the rest of a sentence that begins with their name.
    pub said: String,
    /// For what.
    pub matter: String,
    /// When, which version, until when it counts.
    pub facts: Vec<Fact>,
    /// How it can be checked, one paragraph each.
    pub notes: Vec<String>,
}

impl Certificate {
    /// Whether it is within what is printed; a printer asks this first, and whoever fills it in may.
    ///
    /// # Errors
    /// Which bound it is beyond.
    pub fn check(&self) -> Result<(), Unprintable> {
        let bytes = self.paper.logo.as_ref().map_or(0, Vec::len);
        for (is, most, what) in [
            (bytes, MOST_LOGO, "bytes of a logo"),
            (self.facts.len() + self.notes.len(), MOST_FACTS, "facts"),
        ] {
            if is > most {
                return Err(Unprintable::TooMuch { what, most });
            }
        }
        let facts = self.facts.iter().flat_map(|fact| [&fact.name, &fact.value]);
        let mut texts = [&self.person, &self.said, &self.matter].into_iter().chain(facts).chain(&self.notes);
        if texts.any(|text| text.chars().count() > MOST_TEXT) {
            return Err(Unprintable::TooMuch { what: "characters of one text", most: MOST_TEXT });
        }
        Ok(())
    }
}
