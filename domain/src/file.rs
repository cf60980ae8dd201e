//! Files: what they are called, what they hold, and how they may be shown.

use crate::access::names;
use crate::text::TextRefused;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 200;

names! {
    /// How a file may be shown inside a page. Anything else is only downloaded: what a browser would run, such as HTML or
    /// SVG, never stands in a page of ours.
    Preview {
        /// By the browser's own viewer.
        Pdf = "pdf",
        /// As a picture.
        Image = "image",
        /// As plain text.
        Text = "text",
        /// Not at all.
        None = "none",
    }
}

names! {
    /// What is wrong with a kept file.
    Damage {
        /// It is not where it was put.
        Missing = "missing",
        /// Its bytes are not the ones that were put there.
        Changed = "changed",
    }
}

impl Preview {
    /// How what was sniffed may be shown.
    #[must_use]
    pub fn of(media_type: &str) -> Self {
        match media_type {
            "application/pdf" => Self::Pdf,
            "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif" => Self::Image,
            "text/plain" | "text/csv" | "text/markdown" | "application/json" => Self::Text,
            _ => Self::None,
        }
    }
}

/// The name of a file as it may be kept and offered for download: without folders and control characters.
///
/// # Errors
/// When nothing of it is left, or it is too long.
pub fn name(text: &str) -> Result<String, TextRefused> {
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect();
    let at_an_end = |c: char| c == '.' || c.is_whitespace();
    let clean = clean.trim_matches(at_an_end).to_owned();
    match clean.chars().count() {
        0 => Err(TextRefused::Empty),
        length if length > LONGEST_NAME => Err(TextRefused::TooLong(LONGEST_NAME)),
        _ => Ok(clean),
    }
}

/// Characters that change the direction of what follows: `gpj.exe` can be made to look like `exe.jpg` by them.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_has_no_folders_and_hides_nothing() {
        assert_eq!(name("C:\\Reports\\March 2026.pdf").unwrap(), "March 2026.pdf");
        assert_eq!(name("../../etc/passwd").unwrap(), "passwd");
        assert_eq!(name("photo\u{202e}gpj.exe").unwrap(), "photogpj.exe");
        assert_eq!(name("Übersicht\r\n.pdf").unwrap(), "Übersicht.pdf");
        assert_eq!(name(" . hidden . ").unwrap(), "hidden");
        assert_eq!(name("..."), Err(TextRefused::Empty));
        assert_eq!(name("a/"), Err(TextRefused::Empty));
        assert_eq!(name(&"x".repeat(201)), Err(TextRefused::TooLong(200)));
    }

    #[test]
    fn what_a_browser_would_run_is_never_shown_in_a_page() {
        for kind in ["text/html", "image/svg+xml", "application/xml", "application/octet-stream", ""] {
            assert_eq!(Preview::of(kind), Preview::None, "{kind}");
        }
        assert_eq!(Preview::of("application/pdf"), Preview::Pdf);
    }

    proptest! {
        #[test]
        fn a_taken_name_is_taken_again_as_it_is(text in ".{0,300}") {
            if let Ok(once) = name(&text) {
                prop_assert_eq!(name(&once), Ok(once));
            }
        }
    }
}
