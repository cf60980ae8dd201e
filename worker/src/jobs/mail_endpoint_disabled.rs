//! Tells those who run an organisation that a receiver of webhooks was switched off.

use super::returning::all_return_to;
use super::to_each::hand_to_each;
use crate::context::Context;
use crate::verdict::Failure;
use domain::id::EndpointId;
use integrations::mail::letters::EndpointDisabled;
use integrations::mail::{Letter as _, Message};
use store::{ClaimedJob, DisabledEndpoint, Recipient};
use url::Url;

pub(super) async fn run(context: &Context, claimed: &ClaimedJob, id: EndpointId) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let disabled = org.disabled_endpoint(id).await?;
    let Some(disabled) = disabled else {
        org.commit().await?;
        return Ok(());
    };
    let addresses = all_return_to(context, &org, &disabled.recipients).await?;
    org.commit().await?;
    hand_to_each(context, &disabled.recipients, addresses, |recipient, returns_to| {
        write(context, id, &disabled, recipient, returns_to)
    })
    .await
}

fn write(
    context: &Context,
    id: EndpointId,
    disabled: &DisabledEndpoint,
    recipient: &Recipient,
    returns_to: Option<String>,
) -> Result<Message, Failure> {
    let host = Url::parse(&disabled.url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let letter = EndpointDisabled {
        name: recipient.person.name.clone(),
        organisation: disabled.organisation.clone(),
        host: host.unwrap_or_default(),
        why: disabled.why.clone(),
        link: context.links.connections(&disabled.slug),
    };
    let rendered = letter.render(&recipient.locale).map_err(|refused| Failure::GiveUp {
        reason: "the letter cannot be written".to_owned(),
        cause: Some(Box::new(refused)),
    })?;
    Ok(Message {
        message_id: context
            .links
            .message_id(format_args!("{id}.{}.{}", disabled.version, recipient.person.id)),
        to_address: recipient.address.clone(),
        to_name: recipient.person.name.clone(),
        date: disabled.at,
        rendered,
        auto: true,
        unsubscribe: None,
        returns_to,
    })
}
