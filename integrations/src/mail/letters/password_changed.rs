//! What the owner of an account is told when its password is another.

use chrono::DateTime;
use chrono_tz::Tz;
use serde::Serialize;

use crate::mail::letter::{Letter, sample_moment, serialize_moment};

/// Goes to the owner of an account after its password was changed, by whichever way.
#[derive(Clone, Serialize)]
pub struct PasswordChanged {
    /// Whose account it is.
    pub name: String,
    /// When, in UTC.
    #[serde(serialize_with = "serialize_moment")]
    pub at: DateTime<Tz>,
    /// The page to ask for a new password.
    pub reset: String,
}

impl Letter for PasswordChanged {
    const NAME: &'static str = "password_changed";

    fn samples() -> Vec<Self> {
        let reset = "https://aims.example/forgot";
        ["Ada Marsh", "Zoë <b>O'Neil</b>"]
            .map(|name| Self { name: name.into(), at: sample_moment(Tz::UTC), reset: reset.into() })
            .into()
    }
}
