//! Tells those who run an organisation that a way of sending does not work as it should.

use super::returning::all_return_to;
use super::to_each::hand_to_each;
use crate::context::Context;
use crate::verdict::Failure;
use domain::channel_health::{Carrier, Trouble};
use integrations::mail::letters::ChannelDegraded;
use integrations::mail::{Letter as _, Message};
use store::{ClaimedJob, DegradedChannel, Recipient};

pub(super) async fn run(context: &Context, claimed: &ClaimedJob, channel: Carrier) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let Some(degraded) = org.degraded_channel(channel).await? else {
        org.commit().await?;
        return Ok(());
    };
    let addresses = all_return_to(context, &org, &degraded.recipients).await?;
    org.commit().await?;
    hand_to_each(context, &degraded.recipients, addresses, |recipient, returns_to| {
        write(context, claimed, &degraded, recipient, returns_to)
    })
    .await
}

fn write(
    context: &Context,
    claimed: &ClaimedJob,
    degraded: &DegradedChannel,
    recipient: &Recipient,
    returns_to: Option<String>,
) -> Result<Message, Failure> {
    let found = &degraded.found;
    let failing = found.trouble == Trouble::Failing;
    let since = found.waiting_since.filter(|_| !failing).unwrap_or(found.since);
    let letter = ChannelDegraded {
        name: recipient.person.name.clone(),
        organisation: degraded.organisation.clone(),
        channel: found.channel.name().to_owned(),
        failing,
        failed: found.failed,
        ended: found.ended,
        since: since.with_timezone(&degraded.zone),
        link: context.links.deliveries(&degraded.slug),
    };
    let rendered = letter.render(&recipient.locale).map_err(|refused| Failure::GiveUp {
        reason: "the letter cannot be written".to_owned(),
        cause: Some(Box::new(refused)),
    })?;
    Ok(Message {
        message_id: context.links.message_id(format_args!("{}.{}", claimed.id, recipient.person.id)),
        to_address: recipient.address.clone(),
        to_name: recipient.person.name.clone(),
        date: found.since,
        rendered,
        auto: true,
        unsubscribe: None,
        returns_to,
    })
}
