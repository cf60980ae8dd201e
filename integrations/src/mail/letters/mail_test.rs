//! Shows that letters arrive.

use crate::mail::letter::Letter;
use serde::Serialize;

/// Goes to whoever asked whether letters arrive.
#[derive(Clone, Serialize)]
pub struct MailTest {
    /// To whom.
    pub name: String,
    /// In which organisation it was asked.
    pub organisation: String,
    /// Opens the page where it was asked.
    pub link: String,
}

impl Letter for MailTest {
    const NAME: &'static str = "mail_test";

    fn samples() -> Vec<Self> {
        let sample = Self {
            name: "Grace Hopper".into(),
            organisation: "Northwind Robotics".into(),
            link: "https://aims.example/o/northwind-robotics/settings".into(),
        };
        let awkward = Self {
            name: "Zoë <b>O'Neil</b>".into(),
            organisation: "Łódź & \"Sons\" {{ name }}".into(),
            link: "https://aims.example/o/lodz-sons/settings".into(),
        };
        vec![sample, awkward]
    }
}
