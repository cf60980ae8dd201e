//! The link that proves an address before anything is created.

use chrono::DateTime;
use chrono_tz::Tz;
use serde::Serialize;

use crate::mail::letter::{Letter, sample_moment, serialize_moment};

/// Goes to an address that was entered to set up an organisation.
#[derive(Clone, Serialize)]
pub struct SignUp {
    /// Who entered it.
    pub name: String,
    /// The organisation to be set up.
    pub organisation: String,
    /// Opens the page where the address is confirmed and the password chosen.
    pub link: String,
    /// When the link stops working, in the zone of the organisation.
    #[serde(serialize_with = "serialize_moment")]
    pub expires: DateTime<Tz>,
}

impl Letter for SignUp {
    const NAME: &'static str = "sign_up";

    fn samples() -> Vec<Self> {
        let sample = Self {
            name: "Ada Marsh".into(),
            organisation: "Northwind Robotics".into(),
            link: "https://aims.example/welcome#8Yt0hQe3".into(),
            expires: sample_moment(Tz::Europe__Vienna),
        };
        let awkward = Self {
            name: "Zoë <b>O'Neil</b>".into(),
            organisation: "Łódź & \"Sons\" {{ name }}".into(),
            link: "https://aims.example/welcome?a=1&b=2#8Yt0hQe3".into(),
            expires: sample_moment(Tz::Asia__Dubai),
        };
        vec![sample, awkward]
    }
}
