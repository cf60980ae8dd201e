//! Who follows what, and what they are told inside the program.

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Result, unreadable};
use crate::people::Owner;
use crate::sql::Sql;
use domain::channel_health::Carrier;
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
    /// The thing, or the person that it is about; the organisation, where it is about a way of sending.
    pub subject: Uuid,
    /// The thing's kind, such as `task`, `person` or `channel`.
    pub subject_kind: String,
    /// The thing's reference; of a way of sending its name.
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

/// What somebody is to be told.
pub(crate) struct NewNotice {
    pub(crate) person: PersonId,
    pub(crate) kind: Kind,
    pub(crate) subject: Option<SubjectId>,
    pub(crate) about: Option<PersonId>,
    pub(crate) comment: Option<CommentId>,
    pub(crate) channel: Option<Carrier>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    subject_id: Option<Uuid>,
    subject_kind: Option<String>,
    reference: Option<String>,
    title: Option<String>,
    about_id: Option<Uuid>,
    about_name: Option<String>,
    channel: Option<String>,
    actor_id: Option<Uuid>,
    actor_name: Option<String>,
    at: Instant,
    read_at: Option<Instant>,
}

const SELECT: &str = "select t.id, t.kind, t.subject_id, s.kind as subject_kind, s.reference, s.title, t.about_id, \
    b.name as about_name, t.channel, t.actor_id, a.name as actor_name, t.at, t.read_at from notice t \
    left join subject s on s.org_id = t.org_id and s.id = t.subject_id \
    left join person b on b.org_id = t.org_id and b.id = t.about_id \
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
        let hidden = self.choices_of(PersonId(me)).await?.hidden();
        let sql = self.sql(&format!("{SELECT} where t.org_id = ")).push(" and t.person_id = ").bind(me);
        let sql = but(sql, "t.kind", &hidden).push(" order by t.id desc limit ").bind(SHOWN);
        let rows: Vec<Row> = self.door.all(sql).await?;
        let count = self
            .sql("select count(*) as count from notice t where t.org_id = ")
            .push(" and t.read_at is null and t.person_id = ")
            .bind(me);
        let count = but(count, "t.kind", &hidden);
        let unread = self.door.one::<Count>(count).await?.map_or(0, |row| row.count);
        Ok((rows.into_iter().map(|row| self.notice(row)).collect::<Result<_>>()?, unread))
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
        Ok((rows.into_iter().map(|row| self.notice(row)).collect::<Result<_>>()?, total))
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

    fn notice(&self, row: Row) -> Result<NoticeView> {
        let (subject, kind) = match (row.subject_id, row.about_id, &row.channel) {
            (Some(subject), _, _) => (subject, row.subject_kind.unwrap_or_default()),
            (None, Some(person), _) => (person, "person".to_owned()),
            (None, None, Some(_)) => (self.org(), "channel".to_owned()),
            (None, None, None) => return Err(unreadable("notice")),
        };
        Ok(NoticeView {
            id: NoticeId(row.id),
            kind: Kind::parse(&row.kind).ok_or(unreadable("kind of a notice"))?,
            subject,
            subject_kind: kind,
            reference: row.reference.or(row.channel).unwrap_or_default(),
            title: row.title.or(row.about_name).unwrap_or_default(),
            actor: Owner::of(row.actor_id, row.actor_name),
            at: row.at,
            read_at: row.read_at,
        })
    }
}

/// Leaves out what somebody does not want to be shown.
fn but(sql: Sql, column: &str, hidden: &[&'static str]) -> Sql {
    if hidden.is_empty() {
        return sql;
    }
    sql.push(&format!(" and {column} not in ("))
        .bind_all(hidden.iter().map(|kind| (*kind).to_owned()))
        .push(")")
}

impl OrgTx {
    /// The caller has read this notice; without one, all of them.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_notices(&self, one: Option<NoticeId>) -> Result<()> {
        let me = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let sql = Sql::new("update notice set read_at = ")
            .bind(self.now())
            .push(" where read_at is null and org_id = ")
            .bind(self.org())
            .push(" and person_id = ")
            .bind(me);
        let sql = match one {
            Some(one) => sql.push(" and id = ").bind(one.0),
            // Nobody has read what is not shown to them.
            None => but(sql, "kind", &self.choices_of(PersonId(me)).await?.hidden()),
        };
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
        let notice = NewNotice { person, kind, subject: Some(subject), about: None, comment, channel: None };
        let id = self.add_notice(&notice).await?;
        self.plan_notice(id, person, kind, subject).await
    }

    /// Writes what somebody is told inside the program.
    pub(crate) async fn add_notice(&self, new: &NewNotice) -> Result<NoticeId> {
        let id = NoticeId(self.store.new_id());
        let sql = self
            .sql(
                "insert into notice (org_id, id, person_id, kind, subject_id, about_id, comment_id, actor_id, \
                 channel, at) values (",
            )
            .push(", ")
            .bind_all([id.0, new.person.0])
            .push(", ")
            .bind(new.kind.name())
            .push(", ")
            .bind_all([
                new.subject.map(|subject| subject.0),
                new.about.map(|about| about.0),
                new.comment.map(|comment| comment.0),
                self.tenancy.actor().person(),
            ])
            .push(", ")
            .bind(new.channel.map(Carrier::name))
            .push(", ")
            .bind(self.now())
            .push(")");
        self.door.run(sql).await?;
        Ok(id)
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
