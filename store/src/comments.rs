//! What people say about a thing. Who may see the thing may read it; the caller shows that first.

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Refused, Result, unreadable};
use crate::listing::Page;
use crate::people::Owner;
use crate::sql::Sql;
use domain::access::Reach;
use domain::clock::Instant;
use domain::comment::{Words, mentioned};
use domain::event::Event;
use domain::id::{CommentId, PersonId, SubjectId};
use domain::notice::Kind;
use sea_orm::FromQueryResult;
use std::collections::HashMap;
use uuid::Uuid;

/// A comment.
#[derive(Clone, Debug)]
pub struct CommentView {
    /// Its id.
    pub id: CommentId,
    /// Who wrote it.
    pub author: Owner,
    /// What it says; empty once it was taken back.
    pub text: String,
    /// Who is called in it, by id and name.
    pub mentions: Vec<Owner>,
    /// When it was written.
    pub created_at: Instant,
    /// When it was last changed.
    pub edited_at: Option<Instant>,
    /// When it was taken back.
    pub removed_at: Option<Instant>,
    /// The version.
    pub version: i32,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    author_id: Uuid,
    author_name: String,
    text: String,
    created_at: Instant,
    edited_at: Option<Instant>,
    removed_at: Option<Instant>,
    version: i32,
}

#[derive(FromQueryResult)]
struct Named {
    id: Uuid,
    name: String,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

#[derive(FromQueryResult)]
struct Standing {
    subject_id: Uuid,
    author_id: Uuid,
    version: i32,
    removed_at: Option<Instant>,
}

impl OrgRead {
    /// What was said about a thing after `after`, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn comments(
        &self,
        subject: SubjectId,
        after: Option<CommentId>,
        limit: u64,
    ) -> Result<Page<CommentView>> {
        let sql = self
            .sql(
                "select t.id, t.author_id, p.name as author_name, t.text, t.created_at, t.edited_at, t.removed_at, t.version \
                 from comment t join person p on p.org_id = t.org_id and p.id = t.author_id where t.org_id = ",
            )
            .push(" and t.subject_id = ")
            .bind(subject.0)
            .push(" and t.id > ")
            .bind(after.map_or(Uuid::nil(), |after| after.0))
            .push(" order by t.id limit ")
            .bind(i64::try_from(limit + 1).unwrap_or(i64::MAX));
        let mut rows: Vec<Row> = self.door.all(sql).await?;
        let more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let count = self
            .sql("select count(*) as count from comment where org_id = ")
            .push(" and subject_id = ")
            .bind(subject.0);
        let total = self.door.one::<Count>(count).await?.map_or(0, |row| row.count);
        let names = self.names_of(rows.iter().flat_map(|row| mentioned(&row.text)).collect()).await?;
        let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
        Ok(Page { items: rows.into_iter().map(|row| view(row, &names)).collect(), next, total })
    }

    pub(crate) async fn names_of(&self, people: Vec<PersonId>) -> Result<HashMap<Uuid, String>> {
        if people.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = self
            .sql("select id, name from person where org_id = ")
            .push(" and id in (")
            .bind_all(people.into_iter().map(|person| person.0))
            .push(")");
        Ok(self.door.all::<Named>(sql).await?.into_iter().map(|row| (row.id, row.name)).collect())
    }
}

fn view(row: Row, names: &HashMap<Uuid, String>) -> CommentView {
    let named = |id: PersonId| names.get(&id.0).map(|name| Owner { id: id.0, name: name.clone() });
    CommentView {
        id: CommentId(row.id),
        mentions: mentioned(&row.text).into_iter().filter_map(named).collect(),
        author: Owner { id: row.author_id, name: row.author_name },
        text: row.text,
        created_at: row.created_at,
        edited_at: row.edited_at,
        removed_at: row.removed_at,
        version: row.version,
    }
}

impl OrgTx {
    /// Says something about a thing. Whoever writes follows it from now on, and so does whoever is called; they and the
    /// other followers are told.
    ///
    /// # Errors
    /// [`Error::Invalid`] where somebody is called who is nobody here.
    pub async fn comment(&self, subject: SubjectId, words: &Words) -> Result<CommentId> {
        let author = PersonId(self.tenancy.actor().person().ok_or(unreadable("actor"))?);
        self.check_mentions(subject, words).await?;
        let id = CommentId(self.store.new_id());
        let sql = self
            .sql(
                "insert into comment (org_id, id, subject_id, author_id, text, version, created_at) values (",
            )
            .push(", ")
            .bind_all([id.0, subject.0, author.0])
            .push(", ")
            .bind(words.text())
            .push(", 1, ")
            .bind(self.now())
            .push(")");
        self.door.run(sql).await?;
        self.record(Event::CommentAdded { subject, comment: id });
        self.let_follow(subject, author).await?;
        for person in words.mentions() {
            self.let_follow(subject, *person).await?;
            self.notify_person(*person, Kind::Mentioned, subject, Some(id)).await?;
        }
        self.tell_followers(Kind::Commented, subject, Some(id), words.mentions()).await?;
        Ok(id)
    }

    /// Says it differently, over `version`. Whoever is called for the first time is told.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], or [`Refused::NotAuthor`]: only who wrote it changes it.
    pub async fn edit_comment(
        &self,
        subject: SubjectId,
        id: CommentId,
        version: i32,
        words: &Words,
    ) -> Result<()> {
        let standing = self.comment_standing(subject, id, version).await?;
        if Some(standing.author_id) != self.tenancy.actor().person() {
            return Err(Refused::NotAuthor.into());
        }
        self.check_mentions(subject, words).await?;
        let sql =
            Sql::new("update comment set text = ").bind(words.text()).push(", edited_at = ").bind(self.now());
        self.save_comment(id, sql).await?;
        self.record(Event::CommentEdited { subject, comment: id });
        for person in words.mentions() {
            self.let_follow(subject, *person).await?;
            self.notify_person(*person, Kind::Mentioned, subject, Some(id)).await?;
        }
        Ok(())
    }

    /// Takes a comment back: that there was one stays, what it said goes. `moderate` reaches others' comments, too.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`] or [`Refused::NotAuthor`].
    pub async fn remove_comment(
        &self,
        subject: SubjectId,
        id: CommentId,
        version: i32,
        moderate: Reach,
    ) -> Result<()> {
        let standing = self.comment_standing(subject, id, version).await?;
        if Some(standing.author_id) != self.tenancy.actor().person() && moderate != Reach::All {
            return Err(Refused::NotAuthor.into());
        }
        let sql = Sql::new("update comment set text = '', removed_at = ").bind(self.now());
        self.save_comment(id, sql).await?;
        self.record(Event::CommentRemoved { subject, comment: id });
        Ok(())
    }

    /// Whoever is called has to be somebody here who may see the thing: else the call would tell them of it.
    async fn check_mentions(&self, subject: SubjectId, words: &Words) -> Result<()> {
        for person in words.mentions() {
            self.check_owner("/text", Some(*person)).await?;
            if !self.is_seen_by(subject, *person).await? {
                return Err(Error::Invalid { field: "/text".to_owned(), code: "cannot_see" });
            }
        }
        Ok(())
    }

    async fn comment_standing(&self, subject: SubjectId, id: CommentId, version: i32) -> Result<Standing> {
        let sql = self
            .sql("select subject_id, author_id, version, removed_at from comment where org_id = ")
            .push(" and id = ")
            .bind(id.0);
        let standing: Standing = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        if standing.subject_id != subject.0 || standing.removed_at.is_some() {
            return Err(Error::NotFound);
        }
        if standing.version != version {
            return Err(Error::Stale { current: standing.version });
        }
        Ok(standing)
    }

    async fn save_comment(&self, id: CommentId, set: Sql) -> Result<()> {
        let sql = set
            .push(", version = version + 1 where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await.map(drop)
    }
}
