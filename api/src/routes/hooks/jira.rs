//! Jira tells us that an issue changed. One address for every site; which connection it is for follows from the
//! site or from the hook's own id.

use crate::problem::Problem;
use crate::state::State;
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::connection::Service;
use integrations::jira::hooks::{Hook, is_signed, read};
use store::FoundConnection;

/// Jira's hook. Not in the API's document: Jira calls it, nobody else.
#[post("/api/hooks/jira")]
pub(crate) async fn handle(request: HttpRequest, state: web::Data<State>, body: web::Payload) -> Answer {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let now = state.store().clock().machine();
    let signed = header("authorization")
        .is_some_and(|token| is_signed(token, &state.api.outside.jira.client_secret, now));
    if !signed {
        return Err(Problem::SignedOut);
    }
    let bytes = super::body(&request, body).await?;
    // What speaks of nothing of ours is taken too: an error would make Jira call again.
    let Some(hook) = read(&bytes, header("x-atlassian-webhook-identifier")) else {
        return Ok(HttpResponse::Accepted().finish());
    };
    for found in concerned(&state, &hook).await? {
        let org = state.store().write_for_found(&found).await?;
        org.hear_of_issue(found.id, &hook.key, &hook.issue, hook.status.as_deref()).await?;
        org.commit().await?;
    }
    Ok(HttpResponse::Accepted().finish())
}

/// The connections that a call is for: of its site, and where it names hooks, those whose hooks they are.
async fn concerned(state: &State, hook: &Hook) -> Result<Vec<FoundConnection>, Problem> {
    let Some(cloud_id) = &hook.cloud_id else { return Ok(Vec::new()) };
    let system = state.store().system().await?;
    let found = system.connections_to(Service::JiraCloud, cloud_id).await?;
    system.commit().await?;
    let meant =
        |one: &FoundConnection| hook.hooks.is_empty() || hook.hooks.iter().any(|id| one.hooks.contains(id));
    Ok(found.into_iter().filter(meant).collect())
}
