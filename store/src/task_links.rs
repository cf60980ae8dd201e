//! What tasks are linked to, seen from either end; how they come to be is in `task_links/verbs.rs`. What counts as evidence
//! is linked in `evidence/links.rs`.

mod verbs;

use crate::doors::OrgRead;
use crate::error::{Error, Result};
use crate::history::OtherEnd;
use crate::people::Owner;
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::access::{Action, Reach};
use domain::clock::Instant;
use domain::id::SubjectId;
use domain::link::MOST;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A thing at the other end of a link.
#[derive(Clone, Debug)]
pub struct LinkedThing {
    /// Its id.
    pub id: Uuid,
    /// Its kind, such as `task` or `requirement`.
    pub kind: String,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Where it stands today.
    pub state: String,
    /// When it is due, or runs out.
    pub due: Option<NaiveDate>,
    /// Whose it is.
    pub owner: Option<Owner>,
    /// Who linked it.
    pub linked_by: Option<Owner>,
    /// When.
    pub linked_at: Instant,
}

/// What a thing is linked to.
#[derive(Clone, Debug)]
pub struct LinkedThings {
    /// The thing itself.
    pub of: OtherEnd,
    /// What has not ended first; as many as are shown at once.
    pub items: Vec<LinkedThing>,
    /// How many there are.
    pub total: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    reference: Option<String>,
    title: String,
    state: String,
    due: Option<NaiveDate>,
    owner_id: Option<Uuid>,
    owner_name: Option<String>,
    linker_id: Uuid,
    linker_name: String,
    linked_at: Instant,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

/// A verification that lapsed counts no more, whether or not a job has been here since midnight.
const SELECT: &str = "select s.id, s.kind, s.reference, s.title, case when s.state = 'verified' and c.lapses_on <= {today} \
    then 'implemented' else s.state end as state, s.due, s.owner_id, o.name as owner_name, b.id as linker_id, \
    b.name as linker_name, l.linked_at";
const REST: &str = " join person b on b.org_id = l.org_id and b.id = l.linked_by \
    left join person o on o.org_id = s.org_id and o.id = s.owner_id \
    left join control_work c on c.org_id = s.org_id and c.id = s.id where l.org_id = ";

/// Adds the condition that the task in `task` is linked to a thing, from either end.
pub(crate) fn linked(sql: Sql, task: &str, to: Uuid) -> Sql {
    sql.push(&format!(
        " and exists (select 1 from task_link l where l.org_id = t.org_id and ((l.task_id = {task} and l.subject_id = "
    ))
    .bind(to)
    .push(&format!(") or (l.subject_id = {task} and l.task_id = "))
    .bind(to)
    .push(")))")
}

impl OrgRead {
    /// What a thing, which the caller has shown to see, is linked to: of that what the caller, whose permissions reach so
    /// far, may see as well.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here.
    pub async fn linked_to(
        &self,
        subject: SubjectId,
        reach_of: impl Fn(Action) -> Reach,
    ) -> Result<LinkedThings> {
        let of = self
            .sql("select id, kind, coalesce(reference, '') as reference, title from subject where org_id = ")
            .push(" and id = ")
            .bind(subject.0);
        let of: OtherEnd = self.door.one(of).await?.ok_or(Error::NotFound)?;
        let other = |sql: Sql| {
            sql.push(
                " from task_link l join subject s on s.org_id = l.org_id and s.id = case when l.task_id = ",
            )
            .bind(subject.0)
            .push(" then l.subject_id else l.task_id end")
        };
        let seen = |sql: Sql| {
            let sql =
                sql.bind(self.org()).push(" and s.archived_at is null and (l.task_id = ").bind(subject.0);
            self.seen_by_caller(sql.push(" or l.subject_id = ").bind(subject.0).push(")"), &reach_of)
        };
        let counted = seen(other(Sql::new("select count(*) as count")).push(" where l.org_id = "));
        let total = self.door.one::<Count>(counted).await?.map_or(0, |row| row.count);
        let sql = seen(other(Sql::default().push_dated(SELECT, self.today())).push(REST))
            .push(" order by case when s.state in ('done', 'cancelled', 'withdrawn') then 1 else 0 end, ")
            .push("case s.kind when 'requirement' then 0 when 'control' then 1 when 'evidence' then 2 else 3 end, ")
            .push("s.reference_key, s.id limit ")
            .bind(MOST);
        let rows: Vec<Row> = self.door.all(sql).await?;
        Ok(LinkedThings { of, items: rows.into_iter().map(thing).collect(), total })
    }
}

fn thing(row: Row) -> LinkedThing {
    LinkedThing {
        owner: Owner::of(row.owner_id, row.owner_name),
        linked_by: Some(Owner { id: row.linker_id, name: row.linker_name }),
        reference: row.reference.unwrap_or_default(),
        id: row.id,
        kind: row.kind,
        title: row.title,
        state: row.state,
        due: row.due,
        linked_at: row.linked_at,
    }
}
