//! How a person is shown.

use crate::caller::Caller;
use crate::names::RoleName;
use crate::problem::Problem;
use crate::routes::teams::view::TeamRefView;
use crate::views::OwnerView;
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::PersonId;
use serde::Serialize;
use store::{HeldRole, OrgRead, PersonRow};
use utoipa::ToSchema;
use uuid::Uuid;

/// A person in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = PersonRow)]
pub(crate) struct PersonRowView {
    id: Uuid,
    name: String,
    address: String,
    #[schema(value_type = Vec<RoleName>)]
    roles: Vec<&'static str>,
    active: bool,
    /// Whether the person signs in.
    has_account: bool,
    /// Until when the person's invitation can be accepted, where one waits.
    invited_until: Option<DateTime<Utc>>,
    /// IANA time zone.
    zone: String,
    /// Whom the person answers to.
    manager: Option<OwnerView>,
    /// The teams the person belongs to.
    teams: Vec<TeamRefView>,
    /// Whether mail to the address comes back, so that none is sent there.
    address_dead: bool,
    /// How the person likes dates and numbers, such as `en-GB`.
    locale: &'static str,
    version: i32,
}

/// A role and its days.
#[derive(Serialize, ToSchema)]
#[schema(as = HeldRole)]
pub(crate) struct HeldRoleView {
    #[schema(value_type = RoleName)]
    role: &'static str,
    from: NaiveDate,
    until: Option<NaiveDate>,
}

/// A person.
#[derive(Serialize, ToSchema)]
#[schema(as = Person)]
pub(crate) struct PersonView {
    #[serde(flatten)]
    row: PersonRowView,
    /// Every role held, latest first.
    history: Vec<HeldRoleView>,
    /// How much open work belongs to the person.
    open_work: i64,
    /// What is wrong with the address; null: mail to it never came back.
    address_trouble: Option<TroubleView>,
}

/// What is wrong with an address.
#[derive(Serialize, ToSchema)]
#[schema(as = AddressTrouble)]
pub(crate) struct TroubleView {
    /// Since when mail to it comes back, and none is sent there; null: it is only late or full now and then.
    dead_at: Option<DateTime<Utc>>,
    /// What the server over there said.
    why: Option<String>,
    /// How often mail came back that may arrive another time.
    soft_bounces: i32,
}

pub(crate) fn row(row: PersonRow) -> PersonRowView {
    PersonRowView {
        id: row.id,
        name: row.name,
        address: row.address,
        roles: row.roles.iter().map(|role| role.name()).collect(),
        active: row.active,
        has_account: row.has_account,
        invited_until: row.invited_until,
        zone: row.zone,
        manager: row.manager.map(OwnerView::from),
        teams: row.teams.into_iter().map(TeamRefView::from).collect(),
        address_dead: row.address_dead,
        locale: row.locale,
        version: row.version,
    }
}

fn held(one: HeldRole) -> HeldRoleView {
    HeldRoleView { role: one.role.name(), from: one.from, until: one.until }
}

pub(crate) async fn view(org: &OrgRead, id: PersonId) -> Result<(i32, PersonView), Problem> {
    let person = org.person(id).await?;
    let history = org.roles_held(id).await?.into_iter().map(held).collect();
    let open_work = org.open_work(id).await?;
    let address_trouble = org.address_trouble(id).await?.map(|trouble| TroubleView {
        dead_at: trouble.dead_at,
        why: trouble.why,
        soft_bounces: trouble.soft_count,
    });
    Ok((person.version, PersonView { row: row(person), history, open_work, address_trouble }))
}

/// The person as it stands now, with its version.
pub(crate) async fn after<P>(caller: &Caller<P>, id: PersonId) -> Result<(i32, PersonView), Problem> {
    let org = caller.read().await?;
    let viewed = view(&org, id).await?;
    org.close().await?;
    Ok(viewed)
}
