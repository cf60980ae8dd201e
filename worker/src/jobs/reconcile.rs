//! Looks at every issue of a connection, whether or not a hook spoke of it, and keeps the hooks alive.

use crate::context::Context;
use crate::jira::{SignedIn, sign_in};
use crate::slack;
use crate::verdict::Failure;
use chrono::TimeDelta;
use domain::connection::{Service, Setup, State};
use domain::id::{ConnectionId, MirrorId};
use integrations::jira::JiraFailure;
use integrations::slack::SlackFailure;
use store::{ClaimedJob, ConnectionView};
use uuid::Uuid;

/// How many issues are compared in one call.
const MANY: i64 = 100;
/// A hook with less than this to live is refreshed: weekly, at thirty days each.
const LIFE: TimeDelta = TimeDelta::days(23);

pub(super) async fn run(context: &Context, claimed: &ClaimedJob, id: ConnectionId) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let found = org.connection(id).await;
    org.commit().await?;
    let connection = match found {
        Ok(connection) => connection,
        Err(store::Error::NotFound) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    if connection.service == Service::Slack && connection.state.is_live() {
        return try_workspace(context, claimed, id).await;
    }
    if connection.state != State::Active || !connection.service.takes_issues() {
        return Ok(());
    }
    let signed_in = sign_in(context, claimed, id, connection.service, &connection.place).await?;
    let Some(jira) = signed_in else { return Ok(()) };
    let looked = async {
        if connection.service.consents() {
            keep_hooks(context, claimed, &jira, &connection).await?;
        }
        compare(context, claimed, &jira, id).await
    };
    match looked.await {
        Ok(()) => {
            let org = context.store.write_for(claimed).await?;
            org.note_success(id).await?;
            org.commit().await?;
            Ok(())
        }
        Err(Trouble::Jira(JiraFailure::SignedOut)) => jira.signed_out().await,
        Err(Trouble::Jira(JiraFailure::Wait { after, .. })) => {
            Err(Failure::RetryAfter { after, reason: "the service asks to wait".to_owned() })
        }
        Err(Trouble::Jira(failure)) => {
            let org = context.store.write_for(claimed).await?;
            org.note_failure(id, &failure.to_string()).await?;
            org.commit().await?;
            Err(Failure::retry(failure.to_string()))
        }
        Err(Trouble::Ours(failure)) => Err(failure),
    }
}

/// Asks whether a workspace still takes our sign-in: whoever told us that it does not is not believed.
async fn try_workspace(context: &Context, claimed: &ClaimedJob, id: ConnectionId) -> Result<(), Failure> {
    let Some(slack) = slack::sign_in(context, claimed, id).await? else { return Ok(()) };
    match slack.slack.team().await {
        Ok(_) => {
            let org = context.store.write_for(claimed).await?;
            org.note_success(id).await?;
            org.commit().await?;
            Ok(())
        }
        Err(SlackFailure::SignedOut(_)) => slack.signed_out().await,
        Err(failure) => slack.before_anything(context, claimed, failure).await,
    }
}

enum Trouble {
    Jira(JiraFailure),
    Ours(Failure),
}

impl From<JiraFailure> for Trouble {
    fn from(failure: JiraFailure) -> Self {
        Self::Jira(failure)
    }
}

impl From<store::Error> for Trouble {
    fn from(error: store::Error) -> Self {
        Self::Ours(error.into())
    }
}

/// Registers a hook where there is none over there, whatever our books say, and lets it live on in time.
async fn keep_hooks(
    context: &Context,
    claimed: &ClaimedJob,
    jira: &SignedIn,
    connection: &ConnectionView,
) -> Result<(), Trouble> {
    let Setup::Issues(setup) = &connection.setup else { return Ok(()) };
    let there = jira.jira.webhooks().await?;
    let known: Vec<_> = there.iter().filter(|hook| connection.hooks.contains(&hook.id)).collect();
    let (ids, until) = match known.as_slice() {
        [] => {
            let id = jira.jira.register_webhook(&context.outside.hooks_url, &setup.project_key).await?;
            (vec![id], jira.jira.refresh_webhooks(&[id]).await?)
        }
        known => {
            let ids: Vec<i64> = known.iter().map(|hook| hook.id).collect();
            let until = known.iter().filter_map(|hook| hook.until).min();
            let enough = until.is_some_and(|until| until - context.store.clock().machine() > LIFE);
            let until = if enough { until } else { jira.jira.refresh_webhooks(&ids).await? };
            (ids, until)
        }
    };
    let org = context.store.write_for(claimed).await?;
    org.note_hooks(connection.id, &ids, until).await?;
    org.commit().await?;
    Ok(())
}

/// Compares issues a hundred at a time; what differs, or is missing, is read by a job of its own.
async fn compare(
    context: &Context,
    claimed: &ClaimedJob,
    jira: &SignedIn,
    id: ConnectionId,
) -> Result<(), Trouble> {
    let mut after = MirrorId(Uuid::nil());
    loop {
        let org = context.store.write_for(claimed).await?;
        let ours = org.issues_to_compare(id, after, MANY).await?;
        org.commit().await?;
        let Some(last) = ours.last() else { return Ok(()) };
        after = last.mirror;
        let ids: Vec<String> = ours.iter().map(|one| one.remote_id.clone()).collect();
        let theirs = jira.jira.get_many(&ids).await?;
        let differs: Vec<MirrorId> = ours
            .iter()
            .filter(|one| {
                let issue = theirs.iter().find(|issue| issue.id == one.remote_id);
                issue.is_none_or(|issue| one.status.as_deref() != Some(issue.status.as_str()))
            })
            .map(|one| one.mirror)
            .collect();
        let org = context.store.write_for(claimed).await?;
        org.read_again(&differs);
        org.commit().await?;
        if i64::try_from(ours.len()).unwrap_or(MANY) < MANY {
            return Ok(());
        }
    }
}
