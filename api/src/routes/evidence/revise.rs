//! Changes what evidence says.

use super::view::{EvidenceView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch, given};
use crate::problem::Problem;
use crate::routes::tasks::create::field;
use crate::views::Answer;
use actix_web::{HttpResponse, patch};
use chrono::NaiveDate;
use domain::evidence::Change;
use domain::id::PersonId;
use domain::text::{line, paragraph};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Changes; what is not named stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EvidenceChange)]
pub(crate) struct EvidenceChange {
    /// One line of at most 200 characters.
    title: Option<String>,
    /// At most 5,000 characters.
    description: Option<String>,
    /// `null`: nobody.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    owner: Option<Option<Uuid>>,
    /// `null`: none.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>)]
    valid_from: Option<Option<NaiveDate>>,
    /// `null`: none.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>)]
    valid_until: Option<Option<NaiveDate>>,
}

impl EvidenceChange {
    fn parse(self) -> Result<Change, Problem> {
        let mut errors = Vec::new();
        let title = self.title.and_then(|text| field(&mut errors, "/title", line(&text, 200)));
        let description =
            self.description.and_then(|text| field(&mut errors, "/description", paragraph(&text, 5_000)));
        if !errors.is_empty() {
            return Err(Problem::InvalidInput(errors));
        }
        Ok(Change {
            title,
            description,
            owner: self.owner.map(|owner| owner.map(PersonId)),
            valid_from: self.valid_from,
            valid_until: self.valid_until,
        })
    }
}

/// Change what evidence says, whose it is and for how long it is valid.
#[utoipa::path(tag = "evidence", operation_id = "revise_evidence",
    params(("org" = String, Path), ("id" = Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("revise_evidence"))), request_body = EvidenceChange,
    responses((status = 200, body = EvidenceView), (status = 409), (status = 412), (status = 422), (status = 428)))]
#[patch("/o/{org}/evidence/{id}")]
pub(crate) async fn handle(
    caller: Caller<may::ReviseEvidence>,
    id: Id,
    version: IfMatch,
    body: Body<EvidenceChange>,
) -> Answer {
    let change = body.value.parse()?;
    let org = caller.write().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    org.revise_evidence(id.0, version.0, change, caller.reach()).await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
