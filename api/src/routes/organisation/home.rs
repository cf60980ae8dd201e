//! The first page, in one request.

use crate::caller::{Caller, may};
use crate::names::{ControlKind, ControlStatus, StatusCounts};
use crate::routes::tasks::view::TaskRowView;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use domain::access::Action;
use domain::standard;
use serde::Serialize;
use std::collections::BTreeMap;
use store::AreaProgress;
use utoipa::ToSchema;
use uuid::Uuid;

/// How far the organisation is, what is due, what is the caller's.
#[derive(Serialize, ToSchema)]
#[schema(as = Home)]
pub(crate) struct HomeView {
    adopted: bool,
    progress: ProgressView,
    areas: Vec<AreaView>,
    tasks: TaskFiguresView,
    due: Vec<TaskRowView>,
    mine: Vec<TaskRowView>,
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
    AreaView {
        title: standard::area(&area.area).map_or("", |area| area.title),
        kind: area.kind,
        area: area.area,
        items: area
            .items
            .into_iter()
            .map(|row| AreaItem {
                id: row.id,
                reference: row.reference,
                title: row.title,
                status: row.status.name(),
            })
            .collect(),
    }
}

/// The first page.
#[utoipa::path(tag = "organisation", operation_id = "show_home", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_organisation"))), responses((status = 200, body = HomeView)))]
#[get("/o/{org}/home")]
pub(crate) async fn handle(caller: Caller<may::ReadOrganisation>) -> Answer {
    let org = caller.read().await?;
    let home = org.home(caller.reach_of(Action::ReadTasks), caller.reach_of(Action::ReadControls)).await?;
    let adopted = org.adopted().await?.is_some();
    org.close().await?;
    Ok(HttpResponse::Ok().json(HomeView {
        adopted,
        progress: ProgressView { total: home.progress.total, by_status: home.progress.by_status },
        areas: home.areas.into_iter().map(area).collect(),
        tasks: TaskFiguresView {
            open: home.tasks.open,
            overdue: home.tasks.overdue,
            due_soon: home.tasks.due_soon,
            mine_open: home.tasks.mine_open,
        },
        due: home.due.into_iter().map(TaskRowView::from).collect(),
        mine: home.mine.into_iter().map(TaskRowView::from).collect(),
    }))
}
