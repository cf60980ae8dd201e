//! A reminder of one task to the person who is responsible for it.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use serde::Serialize;

use crate::mail::letter::{Letter, sample_moment, serialize_day};

/// Goes out on each step before the due date, on it and after it.
#[derive(Clone, Serialize)]
pub struct TaskReminder {
    /// Who is responsible.
    pub recipient_name: String,
    /// Where.
    pub organisation: String,
    /// Such as `TSK-12`.
    pub reference: String,
    /// What is to be done.
    pub title: String,
    /// By when.
    #[serde(serialize_with = "serialize_day")]
    pub due: NaiveDate,
    /// Days from the reader's today to the due date; negative when it has passed.
    pub distance_days: i64,
    /// Reference and title of the control it belongs to.
    pub control: Option<String>,
    /// What would show that it is done.
    pub expected_evidence: Option<String>,
    /// Opens the task.
    pub link: String,
    /// How often such mails come and where to change that: a sentence.
    pub settings_line: String,
}

impl Letter for TaskReminder {
    const NAME: &'static str = "task_reminder";

    fn samples() -> Vec<Self> {
        let alone = |distance_days| Self {
            recipient_name: "Ada Marsh".into(),
            organisation: "Northwind Robotics".into(),
            reference: "TSK-12".into(),
            title: "Write the AI policy".into(),
            due: sample_moment(Tz::UTC).date_naive() + TimeDelta::days(distance_days),
            distance_days,
            control: None,
            expected_evidence: None,
            link: "https://aims.example/o/northwind/tasks/0199a5c1".into(),
            settings_line:
                "Reminders come 30, 14, 7 and 1 days before a task is due, on the day, and then weekly."
                    .into(),
        };
        let full = |distance_days| Self {
            control: Some("A.2.2 AI policy".into()),
            expected_evidence: Some("Approved AI policy\nDecision of the management review".into()),
            ..alone(distance_days)
        };
        let awkward = Self { title: "Compare <model> & \"data\" {{ title }}".into(), ..full(30) };
        vec![full(7), alone(1), full(0), alone(-1), full(-7), awkward]
    }
}
