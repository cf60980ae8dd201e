//! Jira for jobs: signed in to for one connection, and what its failures mean for the books.

mod says;

pub(crate) use says::{PROPERTY, edit_between, new_issue, said_now};

use crate::context::Context;
use crate::token::{signed_out, token};
use crate::verdict::Failure;
use domain::connection::Service;
use domain::id::{ConnectionId, MirrorId};
use integrations::jira::{Edition, Jira, JiraFailure, Scope};
use integrations::vault::{Held, TokenVault};
use std::sync::Arc;
use std::time::Duration;
use store::ClaimedJob;
use url::Url;

/// How long until an issue whose making was not answered is looked for.
const LOOK: Duration = Duration::from_secs(5);

/// A Jira that one job is signed in to.
pub(crate) struct SignedIn {
    pub(crate) jira: Jira,
    vault: Arc<dyn TokenVault>,
    held: Held,
    connection: ConnectionId,
}

/// Signs in. `None` when somebody has to connect again: what is to be sent waits for that.
pub(crate) async fn sign_in(
    context: &Context,
    claimed: &ClaimedJob,
    connection: ConnectionId,
    service: Service,
    place: &str,
) -> Result<Option<SignedIn>, Failure> {
    let Some((vault, held)) = token(context, claimed, connection).await? else { return Ok(None) };
    let edition = match service {
        Service::JiraCloud => {
            Edition::Cloud { api_url: context.outside.jira.api_url.clone(), cloud_id: place.to_owned() }
        }
        _ => Edition::DataCenter {
            base: Url::parse(place).map_err(|_| Failure::give_up("the address is none"))?,
        },
    };
    let jira = Jira::new(context.outside.http.clone(), edition, held.access.clone());
    Ok(Some(SignedIn { jira, vault, held, connection }))
}

/// Whether a call makes something that must not be made twice.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Call {
    Makes,
    Changes,
    Reads,
}

impl SignedIn {
    /// Notes in the books of a mirror, and of the connection, that a call did not work, and says what becomes of
    /// the job: `Ok` when it has come to its end.
    pub(crate) async fn failed(
        &self,
        context: &Context,
        claimed: &ClaimedJob,
        mirror: MirrorId,
        call: Call,
        failure: JiraFailure,
    ) -> Result<(), Failure> {
        let why = failure.to_string();
        let org = context.store.write_for(claimed).await?;
        let verdict = match &failure {
            JiraFailure::NotSent(_) | JiraFailure::Conflict => {
                org.mirror_not_taken(mirror, &why).await?;
                self.unwell(&org, &failure).await?.unwrap_or(Err(Failure::retry(why)))
            }
            JiraFailure::Ambiguous(_) | JiraFailure::Unreadable if call == Call::Makes => {
                org.mirror_answer_lost(mirror, &why).await?;
                let rests = self.unwell(&org, &failure).await?;
                rests.unwrap_or(Err(Failure::RetryAfter { after: LOOK, reason: why }))
            }
            JiraFailure::Ambiguous(_) | JiraFailure::Unreadable => {
                org.mirror_not_taken(mirror, &why).await?;
                self.unwell(&org, &failure).await?.unwrap_or(Err(Failure::retry(why)))
            }
            JiraFailure::Wait { after, scope } => {
                org.mirror_not_taken(mirror, &why).await?;
                if *scope == Scope::Everything {
                    org.rest(self.connection, *after).await?;
                }
                let after = after.mul_f64(1.0 + context.jitter() / 4.0);
                Err(Failure::RetryAfter { after, reason: why })
            }
            JiraFailure::SignedOut => {
                org.mirror_not_taken(mirror, &why).await?;
                org.commit().await?;
                return self.signed_out().await;
            }
            JiraFailure::Gone if call != Call::Makes => {
                org.mirror_gone(mirror, "gone").await?;
                Ok(())
            }
            JiraFailure::Forbidden(_)
            | JiraFailure::Invalid { .. }
            | JiraFailure::Refused(_)
            | JiraFailure::Gone => {
                org.mirror_refused(mirror, &why, failure.problem()).await?;
                Ok(())
            }
        };
        org.commit().await?;
        verdict
    }

    /// A failure of the service itself: after several in a row it is left alone.
    async fn unwell(
        &self,
        org: &store::OrgTx,
        failure: &JiraFailure,
    ) -> Result<Option<Result<(), Failure>>, Failure> {
        let rest = org.note_failure(self.connection, &failure.to_string()).await?;
        Ok(rest.map(|after| Err(Failure::RetryAfter { after, reason: failure.to_string() })))
    }

    /// The service refused our token before its time: another is got, and the job run again with it.
    pub(crate) async fn signed_out(&self) -> Result<(), Failure> {
        signed_out(self.vault.as_ref(), &self.held).await
    }
}
