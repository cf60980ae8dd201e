//! Where things could go, as the service says it now: each answer asks for the next choice.

use super::outside::{jira, service_failed, slack, slack_failed};
use crate::caller::{Caller, may};
use crate::extract::{Id, Parameters};
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use domain::connection::Service;
use domain::id::ConnectionId;
use integrations::jira::{Field, FieldKind, Status, sites};
use integrations::slack::Channel;
use serde::Serialize;
use utoipa::ToSchema;

/// Fields that we fill in ourselves.
const OURS: [&str; 7] = ["summary", "description", "project", "issuetype", "labels", "duedate", "assignee"];

/// Something over there.
#[derive(Serialize, ToSchema)]
#[schema(as = RemoteChoice)]
pub(crate) struct ChoiceView {
    id: String,
    name: String,
    /// A project's key.
    key: Option<String>,
}

/// A field that an issue asks for or takes.
#[derive(Serialize, ToSchema)]
#[schema(as = RemoteField)]
pub(crate) struct FieldView {
    id: String,
    name: String,
    required: bool,
    /// `text`, `long_text`, `number`, `date`, `choice`, `choices`, `labels`, `other`.
    #[schema(value_type = String)]
    kind: FieldKind,
    allowed: Vec<ChoiceView>,
}

/// What can be chosen.
#[derive(Default, Serialize, ToSchema)]
pub(crate) struct Places {
    /// Sites that the consent covers, where there are several to choose from.
    sites: Vec<ChoiceView>,
    projects: Vec<ChoiceView>,
    /// Channels that the app can see; `key` says of a private one that it is.
    channels: Vec<ChoiceView>,
    /// For the project that is asked about.
    issue_types: Vec<ChoiceView>,
    /// For the type that is asked about.
    fields: Vec<FieldView>,
    /// The steps that issues of the type pass through.
    statuses: Vec<StatusView>,
}

/// A step that issues pass through.
#[derive(Serialize, ToSchema)]
#[schema(as = RemoteStatus)]
pub(crate) struct StatusView {
    name: String,
    /// What it means by itself: `new`, `in_progress` or `done`.
    category: &'static str,
}

/// See where things could go. Of a workspace: its channels. Of a Jira, without a project: sites and projects; with `project`: its types; with `issue_type`
/// too: the fields that it asks for.
#[utoipa::path(tag = "connections", operation_id = "list_places",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("project" = Option<String>, Query), ("issue_type" = Option<String>, Query)),
    extensions(("x-permission" = json!("manage_connections"))), responses((status = 200, body = Places), (status = 502)))]
#[get("/o/{org}/connections/{id}/places")]
pub(crate) async fn handle(caller: Caller<may::ManageConnections>, id: Id, asked: Parameters) -> Answer {
    let id = ConnectionId(id.0.0);
    let asked = |name: &str| {
        asked.0.parameters.get(name).filter(|text| !text.is_empty() && text.len() <= 100).cloned()
    };
    let (project, issue_type) = (asked("project"), asked("issue_type"));
    let org = caller.read().await?;
    let service = org.connection(id).await?.service;
    org.close().await?;
    if service == Service::Slack {
        let (_, slack, _) = slack(&caller, id).await?;
        let channels = slack.channels().await.map_err(slack_failed)?;
        let shown = |one: Channel| ChoiceView {
            id: one.id,
            name: one.name,
            key: one.private.then(|| "private".to_owned()),
        };
        let channels = channels.into_iter().map(shown).collect();
        return Ok(HttpResponse::Ok().json(Places { channels, ..Places::default() }));
    }
    let signed_in = jira(&caller, id).await?;
    let jira = &signed_in.jira;
    let mut places = Places::default();
    match (project, issue_type) {
        (Some(project), Some(issue_type)) => {
            let fields = jira.fields(&project, &issue_type).await.map_err(service_failed)?;
            let statuses = jira.statuses(&project, &issue_type).await.map_err(service_failed)?;
            let status = |one: Status| StatusView { name: one.name, category: one.category.name() };
            places.statuses = statuses.into_iter().map(status).collect();
            places.fields =
                fields.into_iter().filter(|field| !OURS.contains(&field.id.as_str())).map(field).collect();
        }
        (Some(project), None) => {
            let types = jira.issue_types(&project).await.map_err(service_failed)?;
            let whole = types.into_iter().filter(|one| !one.subtask);
            places.issue_types =
                whole.map(|one| ChoiceView { id: one.id, name: one.name, key: None }).collect();
        }
        _ => {
            let projects = jira.projects().await.map_err(service_failed)?;
            places.projects = projects
                .into_iter()
                .map(|one| ChoiceView { id: one.id, name: one.name, key: Some(one.key) })
                .collect();
            if signed_in.connection.service == Service::JiraCloud {
                places.sites = covered(&caller, id).await?;
            }
        }
    }
    Ok(HttpResponse::Ok().json(places))
}

/// The sites that the consent covers.
pub(super) async fn covered(
    caller: &Caller<may::ManageConnections>,
    id: ConnectionId,
) -> Result<Vec<ChoiceView>, Problem> {
    let outside = &caller.state().api.outside;
    let vault = (outside.vault)(*caller.membership().tenancy(), id);
    let Ok(held) = vault.token().await else { return Ok(Vec::new()) };
    let sites = sites(&outside.http, &outside.jira, &held.access).await.map_err(service_failed)?;
    Ok(sites
        .into_iter()
        .map(|site| ChoiceView { id: site.id, name: site.name, key: Some(site.url) })
        .collect())
}

impl ChoiceView {
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn key(&self) -> &str {
        self.key.as_deref().unwrap_or_default()
    }
}

fn field(field: Field) -> FieldView {
    FieldView {
        id: field.id,
        name: field.name,
        required: field.required,
        kind: field.kind,
        allowed: field.allowed.into_iter().map(|(id, name)| ChoiceView { id, name, key: None }).collect(),
    }
}
