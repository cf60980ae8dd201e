//! Delivers one planned reminder as a message: to whoever is reminded, or where the task's message stands.

use super::deliver_card;
use super::deliver_mail::settle_surely;
use super::post_message::turn;
use crate::context::Context;
use crate::slack::{SignedIn, reminder, sign_in};
use crate::verdict::Failure;
use domain::delivery::Channel;
use domain::id::{DeliveryId, TaskId};
use domain::obligation::Kind;
use integrations::slack::SlackFailure;
use store::{ClaimedJob, Counterpart, Outcome, Saying, SayingWork};
use tokio::time::sleep_until;

pub(super) async fn run(
    context: &Context,
    claimed: &ClaimedJob,
    delivery: DeliveryId,
) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let work = org.saying(delivery).await?;
    org.commit().await?;
    let saying = match work {
        SayingWork::Nothing => return Ok(()),
        SayingWork::Wait(after) => {
            return Err(Failure::RetryAfter { after, reason: "the connection rests".to_owned() });
        }
        SayingWork::Say(saying) => saying,
    };
    if matches!(saying.channel, Channel::Teams(_)) {
        return deliver_card::run(context, claimed, delivery, &saying).await;
    }
    let Some(slack) = sign_in(context, claimed, saying.connection).await? else {
        return Err(Failure::RetryAfter {
            after: std::time::Duration::from_secs(600),
            reason: "somebody has to connect Slack again".to_owned(),
        });
    };
    let counterpart = slack.counterpart(context, claimed, saying.recipient).await?;
    let Some((channel, thread)) = place(context, claimed, &slack, &saying, &counterpart).await? else {
        let org = context.store.write_for(claimed).await?;
        org.nobody_there(delivery).await?;
        org.commit().await?;
        return Ok(());
    };
    let user = match (&saying.channel, &counterpart) {
        (Channel::Posted(_), Counterpart::Known(user)) => Some(user.as_str()),
        _ => None,
    };
    let message = reminder(&saying, user, &context.links)
        .ok_or_else(|| Failure::give_up("the address of the task cannot be written"))?;
    let org = context.store.write_for(claimed).await?;
    org.begin_saying(delivery).await?;
    org.commit().await?;
    let turn = turn(context);
    let said = slack.slack.post(&channel, &message, thread.as_deref()).await.err();
    let (outcome, verdict) = judged(&slack, said).await;
    settle_surely(context, claimed, delivery, &outcome).await?;
    if matches!(outcome, Outcome::Delivered) {
        after(context, claimed, &slack, &saying).await?;
        sleep_until(turn).await;
    }
    verdict
}

/// Where it goes: a channel, and a thread in it. `None` when there is nobody to reach.
async fn place(
    context: &Context,
    claimed: &ClaimedJob,
    slack: &SignedIn,
    saying: &Saying,
    counterpart: &Counterpart,
) -> Result<Option<(String, Option<String>)>, Failure> {
    if matches!(saying.channel, Channel::Posted(_)) {
        return Ok(Some(match &saying.thread {
            Some((channel, ts)) => (channel.clone(), Some(ts.clone())),
            None => (saying.posts_to.clone(), None),
        }));
    }
    let Counterpart::Known(user) = counterpart else { return Ok(None) };
    match slack.slack.direct(user).await {
        Ok(channel) => Ok(Some((channel, None))),
        Err(SlackFailure::Nobody) => Ok(None),
        Err(failure) => slack.before_anything(context, claimed, failure).await,
    }
}

/// What the outside did with it, and what becomes of the job.
async fn judged(slack: &SignedIn, failure: Option<SlackFailure>) -> (Outcome, Result<(), Failure>) {
    let Some(failure) = failure else { return (Outcome::Delivered, Ok(())) };
    let why = failure.to_string();
    match failure {
        SlackFailure::NotSent(_) => (Outcome::NotTaken(why.clone()), Err(Failure::retry(why))),
        SlackFailure::Wait { after } => {
            (Outcome::NotTaken(why.clone()), Err(Failure::RetryAfter { after, reason: why }))
        }
        SlackFailure::SignedOut(_) => {
            let verdict = slack.signed_out().await;
            let rests =
                Failure::RetryAfter { after: std::time::Duration::from_secs(600), reason: why.clone() };
            (Outcome::NotTaken(why), Err(verdict.err().unwrap_or(rests)))
        }
        SlackFailure::Ambiguous(_) | SlackFailure::Unreadable => (Outcome::Unknown(why), Ok(())),
        SlackFailure::Gone(_) | SlackFailure::Nobody | SlackFailure::Refused(_) => {
            (Outcome::Refused(why), Ok(()))
        }
    }
}

/// The connection is well, and the task's own message may say that it is late.
async fn after(
    context: &Context,
    claimed: &ClaimedJob,
    slack: &SignedIn,
    saying: &Saying,
) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    org.note_success(slack.connection).await?;
    if matches!(saying.channel, Channel::Posted(_)) && saying.letter.step.kind == Kind::Task {
        org.relay_task(TaskId::from(saying.letter.subject)).await?;
    }
    org.commit().await?;
    Ok(())
}
