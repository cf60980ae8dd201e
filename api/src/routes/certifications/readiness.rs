//! What has to be ready before a visit of the certification body.

use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch, Parameters};
use crate::names::{ControlStatus, PhaseName, SaidName, ShownName, VisitGateName};
use crate::problem::{FieldProblem, Problem};
use crate::routes::tasks::create::field;
use crate::views::{Answer, OwnerView};
use actix_web::{HttpRequest, HttpResponse, get, put};
use chrono::{DateTime, Utc};
use domain::access::{Action, Reach};
use domain::certification::{Phase, Said};
use domain::text::paragraph;
use serde::{Deserialize, Serialize};
use store::{ControlRow, ReadinessView as Stored, ReadyItem};
use utoipa::ToSchema;
use uuid::Uuid;

/// A requirement or control that an item speaks of.
#[derive(Serialize, ToSchema)]
#[schema(as = ReadinessControl)]
struct ControlView {
    id: Uuid,
    /// Such as `A.6.2.4`.
    reference: String,
    title: String,
    #[schema(value_type = ControlStatus)]
    status: &'static str,
    /// It is said to be in place, and nothing that counts today shows it.
    unproven: bool,
    owner: Option<OwnerView>,
}

impl From<ControlRow> for ControlView {
    fn from(row: ControlRow) -> Self {
        Self {
            id: row.id,
            reference: row.reference,
            title: row.title,
            status: row.status.name(),
            unproven: row.unproven,
            owner: row.owner.map(OwnerView::from),
        }
    }
}

/// One thing that has to be ready.
#[derive(Serialize, ToSchema)]
#[schema(as = ReadinessItem)]
struct ItemView {
    /// Such as `ck-stage1-03`.
    id: &'static str,
    text: &'static str,
    /// The requirements and controls that it speaks of.
    controls: Vec<ControlView>,
    /// What they show.
    #[schema(value_type = ShownName)]
    shown: &'static str,
    /// What somebody said of it; null: nobody did, and what is shown counts.
    #[schema(value_type = Option<SaidName>)]
    said: Option<&'static str>,
    /// What else they said.
    note: String,
    /// The version of what was said; 0: nothing was.
    version: i32,
    said_by: Option<OwnerView>,
    said_at: Option<DateTime<Utc>>,
    /// Whether it counts as ready.
    ready: bool,
    /// Somebody says that it is ready, and nothing that it speaks of is in place.
    contradicted: bool,
}

impl From<ReadyItem> for ItemView {
    fn from(item: ReadyItem) -> Self {
        let said = item.word();
        Self {
            id: item.id,
            text: item.text,
            shown: item.shown.name(),
            said: said.map(Said::name),
            ready: item.shown.is_ready(said),
            contradicted: item.shown.contradicts(said),
            controls: item.of.into_iter().map(ControlView::from).collect(),
            note: item.said.as_ref().map(|said| said.note.clone()).unwrap_or_default(),
            version: item.said.as_ref().map_or(0, |said| said.version),
            said_at: item.said.as_ref().map(|said| said.at),
            said_by: item.said.and_then(|said| said.by).map(OwnerView::from),
        }
    }
}

/// What stands in the way of the visit.
#[derive(Serialize, ToSchema)]
#[schema(as = VisitGateCount)]
struct GateView {
    #[schema(value_type = VisitGateName)]
    gate: &'static str,
    count: usize,
}

/// How ready the organisation is for a visit.
#[derive(Serialize, ToSchema)]
#[schema(as = Readiness)]
pub(crate) struct ReadinessView {
    #[schema(value_type = PhaseName)]
    phase: &'static str,
    /// The phases that have a checklist, in their order.
    #[schema(value_type = Vec<PhaseName>)]
    phases: Vec<&'static str>,
    /// How many items are ready, of those that apply.
    ready: usize,
    applicable: usize,
    /// In the order in which an auditor asks.
    items: Vec<ItemView>,
    /// What stands in the way whatever the items say.
    gates: Vec<GateView>,
    /// Whether the caller says of items whether they are ready.
    may_say: bool,
}

impl ReadinessView {
    fn of<P>(stored: Stored, caller: &Caller<P>) -> Self {
        let applies = |item: &&ReadyItem| item.word() != Some(Said::NotApplicable);
        let applicable: Vec<&ReadyItem> = stored.items.iter().filter(applies).collect();
        let ready = applicable.iter().filter(|item| item.shown.is_ready(item.word())).count();
        Self {
            phase: stored.phase.name(),
            phases: Phase::with_checklist().map(Phase::name).collect(),
            ready,
            applicable: applicable.len(),
            gates: stored
                .gates
                .into_iter()
                .map(|(gate, count)| GateView { gate: gate.name(), count })
                .collect(),
            items: stored.items.into_iter().map(ItemView::from).collect(),
            may_say: caller.reach_of(Action::ManageCertification) == Reach::All,
        }
    }
}

/// How ready the organisation is for a visit: each thing that is asked for with what shows it.
#[utoipa::path(tag = "certifications", operation_id = "certification_readiness",
    params(("org" = String, Path), ("id" = Uuid, Path), ("phase" = Option<PhaseName>, Query, description = "Left out: stage 1.")),
    extensions(("x-permission" = json!("read_certification"))),
    responses((status = 200, body = ReadinessView), (status = 404), (status = 422)))]
#[get("/o/{org}/certifications/{id}/readiness")]
pub(crate) async fn show(caller: Caller<may::ReadCertification>, id: Id, parameters: Parameters) -> Answer {
    let phase = match parameters.0.parameters.get("phase").map(String::as_str) {
        None => Phase::Stage1,
        Some(name) => Phase::parse(name)
            .filter(|phase| phase.checklist().is_some())
            .ok_or_else(|| Problem::field("/phase", "unknown", "has no checklist"))?,
    };
    let org = caller.read().await?;
    let view = ReadinessView::of(org.readiness(id.0, phase).await?, &caller);
    org.close().await?;
    Ok(HttpResponse::Ok().json(view))
}

/// What somebody says of an item.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadinessWord {
    /// `null`: nothing more, so that what is shown counts again.
    #[schema(value_type = Option<SaidName>)]
    said: Option<String>,
    /// Where it is, or what is missing; at most 2,000 characters.
    #[serde(default)]
    note: String,
}

/// Say of an item whether it is ready, or take that back, over the version of what was said before; 0: nothing was.
#[utoipa::path(tag = "certifications", operation_id = "say_readiness",
    params(("org" = String, Path), ("id" = Uuid, Path), ("item" = String, Path),
        ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_certification"))), request_body = ReadinessWord,
    responses((status = 200, body = ReadinessView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[put("/o/{org}/certifications/{id}/readiness/{item}")]
pub(crate) async fn say(
    caller: Caller<may::ManageCertification>,
    id: Id,
    version: IfMatch,
    request: HttpRequest,
    body: Body<ReadinessWord>,
) -> Answer {
    let item = request.match_info().get("item").unwrap_or_default().to_owned();
    let mut errors = Vec::new();
    let note = field(&mut errors, "/note", paragraph(&body.value.note, 2_000));
    let said = body.value.said.as_deref().map(Said::parse);
    if said == Some(None) {
        errors.push(FieldProblem::new("/said", "unknown", "is not known here"));
    }
    let (Some(note), true) = (note, errors.is_empty()) else { return Err(Problem::InvalidInput(errors)) };
    let org = caller.write().await?;
    let phase =
        org.say_readiness(id.0, &item, version.0, said.flatten().map(|said| (said, note.as_str()))).await?;
    let view = ReadinessView::of(org.readiness(id.0, phase).await?, &caller);
    org.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}
