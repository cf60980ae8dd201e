//! Certification bodies that an organisation knows: rows, views and verbs.
//!
//! An organisation knows a dozen, so they are shown all at once.

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Refused, Result, unreadable};
use crate::idempotency::{Idempotent, Key};
use crate::sql::Sql;
use crate::subjects::{Shared, check_day};
use domain::body::{Body, Change, MOST_CONTACTS, Record};
use domain::clock::Instant;
use domain::event::Event;
use domain::id::{BodyId, SubjectId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// The most bodies of one organisation, those that were put aside among them.
const MOST_BODIES: i64 = 200;

/// A certification body as it is kept.
#[derive(Clone, Debug)]
pub struct BodyView {
    /// The body of the domain.
    pub body: Body,
    /// Its reference, such as `CB-1`.
    pub reference: String,
    /// Its version.
    pub version: i32,
    /// When it last changed.
    pub updated_at: Instant,
    /// When it was put aside.
    pub archived_at: Option<Instant>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    reference: Option<String>,
    title: String,
    record: serde_json::Value,
    version: i32,
    updated_at: Instant,
    archived_at: Option<Instant>,
}

const SELECT: &str = "select t.id, s.reference, s.title, t.record, s.version, s.updated_at, s.archived_at from body t \
    join subject s on s.org_id = t.org_id and s.id = t.id where t.org_id = ";

fn view(row: Row) -> Result<BodyView> {
    let record: Record = serde_json::from_value(row.record).map_err(|_| unreadable("record of a body"))?;
    Ok(BodyView {
        body: Body { id: SubjectId(row.id), name: row.title, record },
        reference: row.reference.unwrap_or_default(),
        version: row.version,
        updated_at: row.updated_at,
        archived_at: row.archived_at,
    })
}

fn shared(body: &Body, aside: bool) -> Shared<'_> {
    let Record { accreditation, competence, sectors, languages, references, conflicts, contacts, .. } =
        &body.record;
    let mut text: Vec<&str> = vec![accreditation, competence, sectors, languages, references, conflicts];
    text.extend(contacts.iter().flat_map(|one| [one.name.as_str(), one.role.as_str()]));
    Shared {
        id: body.id,
        kind: "body",
        reference: None,
        reference_key: None,
        title: &body.name,
        state: if aside { "aside" } else { "known" },
        owner: None,
        due: None,
        text: Some(text),
    }
}

impl OrgRead {
    /// The certification bodies that the organisation knows, by their names; those put aside last.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn bodies(&self) -> Result<Vec<BodyView>> {
        let sql = Sql::new(SELECT)
            .bind(self.org())
            .push(" order by (s.archived_at is not null), s.title_key, t.id limit ")
            .bind(MOST_BODIES);
        self.door.all(sql).await?.into_iter().map(view).collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here.
    pub async fn body(&self, id: BodyId) -> Result<BodyView> {
        let sql = Sql::new(SELECT).bind(self.org()).push(" and t.id = ").bind(id.0);
        view(self.door.one(sql).await?.ok_or(Error::NotFound)?)
    }
}

impl OrgTx {
    /// Adds a certification body to those that are known; its reference is drawn at commit. A repeated `key` answers with what
    /// it made before.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there are too many, or [`Error::KeyReused`].
    pub async fn add_body(&self, name: String, record: Record, key: Option<&Key>) -> Result<Idempotent> {
        #[derive(FromQueryResult)]
        struct Count {
            count: i64,
        }
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        if let Some(key) = key
            && let Some(before) = self.answered(key).await?
        {
            return Ok(Idempotent::Repeated(before));
        }
        let count = self.sql("select count(*) as count from body where org_id = ");
        if self.door.one::<Count>(count).await?.is_some_and(|row| row.count >= MOST_BODIES) {
            return Err(Error::Invalid { field: "/name".to_owned(), code: "too_many" });
        }
        let body = Body { id: SubjectId(self.store.new_id()), name, record };
        check(&body)?;
        self.add_subject(&shared(&body, false), "CB", by).await?;
        let sql = self
            .sql("insert into body (org_id, id, record) values (")
            .push(", ")
            .bind(body.id.0)
            .push(", ")
            .bind(record_of(&body)?)
            .push(")");
        self.door.run(sql).await?;
        if let Some(key) = key {
            self.answer(key, body.id).await?;
        }
        let event = Event::BodyAdded { body: body.id };
        self.revise(body.id, 1, &event, &body)?;
        self.record(event);
        Ok(Idempotent::New(body.id))
    }

    /// Changes what is known of a body, over `version`. Where it certifies already, its name there stays what was signed.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`Error::Invalid`], or [`Refused::PutAside`].
    pub async fn revise_body(&self, id: BodyId, version: i32, change: Change) -> Result<()> {
        self.hold(id).await?;
        let view = self.body(id).await?;
        if view.version != version {
            return Err(Error::Stale { current: view.version });
        }
        if view.archived_at.is_some() {
            return Err(Refused::PutAside.into());
        }
        let mut body = view.body;
        let Some(event) = body.revise(change) else { return Ok(()) };
        check(&body)?;
        self.save_subject(&shared(&body, false), version).await?;
        let sql = Sql::new("update body set record = ")
            .bind(record_of(&body)?)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await?;
        self.revise(id, version + 1, &event, &body)?;
        self.record(event);
        Ok(())
    }

    /// Puts a body aside, so that nobody asks it any more, or takes it back, over `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Stale`].
    pub async fn put_body_aside(&self, id: BodyId, version: i32, aside: bool) -> Result<()> {
        self.hold(id).await?;
        let view = self.body(id).await?;
        if view.version != version {
            return Err(Error::Stale { current: view.version });
        }
        if view.archived_at.is_some() == aside {
            return Ok(());
        }
        self.save_subject(&shared(&view.body, aside), version).await?;
        self.set_aside(id, aside).await?;
        let event = Event::BodyPutAside { body: id, aside };
        self.revise(id, version + 1, &event, &view.body)?;
        self.record(event);
        Ok(())
    }
}

fn check(body: &Body) -> Result<()> {
    let Record { accredited_until, advised_until, contacts, .. } = &body.record;
    check_day("/accredited_until", *accredited_until)?;
    check_day("/advised_until", *advised_until)?;
    if contacts.len() > MOST_CONTACTS {
        return Err(Error::Invalid { field: "/contacts".to_owned(), code: "too_many" });
    }
    Ok(())
}

fn record_of(body: &Body) -> Result<serde_json::Value> {
    serde_json::to_value(&body.record).map_err(|_| unreadable("record of a body"))
}
