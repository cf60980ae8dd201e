//! Everything that is kept of one assignment.

use super::view::RecordView;
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::problem::Problem;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, get};
use domain::access::Reach;
use domain::id::AssignmentId;
use store::OrgRead;

/// It as it is now.
pub(super) async fn show(org: &OrgRead, id: AssignmentId) -> Result<HttpResponse, Problem> {
    let record = org.training_record(id).await?;
    Ok(versioned(HttpResponse::Ok(), record.row.version, &RecordView::from(record)))
}

/// What somebody is asked for with everything that became of it: tries, what was confirmed, why it was waived.
#[utoipa::path(tag = "training", operation_id = "get_assignment",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_training"))),
    responses((status = 200, body = RecordView), (status = 404)))]
#[get("/o/{org}/assignments/{id}")]
pub(crate) async fn handle(caller: Caller<may::ReadTraining>, id: Id) -> Answer {
    let org = caller.read().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    let mut record = org.training_record(id.0).await?;
    org.close().await?;
    // Whoever somebody answers to sees how it stands; what they answered is theirs, and whose who looks after training.
    if caller.reach() != Reach::All && record.row.person.id != caller.membership().person().0 {
        record.attempts.clear();
    }
    Ok(versioned(HttpResponse::Ok(), record.row.version, &RecordView::from(record)))
}
