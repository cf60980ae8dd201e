//! Tells those who run an organisation that a connection has to be made again.

use super::returning::all_return_to;
use super::to_each::hand_to_each;
use crate::context::Context;
use crate::verdict::Failure;
use domain::id::ConnectionId;
use integrations::mail::letters::ConnectionLost;
use integrations::mail::{Letter as _, Message};
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
    hand_to_each(context, &lost.recipients, addresses, |recipient, returns_to| {
        write(context, id, &lost, recipient, returns_to)
    })
    .await
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
