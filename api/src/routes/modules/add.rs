//! Adds a training module: from the catalogue, or an own one.

use super::text::TextView;
use super::view::{WholeView, show};
use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::problem::{FieldProblem, Problem};
use crate::routes::tasks::create::field;
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, post};
use domain::text::line;
use domain::training::{Audience, Rhythm, Starter, starter};
use serde::Deserialize;
use store::NewModule;
use utoipa::ToSchema;

/// A module to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewModule)]
pub(crate) struct NewView {
    /// A module of the catalogue, which it begins as; then nothing else is needed.
    #[serde(default)]
    catalogue: Option<String>,
    /// One line of at most 200 characters; of the catalogue's its own where left out.
    #[serde(default)]
    title: Option<String>,
    /// What its first draft says, where it is not the catalogue's.
    #[serde(default)]
    text: Option<TextView>,
}

/// How often what is nobody's is done.
const OWN: Rhythm = Rhythm { first_days: 30, months: Some(12) };

impl NewView {
    fn parse(self) -> Result<NewModule, Problem> {
        let mut errors = Vec::new();
        let entry = self.catalogue.as_deref().map(domain::standard::training::module);
        if entry == Some(None) {
            errors.push(FieldProblem::new("/catalogue", "unknown", "is not in the catalogue"));
        }
        let entry = entry.flatten();
        let said = self.title.or(entry.map(|entry| entry.title.to_owned()));
        let title = match said {
            Some(title) => field(&mut errors, "/title", line(&title, 200)),
            None => {
                errors.push(FieldProblem::new("/title", "required", "is needed"));
                None
            }
        };
        let text = self.text.map(TextView::parse).transpose()?;
        let (audience, rhythm, draft) = match (entry.map(starter), text) {
            (Some(Starter { audience, rhythm, version }), text) => {
                (audience, rhythm, Some(text.unwrap_or(version)))
            }
            (None, text) => (Audience::default(), OWN, text),
        };
        if draft.is_none() {
            errors.push(FieldProblem::new("/text", "required", "is needed"));
        }
        match (title, draft) {
            (Some(title), Some(mut draft)) if errors.is_empty() => {
                (draft.number, draft.title) = (1, title.clone());
                Ok(NewModule { title, catalogue: self.catalogue, audience, rhythm, draft })
            }
            _ => Err(Problem::InvalidInput(errors)),
        }
    }
}

/// Add a training module with its first draft. A repeated `Idempotency-Key` answers with what it made the first time.
#[utoipa::path(tag = "training", operation_id = "add_module",
    params(("org" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    extensions(("x-permission" = json!("manage_training"))), request_body = NewView,
    responses((status = 201, body = WholeView), (status = 422)))]
#[post("/o/{org}/modules")]
pub(crate) async fn handle(
    caller: Caller<may::ManageTraining>,
    request: HttpRequest,
    body: Body<NewView>,
) -> Answer {
    let key = body.key(&request)?;
    let new = body.value.parse()?;
    let org = caller.write().await?;
    let made = org.add_module(new, key.as_ref()).await?;
    org.commit().await?;
    let org = caller.read().await?;
    let answer = show(&caller, &org, made.subject(), HttpResponse::Created()).await?;
    org.close().await?;
    Ok(answer)
}
