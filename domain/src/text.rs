//! Text that people type, parsed once at the edge.

use serde::{Deserialize, Serialize};

/// Why a text was not taken. The name is the stable code of the API's field error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextRefused {
    /// Nothing but white space.
    #[error("is needed")]
    Empty,
    /// More characters than fit.
    #[error("is too long: at most {0} characters")]
    TooLong(usize),
    /// Line breaks or control characters where one line is expected.
    #[error("must be a single line without control characters")]
    NotOneLine,
    /// Not an e-mail address.
    #[error("is not an e-mail address")]
    NotAnAddress,
    /// A web address where a name is expected: it would be mailed on.
    #[error("must be a name, without a web address in it")]
    HasAddress,
    /// Not a web address with http or https.
    #[error("is not a web address that starts with https:// or http://")]
    NotALink,
}

impl TextRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::TooLong(_) => "too_long",
            Self::NotOneLine => "not_one_line",
            Self::NotAnAddress => "not_an_address",
            Self::HasAddress => "has_address",
            Self::NotALink => "not_a_link",
        }
    }
}

/// One trimmed line of 1 to `max` characters.
///
/// # Errors
/// When it is empty, too long or holds control characters.
pub fn line(text: &str, max: usize) -> Result<String, TextRefused> {
    let text = text.trim();
    match text {
        "" => Err(TextRefused::Empty),
        _ if text.chars().count() > max => Err(TextRefused::TooLong(max)),
        _ if text.chars().any(char::is_control) => Err(TextRefused::NotOneLine),
        _ => Ok(text.to_owned()),
    }
}

/// A name that is mailed to an address before anybody has shown it to be theirs: a line without a web address in it.
///
/// # Errors
/// Those of [`line`], or that it has an address in it.
pub fn name(text: &str, max: usize) -> Result<String, TextRefused> {
    let name = line(text, max)?;
    let low = name.to_lowercase();
    let has_address = ["://", "www."].iter().any(|mark| low.contains(mark))
        || low.split_whitespace().any(|word| word.contains('/') && word.contains('.'));
    if has_address { Err(TextRefused::HasAddress) } else { Ok(name) }
}

/// Several lines of 0 to `max` characters; line ends are folded to `\n`, other control characters refused.
///
/// # Errors
/// When it is too long or holds control characters other than line breaks and tabs.
pub fn paragraph(text: &str, max: usize) -> Result<String, TextRefused> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.chars().count() > max {
        return Err(TextRefused::TooLong(max));
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(TextRefused::NotOneLine);
    }
    Ok(text)
}

/// A web address that a person may follow.
///
/// # Errors
/// When it is not http or https, or too long.
pub fn link(text: &str) -> Result<String, TextRefused> {
    let text = line(text, 2_000)?;
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !text.contains(char::is_whitespace) => Ok(text),
        _ => Err(TextRefused::NotALink),
    }
}

/// The form in which text is searched and sorted, the same on both databases: Unicode lower case.
#[must_use]
pub fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// An e-mail address as typed, with the key under which it is unique.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address(String);

impl Address {
    /// Takes an address of the form `local@domain` (RFC 5321 lengths; no quoting, no comments).
    ///
    /// # Errors
    /// When it has another form.
    pub fn parse(text: &str) -> Result<Self, TextRefused> {
        let text = line(text, 254)?;
        let Some((local, domain)) = text.rsplit_once('@') else { return Err(TextRefused::NotAnAddress) };
        let plain = |c: char| !c.is_whitespace() && !"<>()[],;:\\\"".contains(c);
        let dotted = |part: &str| part.split('.').all(|piece| !piece.is_empty());
        let fine = (1..=64).contains(&local.len())
            && local.chars().all(|c| plain(c) && c != '@')
            && dotted(local)
            && dotted(domain)
            && domain.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.');
        if fine { Ok(Self(text)) } else { Err(TextRefused::NotAnAddress) }
    }

    /// As typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key under which an address is unique: folded.
    #[must_use]
    pub fn key(&self) -> String {
        folded(&self.0)
    }
}

/// The part of a URL that names an organisation: lower-case letters, digits and single hyphens.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in folded(name).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug: String = slug.chars().take(40).collect();
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "organisation".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_that_people_have_are_taken() {
        for good in ["ada@example.org", "a.b+c@sub.example.co.uk", " Zoë@exämple.org "] {
            assert!(Address::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn addresses_that_would_break_a_mail_header_are_refused() {
        for bad in
            ["", "ada", "@x.org", "a@", "a@b..c", "a b@c.d", "a@b.c\r\nBcc: x@y.z", "<a@b.c>", "a@b@c.d "]
        {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_web_addresses_are_links() {
        assert!(link("https://example.org/x?y#z").is_ok());
        for bad in ["javascript:alert(1)", "ftp://x", "https://", "http://a b", "data:text/html,x"] {
            assert!(link(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_slug_is_always_a_safe_path_segment(name in ".{0,80}") {
            let slug = slug(&name);
            prop_assert!(!slug.is_empty() && slug.len() <= 40);
            prop_assert!(slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        }

        #[test]
        fn a_line_never_holds_a_line_break(text in "\\PC*|.*") {
            if let Ok(line) = line(&text, 200) {
                prop_assert!(!line.contains(['\r', '\n']) && line.chars().count() <= 200);
            }
        }
    }
}
