//! Which organisations there are, and how much each uses; of what is in them, nothing.

use super::{Turned, Turning};
use crate::extract::{Id, Parameters};
use crate::operator::OperatorCaller;
use crate::problem::Problem;
use crate::state::State;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use domain::id::OrgId;
use serde::Serialize;
use store::OperatedOrganisation;
use utoipa::ToSchema;
use uuid::Uuid;

/// An organisation as an operator sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = OperatedOrganisation)]
pub(crate) struct View {
    id: Uuid,
    slug: String,
    name: String,
    founded_at: DateTime<Utc>,
    /// Since when it is suspended.
    suspended_at: Option<DateTime<Utc>>,
    /// Why, as its people read it.
    suspended_why: Option<String>,
    /// From when on it may be removed, where an owner asked for that.
    closing_at: Option<DateTime<Utc>>,
    /// People who belong to it.
    people: i64,
    /// How many it may have; none: as many as it likes.
    most_people: Option<i64>,
    /// Bytes of its files.
    file_bytes: i64,
    /// How many it may keep; none: as the installation's settings say.
    most_file_bytes: Option<i64>,
    /// Its jobs that wait or run.
    jobs_waiting: i64,
    /// Its jobs that were given up.
    jobs_dead: i64,
    version: i32,
}

impl From<OperatedOrganisation> for View {
    fn from(org: OperatedOrganisation) -> Self {
        Self {
            id: org.org_id,
            slug: org.slug,
            name: org.name,
            founded_at: org.created_at,
            suspended_at: org.suspended_at,
            suspended_why: org.suspended_why,
            closing_at: org.closing_at,
            people: org.people,
            most_people: org.most_people,
            file_bytes: org.file_bytes,
            most_file_bytes: org.most_file_bytes,
            jobs_waiting: org.jobs_waiting,
            jobs_dead: org.jobs_dead,
            version: org.version,
        }
    }
}

/// One organisation, with all that is counted of it.
#[derive(Serialize, ToSchema)]
#[schema(as = OperatedUsage)]
pub(crate) struct Whole {
    #[serde(flatten)]
    organisation: View,
    usage: Counted,
    /// How many bytes of files an organisation may keep where nothing else is said.
    usual_file_bytes: u64,
}

/// What is counted of an organisation.
#[derive(Serialize, ToSchema)]
#[schema(as = OperatedFigures)]
pub(crate) struct Counted {
    service_accounts: i64,
    /// Finished ones too.
    tasks: i64,
    open_tasks: i64,
    evidence: i64,
    connections: i64,
    webhooks: i64,
    tokens: i64,
}

/// The organisations, the latest first; with `q`, those whose name or address holds that.
#[utoipa::path(tag = "operator", operation_id = "list_operated_organisations",
    params(("q" = Option<String>, Query), ("after" = Option<Uuid>, Query), ("limit" = Option<u64>, Query)),
    responses((status = 200, body = Turned<View>), (status = 401), (status = 404), (status = 422)))]
#[get("/operator/organisations")]
pub(crate) async fn list(caller: OperatorCaller, parameters: Parameters) -> Answer {
    let (mut turning, mut text) = (Turning::default(), None);
    for (name, value) in &parameters.0.parameters {
        if name == "q" && value.chars().count() <= 200 {
            text = Some(value.as_str());
        } else if !turning.take(name, value)? {
            return Err(Problem::field(name, "unknown", "is not known here, or too long"));
        }
    }
    let door = caller.operate().await?;
    let found = door.organisations(text, turning.after, turning.limit).await?;
    door.commit().await?;
    let items: Vec<View> = found.into_iter().map(View::from).collect();
    Ok(HttpResponse::Ok().json(turning.page(items, |view| view.id)))
}

/// One organisation.
#[utoipa::path(tag = "operator", operation_id = "get_operated_organisation", params(("id" = Uuid, Path)),
    responses((status = 200, body = Whole), (status = 401), (status = 404)))]
#[get("/operator/organisations/{id}")]
pub(crate) async fn get(caller: OperatorCaller, id: Id) -> Answer {
    shown(&caller, OrgId(id.0.0)).await
}

/// The organisation as it is now.
pub(super) async fn shown(caller: &OperatorCaller, org: OrgId) -> Answer {
    let door = caller.operate().await?;
    let found = door.organisation(org).await?;
    door.commit().await?;
    let read = caller.read(org).await?;
    let usage = read.usage().await?;
    read.close().await?;
    let State { api, .. } = caller.state.get_ref();
    let version = found.version;
    let whole = Whole {
        organisation: found.into(),
        usage: Counted {
            service_accounts: usage.services,
            tasks: usage.tasks,
            open_tasks: usage.open_tasks,
            evidence: usage.evidence,
            connections: usage.connections,
            webhooks: usage.endpoints,
            tokens: usage.tokens,
        },
        usual_file_bytes: api.files.quota(),
    };
    Ok(versioned(HttpResponse::Ok(), version, &whole))
}
