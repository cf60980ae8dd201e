//! A person's own work, sorted by what comes first: one statement for all groups, a bounded part of each.

use super::{FROM, Row, SELECT, TaskRow, row};
use crate::doors::OrgRead;
use crate::error::{Result, unreadable};
use crate::sql::Sql;
use chrono::TimeDelta;
use domain::access::Reach;
use domain::calendar::shift;
use domain::my_work::{Group, LATELY, SOON};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// How many tasks of each group are shown.
const SHOWN: i64 = 20;

/// How far the caller's permissions with tasks reach.
#[derive(Clone, Copy, Debug)]
pub struct TaskReach {
    /// Seeing them.
    pub read: Reach,
    /// Accepting what was handed in.
    pub review: Reach,
}

/// Some of the tasks of one group, and how many there are.
#[derive(Clone, Debug)]
pub struct GroupedTasks {
    /// Why they stand here.
    pub group: Group,
    /// How many there are.
    pub total: i64,
    /// The first of them, the most pressing first.
    pub items: Vec<MyTask>,
}

/// A task to do.
#[derive(Clone, Debug)]
pub struct MyTask {
    /// The row.
    pub row: TaskRow,
    /// Whether it ends only with evidence and a review.
    pub evidence_required: bool,
}

#[derive(FromQueryResult)]
struct Placed {
    grp: String,
    total: i64,
    evidence_required: bool,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

impl OrgRead {
    /// The tasks that are the caller's to do or to review, by group.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn my_tasks(&self, reach: TaskReach) -> Result<Vec<GroupedTasks>> {
        if reach.read == Reach::None {
            return Ok(Vec::new());
        }
        let sql = Sql::new(
            "select * from (select x.*, row_number() over (partition by grp order by coalesce(due, '9999-12-31'), \
             priority desc, id) as place, count(*) over (partition by grp) as total from (",
        );
        let sql = self
            .grouped(sql, &format!("{SELECT}, t.evidence_required, "), reach)?
            .push(") x) y where place <= ")
            .bind(SHOWN);
        let rows = self.door.rows(sql.push(" order by place")).await?;
        let mut found: Vec<GroupedTasks> = Vec::new();
        for one in &rows {
            let Placed { grp, total, evidence_required } = Placed::from_query_result(one, "")?;
            let group = Group::parse(&grp).ok_or(unreadable("group"))?;
            let row = row(Row::from_query_result(one, "")?, self.today())?;
            let task = MyTask { row, evidence_required };
            match found.iter_mut().find(|known| known.group == group) {
                Some(known) => known.items.push(task),
                None => found.push(GroupedTasks { group, total, items: vec![task] }),
            }
        }
        found.sort_by_key(|known| known.group);
        Ok(found)
    }

    /// How many tasks want the caller now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn pressing_tasks(&self, reach: TaskReach) -> Result<i64> {
        if reach.read == Reach::None {
            return Ok(0);
        }
        let sql = self.grouped(Sql::new("select count(*) as count from ("), "", reach)?;
        let pressing = Group::ALL.iter().filter(|group| group.is_pressing()).map(|group| group.name());
        let sql = sql.push(") x where grp in (").bind_all(pressing).push(")");
        Ok(self.door.one::<Count>(sql).await?.map_or(0, |row| row.count))
    }

    /// What the caller finished within the last days, latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn my_finished_tasks(&self, limit: i64) -> Result<Vec<TaskRow>> {
        let sql = self
            .sql(&format!("select {SELECT} from {FROM} where t.org_id = "))
            .push(" and s.state = 'done' and s.owner_id = ")
            .bind(self.me()?)
            .push(" and t.completed_at >= ")
            .bind(self.now() - TimeDelta::days(LATELY))
            .push(" order by t.completed_at desc, t.id limit ")
            .bind(limit);
        self.door.all::<Row>(sql).await?.into_iter().map(|one| row(one, self.today())).collect()
    }

    /// Adds the selection of the caller's tasks, each with its group.
    fn grouped(&self, sql: Sql, select: &str, reach: TaskReach) -> Result<Sql> {
        let me = self.me()?;
        // Whoever is named reviews it; where nobody is, whoever may.
        let anybody = if reach.review == Reach::All { " or w.reviewer_id is null)" } else { ")" };
        let sql = sql
            .push(&format!(
                "select {select}case when s.state = 'ready_for_review' then case when (w.reviewer_id = "
            ))
            .bind(me)
            .push(&format!("{anybody} then 'review' else 'handed_in' end else "));
        Ok(group_of(self, sql, me)
            .push(&format!(" end as grp from {FROM} where s.org_id = "))
            .bind(self.org())
            // What it may be about, found by its owner or by its state; which of that it is, the rest says.
            .push(" and s.id in (select m.id from subject m where m.kind = 'task' and m.org_id = ")
            .bind(self.org())
            .push(" and m.owner_id = ")
            .bind(me)
            .push(" union all select r.id from subject r where r.kind = 'task' and r.state = 'ready_for_review' and r.org_id = ")
            .bind(self.org())
            .push(") and s.archived_at is null and ((s.state in ('open', 'in_progress', 'ready_for_review') and s.owner_id = ")
            .bind(me)
            .push(") or (s.state = 'ready_for_review' and (w.reviewer_id = ")
            .bind(me)
            .push(&format!("{anybody}))")))
    }
}

/// Adds the group of a task that somebody is to do.
fn group_of(org: &OrgRead, sql: Sql, me: Uuid) -> Sql {
    let today = org.today();
    // Whoever took it up again themselves was given nothing back.
    sql.push(
        "case when (select case when r.event = 'task_reopened' then r.actor_id end from revision r \
         where r.org_id = s.org_id and r.subject_id = s.id and r.event in ('task_submitted', 'task_completed', \
         'task_cancelled', 'task_reopened') order by r.version desc limit 1) <> ",
    )
    .bind(me)
    .push(" then 'handed_back' when s.due is null then 'undated' when s.due < ")
    .bind(today)
    .push(" then 'overdue' when s.due <= ")
    .bind(shift(today, SOON))
    .push(" then 'week' else 'later' end")
}

/// Adds that a task stands in that group of the caller's work.
pub(crate) fn in_group(org: &OrgRead, sql: Sql, group: Group) -> Result<Sql> {
    let me = org.me()?;
    let sql = match group {
        // By whom is said where the list is narrowed.
        Group::Review => return Ok(sql.push(" and s.state = 'ready_for_review'")),
        Group::HandedIn => sql.push(" and s.state = 'ready_for_review'"),
        _ => {
            let sql = sql.push(" and s.state in ('open', 'in_progress') and ");
            group_of(org, sql, me).push(" = ").bind(group.name())
        }
    };
    Ok(sql.push(" and s.owner_id = ").bind(me))
}
