//! What is done with templates.

use crate::doors::OrgTx;
use crate::error::{Error, Result, unreadable};
use crate::idempotency::Key;
use crate::sql::Sql;
use crate::tasks::number;
use domain::event::Event;
use domain::id::TemplateId;
use domain::task_template::{MOST, Template, TemplateChange};
use domain::text::folded;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

#[derive(FromQueryResult)]
struct Made {
    id: Uuid,
    made_request: Option<String>,
}

fn json(value: &impl serde::Serialize) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|_| unreadable("template"))
}

impl OrgTx {
    /// Makes a template. The same request with the same key makes it once.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there are too many in use, [`Error::KeyReused`] when the key came with another request.
    pub async fn add_task_template(&self, new: &Template, key: Option<&Key>) -> Result<TemplateId> {
        let me = self.me()?;
        if let Some(made) = self.template_made_before(me, key).await? {
            return Ok(made);
        }
        self.check_template_room().await?;
        let id = TemplateId(self.store.new_id());
        let values: [Value; 15] = [
            id.0.into(),
            new.title.clone().into(),
            folded(&new.title).into(),
            new.description.clone().into(),
            new.expected_evidence.clone().into(),
            new.evidence_required.into(),
            json(&new.checklist)?.into(),
            number(new.priority).into(),
            new.due_in.into(),
            new.recurrence.as_ref().map(json).transpose()?.into(),
            me.into(),
            key.map(|key| key.name().to_owned()).into(),
            key.map(|key| key.request().to_owned()).into(),
            self.now().into(),
            self.now().into(),
        ];
        let sql = self
            .sql(
                "insert into task_template (version, org_id, id, title, title_key, description, expected_evidence, \
                 evidence_required, checklist, priority, due_in, recurrence, made_by, made_key, made_request, created_at, \
                 updated_at) values (1, ",
            )
            .push(", ")
            .bind_all(values)
            .push(")");
        self.unless_taken(sql).await?;
        self.record(Event::TemplateAdded { template: id });
        Ok(id)
    }

    /// Changes a template, over `version`. Tasks that were made with it stay as they are.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Stale`].
    pub async fn revise_task_template(
        &self,
        id: TemplateId,
        version: i32,
        change: TemplateChange,
    ) -> Result<()> {
        let before = self.task_template(id).await?;
        if before.version != version {
            return Err(Error::Stale { current: before.version });
        }
        let mut template = before.template;
        let fields = template.revise(change);
        if fields.is_empty() {
            return Ok(());
        }
        let sql = Sql::new("update task_template set title = ")
            .bind(template.title.clone())
            .push(", title_key = ")
            .bind(folded(&template.title))
            .push(", description = ")
            .bind(template.description.clone())
            .push(", expected_evidence = ")
            .bind(template.expected_evidence.clone())
            .push(", evidence_required = ")
            .bind(template.evidence_required)
            .push(", checklist = ")
            .bind(json(&template.checklist)?)
            .push(", priority = ")
            .bind(number(template.priority))
            .push(", due_in = ")
            .bind(template.due_in)
            .push(", recurrence = ")
            .bind(template.recurrence.as_ref().map(json).transpose()?);
        self.save_template(id, version, sql).await?;
        self.record(Event::TemplateRevised { template: id, fields });
        Ok(())
    }

    /// Takes a template out of use, or back into it, over `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], or [`Error::Invalid`] when there are too many in use.
    pub async fn archive_task_template(&self, id: TemplateId, version: i32, archived: bool) -> Result<()> {
        let before = self.task_template(id).await?;
        if before.version != version {
            return Err(Error::Stale { current: before.version });
        }
        if before.archived == archived {
            return Ok(());
        }
        if !archived {
            self.check_template_room().await?;
        }
        let sql = Sql::new("update task_template set archived_at = ").bind(archived.then(|| self.now()));
        self.save_template(id, version, sql).await?;
        self.record(Event::TemplateArchived { template: id, archived });
        Ok(())
    }

    async fn save_template(&self, id: TemplateId, version: i32, set: Sql) -> Result<()> {
        let sql = set
            .push(", updated_at = ")
            .bind(self.now())
            .push(", version = version + 1 where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0)
            .push(" and version = ")
            .bind(version);
        if self.door.run(sql).await? == 1 {
            return Ok(());
        }
        Err(Error::Stale { current: self.task_template(id).await?.version })
    }

    async fn check_template_room(&self) -> Result<()> {
        let sql = self.sql("select count(*) as count from task_template where org_id = ");
        let sql = sql.push(" and archived_at is null");
        let found = self.door.one::<Count>(sql).await?.map_or(0, |row| row.count);
        if found < MOST {
            return Ok(());
        }
        Err(Error::Invalid { field: "/title".to_owned(), code: "too_many" })
    }

    async fn template_made_before(&self, me: Uuid, key: Option<&Key>) -> Result<Option<TemplateId>> {
        let Some(key) = key else { return Ok(None) };
        let sql = self
            .sql("select id, made_request from task_template where org_id = ")
            .push(" and made_by = ")
            .bind(me)
            .push(" and made_key = ")
            .bind(key.name());
        match self.door.one::<Made>(sql).await? {
            None => Ok(None),
            Some(made) if made.made_request.as_deref() == Some(key.request()) => {
                Ok(Some(TemplateId(made.id)))
            }
            Some(_) => Err(Error::KeyReused),
        }
    }
}
