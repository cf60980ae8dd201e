//! What the catalogue has to begin with.

use crate::caller::{Caller, may};
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use domain::standard::training::MODULES;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A module of the catalogue.
#[derive(Serialize, ToSchema)]
#[schema(as = CatalogueModule)]
struct EntryView {
    /// Such as `trn-awareness`.
    id: &'static str,
    title: &'static str,
    /// Identifiers of the roles that it is meant for.
    audience: &'static [&'static str],
    /// How long it takes, in minutes.
    minutes: u16,
    /// Again after so many months.
    months: u16,
    /// How many questions it has.
    questions: usize,
    /// What somebody can do afterwards.
    objectives: &'static [&'static str],
    /// The requirements and controls that it serves.
    refs: &'static [&'static str],
    /// The module that began from it, where there is one.
    module: Option<Uuid>,
}

/// The modules of the catalogue.
#[derive(Serialize, ToSchema)]
#[schema(as = TrainingCatalogue)]
struct CatalogueView {
    items: Vec<EntryView>,
}

/// What the catalogue has to begin with, and what began from it here.
#[utoipa::path(tag = "training", operation_id = "training_catalogue", params(("org" = String, Path)),
    extensions(("x-permission" = json!("manage_training"))),
    responses((status = 200, body = CatalogueView)))]
#[get("/o/{org}/training-catalogue")]
pub(crate) async fn handle(caller: Caller<may::ManageTraining>) -> Answer {
    let org = caller.read().await?;
    let modules = org.modules().await?;
    org.close().await?;
    let begun = |id: &str| modules.iter().find(|one| one.module.catalogue.as_deref() == Some(id));
    let items = MODULES.iter().map(|entry| EntryView {
        id: entry.id,
        title: entry.title,
        audience: entry.audience,
        minutes: entry.duration_minutes,
        months: entry.cadence_months,
        questions: entry.quiz.len(),
        objectives: entry.learning_objectives,
        refs: entry.refs,
        module: begun(entry.id).map(|one| one.module.id.0),
    });
    Ok(HttpResponse::Ok().json(CatalogueView { items: items.collect() }))
}
