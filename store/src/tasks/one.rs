//! One task, with everything it says.

use super::{FROM, Row, SELECT, TaskRow, row};
use crate::doors::OrgRead;
use crate::entity::person;
use crate::error::{Error, Result, unreadable};
use crate::evidence::counts;
use crate::people::Owner;
use crate::sql::Sql;
use domain::access::Reach;
use domain::checklist::Checklist;
use domain::clock::Instant;
use domain::id::{PersonId, SubjectId, TaskId};
use domain::task::{State, Task};
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter};
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use uuid::Uuid;

/// A short name for another task.
#[derive(Clone, Debug)]
pub struct TaskRef {
    /// Its id.
    pub id: Uuid,
    /// Its reference, such as `TSK-12`.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: State,
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
    /// The task that came back as this one.
    pub before: Option<TaskRef>,
    /// The task as which it came back.
    pub after: Option<TaskRef>,
    /// The names of those who ticked something.
    pub names: HashMap<Uuid, String>,
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
    checklist: Option<serde_json::Value>,
    recurrence: Option<serde_json::Value>,
    attached: i32,
}

#[derive(FromQueryResult)]
struct Neighbours {
    before_id: Option<Uuid>,
    before_reference: Option<String>,
    before_title: Option<String>,
    before_state: Option<String>,
    after_id: Option<Uuid>,
    after_reference: Option<String>,
    after_title: Option<String>,
    after_state: Option<String>,
}

const REST: &str = "t.description, t.expected_evidence, t.evidence_required, t.evidence_note, t.evidence_url, \
    t.cancel_reason, t.completed_at, s.created_at, b.id as creator_id, b.name as creator_name, w.checklist, w.recurrence, \
    x.id as before_id, x.reference as before_reference, x.title as before_title, x.state as before_state, \
    y.id as after_id, y.reference as after_reference, y.title as after_title, y.state as after_state";
const NEIGHBOURS: &str = "left join subject x on x.org_id = w.org_id and x.id = w.repeats_id \
    left join task_work z on z.org_id = t.org_id and z.repeats_id = t.id \
    left join subject y on y.org_id = z.org_id and y.id = z.id";

fn neighbour(
    id: Option<Uuid>,
    reference: Option<String>,
    title: Option<String>,
    state: Option<&str>,
) -> Option<TaskRef> {
    let state = State::parse(state?)?;
    Some(TaskRef { id: id?, reference: reference.unwrap_or_default(), title: title?, state })
}

/// What was kept as JSON; nothing kept is the default.
fn kept<T: DeserializeOwned + Default>(value: Option<serde_json::Value>, what: &'static str) -> Result<T> {
    value
        .map_or_else(|| Ok(T::default()), |value| serde_json::from_value(value).map_err(|_| unreadable(what)))
}

impl OrgRead {
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
            .push(&format!(" then 1 else 0 end as attached from {FROM} {NEIGHBOURS} where t.org_id = "))
            .bind(self.org())
            .push(" and t.id = ")
            .bind(id.0);
        let rows = self.door.rows(sql).await?;
        let found = rows.first().ok_or(Error::NotFound)?;
        let row = row(Row::from_query_result(found, "")?, self.today())?;
        let rest = Rest::from_query_result(found, "")?;
        let near = Neighbours::from_query_result(found, "")?;
        let id_of = |one: &Option<Owner>| one.as_ref().map(|one| one.id);
        let (owner, reviewer) = (id_of(&row.owner), id_of(&row.reviewer));
        let me = self.tenancy.actor().person();
        if reach != Reach::All && (me.is_none() || (owner != me && reviewer != me)) {
            return Err(Error::NotFound);
        }
        let checklist: Checklist = kept(rest.checklist, "checklist")?;
        let names = self.ticked_by(&checklist).await?;
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
            reviewer: reviewer.map(PersonId),
            checklist,
            recurrence: kept(rest.recurrence, "recurrence")?,
            repeats: near.before_id.map(SubjectId),
            attached: rest.attached > 0,
        };
        let created_by = Owner::of(rest.creator_id, rest.creator_name);
        let before =
            neighbour(near.before_id, near.before_reference, near.before_title, near.before_state.as_deref());
        let after =
            neighbour(near.after_id, near.after_reference, near.after_title, near.after_state.as_deref());
        Ok(TaskView { row, task, created_by, created_at: rest.created_at, before, after, names })
    }

    async fn ticked_by(&self, checklist: &Checklist) -> Result<HashMap<Uuid, String>> {
        let ticks = checklist.items().iter().filter_map(|item| item.done.as_ref());
        let people: Vec<Uuid> = ticks.filter_map(|tick| tick.by).map(|by| by.0).collect();
        if people.is_empty() {
            return Ok(HashMap::new());
        }
        let found = self.find::<person::Entity>().filter(person::Column::Id.is_in(people));
        let found = found.all(self.door.tx()).await?;
        Ok(found.into_iter().map(|person| (person.id, person.name)).collect())
    }
}
