//! One thing that somebody is told at once.

use crate::mail::letter::Letter;
use serde::Serialize;

/// Goes to whoever wants to hear of such things at once.
#[derive(Clone, Serialize)]
pub struct Notice {
    /// To whom.
    pub name: String,
    /// Where.
    pub organisation: String,
    /// Such as `commented`.
    pub kind: String,
    /// Who did it; none: the program, or a service outside.
    pub actor: Option<String>,
    /// Such as `TSK-12`; may be empty.
    pub reference: String,
    /// The thing's title.
    pub title: String,
    /// Opens the thing.
    pub link: String,
    /// Where one chooses what one is told.
    pub settings: String,
    /// Turns off mail of this kind.
    pub unsubscribe: String,
}

impl Letter for Notice {
    const NAME: &'static str = "notice";

    fn samples() -> Vec<Self> {
        let of = |kind: &str| Self {
            name: "Ada Marsh".into(),
            organisation: "Northwind Robotics".into(),
            kind: kind.into(),
            actor: Some("Grace Hopper".into()),
            reference: "TSK-12".into(),
            title: "Write the AI policy".into(),
            link: "https://aims.example/o/northwind/tasks/0199a5c1".into(),
            settings: "https://aims.example/o/northwind/profile".into(),
            unsubscribe: "https://aims.example/unsubscribe/0a1b2c3d".into(),
        };
        let awkward = Self {
            actor: None,
            reference: String::new(),
            title: "Compare <model> & \"data\" {{ title }}".into(),
            ..of("assigned")
        };
        let kinds =
            ["mentioned", "commented", "assigned", "review_wanted", "sent_back", "completed", "held_back"];
        kinds.into_iter().map(of).chain([awkward]).collect()
    }
}
