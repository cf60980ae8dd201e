//! What every noun shares: identity, reference, title, state, owner, due date, version. Who sees it is in
//! `subjects/seeing.rs`.

mod seeing;

use crate::doors::{OrgRead, OrgTx};
use crate::entity::{person, subject};
use crate::error::{Error, Result};
use crate::find::{Searched, name_searched};
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::access::Action;
use domain::calendar::can_be_due;
use domain::id::{PersonId, SubjectId};
use domain::text::folded;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;

/// A short name for a control or requirement elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, FromQueryResult)]
pub struct ControlRef {
    /// Its id.
    pub id: Uuid,
    /// Its reference, such as `A.6.2.4`.
    pub reference: String,
    /// Its title.
    pub title: String,
}

/// What a noun says of its subject's row.
pub(crate) struct Shared<'a> {
    pub(crate) id: SubjectId,
    pub(crate) kind: &'static str,
    pub(crate) reference: Option<&'a str>,
    pub(crate) reference_key: Option<String>,
    pub(crate) title: &'a str,
    pub(crate) state: &'a str,
    pub(crate) owner: Option<PersonId>,
    pub(crate) due: Option<NaiveDate>,
    /// What else it is found by; `None` leaves that as it was.
    pub(crate) text: Option<Vec<&'a str>>,
}

impl Shared<'_> {
    pub(crate) fn searched(&self) -> Searched {
        let text = self.text.as_deref().unwrap_or_default();
        Searched::new(self.id.0, self.kind, self.reference, self.title, text)
    }
}

#[derive(FromQueryResult)]
struct Drawn {
    last: i64,
}

#[derive(FromQueryResult)]
struct Version {
    version: i32,
}

impl OrgTx {
    pub(crate) fn subject_row(&self, shared: &Shared<'_>, by: Uuid) -> subject::ActiveModel {
        subject::ActiveModel {
            org_id: Set(self.org()),
            id: Set(shared.id.0),
            kind: Set(shared.kind.to_owned()),
            reference: Set(shared.reference.map(str::to_owned)),
            reference_key: Set(shared.reference_key.clone()),
            title: Set(shared.title.to_owned()),
            title_key: Set(folded(shared.title)),
            state: Set(shared.state.to_owned()),
            owner_id: Set(shared.owner.map(|owner| owner.0)),
            due: Set(shared.due),
            version: Set(1),
            archived_at: Set(None),
            created_by: Set(by),
            created_at: Set(self.now()),
            updated_at: Set(self.now()),
        }
    }

    /// Adds a subject whose reference is drawn at commit.
    pub(crate) async fn add_subject(
        &self,
        shared: &Shared<'_>,
        prefix: &'static str,
        by: Uuid,
    ) -> Result<()> {
        subject::Entity::insert(self.subject_row(shared, by)).exec_without_returning(self.door.tx()).await?;
        self.add_searched(&[shared.searched()]).await?;
        self.pending().references.push((shared.id, prefix));
        Ok(())
    }

    /// Writes a subject's new version over `version`.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody else was faster.
    pub(crate) async fn save_subject(&self, shared: &Shared<'_>, version: i32) -> Result<()> {
        let sql = Sql::new("update subject set title = ")
            .bind(shared.title)
            .push(", title_key = ")
            .bind(folded(shared.title))
            .push(", state = ")
            .bind(shared.state)
            .push(", owner_id = ")
            .bind(shared.owner.map(|owner| owner.0))
            .push(", due = ")
            .bind(shared.due)
            .push(", updated_at = ")
            .bind(self.now())
            .push(", version = version + 1 where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(shared.id.0)
            .push(" and version = ")
            .bind(version);
        if self.door.run(sql).await? == 1 {
            return self.save_searched(shared.id.0, shared.title, shared.text.as_deref()).await;
        }
        match self.subject_version(shared.id).await? {
            Some(current) => Err(Error::Stale { current }),
            None => Err(Error::NotFound),
        }
    }

    /// Puts a subject aside, or takes it back.
    pub(crate) async fn set_aside(&self, id: SubjectId, aside: bool) -> Result<()> {
        let sql = Sql::new("update subject set archived_at = ")
            .bind(aside.then(|| self.now()))
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await.map(drop)
    }

    /// Holds a subject until the transaction ends: what follows from several others is reckoned by one at a time.
    pub(crate) async fn hold(&self, id: SubjectId) -> Result<()> {
        // SQLite has one writer, and that is this transaction.
        if self.door.backend() != DbBackend::Postgres {
            return Ok(());
        }
        let sql = self.sql("select version from subject where org_id = ").push(" and id = ").bind(id.0);
        self.door.one::<Version>(sql.push(" for update")).await.map(drop)
    }

    /// The version of a subject's row, where there is one.
    pub(crate) async fn subject_version(&self, id: SubjectId) -> Result<Option<i32>> {
        let sql = self.sql("select version from subject where org_id = ").push(" and id = ").bind(id.0);
        Ok(self.door.one::<Version>(sql).await?.map(|row| row.version))
    }
}

/// Checks that a subject can be due on that day.
///
/// # Errors
/// [`Error::Invalid`] at `/due`.
pub(crate) fn check_due(due: Option<NaiveDate>) -> Result<()> {
    match due {
        Some(day) if !can_be_due(day) => {
            Err(Error::Invalid { field: "/due".to_owned(), code: "unlikely_date" })
        }
        _ => Ok(()),
    }
}

/// What is asked of whoever wants to see a thing of a kind, or a person. What is not named here is seen by nobody.
pub(crate) const READING: &[(&str, Action)] = &[
    ("task", Action::ReadTasks),
    ("control", Action::ReadControls),
    ("requirement", Action::ReadControls),
    ("evidence", Action::ReadEvidence),
    ("certification", Action::ReadCertification),
    ("body", Action::ReadCertification),
    ("finding", Action::ReadFindings),
    ("module", Action::ReadTraining),
    ("assignment", Action::ReadTraining),
    ("person", Action::ReadPeople),
    ("team", Action::ReadPeople),
];

/// What falls due and is no thing that is worked on: nobody comments on it, links to it or finds it by words.
pub(crate) const PAGELESS: &[(&str, Action)] =
    &[("token", Action::UseTokens), ("connection", Action::ManageConnections)];

fn reading(kind: &str) -> Option<Action> {
    READING.iter().find(|(one, _)| *one == kind).map(|(_, action)| *action)
}

impl OrgRead {
    /// A person who may be made responsible: of this organisation, and active.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `field` when there is no such person here.
    pub(crate) async fn check_owner(&self, field: &'static str, owner: Option<PersonId>) -> Result<()> {
        let Some(owner) = owner else { return Ok(()) };
        let found = self
            .find::<person::Entity>()
            .filter(person::Column::Id.eq(owner.0))
            .filter(person::Column::Active.eq(true))
            .filter(person::Column::ServiceFor.is_null())
            .one(self.door.tx())
            .await?;
        found.map(drop).ok_or(Error::Invalid { field: field.to_owned(), code: "no_such_person" })
    }
}

/// Gives each new subject the next number of its prefix. A number is never given twice.
pub(crate) async fn draw_references(
    org: &OrgRead,
    wanted: Vec<(SubjectId, &'static str)>,
) -> Result<Vec<(SubjectId, String)>> {
    let mut drawn = Vec::new();
    for (subject, prefix) in wanted {
        let sql =
            org.sql("insert into counter (org_id, prefix, last) values (").push(", ").bind(prefix).push(
                ", 1) on conflict (org_id, prefix) do update set last = counter.last + 1 returning last",
            );
        let Drawn { last } = org.door.one(sql).await?.ok_or(Error::NotFound)?;
        let reference = format!("{prefix}-{last}");
        let sql = Sql::new("update subject set reference = ")
            .bind(reference.clone())
            .push(", reference_key = ")
            .bind(number_key(prefix, last))
            .push(" where org_id = ")
            .bind(org.org())
            .push(" and id = ")
            .bind(subject.0);
        org.door.run(sql).await?;
        name_searched(org, subject, &reference).await?;
        drawn.push((subject, reference));
    }
    Ok(drawn)
}

/// A key under which `TSK-9` sorts before `TSK-10`.
fn number_key(prefix: &str, number: i64) -> String {
    format!("{}-{number:010}", folded(prefix))
}

/// The same of another day, at its own field.
pub(crate) fn check_day(field: &str, day: Option<NaiveDate>) -> Result<()> {
    check_due(day).map_err(|error| match error {
        Error::Invalid { code, .. } => Error::Invalid { field: field.to_owned(), code },
        other => other,
    })
}
