//! Tasks: their rows and views. What is done with them is in `tasks/verbs.rs`.

mod verbs;

pub use verbs::NewTask;

use crate::doors::OrgRead;
use crate::error::{Error, Result, unreadable};
use crate::evidence::counts;
use crate::listing::{self, Column, Kind, List, ListQuery, Page};
use crate::people::Owner;
use crate::sql::Sql;
use crate::subjects::ControlRef;
use chrono::NaiveDate;
use domain::access::Reach;
use domain::clock::Instant;
use domain::id::{ControlId, PersonId, SubjectId, TaskId};
use domain::task::{Priority, State, Task};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A task in a list.
#[derive(Clone, Debug)]
pub struct TaskRow {
    /// Its id.
    pub id: Uuid,
    /// Its reference, such as `TSK-12`.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// How much it matters.
    pub priority: Priority,
    /// The day it is due.
    pub due: Option<NaiveDate>,
    /// Whether that day has passed in the organisation's zone and the task has not ended.
    pub overdue: bool,
    /// Who does it.
    pub owner: Option<Owner>,
    /// What it serves.
    pub control: Option<ControlRef>,
    /// Its version.
    pub version: i32,
    /// When it last changed.
    pub updated_at: Instant,
}

/// A task with everything it says.
#[derive(Clone, Debug)]
pub struct TaskView {
    /// The row.
    pub row: TaskRow,
    /// The task of the domain.
    pub task: Task,
    /// Who created it.
    pub created_by: Option<Owner>,
    /// When.
    pub created_at: Instant,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    reference: Option<String>,
    title: String,
    state: String,
    priority: i32,
    due: Option<NaiveDate>,
    owner_id: Option<Uuid>,
    owner_name: Option<String>,
    control_id: Option<Uuid>,
    control_reference: Option<String>,
    control_title: Option<String>,
    version: i32,
    updated_at: Instant,
}

#[derive(FromQueryResult)]
struct Rest {
    description: String,
    expected_evidence: String,
    evidence_required: bool,
    evidence_note: Option<String>,
    evidence_url: Option<String>,
    cancel_reason: Option<String>,
    completed_at: Option<Instant>,
    created_at: Instant,
    creator_id: Option<Uuid>,
    creator_name: Option<String>,
    attached: i32,
}

const STATES: &[&str] = &["open", "in_progress", "ready_for_review", "done", "cancelled"];

const COLUMNS: &[Column] = &[
    Column {
        name: "reference",
        heading: "Reference",
        sql: "s.reference_key",
        kind: Kind::Text,
        sortable: true,
        filter: false,
    },
    Column {
        name: "title",
        heading: "Title",
        sql: "s.title_key",
        kind: Kind::Text,
        sortable: true,
        filter: false,
    },
    Column {
        name: "state",
        heading: "State",
        sql: "s.state",
        kind: Kind::OneOf(STATES),
        sortable: true,
        filter: true,
    },
    Column {
        name: "priority",
        heading: "Priority",
        sql: "t.priority",
        kind: Kind::Number,
        sortable: true,
        filter: false,
    },
    Column {
        name: "owner",
        heading: "Owner",
        sql: "s.owner_id",
        kind: Kind::Person,
        sortable: false,
        filter: true,
    },
    Column {
        name: "control",
        heading: "Requirement or control",
        sql: "t.control_id",
        kind: Kind::Subject,
        sortable: false,
        filter: true,
    },
    Column {
        name: "due",
        heading: "Due",
        sql: "coalesce(s.due, '9999-12-31')",
        kind: Kind::Date,
        sortable: true,
        filter: false,
    },
    Column {
        name: "overdue",
        heading: "Overdue",
        sql: "s.due",
        kind: Kind::Overdue,
        sortable: false,
        filter: true,
    },
    Column {
        name: "due_soon",
        heading: "Due within a week",
        sql: "s.due",
        kind: Kind::DueSoon,
        sortable: false,
        filter: true,
    },
    Column {
        name: "updated",
        heading: "Last changed",
        sql: "s.updated_at",
        kind: Kind::Instant,
        sortable: true,
        filter: false,
    },
];

const SELECT: &str = "t.id, s.reference, s.title, s.state, t.priority, s.due, s.owner_id, o.name as owner_name, \
    c.id as control_id, c.reference as control_reference, c.title as control_title, s.version, s.updated_at";
const REST: &str = "t.description, t.expected_evidence, t.evidence_required, t.evidence_note, t.evidence_url, \
    t.cancel_reason, t.completed_at, s.created_at, b.id as creator_id, b.name as creator_name";
const FROM: &str = "task t join subject s on s.org_id = t.org_id and s.id = t.id \
    left join person o on o.org_id = s.org_id and o.id = s.owner_id \
    left join person b on b.org_id = s.org_id and b.id = s.created_by \
    left join subject c on c.org_id = t.org_id and c.id = t.control_id";

pub(crate) const LIST: List = List {
    noun: "tasks",
    select: SELECT,
    from: FROM,
    columns: COLUMNS,
    search: &["s.title_key", "s.reference_key", "lower(s.reference)"],
    default_sort: "due",
};

fn row(row: Row, today: NaiveDate) -> Result<TaskRow> {
    let state = State::parse(&row.state).ok_or(unreadable("state"))?;
    let ended = matches!(state, State::Done | State::Cancelled);
    let control = row.control_id.zip(row.control_reference).zip(row.control_title);
    Ok(TaskRow {
        id: row.id,
        reference: row.reference.unwrap_or_default(),
        title: row.title,
        state,
        priority: priority(row.priority)?,
        due: row.due,
        overdue: !ended && row.due.is_some_and(|due| due < today),
        owner: Owner::of(row.owner_id, row.owner_name),
        control: control.map(|((id, reference), title)| ControlRef { id, reference, title }),
        version: row.version,
        updated_at: row.updated_at,
    })
}

fn priority(number: i32) -> Result<Priority> {
    let position = usize::try_from(number).map_err(|_| unreadable("priority"))?;
    Priority::ALL.get(position).copied().ok_or(unreadable("priority"))
}

impl OrgRead {
    /// The tasks of the organisation, or where `reach` is no further, the caller's own.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a parameter that cannot be.
    pub async fn tasks(&self, query: &ListQuery, reach: Reach) -> Result<Page<TaskRow>> {
        let me = self.tenancy.actor().person();
        let page: Page<Row> = listing::page(self, &LIST, query, |sql| {
            Ok(if reach == Reach::All { sql } else { sql.push(" and s.owner_id = ").bind(me) })
        })
        .await?;
        let items = page.items.into_iter().map(|one| row(one, self.today())).collect::<Result<_>>()?;
        Ok(Page { items, next: page.next, total: page.total })
    }

    /// One task.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here, or it is not within `reach`.
    pub async fn task(&self, id: TaskId, reach: Reach) -> Result<TaskView> {
        let attached = counts(
            Sql::new(&format!("select {SELECT}, {REST}, case when ")),
            "t.org_id",
            "t.id",
            self.today(),
        );
        let sql = attached
            .push(&format!(" then 1 else 0 end as attached from {FROM} where t.org_id = "))
            .bind(self.org())
            .push(" and t.id = ")
            .bind(id.0);
        let rows = self.door.rows(sql).await?;
        let found = rows.first().ok_or(Error::NotFound)?;
        let row = row(Row::from_query_result(found, "")?, self.today())?;
        let rest = Rest::from_query_result(found, "")?;
        let owner = row.owner.as_ref().map(|owner| owner.id);
        if reach != Reach::All && owner != self.tenancy.actor().person() {
            return Err(Error::NotFound);
        }
        let task = Task {
            id,
            title: row.title.clone(),
            description: rest.description,
            expected_evidence: rest.expected_evidence,
            evidence_required: rest.evidence_required,
            control: row.control.as_ref().map(|control| SubjectId(control.id)),
            owner: owner.map(PersonId),
            due: row.due,
            priority: row.priority,
            state: row.state,
            evidence_note: rest.evidence_note,
            evidence_url: rest.evidence_url,
            cancel_reason: rest.cancel_reason,
            completed_at: rest.completed_at,
            attached: rest.attached > 0,
        };
        let created_by = Owner::of(rest.creator_id, rest.creator_name);
        Ok(TaskView { row, task, created_by, created_at: rest.created_at })
    }

    /// The latest tasks for a control.
    pub(crate) async fn tasks_of(&self, control: ControlId) -> Result<Vec<TaskRow>> {
        let sql = self
            .sql(&format!("select {SELECT} from {FROM} where t.org_id = "))
            .push(" and t.control_id = ")
            .bind(control.0)
            .push(" order by t.id desc limit 100");
        self.door.all::<Row>(sql).await?.into_iter().map(|one| row(one, self.today())).collect()
    }
}
