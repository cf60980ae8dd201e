//! Asks somebody to join an organisation.

use crate::mail::letter::{Letter, sample_moment, serialize_moment};
use chrono::DateTime;
use chrono_tz::Tz;
use serde::Serialize;

/// Goes to a person whom an organisation added and asks to join with an account.
#[derive(Clone, Serialize)]
pub struct Invitation {
    /// To whom.
    pub name: String,
    /// Who asks.
    pub inviter: String,
    /// To join what.
    pub organisation: String,
    /// Opens the page where one joins.
    pub link: String,
    /// When the link stops working, in the person's zone.
    #[serde(serialize_with = "serialize_moment")]
    pub expires: DateTime<Tz>,
}

impl Letter for Invitation {
    const NAME: &'static str = "invitation";

    fn samples() -> Vec<Self> {
        let sample = Self {
            name: "Grace Hopper".into(),
            inviter: "Ada Marsh".into(),
            organisation: "Northwind Robotics".into(),
            link: "https://aims.example/join#8Yt0hQe3".into(),
            expires: sample_moment(Tz::Europe__Vienna),
        };
        let awkward = Self {
            name: "Zoë <b>O'Neil</b>".into(),
            inviter: "{{ name }} & \"Co\"".into(),
            organisation: "Łódź & \"Sons\" {{ name }}".into(),
            link: "https://aims.example/join?a=1&b=2#8Yt0hQe3".into(),
            expires: sample_moment(Tz::Asia__Dubai),
        };
        vec![sample, awkward]
    }
}
