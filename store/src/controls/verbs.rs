//! What is done with a requirement or control.

use super::kept_notes;
use super::list::{FROM, PROVEN};
use crate::doors::OrgTx;
use crate::entity::{control, control_work, revision, subject};
use crate::error::{Error, Refused, Result, unreadable};
use crate::sql::Sql;
use crate::subjects::{Shared, check_due};
use domain::access::Reach;
use domain::control::{Change, Control, Status, Tested};
use domain::event::Event;
use domain::id::{ControlId, PersonId};
use domain::standard;
use domain::verification::{Period, Verification};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

/// A control as it was loaded, with what of its subject goes back with it.
pub(super) struct Loaded {
    pub(super) control: Control,
    title: String,
    pub(super) version: i32,
}

impl OrgTx {
    pub(super) async fn load_control(&self, id: ControlId) -> Result<Loaded> {
        let row =
            self.find::<control::Entity>().filter(control::Column::Id.eq(id.0)).one(self.door.tx()).await?;
        let row = row.ok_or(Error::NotFound)?;
        let subject =
            self.find::<subject::Entity>().filter(subject::Column::Id.eq(id.0)).one(self.door.tx()).await?;
        let subject = subject.ok_or(Error::NotFound)?;
        let work =
            self.find::<control_work::Entity>().filter(control_work::Column::Id.eq(id.0)).one(self.door.tx());
        let work = work.await?;
        let verification = work.as_ref().and_then(|work| {
            Some(Verification {
                by: PersonId(work.verified_by?),
                on: work.verified_on?,
                lapses_on: work.lapses_on?,
                note: work.verification_note.clone().unwrap_or_default(),
            })
        });
        let control = Control {
            id,
            catalogue_id: row.catalogue_id,
            status: Status::parse(&subject.state).ok_or(unreadable("status"))?,
            owner: subject.owner_id.map(PersonId),
            due: subject.due,
            implemented_by: work.as_ref().and_then(|work| work.implemented_by).map(PersonId),
            verification,
            lapsed_on: work.as_ref().and_then(|work| work.lapsed_on),
            verify_every: work.as_ref().and_then(|work| work.verify_every).and_then(Period::new),
            notes: work.and_then(|work| work.notes).map(kept_notes).transpose()?,
        };
        Ok(Loaded { control, title: subject.title, version: subject.version })
    }

    /// Changes a control's status, owner, due date or notes over `version`. `reach` says whether somebody else's may be
    /// changed.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], or the refusal of [`Control::revise`].
    pub async fn revise_control(
        &self,
        id: ControlId,
        version: i32,
        change: Change,
        reach: Reach,
    ) -> Result<()> {
        let mut loaded = self.load_control(id).await?;
        let me = self.tenancy.actor().person();
        if reach != Reach::All && loaded.control.owner.map(|owner| owner.0) != me {
            return Err(Refused::NotYours.into());
        }
        loaded.check(version)?;
        check_due(change.due.flatten())?;
        self.check_owner("/owner", change.owner.flatten()).await?;
        let lapsed = loaded.control.lapse(self.today());
        let has_evidence = self.has_evidence(id).await?;
        let before = loaded.control.clone();
        let Some(event) = loaded.control.revise(change, me.map(PersonId), has_evidence)? else {
            return Ok(());
        };
        let told = before.notes != loaded.control.notes;
        self.save_control(&loaded, lapsed, event, told).await?;
        if before.owner != loaded.control.owner {
            self.review_goes_to_owner(id).await?;
        }
        // What has come into place is looked at again; before there is nothing to review.
        let came = loaded.control.status.is_met() && !before.status.is_met();
        if came { self.begin_review_cycle(id).await } else { Ok(()) }
    }

    /// Notes that the caller tested a control, over `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], or the refusal of [`Control::verify`].
    pub async fn verify_control(&self, id: ControlId, version: i32, tested: Tested) -> Result<()> {
        let mut loaded = self.load_control(id).await?;
        loaded.check(version)?;
        if loaded.control.implemented_by.is_none() && loaded.control.status.is_met() {
            loaded.control.implemented_by = self.implementer(id).await?;
        }
        let lapsed = loaded.control.lapse(self.today());
        let has_evidence = self.has_evidence(id).await?;
        let event = loaded.control.verify(tested, self.today(), has_evidence)?;
        self.save_control(&loaded, lapsed, event, false).await
    }

    /// Who said of a control that it is in place, where that is older than its being written down with it: the latest
    /// version that says so after one that does not.
    async fn implementer(&self, id: ControlId) -> Result<Option<PersonId>> {
        let rows = self
            .find::<revision::Entity>()
            .filter(revision::Column::SubjectId.eq(id.0))
            .order_by_desc(revision::Column::Version)
            .all(self.door.tx())
            .await?;
        let met = |row: &&revision::Model| {
            let status = row.body.get("status").and_then(|status| status.as_str()).and_then(Status::parse);
            status.is_some_and(Status::is_met)
        };
        Ok(rows.iter().take_while(met).last().and_then(|row| row.actor_id).map(PersonId))
    }

    /// Writes a control over the version it was loaded at, with what happened to it. `told` says that it is found by
    /// other words now.
    pub(super) async fn save_control(
        &self,
        loaded: &Loaded,
        lapsed: Option<Event>,
        event: Event,
        told: bool,
    ) -> Result<()> {
        let Loaded { control, title, version } = loaded;
        let summary = standard::entry(&control.catalogue_id).map_or("", |entry| entry.summary);
        let notes = control.notes.as_ref().map(domain::notes::Notes::plain).unwrap_or_default();
        let shared = Shared {
            id: control.id,
            kind: "control",
            reference: None,
            reference_key: None,
            title,
            state: control.status.name(),
            owner: control.owner,
            due: control.due,
            text: told.then(|| vec![summary, notes.as_str()]),
        };
        self.save_subject(&shared, *version).await?;
        self.save_control_work(control).await?;
        self.revise(control.id, version + 1, &event, control)?;
        if let Some(lapsed) = lapsed {
            self.record(lapsed);
        }
        self.record(event);
        Ok(())
    }

    async fn save_control_work(&self, control: &Control) -> Result<()> {
        use control_work::Column;
        let verification = control.verification.as_ref();
        let notes = control.notes.as_ref().map(|notes| notes.value().clone());
        let row = control_work::ActiveModel {
            org_id: Set(self.org()),
            id: Set(control.id.0),
            implemented_by: Set(control.implemented_by.map(|by| by.0)),
            verified_by: Set(verification.map(|one| one.by.0)),
            verified_on: Set(verification.map(|one| one.on)),
            lapses_on: Set(verification.map(|one| one.lapses_on)),
            verification_note: Set(verification.map(|one| one.note.clone())),
            lapsed_on: Set(control.lapsed_on),
            verify_every: Set(control.verify_every.map(Period::months)),
            notes: Set(notes),
        };
        let columns = [
            Column::ImplementedBy,
            Column::VerifiedBy,
            Column::VerifiedOn,
            Column::LapsesOn,
            Column::VerificationNote,
            Column::LapsedOn,
            Column::VerifyEvery,
            Column::Notes,
        ];
        let again = OnConflict::columns([Column::OrgId, Column::Id]).update_columns(columns).to_owned();
        control_work::Entity::insert(row).on_conflict(again).exec_without_returning(self.door.tx()).await?;
        Ok(())
    }

    async fn has_evidence(&self, id: ControlId) -> Result<bool> {
        let sql = Sql::new("select count(*) as count from ")
            .push_dated(FROM, self.today())
            .push(" where t.org_id = ")
            .bind(self.org())
            .push(" and t.id = ")
            .bind(id.0)
            .push(" and ")
            .push(PROVEN);
        Ok(self.door.one::<Count>(sql).await?.is_some_and(|row| row.count > 0))
    }
}

impl Loaded {
    fn check(&self, version: i32) -> Result<()> {
        if self.version == version { Ok(()) } else { Err(Error::Stale { current: self.version }) }
    }
}
