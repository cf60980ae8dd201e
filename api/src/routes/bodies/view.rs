//! How certification bodies are shown.

use super::said::ContactView;
use crate::caller::Caller;
use crate::names::{AccreditedName, DoubtName};
use crate::problem::Problem;
use crate::views::versioned;
use actix_web::{HttpResponse, HttpResponseBuilder};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Action, Reach};
use domain::body::Contact;
use domain::id::BodyId;
use serde::Serialize;
use store::{BodyView as Stored, OrgRead};
use utoipa::ToSchema;
use uuid::Uuid;

/// What the caller may do with it.
#[derive(Serialize, ToSchema)]
#[schema(as = BodyRights)]
struct Rights {
    manage: bool,
}

/// A certification body.
#[derive(Serialize, ToSchema)]
#[schema(as = Body)]
pub(crate) struct BodyView {
    id: Uuid,
    /// Such as `CB-1`.
    reference: String,
    name: String,
    /// Whether it is accredited to certify an AI management system.
    #[schema(value_type = AccreditedName)]
    accredited: &'static str,
    /// By whom and under which number.
    accreditation: String,
    /// The last day of its accreditation.
    accredited_until: Option<NaiveDate>,
    /// What its auditors know of AI.
    competence: String,
    sectors: String,
    /// In which languages it audits.
    languages: String,
    /// Whom it certified already.
    references: String,
    /// What could make it partial.
    conflicts: String,
    /// When it last advised the organisation or audited it internally.
    advised_until: Option<NaiveDate>,
    /// Until when it stays out of a certification because of that; null: it need not.
    apart_until: Option<NaiveDate>,
    contacts: Vec<ContactView>,
    /// What should be asked about before somebody signs, the heaviest first.
    #[schema(value_type = Vec<DoubtName>)]
    doubts: Vec<&'static str>,
    /// Whether it was put aside.
    aside: bool,
    /// Its version, for `If-Match`.
    version: i32,
    updated_at: DateTime<Utc>,
    may: Rights,
}

impl BodyView {
    pub(crate) fn of<P>(stored: Stored, today: NaiveDate, caller: &Caller<P>) -> Self {
        let Stored { body, reference, version, updated_at, archived_at } = stored;
        let record = body.record;
        Self {
            id: body.id.0,
            reference,
            name: body.name,
            accredited: record.accredited.name(),
            doubts: record.doubts(today).into_iter().map(domain::body::Doubt::name).collect(),
            apart_until: record.apart_until(today),
            accreditation: record.accreditation,
            accredited_until: record.accredited_until,
            competence: record.competence,
            sectors: record.sectors,
            languages: record.languages,
            references: record.references,
            conflicts: record.conflicts,
            advised_until: record.advised_until,
            contacts: record.contacts.into_iter().map(contact).collect(),
            aside: archived_at.is_some(),
            version,
            updated_at,
            may: Rights { manage: caller.reach_of(Action::ManageCertification) == Reach::All },
        }
    }
}

fn contact(one: Contact) -> ContactView {
    ContactView { name: one.name, role: one.role, mail: one.mail, phone: one.phone }
}

/// The bodies that are known.
#[derive(Serialize, ToSchema)]
#[schema(as = Bodies)]
pub(crate) struct BodiesView {
    /// By their names, those put aside last.
    pub(super) items: Vec<BodyView>,
}

/// The body as it is now.
pub(super) async fn show<P>(
    caller: &Caller<P>,
    org: &OrgRead,
    id: BodyId,
    response: HttpResponseBuilder,
) -> Result<HttpResponse, Problem> {
    let stored = org.body(id).await?;
    let version = stored.version;
    Ok(versioned(response, version, &BodyView::of(stored, org.today(), caller)))
}
