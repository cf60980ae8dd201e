//! Reads an issue elsewhere and lets its task follow. Whoever told us that it changed is not believed: it is read.

use crate::context::Context;
use crate::jira::{Call, sign_in};
use crate::verdict::Failure;
use domain::id::MirrorId;
use store::{ClaimedJob, RemoteIssue};

pub(super) async fn run(context: &Context, claimed: &ClaimedJob, mirror: MirrorId) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let letter = org.issue_to_read(mirror).await?;
    org.commit().await?;
    let Some(letter) = letter else { return Ok(()) };
    let Some(id) = &letter.remote_id else { return Ok(()) };
    let Some(jira) = sign_in(context, claimed, letter.connection, letter.service, &letter.place).await?
    else {
        return Ok(());
    };
    let issue = match jira.jira.get(id).await {
        Ok(issue) => issue,
        Err(failure) => return jira.failed(context, claimed, mirror, Call::Reads, failure).await,
    };
    let remote = RemoteIssue {
        url: jira.jira.browse(&letter.place_url, &issue.key),
        key: issue.key,
        status: issue.status,
        category: issue.category,
    };
    let org = context.store.write_for_service(claimed, letter.service).await?;
    let steps = org.follow_issue(mirror, &remote).await?;
    org.note_success(letter.connection).await?;
    org.commit().await?;
    if !steps.is_empty() {
        tracing::info!(mirror.id = %mirror, ?steps, "a task followed its issue");
    }
    Ok(())
}
