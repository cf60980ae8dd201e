//! Service accounts: programs that act in their own name.

use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::names::RoleName;
use crate::problem::{FieldProblem, Problem};
use crate::views::Answer;
use actix_web::{HttpResponse, get, post};
use domain::access::Role;
use domain::id::PersonId;
use domain::text;
use serde::{Deserialize, Serialize};
use store::{NewService, ServiceView as Stored};
use utoipa::ToSchema;
use uuid::Uuid;

/// A service account.
#[derive(Serialize, ToSchema)]
#[schema(as = ServiceAccount)]
pub(crate) struct ServiceView {
    id: Uuid,
    name: String,
    /// What it is for.
    purpose: String,
    #[schema(value_type = RoleName)]
    role: &'static str,
    active: bool,
    version: i32,
}

impl From<Stored> for ServiceView {
    fn from(stored: Stored) -> Self {
        let Stored { id, name, purpose, role, active, version } = stored;
        Self { id: id.0, name, purpose, role: role.name(), active, version }
    }
}

/// The service accounts.
#[derive(Serialize, ToSchema)]
#[schema(as = ServiceAccounts)]
pub(crate) struct ServicesView {
    /// By name, those that ended too.
    items: Vec<ServiceView>,
}

/// The service accounts.
#[utoipa::path(tag = "tokens", operation_id = "list_service_accounts", params(("org" = String, Path)),
    extensions(("x-permission" = json!("manage_services"))), responses((status = 200, body = ServicesView)))]
#[get("/o/{org}/service-accounts")]
pub(crate) async fn list(caller: Caller<may::ManageServices>) -> Answer {
    let org = caller.read().await?;
    let items = org.services().await?.into_iter().map(ServiceView::from).collect();
    org.close().await?;
    Ok(HttpResponse::Ok().json(ServicesView { items }))
}

/// A service account to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewServiceAccount {
    name: String,
    /// What it is for.
    purpose: String,
    /// `manager`, `contributor`, `auditor` or `staff`.
    #[schema(value_type = RoleName)]
    role: String,
}

/// Add a service account. It signs in nowhere; a token is made for it.
#[utoipa::path(tag = "tokens", operation_id = "add_service_account", params(("org" = String, Path)),
    extensions(("x-permission" = json!("manage_services"))), request_body = NewServiceAccount,
    responses((status = 201, body = ServiceView), (status = 422)))]
#[post("/o/{org}/service-accounts")]
pub(crate) async fn add(caller: Caller<may::ManageServices>, body: Body<NewServiceAccount>) -> Answer {
    let new = said(&body.value)?;
    let org = caller.write().await?;
    let id = org.add_service(&new).await?;
    org.commit().await?;
    let view = after(&caller, id).await?;
    Ok(HttpResponse::Created().json(view))
}

fn said(body: &NewServiceAccount) -> Result<NewService, Problem> {
    let mut refused = Vec::new();
    let mut take = |pointer: &str, text: Result<String, text::TextRefused>| {
        text.unwrap_or_else(|why| {
            refused.push(FieldProblem::new(pointer, why.code(), why.to_string()));
            String::new()
        })
    };
    let name = take("/name", text::name(&body.name, 120));
    let purpose = take("/purpose", text::line(&body.purpose, 300));
    let role = Role::parse(&body.role);
    if role.is_none() {
        refused.push(FieldProblem::new("/role", "unknown", "is not a role"));
    }
    match role {
        Some(role) if refused.is_empty() => Ok(NewService { name, purpose, role }),
        _ => Err(Problem::InvalidInput(refused)),
    }
}

/// End a service account: its tokens stop at once, what it did stays.
#[utoipa::path(tag = "tokens", operation_id = "end_service_account",
    params(("org" = String, Path), ("id" = Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_services"))),
    responses((status = 200, body = ServiceView), (status = 404), (status = 412), (status = 428)))]
#[post("/o/{org}/service-accounts/{id}/end")]
pub(crate) async fn end(caller: Caller<may::ManageServices>, id: Id, version: IfMatch) -> Answer {
    let id = PersonId(id.0.0);
    let org = caller.write().await?;
    org.end_service(id, version.0).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(after(&caller, id).await?))
}

async fn after<P>(caller: &Caller<P>, id: PersonId) -> Result<ServiceView, Problem> {
    let org = caller.read().await?;
    let service = org.service(id).await?;
    org.close().await?;
    Ok(service.into())
}
