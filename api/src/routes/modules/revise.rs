//! Changes what is said of a training module, and who is asked.

use super::audience::{AudienceView, or_refuse};
use super::view::{RhythmView, WholeView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::names::ProofName;
use crate::problem::{FieldProblem, Problem};
use crate::routes::tasks::create::field;
use crate::views::Answer;
use actix_web::{HttpResponse, patch};
use domain::id::PersonId;
use domain::text::line;
use domain::training::{ModuleChange, Proof, Rhythm};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What is said of a module; what is not named stays as it is.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ModuleChange)]
pub(crate) struct Said {
    /// One line of at most 200 characters.
    title: Option<String>,
    /// Who answers for it; null: nobody.
    #[serde(default, deserialize_with = "crate::extract::given")]
    #[schema(value_type = Option<Uuid>)]
    owner: Option<Option<Uuid>>,
    /// Who is asked.
    audience: Option<AudienceView>,
    /// By when, and how often.
    rhythm: Option<RhythmView>,
    /// How it is shown that whoever confirms is who was asked.
    #[schema(value_type = Option<ProofName>)]
    proof: Option<String>,
}

impl Said {
    fn parse(self) -> Result<ModuleChange, Problem> {
        let mut errors = Vec::new();
        let proof = self.proof.and_then(|name| {
            // A mailed code is not asked for yet.
            let known = Proof::parse(&name).filter(|proof| *proof != Proof::Code);
            if known.is_none() {
                errors.push(FieldProblem::new("/proof", "unknown", "is not known here"));
            }
            known
        });
        let rhythm = self.rhythm.map(|RhythmView { first_days, months }| {
            if !(1..=365).contains(&first_days) {
                errors.push(FieldProblem::new("/rhythm/first_days", "out_of_range", "is 1 to 365"));
            }
            if months.is_some_and(|months| !(1..=120).contains(&months)) {
                errors.push(FieldProblem::new("/rhythm/months", "out_of_range", "is 1 to 120"));
            }
            Rhythm { first_days, months }
        });
        let title = self.title.and_then(|text| field(&mut errors, "/title", line(&text, 200)));
        let audience = self.audience.and_then(|audience| audience.parse(&mut errors));
        let owner = self.owner.map(|owner| owner.map(PersonId));
        or_refuse(ModuleChange { title, owner, audience, rhythm, proof }, errors)
    }
}

/// Change what is said of a training module, who is asked, or how often.
#[utoipa::path(tag = "training", operation_id = "revise_module",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_training"))), request_body = Said,
    responses((status = 200, body = WholeView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[patch("/o/{org}/modules/{id}")]
pub(crate) async fn handle(
    caller: Caller<may::ManageTraining>,
    id: Id,
    version: IfMatch,
    body: Body<Said>,
) -> Answer {
    let change = body.value.parse()?;
    let org = caller.write().await?;
    org.revise_module(id.0, version.0, change).await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
