//! How quotations are shown: side by side, with what each comes to in three years.

use super::offer::OfferView;
use crate::names::{DoubtName, QuotationStateName};
use crate::problem::Problem;
use crate::views::versioned;
use actix_web::{HttpResponse, HttpResponseBuilder};
use chrono::NaiveDate;
use domain::body::Doubt;
use domain::certification::{Offer, Quotation, Total};
use domain::id::CertificationId;
use serde::Serialize;
use std::collections::HashMap;
use store::{BodyView, OrgRead};
use utoipa::ToSchema;
use uuid::Uuid;

/// A body, as it stands beside its quotation.
#[derive(Serialize, ToSchema)]
#[schema(as = BodyRef)]
struct BodyRefView {
    id: Uuid,
    /// Such as `CB-1`.
    reference: String,
    name: String,
    /// What should be asked about before somebody signs, the heaviest first.
    #[schema(value_type = Vec<DoubtName>)]
    doubts: Vec<&'static str>,
    /// Whether it was put aside.
    aside: bool,
}

/// What something comes to in three years.
#[derive(Serialize, ToSchema)]
#[schema(as = OfferTotal)]
struct TotalView<T: ToSchema> {
    /// The sum of what is said.
    sum: T,
    /// Whether everything is said that belongs to it.
    whole: bool,
}

/// A quotation.
#[derive(Serialize, ToSchema)]
#[schema(as = Quotation)]
struct QuotationView {
    id: Uuid,
    body: BodyRefView,
    #[schema(value_type = QuotationStateName)]
    state: &'static str,
    asked: NaiveDate,
    answer_by: Option<NaiveDate>,
    /// Since when it stands where it does.
    since: NaiveDate,
    /// Why, where somebody said.
    reason: Option<String>,
    note: String,
    /// Null: there is none yet.
    offer: Option<OfferView>,
    /// Audit days of three years.
    days: TotalView<f64>,
    /// Fees of three years, in hundredths of the currency.
    fees: TotalView<u64>,
    /// Whether its offer no longer holds.
    over: bool,
}

/// The quotations of a certification, to be compared.
#[derive(Serialize, ToSchema)]
#[schema(as = Quotations)]
pub(crate) struct QuotationsView {
    /// In the order in which they were asked for.
    items: Vec<QuotationView>,
    /// Whom one could ask: the bodies that are known and not put aside, by their names.
    bodies: Vec<BodyRefView>,
    /// The certification's version, for `If-Match`.
    version: i32,
}

fn body(one: &BodyView, today: NaiveDate) -> BodyRefView {
    BodyRefView {
        id: one.body.id.0,
        reference: one.reference.clone(),
        name: one.body.name.clone(),
        doubts: one.body.record.doubts(today).into_iter().map(Doubt::name).collect(),
        aside: one.archived_at.is_some(),
    }
}

fn quotation(one: Quotation, body: BodyRefView, today: NaiveDate) -> QuotationView {
    let Total { sum, whole } = one.offer.days.total();
    // A cycle has a thousand days at most, which a float holds.
    let days = f64::from(u32::try_from(sum).unwrap_or(u32::MAX)) / 4.0;
    let fees = one.offer.fees.total();
    let is_open = one.is_open();
    QuotationView {
        id: one.id.0,
        body,
        state: one.state.name(),
        asked: one.asked,
        answer_by: one.answer_by,
        since: one.since,
        reason: one.reason,
        note: one.note,
        over: is_open && one.offer.valid_until.is_some_and(|until| until < today),
        offer: (one.offer != Offer::default()).then(|| one.offer.into()),
        days: TotalView { sum: days, whole },
        fees: TotalView { sum: fees.sum, whole: fees.whole },
    }
}

/// The quotations as they are now.
pub(super) async fn show(
    org: &OrgRead,
    id: CertificationId,
    response: HttpResponseBuilder,
) -> Result<HttpResponse, Problem> {
    let stored = org.quotations(id).await?;
    let today = org.today();
    let by_id: HashMap<Uuid, &BodyView> = stored.bodies.iter().map(|one| (one.body.id.0, one)).collect();
    let items = stored.certification.quotations.into_iter().filter_map(|one| {
        let known = body(by_id.get(&one.body.0)?, today);
        Some(quotation(one, known, today))
    });
    let view = QuotationsView {
        items: items.collect(),
        bodies: stored
            .bodies
            .iter()
            .filter(|one| one.archived_at.is_none())
            .map(|one| body(one, today))
            .collect(),
        version: stored.version,
    };
    Ok(versioned(response, stored.version, &view))
}
