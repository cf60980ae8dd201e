//! What changed in an organisation since: read from the trail, so that whoever looks again misses nothing.

use crate::doors::OrgRead;
use crate::error::Result;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// An entry of the trail, as far as a page that shows the organisation needs to know it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ChangeNote {
    /// Its number; they are drawn without gaps.
    pub seq: i64,
    /// The kind of what changed: a subject's, such as `task`, else the event's.
    pub kind: String,
    /// What happened, such as `comment_added`.
    pub what: String,
    /// Which subject.
    pub subject_id: Option<Uuid>,
    /// Its version now.
    pub version: Option<i32>,
}

#[derive(FromQueryResult)]
struct Head {
    seq: i64,
}

impl OrgRead {
    /// The number of the latest entry.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn latest_change(&self) -> Result<i64> {
        let sql = self.sql("select seq from trail_head where org_id = ");
        Ok(self.door.one::<Head>(sql).await?.map_or(0, |head| head.seq))
    }

    /// What came after entry `seq`, in its order, at most `limit`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn changes_after(&self, seq: i64, limit: i64) -> Result<Vec<ChangeNote>> {
        let sql = self
            .sql(
                "select t.seq, coalesce(s.kind, t.kind) as kind, t.kind as what, t.subject_id, s.version from trail_entry t \
                 left join subject s on s.org_id = t.org_id and s.id = t.subject_id where t.org_id = ",
            )
            .push(" and t.seq > ")
            .bind(seq)
            .push(" order by t.seq limit ")
            .bind(limit);
        self.door.all(sql).await
    }
}
