//! What a reminder says as a card in Teams.

use crate::links::Links;
use crate::slack::{day, distance};
use integrations::teams::{Message, Reminder};
use store::Saying;
use url::Url;

/// The card of a reminder.
pub(crate) fn reminder(saying: &Saying, links: &Links) -> Option<Message> {
    let letter = &saying.letter;
    let reminder = Reminder {
        task: format!("{} {}", letter.reference, letter.title),
        when: distance(letter.distance_days),
        late: letter.distance_days < 0,
        owner: letter.recipient_name.clone(),
        due: day(letter.due),
        serves: letter.control.clone(),
        evidence: letter.expected_evidence.clone(),
        link: Url::parse(&links.task(&letter.slug, letter.task)).ok()?,
    };
    Some(reminder.message())
}
