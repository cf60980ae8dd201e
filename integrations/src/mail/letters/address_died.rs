//! Mail to somebody of the organisation comes back.

use crate::mail::letter::Letter;
use serde::Serialize;

/// Goes to those who run the organisation, once each time.
#[derive(Clone, Serialize)]
pub struct AddressDied {
    /// To whom.
    pub name: String,
    /// Where.
    pub organisation: String,
    /// Whose mail comes back.
    pub person: String,
    /// The address.
    pub address: String,
    /// What the server over there said.
    pub why: String,
    /// The person's page.
    pub link: String,
}

impl Letter for AddressDied {
    const NAME: &'static str = "address_died";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Ada Marsh".into(),
            organisation: "Acme & Sons".into(),
            person: "Grace Hopper".into(),
            address: "grace@acme.example".into(),
            why: "550 5.1.1 user unknown".into(),
            link: "https://aims.example/o/acme/people/0199a5c1".into(),
        }]
    }
}
