//! Delivers what has come together in a day or a week.

use super::deliver_mail::deliver;
use super::deliver_notice::unwanted_at_will;
use super::returning::returns_to;
use crate::context::Context;
use crate::verdict::Failure;
use domain::id::DeliveryId;
use integrations::mail::letters::{Digest, Line};
use integrations::mail::{Letter as _, Message, RenderRefused};
use store::{ClaimedJob, DigestLetter};

pub(super) async fn run(
    context: &Context,
    claimed: &ClaimedJob,
    delivery: DeliveryId,
) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let Some(letter) = org.begin_digest(delivery).await? else {
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
    letter: DigestLetter,
    returns_to: Option<String>,
) -> Result<Message, RenderRefused> {
    let (told, links) = (letter.told, &context.links);
    let unsubscribe = links.unsubscribe(&told.unsubscribe);
    let lines = letter.lines.into_iter().map(|line| Line {
        kind: line.kind.name().to_owned(),
        actors: line.actors,
        count: line.count,
        reference: line.reference,
        title: line.title,
        link: links.subject(&told.slug, &line.subject_kind, line.subject),
    });
    let digest = Digest {
        name: told.recipient_name.clone(),
        organisation: told.organisation.clone(),
        weekly: letter.weekly,
        lines: lines.collect(),
        link: links.home(&told.slug),
        settings: links.profile(&told.slug),
        unsubscribe: unsubscribe.clone(),
    };
    let rendered = digest.render(&told.locale)?;
    Ok(unwanted_at_will(links.message_id(delivery), told, rendered, (unsubscribe, returns_to)))
}
