//! That somebody confirmed something: what they were shown, word by word, and how it is known that it was them.

use super::Version;
use crate::access::names;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// How it is shown that whoever confirms is who was asked.
    Proof {
        /// They hold the link that was mailed to them.
        Link = "link",
        /// They hold the link, and typed a code that was mailed to them when they confirmed.
        Code = "code",
        /// They signed in.
        SignIn = "sign_in",
    }
}

/// What somebody is shown before they confirm, as it is kept: these bytes are what the trail has the hash of. Two line ends are
/// two versions, so the form is part of the record and stays as it is.
#[must_use]
pub fn shown_text(version: &Version) -> String {
    let Version { title, number, language, text, attested, .. } = version;
    format!("{title}\nVersion {number}, {language}\n\n{}\n\n{}\n", text.trim(), attested.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::AgainFor;

    #[test]
    fn what_was_shown_is_kept_word_by_word() {
        let version = Version {
            title: "AI policy".into(),
            number: 2,
            language: "en".into(),
            text: "Read the policy.\n".into(),
            minutes: 5,
            questions: Vec::new(),
            pass_percent: 80,
            attempts: None,
            attested: "I have read it.".into(),
            again: AgainFor::All,
            changed: Vec::new(),
        };
        assert_eq!(shown_text(&version), "AI policy\nVersion 2, en\n\nRead the policy.\n\nI have read it.\n");
    }
}
