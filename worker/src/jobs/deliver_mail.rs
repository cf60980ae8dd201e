//! Delivers one planned reminder by mail: begin, commit, hand over, settle.

use super::hand_over::hand_over;
use super::returning::returns_to;
use crate::context::Context;
use crate::verdict::Failure;
use domain::id::DeliveryId;
use integrations::mail::letters::Reminder;
use integrations::mail::{Letter as _, Message, RenderRefused, SendFailure};
use std::time::Duration;
use store::{ClaimedJob, Letter, Outcome};
use tokio::time::sleep;

/// How long to wait before noting again what the outside did.
const PAUSES_MS: [u64; 7] = [50, 200, 500, 1_000, 2_000, 4_000, 8_000];

pub(super) async fn run(
    context: &Context,
    claimed: &ClaimedJob,
    delivery: DeliveryId,
) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let Some(letter) = org.begin_delivery(delivery).await? else {
        org.commit().await?;
        return Ok(());
    };
    let returns_to = returns_to(context, &org, letter.recipient).await?;
    let token = org.token_of(&letter).await?;
    org.commit().await?;
    deliver(context, claimed, delivery, write(context, letter, token.as_deref(), returns_to)).await
}

/// Hands a letter over whose delivery has begun, and notes what became of it.
pub(super) async fn deliver(
    context: &Context,
    claimed: &ClaimedJob,
    delivery: DeliveryId,
    message: Result<Message, RenderRefused>,
) -> Result<(), Failure> {
    let (outcome, retry_after) = match message {
        Ok(message) => outcome_of(hand_over(context, &message).await.err()),
        Err(refused) => {
            tracing::error!(error = %refused, "a letter cannot be written");
            (Outcome::Refused("the letter cannot be written".to_owned()), None)
        }
    };
    if settle_surely(context, claimed, delivery, &outcome).await? {
        return Ok(());
    }
    match (outcome, retry_after) {
        (Outcome::NotTaken(reason), Some(after)) => Err(Failure::RetryAfter { after, reason }),
        (
            Outcome::NotTaken(reason)
            | Outcome::ReplyLost(reason)
            | Outcome::Refused(reason)
            | Outcome::NoSuchAddress(reason),
            _,
        ) => Err(Failure::retry(reason)),
        (Outcome::Delivered | Outcome::Unknown(_), _) => Ok(()),
    }
}

/// Ends the delivery of a job that was given up. An organisation that is gone has no books to balance.
pub(super) async fn abandon(
    context: &Context,
    claimed: &ClaimedJob,
    delivery: DeliveryId,
    reason: &str,
) -> Result<(), Failure> {
    let org = match context.store.write_for(claimed).await {
        Err(store::Error::NotFound) => return Ok(()),
        org => org?,
    };
    org.abandon_delivery(delivery, reason).await?;
    org.commit().await?;
    Ok(())
}

fn write(
    context: &Context,
    letter: Letter,
    token: Option<&str>,
    returns_to: Option<String>,
) -> Result<Message, RenderRefused> {
    let link = match token {
        Some(token) => context.links.training(token),
        None => context.links.subject(&letter.slug, &letter.subject_kind, letter.subject),
    };
    let reminder = Reminder {
        recipient_name: letter.recipient_name.clone(),
        settings_line: format!("{} sets when reminders come.", letter.organisation),
        kind: letter.step.kind.to_string(),
        level: letter.level().map(|level| level.to_string()),
        responsible: letter.responsible,
        stands_for: letter.stands_for,
        link,
        organisation: letter.organisation,
        reference: letter.reference,
        title: letter.title,
        due: letter.due,
        distance_days: letter.distance_days,
        control: letter.control,
        expected_evidence: Some(letter.expected_evidence).filter(|text| !text.trim().is_empty()),
    };
    Ok(Message {
        message_id: context.links.message_id(letter.delivery),
        to_address: letter.recipient_address,
        to_name: letter.recipient_name,
        date: letter.planned_at,
        rendered: reminder.render(&letter.locale)?,
        auto: true,
        unsubscribe: None,
        returns_to,
    })
}

fn outcome_of(failure: Option<SendFailure>) -> (Outcome, Option<Duration>) {
    let of_the_address = failure.as_ref().is_some_and(SendFailure::is_of_the_address);
    match failure {
        None => (Outcome::Delivered, None),
        Some(SendFailure::Refused { reason, .. }) if of_the_address => (Outcome::NoSuchAddress(reason), None),
        Some(SendFailure::Refused { reason, .. }) => (Outcome::Refused(reason), None),
        Some(SendFailure::Later { reason, retry_after }) => (Outcome::NotTaken(reason), retry_after),
        Some(SendFailure::Ambiguous { reason }) => (Outcome::ReplyLost(reason), None),
    }
}

/// Notes what the outside did, and whether that is the end. Until it is noted a crash means a second copy, so this
/// is tried again in place for a while.
pub(super) async fn settle_surely(
    context: &Context,
    claimed: &ClaimedJob,
    delivery: DeliveryId,
    outcome: &Outcome,
) -> Result<bool, Failure> {
    for pause in PAUSES_MS {
        match settle(context, claimed, delivery, outcome).await {
            // Another run of this job, which began when our lease was lost, has settled it.
            Err(store::Error::NotFound) => return Ok(true),
            Err(error) => tracing::warn!(%error, "what became of a delivery could not be noted yet"),
            Ok(is_final) => return Ok(is_final),
        }
        sleep(Duration::from_millis(pause)).await;
    }
    Ok(settle(context, claimed, delivery, outcome).await?)
}

async fn settle(
    context: &Context,
    claimed: &ClaimedJob,
    delivery: DeliveryId,
    outcome: &Outcome,
) -> store::Result<bool> {
    let org = context.store.write_for(claimed).await?;
    let is_final = org.settle_delivery(delivery, outcome).await?;
    org.commit().await?;
    Ok(is_final)
}
