//! What follows from something that happened beside a certification: a finding, other days of work, being put aside.

use super::verbs::shared;
use crate::doors::OrgTx;
use crate::error::{Error, Result};
use crate::sql::Sql;
use domain::event::Event;
use domain::id::{CertificationId, SubjectId};

impl OrgTx {
    /// Puts a certification aside, with everything that is kept of it, or takes it back, over `version`. Nobody is reminded
    /// of one that is put aside.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Stale`].
    pub async fn put_certification_aside(
        &self,
        id: CertificationId,
        version: i32,
        aside: bool,
    ) -> Result<()> {
        self.hold(id).await?;
        let view = self.certification(id).await?;
        if view.row.version != version {
            return Err(Error::Stale { current: view.row.version });
        }
        if view.row.archived_at.is_some() == aside {
            return Ok(());
        }
        let days = self.workdays().await?;
        let one = view.certification;
        self.save_subject(&shared(&one, one.next(&days)), version).await?;
        self.set_aside(id, aside).await?;
        self.put_findings_aside(id, aside).await?;
        if aside {
            self.end_duties(id).await?;
        } else {
            self.certification_follows(id).await?;
        }
        let event = Event::CertificationPutAside { certification: id, aside };
        self.revise(id, version + 1, &event, &one)?;
        self.record(event);
        Ok(())
    }

    /// Says so anew for each that is in use: other days are worked on, and what is planned for moves with them.
    pub(crate) async fn plan_certifications_anew(&self) -> Result<()> {
        let days = self.workdays().await?;
        for row in self.certifications().await?.iter().filter(|row| row.archived_at.is_none()) {
            let one = self.certification(SubjectId(row.id)).await?.certification;
            self.oblige_each(one.id, one.owner, one.duties(&days)).await?;
        }
        Ok(())
    }

    /// Something was found, or is done with: the dates that follow from it, without a version of their own. Whoever calls
    /// holds it.
    pub(crate) async fn certification_follows(&self, id: CertificationId) -> Result<()> {
        let view = self.certification(id).await?;
        if view.row.archived_at.is_some() {
            return Ok(());
        }
        let days = self.workdays().await?;
        let (one, before) = (view.certification, view.row.next);
        let next = one.next(&days).map(|next| (next.what, next.on));
        if next != before {
            let sql = Sql::new("update certification set next_what = ")
                .bind(next.map(|(what, _)| what.name().to_owned()))
                .push(" where org_id = ")
                .bind(self.org())
                .push(" and id = ")
                .bind(id.0);
            self.door.run(sql).await?;
            let sql = Sql::new("update subject set due = ")
                .bind(next.map(|(_, on)| on))
                .push(" where org_id = ")
                .bind(self.org())
                .push(" and id = ")
                .bind(id.0);
            self.door.run(sql).await?;
        }
        self.oblige_each(one.id, one.owner, one.duties(&days)).await
    }

    async fn end_duties(&self, id: CertificationId) -> Result<()> {
        let sql = self.sql("delete from obligation where org_id = ").push(" and subject_id = ").bind(id.0);
        self.door.run(sql).await.map(drop)
    }
}
