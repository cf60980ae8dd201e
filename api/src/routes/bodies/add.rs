//! Adds a certification body to those that are known.

use super::said::Said;
use super::view::{BodyView, show};
use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::problem::{FieldProblem, Problem};
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, post};
use domain::body::{Body as Kept, Record};
use domain::id::SubjectId;
use uuid::Uuid;

/// Add a certification body. A repeated `Idempotency-Key` answers with what it made the first time.
#[utoipa::path(tag = "bodies", operation_id = "add_body",
    params(("org" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    extensions(("x-permission" = json!("manage_certification"))), request_body = Said,
    responses((status = 201, body = BodyView), (status = 422)))]
#[post("/o/{org}/bodies")]
pub(crate) async fn handle(
    caller: Caller<may::ManageCertification>,
    request: HttpRequest,
    body: Body<Said>,
) -> Answer {
    let key = body.key(&request)?;
    let change = body.value.parse()?;
    if change.name.is_none() {
        return Err(Problem::InvalidInput(vec![FieldProblem::new("/name", "required", "is needed")]));
    }
    // It begins as one of which nothing is known.
    let mut new = Kept { id: SubjectId(Uuid::nil()), name: String::new(), record: Record::default() };
    new.revise(change);
    let org = caller.write().await?;
    let made = org.add_body(new.name, new.record, key.as_ref()).await?;
    org.commit().await?;
    let org = caller.read().await?;
    let answer = show(&caller, &org, made.subject(), HttpResponse::Created()).await?;
    org.close().await?;
    Ok(answer)
}
