//! Days on which people are away, and who stands in.

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Refused, Result};
use crate::people::Owner;
use chrono::NaiveDate;
use domain::absence::Absence;
use domain::event::Event;
use domain::id::{AbsenceId, PersonId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// The most absences of one person that are noted for the days to come.
const MOST: usize = 50;

/// Some days on which somebody is away.
#[derive(Clone, Debug, FromQueryResult)]
pub struct AbsenceView {
    /// Its id.
    pub id: Uuid,
    /// The first day.
    pub from_day: NaiveDate,
    /// The last day.
    pub until_day: NaiveDate,
    delegate_id: Option<Uuid>,
    delegate_name: Option<String>,
}

impl AbsenceView {
    /// Who is reminded meanwhile.
    #[must_use]
    pub fn delegate(&self) -> Option<Owner> {
        Owner::of(self.delegate_id, self.delegate_name.clone())
    }

    fn absence(&self) -> Absence {
        Absence { from: self.from_day, until: self.until_day, delegate: self.delegate_id.map(PersonId) }
    }
}

impl OrgRead {
    /// When a person is away, from today on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn absences(&self, person: PersonId) -> Result<Vec<AbsenceView>> {
        let sql = self
            .sql(
                "select t.id, t.from_day, t.until_day, t.delegate_id, d.name as delegate_name from absence t \
                 left join person d on d.org_id = t.org_id and d.id = t.delegate_id where t.org_id = ",
            )
            .push(" and t.person_id = ")
            .bind(person.0)
            .push(" and t.until_day >= ")
            .bind(self.today())
            .push(" order by t.from_day limit 100");
        self.door.all(sql).await
    }

    /// Who stands in for a person on a day of theirs.
    pub(crate) async fn delegate_of(&self, person: Uuid, day: NaiveDate) -> Result<Option<Uuid>> {
        #[derive(FromQueryResult)]
        struct Delegate {
            id: Uuid,
        }
        let sql = self
            .sql(
                "select d.id from absence t join person d on d.org_id = t.org_id and d.id = t.delegate_id and d.active \
                 where t.org_id = ",
            )
            .push(" and t.person_id = ")
            .bind(person)
            .push(" and t.from_day <= ")
            .bind(day)
            .push(" and t.until_day >= ")
            .bind(day)
            .push(" order by t.from_day limit 1");
        Ok(self.door.one::<Delegate>(sql).await?.map(|row| row.id))
    }
}

impl OrgTx {
    /// Notes that a person is away, and who stands in.
    ///
    /// # Errors
    /// [`domain::absence::AbsenceRefused`], or [`Error::Invalid`] when the delegate is nobody here.
    pub async fn note_absence(&self, person: PersonId, absence: Absence) -> Result<AbsenceId> {
        self.check_owner("/delegate", absence.delegate).await?;
        let others: Vec<Absence> = self.absences(person).await?.iter().map(AbsenceView::absence).collect();
        if others.len() >= MOST {
            return Err(Error::Invalid { field: "/from".to_owned(), code: "too_many" });
        }
        let absence = absence.checked(person, &others, self.today()).map_err(Refused::Absence)?;
        let id = AbsenceId(self.store.new_id());
        let sql = self
            .sql("insert into absence (org_id, id, person_id, delegate_id, from_day, until_day, noted_at) values (")
            .push(", ")
            .bind_all([id.0, person.0])
            .push(", ")
            .bind(absence.delegate.map(|delegate| delegate.0))
            .push(", ")
            .bind_all([absence.from, absence.until])
            .push(", ")
            .bind(self.now())
            .push(")");
        self.door.run(sql).await?;
        let Absence { from, until, delegate } = absence;
        self.record(Event::AbsenceNoted { person, from, until, delegate });
        Ok(id)
    }

    /// Takes an absence back, or what is left of it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn end_absence(&self, person: PersonId, id: AbsenceId) -> Result<()> {
        let of_person = self.absences(person).await?;
        let one = of_person.iter().find(|one| one.id == id.0).ok_or(Error::NotFound)?;
        let sql = self.sql("delete from absence where org_id = ").push(" and id = ").bind(id.0);
        self.door.run(sql).await?;
        self.record(Event::AbsenceEnded { person, from: one.from_day });
        Ok(())
    }
}
