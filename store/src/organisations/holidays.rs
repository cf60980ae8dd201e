//! The organisation's days off.

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Result};
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::event::Event;
use domain::holiday::MOST_HOLIDAYS;
use sea_orm::FromQueryResult;
use std::collections::{BTreeMap, BTreeSet};

/// A day off.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct HolidayView {
    /// When.
    pub day: NaiveDate,
    /// What it is called.
    pub name: String,
}

/// How many days one statement writes.
const BATCH: usize = 500;

impl OrgRead {
    /// The organisation's days off, in order. They are few: no more than an organisation may keep.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn holidays(&self) -> Result<Vec<HolidayView>> {
        let sql = self.sql("select day, name from holiday where org_id = ").push(" order by day");
        self.door.all(sql).await
    }

    pub(super) async fn days_off(&self) -> Result<BTreeSet<NaiveDate>> {
        Ok(self.holidays().await?.into_iter().map(|holiday| holiday.day).collect())
    }
}

impl OrgTx {
    /// Takes days off, over the organisation's `version`; one that is off already gets the name. Answers how many are new
    /// or bear another name.
    ///
    /// # Errors
    /// [`Error::Stale`], or [`Error::Invalid`] when there would be too many.
    pub async fn add_holidays(&self, version: i32, days: &BTreeMap<NaiveDate, String>) -> Result<usize> {
        let known: BTreeMap<NaiveDate, String> =
            self.holidays().await?.into_iter().map(|holiday| (holiday.day, holiday.name)).collect();
        let new: Vec<(&NaiveDate, &String)> =
            days.iter().filter(|(day, name)| known.get(day) != Some(name)).collect();
        let more = new.iter().filter(|(day, _)| !known.contains_key(day)).count();
        if known.len() + more > MOST_HOLIDAYS {
            return Err(Error::Invalid { field: "/day".to_owned(), code: "too_many" });
        }
        if new.is_empty() {
            return Ok(0);
        }
        for some in new.chunks(BATCH) {
            let mut sql = Sql::new("insert into holiday (org_id, id, day, name) values ");
            for (position, (day, name)) in some.iter().enumerate() {
                sql = sql
                    .push(if position > 0 { ", (" } else { "(" })
                    .bind_all([self.org(), self.store.new_id()])
                    .push(", ")
                    .bind(**day)
                    .push(", ")
                    .bind(name.as_str())
                    .push(")");
            }
            self.door.run(sql.push(" on conflict (org_id, day) do update set name = excluded.name")).await?;
        }
        self.holidays_changed(version, new.len(), 0).await?;
        Ok(new.len())
    }

    /// Works on a day again, over the organisation's `version`. Where that is so already, nothing changes.
    ///
    /// # Errors
    /// [`Error::Stale`].
    pub async fn remove_holiday(&self, version: i32, day: NaiveDate) -> Result<()> {
        let sql = self.sql("delete from holiday where org_id = ").push(" and day = ").bind(day);
        if self.door.run(sql).await? == 0 {
            return Ok(());
        }
        self.holidays_changed(version, 0, 1).await
    }

    async fn holidays_changed(&self, version: i32, added: usize, removed: usize) -> Result<()> {
        self.save_organisation(version, Sql::new("update organisation set name = name")).await?;
        self.plan_certifications_anew().await?;
        if self.organisation().await?.reminders.working_days_only {
            self.plan_reminders_anew().await?;
        }
        self.record(Event::HolidaysChanged { added, removed });
        Ok(())
    }
}
