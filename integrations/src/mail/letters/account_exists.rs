//! The answer to a sign-up with an address that already has an account: only its owner learns that.

use serde::Serialize;

use crate::mail::letter::Letter;

/// Goes to the owner of an account when somebody signs up with their address.
#[derive(Clone, Serialize)]
pub struct AccountExists {
    /// Whose account it is.
    pub name: String,
    /// The page to sign in.
    pub sign_in: String,
    /// The page to ask for a new password.
    pub reset: String,
}

impl Letter for AccountExists {
    const NAME: &'static str = "account_exists";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Ada Marsh".into(),
            sign_in: "https://aims.example/sign-in".into(),
            reset: "https://aims.example/forgot".into(),
        }]
    }
}
