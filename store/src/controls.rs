//! Requirements and controls of an organisation: their rows and views. What is done with them is in `controls/verbs.rs`.

mod lapses;
mod list;
mod verbs;

pub(crate) use list::LIST;

use crate::doors::OrgRead;
use crate::entity::control_work;
use crate::error::{Error, Result, unreadable};
use crate::listing::{self, ListQuery, Page};
use crate::people::Owner;
use crate::sql::Sql;
use crate::subjects::ControlRef;
use crate::tasks::TaskRow;
use chrono::NaiveDate;
use domain::control::Status;
use domain::id::ControlId;
use domain::notes::Notes;
use list::{FROM, SELECT};
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;

/// A control or requirement in a list.
#[derive(Clone, Debug)]
pub struct ControlRow {
    /// Its id.
    pub id: Uuid,
    /// The catalogue's id, such as `iso42001:A.6.2.4`.
    pub catalogue_id: String,
    /// `requirement` or `control`.
    pub kind: String,
    /// Its reference, such as `A.6.2.4`.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Its clause or area, such as `A.6`.
    pub area: String,
    /// How far it is.
    pub status: Status,
    /// Who answers for it.
    pub owner: Option<Owner>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// How many tasks for it are not ended.
    pub open_tasks: i64,
    /// The first day on which its verification no longer holds, while it does.
    pub lapses_on: Option<NaiveDate>,
    /// The day on which its verification lapsed, until it is verified again.
    pub lapsed_on: Option<NaiveDate>,
    /// It is said to be in place, and nothing that counts today shows it.
    pub unproven: bool,
    /// It is past its date and not in place.
    pub overdue: bool,
    /// Its version.
    pub version: i32,
}

/// A control or requirement with what belongs to it.
#[derive(Clone, Debug)]
pub struct ControlView {
    /// The row.
    pub row: ControlRow,
    /// Its tasks, latest first.
    pub tasks: Vec<TaskRow>,
    /// The other references that the catalogue names, as this organisation has them.
    pub related: Vec<ControlRef>,
    /// Who said that it is in place.
    pub implemented_by: Option<Owner>,
    /// The verification that holds.
    pub verification: Option<VerificationView>,
    /// For how many months the next verification holds, where somebody chose.
    pub verify_every: Option<i32>,
    /// How it is met.
    pub notes: Option<Notes>,
}

/// A verification that holds.
#[derive(Clone, Debug)]
pub struct VerificationView {
    /// Who tested it.
    pub by: Option<Owner>,
    /// On which day.
    pub on: NaiveDate,
    /// The first day on which it no longer holds.
    pub lapses_on: NaiveDate,
    /// What was tested, and how.
    pub note: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    catalogue_id: String,
    kind: String,
    reference: String,
    title: String,
    area: String,
    status: String,
    owner_id: Option<Uuid>,
    owner_name: Option<String>,
    due: Option<NaiveDate>,
    open_tasks: i64,
    lapses_on: Option<NaiveDate>,
    lapsed_on: Option<NaiveDate>,
    unproven: i32,
    overdue: i32,
    version: i32,
}

fn row(row: Row) -> Result<ControlRow> {
    Ok(ControlRow {
        status: Status::parse(&row.status).ok_or(unreadable("status"))?,
        owner: Owner::of(row.owner_id, row.owner_name),
        id: row.id,
        catalogue_id: row.catalogue_id,
        kind: row.kind,
        reference: row.reference,
        title: row.title,
        area: row.area,
        due: row.due,
        open_tasks: row.open_tasks,
        lapses_on: row.lapses_on,
        lapsed_on: row.lapsed_on,
        unproven: row.unproven != 0,
        overdue: row.overdue != 0,
        version: row.version,
    })
}

impl OrgRead {
    /// The requirements and controls of the organisation.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a parameter that cannot be.
    pub async fn controls(&self, query: &ListQuery) -> Result<Page<ControlRow>> {
        let page: Page<Row> = listing::page(self, &LIST, query, Ok).await?;
        let items = page.items.into_iter().map(row).collect::<Result<_>>()?;
        Ok(Page { items, next: page.next, total: page.total })
    }

    /// The beginning of a statement that reads some of them.
    fn some_controls(&self) -> Sql {
        Sql::new("select ")
            .push(SELECT)
            .push(" from ")
            .push_dated(FROM, self.today())
            .push(" where t.org_id = ")
            .bind(self.org())
    }

    /// All of them in the standard's order; there are 70.
    pub(crate) async fn all_controls(&self) -> Result<Vec<ControlRow>> {
        let sql = self.some_controls().push(" order by t.position");
        self.door.all::<Row>(sql).await?.into_iter().map(row).collect()
    }

    /// One of them, with its tasks and the references that `related` names.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here.
    pub async fn control(
        &self,
        id: ControlId,
        related: impl Fn(&str) -> &'static [&'static str],
    ) -> Result<ControlView> {
        let sql = self.some_controls().push(" and t.id = ").bind(id.0);
        let row = row(self.door.one::<Row>(sql).await?.ok_or(Error::NotFound)?)?;
        let related = self.controls_named(related(&row.catalogue_id)).await?;
        let work =
            self.find::<control_work::Entity>().filter(control_work::Column::Id.eq(id.0)).one(self.door.tx());
        let work = work.await?;
        let named = work.iter().flat_map(|work| [work.implemented_by, work.verified_by]).flatten();
        let names = self.names_of_people(named.collect()).await?;
        let by = |id: Option<Uuid>| names.iter().find(|one| Some(one.id) == id).cloned();
        Ok(ControlView {
            tasks: self.tasks_of(id).await?,
            related,
            implemented_by: by(work.as_ref().and_then(|work| work.implemented_by)),
            verification: work.as_ref().filter(|_| row.lapses_on.is_some()).and_then(|work| {
                Some(VerificationView {
                    by: by(work.verified_by),
                    on: work.verified_on?,
                    lapses_on: row.lapses_on?,
                    note: work.verification_note.clone().unwrap_or_default(),
                })
            }),
            verify_every: work.as_ref().and_then(|work| work.verify_every),
            notes: work.and_then(|work| work.notes).map(kept_notes).transpose()?,
            row,
        })
    }

    async fn controls_named(&self, catalogue_ids: &[&'static str]) -> Result<Vec<ControlRef>> {
        if catalogue_ids.is_empty() {
            return Ok(Vec::new());
        }
        let sql = self
            .sql(
                "select t.id, s.reference, s.title from control t join subject s on s.org_id = t.org_id \
                 and s.id = t.id where t.org_id = ",
            )
            .push(" and t.catalogue_id in (")
            .bind_all(catalogue_ids.iter().copied())
            .push(") order by t.position");
        self.door.all(sql).await
    }
}

fn kept_notes(value: serde_json::Value) -> Result<Notes> {
    serde_json::from_value(value).map_err(|_| unreadable("notes"))
}
