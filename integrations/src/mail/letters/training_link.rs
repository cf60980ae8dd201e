//! A new link to a training, in place of one that is too old.

use chrono::DateTime;
use chrono_tz::Tz;
use serde::Serialize;

use crate::mail::letter::{Letter, sample_moment, serialize_moment};

/// Goes to whoever is asked to do a training, when somebody asks for a new link with an old one.
#[derive(Clone, Serialize)]
pub struct TrainingLink {
    /// To whom.
    pub name: String,
    /// Where.
    pub organisation: String,
    /// What the training is called.
    pub title: String,
    /// Opens it.
    pub link: String,
    /// When the link stops working, in the reader's zone.
    #[serde(serialize_with = "serialize_moment")]
    pub expires: DateTime<Tz>,
}

impl Letter for TrainingLink {
    const NAME: &'static str = "training_link";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Ada Marsh".into(),
            organisation: "Northwind Robotics".into(),
            title: "AI awareness and policy for everyone".into(),
            link: "https://aims.example/t/8Yt0hQe3".into(),
            expires: sample_moment(Tz::UTC),
        }]
    }
}
