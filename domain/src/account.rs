//! What an account's password must be. Hashing happens in `api`; only the rule lives here.

mod well_known;

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The fewest characters a password may have (ASVS 5.0, 6.2).
pub const MIN_PASSWORD: usize = 12;
/// The most: enough for any passphrase, bounded for the hash.
pub const MAX_PASSWORD: usize = 128;

/// Why a password was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(clippy::enum_variant_names, reason = "each says what is too much or too little")]
pub enum PasswordRefused {
    /// Too few characters.
    #[error("needs at least 12 characters")]
    TooShort,
    /// Too many characters.
    #[error("may have at most 128 characters")]
    TooLong,
    /// One of the first that anyone would try.
    #[error("is among the first that anyone would try; a few unrelated words are better")]
    TooCommon,
}

impl PasswordRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "password_too_short",
            Self::TooLong => "password_too_long",
            Self::TooCommon => "password_too_common",
        }
    }
}

/// What everybody can know of whoever chooses a password, and would try first.
#[derive(Clone, Copy, Debug, Default)]
pub struct KnownOf<'a> {
    /// The address of the account.
    pub address: &'a str,
    /// The human being's name.
    pub name: &'a str,
    /// The names of the organisations that the account belongs to, or will.
    pub organisations: &'a [String],
}

/// The beginnings of the first guesses, and the product's own name.
const FIRST: [&str; 9] =
    ["password", "passwort", "12345678", "qwerty", "letmein", "openaims", "iloveyou", "welcome", "aims"];
/// How many characters have to be left when every word that others know is taken out.
const MIN_OWN: usize = 6;
/// Shorter words stand in too many others.
const MIN_WORD: usize = 3;

/// Checks a new password against plain patterns, against what others know of its owner, and against a list of common ones.
///
/// # Errors
/// When it is too short, too long or too easily guessed.
pub fn check_password(password: &str, known: KnownOf<'_>) -> Result<(), PasswordRefused> {
    let length = password.chars().count();
    if length < MIN_PASSWORD {
        return Err(PasswordRefused::TooShort);
    }
    if length > MAX_PASSWORD {
        return Err(PasswordRefused::TooLong);
    }
    let folded = password.to_lowercase();
    let distinct = folded.chars().collect::<BTreeSet<_>>().len();
    let own = words(known).iter().fold(folded.clone(), |left, word| left.replace(word.as_str(), ""));
    let own = own.chars().filter(|letter| letter.is_alphanumeric()).count();
    if distinct < 5 || own < MIN_OWN || well_known::contains(&folded) {
        return Err(PasswordRefused::TooCommon);
    }
    Ok(())
}

/// Every word that others know, in small letters, the longest first.
fn words(known: KnownOf<'_>) -> Vec<String> {
    let texts = known.organisations.iter().map(String::as_str).chain([known.address, known.name]);
    let parts = texts.map(str::to_lowercase).flat_map(|text| {
        let parts: Vec<_> = text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
        // Also as one word, and the part of the address that is chosen.
        let local = text.split('@').next().unwrap_or_default().to_owned();
        let together: String = parts.concat();
        parts.into_iter().chain([local, together]).collect::<Vec<_>>()
    });
    let mut words: Vec<String> =
        parts.filter(|word| word.chars().count() >= MIN_WORD).chain(FIRST.map(str::to_owned)).collect();
    words.sort_unstable_by_key(|word| Reverse(word.len()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str) -> Result<(), PasswordRefused> {
        let organisations = ["Acme Widgets".to_owned()];
        let known = KnownOf {
            address: "ada.lovelace@example.org",
            name: "Ada King Byron",
            organisations: &organisations,
        };
        check_password(password, known)
    }

    #[test]
    fn the_first_guesses_are_refused() {
        for bad in ["password1234", "123456781234", "aaaaaaaaaaaaaaaa", "ada.lovelace1", "Qwertyqwerty1"] {
            assert_eq!(check(bad), Err(PasswordRefused::TooCommon), "{bad}");
        }
        assert_eq!(check("short"), Err(PasswordRefused::TooShort));
        assert_eq!(check(&"xY3 ".repeat(40)), Err(PasswordRefused::TooLong));
        assert_eq!(check("correct horse battery"), Ok(()));
    }

    #[test]
    fn what_others_know_is_no_password() {
        for bad in [
            "AcmeWidgets2026",
            "acme-widgets!1",
            "Ada Byron 1815",
            "AdaKingByron!!",
            "OpenAIMS-2026!",
            "openaims acme",
            "example.org 22",
        ] {
            assert_eq!(check(bad), Err(PasswordRefused::TooCommon), "{bad}");
        }
        assert_eq!(check("Ada's eleven teapots"), Ok(()), "a known word among others is none");
    }

    #[test]
    fn the_common_ones_are_refused_however_they_are_written() {
        for bad in ["1q2w3e4r5t6y", "SonyEricsson", "FINALFANTASY", "qweasdzxc123"] {
            assert_eq!(check(bad), Err(PasswordRefused::TooCommon), "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_judged(text in "\\PC{0,140}") {
            let length = text.chars().count();
            let fits = (MIN_PASSWORD..=MAX_PASSWORD).contains(&length);
            proptest::prop_assert!(fits || check(&text).is_err());
        }
    }
}
