//! The calendar that programs subscribe to, by an address with a secret of its own: a token that opens this and nothing else.
//! Who has no such token, or one that works no more, learns nothing.

use crate::caller::subscriber;
use crate::problem::Problem;
use crate::state::State;
use crate::views::Answer;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, HeaderName, IF_NONE_MATCH,
};
use actix_web::{HttpRequest, HttpResponse, get, web};
use documents::calendar::{Entry, write};
use domain::access::{Action, Reach, reach};
use domain::task::State as TaskState;
use integrations::files::Fingerprint;
use store::{Membership, TaskRow};

/// `mine` has the tasks of whoever made the token, `all` everybody's as far as they may see them.
#[get("/calendar/{token}/{which}.ics")]
pub(crate) async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    path: web::Path<(String, String)>,
) -> Answer {
    let (token, which) = path.into_inner();
    let membership = subscriber(&state, &request, &token).await?;
    let may = reach(membership.roles(), Action::ReadTasks);
    let (asked, title) = match which.as_str() {
        "mine" => (may.min(Reach::Own), "my tasks"),
        "all" if may == Reach::All => (Reach::All, "all tasks"),
        _ => return Err(Problem::NotFound),
    };
    let org = state.store().read(&membership).await?;
    let rows = org.agenda(asked).await?;
    org.close().await?;
    let entries: Vec<Entry> =
        rows.into_iter().filter_map(|row| entry(&state, &membership, row, asked)).collect();
    let text = write(&format!("{}: {title}", membership.organisation()), &entries);
    let mut fingerprint = Fingerprint::default();
    fingerprint.add(text.as_bytes());
    let tag = format!("\"{}\"", fingerprint.finish());
    let is_known =
        request.headers().get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((CACHE_CONTROL, "private, no-cache"))
        .insert_header((ETAG, tag))
        .insert_header((HeaderName::from_static("x-robots-tag"), "noindex"));
    if is_known {
        return Ok(response.finish());
    }
    Ok(response
        .insert_header((CONTENT_TYPE, "text/calendar; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, "inline; filename=\"openaims.ics\""))
        .body(text))
}

/// A task on its day; none where it has no day.
fn entry(state: &State, membership: &Membership, row: TaskRow, asked: Reach) -> Option<Entry> {
    let title = format!("{} {}", row.reference, row.title);
    let owner = row.owner.filter(|_| asked == Reach::All);
    let mut url = state.api.public_url.clone();
    url.set_path(&format!("/o/{}/tasks/{}", membership.slug(), row.id));
    Some(Entry {
        uid: format!("{}@{}", row.id, state.api.message_id_domain),
        day: row.due?,
        title: owner.map_or(title.clone(), |owner| format!("{title} ({})", owner.name)),
        text: row
            .control
            .map(|control| format!("{} {}", control.reference, control.title))
            .unwrap_or_default(),
        url: url.into(),
        version: u32::try_from(row.version).unwrap_or_default(),
        changed: row.updated_at,
        is_over: matches!(row.state, TaskState::Done | TaskState::Cancelled),
    })
}
