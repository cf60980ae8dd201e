//! How audits are shown that could be one visit.

use crate::names::CycleDateName;
use chrono::NaiveDate;
use domain::certification::Window;
use serde::Serialize;
use store::AuditsTogether;
use utoipa::ToSchema;
use uuid::Uuid;

/// An audit of one certification that could be held together with one of another.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditOfTwo)]
struct AuditView {
    id: Uuid,
    reference: String,
    title: String,
    #[schema(value_type = CycleDateName)]
    what: &'static str,
    /// Of which calendar year, where there is one of each.
    year: Option<i32>,
}

fn audit(of: store::CertificationName, window: Window) -> AuditView {
    let store::CertificationName { id, reference, title } = of;
    AuditView { id, reference, title, what: window.what.name(), year: window.year }
}

/// Audits of two certifications that could be one visit.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditsTogether)]
pub(super) struct TogetherView {
    one: AuditView,
    other: AuditView,
    /// The first day on which both could be held, today at the earliest.
    from: NaiveDate,
    /// The last.
    until: NaiveDate,
}

impl From<AuditsTogether> for TogetherView {
    fn from(pair: AuditsTogether) -> Self {
        let AuditsTogether { one, other, audits } = pair;
        Self {
            one: audit(one, audits.one),
            other: audit(other, audits.other),
            from: audits.from,
            until: audits.until,
        }
    }
}
