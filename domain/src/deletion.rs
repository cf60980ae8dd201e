//! The end of an organisation: asked for by an owner, and done when the days of grace have passed.

use crate::clock::Instant;
use crate::text::folded;
use chrono::TimeDelta;

/// How many days an owner has to take it back. The database checks the same.
pub const GRACE_DAYS: i64 = 30;

/// Why a step was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeletionRefused {
    /// What was typed is not the organisation's name.
    #[error("this is not the organisation's name")]
    OtherName,
    /// Its deletion was asked for already.
    #[error("the organisation's deletion was asked for already")]
    Asked,
    /// It was not asked for.
    #[error("the organisation is not to be deleted")]
    NotAsked,
    /// It has begun.
    #[error("the deletion has begun, and there is no way back")]
    Begun,
}

impl DeletionRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OtherName => "other_name",
            Self::Asked => "deletion_asked",
            Self::NotAsked => "deletion_not_asked",
            Self::Begun => "deletion_begun",
        }
    }
}

/// Decides on a deletion; answers from when on it may be done.
///
/// # Errors
/// [`DeletionRefused::Asked`], or [`DeletionRefused::OtherName`]: whoever asks types the name, so that nobody does it to the
/// organisation that they did not mean.
pub fn ask(name: &str, typed: &str, is_asked: bool, now: Instant) -> Result<Instant, DeletionRefused> {
    if is_asked {
        return Err(DeletionRefused::Asked);
    }
    if folded(name.trim()) != folded(typed.trim()) {
        return Err(DeletionRefused::OtherName);
    }
    Ok(now + TimeDelta::days(GRACE_DAYS))
}

/// Decides on taking it back, which is possible until it has begun.
///
/// # Errors
/// [`DeletionRefused::NotAsked`], [`DeletionRefused::Begun`].
pub const fn take_back(is_asked: bool, has_begun: bool) -> Result<(), DeletionRefused> {
    match (is_asked, has_begun) {
        (false, _) => Err(DeletionRefused::NotAsked),
        (true, true) => Err(DeletionRefused::Begun),
        (true, false) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    #[test]
    fn whoever_asks_types_the_name_and_has_thirty_days() {
        let now = DateTime::from_timestamp_millis(1_790_000_000_123).unwrap();
        assert_eq!(ask("Acme & Sons", " acme & sons ", false, now), Ok(now + TimeDelta::days(30)));
        assert_eq!(ask("Acme", "Acne", false, now), Err(DeletionRefused::OtherName));
        assert_eq!(ask("Acme", "", false, now), Err(DeletionRefused::OtherName));
        assert_eq!(ask("Acme", "Acme", true, now), Err(DeletionRefused::Asked));
    }

    #[test]
    fn it_is_taken_back_until_it_has_begun() {
        assert_eq!(take_back(true, false), Ok(()));
        assert_eq!(take_back(true, true), Err(DeletionRefused::Begun));
        assert_eq!(take_back(false, false), Err(DeletionRefused::NotAsked));
    }
}
