//! The versions of a module: one draft at most, and those that were approved, which never change.

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Result, unreadable};
use crate::people::Owner;
use domain::clock::Instant;
use domain::id::ModuleId;
use domain::training::{Known, Said, Version};
use sea_orm::FromQueryResult;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A version of a module.
#[derive(Clone, Debug)]
pub struct VersionView {
    /// What it says.
    pub body: Version,
    /// Who wrote it.
    pub made_by: Owner,
    /// When it was last written.
    pub made_at: Instant,
    /// Who approved it; nobody: it is a draft.
    pub approved_by: Option<Owner>,
    /// When.
    pub approved_at: Option<Instant>,
    /// Why whoever wrote it approved it themselves, where they did.
    pub reason: Option<String>,
}

#[derive(FromQueryResult)]
struct Row {
    body: serde_json::Value,
    made_by: Uuid,
    made_name: String,
    made_at: Instant,
    approved_by: Option<Uuid>,
    approved_name: Option<String>,
    approved_at: Option<Instant>,
    reason: Option<String>,
}

#[derive(FromQueryResult)]
struct Body {
    body: serde_json::Value,
}

const SELECT: &str = "select t.body, t.made_by, m.name as made_name, t.made_at, t.approved_by, a.name as approved_name, \
    t.approved_at, t.reason from module_version t join person m on m.org_id = t.org_id and m.id = t.made_by \
    left join person a on a.org_id = t.org_id and a.id = t.approved_by where t.org_id = ";
/// The most versions that are shown, the latest first.
const SHOWN: i64 = 100;

pub(super) fn read(body: serde_json::Value) -> Result<Version> {
    serde_json::from_value(body).map_err(|_| unreadable("version of a module"))
}

fn view(row: Row) -> Result<VersionView> {
    Ok(VersionView {
        body: read(row.body)?,
        made_by: Owner { id: row.made_by, name: row.made_name },
        made_at: row.made_at,
        approved_by: Owner::of(row.approved_by, row.approved_name),
        approved_at: row.approved_at,
        reason: row.reason,
    })
}

impl OrgRead {
    /// The versions of a module, the latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn module_versions(&self, module: ModuleId) -> Result<Vec<VersionView>> {
        let sql = self
            .sql(SELECT)
            .push(" and t.module_id = ")
            .bind(module.0)
            .push(" order by t.number desc limit ")
            .bind(SHOWN);
        self.door.all(sql).await?.into_iter().map(view).collect()
    }

    /// What a version of a module says.
    pub(super) async fn version_of(&self, module: ModuleId, number: u32) -> Result<Version> {
        let sql = self
            .sql("select body from module_version where org_id = ")
            .push(" and module_id = ")
            .bind(module.0)
            .push(" and number = ")
            .bind(i64::from(number));
        read(self.door.one::<Body>(sql).await?.ok_or(unreadable("version of a module"))?.body)
    }

    /// Who is asked again because of which version.
    pub(super) async fn known_versions(&self, module: ModuleId, current: u32) -> Result<Known> {
        let sql = self
            .sql("select body from module_version where org_id = ")
            .push(" and module_id = ")
            .bind(module.0)
            .push(" and approved_at is not null order by number");
        let rows: Vec<Body> = self.door.all(sql).await?;
        let said = |row: Body| {
            let Version { number, again, changed, .. } = read(row.body)?;
            Ok(Said { number, again, changed })
        };
        Ok(Known { current, versions: rows.into_iter().map(said).collect::<Result<_>>()? })
    }

    /// The draft of a module, and everybody who wrote at it.
    pub(super) async fn draft_of(&self, module: ModuleId) -> Result<Option<(Version, BTreeSet<Uuid>)>> {
        #[derive(FromQueryResult)]
        struct Draft {
            body: serde_json::Value,
            authors: serde_json::Value,
        }
        let sql = self
            .sql("select body, authors from module_version where org_id = ")
            .push(" and approved_at is null and module_id = ")
            .bind(module.0);
        let draft = self.door.one::<Draft>(sql).await?;
        draft
            .map(|row| {
                let authors =
                    serde_json::from_value(row.authors).map_err(|_| unreadable("authors of a version"))?;
                Ok((read(row.body)?, authors))
            })
            .transpose()
    }
}

impl OrgTx {
    /// Writes the draft of a module anew. Who wrote at it before wrote it too.
    pub(super) async fn write_draft(&self, module: ModuleId, body: &Version, by: Uuid) -> Result<()> {
        let mut authors = self.draft_of(module).await?.map(|(_, authors)| authors).unwrap_or_default();
        authors.insert(by);
        let authors = serde_json::to_value(authors).map_err(|_| unreadable("authors of a version"))?;
        let said = serde_json::to_value(body).map_err(|_| unreadable("version of a module"))?;
        let sql = self
            .sql(
                "insert into module_version (org_id, id, module_id, made_by, number, body, authors, made_at) values (",
            )
            .push(", ")
            .bind_all([self.store.new_id(), module.0, by])
            .push(", ")
            .bind(i64::from(body.number))
            .push(", ")
            .bind_all([said, authors])
            .push(", ")
            .bind(self.now())
            .push(
                ") on conflict (org_id, module_id, number) do update set body = excluded.body, \
                 made_by = excluded.made_by, authors = excluded.authors, made_at = excluded.made_at",
            );
        self.door.run(sql).await.map(drop)
    }
}
