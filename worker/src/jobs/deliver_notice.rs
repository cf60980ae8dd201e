//! Delivers one notice by mail.

use super::deliver_mail::deliver;
use super::returning::returns_to;
use crate::context::Context;
use crate::verdict::Failure;
use domain::id::DeliveryId;
use integrations::mail::letters::Notice;
use integrations::mail::{Letter as _, Message, RenderRefused, Rendered};
use store::{ClaimedJob, NoticeLetter, Told};

pub(super) async fn run(
    context: &Context,
    claimed: &ClaimedJob,
    delivery: DeliveryId,
) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let Some(letter) = org.begin_notice(delivery).await? else {
        org.commit().await?;
        return Ok(());
    };
    let returns_to = returns_to(context, &org, letter.told.recipient).await?;
    org.commit().await?;
    deliver(context, claimed, delivery, write(context, delivery, letter, returns_to)).await
}

fn write(
    context: &Context,
    delivery: DeliveryId,
    letter: NoticeLetter,
    returns_to: Option<String>,
) -> Result<Message, RenderRefused> {
    let (told, line, links) = (letter.told, letter.line, &context.links);
    let unsubscribe = links.unsubscribe(&told.unsubscribe);
    let notice = Notice {
        name: told.recipient_name.clone(),
        organisation: told.organisation.clone(),
        kind: line.kind.name().to_owned(),
        actor: line.actors.last().cloned(),
        reference: line.reference,
        title: line.title,
        link: links.subject(&told.slug, &line.subject_kind, line.subject),
        settings: links.profile(&told.slug),
        unsubscribe: unsubscribe.clone(),
    };
    let rendered = notice.render(&told.locale)?;
    Ok(unwanted_at_will(links.message_id(delivery), told, rendered, (unsubscribe, returns_to)))
}

/// A mail that can be turned off by the link in it.
pub(super) fn unwanted_at_will(
    message_id: String,
    told: Told,
    rendered: Rendered,
    (unsubscribe, returns_to): (String, Option<String>),
) -> Message {
    Message {
        message_id,
        to_address: told.recipient_address,
        to_name: told.recipient_name,
        date: told.planned_at,
        rendered,
        auto: true,
        unsubscribe: Some(unsubscribe),
        returns_to,
    }
}
