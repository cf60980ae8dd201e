//! What has come together in a day or a week.

use crate::mail::letter::Letter;
use serde::Serialize;

/// Goes once a day or a week, where anything is left to say.
#[derive(Clone, Serialize)]
pub struct Digest {
    /// To whom.
    pub name: String,
    /// Where.
    pub organisation: String,
    /// Whether it is the weekly one.
    pub weekly: bool,
    /// What it says.
    pub lines: Vec<Line>,
    /// Opens what is the reader's.
    pub link: String,
    /// Where one chooses what one is told.
    pub settings: String,
    /// Turns such mails off.
    pub unsubscribe: String,
}

/// Several notices of one kind about one thing.
#[derive(Clone, Serialize)]
pub struct Line {
    /// Such as `commented`.
    pub kind: String,
    /// Who did it, the latest last; empty: the program, or a service outside.
    pub actors: Vec<String>,
    /// How many there are.
    pub count: usize,
    /// Such as `TSK-12`; may be empty.
    pub reference: String,
    /// The thing's title.
    pub title: String,
    /// Opens the thing.
    pub link: String,
}

impl Letter for Digest {
    const NAME: &'static str = "digest";

    fn samples() -> Vec<Self> {
        let line = |kind: &str, actors: &[&str], count, number: u32, title: &str| Line {
            kind: kind.into(),
            actors: actors.iter().map(|actor| (*actor).to_owned()).collect(),
            count,
            reference: format!("TSK-{number}"),
            title: title.into(),
            link: format!("https://aims.example/o/northwind/tasks/0199a5c{number}"),
        };
        let of = |weekly, lines| Self {
            name: "Ada Marsh".into(),
            organisation: "Northwind Robotics".into(),
            weekly,
            lines,
            link: "https://aims.example/o/northwind".into(),
            settings: "https://aims.example/o/northwind/profile".into(),
            unsubscribe: "https://aims.example/unsubscribe/0a1b2c3d".into(),
        };
        let daily = vec![
            line("mentioned", &["Grace Hopper"], 1, 7, "Name who answers for the AI system"),
            line("commented", &["Alan Turing", "Grace Hopper"], 4, 12, "Write the AI policy"),
            line("commented", &["Alan", "Barbara", "Grace Hopper"], 9, 13, "Test the model for bias"),
            line("assigned", &["Grace Hopper"], 1, 14, "Record the data's origin"),
            line("review_wanted", &["Alan Turing"], 1, 15, "Describe the intended use"),
            line("completed", &[], 1, 16, "Invite the auditor"),
        ];
        let awkward = Line {
            reference: String::new(),
            ..line("commented", &["Zoë <b>O'Neil</b>"], 2, 9, "Compare <model> & \"data\" {{ title }}")
        };
        vec![of(false, daily), of(true, vec![awkward])]
    }
}
