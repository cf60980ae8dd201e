//! What whoever runs an installation may do with an organisation: suspend it, resume it, and say how much it may use. Of
//! what an organisation works on an operator sees nothing.

use crate::text;

/// The longest reason of a suspension, which its people read.
const LONGEST_REASON: usize = 500;
/// The most that an operator grants: people, and bytes of files.
const MOST_PEOPLE: i64 = 1_000_000;
const MOST_BYTES: i64 = 1 << 50;

/// Why an operator's step was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OperatorRefused {
    /// It is suspended already.
    #[error("the organisation is suspended already")]
    Suspended,
    /// It is not suspended.
    #[error("the organisation is not suspended")]
    NotSuspended,
    /// A job that was not given up.
    #[error("only a job that was given up is tried again by hand")]
    NotGivenUp,
    /// The same work waits already.
    #[error("the same work waits already")]
    Waits,
}

impl OperatorRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Suspended => "suspended_already",
            Self::NotSuspended => "not_suspended",
            Self::NotGivenUp => "not_given_up",
            Self::Waits => "waits_already",
        }
    }
}

/// Takes the reason of a suspension.
///
/// # Errors
/// With what is wrong with it.
pub fn reason(typed: &str) -> Result<String, text::TextRefused> {
    text::line(typed, LONGEST_REASON)
}

/// Decides on a suspension.
///
/// # Errors
/// [`OperatorRefused::Suspended`].
pub const fn suspend(is_suspended: bool) -> Result<(), OperatorRefused> {
    if is_suspended { Err(OperatorRefused::Suspended) } else { Ok(()) }
}

/// Decides on its end.
///
/// # Errors
/// [`OperatorRefused::NotSuspended`].
pub const fn resume(is_suspended: bool) -> Result<(), OperatorRefused> {
    if is_suspended { Ok(()) } else { Err(OperatorRefused::NotSuspended) }
}

/// How much an organisation may use; where nothing is said, as much as the installation's settings allow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// People who belong to it.
    pub people: Option<i64>,
    /// Bytes of files.
    pub file_bytes: Option<i64>,
}

impl Limits {
    /// The names of what cannot be.
    #[must_use]
    pub fn out_of_range(&self) -> Vec<&'static str> {
        let outside =
            |value: Option<i64>, least: i64, most: i64| value.is_some_and(|it| it < least || it > most);
        let mut names = Vec::new();
        if outside(self.people, 1, MOST_PEOPLE) {
            names.push("people");
        }
        if outside(self.file_bytes, 0, MOST_BYTES) {
            names.push("file_bytes");
        }
        names
    }

    /// The names of what differs.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let differs =
            [("people", self.people != other.people), ("file_bytes", self.file_bytes != other.file_bytes)];
        differs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name.to_owned()).collect()
    }
}

/// Whether so many more fit beside those that there are.
#[must_use]
pub const fn fits(limit: Option<i64>, there: i64, more: i64) -> bool {
    match limit {
        Some(limit) => there.saturating_add(more) <= limit,
        None => true,
    }
}

/// What went wrong with a job, as an operator may read it: words with an address in them are left out, for they are
/// somebody's.
#[must_use]
pub fn without_addresses(text: &str) -> String {
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let end = word.trim_end().len();
            if word.contains('@') { format!("…{}", &word[end..]) } else { word.to_owned() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_limit_is_reached_and_never_passed() {
        assert!(fits(None, i64::MAX, 1));
        assert!(fits(Some(3), 2, 1));
        assert!(!fits(Some(3), 3, 1));
        assert!(!fits(Some(3), 2, i64::MAX));
    }

    #[test]
    fn limits_lie_within_what_can_be() {
        assert!(Limits::default().out_of_range().is_empty());
        assert_eq!(Limits { people: Some(0), file_bytes: Some(-1) }.out_of_range(), ["people", "file_bytes"]);
        let (one, other) = (Limits { people: Some(3), file_bytes: None }, Limits::default());
        assert_eq!(one.differences(&other), ["people"]);
    }

    #[test]
    fn suspending_and_resuming_take_turns() {
        assert_eq!(suspend(true), Err(OperatorRefused::Suspended));
        assert_eq!(resume(false), Err(OperatorRefused::NotSuspended));
        assert!(suspend(false).is_ok() && resume(true).is_ok());
        assert!(reason(" ").is_err() && reason("The invoice of May is open").is_ok());
    }

    proptest! {
        #[test]
        fn no_address_is_left(before in "[a-z ]{0,12}", local in "[a-z.]{1,8}", after in "[a-z ]{0,12}") {
            let told = without_addresses(&format!("{before} <{local}@acme-9.example>: {after}"));
            prop_assert!(!told.contains('@') && !told.contains("acme-9"));
            prop_assert!(told.starts_with(&before) && told.ends_with(&after));
        }
    }
}
