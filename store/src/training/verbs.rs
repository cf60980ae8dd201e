//! What is done with modules: load, verb of the domain, save, record; who is asked follows from a job.

use super::modules::{MOST_MODULES, ModuleView, record_of, shared};
use crate::doors::OrgTx;
use crate::error::{Error, Refused, Result, unreadable};
use crate::idempotency::{Idempotent, Key};
use crate::sql::Sql;
use domain::event::Event;
use domain::id::{ModuleId, PersonId, SubjectId};
use domain::training::{AgainFor, Audience, Module, ModuleChange, ModuleRefused, Proof, Rhythm, Version};
use sea_orm::FromQueryResult;

/// A module to be added, with what its first draft says.
#[derive(Clone, Debug)]
pub struct NewModule {
    /// One line.
    pub title: String,
    /// From which module of the catalogue it begins.
    pub catalogue: Option<String>,
    /// Who is to be asked.
    pub audience: Audience,
    /// By when, and how often.
    pub rhythm: Rhythm,
    /// The draft.
    pub draft: Version,
}

impl OrgTx {
    /// Adds a module with its first draft; its reference is drawn at commit. A repeated `key` answers with what it made before.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there are too many, or [`Error::KeyReused`].
    pub async fn add_module(&self, new: NewModule, key: Option<&Key>) -> Result<Idempotent> {
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
        let count = self.sql("select count(*) as count from module where org_id = ");
        if self.door.one::<Count>(count).await?.is_some_and(|row| row.count >= MOST_MODULES) {
            return Err(Error::Invalid { field: "/title".to_owned(), code: "too_many" });
        }
        let module = Module {
            id: SubjectId(self.store.new_id()),
            title: new.title,
            owner: Some(PersonId(by)),
            catalogue: new.catalogue,
            audience: new.audience,
            rhythm: new.rhythm,
            proof: Proof::Link,
            current: None,
        };
        self.add_subject(&shared(&module, false), "TRN", by).await?;
        let sql = self
            .sql("insert into module (org_id, id, record) values (")
            .push(", ")
            .bind(module.id.0)
            .push(", ")
            .bind(record_of(&module)?)
            .push(")");
        self.door.run(sql).await?;
        self.write_draft(module.id, &new.draft, by).await?;
        if let Some(key) = key {
            self.answer(key, module.id).await?;
        }
        let event = Event::ModuleAdded { module: module.id };
        self.revise(module.id, 1, &event, &module)?;
        self.record(event);
        Ok(Idempotent::New(module.id))
    }

    /// Changes what is said of a module, or who is asked, over `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`Error::Invalid`], or [`ModuleRefused::Aside`].
    pub async fn revise_module(&self, id: ModuleId, version: i32, change: ModuleChange) -> Result<()> {
        self.check_owner("/owner", change.owner.flatten()).await?;
        if let Some(audience) = &change.audience {
            self.check_audience(audience).await?;
        }
        let mut view = self.held_module(id, version, true).await?;
        let Some(event) = view.module.revise(change) else { return Ok(()) };
        self.save_module(&view, false, event).await?;
        self.sweep_at_once(id).await
    }

    /// Writes the draft of a module, over `version`. What was approved stays what it is.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], or [`ModuleRefused::Aside`].
    pub async fn draft_module(&self, id: ModuleId, version: i32, mut draft: Version) -> Result<()> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let view = self.held_module(id, version, true).await?;
        draft.number = view.module.current.unwrap_or_default() + 1;
        self.write_draft(id, &draft, by).await?;
        self.save_module(&view, false, Event::ModuleDrafted { module: id, version: draft.number }).await
    }

    /// Approves the draft of a module, over `version`: it is asked for from now on. Whoever wrote it says why nobody else can.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], or [`ModuleRefused`].
    pub async fn approve_module(&self, id: ModuleId, version: i32, reason: Option<&str>) -> Result<()> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let mut view = self.held_module(id, version, true).await?;
        let (mut draft, authors) = self.draft_of(id).await?.ok_or(Refused::Module(ModuleRefused::NoDraft))?;
        let own = authors.contains(&by);
        draft.check_approval(own, reason).map_err(Refused::Module)?;
        // Before the first nobody did anything that could be asked again.
        let again = if view.module.current.is_some() { draft.again } else { AgainFor::All };
        let reason = reason.map(str::trim).filter(|reason| own && !reason.is_empty());
        // What people are shown is called what the module is called on the day.
        draft.title.clone_from(&view.module.title);
        let body = serde_json::to_value(&draft).map_err(|_| unreadable("version of a module"))?;
        let sql = Sql::new("update module_version set body = ")
            .bind(body)
            .push(", approved_by = ")
            .bind(by)
            .push(", approved_at = ")
            .bind(self.now())
            .push(", reason = ")
            .bind(reason)
            .push(" where approved_at is null and org_id = ")
            .bind(self.org())
            .push(" and module_id = ")
            .bind(id.0);
        self.door.run(sql).await?;
        view.module.current = Some(draft.number);
        let (version, reason) = (draft.number, reason.map(str::to_owned));
        self.save_module(&view, false, Event::ModuleApproved { module: id, version, again, reason }).await?;
        self.sweep_at_once(id).await
    }

    /// Puts a module aside, so that nobody is asked any more, or takes it back, over `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Stale`].
    pub async fn put_module_aside(&self, id: ModuleId, version: i32, aside: bool) -> Result<()> {
        let view = self.held_module(id, version, false).await?;
        if view.archived_at.is_some() == aside {
            return Ok(());
        }
        self.save_module(&view, aside, Event::ModulePutAside { module: id, aside }).await?;
        self.set_aside(id, aside).await?;
        self.sweep_at_once(id).await
    }

    /// A module that nobody else changes meanwhile.
    async fn held_module(&self, id: ModuleId, version: i32, in_use: bool) -> Result<ModuleView> {
        self.hold(id).await?;
        let view = self.module(id).await?;
        if view.version != version {
            return Err(Error::Stale { current: view.version });
        }
        if in_use && view.archived_at.is_some() {
            return Err(Refused::Module(ModuleRefused::Aside).into());
        }
        Ok(view)
    }

    async fn save_module(&self, view: &ModuleView, aside: bool, event: Event) -> Result<()> {
        let module = &view.module;
        self.save_subject(&shared(module, aside), view.version).await?;
        let sql = Sql::new("update module set record = ")
            .bind(record_of(module)?)
            .push(", current = ")
            .bind(module.current.map(i64::from))
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(module.id.0);
        self.door.run(sql).await?;
        self.revise(module.id, view.version + 1, &event, module)?;
        self.record(event);
        Ok(())
    }
}
