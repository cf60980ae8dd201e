//! The first page, in one request.

use crate::caller::{Caller, may};
use crate::kept::Whom;
use crate::names::{ControlKind, ControlStatus, GateName, ServiceName, StatusCounts, UpcomingName};
use crate::problem::Problem;
use crate::routes::certifications::view::CertificationRowView;
use crate::routes::tasks::history::{ActorView, actor};
use crate::routes::tasks::view::TaskRowView;
use crate::views::{Answer, ControlRefView, OwnerView};
use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, get};
use bytes::Bytes;
use chrono::{DateTime, NaiveDate, Utc};
use domain::connection::Service;
use domain::standard;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{AreaProgress, Home, LatelyRow, OpenGate, WeekItem};
use utoipa::ToSchema;
use uuid::Uuid;

/// How far the organisation is, what stands in the way, what is due, what is the caller's, what happened lately.
#[derive(Serialize, ToSchema)]
#[schema(as = Home)]
pub(crate) struct HomeView {
    adopted: bool,
    progress: ProgressView,
    areas: Vec<AreaView>,
    /// What would stop a certification, with how many; a count of none is a gate that is open.
    gates: Vec<GateView>,
    tasks: TaskFiguresView,
    /// What is overdue or due within seven days, the most urgent first.
    week: Vec<WeekView>,
    mine: Vec<TaskRowView>,
    /// What happened lately, latest first.
    lately: Vec<LatelyView>,
    /// The certification whose next date is the nearest.
    certification: Option<CertificationRowView>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Gate)]
pub(crate) struct GateView {
    #[schema(value_type = GateName)]
    kind: &'static str,
    count: i64,
    /// The one requirement that it is about, where it is about one.
    control: Option<ControlRefView>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = WeekItem)]
pub(crate) struct WeekView {
    #[schema(value_type = UpcomingName)]
    kind: &'static str,
    id: Uuid,
    reference: String,
    title: String,
    due: NaiveDate,
    owner: Option<OwnerView>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = LatelyItem)]
pub(crate) struct LatelyView {
    at: DateTime<Utc>,
    actor: ActorView,
    /// Through which service outside, where it was not done here.
    #[schema(value_type = Option<ServiceName>)]
    via: Option<&'static str>,
    /// Whether a program did it, with a token of theirs.
    by_token: bool,
    /// What happened, such as `task_completed`.
    event: String,
    subject: Uuid,
    /// The thing's kind, such as `task`.
    kind: String,
    reference: String,
    title: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Progress)]
pub(crate) struct ProgressView {
    total: i64,
    #[schema(value_type = StatusCounts)]
    by_status: BTreeMap<&'static str, i64>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Area)]
pub(crate) struct AreaView {
    #[schema(value_type = ControlKind)]
    kind: String,
    area: String,
    title: &'static str,
    items: Vec<AreaItem>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct AreaItem {
    id: Uuid,
    reference: String,
    title: String,
    #[schema(value_type = ControlStatus)]
    status: &'static str,
    owner: Option<OwnerView>,
    due: Option<NaiveDate>,
    overdue: bool,
    /// The day on which its verification lapsed, until it is verified again.
    lapsed_on: Option<NaiveDate>,
    /// It is said to be in place, and nothing that counts today shows it.
    unproven: bool,
}

#[derive(Serialize, ToSchema)]
#[schema(as = TaskFigures)]
pub(crate) struct TaskFiguresView {
    open: i64,
    overdue: i64,
    /// Due within seven days.
    due_soon: i64,
    mine_open: i64,
}

fn area(area: AreaProgress) -> AreaView {
    let item = |row: store::ControlRow| AreaItem {
        id: row.id,
        reference: row.reference,
        title: row.title,
        status: row.status.name(),
        owner: row.owner.map(OwnerView::from),
        due: row.due,
        overdue: row.overdue,
        lapsed_on: row.lapsed_on,
        unproven: row.unproven,
    };
    AreaView {
        title: standard::area(&area.area).map_or("", |area| area.title),
        kind: area.kind,
        area: area.area,
        items: area.items.into_iter().map(item).collect(),
    }
}

fn gate(gate: OpenGate) -> GateView {
    GateView { kind: gate.kind.name(), count: gate.count, control: gate.control.map(ControlRefView::from) }
}

fn upcoming(item: WeekItem) -> WeekView {
    WeekView {
        kind: item.kind.name(),
        id: item.id,
        reference: item.reference,
        title: item.title,
        due: item.due,
        owner: item.owner.map(OwnerView::from),
    }
}

fn happened(row: LatelyRow) -> LatelyView {
    LatelyView {
        at: row.at,
        actor: actor(&row.doer),
        via: row.doer.via.map(Service::name),
        by_token: row.doer.by_token,
        event: row.event,
        subject: row.subject,
        kind: row.kind,
        reference: row.reference,
        title: row.title,
    }
}

/// The first page.
///
/// It is worked out once for each change of the organisation and kept until the next one.
#[utoipa::path(tag = "organisation", operation_id = "show_home", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_organisation"))), responses((status = 200, body = HomeView)))]
#[get("/o/{org}/home")]
pub(crate) async fn handle(caller: Caller<may::ReadOrganisation>) -> Answer {
    let org = caller.read().await?;
    let (whom, head) = (Whom::of(&caller, org.today()), org.latest_change().await?);
    let homes = &caller.state().homes;
    let body = match homes.at(&whom, head) {
        Some(body) => body,
        None => {
            let home = org.home(|action| caller.reach_of(action)).await?;
            let view = view(home, org.adopted().await?.is_some());
            let body = Bytes::from(serde_json::to_vec(&view).map_err(|_| Problem::Internal)?);
            homes.keep(whom, head, body.clone());
            body
        }
    };
    org.close().await?;
    Ok(HttpResponse::Ok().insert_header(ContentType::json()).body(body))
}

fn view(home: Home, adopted: bool) -> HomeView {
    HomeView {
        adopted,
        progress: ProgressView { total: home.progress.total, by_status: home.progress.by_status },
        areas: home.areas.into_iter().map(area).collect(),
        gates: home.gates.into_iter().map(gate).collect(),
        tasks: TaskFiguresView {
            open: home.tasks.open,
            overdue: home.tasks.overdue,
            due_soon: home.tasks.due_soon,
            mine_open: home.tasks.mine_open,
        },
        week: home.week.into_iter().map(upcoming).collect(),
        mine: home.mine.into_iter().map(TaskRowView::from).collect(),
        lately: home.lately.into_iter().map(happened).collect(),
        certification: home.certification.map(CertificationRowView::from),
    }
}
