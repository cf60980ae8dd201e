//! Delivers one planned reminder as a card in Teams. A card cannot be looked for, so it is posted once: where the answer
//! was lost, it is uncertain.

use super::deliver_mail::settle_surely;
use crate::context::Context;
use crate::teams::reminder;
use crate::token::token;
use crate::verdict::Failure;
use domain::id::{ConnectionId, DeliveryId};
use integrations::teams::{Address, Teams, TeamsFailure};
use std::time::Duration;
use store::{ClaimedJob, Outcome, Saying};
use tokio::time::{Instant, sleep_until};

/// How long until a connection that somebody has to make again is looked at.
const UNTIL_CONNECTED: Duration = Duration::from_secs(600);
/// How long until something is tried with an address that came meanwhile.
const AT_ONCE: Duration = Duration::from_secs(1);

pub(super) async fn run(
    context: &Context,
    claimed: &ClaimedJob,
    delivery: DeliveryId,
    saying: &Saying,
) -> Result<(), Failure> {
    let Some((_, held)) = token(context, claimed, saying.connection).await? else {
        return Err(until_connected());
    };
    let message = reminder(saying, &context.links)
        .ok_or_else(|| Failure::give_up("the address of the task cannot be written"))?;
    let org = context.store.write_for(claimed).await?;
    org.begin_saying(delivery).await?;
    org.commit().await?;
    let turn = Instant::now() + context.outside.teams.post_gap();
    let outside = &context.outside;
    let posted = match Address::parse(&held.access, &outside.teams, &outside.http) {
        Ok(address) => Teams::new(outside.http.clone(), address).post(&message).await,
        // What was allowed when it was connected may not be any more.
        Err(why) => Err(TeamsFailure::Refused(format!("the workflow's address {why}"))),
    };
    let Err(failure) = posted else {
        settle_surely(context, claimed, delivery, &Outcome::Delivered).await?;
        let org = context.store.write_for(claimed).await?;
        org.note_success(saying.connection).await?;
        org.commit().await?;
        sleep_until(turn).await;
        return Ok(());
    };
    settle_surely(context, claimed, delivery, &outcome(&failure)).await?;
    verdict(context, claimed, saying.connection, held.fence, failure).await
}

fn until_connected() -> Failure {
    Failure::RetryAfter { after: UNTIL_CONNECTED, reason: "somebody has to connect Teams again".to_owned() }
}

/// What became of the card.
fn outcome(failure: &TeamsFailure) -> Outcome {
    let why = failure.to_string();
    match failure {
        TeamsFailure::NotSent(_) | TeamsFailure::Wait { .. } | TeamsFailure::Lost(_) => {
            Outcome::NotTaken(why)
        }
        TeamsFailure::Ambiguous(_) => Outcome::Unknown(why),
        TeamsFailure::Refused(_) => Outcome::Refused(why),
    }
}

/// What becomes of the connection, and of the job.
async fn verdict(
    context: &Context,
    claimed: &ClaimedJob,
    connection: ConnectionId,
    fence: i32,
    failure: TeamsFailure,
) -> Result<(), Failure> {
    let reason = failure.to_string();
    let org = context.store.write_for(claimed).await?;
    let verdict = match failure {
        TeamsFailure::Wait { after } => {
            // The limit is the workflow's: whatever else waits for it waits as well.
            org.rest(connection, after).await?;
            let after = after.mul_f64(1.0 + context.jitter() / 4.0);
            Err(Failure::RetryAfter { after, reason })
        }
        TeamsFailure::Lost(_) => {
            let lost = org.lose_connection(connection, fence, &reason).await?;
            if lost {
                tracing::warn!(connection.id = %connection, reason, "a connection has to be made again");
            }
            Err(if lost { until_connected() } else { Failure::RetryAfter { after: AT_ONCE, reason } })
        }
        TeamsFailure::NotSent(_) => {
            let rest = org.note_failure(connection, &reason).await?;
            Err(rest.map_or(Failure::retry(reason.clone()), |after| Failure::RetryAfter { after, reason }))
        }
        TeamsFailure::Ambiguous(_) | TeamsFailure::Refused(_) => {
            org.note_failure(connection, &reason).await?;
            Ok(())
        }
    };
    org.commit().await?;
    verdict
}
