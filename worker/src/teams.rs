//! What a reminder says as a card in Teams.

use crate::links::Links;
use crate::slack::{day, falls_due};
use integrations::teams::{Message, Reminder};
use store::Saying;
use url::Url;

/// The card of a reminder.
pub(crate) fn reminder(saying: &Saying, links: &Links) -> Option<Message> {
    let letter = &saying.letter;
    let reminder = Reminder {
        task: format!("{} {}", letter.reference, letter.title),
        when: falls_due(letter),
        late: letter.distance_days < 0,
        owner: letter.responsible.clone().unwrap_or_else(|| letter.recipient_name.clone()),
        due: day(letter.due),
        serves: letter.control.clone(),
        evidence: letter.expected_evidence.clone(),
        link: Url::parse(&links.subject(&letter.slug, &letter.subject_kind, letter.subject)).ok()?,
    };
    Some(reminder.message())
}
