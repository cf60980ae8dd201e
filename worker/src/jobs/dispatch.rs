//! Sends one event to one receiver of webhooks: begin, commit, call, settle. Sent again under the same id, so that
//! a receiver that heard it before knows it.

use crate::context::Context;
use crate::verdict::Failure;
use domain::id::DispatchId;
use domain::webhook::pause_after;
use integrations::webhook::{Message, Secret, SendFailure, send};
use secrecy::ExposeSecret;
use std::time::Duration;
use store::{ClaimedJob, DispatchWork, Parcel, Taken};
use url::Url;

pub(super) async fn run(context: &Context, claimed: &ClaimedJob, id: DispatchId) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let work = org.begin_dispatch(id).await?;
    org.commit().await?;
    let DispatchWork::Send(parcel) = work else { return Ok(()) };
    let (taken, again) = judge(call(context, &parcel).await, parcel.attempt, context.jitter());
    let org = context.store.write_for(claimed).await?;
    org.settle_dispatch(id, parcel.attempt, &taken).await?;
    org.commit().await?;
    match (again, taken) {
        (Some(after), Taken::NotYet(_, reason)) => Err(Failure::RetryAfter { after, reason }),
        _ => Ok(()),
    }
}

async fn call(context: &Context, parcel: &Parcel) -> Result<u16, SendFailure> {
    let secrets: Vec<Secret> =
        parcel.secrets.iter().filter_map(|secret| Secret::parse(secret.expose_secret())).collect();
    let url = Url::parse(&parcel.url).map_err(|_| SendFailure::Refused("the address is none".to_owned()))?;
    let id = parcel.dispatch.to_string();
    let message = Message { id: &id, body: &parcel.body };
    // The signature's time is the attempt's, by the machine's clock: receivers compare it with theirs.
    send(&context.outside.http, &url, &message, &secrets, context.store.clock().machine()).await
}

/// What is to be noted, and when to try again.
fn judge(answer: Result<u16, SendFailure>, attempt: i32, jitter: f64) -> (Taken, Option<Duration>) {
    let failure = match answer {
        Ok(status) => return (Taken::Yes(status), None),
        Err(failure @ (SendFailure::Gone | SendFailure::Refused(_))) => {
            return (Taken::Gone(failure.to_string()), None);
        }
        Err(failure) => failure,
    };
    let (status, why) = (failure.status(), failure.to_string());
    let Some(pause) = pause_after(attempt, jitter) else { return (Taken::Never(status, why), None) };
    let after = match failure {
        SendFailure::Busy { after, .. } => pause.max(after),
        _ => pause,
    };
    (Taken::NotYet(status, why), Some(after))
}
