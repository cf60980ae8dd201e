//! What is done with evidence: load, verb of the domain, save, record.

use crate::doors::OrgTx;
use crate::error::{Error, Refused, Result, unreadable};
use crate::idempotency::{Idempotent, Key};
use crate::sql::Sql;
use crate::subjects::{Shared, check_day};
use chrono::NaiveDate;
use domain::access::Reach;
use domain::event::Event;
use domain::evidence::{Change, Evidence, EvidenceRefused, State};
use domain::id::{EvidenceId, FileId, PersonId, SubjectId, UploadId};
use domain::obligation::Kind as Duty;

/// Evidence to be added.
#[derive(Clone, Debug)]
pub struct NewEvidence {
    /// One line; `None`: what the file is called.
    pub title: Option<String>,
    /// What it shows.
    pub description: String,
    /// The file, which has arrived.
    pub upload: UploadId,
    /// Who answers for it; `None`: whoever adds it.
    pub owner: Option<PersonId>,
    /// The first day for which it is valid.
    pub valid_from: Option<NaiveDate>,
    /// The last one.
    pub valid_until: Option<NaiveDate>,
    /// What it shows something about, all of which the caller has shown to see.
    pub subjects: Vec<SubjectId>,
    /// Which of the catalogue's suggestions it answers.
    pub suggestion: Option<String>,
}

fn shared(evidence: &Evidence) -> Shared<'_> {
    Shared {
        id: evidence.id,
        kind: "evidence",
        reference: None,
        reference_key: None,
        title: &evidence.title,
        state: evidence.state.name(),
        owner: evidence.owner,
        due: evidence.valid_until,
        text: Some(vec![&evidence.description]),
    }
}

impl OrgTx {
    /// Adds evidence; its reference is drawn at commit. A repeated `key` answers with what it made before.
    ///
    /// # Errors
    /// [`Error::Invalid`] when owner or upload is none here, [`Error::KeyReused`], or the refusal of the domain.
    pub async fn add_evidence(&self, new: NewEvidence, key: Option<&Key>) -> Result<Idempotent> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        if let Some(key) = key
            && let Some(before) = self.answered(key).await?
        {
            return Ok(Idempotent::Repeated(before));
        }
        check_day("/valid_from", new.valid_from)?;
        check_day("/valid_until", new.valid_until)?;
        self.check_owner("/owner", new.owner).await?;
        let (file, name) = self.use_upload(new.upload).await?;
        let evidence = Evidence {
            id: SubjectId(self.store.new_id()),
            title: new.title.unwrap_or_else(|| name.clone()),
            description: new.description,
            owner: Some(new.owner.unwrap_or(PersonId(by))),
            valid_from: new.valid_from,
            valid_until: new.valid_until,
            state: State::Current,
            withdrawn_because: None,
            file_version: 1,
        };
        evidence.check_period()?;
        self.add_subject(&shared(&evidence), "EVD", by).await?;
        self.insert_evidence(&evidence).await?;
        self.insert_version(&evidence, file.id, &name, "").await?;
        for subject in new.subjects {
            self.link_evidence(evidence.id, subject, new.suggestion.as_deref()).await?;
        }
        self.oblige(evidence.id, Duty::Validity, evidence.obligation()).await?;
        if let Some(key) = key {
            self.answer(key, evidence.id).await?;
        }
        let event = Event::EvidenceAdded { evidence: evidence.id };
        self.revise(evidence.id, 1, &event, &evidence)?;
        self.record(event);
        Ok(Idempotent::New(evidence.id))
    }

    async fn insert_evidence(&self, evidence: &Evidence) -> Result<()> {
        let sql = self
            .sql("insert into evidence (org_id, id, description, valid_from, file_version) values (")
            .push(", ")
            .bind(evidence.id.0)
            .push(", ")
            .bind(evidence.description.clone())
            .push(", ")
            .bind(evidence.valid_from)
            .push(", ")
            .bind(evidence.file_version)
            .push(")");
        self.door.run(sql).await.map(drop)
    }

    async fn insert_version(&self, evidence: &Evidence, file: FileId, name: &str, note: &str) -> Result<()> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let sql = self
            .sql("insert into evidence_version (org_id, id, evidence_id, file_id, added_by, number, name, note, added_at) values (")
            .push(", ")
            .bind_all([self.store.new_id(), evidence.id.0, file.0, by])
            .push(", ")
            .bind(evidence.file_version)
            .push(", ")
            .bind_all([name, note])
            .push(", ")
            .bind(self.now())
            .push(")");
        self.door.run(sql).await.map(drop)
    }

    /// Changes what evidence says, over `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`Refused::NotYours`] or the refusal of the domain.
    pub async fn revise_evidence(
        &self,
        id: EvidenceId,
        version: i32,
        change: Change,
        reach: Reach,
    ) -> Result<()> {
        check_day("/valid_from", change.valid_from.flatten())?;
        check_day("/valid_until", change.valid_until.flatten())?;
        self.check_owner("/owner", change.owner.flatten()).await?;
        self.change_evidence(id, version, reach, |evidence| evidence.revise(change)).await.map(drop)
    }

    /// Gives evidence a newer file, over `version`.
    ///
    /// # Errors
    /// As [`OrgTx::revise_evidence`], and [`Error::Invalid`] when the upload is none that has arrived.
    pub async fn add_evidence_version(
        &self,
        id: EvidenceId,
        version: i32,
        upload: UploadId,
        note: &str,
        reach: Reach,
    ) -> Result<()> {
        let changed =
            self.change_evidence(id, version, reach, |evidence| evidence.add_version().map(Some)).await?;
        let Some(evidence) = changed else { return Ok(()) };
        let (file, name) = self.use_upload(upload).await?;
        self.insert_version(&evidence, file.id, &name, note).await
    }

    /// Takes evidence out of use, over `version`.
    ///
    /// # Errors
    /// As [`OrgTx::revise_evidence`].
    pub async fn withdraw_evidence(
        &self,
        id: EvidenceId,
        version: i32,
        reason: String,
        reach: Reach,
    ) -> Result<()> {
        self.change_evidence(id, version, reach, |evidence| evidence.withdraw(reason).map(Some))
            .await
            .map(drop)
    }

    /// Takes evidence back into use, over `version`.
    ///
    /// # Errors
    /// As [`OrgTx::revise_evidence`].
    pub async fn restore_evidence(&self, id: EvidenceId, version: i32, reach: Reach) -> Result<()> {
        self.change_evidence(id, version, reach, |evidence| evidence.restore().map(Some)).await.map(drop)
    }

    async fn change_evidence(
        &self,
        id: EvidenceId,
        version: i32,
        reach: Reach,
        verb: impl FnOnce(&mut Evidence) -> std::result::Result<Option<Event>, EvidenceRefused>,
    ) -> Result<Option<Evidence>> {
        let view = self.evidence(id, Reach::All).await?;
        let mut evidence = view.evidence;
        let mine = evidence.owner.is_some_and(|owner| Some(owner.0) == self.tenancy.actor().person());
        if reach != Reach::All && !mine {
            return Err(Refused::NotYours.into());
        }
        if view.row.version != version {
            return Err(Error::Stale { current: view.row.version });
        }
        let before = evidence.obligation();
        let Some(event) = verb(&mut evidence)? else { return Ok(None) };
        if before != evidence.obligation() {
            self.oblige(id, Duty::Validity, evidence.obligation()).await?;
        }
        self.save_subject(&shared(&evidence), version).await?;
        let sql = Sql::new("update evidence set description = ")
            .bind(evidence.description.clone())
            .push(", valid_from = ")
            .bind(evidence.valid_from)
            .push(", withdrawn_because = ")
            .bind(evidence.withdrawn_because.clone())
            .push(", file_version = ")
            .bind(evidence.file_version)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await?;
        self.revise(id, version + 1, &event, &evidence)?;
        self.record(event);
        Ok(Some(evidence))
    }
}
