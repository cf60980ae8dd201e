//! Verifications that no longer hold. Lists and pages know by the day alone; here it is written down once, so that the
//! trail says when.

use crate::doors::{OrgTx, SystemTx};
use crate::error::Result;
use crate::sql::Sql;
use domain::calendar::shift;
use domain::id::{ControlId, OrgId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// How many are noted at once.
const BATCH: i64 = 100;

#[derive(FromQueryResult)]
struct Due {
    id: Uuid,
}

impl OrgTx {
    /// Notes which verifications of the organisation no longer hold today, and answers how many. What was noted is not
    /// noted again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_lapses(&self) -> Result<usize> {
        let sql = self
            .sql("select id from control_work where org_id = ")
            .push(" and lapses_on <= ")
            .bind(self.today())
            .push(" order by lapses_on, id limit ")
            .bind(BATCH);
        let due: Vec<Due> = self.door.all(sql).await?;
        let mut noted = 0;
        for Due { id } in due {
            let mut loaded = self.load_control(ControlId::from(id)).await?;
            if let Some(event) = loaded.control.lapse(self.today()) {
                self.save_control(&loaded, None, event, false).await?;
                noted += 1;
            } else {
                // Taken up again by a program that knew of no verification: there is nothing to lapse.
                let sql = Sql::new("update control_work set lapses_on = null where org_id = ")
                    .bind(self.org())
                    .push(" and id = ")
                    .bind(id);
                self.door.run(sql).await?;
            }
        }
        Ok(noted)
    }
}

impl SystemTx {
    /// The organisations that may have a verification or a certificate which no longer holds: somewhere that day has begun.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn organisations_with_lapses(&self) -> Result<Vec<OrgId>> {
        #[derive(FromQueryResult)]
        struct Row {
            org_id: Uuid,
        }
        let tomorrow = shift(self.store.clock().calendar().date_naive(), 1);
        let sql = Sql::new("select org_id from control_work where lapses_on <= ")
            .bind(tomorrow)
            .push(" union select org_id from certification where lapses_on <= ")
            .bind(tomorrow);
        Ok(self.door.all::<Row>(sql).await?.into_iter().map(|row| OrgId(row.org_id)).collect())
    }
}
