//! A service, signed in to while somebody waits, and its failures as problems.

use crate::caller::Caller;
use crate::problem::Problem;
use domain::connection::Service;
use domain::id::ConnectionId;
use integrations::jira::{Edition, Jira, JiraFailure};
use integrations::slack::{Slack, SlackFailure, Team};
use integrations::vault::VaultFailure;
use store::ConnectionView;
use url::Url;

/// A connection, and the Jira that it leads to.
pub(super) struct SignedIn {
    pub(super) connection: ConnectionView,
    pub(super) jira: Jira,
}

/// Signs in to the Jira of a connection. A token that was refused before its time is renewed once.
pub(super) async fn jira<P>(caller: &Caller<P>, id: ConnectionId) -> Result<SignedIn, Problem> {
    let org = caller.read().await?;
    let connection = org.connection(id).await?;
    org.close().await?;
    if !connection.service.takes_issues() {
        return Err(Problem::NotFound);
    }
    let outside = &caller.state().api.outside;
    let vault = (outside.vault)(*caller.membership().tenancy(), id);
    let mut held = vault.token().await.map_err(no_token)?;
    let edition = match connection.service {
        Service::JiraCloud => {
            Edition::Cloud { api_url: outside.jira.api_url.clone(), cloud_id: connection.place.clone() }
        }
        _ => Edition::DataCenter { base: Url::parse(&connection.place).map_err(|_| Problem::Internal)? },
    };
    let jira = Jira::new(outside.http.clone(), edition.clone(), held.access.clone());
    if jira.myself().await == Err(JiraFailure::SignedOut) {
        held = vault.after_refusal(&held).await.map_err(no_token)?;
    }
    Ok(SignedIn { connection, jira: Jira::new(outside.http.clone(), edition, held.access) })
}

/// Signs in to the workspace of a connection. A token that was refused before its time is renewed once.
pub(super) async fn slack<P>(
    caller: &Caller<P>,
    id: ConnectionId,
) -> Result<(ConnectionView, Slack, Team), Problem> {
    let org = caller.read().await?;
    let connection = org.connection(id).await?;
    org.close().await?;
    if connection.service != Service::Slack {
        return Err(Problem::NotFound);
    }
    let outside = &caller.state().api.outside;
    let vault = (outside.vault)(*caller.membership().tenancy(), id);
    let held = vault.token().await.map_err(no_token)?;
    let slack = |token| Slack::new(outside.http.clone(), outside.slack.api_url.clone(), token);
    let first = slack(held.access.clone());
    match first.team().await {
        Ok(team) => Ok((connection, first, team)),
        Err(SlackFailure::SignedOut(_)) => {
            let again = slack(vault.after_refusal(&held).await.map_err(no_token)?.access);
            let team = again.team().await.map_err(slack_failed)?;
            Ok((connection, again, team))
        }
        Err(failure) => Err(slack_failed(failure)),
    }
}

/// What Slack's failure means to somebody who waits for its answer.
pub(super) fn slack_failed(failure: SlackFailure) -> Problem {
    let reason = match &failure {
        SlackFailure::NotSent(_) | SlackFailure::Ambiguous(_) => "unreachable",
        SlackFailure::Unreadable => "unreadable",
        SlackFailure::Wait { .. } => "busy",
        SlackFailure::SignedOut(_) => "signed_out",
        SlackFailure::Gone(_) | SlackFailure::Nobody => "gone",
        SlackFailure::Refused(_) => "refused",
    };
    Problem::ServiceFailed { reason, detail: failure.to_string() }
}

pub(super) fn no_token(failure: VaultFailure) -> Problem {
    match failure {
        VaultFailure::Ended => Problem::NotFound,
        VaultFailure::Reconnect => Problem::ServiceFailed {
            reason: "signed_out",
            detail: "the service no longer takes our sign-in; connect it again".to_owned(),
        },
        VaultFailure::Later { reason, .. } => {
            Problem::ServiceFailed { reason: "unreachable", detail: reason }
        }
    }
}

/// What Jira's failure means to somebody who waits for its answer.
pub(super) fn service_failed(failure: JiraFailure) -> Problem {
    let reason = match &failure {
        JiraFailure::NotSent(_) | JiraFailure::Ambiguous(_) => "unreachable",
        JiraFailure::Unreadable => "unreadable",
        JiraFailure::Wait { .. } => "busy",
        JiraFailure::SignedOut => "signed_out",
        JiraFailure::Forbidden(_) => "forbidden",
        JiraFailure::Gone => "gone",
        JiraFailure::Conflict | JiraFailure::Invalid { .. } | JiraFailure::Refused(_) => "refused",
    };
    Problem::ServiceFailed { reason, detail: failure.to_string() }
}
