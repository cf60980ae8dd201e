//! Trying the way to the server without sending anything: what `aims doctor` says of mail.

use super::connect::Route;
use super::dialogue::Interrupted;
use crate::mail::{SendFailure, Settings};
use lettre::transport::smtp::commands::{Noop, Quit};
use tracing::{Dispatch, instrument::WithSubscriber as _};

/// How far the way to the server goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reaching it and being greeted.
    Greeting,
    /// Changing to TLS.
    Encryption,
    /// Signing in.
    SignIn,
    /// Being answered after all that.
    Answer,
}

/// Where the way to the server ends.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub struct ProbeFailure {
    /// The step that did not work.
    pub step: Step,
    /// What was heard, or not.
    pub reason: String,
}

/// Goes to the server of the settings as if to send, and leaves again. No mail is sent.
///
/// # Errors
/// With the step that did not work.
pub async fn probe(settings: &Settings) -> Result<(), ProbeFailure> {
    let route = Route::new(settings).map_err(|reason| ProbeFailure { step: Step::Encryption, reason })?;
    // lettre logs what it writes, down to the password.
    walk(&route).with_subscriber(Dispatch::none()).await
}

async fn walk(route: &Route) -> Result<(), ProbeFailure> {
    let failed = |step| {
        move |interrupted: Interrupted| {
            let (SendFailure::Refused { reason, .. }
            | SendFailure::Later { reason, .. }
            | SendFailure::Ambiguous { reason }) = interrupted.into_failure("");
            ProbeFailure { step, reason }
        }
    };
    let mut connection = route.greet().await.map_err(failed(Step::Greeting))?;
    route.encrypt(&mut connection).await.map_err(failed(Step::Encryption))?;
    route.sign_in(&mut connection).await.map_err(failed(Step::SignIn))?;
    let limit = route.limits.command;
    let answered = super::connect::within(limit, super::Stage::Opening, connection.command(Noop)).await;
    answered.map_err(failed(Step::Answer))?;
    // It said everything that was asked; how it takes our leave is nobody's business.
    let _ = tokio::time::timeout(limit, connection.command(Quit)).await;
    Ok(())
}
