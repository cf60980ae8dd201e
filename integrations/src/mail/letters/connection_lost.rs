//! A service no longer takes our sign-in, and somebody has to connect it again.

use serde::Serialize;

use crate::mail::letter::Letter;

/// Goes to those who run the organisation, once each time.
#[derive(Clone, Serialize)]
pub struct ConnectionLost {
    /// To whom.
    pub name: String,
    /// Whose connection it is.
    pub organisation: String,
    /// The service, such as `Jira`.
    pub service: String,
    /// The place over there.
    pub place: String,
    /// What the service said.
    pub why: String,
    /// The page to connect it again.
    pub link: String,
}

impl Letter for ConnectionLost {
    const NAME: &'static str = "connection_lost";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Ada Marsh".into(),
            organisation: "Acme & Sons".into(),
            service: "Jira".into(),
            place: "acme.atlassian.net".into(),
            why: "Unknown or invalid refresh token.".into(),
            link: "https://aims.example/o/acme/connections".into(),
        }]
    }
}
