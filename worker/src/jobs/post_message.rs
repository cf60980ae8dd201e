//! Makes a message elsewhere say what its task says. It is posted once: where the answer was lost it cannot be looked
//! for, and is shown as uncertain. Channels take about one message a second, so the lane is held until that has passed.

use crate::context::Context;
use crate::slack::{SignedIn, card, said, sign_in};
use crate::verdict::Failure;
use domain::connection::channel_name;
use domain::id::MirrorId;
use domain::mirror::message_url;
use integrations::slack::{Message, Posted};
use store::{ClaimedJob, IssueLetter, IssueWork, Place};
use tokio::time::{Instant, sleep_until};

/// What is noted where whoever posted ended before it heard the answer.
const ENDED: &str = "whoever posted it ended before Slack's answer was noted";

pub(super) async fn run(context: &Context, claimed: &ClaimedJob, mirror: MirrorId) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let letter = org.message_to_post(mirror).await?;
    org.commit().await?;
    let Some(letter) = letter else { return Ok(()) };
    let Some(slack) = sign_in(context, claimed, letter.connection).await? else { return Ok(()) };
    if let Some(owner) = letter.owner.as_ref().filter(|_| letter.assignee.is_none()) {
        slack.counterpart(context, claimed, owner.id).await?;
    }
    // Only now is anything begun: whoever finds it begun cannot know whether it was posted.
    let org = context.store.write_for(claimed).await?;
    let work = org.begin_mirror(mirror).await?;
    if matches!(work, IssueWork::Ask { .. }) {
        org.abandon_mirror(mirror, ENDED).await?;
    }
    org.commit().await?;
    match work {
        IssueWork::Nothing | IssueWork::Ask { .. } => Ok(()),
        IssueWork::Wait(after) => {
            Err(Failure::RetryAfter { after, reason: "the service is left alone for a while".to_owned() })
        }
        IssueWork::Create(letter) => post(context, claimed, &slack, &letter).await,
        IssueWork::Update(letter) => update(context, claimed, &slack, &letter).await,
    }
}

fn message(context: &Context, letter: &IssueLetter) -> Result<Message, Failure> {
    card(letter, &context.links).ok_or_else(|| Failure::give_up("the address of the task cannot be written"))
}

/// The channel's next message waits until this one has had its time.
pub(super) fn turn(context: &Context) -> Instant {
    Instant::now() + context.outside.slack.post_gap()
}

async fn post(
    context: &Context,
    claimed: &ClaimedJob,
    slack: &SignedIn,
    letter: &IssueLetter,
) -> Result<(), Failure> {
    let message = message(context, letter)?;
    let (channel, turn) = (letter.channel.as_str(), turn(context));
    let posted = match slack.slack.post(channel, &message, None).await {
        Ok(posted) => posted,
        Err(failure) => return slack.failed(context, claimed, letter.mirror, true, failure).await,
    };
    let at = Place {
        url: message_url(&letter.place_url, &posted.channel, &posted.ts),
        key: channel_name(&letter.setup, channel).to_owned(),
        id: posted.ts,
    };
    let org = context.store.write_for(claimed).await?;
    org.mirror_made(letter.mirror, &at, &said(letter, &message), letter.version, false).await?;
    org.note_success(letter.connection).await?;
    org.commit().await?;
    sleep_until(turn).await;
    Ok(())
}

async fn update(
    context: &Context,
    claimed: &ClaimedJob,
    slack: &SignedIn,
    letter: &IssueLetter,
) -> Result<(), Failure> {
    let Some(ts) = letter.remote_id.clone() else { return Ok(()) };
    let message = message(context, letter)?;
    let now = said(letter, &message);
    if letter.said.as_ref() == Some(&now) {
        let org = context.store.write_for(claimed).await?;
        org.mirror_updated(letter.mirror, &now, letter.version, &[]).await?;
        org.commit().await?;
        return Ok(());
    }
    let (at, turn) = (Posted { channel: letter.channel.clone(), ts }, turn(context));
    if let Err(failure) = slack.slack.update(&at, &message).await {
        return slack.failed(context, claimed, letter.mirror, false, failure).await;
    }
    let org = context.store.write_for(claimed).await?;
    org.mirror_updated(letter.mirror, &now, letter.version, &["message"]).await?;
    org.note_success(letter.connection).await?;
    org.commit().await?;
    sleep_until(turn).await;
    Ok(())
}
