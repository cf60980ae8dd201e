//! A reminder of one thing that falls due: to whoever is responsible, to whoever stands in for them, or to those above.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use serde::Serialize;

use crate::mail::letter::{Letter, sample_moment, serialize_day};

/// Goes out on each step before the due date, on it and after it.
#[derive(Clone, Serialize)]
pub struct Reminder {
    /// To whom.
    pub recipient_name: String,
    /// Where.
    pub organisation: String,
    /// What falls due, such as `task` or `review`.
    pub kind: String,
    /// As what the recipient hears of it: `manager`, `lead` or `top`; none: as the one who is responsible.
    pub level: Option<String>,
    /// Who is responsible.
    pub responsible: Option<String>,
    /// In whose place the recipient hears of it.
    pub stands_for: Option<String>,
    /// Such as `TSK-12`; tokens and connections have none.
    pub reference: String,
    /// What it is called.
    pub title: String,
    /// By when.
    #[serde(serialize_with = "serialize_day")]
    pub due: NaiveDate,
    /// Days from the reader's today to the due date; negative when it has passed.
    pub distance_days: i64,
    /// Reference and title of the control that a task belongs to.
    pub control: Option<String>,
    /// What would show that a task is done.
    pub expected_evidence: Option<String>,
    /// Opens the thing.
    pub link: String,
    /// How often such mails come and where to change that: a sentence.
    pub settings_line: String,
}

impl Reminder {
    /// Of a task, so many days ahead.
    fn sample(distance_days: i64) -> Self {
        Self {
            recipient_name: "Ada Marsh".into(),
            organisation: "Northwind Robotics".into(),
            kind: "task".into(),
            level: None,
            responsible: Some("Ada Marsh".into()),
            stands_for: None,
            reference: "TSK-12".into(),
            title: "Write the AI policy".into(),
            due: sample_moment(Tz::UTC).date_naive() + TimeDelta::days(distance_days),
            distance_days,
            control: None,
            expected_evidence: None,
            link: "https://aims.example/o/northwind/tasks/0199a5c1".into(),
            settings_line: "Northwind Robotics sets when reminders come.".into(),
        }
    }

    /// What a finding asks for, so many days from then.
    fn finding(kind: &str, distance_days: i64) -> Self {
        Self {
            reference: "FND-3".into(),
            title: "No programme of internal audits".into(),
            link: "https://aims.example/o/northwind/findings/0199a5c1".into(),
            ..Self::certification(kind, distance_days)
        }
    }

    /// What an organisation holds itself, and whom it asked.
    fn held_or_asked() -> [Self; 4] {
        [("internal_audit", 60), ("management_review", -7), ("quotation", 7), ("quotation", -1)]
            .map(|(kind, days)| Self::certification(kind, days))
    }

    /// What somebody is asked to learn and confirm, so many days from then.
    fn training(distance_days: i64) -> Self {
        Self {
            kind: "training".into(),
            reference: String::new(),
            title: "AI awareness and policy for everyone".into(),
            link: "https://aims.example/t/5f0c2b7e9d41".into(),
            ..Self::sample(distance_days)
        }
    }

    /// A training that is new, late, and late for long.
    fn trainings() -> [Self; 3] {
        let above = Self { level: Some("manager".into()), ..Self::training(-7) };
        [Self::training(30), Self::training(-1), above]
    }

    /// What of a certification falls due, so many days from then.
    fn certification(kind: &str, distance_days: i64) -> Self {
        Self {
            kind: kind.into(),
            reference: "CRT-1".into(),
            title: "AI management, head office".into(),
            link: "https://aims.example/o/northwind/certifications/0199a5c1".into(),
            ..Self::sample(distance_days)
        }
    }
}

impl Letter for Reminder {
    const NAME: &'static str = "reminder";

    fn samples() -> Vec<Self> {
        let alone = Self::sample;
        let full = |distance_days| Self {
            control: Some("A.2.2 AI policy".into()),
            expected_evidence: Some("Approved AI policy\nDecision of the management review".into()),
            ..alone(distance_days)
        };
        let awkward = Self { title: "Compare <model> & \"data\" {{ title }}".into(), ..full(30) };
        let review = |distance_days| Self {
            kind: "review".into(),
            reference: "A.6.2.4".into(),
            title: "Verification and validation of AI systems".into(),
            link: "https://aims.example/o/northwind/controls/0199a5c1".into(),
            ..alone(distance_days)
        };
        let validity = |distance_days| Self {
            kind: "validity".into(),
            reference: "EVD-3".into(),
            title: "Penetration test of the model gateway".into(),
            link: "https://aims.example/o/northwind/evidence/0199a5c1".into(),
            ..alone(distance_days)
        };
        let expiry = |distance_days| Self {
            kind: "expiry".into(),
            reference: String::new(),
            title: "Nightly export to the warehouse".into(),
            link: "https://aims.example/o/northwind/settings?section=tokens".into(),
            ..alone(distance_days)
        };
        let access = |distance_days| Self {
            kind: "access".into(),
            title: "jira.northwind.example".into(),
            link: "https://aims.example/o/northwind/connections/0199a5c1".into(),
            ..expiry(distance_days)
        };
        let above = |level: &str, letter: Self| Self {
            recipient_name: "Grace Hopper".into(),
            level: Some(level.into()),
            ..letter
        };
        let instead = |letter| Self {
            recipient_name: "Joan Clarke".into(),
            stands_for: Some("Ada Marsh".into()),
            ..letter
        };
        let mut all = vec![
            full(7),
            alone(1),
            full(0),
            alone(-1),
            full(-7),
            awkward,
            review(14),
            review(-3),
            validity(30),
            validity(-1),
            expiry(7),
            expiry(0),
            expiry(-1),
            access(14),
            access(-1),
            Self::certification("surveillance", 60),
            Self::certification("surveillance", -7),
            Self::certification("recertification", 120),
            Self::certification("certificate_expiry", 30),
            Self::certification("certificate_expiry", -7),
            Self::certification("restoration", 14),
            Self::certification("booking", 90),
            Self::certification("visit", 7),
            Self::finding("answer", 14),
            Self::finding("answer", -1),
            Self::finding("correction", 7),
            above("manager", full(-1)),
            above("top", Self::certification("surveillance", -14)),
            above("lead", review(-7)),
            Self { responsible: None, ..above("top", full(-14)) },
            instead(full(7)),
            instead(review(-7)),
        ];
        all.extend(Self::held_or_asked().into_iter().chain(Self::trainings()));
        all
    }
}
