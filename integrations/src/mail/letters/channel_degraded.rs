//! A way of sending does not work as it should.

use chrono::DateTime;
use chrono_tz::Tz;
use serde::Serialize;

use crate::mail::letter::{Letter, sample_moment, serialize_moment};

/// Goes to those who run the organisation, once for as long as it lasts.
#[derive(Clone, Serialize)]
pub struct ChannelDegraded {
    /// To whom.
    pub name: String,
    /// Where.
    pub organisation: String,
    /// By which way: `mail`, `direct` or `posted`.
    pub channel: String,
    /// Whether too much fails; else something waits too long.
    pub failing: bool,
    /// How many failed within a day.
    pub failed: i32,
    /// Of how many.
    pub ended: i32,
    /// Since when something waits; where too much fails, when that was found.
    #[serde(serialize_with = "serialize_moment")]
    pub since: DateTime<Tz>,
    /// What was sent.
    pub link: String,
}

impl Letter for ChannelDegraded {
    const NAME: &'static str = "channel_degraded";

    fn samples() -> Vec<Self> {
        let failing = Self {
            name: "Ada Marsh".into(),
            organisation: "Acme".into(),
            channel: "mail".into(),
            failing: true,
            failed: 12,
            ended: 40,
            since: sample_moment(Tz::Europe__Berlin),
            link: "https://aims.example/o/acme/deliveries".into(),
        };
        let waiting = Self {
            name: "Zoë <b>O'Neil</b>".into(),
            organisation: "Müller & Söhne <KI>".into(),
            channel: "direct".into(),
            failing: false,
            failed: 0,
            ended: 0,
            ..failing.clone()
        };
        let posted = Self { channel: "posted".into(), failed: 1, ended: 5, ..failing.clone() };
        vec![failing, waiting, posted]
    }
}
