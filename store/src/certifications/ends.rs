//! Certificates whose last day has passed. Pages know by the day alone; here it is written down once, so that the trail
//! says when, and nobody is reminded of what can no longer be kept.

use crate::doors::OrgTx;
use crate::error::{Error, Refused, Result};
use domain::calendar::shift;
use domain::certification::{Step, Taken, Told};
use domain::id::SubjectId;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// How many are noted at once.
const BATCH: i64 = 50;

#[derive(FromQueryResult)]
struct Ended {
    id: Uuid,
}

impl OrgTx {
    /// Notes which certificates of the organisation have ended by today, and answers how many. What was noted is not noted
    /// again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_ended_certificates(&self) -> Result<usize> {
        let sql = self
            .sql(
                "select t.id from certification t join subject s on s.org_id = t.org_id and s.id = t.id \
                 where s.archived_at is null and t.org_id = ",
            )
            .push(" and t.lapses_on <= ")
            .bind(self.today())
            .push(" order by t.lapses_on, t.id limit ")
            .bind(BATCH);
        let ended: Vec<Ended> = self.door.all(sql).await?;
        let mut noted = 0;
        for Ended { id } in ended {
            let today = self.today();
            self.hold(SubjectId(id)).await?;
            let view = self.certification(SubjectId(id)).await?;
            let version = view.row.version;
            let expired = self
                .change_certification(view, version, |one| {
                    // The day after its last one, or that of the step before where that was noted for later.
                    let after = one.certificate.anchors.last_day().map_or(today, |last| shift(last, 1));
                    let on = one.certificate.since.map_or(after, |since| since.max(after));
                    one.take(Step::Expire, &Taken { on, today, reason: "" }, &Told::NOTHING)
                        .map(|(event, _)| Some(event))
                })
                .await;
            match expired {
                Ok(_) => noted += 1,
                // Its page says that it has ended, and somebody looks at why it is not noted.
                Err(Error::Refused(Refused::Certification(why))) => {
                    tracing::warn!(certification.id = %id, %why, "a certificate that ended is not noted");
                }
                Err(other) => return Err(other),
            }
        }
        Ok(noted)
    }
}
