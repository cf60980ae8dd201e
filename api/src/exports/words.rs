//! What names are called in files: the same words as on the screen (a test compares them).

mod certification;
mod trail;

use chrono::NaiveDate;
use domain::obligation::{Due, Kind as Duty};
use domain::reminder::{Level, Step};

/// Each name of a list's column, its words, and the web's message of the same words where it has one.
const NAMES: &[(&str, &str, &str, &str, &str)] = &[
    ("tasks", "state", "open", "Open", "task_state_open"),
    ("tasks", "state", "in_progress", "In progress", "task_state_in_progress"),
    ("tasks", "state", "ready_for_review", "Ready for review", "task_state_ready_for_review"),
    ("tasks", "state", "done", "Done", "task_state_done"),
    ("tasks", "state", "cancelled", "Cancelled", "task_state_cancelled"),
    ("tasks", "priority", "low", "Low", "priority_low"),
    ("tasks", "priority", "normal", "Normal", "priority_normal"),
    ("tasks", "priority", "high", "High", "priority_high"),
    ("tasks", "priority", "urgent", "Urgent", "priority_urgent"),
    ("controls", "status", "not_started", "Not started", "status_not_started"),
    ("controls", "status", "planned", "Planned", "status_planned"),
    ("controls", "status", "in_progress", "In progress", "status_in_progress"),
    ("controls", "status", "implemented", "Implemented", "status_implemented"),
    ("controls", "status", "verified", "Verified", "status_verified"),
    ("controls", "kind", "requirement", "Requirement of the standard", "kind_requirement_long"),
    ("controls", "kind", "control", "Annex A control", "kind_control_long"),
    ("assignments", "standing", "open", "Open", "assignment_standing_open"),
    ("assignments", "standing", "overdue", "Overdue", "assignment_standing_overdue"),
    ("assignments", "standing", "done", "Done", "assignment_standing_done"),
    ("assignments", "standing", "waived", "Waived", "assignment_standing_waived"),
    ("assignments", "standing", "expired", "Has run out", "assignment_standing_expired"),
    ("assignments", "standing", "ended", "No longer asked", "assignment_standing_ended"),
    ("assignments", "state", "assigned", "Assigned", "assignment_state_assigned"),
    ("assignments", "state", "in_progress", "Begun", "assignment_state_in_progress"),
    ("assignments", "state", "quiz_failed", "Quiz not passed", "assignment_state_quiz_failed"),
    ("assignments", "state", "completed", "Confirmed", "assignment_state_completed"),
    ("assignments", "state", "waived", "Waived", "assignment_state_waived"),
    ("assignments", "state", "ended", "No longer asked", "assignment_state_ended"),
    ("evidence", "state", "current", "In use", "evidence_current"),
    ("evidence", "state", "withdrawn", "Withdrawn", "evidence_withdrawn"),
    ("people", "account", "left", "Has left", "account_left"),
    ("people", "account", "signs_in", "Signs in", "account_signs_in"),
    ("people", "account", "invited", "Invited", ""),
    ("people", "account", "none", "No account", "account_none"),
    ("deliveries", "state", "planned", "Planned", "delivery_planned"),
    ("deliveries", "state", "sending", "Sending", "delivery_sending"),
    ("deliveries", "state", "delivered", "Sent", "delivery_delivered"),
    ("deliveries", "state", "suppressed", "Not sent", "delivery_suppressed"),
    ("deliveries", "state", "dead", "Failed", "delivery_dead"),
    ("deliveries", "state", "uncertain", "Perhaps sent", "delivery_uncertain"),
    ("deliveries", "channel", "mail", "Mail", "channel_mail"),
    ("deliveries", "channel", "direct", "Direct message", "channel_direct"),
    ("deliveries", "channel", "posted", "Channel", "channel_posted"),
    ("deliveries", "channel", "teams", "Teams", "channel_teams"),
    ("deliveries", "reason", "closed", "The task was finished or cancelled before.", "suppressed_closed"),
    ("deliveries", "reason", "reassigned", "The task has another owner now.", "suppressed_reassigned"),
    ("deliveries", "reason", "rescheduled", "The due date was moved.", "suppressed_rescheduled"),
    ("deliveries", "reason", "replaced", "A later reminder took its place.", "suppressed_replaced"),
    ("deliveries", "reason", "inactive", "The recipient is no longer active.", "suppressed_inactive"),
    (
        "deliveries",
        "reason",
        "not_there",
        "The recipient has no account in that workspace.",
        "suppressed_not_there",
    ),
    (
        "deliveries",
        "reason",
        "disconnected",
        "The service was disconnected before.",
        "suppressed_disconnected",
    ),
    (
        "deliveries",
        "reason",
        "not_heard",
        "The channel no longer takes such reminders.",
        "suppressed_not_heard",
    ),
    ("deliveries", "reason", "unwanted", "The recipient does not want it by mail.", "suppressed_unwanted"),
    (
        "deliveries",
        "reason",
        "digested",
        "The recipient wants it together with others: it is in the next digest.",
        "suppressed_digested",
    ),
    ("deliveries", "reason", "read", "It was read in OpenAIMS before.", "suppressed_read"),
    ("deliveries", "reason", "removed", "What it was about was taken back.", "suppressed_removed"),
    ("deliveries", "reason", "unseen", "The recipient may no longer see it.", "suppressed_unseen"),
    (
        "deliveries",
        "reason",
        "nothing_left",
        "Nothing in it was still true and unread.",
        "suppressed_nothing_left",
    ),
    (
        "deliveries",
        "reason",
        "address_dead",
        "Mail to the recipient comes back; they are told in OpenAIMS.",
        "suppressed_address_dead",
    ),
    (
        "deliveries",
        "reason",
        "delegated",
        "The recipient is away: it went to whoever stands in.",
        "suppressed_delegated",
    ),
    (
        "deliveries",
        "reason",
        "over_most",
        "The recipient had as much mail that day as the organisation allows: it is in the next digest.",
        "suppressed_over_most",
    ),
    ("reviews", "outcome", "suitable", "Suitable as it is", "review_suitable"),
    ("reviews", "outcome", "changes_needed", "Changes needed", "review_changes_needed"),
    ("reviews", "outcome", "unsuitable", "Not suitable", "review_unsuitable"),
];

/// The words for a name in a list's column; a name without any is told as it is.
pub(crate) fn name(list: &str, column: &str, name: &str) -> String {
    if list == "trail" {
        return trail::KINDS.iter().find(|one| one.0 == name).map_or(name, |one| one.1).to_owned();
    }
    if list == "certifications" {
        let found = certification::NAMES.iter().find(|one| (one.0, one.1) == (column, name));
        return found.map_or(name, |one| one.2).to_owned();
    }
    let found = NAMES.iter().find(|one| (one.0, one.1, one.2) == (list, column, name));
    found.map_or(name, |one| one.3).to_owned()
}

/// When a date is asked to be.
pub(crate) fn when(value: &str) -> &str {
    match value {
        "week" => "Within 7 days",
        "month" => "Within 30 days",
        "later" => "After 7 days",
        "none" => "No date",
        other => other,
    }
}

pub(crate) const fn flag(is: bool) -> &'static str {
    if is { "Yes" } else { "No" }
}

/// One notice by mail, by its kind, with the web's message of the same words.
const TOLD: &[(&str, &str, &str)] = &[
    ("mentioned", "Mail: a comment that calls them", "told_mentioned"),
    ("commented", "Mail: a comment", "told_commented"),
    ("assigned", "Mail: something became theirs", "told_assigned"),
    ("review_wanted", "Mail: a review is wanted", "told_review_wanted"),
    ("completed", "Mail: something is done", "told_completed"),
    ("digest", "Mail that gathers a day", "digest_step"),
    ("weekly", "Mail that gathers a week", "digest_weekly_step"),
];

/// What a mail tells that is no reminder.
fn told(step: &str) -> String {
    let mut parts = step.split(':');
    let name = match (parts.next(), parts.next()) {
        (Some("told" | "digest"), Some(name)) | (Some(name), None) => name,
        _ => step,
    };
    TOLD.iter().find(|one| one.0 == name).map_or(step, |one| one.1).to_owned()
}

/// A step of the ladder of reminders, or what else a mail is.
pub(crate) fn step(step: &str) -> String {
    let day = |day: NaiveDate| day.format("%-d %b %Y").to_string();
    let Some(due) = Due::parse(step) else { return told(step) };
    let said = match due.step {
        Step::Lead(1) => "Reminder a day before the due date".to_owned(),
        Step::Lead(days) => format!("Reminder {days} days before the due date"),
        Step::Due => "Reminder on the due date".to_owned(),
        Step::Overdue(1) => "Reminder one week after the due date".to_owned(),
        Step::Overdue(weeks) => format!("Reminder {weeks} weeks after the due date"),
        Step::Again(until) => format!("Put off until {}", day(until)),
        Step::Escalated(Level::Manager) => "To the manager, as it is overdue".to_owned(),
        Step::Escalated(Level::Lead) => "To whoever leads the AIMS, as it is overdue".to_owned(),
        Step::Escalated(Level::Top) => "To top management, as it is overdue".to_owned(),
    };
    match due.kind {
        Duty::Task => said,
        Duty::Review => format!("Review: {said}"),
        Duty::Validity => format!("End of validity: {said}"),
        Duty::Expiry => format!("End of a token: {said}"),
        Duty::Access => format!("End of a connection's token: {said}"),
        Duty::Surveillance => format!("Surveillance audit: {said}"),
        Duty::Recertification => format!("Recertification audit: {said}"),
        Duty::CertificateExpiry => format!("End of a certificate: {said}"),
        Duty::Restoration => format!("Restoring a certificate: {said}"),
        Duty::Booking => format!("Booking auditors: {said}"),
        Duty::Visit => format!("Visit of the certification body: {said}"),
        Duty::InternalAudit => format!("Internal audit: {said}"),
        Duty::ManagementReview => format!("Management review: {said}"),
        Duty::Quotation => format!("Answer to a request for a quotation: {said}"),
        Duty::Answer => format!("Answer to a finding: {said}"),
        Duty::Training => format!("Training: {said}"),
        Duty::Correction => format!("Correction of a finding: {said}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use store::{Kind, lists};

    fn web() -> Value {
        serde_json::from_str(include_str!("../../../web/messages/en.json")).unwrap()
    }

    #[test]
    fn a_file_says_what_the_screen_says() {
        let web = web();
        for (list, column, name, words, key) in NAMES.iter().filter(|one| !one.4.is_empty()) {
            assert_eq!(web[*key].as_str(), Some(*words), "{list} {column} {name}");
        }
        for (column, name, words, key) in certification::NAMES {
            assert_eq!(web[*key].as_str(), Some(*words), "certifications {column} {name}");
        }
        for (kind, words) in trail::KINDS {
            assert_eq!(web[format!("trail_did_{kind}")].as_str(), Some(*words), "{kind}");
        }
        for (step_name, key, count) in [
            ("lead_1", "reminder_lead", "1"),
            ("lead_14", "reminder_lead", "14"),
            ("overdue_2", "reminder_overdue", "2"),
        ] {
            let forms = web[key][0]["match"].as_object().unwrap();
            let form =
                forms.iter().find(|(form, _)| form.ends_with(if count == "1" { "=one" } else { "=other" }));
            let words = form.unwrap().1.as_str().unwrap().replace("{count}", count);
            assert_eq!(step(step_name), words);
        }
        assert_eq!(step("due"), web["reminder_due"].as_str().unwrap());
        for (name, words, key) in TOLD {
            assert_eq!(web[*key].as_str(), Some(*words), "{name}");
        }
        assert_eq!(step("told:commented:7"), "Mail: a comment");
        assert_eq!(step("digest"), "Mail that gathers a day");
        assert_eq!(step("digest:weekly"), "Mail that gathers a week");
    }

    #[test]
    fn every_name_of_a_list_has_words_and_every_column_a_heading() {
        for list in lists() {
            for column in list.columns {
                assert!(!column.heading.is_empty(), "{} {}", list.noun, column.name);
                let Kind::OneOf(names) = column.kind else { continue };
                for one in names {
                    assert_ne!(name(list.noun, column.name, one), *one, "{} {}", list.noun, column.name);
                }
            }
        }
    }
}
