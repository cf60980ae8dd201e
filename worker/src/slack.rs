//! Slack for jobs: signed in to for one connection, what its messages say, and what its failures mean for the books.

mod card;

pub(crate) use card::{card, day, falls_due, reminder, said};

use crate::context::Context;
use crate::token::{signed_out, token};
use crate::verdict::Failure;
use domain::id::{ConnectionId, MirrorId};
use integrations::slack::{Slack, SlackFailure};
use integrations::vault::{Held, TokenVault};
use std::sync::Arc;
use store::{Chosen, ClaimedJob, Counterpart};
use uuid::Uuid;

/// A workspace that one job is signed in to.
pub(crate) struct SignedIn {
    pub(crate) slack: Slack,
    pub(crate) connection: ConnectionId,
    vault: Arc<dyn TokenVault>,
    held: Held,
}

/// Signs in. `None` when somebody has to connect again.
pub(crate) async fn sign_in(
    context: &Context,
    claimed: &ClaimedJob,
    connection: ConnectionId,
) -> Result<Option<SignedIn>, Failure> {
    let Some((vault, held)) = token(context, claimed, connection).await? else { return Ok(None) };
    let (http, api_url) = (context.outside.http.clone(), context.outside.slack.api_url.clone());
    let slack = Slack::new(http, api_url, held.access.clone());
    Ok(Some(SignedIn { slack, connection, vault, held }))
}

impl SignedIn {
    /// The service refused our token before its time.
    pub(crate) async fn signed_out(&self) -> Result<(), Failure> {
        signed_out(self.vault.as_ref(), &self.held).await
    }

    /// Who somebody of ours is there; looked for by the address that they have shown to be theirs, and remembered.
    pub(crate) async fn counterpart(
        &self,
        context: &Context,
        claimed: &ClaimedJob,
        person: Uuid,
    ) -> Result<Counterpart, Failure> {
        let org = context.store.write_for(claimed).await?;
        let known = org.counterpart(self.connection, person).await?;
        let address = org.verified_address(person).await?;
        let place = org.connection(self.connection).await?.place;
        org.commit().await?;
        let (Counterpart::Unknown, Some(address)) = (&known, address) else { return Ok(known) };
        let found = match self.slack.find(&address).await {
            Ok(member) => Some(member).filter(|member| member.team.as_ref() == Some(&place)),
            Err(SlackFailure::Nobody) => None,
            Err(failure) => return self.before_anything(context, claimed, failure).await,
        };
        let org = context.store.write_for(claimed).await?;
        let remote = found.as_ref().map(|member| (member.id.as_str(), member.name.as_str()));
        org.note_counterpart(self.connection, person, remote, Chosen::ByAddress).await?;
        org.commit().await?;
        Ok(found.map_or(Counterpart::NotThere, |member| Counterpart::Known(member.id)))
    }

    /// What a failure means before anything was asked to be said: nothing of the books changes.
    pub(crate) async fn before_anything<T>(
        &self,
        context: &Context,
        claimed: &ClaimedJob,
        failure: SlackFailure,
    ) -> Result<T, Failure> {
        let why = failure.to_string();
        match failure {
            SlackFailure::Wait { after } => Err(Failure::RetryAfter { after, reason: why }),
            SlackFailure::SignedOut(_) => Err(self.signed_out().await.err().unwrap_or_else(|| {
                // Whoever connects again wakes what waits.
                Failure::give_up("somebody has to connect Slack again")
            })),
            _ => {
                let org = context.store.write_for(claimed).await?;
                let rest = org.note_failure(self.connection, &why).await?;
                org.commit().await?;
                Err(rest
                    .map_or(Failure::retry(why.clone()), |after| Failure::RetryAfter { after, reason: why }))
            }
        }
    }

    /// Notes in the books of a message, and of the connection, that a call did not work, and says what becomes of the
    /// job. `makes` says whether the message was to be made: then it must not be made twice.
    pub(crate) async fn failed(
        &self,
        context: &Context,
        claimed: &ClaimedJob,
        mirror: MirrorId,
        makes: bool,
        failure: SlackFailure,
    ) -> Result<(), Failure> {
        let why = failure.to_string();
        let org = context.store.write_for(claimed).await?;
        let verdict = match &failure {
            // It cannot be looked for: it is uncertain from now on, and whoever looks into the channel decides.
            SlackFailure::Ambiguous(_) | SlackFailure::Unreadable if makes => {
                org.abandon_mirror(mirror, &why).await?;
                org.note_failure(self.connection, &why).await?;
                Ok(())
            }
            SlackFailure::NotSent(_) | SlackFailure::Ambiguous(_) | SlackFailure::Unreadable => {
                org.mirror_not_taken(mirror, &why).await?;
                let rest = org.note_failure(self.connection, &why).await?;
                Err(rest
                    .map_or(Failure::retry(why.clone()), |after| Failure::RetryAfter { after, reason: why }))
            }
            SlackFailure::Wait { after } => {
                org.mirror_not_taken(mirror, &why).await?;
                // The limit is the workspace's: whatever else waits for it waits as well.
                org.rest(self.connection, *after).await?;
                let after = after.mul_f64(1.0 + context.jitter() / 4.0);
                Err(Failure::RetryAfter { after, reason: why })
            }
            SlackFailure::SignedOut(_) => {
                org.mirror_not_taken(mirror, &why).await?;
                org.commit().await?;
                return self.signed_out().await;
            }
            SlackFailure::Gone(_) if !makes => {
                org.mirror_gone(mirror, "gone").await?;
                Ok(())
            }
            SlackFailure::Gone(_) | SlackFailure::Nobody | SlackFailure::Refused(_) => {
                org.mirror_refused(mirror, &why, None).await?;
                Ok(())
            }
        };
        org.commit().await?;
        verdict
    }
}
