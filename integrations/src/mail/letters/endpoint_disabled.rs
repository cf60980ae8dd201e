//! A receiver of webhooks was switched off.

use serde::Serialize;

use crate::mail::letter::Letter;

/// Goes to those who run the organisation, once each time.
#[derive(Clone, Serialize)]
pub struct EndpointDisabled {
    /// To whom.
    pub name: String,
    /// Whose receiver it is.
    pub organisation: String,
    /// The host that was called; the rest of the address may hold a secret.
    pub host: String,
    /// What happened last.
    pub why: String,
    /// The page of the connections.
    pub link: String,
}

impl Letter for EndpointDisabled {
    const NAME: &'static str = "endpoint_disabled";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Ada Marsh".into(),
            organisation: "Acme & Sons".into(),
            host: "hooks.acme.example".into(),
            why: "the receiver says that it is gone (410)".into(),
            link: "https://aims.example/o/acme/connections".into(),
        }]
    }
}
