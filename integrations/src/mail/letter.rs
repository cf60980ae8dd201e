//! What a letter is, and how it becomes a subject and two bodies.
//!
//! To add one: a struct in `letters/` that implements [`Letter`], three templates in `letters/en/<name>/`, their
//! line in `letter/templates.rs` and the letter's line in the test of `letters.rs`. Rendering is strict: a name
//! that the context does not have is an error.

mod moment;
mod templates;

use std::fmt;

use serde::Serialize;

pub(crate) use moment::{sample_moment, serialize_day, serialize_moment};

/// A letter: the values of its fields, all of which its templates may name.
///
/// Implementations do not derive `Debug`: most of them hold a link that opens an account.
pub trait Letter: Serialize + Sized {
    /// The folder of its templates.
    const NAME: &'static str;

    /// Examples that show every branch of the templates; one test renders all of them.
    fn samples() -> Vec<Self>;

    /// Subject and bodies in the language of this locale, English where we do not have it.
    ///
    /// # Errors
    /// When a template names what is not there, or a value brings a line break into the subject.
    fn render(&self, locale: &str) -> Result<Rendered, RenderRefused> {
        let language = Language::of(locale);
        let part = |file| templates::render(language, Self::NAME, file, self);
        let rendered =
            Rendered { subject: part("subject.txt")?, text: part("body.txt")?, html: part("body.html")? };
        if rendered.subject.chars().any(char::is_control) {
            return Err(RenderRefused::Subject { letter: Self::NAME });
        }
        Ok(rendered)
    }
}

/// A letter in words.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// The body for those who read plain text.
    pub text: String,
    /// The body for everybody else.
    pub html: String,
}

impl fmt::Debug for Rendered {
    /// The bodies hold links that open an account.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rendered").finish_non_exhaustive()
    }
}

/// Why a letter could not be rendered. Holds no values of the letter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderRefused {
    /// The subject would not be one line.
    #[error("the subject of the letter {letter} is not a single line")]
    Subject {
        /// Its [`Letter::NAME`].
        letter: &'static str,
    },
    /// The template does not fit the letter.
    #[error("{template} cannot be rendered: {reason}")]
    Template {
        /// Language, letter and file.
        template: String,
        /// What the template engine says, with the line.
        reason: String,
    },
}

/// The languages that letters are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// British English.
    En,
}

impl Language {
    /// The language for a locale such as `en` or `en-GB`; English where we do not have it.
    #[must_use]
    pub fn of(_locale: &str) -> Self {
        Self::En
    }

    /// The folder of its templates.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
        }
    }
}
