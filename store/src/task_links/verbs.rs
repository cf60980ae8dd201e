//! Links a task and a thing, and takes links away; either is told in the trail of both.

use super::Count;
use crate::doors::OrgTx;
use crate::error::{Error, Result, unreadable};
use domain::access::Reach;
use domain::event::Event;
use domain::id::{SubjectId, TaskId};
use domain::link::{End, Link, LinkRefused, MOST};
use sea_orm::FromQueryResult;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Kinded {
    id: Uuid,
    kind: String,
}

#[derive(FromQueryResult)]
struct Other {
    subject_id: Uuid,
}

impl OrgTx {
    /// Links a task and a thing, both of which the caller has shown to see. Saying it again changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`], or the domain's refusal.
    pub async fn link_task(&self, one: SubjectId, other: SubjectId) -> Result<()> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let ends = self.ends(one, other).await?;
        let link = Link::between(ends[0], ends[1])?;
        link.check_new(self.task(link.task, Reach::All).await?.task.control)?;
        let known = self
            .sql("select subject_id from task_link where org_id = ")
            .push(" and task_id = ")
            .bind(link.task.0)
            .push(" and subject_id = ")
            .bind(link.to.0);
        if self.door.one::<Other>(known).await?.is_some() {
            return Ok(());
        }
        for task in ends.iter().filter(|end| end.is_task) {
            if self.count_links(task.id).await? >= MOST {
                return Err(LinkRefused::TooMany.into());
            }
        }
        self.insert_link(link, by).await
    }

    async fn insert_link(&self, link: Link, by: Uuid) -> Result<()> {
        let sql = self
            .sql("insert into task_link (org_id, id, task_id, subject_id, linked_by, linked_at) values (")
            .push(", ")
            .bind_all([self.store.new_id(), link.task.0, link.to.0, by])
            .push(", ")
            .bind(self.now())
            .push(") on conflict (org_id, task_id, subject_id) do nothing");
        if self.door.run(sql).await? > 0 {
            self.record(Event::TaskLinked { subject: link.task, to: link.to });
            self.record(Event::TaskLinked { subject: link.to, to: link.task });
        }
        Ok(())
    }

    /// Takes a link away; both things stay.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub async fn unlink_task(&self, one: SubjectId, other: SubjectId) -> Result<()> {
        let ends = self.ends(one, other).await?;
        let link = Link::between(ends[0], ends[1])?;
        let sql = self
            .sql("delete from task_link where org_id = ")
            .push(" and task_id = ")
            .bind(link.task.0)
            .push(" and subject_id = ")
            .bind(link.to.0);
        if self.door.run(sql).await? == 0 {
            return Err(Error::NotFound);
        }
        self.record(Event::TaskUnlinked { subject: link.task, to: link.to });
        self.record(Event::TaskUnlinked { subject: link.to, to: link.task });
        Ok(())
    }

    /// Links the task that comes after another to the same requirements, controls and evidence; another task was linked
    /// to the one that is over.
    pub(crate) async fn carry_links(&self, from: TaskId, next: TaskId, by: Uuid) -> Result<()> {
        let sql = self
            .sql(
                "select l.subject_id from task_link l join subject s on s.org_id = l.org_id and s.id = l.subject_id \
                 where l.org_id = ",
            )
            .push(" and s.kind <> 'task' and l.task_id = ")
            .bind(from.0)
            .push(" order by l.id");
        for other in self.door.all::<Other>(sql).await? {
            self.insert_link(Link { task: next, to: SubjectId(other.subject_id) }, by).await?;
        }
        Ok(())
    }

    async fn count_links(&self, task: TaskId) -> Result<i64> {
        let sql = self
            .sql("select count(*) as count from task_link where org_id = ")
            .push(" and (task_id = ")
            .bind(task.0)
            .push(" or subject_id = ")
            .bind(task.0)
            .push(")");
        Ok(self.door.one::<Count>(sql).await?.map_or(0, |row| row.count))
    }

    /// The two ends, of which the kinds are known here alone.
    async fn ends(&self, one: SubjectId, other: SubjectId) -> Result<[End; 2]> {
        let sql = self
            .sql("select id, kind from subject where org_id = ")
            .push(" and id in (")
            .bind_all([one.0, other.0]);
        let found: Vec<Kinded> = self.door.all(sql.push(")")).await?;
        let end = |id: SubjectId| {
            let row = found.iter().find(|row| row.id == id.0).ok_or(Error::NotFound)?;
            Ok::<_, Error>(End { id, is_task: row.kind == "task" })
        };
        Ok([end(one)?, end(other)?])
    }
}
