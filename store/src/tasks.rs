//! Tasks: their rows and views. What is done with them is in `tasks/verbs.rs`.

mod agenda;
mod checklist;
mod columns;
mod create;
mod mine;
mod one;
mod repeat;
mod save;
mod take_back;
mod verbs;

pub use create::NewTask;
pub(crate) use mine::in_group;
pub use mine::{GroupedTasks, MyTask, TaskReach};
pub use one::{TaskRef, TaskView};
pub(crate) use save::number;
pub use verbs::Step;

use crate::doors::OrgRead;
use crate::error::{Error, Result, unreadable};
use crate::listing::{self, List, ListQuery, Page};
use crate::people::Owner;
use crate::sql::Sql;
use crate::subjects::ControlRef;
use crate::teams::TeamRef;
use chrono::NaiveDate;
use domain::access::{Action, Reach, reach};
use domain::clock::Instant;
use domain::id::{ControlId, PersonId, SubjectId};
use domain::my_work::Group;
use domain::task::{Priority, State};
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
    /// The teams of whoever does it.
    pub teams: Vec<TeamRef>,
    /// What it serves.
    pub control: Option<ControlRef>,
    /// Who is named to review it.
    pub reviewer: Option<Owner>,
    /// How many items of its checklist are done.
    pub items_done: i32,
    /// How many there are.
    pub items: i32,
    /// Whether it comes back.
    pub recurs: bool,
    /// Its version.
    pub version: i32,
    /// When it last changed.
    pub updated_at: Instant,
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
    reviewer_id: Option<Uuid>,
    reviewer_name: Option<String>,
    checklist_done: i32,
    checklist_total: i32,
    recurs: i32,
    version: i32,
    updated_at: Instant,
}

const SELECT: &str = "t.id, s.reference, s.title, s.state, t.priority, s.due, s.owner_id, o.name as owner_name, \
    c.id as control_id, c.reference as control_reference, c.title as control_title, w.reviewer_id, \
    v.name as reviewer_name, coalesce(w.checklist_done, 0) as checklist_done, \
    coalesce(w.checklist_total, 0) as checklist_total, case when w.recurrence is null then 0 else 1 end as recurs, \
    s.version, s.updated_at";
const FROM: &str = "subject s left join task t on t.org_id = s.org_id and t.id = s.id \
    left join person o on o.org_id = s.org_id and o.id = s.owner_id \
    left join person b on b.org_id = s.org_id and b.id = s.created_by \
    left join subject c on c.org_id = t.org_id and c.id = t.control_id \
    left join task_work w on w.org_id = s.org_id and w.id = s.id \
    left join person v on v.org_id = w.org_id and v.id = w.reviewer_id";

pub(crate) const LIST: List = List {
    noun: "tasks",
    select: SELECT,
    from: FROM,
    key: "s",
    always: " and s.kind = 'task'",
    columns: columns::COLUMNS,
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
        teams: Vec::new(),
        control: control.map(|((id, reference), title)| ControlRef { id, reference, title }),
        reviewer: Owner::of(row.reviewer_id, row.reviewer_name),
        items_done: row.checklist_done,
        items: row.checklist_total,
        recurs: row.recurs > 0,
        version: row.version,
        updated_at: row.updated_at,
    })
}

pub(crate) fn priority(number: i32) -> Result<Priority> {
    let position = usize::try_from(number).map_err(|_| unreadable("priority"))?;
    Priority::ALL.get(position).copied().ok_or(unreadable("priority"))
}

/// What is a person's own of tasks: those they do, and those they are named to review.
fn own(sql: Sql, person: Option<Uuid>) -> Sql {
    sql.push("(s.owner_id = ").bind(person).push(" or w.reviewer_id = ").bind(person).push(")")
}

impl OrgRead {
    /// The tasks of the organisation, or where `reach` is no further, the caller's own and those they are to review.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a parameter that cannot be.
    pub async fn tasks(&self, query: &ListQuery, reach: Reach) -> Result<Page<TaskRow>> {
        let me = self.tenancy.actor().person();
        let among = |group: Group| query.parameters.get("work").is_some_and(|name| name == group.name());
        let to_review = query.parameters.contains_key("to_review") || among(Group::Review);
        let handed_in = among(Group::HandedIn);
        if reach != Reach::All {
            self.check_linked(query).await?;
        }
        let entitled = (to_review || handed_in) && self.reviews_any().await?;
        let page: Page<Row> = listing::page(self, &LIST, query, |mut sql| {
            if to_review {
                sql = sql.push(" and (w.reviewer_id = ").bind(me);
                sql = sql.push(if entitled { " or w.reviewer_id is null)" } else { ")" });
            }
            if handed_in && entitled {
                // Where nobody is named, whoever handed it in may accept it: then it stands among their reviews.
                sql = sql.push(" and w.reviewer_id is not null");
            }
            Ok(if reach == Reach::All { sql } else { own(sql.push(" and "), me) })
        })
        .await?;
        let items = page.items.into_iter().map(|one| row(one, self.today())).collect::<Result<_>>()?;
        let items = self.with_teams(items).await?;
        Ok(Page { items, next: page.next, total: page.total })
    }

    /// Whoever sees only their own things asks for what is linked to one of those.
    async fn check_linked(&self, query: &ListQuery) -> Result<()> {
        let asked = query.parameters.get("linked").and_then(|id| Uuid::parse_str(id).ok());
        let Some(id) = asked else { return Ok(()) };
        match self.is_theirs(SubjectId(id)).await {
            Ok(true) => Ok(()),
            Ok(false) | Err(Error::NotFound) => {
                Err(Error::Invalid { field: "linked".to_owned(), code: "unknown" })
            }
            Err(other) => Err(other),
        }
    }

    /// Whether the caller may review any task.
    async fn reviews_any(&self) -> Result<bool> {
        let Some(me) = self.tenancy.actor().person() else { return Ok(false) };
        Ok(reach(&self.roles_of(PersonId(me)).await?, Action::ReviewTask) == Reach::All)
    }

    async fn with_teams(&self, mut rows: Vec<TaskRow>) -> Result<Vec<TaskRow>> {
        let teams = self.teams_of(rows.iter().filter_map(|row| Some(row.owner.as_ref()?.id))).await?;
        for row in &mut rows {
            let own = row.owner.as_ref().and_then(|owner| teams.get(&owner.id));
            row.teams = own.cloned().unwrap_or_default();
        }
        Ok(rows)
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
