//! The link to a new password.

use chrono::DateTime;
use chrono_tz::Tz;
use serde::Serialize;

use crate::mail::letter::{Letter, sample_moment, serialize_moment};

/// Goes to the owner of an account for which a new password was asked.
#[derive(Clone, Serialize)]
pub struct PasswordReset {
    /// Whose account it is.
    pub name: String,
    /// Opens the page where the new password is chosen.
    pub link: String,
    /// When the link stops working, in the reader's zone or UTC.
    #[serde(serialize_with = "serialize_moment")]
    pub expires: DateTime<Tz>,
}

impl Letter for PasswordReset {
    const NAME: &'static str = "password_reset";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Ada Marsh".into(),
            link: "https://aims.example/reset#8Yt0hQe3".into(),
            expires: sample_moment(Tz::UTC),
        }]
    }
}
