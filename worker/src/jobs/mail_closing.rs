//! Tells the owners of an organisation that its deletion was asked for, by whom, and until when it can be taken back.

use super::returning::all_return_to;
use super::to_each::hand_to_each;
use crate::context::Context;
use crate::verdict::Failure;
use integrations::mail::letters::OrganisationClosing;
use integrations::mail::{Letter as _, Message};
use store::{ClaimedJob, ClosingLetter, Recipient};

pub(super) async fn run(context: &Context, claimed: &ClaimedJob) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let Some(closing) = org.closing_letter().await? else {
        org.commit().await?;
        return Ok(());
    };
    let addresses = all_return_to(context, &org, &closing.recipients).await?;
    org.commit().await?;
    hand_to_each(context, &closing.recipients, addresses, |recipient, returns_to| {
        write(context, claimed, &closing, recipient, returns_to)
    })
    .await
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
