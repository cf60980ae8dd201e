//! Days on which people are away, and who stands in.

use crate::caller::{Caller, may};
use crate::extract::{Absence as AbsenceInPath, Body, Id};
use crate::problem::Problem;
use crate::views::{Answer, OwnerView};
use actix_web::{HttpResponse, delete, get, post};
use chrono::NaiveDate;
use domain::absence::Absence;
use domain::access::Reach;
use domain::id::PersonId;
use serde::{Deserialize, Serialize};
use store::AbsenceView as Stored;
use utoipa::ToSchema;
use uuid::Uuid;

/// Some days on which somebody is away.
#[derive(Serialize, ToSchema)]
#[schema(as = Absence)]
pub(crate) struct AbsenceView {
    id: Uuid,
    /// The first day.
    from: NaiveDate,
    /// The last day.
    until: NaiveDate,
    /// Who is reminded meanwhile; null: the person.
    delegate: Option<OwnerView>,
}

impl From<Stored> for AbsenceView {
    fn from(one: Stored) -> Self {
        let delegate = one.delegate().map(OwnerView::from);
        Self { id: one.id, from: one.from_day, until: one.until_day, delegate }
    }
}

/// The days on which a person is away, from today on.
#[derive(Serialize, ToSchema)]
pub(crate) struct Absences {
    items: Vec<AbsenceView>,
}

/// Some days on which somebody will be away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAbsence {
    /// The first day.
    from: NaiveDate,
    /// The last day, a year later at most.
    until: NaiveDate,
    /// Who is reminded meanwhile.
    delegate: Option<Uuid>,
}

/// The person, if the caller may say when they are away: everybody of themselves, whoever leads of everybody.
fn whose(caller: &Caller<may::ReviseProfile>, id: &Id) -> Result<PersonId, Problem> {
    let person = PersonId(id.0.0);
    if caller.reach() == Reach::All || person == caller.membership().person() {
        Ok(person)
    } else {
        Err(Problem::NotFound)
    }
}

async fn answer(caller: &Caller<may::ReviseProfile>, person: PersonId) -> Answer {
    let org = caller.read().await?;
    let items = org.absences(person).await?.into_iter().map(AbsenceView::from).collect();
    org.close().await?;
    Ok(HttpResponse::Ok().json(Absences { items }))
}

/// The days on which a person is away, from today on.
#[utoipa::path(tag = "people", operation_id = "list_absences", params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("revise_profile"))),
    responses((status = 200, body = Absences), (status = 404)))]
#[get("/o/{org}/people/{id}/absences")]
pub(crate) async fn list(caller: Caller<may::ReviseProfile>, id: Id) -> Answer {
    let person = whose(&caller, &id)?;
    let org = caller.read().await?;
    org.person(person).await?;
    org.close().await?;
    answer(&caller, person).await
}

/// Note that a person is away. What they would be reminded of goes to whoever stands in.
#[utoipa::path(tag = "people", operation_id = "note_absence", params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("revise_profile"))), request_body = NewAbsence,
    responses((status = 200, body = Absences), (status = 404), (status = 409), (status = 422)))]
#[post("/o/{org}/people/{id}/absences")]
pub(crate) async fn note(caller: Caller<may::ReviseProfile>, id: Id, body: Body<NewAbsence>) -> Answer {
    let person = whose(&caller, &id)?;
    let NewAbsence { from, until, delegate } = body.value;
    let org = caller.write().await?;
    org.person(person).await?;
    org.note_absence(person, Absence { from, until, delegate: delegate.map(PersonId) }).await?;
    org.commit().await?;
    answer(&caller, person).await
}

/// A person is not away after all, or is back.
#[utoipa::path(tag = "people", operation_id = "end_absence",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("absence" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("revise_profile"))),
    responses((status = 200, body = Absences), (status = 404)))]
#[delete("/o/{org}/people/{id}/absences/{absence}")]
pub(crate) async fn end(caller: Caller<may::ReviseProfile>, id: Id, absence: AbsenceInPath) -> Answer {
    let person = whose(&caller, &id)?;
    let org = caller.write().await?;
    org.end_absence(person, absence.0).await?;
    org.commit().await?;
    answer(&caller, person).await
}
