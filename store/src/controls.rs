//! Requirements and controls of an organisation.

use crate::doors::{OrgRead, OrgTx};
use crate::entity::{control, subject};
use crate::error::{Error, Refused, Result, unreadable};
use crate::evidence::counts;
use crate::listing::{self, Column, Kind, List, ListQuery, Page};
use crate::people::Owner;
use crate::sql::Sql;
use crate::subjects::{ControlRef, Shared, check_due};
use crate::tasks::TaskRow;
use chrono::NaiveDate;
use domain::access::Reach;
use domain::control::{Change, Control, Status};
use domain::id::{ControlId, PersonId};
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
    version: i32,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

const STATUSES: &[&str] = &["not_started", "planned", "in_progress", "implemented", "verified"];
const LAST_DAY: &str = "coalesce(s.due, '9999-12-31')";

const COLUMNS: &[Column] = &[
    Column {
        name: "reference",
        heading: "Reference",
        sql: "t.position",
        kind: Kind::Number,
        sortable: true,
        filter: false,
    },
    Column {
        name: "title",
        heading: "Title",
        sql: "s.title_key",
        kind: Kind::Text,
        sortable: true,
        filter: false,
    },
    Column {
        name: "kind",
        heading: "Kind",
        sql: "t.kind",
        kind: Kind::OneOf(&["requirement", "control"]),
        sortable: false,
        filter: true,
    },
    Column {
        name: "area",
        heading: "Area",
        sql: "lower(t.area)",
        kind: Kind::Text,
        sortable: false,
        filter: true,
    },
    Column {
        name: "status",
        heading: "State",
        sql: "s.state",
        kind: Kind::OneOf(STATUSES),
        sortable: true,
        filter: true,
    },
    Column {
        name: "owner",
        heading: "Owner",
        sql: "s.owner_id",
        kind: Kind::Person,
        sortable: false,
        filter: true,
    },
    Column { name: "due", heading: "Due", sql: LAST_DAY, kind: Kind::Date, sortable: true, filter: false },
    Column {
        name: "tasks",
        heading: "Open tasks",
        sql: "",
        kind: Kind::Number,
        sortable: false,
        filter: false,
    },
];

const SELECT: &str = "t.id, t.catalogue_id, t.kind, s.reference, s.title, t.area, s.state as status, s.owner_id, \
    o.name as owner_name, s.due, s.version, (select count(*) from task k join subject ks on ks.org_id = k.org_id \
    and ks.id = k.id where k.org_id = t.org_id and k.control_id = t.id and ks.state not in ('done', 'cancelled')) \
    as open_tasks";
const FROM: &str = "control t join subject s on s.org_id = t.org_id and s.id = t.id \
    left join person o on o.org_id = s.org_id and o.id = s.owner_id";

pub(crate) const LIST: List = List {
    noun: "controls",
    select: SELECT,
    from: FROM,
    columns: COLUMNS,
    search: &["t.search_key"],
    default_sort: "reference",
};

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

    /// All of them in the standard's order; there are 70.
    pub(crate) async fn all_controls(&self) -> Result<Vec<ControlRow>> {
        let sql =
            self.sql(&format!("select {SELECT} from {FROM} where t.org_id = ")).push(" order by t.position");
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
        let sql = self
            .sql(&format!("select {SELECT} from {FROM} where t.org_id = "))
            .push(" and t.id = ")
            .bind(id.0);
        let row = row(self.door.one::<Row>(sql).await?.ok_or(Error::NotFound)?)?;
        let related = self.controls_named(related(&row.catalogue_id)).await?;
        Ok(ControlView { tasks: self.tasks_of(id).await?, row, related })
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

impl OrgTx {
    /// Changes a control's status, owner or due date over `version`. `reach` says whether somebody else's may be
    /// changed.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], or the refusal of [`Control::revise`].
    pub async fn revise_control(
        &self,
        id: ControlId,
        version: i32,
        change: &Change,
        reach: Reach,
    ) -> Result<()> {
        let row =
            self.find::<control::Entity>().filter(control::Column::Id.eq(id.0)).one(self.door.tx()).await?;
        let row = row.ok_or(Error::NotFound)?;
        let subject =
            self.find::<subject::Entity>().filter(subject::Column::Id.eq(id.0)).one(self.door.tx()).await?;
        let subject = subject.ok_or(Error::NotFound)?;
        if reach != Reach::All && subject.owner_id != self.tenancy.actor().person() {
            return Err(Refused::NotYours.into());
        }
        if subject.version != version {
            return Err(Error::Stale { current: subject.version });
        }
        check_due(change.due.flatten())?;
        let mut control = Control {
            id,
            catalogue_id: row.catalogue_id,
            status: Status::parse(&subject.state).ok_or(unreadable("status"))?,
            owner: subject.owner_id.map(PersonId),
            due: subject.due,
        };
        self.check_owner("/owner", change.owner.flatten()).await?;
        let Some(event) = control.revise(change, self.has_evidence(id).await?)? else { return Ok(()) };
        let shared = Shared {
            id,
            kind: "control",
            reference: None,
            reference_key: None,
            title: &subject.title,
            state: control.status.name(),
            owner: control.owner,
            due: control.due,
            text: None,
        };
        self.save_subject(&shared, version).await?;
        self.revise(id, version + 1, &event, &control)?;
        self.record(event);
        Ok(())
    }

    /// Whether evidence that counts today is linked to it, or a finished task with evidence shows that it is in place.
    async fn has_evidence(&self, id: ControlId) -> Result<bool> {
        let today = self.today();
        let sql =
            counts(Sql::new("select count(*) as count from control c where ("), "c.org_id", "c.id", today)
                .push(
                    " or exists (select 1 from task t join subject s on s.org_id = t.org_id and s.id = t.id \
             where t.org_id = c.org_id and t.control_id = c.id and s.state = 'done' \
             and (t.evidence_note is not null or t.evidence_url is not null or ",
                );
        let sql = counts(sql, "t.org_id", "t.id", today)
            .push("))) and c.org_id = ")
            .bind(self.org())
            .push(" and c.id = ")
            .bind(id.0);
        Ok(self.door.one::<Count>(sql).await?.is_some_and(|row| row.count > 0))
    }
}
