//! Slack tells us that a button was pressed, or that the app was removed. One address each for every workspace; which
//! connections it is for follows from the workspace.

use super::body;
use crate::problem::Problem;
use crate::state::State;
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::connection::Service;
use domain::id::MirrorId;
use integrations::slack::hooks::{Press, Told, is_signed, presses, told};
use store::{FoundConnection, NewPress};

/// The bytes that Slack signed.
async fn signed(request: &HttpRequest, state: &State, payload: web::Payload) -> Result<web::Bytes, Problem> {
    let bytes = body(request, payload).await?;
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let signature = header("x-slack-signature").unwrap_or_default();
    let timestamp = header("x-slack-request-timestamp").unwrap_or_default();
    let now = state.store().clock().machine();
    if is_signed(signature, timestamp, &bytes, &state.api.outside.slack.signing_secret, now) {
        Ok(bytes)
    } else {
        Err(Problem::SignedOut)
    }
}

async fn connections(state: &State, team: &str) -> Result<Vec<FoundConnection>, Problem> {
    let system = state.store().system().await?;
    let found = system.connections_to(Service::Slack, team).await?;
    system.commit().await?;
    Ok(found)
}

/// Pressed buttons. Written down and answered at once; what they stand for is done by a job. Not in the API's
/// document: Slack calls it, nobody else.
#[post("/api/hooks/slack/actions")]
pub(crate) async fn actions(request: HttpRequest, state: web::Data<State>, payload: web::Payload) -> Answer {
    let bytes = signed(&request, &state, payload).await?;
    for press in presses(&bytes) {
        // A button that is none of ours is taken too: an error would be shown to whoever pressed it.
        let Ok(mirror) = press.value.parse() else { continue };
        for found in connections(&state, &press.team).await? {
            let org = state.store().write_for_found(&found).await?;
            let new = new_press(&press, MirrorId(mirror));
            let ours = org.hear_press(found.id, &new).await?;
            org.commit().await?;
            if ours {
                break;
            }
        }
    }
    Ok(HttpResponse::Ok().finish())
}

fn new_press(press: &Press, mirror: MirrorId) -> NewPress {
    NewPress {
        key: press.key.clone(),
        mirror,
        user: press.user.clone(),
        action: press.action.clone(),
        channel: press.channel.clone(),
        ts: press.ts.clone(),
    }
}

/// Events. Not in the API's document: Slack calls it, nobody else.
#[post("/api/hooks/slack/events")]
pub(crate) async fn events(request: HttpRequest, state: web::Data<State>, payload: web::Payload) -> Answer {
    let bytes = signed(&request, &state, payload).await?;
    match told(&bytes) {
        Some(Told::Challenge(challenge)) => {
            return Ok(HttpResponse::Ok().content_type("text/plain").body(challenge));
        }
        Some(Told::Removed { key, team }) => {
            for found in connections(&state, &team).await? {
                let org = state.store().write_for_found(&found).await?;
                org.hear_of_end(found.id, &key).await?;
                org.commit().await?;
            }
        }
        Some(Told::Other) | None => {}
    }
    Ok(HttpResponse::Ok().finish())
}
