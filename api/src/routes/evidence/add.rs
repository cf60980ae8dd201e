//! Adds evidence.

use super::view::{EvidenceView, show};
use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::problem::{FieldProblem, Problem};
use crate::routes::tasks::create::field;
use crate::routes::uploads::finish_arrived;
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::NaiveDate;
use domain::access::Reach;
use domain::id::{PersonId, SubjectId, UploadId};
use domain::text::{line, paragraph};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The most things that new evidence is linked to at once.
const MOST_SUBJECTS: usize = 50;

/// Evidence to be added: a file that has arrived, and what it shows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewEvidence)]
pub(crate) struct NewEvidence {
    /// The upload, which has arrived.
    upload: Uuid,
    /// One line of at most 200 characters; what the file is called where nothing is said.
    title: Option<String>,
    /// At most 5,000 characters.
    #[serde(default)]
    description: String,
    /// Whoever adds it where nothing is said.
    owner: Option<Uuid>,
    /// The first day for which it is valid.
    valid_from: Option<NaiveDate>,
    /// The last one.
    valid_until: Option<NaiveDate>,
    /// The tasks, controls and requirements that it shows something about, at most 50.
    #[serde(default)]
    subjects: Vec<Uuid>,
    /// Which of the catalogue's suggestions it answers, at most 500 characters.
    suggestion: Option<String>,
}

impl NewEvidence {
    fn parse(self) -> Result<store::NewEvidence, Problem> {
        let mut errors = Vec::new();
        let title = self.title.as_deref().map(|title| field(&mut errors, "/title", line(title, 200)));
        let description = field(&mut errors, "/description", paragraph(&self.description, 5_000));
        let suggestion =
            self.suggestion.as_deref().map(|text| field(&mut errors, "/suggestion", line(text, 500)));
        if self.subjects.len() > MOST_SUBJECTS {
            errors.push(FieldProblem::new("/subjects", "too_many", "are more than 50"));
        }
        match description {
            Some(description) if errors.is_empty() => Ok(store::NewEvidence {
                title: title.flatten(),
                description,
                upload: UploadId(self.upload),
                owner: self.owner.map(PersonId),
                valid_from: self.valid_from,
                valid_until: self.valid_until,
                subjects: self.subjects.into_iter().map(SubjectId).collect(),
                suggestion: suggestion.flatten(),
            }),
            _ => Err(Problem::InvalidInput(errors)),
        }
    }
}

/// Add evidence. A repeated `Idempotency-Key` answers with what it made the first time.
#[utoipa::path(tag = "evidence", operation_id = "add_evidence",
    params(("org" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    extensions(("x-permission" = json!("add_evidence"))), request_body = NewEvidence,
    responses((status = 201, body = EvidenceView), (status = 422)))]
#[post("/o/{org}/evidence")]
pub(crate) async fn handle(
    caller: Caller<may::AddEvidence>,
    request: HttpRequest,
    body: Body<NewEvidence>,
) -> Answer {
    let key = body.key(&request)?;
    let new = body.value.parse()?;
    check_own(&caller, &new)?;
    finish_arrived(&caller, new.upload).await?;
    let org = caller.write().await?;
    for subject in &new.subjects {
        org.see_subject(*subject, |action| caller.reach_of(action)).await.map_err(|_| {
            Problem::field("/subjects", "no_such_subject", "names something that is not here")
        })?;
    }
    let made = org.add_evidence(new, key.as_ref()).await?;
    org.commit().await?;
    let org = caller.read().await?;
    let answer = show(&caller, &org, made.subject(), HttpResponse::Created()).await?;
    org.close().await?;
    Ok(answer)
}

/// Who adds only to what is their own names that, and answers for what they add.
fn check_own(caller: &Caller<may::AddEvidence>, new: &store::NewEvidence) -> Result<(), Problem> {
    if caller.reach() == Reach::All {
        return Ok(());
    }
    let me = caller.membership().person();
    if new.subjects.is_empty() || new.owner.is_some_and(|owner| owner != me) {
        return Err(Problem::Forbidden);
    }
    Ok(())
}
