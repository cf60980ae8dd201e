//! Who follows what, and what they are told inside the program.

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Result, unreadable};
use crate::people::Owner;
use crate::sql::Sql;
use domain::clock::Instant;
use domain::id::{CommentId, NoticeId, PersonId, SubjectId};
use domain::notice::Kind;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// How many notices are shown at once.
const SHOWN: i64 = 50;

/// Something that a person is told.
#[derive(Clone, Debug)]
pub struct NoticeView {
    /// Its id.
    pub id: NoticeId,
    /// What it is about.
    pub kind: Kind,
    /// The thing.
    pub subject: Uuid,
    /// The thing's kind, such as `task`.
    pub subject_kind: String,
    /// The thing's reference.
    pub reference: String,
    /// The thing's title.
    pub title: String,
    /// Who did it; `None` is the program, or a service outside.
    pub actor: Option<Owner>,
    /// When.
    pub at: Instant,
    /// When it was read.
    pub read_at: Option<Instant>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    subject_id: Uuid,
    subject_kind: String,
    reference: Option<String>,
    title: String,
    actor_id: Option<Uuid>,
    actor_name: Option<String>,
    at: Instant,
    read_at: Option<Instant>,
}

const SELECT: &str = "select t.id, t.kind, t.subject_id, s.kind as subject_kind, s.reference, s.title, t.actor_id, \
    a.name as actor_name, t.at, t.read_at from notice t \
    join subject s on s.org_id = t.org_id and s.id = t.subject_id \
    left join person a on a.org_id = t.org_id and a.id = t.actor_id";

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

#[derive(FromQueryResult)]
struct Follower {
    person_id: Uuid,
}

impl OrgRead {
    /// What the caller was told, latest first, and how much of it is unread.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn notices(&self) -> Result<(Vec<NoticeView>, i64)> {
        let me = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let sql = self
            .sql(&format!("{SELECT} where t.org_id = "))
            .push(" and t.person_id = ")
            .bind(me)
            .push(" order by t.id desc limit ")
            .bind(SHOWN);
        let rows: Vec<Row> = self.door.all(sql).await?;
        let count = self
            .sql("select count(*) as count from notice where org_id = ")
            .push(" and read_at is null and person_id = ")
            .bind(me);
        let unread = self.door.one::<Count>(count).await?.map_or(0, |row| row.count);
        Ok((rows.into_iter().map(view).collect::<Result<_>>()?, unread))
    }

    /// Where the caller was called by name and has not read it yet, latest first, and how often in all.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn unread_mentions(&self, limit: i64) -> Result<(Vec<NoticeView>, i64)> {
        let of_me = |sql: Sql, me: Uuid| {
            sql.push(" and t.read_at is null and t.kind = 'mentioned' and t.person_id = ").bind(me)
        };
        let me = self.me()?;
        let sql = of_me(self.sql(&format!("{SELECT} where t.org_id = ")), me);
        let rows: Vec<Row> = self.door.all(sql.push(" order by t.id desc limit ").bind(limit)).await?;
        let count = of_me(self.sql("select count(*) as count from notice t where t.org_id = "), me);
        let total = self.door.one::<Count>(count).await?.map_or(0, |row| row.count);
        Ok((rows.into_iter().map(view).collect::<Result<_>>()?, total))
    }

    /// Who follows a thing, by name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn followers(&self, subject: SubjectId) -> Result<Vec<Owner>> {
        #[derive(FromQueryResult)]
        struct Named {
            id: Uuid,
            name: String,
        }
        let sql = self
            .sql(
                "select p.id, p.name from follower t join person p on p.org_id = t.org_id and p.id = t.person_id \
                 where p.active and t.stopped_at is null and t.org_id = ",
            )
            .push(" and t.subject_id = ")
            .bind(subject.0)
            .push(" order by p.name_key, p.id");
        let rows: Vec<Named> = self.door.all(sql).await?;
        Ok(rows.into_iter().map(|row| Owner { id: row.id, name: row.name }).collect())
    }
}

fn view(row: Row) -> Result<NoticeView> {
    Ok(NoticeView {
        id: NoticeId(row.id),
        kind: Kind::parse(&row.kind).ok_or(unreadable("kind of a notice"))?,
        subject: row.subject_id,
        subject_kind: row.subject_kind,
        reference: row.reference.unwrap_or_default(),
        title: row.title,
        actor: Owner::of(row.actor_id, row.actor_name),
        at: row.at,
        read_at: row.read_at,
    })
}

impl OrgTx {
    /// The caller has read this notice; without one, all of them.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_notices(&self, one: Option<NoticeId>) -> Result<()> {
        let me = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let mut sql = Sql::new("update notice set read_at = ")
            .bind(self.now())
            .push(" where read_at is null and org_id = ")
            .bind(self.org())
            .push(" and person_id = ")
            .bind(me);
        if let Some(one) = one {
            sql = sql.push(" and id = ").bind(one.0);
        }
        self.door.run(sql).await.map(drop)
    }

    /// Begins or stops to follow a thing, because the caller says so.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_following(&self, subject: SubjectId, follows: bool) -> Result<()> {
        let me = PersonId(self.tenancy.actor().person().ok_or(unreadable("actor"))?);
        self.let_follow(subject, me).await?;
        let sql = Sql::new("update follower set stopped_at = ")
            .bind((!follows).then(|| self.now()))
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and subject_id = ")
            .bind(subject.0)
            .push(" and person_id = ")
            .bind(me.0);
        self.door.run(sql).await.map(drop)
    }

    /// Lets somebody follow a thing, unless they follow it or have stopped to.
    pub(crate) async fn let_follow(&self, subject: SubjectId, person: PersonId) -> Result<()> {
        let sql = self
            .sql("insert into follower (org_id, id, subject_id, person_id, since) values (")
            .push(", ")
            .bind_all([self.store.new_id(), subject.0, person.0])
            .push(", ")
            .bind(self.now())
            .push(") on conflict (org_id, subject_id, person_id) do nothing");
        self.door.run(sql).await.map(drop)
    }

    /// Tells somebody; nobody is told of what they did themselves, nor of what they may not see, and once of each
    /// comment.
    pub(crate) async fn notify_person(
        &self,
        person: PersonId,
        kind: Kind,
        subject: SubjectId,
        comment: Option<CommentId>,
    ) -> Result<()> {
        let actor = self.tenancy.actor().person();
        // Whoever may no longer see a thing is not told of it either.
        if actor == Some(person.0) || !self.is_seen_by(subject, person).await? {
            return Ok(());
        }
        if let Some(comment) = comment {
            let sql = self
                .sql("select count(*) as count from notice where org_id = ")
                .push(" and person_id = ")
                .bind(person.0)
                .push(" and comment_id = ")
                .bind(comment.0);
            if self.door.one::<Count>(sql).await?.is_some_and(|row| row.count > 0) {
                return Ok(());
            }
        }
        let sql = self
            .sql("insert into notice (org_id, id, person_id, kind, subject_id, comment_id, actor_id, at) values (")
            .push(", ")
            .bind_all([self.store.new_id(), person.0])
            .push(", ")
            .bind(kind.name())
            .push(", ")
            .bind(subject.0)
            .push(", ")
            .bind_all([comment.map(|comment| comment.0), actor])
            .push(", ")
            .bind(self.now())
            .push(")");
        self.door.run(sql).await.map(drop)
    }

    /// Tells everybody who follows a thing, but these.
    pub(crate) async fn tell_followers(
        &self,
        kind: Kind,
        subject: SubjectId,
        comment: Option<CommentId>,
        but: &[PersonId],
    ) -> Result<()> {
        let sql = self
            .sql(
                "select t.person_id from follower t join person p on p.org_id = t.org_id and p.id = t.person_id \
                 where p.active and t.stopped_at is null and t.org_id = ",
            )
            .push(" and t.subject_id = ")
            .bind(subject.0);
        for row in self.door.all::<Follower>(sql).await? {
            let person = PersonId(row.person_id);
            if !but.contains(&person) {
                self.notify_person(person, kind, subject, comment).await?;
            }
        }
        Ok(())
    }
}
