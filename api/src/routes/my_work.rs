//! What is the caller's, in one request.

use super::evidence::view::EvidenceRowView;
use super::notices::{NoticeView, view as notice};
use super::tasks::view::TaskRowView;
use crate::caller::{Caller, may};
use crate::names::WorkGroup;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use domain::access::Action;
use serde::Serialize;
use store::{MyTask, TaskReach};
use utoipa::ToSchema;

/// Some of the caller's tasks, and why they stand where they do.
#[derive(Serialize, ToSchema)]
#[schema(as = MyTasks)]
pub(crate) struct MyTasksView {
    #[schema(value_type = WorkGroup)]
    group: &'static str,
    /// How many there are.
    total: i64,
    /// The first 20 of them, the most pressing first.
    items: Vec<MyTaskView>,
}

/// A task to do.
#[derive(Serialize, ToSchema)]
#[schema(as = MyTask)]
pub(crate) struct MyTaskView {
    #[serde(flatten)]
    row: TaskRowView,
    /// Whether it ends only with evidence and a review.
    evidence_required: bool,
}

fn task(task: MyTask) -> MyTaskView {
    MyTaskView { row: task.row.into(), evidence_required: task.evidence_required }
}

/// What is the caller's.
#[derive(Serialize, ToSchema)]
#[schema(as = MyWork)]
pub(crate) struct MyWorkView {
    /// What to do; a group without any is left out.
    groups: Vec<MyTasksView>,
    /// Where somebody called the caller by name, unread, latest first; at most 10.
    mentions: Vec<NoticeView>,
    mentions_total: i64,
    /// The caller's evidence that runs out within 30 days, the first first; at most 10.
    running_out: Vec<EvidenceRowView>,
    running_out_total: i64,
    /// What the caller finished within 14 days, latest first; at most 10.
    finished: Vec<TaskRowView>,
}

/// How far the caller's permissions with tasks reach.
pub(super) fn tasks<P>(caller: &Caller<P>) -> TaskReach {
    TaskReach { read: caller.reach_of(Action::ReadTasks), review: caller.reach_of(Action::ReviewTask) }
}

/// What is the caller's: what to do, who called them, what of theirs runs out, what they finished.
#[utoipa::path(tag = "organisation", operation_id = "show_my_work", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_organisation"))), responses((status = 200, body = MyWorkView)))]
#[get("/o/{org}/my-work")]
pub(crate) async fn handle(caller: Caller<may::ReadOrganisation>) -> Answer {
    let org = caller.read().await?;
    let work = org.my_work(tasks(&caller), caller.reach_of(Action::ReadEvidence)).await?;
    org.close().await?;
    let groups = work.groups.into_iter().map(|one| MyTasksView {
        group: one.group.name(),
        total: one.total,
        items: one.items.into_iter().map(task).collect(),
    });
    Ok(HttpResponse::Ok().json(MyWorkView {
        groups: groups.collect(),
        mentions: work.mentions.into_iter().map(notice).collect(),
        mentions_total: work.mentions_total,
        running_out_total: work.running_out.total,
        running_out: work.running_out.items.into_iter().map(EvidenceRowView::from).collect(),
        finished: work.finished.into_iter().map(TaskRowView::from).collect(),
    }))
}
