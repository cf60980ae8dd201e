//! How modules are shown.

use super::audience::AudienceView;
use super::text::TextView;
use crate::caller::Caller;
use crate::names::{ModuleStateName, ProofName};
use crate::problem::Problem;
use crate::views::{OwnerView, versioned};
use actix_web::{HttpResponse, HttpResponseBuilder};
use chrono::{DateTime, Utc};
use domain::access::{Action, Reach};
use domain::id::ModuleId;
use domain::training::Rhythm;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::{Completion, ModuleVersionView, ModuleView as Stored, OrgRead};
use utoipa::ToSchema;
use uuid::Uuid;

/// By when somebody is to do it, and how often.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TrainingRhythm)]
pub(crate) struct RhythmView {
    /// So many days after somebody is asked for the first time.
    #[schema(minimum = 1, maximum = 365)]
    pub(super) first_days: u16,
    /// Again after so many months; null: once.
    #[schema(minimum = 1, maximum = 120)]
    pub(super) months: Option<u16>,
}

/// How far those who are asked have come, by today.
#[derive(Serialize, ToSchema)]
#[schema(as = Completion)]
pub(crate) struct CompletionView {
    /// How many are asked.
    asked: i64,
    /// How many have it still to do, and time for it.
    open: i64,
    /// How many had to have done it before today.
    overdue: i64,
    /// How many did it, and it counts.
    done: i64,
    /// How many need not do it this once.
    waived: i64,
    /// How many did it so long ago that it counts no more.
    expired: i64,
    /// How many of those who have it still to do did not pass its quiz.
    failed: i64,
}

impl From<Completion> for CompletionView {
    fn from(stored: Completion) -> Self {
        let asked = stored.asked();
        let Completion { open, overdue, done, waived, expired, failed } = stored;
        Self { asked, open, overdue, done, waived, expired, failed }
    }
}

/// What the caller may do with it.
#[derive(Serialize, ToSchema)]
#[schema(as = ModuleRights)]
struct Rights {
    manage: bool,
}

/// A training module.
#[derive(Serialize, ToSchema)]
#[schema(as = Module)]
pub(crate) struct ModuleView {
    id: Uuid,
    /// Such as `TRN-1`.
    reference: String,
    title: String,
    /// Where it stands.
    #[schema(value_type = ModuleStateName)]
    state: &'static str,
    owner: Option<OwnerView>,
    /// From which module of the catalogue it began.
    catalogue: Option<String>,
    audience: AudienceView,
    rhythm: RhythmView,
    /// How it is shown that whoever confirms is who was asked.
    #[schema(value_type = ProofName)]
    proof: &'static str,
    /// Which version is asked for; null: none is approved.
    current: Option<u32>,
    completion: CompletionView,
    /// Its version as a thing that is changed, for `If-Match`.
    version: i32,
    updated_at: DateTime<Utc>,
    may: Rights,
}

/// A version of a module.
#[derive(Serialize, ToSchema)]
#[schema(as = ModuleVersion)]
pub(crate) struct VersionView {
    /// Counted from one.
    number: u32,
    #[serde(flatten)]
    said: TextView,
    made_by: OwnerView,
    made_at: DateTime<Utc>,
    /// Null: it is a draft.
    approved_by: Option<OwnerView>,
    approved_at: Option<DateTime<Utc>>,
    /// Why whoever wrote it approved it themselves, where they did.
    reason: Option<String>,
}

/// A module with its versions.
#[derive(Serialize, ToSchema)]
#[schema(as = ModuleWithVersions)]
pub(crate) struct WholeView {
    #[serde(flatten)]
    module: ModuleView,
    /// The latest first.
    versions: Vec<VersionView>,
}

/// The modules.
#[derive(Serialize, ToSchema)]
#[schema(as = Modules)]
pub(crate) struct ModulesView {
    /// By their titles, those put aside last.
    pub(super) items: Vec<ModuleView>,
}

impl ModuleView {
    pub(super) fn of<P>(stored: Stored, names: &HashMap<Uuid, String>, caller: &Caller<P>) -> Self {
        let Rhythm { first_days, months } = stored.module.rhythm;
        Self {
            id: stored.module.id.0,
            state: stored.module.state(stored.archived_at.is_some()).name(),
            audience: AudienceView::of(&stored.module.audience, names),
            title: stored.module.title,
            reference: stored.reference,
            owner: stored.owner.map(OwnerView::from),
            catalogue: stored.module.catalogue,
            rhythm: RhythmView { first_days, months },
            proof: stored.module.proof.name(),
            current: stored.module.current,
            completion: stored.completion.into(),
            version: stored.version,
            updated_at: stored.updated_at,
            may: Rights { manage: caller.reach_of(Action::ManageTraining) == Reach::All },
        }
    }
}

fn version(stored: ModuleVersionView) -> VersionView {
    VersionView {
        number: stored.body.number,
        said: stored.body.into(),
        made_by: stored.made_by.into(),
        made_at: stored.made_at,
        approved_by: stored.approved_by.map(OwnerView::from),
        approved_at: stored.approved_at,
        reason: stored.reason,
    }
}

/// The module as it is now.
pub(super) async fn show<P>(
    caller: &Caller<P>,
    org: &OrgRead,
    id: ModuleId,
    response: HttpResponseBuilder,
) -> Result<HttpResponse, Problem> {
    let stored = org.module(id).await?;
    let names = org.audience_names([&stored.module.audience]).await?;
    let versions = org.module_versions(id).await?.into_iter().map(version).collect();
    let changed = stored.version;
    let view = WholeView { module: ModuleView::of(stored, &names, caller), versions };
    Ok(versioned(response, changed, &view))
}
