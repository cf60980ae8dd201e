//! Tells those who run an organisation that a connection has to be made again.

use super::hand_over::hand_over;
use super::returning::all_return_to;
use crate::context::Context;
use crate::verdict::Failure;
use domain::id::ConnectionId;
use integrations::mail::letters::ConnectionLost;
use integrations::mail::{Letter as _, Message, SendFailure};
use store::{ClaimedJob, LostConnection, Recipient};

pub(super) async fn run(context: &Context, claimed: &ClaimedJob, id: ConnectionId) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let lost = org.lost_connection(id).await?;
    let Some(lost) = lost else {
        org.commit().await?;
        return Ok(());
    };
    let addresses = all_return_to(context, &org, &lost.recipients).await?;
    org.commit().await?;
    let mut not_yet = None;
    for (recipient, returns_to) in lost.recipients.iter().zip(addresses) {
        match hand_over(context, &write(context, id, &lost, recipient, returns_to)?).await {
            Ok(_) => {}
            // One address that is refused keeps nobody else from hearing of it.
            Err(SendFailure::Refused { reason, .. }) => {
                tracing::warn!(reason, "an admin's address is refused")
            }
            Err(SendFailure::Later { reason, .. } | SendFailure::Ambiguous { reason }) => {
                not_yet = Some(reason)
            }
        }
    }
    // Another try goes to all: whoever has the letter already gets it under the same Message-ID.
    not_yet.map_or(Ok(()), |reason| Err(Failure::retry(reason)))
}

fn write(
    context: &Context,
    id: ConnectionId,
    lost: &LostConnection,
    recipient: &Recipient,
    returns_to: Option<String>,
) -> Result<Message, Failure> {
    let letter = ConnectionLost {
        name: recipient.person.name.clone(),
        organisation: lost.organisation.clone(),
        service: lost.service.title().to_owned(),
        place: lost.place.clone(),
        why: lost.why.clone(),
        link: context.links.connections(&lost.slug),
    };
    let rendered = letter.render(&recipient.locale).map_err(|refused| Failure::GiveUp {
        reason: "the letter cannot be written".to_owned(),
        cause: Some(Box::new(refused)),
    })?;
    Ok(Message {
        message_id: context.links.message_id(format_args!("{id}.{}.{}", lost.version, recipient.person.id)),
        to_address: recipient.address.clone(),
        to_name: recipient.person.name.clone(),
        date: lost.at,
        rendered,
        auto: true,
        unsubscribe: None,
        returns_to,
    })
}
