//! Tells the owners of an organisation that its deletion was asked for, by whom, and until when it can be taken back.

use super::hand_over::hand_over;
use super::returning::all_return_to;
use crate::context::Context;
use crate::verdict::Failure;
use integrations::mail::letters::OrganisationClosing;
use integrations::mail::{Letter as _, Message, SendFailure};
use store::{ClaimedJob, ClosingLetter, Recipient};

pub(super) async fn run(context: &Context, claimed: &ClaimedJob) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let Some(closing) = org.closing_letter().await? else {
        org.commit().await?;
        return Ok(());
    };
    let addresses = all_return_to(context, &org, &closing.recipients).await?;
    org.commit().await?;
    let mut not_yet = None;
    for (recipient, returns_to) in closing.recipients.iter().zip(addresses) {
        match hand_over(context, &write(context, claimed, &closing, recipient, returns_to)?).await {
            Ok(_) => {}
            Err(SendFailure::Refused { reason, .. }) => {
                tracing::warn!(reason, "an owner's address is refused");
            }
            Err(SendFailure::Later { reason, .. } | SendFailure::Ambiguous { reason }) => {
                not_yet = Some(reason);
            }
        }
    }
    not_yet.map_or(Ok(()), |reason| Err(Failure::retry(reason)))
}

fn write(
    context: &Context,
    claimed: &ClaimedJob,
    closing: &ClosingLetter,
    recipient: &Recipient,
    returns_to: Option<String>,
) -> Result<Message, Failure> {
    let letter = OrganisationClosing {
        name: recipient.person.name.clone(),
        organisation: closing.organisation.clone(),
        by: closing.by.clone(),
        on: closing.on,
        link: context.links.settings(&closing.slug),
    };
    let rendered = letter.render(&recipient.locale).map_err(|refused| Failure::GiveUp {
        reason: "the letter cannot be written".to_owned(),
        cause: Some(Box::new(refused)),
    })?;
    Ok(Message {
        message_id: context.links.message_id(format_args!("{}.{}", claimed.id, recipient.person.id)),
        to_address: recipient.address.clone(),
        to_name: recipient.person.name.clone(),
        date: closing.asked_at,
        rendered,
        auto: true,
        unsubscribe: None,
        returns_to,
    })
}
