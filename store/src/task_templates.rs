//! Templates for tasks: what tasks of one sort begin with.

mod verbs;

use crate::doors::OrgRead;
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use crate::tasks::priority;
use domain::clock::Instant;
use domain::id::TemplateId;
use domain::task_template::{MOST, Template};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A template as it is kept.
#[derive(Clone, Debug)]
pub struct TemplateView {
    /// Its id.
    pub id: TemplateId,
    /// What it says.
    pub template: Template,
    /// Whether it is out of use.
    pub archived: bool,
    /// Its version.
    pub version: i32,
    /// When it was last changed.
    pub updated_at: Instant,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    title: String,
    description: String,
    expected_evidence: String,
    evidence_required: bool,
    checklist: serde_json::Value,
    priority: i32,
    due_in: Option<i32>,
    recurrence: Option<serde_json::Value>,
    archived_at: Option<Instant>,
    version: i32,
    updated_at: Instant,
}

const SELECT: &str = "select id, title, description, expected_evidence, evidence_required, checklist, priority, due_in, \
    recurrence, archived_at, version, updated_at from task_template where org_id = ";

fn view(row: Row) -> Result<TemplateView> {
    let what = || unreadable("template");
    Ok(TemplateView {
        id: TemplateId(row.id),
        template: Template {
            title: row.title,
            description: row.description,
            expected_evidence: row.expected_evidence,
            evidence_required: row.evidence_required,
            checklist: serde_json::from_value(row.checklist).map_err(|_| what())?,
            priority: priority(row.priority)?,
            due_in: row.due_in,
            recurrence: row.recurrence.map(serde_json::from_value).transpose().map_err(|_| what())?,
        },
        archived: row.archived_at.is_some(),
        version: row.version,
        updated_at: row.updated_at,
    })
}

impl OrgRead {
    /// The templates in use, or those out of it, by title; there are few of the first, and the latest of the others.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn task_templates(&self, archived: bool) -> Result<Vec<TemplateView>> {
        let which = if archived {
            " and archived_at is not null order by archived_at desc, id limit "
        } else {
            " and archived_at is null order by title_key, id limit "
        };
        let sql = self.sql(SELECT).push(which).bind(MOST);
        self.door.all::<Row>(sql).await?.into_iter().map(view).collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here.
    pub async fn task_template(&self, id: TemplateId) -> Result<TemplateView> {
        let sql: Sql = self.sql(SELECT).push(" and id = ").bind(id.0);
        view(self.door.one(sql).await?.ok_or(Error::NotFound)?)
    }
}
