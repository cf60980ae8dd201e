//! Cards as they are really posted, several of them awkward, for whoever checks them by another implementation.

use super::{Message, Reminder, Trial};
use url::Url;

fn link() -> Option<Url> {
    let id = "01938d5e-7c00-7000-8000-000000000001";
    Url::parse(&format!("https://aims.example/o/northwind-robotics/tasks/{id}")).ok()
}

fn reminder(link: &Url, task: &str, serves: Option<&str>, evidence: &str) -> Message {
    let serves = serves.map(str::to_owned);
    let (when, due) = ("has been overdue for 14 days".to_owned(), "1 December 2026".to_owned());
    let owner = "Ada Lovelace".to_owned();
    let evidence = evidence.to_owned();
    Reminder { task: task.to_owned(), when, late: true, owner, due, serves, evidence, link: link.clone() }
        .message()
}

/// Each with what is awkward about it.
#[must_use]
pub fn all() -> Vec<(&'static str, Message)> {
    let Some(link) = link() else { return Vec::new() };
    let long = "Agree how impact on people is assessed, with everybody who uses the systems, ".repeat(200);
    let family = "👨‍👩‍👧‍👦".repeat(2_000);
    let stars = "\\*[{".repeat(2_000);
    let trial = Trial {
        organisation: "Northwind Robotics".to_owned(),
        channel: "AI management".to_owned(),
        by: "Ada Lovelace".to_owned(),
        link: link.clone(),
    };
    let owner_is_long = Reminder {
        task: stars.clone(),
        when: "is due today".to_owned(),
        late: false,
        owner: stars.clone(),
        due: "1 December 2026".to_owned(),
        serves: Some(stars.clone()),
        evidence: stars.clone(),
        link: link.clone(),
    };
    vec![
        ("a trial", trial.message()),
        ("plain", reminder(&link, "T-12 Log prompts", Some("A.6.2.8 Event logs"), "The log of one week.")),
        ("nothing but a title", reminder(&link, "T-12 Log prompts", None, "")),
        ("very long", reminder(&link, &long, Some(&long), &long)),
        (
            "Markdown",
            reminder(
                &link,
                "1. **Bold** _it_ [Sign in](https://evil.example) `code` # no heading",
                Some("- no list"),
                "{{DATE(2026-12-01T06:00:00Z, SHORT)}} <b>no</b> &lt; <https://evil.example>",
            ),
        ),
        ("nothing but Markdown", owner_is_long.message()),
        (
            "right to left",
            reminder(&link, "מ-12 תיעוד הנחיות \u{202e}gol", Some("تسجيل الأحداث"), "سجل أسبوع واحد"),
        ),
        ("emoji", reminder(&link, &family, Some("🤖"), &family)),
        (
            "several lines",
            reminder(&link, "Log\nprompts\r\n\r\n- and answers\t\u{0}", None, "One\n\nTwo\u{7}"),
        ),
        ("quotes", reminder(&link, "\"Log\" 'prompts' \\\" </script>", None, &"\"".repeat(5_000))),
    ]
}
