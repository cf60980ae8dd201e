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
use domain::calendar::shift;
use domain::clock::Instant;
use domain::obligation::Kind;
use domain::task::State as TaskState;
use integrations::files::Fingerprint;
use std::collections::BTreeSet;
use store::{DueEntry, DueQuery, MOST_DAYS, MOST_EACH, Membership, OrgRead, TaskRow, Whose};

/// How many days back what is still open is told.
const BEHIND: i64 = 100;
/// What has dates of years ahead.
const CERTIFIED: [&str; 2] = ["certification", "finding"];
/// Three years and the half in which an expired certificate can be restored, in days.
const CYCLE: i64 = 1_280;

/// `mine` has what is due from whoever made the token, `all` from everybody, as far as they may see it: tasks, and what
/// else falls due.
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
        "mine" => (may.min(Reach::Own), "what is mine"),
        "all" if may == Reach::All => (Reach::All, "everything due"),
        _ => return Err(Problem::NotFound),
    };
    let org = state.store().read(&membership).await?;
    let (rows, others) = (org.agenda(asked).await?, others(&org, &membership, asked).await?);
    org.close().await?;
    let tasks = rows.into_iter().filter_map(|row| entry(&state, &membership, row, asked));
    let entries: Vec<Entry> =
        tasks.chain(others.into_iter().map(|one| other(&state, &membership, one, asked))).collect();
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

/// What falls due that is no task: of some months past, if it is still open, and of most of a year to come. Of what is
/// certified, whose dates lie years ahead, of a whole cycle.
async fn others(org: &OrgRead, membership: &Membership, asked: Reach) -> store::Result<Vec<DueEntry>> {
    let others = Kind::ALL.iter().filter(|kind| **kind != Kind::Task);
    let all: BTreeSet<&str> = others.flat_map(|kind| kind.declaration().subjects).copied().collect();
    let (far, near): (Vec<_>, Vec<_>) = all.into_iter().partition(|kind| CERTIFIED.contains(kind));
    let mut found = Vec::new();
    for (kinds, ahead) in [(near, MOST_DAYS - BEHIND - 1), (far, CYCLE)] {
        let query = DueQuery {
            from: shift(org.today(), -BEHIND),
            until: shift(org.today(), ahead),
            kinds,
            person: (asked != Reach::All).then_some(Whose::Mine),
            team: None,
            state: None,
            each: MOST_EACH,
        };
        found.extend(org.due_entries(&query, |action| reach(membership.roles(), action)).await?);
    }
    found.sort_by_key(|one| one.due);
    Ok(found)
}

/// It on its day. Its identity is the obligation's: what is reviewed again next year is the same entry, which moves.
fn other(state: &State, membership: &Membership, one: DueEntry, asked: Reach) -> Entry {
    let said = match one.falls {
        Kind::Task => "",
        Kind::Review => "Review of ",
        Kind::Validity => "Runs out: ",
        Kind::Expiry | Kind::Access => "Stops working: ",
        Kind::Surveillance => "Last day for a surveillance audit: ",
        Kind::Recertification => "Recertification audit: ",
        Kind::CertificateExpiry => "Certificate ends: ",
        Kind::Restoration => "Last day to restore: ",
        Kind::Booking => "Auditors booked for: ",
        Kind::Visit => "Certification body: ",
        Kind::InternalAudit => "Internal audit: ",
        Kind::ManagementReview => "Management review: ",
        Kind::Quotation => "Quotation wanted: ",
        Kind::Answer => "Answer due: ",
        Kind::Correction => "Correction due: ",
        Kind::Training => "Training: ",
    };
    let named = format!("{said}{} {}", one.reference, one.title);
    let title = named.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut url = state.api.public_url.clone();
    let (room, query) = match one.kind.as_str() {
        "evidence" => (format!("evidence/{}", one.id), None),
        "finding" => (format!("findings/{}", one.id), None),
        "assignment" => (format!("training/assignments/{}", one.id), None),
        "certification" => (format!("certifications/{}", one.id), None),
        "token" => ("settings".to_owned(), Some("section=tokens")),
        "connection" => (format!("connections/{}", one.id), None),
        _ => (format!("controls/{}", one.id), None),
    };
    url.set_path(&format!("/o/{}/{room}", membership.slug()));
    url.set_query(query);
    Entry {
        uid: format!("{}@{}", one.obligation, state.api.message_id_domain),
        day: one.due,
        title: if asked == Reach::All { format!("{title} ({})", one.person.name) } else { title },
        text: String::new(),
        url: url.into(),
        version: minutes(one.since),
        changed: one.since,
        is_over: false,
    }
}

/// A number that grows with the date: an obligation begins anew with each. Seconds would not fit into what RFC 5545 calls
/// an integer for long.
fn minutes(since: Instant) -> u32 {
    u32::try_from(since.timestamp() / 60).unwrap_or_default()
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
