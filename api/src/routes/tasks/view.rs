//! How a task is shown.

use crate::caller::Caller;
use crate::names::{Priority, TaskAction, TaskState};
use crate::problem::Problem;
use crate::routes::teams::view::TeamRefView;
use crate::views::{ControlRefView, OwnerView};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Action;
use domain::id::TaskId;
use serde::Serialize;
use store::{TaskRow, TaskView as StoredTask};
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
    /// The teams of whoever does it.
    teams: Vec<TeamRefView>,
    control: Option<ControlRefView>,
    version: i32,
    updated_at: DateTime<Utc>,
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
            teams: row.teams.into_iter().map(TeamRefView::from).collect(),
            control: row.control.map(ControlRefView::from),
            version: row.version,
            updated_at: row.updated_at,
        }
    }
}

impl From<StoredTask> for TaskView {
    fn from(task: StoredTask) -> Self {
        Self {
            possible: task.task.possible().iter().map(|step| step.name()).collect(),
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
