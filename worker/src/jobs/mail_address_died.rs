//! Tells those who run an organisation that mail to somebody comes back.

use super::returning::all_return_to;
use super::to_each::hand_to_each;
use crate::context::Context;
use crate::verdict::Failure;
use domain::id::PersonId;
use integrations::mail::letters::AddressDied;
use integrations::mail::{Letter as _, Message};
use store::{ClaimedJob, DeadAddress, Recipient};

pub(super) async fn run(context: &Context, claimed: &ClaimedJob, person: PersonId) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let Some(dead) = org.dead_address(person).await? else {
        org.commit().await?;
        return Ok(());
    };
    let addresses = all_return_to(context, &org, &dead.recipients).await?;
    org.commit().await?;
    hand_to_each(context, &dead.recipients, addresses, |recipient, returns_to| {
        write(context, &dead, recipient, returns_to)
    })
    .await
}

fn write(
    context: &Context,
    dead: &DeadAddress,
    recipient: &Recipient,
    returns_to: Option<String>,
) -> Result<Message, Failure> {
    let letter = AddressDied {
        name: recipient.person.name.clone(),
        organisation: dead.organisation.clone(),
        person: dead.name.clone(),
        address: dead.address.clone(),
        why: dead.why.clone(),
        link: context.links.person(&dead.slug, dead.person),
    };
    let rendered = letter.render(&recipient.locale).map_err(|refused| Failure::GiveUp {
        reason: "the letter cannot be written".to_owned(),
        cause: Some(Box::new(refused)),
    })?;
    let id = format_args!("{}.{}.{}", dead.person, dead.at.timestamp(), recipient.person.id).to_string();
    Ok(Message {
        message_id: context.links.message_id(id),
        to_address: recipient.address.clone(),
        to_name: recipient.person.name.clone(),
        date: dead.at,
        rendered,
        auto: true,
        unsubscribe: None,
        returns_to,
    })
}
