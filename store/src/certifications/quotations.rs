//! Quotations of a certification: their rows, and what is done with them. They change with the certification's version, for
//! who is chosen is said of it.

use crate::bodies::BodyView;
use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Refused, Result, unreadable};
use chrono::NaiveDate;
use domain::certification::{Certification, Quotation, QuotationState, QuotationStep, QuotationTold, Taken};
use domain::id::{BodyId, CertificationId, QuotationId, SubjectId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// The quotations of a certification, and the bodies that are known.
#[derive(Clone, Debug)]
pub struct QuotationsView {
    /// The certification with its quotations, in the order in which they were asked for.
    pub certification: Certification,
    /// Its version.
    pub version: i32,
    /// Every body that is known, those that were put aside too.
    pub bodies: Vec<BodyView>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    body_id: Uuid,
    state: String,
    asked: NaiveDate,
    answer_by: Option<NaiveDate>,
    offer: serde_json::Value,
    note: String,
    since: NaiveDate,
    reason: Option<String>,
    replaced: Option<String>,
}

fn quotation(row: Row) -> Result<Quotation> {
    Ok(Quotation {
        id: QuotationId(row.id),
        body: SubjectId(row.body_id),
        state: QuotationState::parse(&row.state).ok_or(unreadable("state of a quotation"))?,
        asked: row.asked,
        answer_by: row.answer_by,
        offer: serde_json::from_value(row.offer).map_err(|_| unreadable("offer"))?,
        note: row.note,
        since: row.since,
        reason: row.reason,
        replaced: row.replaced,
    })
}

impl OrgRead {
    pub(super) async fn quotations_of(&self, id: CertificationId) -> Result<Vec<Quotation>> {
        let sql = self
            .sql(
                "select t.id, t.body_id, t.state, t.asked, t.answer_by, t.offer, t.note, t.since, t.reason, t.replaced \
                 from quotation t where t.org_id = ",
            )
            .push(" and t.certification_id = ")
            .bind(id.0)
            .push(" order by t.asked, t.id");
        self.door.all(sql).await?.into_iter().map(quotation).collect()
    }

    /// The quotations of a certification, to be compared.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here.
    pub async fn quotations(&self, id: CertificationId) -> Result<QuotationsView> {
        let view = self.certification(id).await?;
        Ok(QuotationsView {
            certification: view.certification,
            version: view.row.version,
            bodies: self.bodies().await?,
        })
    }
}

impl OrgTx {
    /// Notes that a body was asked for a quotation, over the certification's `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`Error::Invalid`] for a body that is none here or was put aside, or
    /// [`crate::Refused::Certification`].
    pub async fn ask_for_quotation(
        &self,
        id: CertificationId,
        version: i32,
        body: BodyId,
        told: QuotationTold,
    ) -> Result<QuotationId> {
        self.hold(id).await?;
        let view = self.certification(id).await?;
        let unknown = || Error::Invalid { field: "/body".to_owned(), code: "unknown" };
        let known = self.body(body).await.map_err(|why| match why {
            Error::NotFound => unknown(),
            other => other,
        })?;
        if known.archived_at.is_some() {
            return Err(unknown());
        }
        let (quotation, today) = (QuotationId(self.store.new_id()), self.today());
        self.change_certification(view, version, |one| one.ask(quotation, body, told, today).map(Some))
            .await?;
        Ok(quotation)
    }

    /// Says anew what is said of a quotation, over the certification's `version`. Who was asked stays who was asked.
    ///
    /// # Errors
    /// As [`OrgTx::ask_for_quotation`]; [`Error::NotFound`] also where the certification has no such quotation.
    pub async fn tell_quotation(
        &self,
        id: CertificationId,
        version: i32,
        quotation: QuotationId,
        body: BodyId,
        told: QuotationTold,
    ) -> Result<()> {
        self.hold(id).await?;
        let view = self.certification(id).await?;
        if its(&view.certification, quotation)?.body != body {
            return Err(Error::Invalid { field: "/body".to_owned(), code: "fixed" });
        }
        let today = self.today();
        self.change_certification(view, version, |one| one.tell(quotation, told, today)).await.map(drop)
    }

    /// Takes a step about a quotation, over the certification's `version`.
    ///
    /// # Errors
    /// As [`OrgTx::tell_quotation`].
    pub async fn step_quotation(
        &self,
        id: CertificationId,
        version: i32,
        quotation: QuotationId,
        (step, on, reason): (QuotationStep, NaiveDate, &str),
    ) -> Result<()> {
        self.hold(id).await?;
        let view = self.certification(id).await?;
        let body = self.body(its(&view.certification, quotation)?.body).await?;
        if step == QuotationStep::Choose && body.archived_at.is_some() {
            return Err(Refused::PutAside.into());
        }
        let name = body.body.name;
        let taken = Taken { on, today: self.today(), reason };
        self.change_certification(view, version, |one| one.decide((quotation, &name), step, &taken).map(Some))
            .await
            .map(drop)
    }

    /// Writes the quotations that are new or others than before.
    pub(super) async fn save_quotations(&self, before: &[Quotation], after: &Certification) -> Result<()> {
        for one in after.quotations.iter().filter(|one| !before.contains(one)) {
            let sql = self
                .sql(
                    "insert into quotation (org_id, id, certification_id, body_id, state, note, asked, since, answer_by, \
                     reason, replaced, offer) values (",
                )
                .push(", ")
                .bind_all([one.id.0, after.id.0, one.body.0])
                .push(", ")
                .bind_all([one.state.name(), one.note.as_str()])
                .push(", ")
                .bind_all([one.asked, one.since])
                .push(", ")
                .bind(one.answer_by)
                .push(", ")
                .bind_all([one.reason.clone(), one.replaced.clone()])
                .push(", ")
                .bind(serde_json::to_value(&one.offer).map_err(|_| unreadable("offer"))?)
                .push(
                    ") on conflict (org_id, id) do update set state = excluded.state, note = excluded.note, \
                     asked = excluded.asked, since = excluded.since, answer_by = excluded.answer_by, \
                     reason = excluded.reason, replaced = excluded.replaced, offer = excluded.offer",
                );
            self.door.run(sql).await?;
        }
        Ok(())
    }
}

fn its(of: &Certification, id: QuotationId) -> Result<&Quotation> {
    of.quotations.iter().find(|one| one.id == id).ok_or(Error::NotFound)
}
