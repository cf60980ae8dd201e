//! How a task is shown.

use super::recurrence::RecurrenceView;
use crate::caller::Caller;
use crate::names::{Priority, TaskAction, TaskState};
use crate::problem::Problem;
use crate::views::{ControlRefView, OwnerView};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Action;
use domain::id::TaskId;
use serde::Serialize;
use store::{Owner, TaskRef, TaskRow, TaskView as StoredTask};
use utoipa::ToSchema;
use uuid::Uuid;

/// A task in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = TaskRow)]
pub(crate) struct TaskRowView {
    id: Uuid,
    reference: String,
    title: String,
    #[schema(value_type = TaskState)]
    state: &'static str,
    #[schema(value_type = Priority)]
    priority: &'static str,
    due: Option<NaiveDate>,
    /// Past its date in the organisation's zone, and not ended.
    overdue: bool,
    owner: Option<OwnerView>,
    control: Option<ControlRefView>,
    /// Who is named to review it.
    reviewer: Option<OwnerView>,
    /// How many items of its checklist are done.
    items_done: i32,
    /// How many there are.
    items: i32,
    /// Whether it comes back.
    recurs: bool,
    version: i32,
    updated_at: DateTime<Utc>,
}

/// One item of a checklist.
#[derive(Serialize, ToSchema)]
#[schema(as = ChecklistItem)]
pub(crate) struct ItemView {
    id: Uuid,
    text: String,
    /// That it is done.
    done: Option<TickView>,
}

/// By whom an item was ticked, and when.
#[derive(Serialize, ToSchema)]
#[schema(as = Tick)]
pub(crate) struct TickView {
    by: Option<OwnerView>,
    at: DateTime<Utc>,
}

/// Another task by reference.
#[derive(Serialize, ToSchema)]
#[schema(as = TaskRef)]
pub(crate) struct TaskRefView {
    id: Uuid,
    reference: String,
    title: String,
    #[schema(value_type = TaskState)]
    state: &'static str,
}

impl From<TaskRef> for TaskRefView {
    fn from(task: TaskRef) -> Self {
        Self { id: task.id, reference: task.reference, title: task.title, state: task.state.name() }
    }
}

/// A task with everything it says.
#[derive(Serialize, ToSchema)]
#[schema(as = Task)]
pub(crate) struct TaskView {
    #[serde(flatten)]
    row: TaskRowView,
    description: String,
    expected_evidence: String,
    evidence_required: bool,
    evidence_note: Option<String>,
    evidence_url: Option<String>,
    created_at: DateTime<Utc>,
    created_by: Option<OwnerView>,
    /// The steps that may follow.
    #[schema(value_type = Vec<TaskAction>)]
    possible: Vec<&'static str>,
    cancel_reason: Option<String>,
    completed_at: Option<DateTime<Utc>>,
    /// Its parts in their order.
    checklist: Vec<ItemView>,
    /// When it comes back.
    recurrence: Option<RecurrenceView>,
    /// The task that came back as this one.
    repeats: Option<TaskRefView>,
    /// The task as which it came back.
    repeated_by: Option<TaskRefView>,
}

impl From<TaskRow> for TaskRowView {
    fn from(row: TaskRow) -> Self {
        Self {
            id: row.id,
            reference: row.reference,
            title: row.title,
            state: row.state.name(),
            priority: row.priority.name(),
            due: row.due,
            overdue: row.overdue,
            owner: row.owner.map(OwnerView::from),
            control: row.control.map(ControlRefView::from),
            reviewer: row.reviewer.map(OwnerView::from),
            items_done: row.items_done,
            items: row.items,
            recurs: row.recurs,
            version: row.version,
            updated_at: row.updated_at,
        }
    }
}

fn items(task: &StoredTask) -> Vec<ItemView> {
    let named = |id: Uuid| Owner { id, name: task.names.get(&id).cloned().unwrap_or_default() };
    let items = task.task.checklist.items().iter();
    items
        .map(|item| ItemView {
            id: item.id.0,
            text: item.text.clone(),
            done: item
                .done
                .as_ref()
                .map(|tick| TickView { by: tick.by.map(|by| named(by.0).into()), at: tick.at }),
        })
        .collect()
}

impl From<StoredTask> for TaskView {
    fn from(task: StoredTask) -> Self {
        Self {
            possible: task.task.possible().iter().map(|step| step.name()).collect(),
            checklist: items(&task),
            recurrence: task.task.recurrence.as_ref().map(RecurrenceView::from),
            repeats: task.before.map(TaskRefView::from),
            repeated_by: task.after.map(TaskRefView::from),
            row: task.row.into(),
            description: task.task.description,
            expected_evidence: task.task.expected_evidence,
            evidence_required: task.task.evidence_required,
            evidence_note: task.task.evidence_note,
            evidence_url: task.task.evidence_url,
            created_at: task.created_at,
            created_by: task.created_by.map(OwnerView::from),
            cancel_reason: task.task.cancel_reason,
            completed_at: task.task.completed_at,
        }
    }
}

/// The task as it stands after a change.
pub(crate) async fn after<P>(caller: &Caller<P>, id: TaskId) -> Result<(i32, TaskView), Problem> {
    let org = caller.read().await?;
    // Whoever could change it may see the outcome, even where the change gave it to somebody else.
    let task = org.task(id, caller.reach_of(Action::ReadTasks).max(domain::access::Reach::All)).await?;
    org.close().await?;
    Ok((task.row.version, task.into()))
}
