//! Says where a connection's things go.

use super::outside::{jira, service_failed};
use super::view::{ConnectionView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::problem::{FieldProblem, Problem};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, put};
use domain::connection::{IssueSetup, Named, Rule, Setup};
use domain::id::ConnectionId;
use domain::mirror::Category;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The most fields, labels and statuses that are kept.
const MOST: usize = 50;

/// Where issues go.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewIssueSetup {
    /// The project's id.
    project: String,
    /// The type's id.
    issue_type: String,
    /// Values of further fields, by field id, in the form the service takes: a text, a number, a date, `{"id": "1"}`
    /// for a choice.
    #[serde(default)]
    fields: BTreeMap<String, Value>,
    /// Labels beside ours, without spaces.
    #[serde(default)]
    labels: Vec<String>,
    /// Statuses that mean something else than their category says: `new`, `in_progress`, `done`.
    #[serde(default)]
    statuses: BTreeMap<String, String>,
    /// Which tasks go there by themselves: `by_hand`, `every_task`, `control_tasks`.
    rule: String,
}

/// Set up where issues go. The service is asked whether it would take them, before anything is kept.
#[utoipa::path(tag = "connections", operation_id = "set_up_connection",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_connections"))), request_body = NewIssueSetup,
    responses((status = 200, body = ConnectionView), (status = 412), (status = 422), (status = 502)))]
#[put("/o/{org}/connections/{id}/setup")]
pub(crate) async fn handle(
    caller: Caller<may::ManageConnections>,
    id: Id,
    version: IfMatch,
    body: Body<NewIssueSetup>,
) -> Answer {
    let id = ConnectionId(id.0.0);
    let setup = checked(&caller, id, body.value).await?;
    let org = caller.write().await?;
    org.set_up_connection(id, version.0, &Setup::Issues(setup)).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}

async fn checked(
    caller: &Caller<may::ManageConnections>,
    id: ConnectionId,
    new: NewIssueSetup,
) -> Result<IssueSetup, Problem> {
    let rule = Rule::parse(&new.rule).ok_or_else(|| Problem::field("/rule", "unknown", "is no rule"))?;
    let statuses = meanings(&new.statuses)?;
    if new.labels.len() > MOST || new.labels.iter().any(|label| !is_label(label)) {
        return Err(Problem::field(
            "/labels",
            "malformed",
            "takes words without spaces, of at most 100 characters",
        ));
    }
    if new.fields.len() > MOST {
        return Err(Problem::field("/fields", "too_many", "has more fields than are kept"));
    }
    let signed_in = jira(caller, id).await?;
    let jira = &signed_in.jira;
    let projects = jira.projects().await.map_err(service_failed)?;
    let project = projects.into_iter().find(|one| one.id == new.project);
    let project =
        project.ok_or_else(|| Problem::field("/project", "unknown", "is not a project of this Jira"))?;
    let types = jira.issue_types(&project.id).await.map_err(service_failed)?;
    let kind = types.into_iter().find(|one| one.id == new.issue_type && !one.subtask);
    let kind =
        kind.ok_or_else(|| Problem::field("/issue_type", "unknown", "is not a type of this project"))?;
    let asked = jira.fields(&project.id, &kind.id).await.map_err(service_failed)?;
    let missing: Vec<FieldProblem> = asked
        .iter()
        .filter(|field| field.required && !["summary", "project", "issuetype"].contains(&field.id.as_str()))
        .filter(|field| new.fields.get(&field.id).is_none_or(Value::is_null))
        .map(|field| {
            FieldProblem::new(
                &format!("/fields/{}", field.id),
                "required",
                format!("{} is asked for by the project", field.name),
            )
        })
        .collect();
    if !missing.is_empty() {
        return Err(Problem::InvalidInput(missing));
    }
    let lacks = jira.missing_permissions(&project.key).await.map_err(service_failed)?;
    if !lacks.is_empty() {
        let detail = format!("the account that connected Jira lacks there: {}", lacks.join(", "));
        return Err(Problem::field("/project", "not_permitted", detail));
    }
    Ok(IssueSetup {
        project: Named { id: project.id, name: project.name },
        project_key: project.key,
        issue_type: Named { id: kind.id, name: kind.name },
        fields: new.fields,
        labels: new.labels,
        statuses,
        rule,
    })
}

fn is_label(label: &str) -> bool {
    !label.is_empty() && label.chars().count() <= 100 && !label.contains(char::is_whitespace)
}

fn meanings(given: &BTreeMap<String, String>) -> Result<BTreeMap<String, Category>, Problem> {
    let unknown = |name: &str| {
        Problem::field(&format!("/statuses/{name}"), "unknown", "means new, in_progress or done")
    };
    if given.len() > MOST {
        return Err(Problem::field("/statuses", "too_many", "has more statuses than are kept"));
    }
    let one = |(name, means): (&String, &String)| {
        Category::parse(means).map(|category| (name.clone(), category)).ok_or_else(|| unknown(name))
    };
    given.iter().map(one).collect()
}
