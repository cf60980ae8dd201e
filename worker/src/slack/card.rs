//! What messages say of a task.

use crate::links::Links;
use chrono::NaiveDate;
use domain::id::MirrorId;
use domain::mirror::{Said, category_of};
use domain::obligation::Kind as Duty;
use domain::task::{Priority, State, Task};
use integrations::slack::{Message, blocks};
use serde_json::Value;
use store::{IssueLetter, Letter, Saying};
use url::Url;

/// A date as people write it.
pub(crate) fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// How a task stands, in words.
pub(crate) const fn standing(state: State) -> &'static str {
    match state {
        State::Open => "Not begun",
        State::InProgress => "In progress",
        State::ReadyForReview => "Waiting for review",
        State::Done => "Done",
        State::Cancelled => "Cancelled",
    }
}

/// The task's message: what it is, whose, until when, and what can be done about it on the spot.
pub(crate) fn card(letter: &IssueLetter, links: &Links) -> Option<Message> {
    let url = Url::parse(&links.task(&letter.slug, letter.task.id.0)).ok()?;
    let title = format!("{} {}", letter.reference, letter.task.title);
    let mut facts = vec![("Status", standing(letter.task.state).to_owned())];
    if let Some(owner) = &letter.owner {
        let known = letter.assignee.as_deref().map(blocks::mention);
        facts.push(("Owner", known.unwrap_or_else(|| blocks::escaped(&owner.name))));
    }
    if let Some(due) = letter.task.due {
        let late = if letter.overdue && letter.task.is_open() { " (overdue)" } else { "" };
        facts.push(("Due", format!("{}{late}", day(due))));
    }
    if matches!(letter.task.priority, Priority::High | Priority::Urgent) {
        facts.push(("Priority", letter.task.priority.to_string()));
    }
    let mut said =
        vec![blocks::section(&format!("*{}*", blocks::link(&url, &title))), blocks::fields(&facts)];
    let mut small = Vec::new();
    if let Some(control) = &letter.control {
        small.push(format!("Serves {} {}", control.reference, control.title));
    }
    if !letter.task.expected_evidence.trim().is_empty() {
        small.push(format!("Evidence: {}", letter.task.expected_evidence.trim()));
    }
    if !small.is_empty() {
        said.push(blocks::context(&blocks::escaped(&small.join("\n"))));
    }
    said.push(blocks::actions("task", buttons(&letter.task, letter.mirror, &url)));
    Some(Message { text: headline(letter, &title), blocks: said })
}

fn headline(letter: &IssueLetter, title: &str) -> String {
    let standing = standing(letter.task.state).to_lowercase();
    let due = letter.task.due.filter(|_| letter.task.is_open());
    let due = due.map(|due| format!(", due {}", day(due))).unwrap_or_default();
    blocks::escaped(&format!("{title}: {standing}{due}"))
}

fn buttons(task: &Task, mirror: MirrorId, url: &Url) -> Vec<Value> {
    let (id, mut buttons) = (mirror.to_string(), Vec::new());
    if task.state == State::Open {
        buttons.push(blocks::button("start", "Start", &id, false));
    }
    if task.is_open() {
        let words = if task.needs_review() { "Ready for review" } else { "Done" };
        buttons.push(blocks::button("done", words, &id, true));
    }
    if task.obligation().is_some() {
        buttons.push(blocks::button("snooze", "Remind me tomorrow", &id, false));
    }
    buttons.push(blocks::open("Open in OpenAIMS", url));
    buttons
}

/// What a message says, to be compared with what it said before.
pub(crate) fn said(letter: &IssueLetter, message: &Message) -> Said {
    Said {
        title: message.text.clone(),
        text: Value::from(message.blocks.clone()).to_string(),
        due: letter.task.due,
        assignee: letter.assignee.clone(),
        category: category_of(letter.task.state),
    }
}

/// A reminder: how long there is, and the same buttons where the task has a message of its own.
pub(crate) fn reminder(saying: &Saying, owner: Option<&str>, links: &Links) -> Option<Message> {
    let letter = &saying.letter;
    let url = Url::parse(&links.subject(&letter.slug, &letter.subject_kind, letter.subject)).ok()?;
    let title = format!("{} {}", letter.reference, letter.title);
    let when = falls_due(letter);
    let whose = owner.map(|user| format!("{} ", blocks::mention(user))).unwrap_or_default();
    let mut said = vec![blocks::section(&format!(
        "{whose}*{}* {when} ({}).",
        blocks::link(&url, &title),
        day(letter.due)
    ))];
    let mut small: Vec<String> = letter.control.iter().map(|control| format!("Serves {control}")).collect();
    if let (Some(_), Some(responsible)) = (letter.level(), &letter.responsible) {
        small.push(format!("{responsible} is responsible"));
    }
    if let Some(away) = &letter.stands_for {
        small.push(format!("You stand in for {away}, who is away"));
    }
    if !small.is_empty() {
        said.push(blocks::context(&blocks::escaped(&small.join("\n"))));
    }
    let mut row = Vec::new();
    if let Some(mirror) = saying.mirror {
        let id = mirror.to_string();
        row.push(blocks::button("done", "Done", &id, true));
        row.push(blocks::button("snooze", "Remind me tomorrow", &id, false));
    }
    row.push(blocks::open("Open in OpenAIMS", &url));
    said.push(blocks::actions("task", row));
    Some(Message { text: blocks::escaped(&format!("{title} {when}")), blocks: said })
}

/// What of a thing falls due, and how long there is.
pub(crate) fn falls_due(letter: &Letter) -> String {
    let distance = distance(letter.distance_days);
    match letter.step.kind {
        Duty::Task => distance,
        Duty::Review => format!("is to be reviewed: the review {distance}"),
        Duty::Validity => format!("is valid for a time: newer evidence {distance}"),
        Duty::Expiry | Duty::Access => format!("works for a time: a new token {distance}"),
        Duty::Surveillance => format!("needs a surveillance audit: it {distance}"),
        Duty::Recertification => format!("needs a recertification audit: it {distance}"),
        Duty::CertificateExpiry => {
            format!("has a certificate that ends: a decision on recertification {distance}")
        }
        Duty::Restoration => {
            format!("has an expired certificate: what is outstanding to restore it {distance}")
        }
        Duty::Booking => format!("needs auditors to be booked: their visit {distance}"),
        Duty::Visit => format!("is visited by the certification body: the visit {distance}"),
        Duty::InternalAudit => format!("needs an internal audit: it {distance}"),
        Duty::ManagementReview => format!("needs a management review: it {distance}"),
        Duty::Quotation => format!("waits for a quotation: the answer {distance}"),
        Duty::Answer => format!("waits for an answer to the certification body: it {distance}"),
        Duty::Training => format!("is a training: it {distance}"),
        Duty::Correction => format!("is to be corrected as promised: that {distance}"),
    }
}

/// How long there is until a day, or since it.
fn distance(days: i64) -> String {
    match days {
        0 => "is due today".to_owned(),
        1 => "is due tomorrow".to_owned(),
        2.. => format!("is due in {days} days"),
        -1 => "was due yesterday".to_owned(),
        _ => format!("has been overdue for {} days", -days),
    }
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn how_long_there_is_is_said_in_words() {
        let said: Vec<String> = [7, 1, 0, -1, -14].map(distance).into();
        assert_eq!(
            said,
            [
                "is due in 7 days",
                "is due tomorrow",
                "is due today",
                "was due yesterday",
                "has been overdue for 14 days"
            ]
        );
    }
}
