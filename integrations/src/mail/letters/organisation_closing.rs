//! The deletion of an organisation was asked for.

use chrono::NaiveDate;
use serde::Serialize;

use crate::mail::letter::{Letter, serialize_day};

/// Goes to the owners, once each time.
#[derive(Clone, Serialize)]
pub struct OrganisationClosing {
    /// To whom.
    pub name: String,
    /// Which organisation.
    pub organisation: String,
    /// Who asked for it.
    pub by: String,
    /// From which day on it is gone.
    #[serde(serialize_with = "serialize_day")]
    pub on: NaiveDate,
    /// Where it is taken back.
    pub link: String,
}

impl Letter for OrganisationClosing {
    const NAME: &'static str = "organisation_closing";

    fn samples() -> Vec<Self> {
        let sample = Self {
            name: "Ada Marsh".into(),
            organisation: "Acme".into(),
            by: "Grace Lindqvist".into(),
            on: NaiveDate::from_ymd_opt(2026, 12, 24).unwrap_or_default(),
            link: "https://aims.example/o/acme/settings".into(),
        };
        let awkward = Self {
            organisation: "Müller & Söhne <KI>".into(),
            by: "Ada \"Countess\" O'Marsh".into(),
            ..sample.clone()
        };
        vec![sample, awkward]
    }
}
