//! What an account's password must be. Hashing happens in `api`; only the rule lives here.

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

/// Checks a new password against what the account itself gives away and against plain patterns.
///
/// # Errors
/// When it is too short, too long or too easily guessed.
pub fn check_password(password: &str, address: &str) -> Result<(), PasswordRefused> {
    let length = password.chars().count();
    if length < MIN_PASSWORD {
        return Err(PasswordRefused::TooShort);
    }
    if length > MAX_PASSWORD {
        return Err(PasswordRefused::TooLong);
    }
    let folded = password.to_lowercase();
    let distinct = folded.chars().collect::<std::collections::BTreeSet<_>>().len();
    let known = ["password", "passwort", "12345678", "qwerty", "letmein", "openaims", "iloveyou", "welcome"];
    let rest = known.iter().fold(folded.clone(), |text, word| text.replace(word, ""));
    let own = address.to_lowercase();
    let local = own.split('@').next().unwrap_or_default();
    let is_own = folded == own || (local.len() > 3 && folded.replace(local, "").chars().count() < 6);
    if distinct < 5 || rest.chars().count() < 6 || is_own {
        return Err(PasswordRefused::TooCommon);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_guesses_are_refused() {
        for bad in ["password1234", "123456781234", "aaaaaaaaaaaaaaaa", "ada.lovelace1", "Qwertyqwerty1"] {
            assert_eq!(
                check_password(bad, "ada.lovelace@example.org"),
                Err(PasswordRefused::TooCommon),
                "{bad}"
            );
        }
        assert_eq!(check_password("short", "a@b.c"), Err(PasswordRefused::TooShort));
        assert_eq!(check_password(&"xY3 ".repeat(40), "a@b.c"), Err(PasswordRefused::TooLong));
        assert_eq!(check_password("correct horse battery", "a@b.c"), Ok(()));
    }
}
