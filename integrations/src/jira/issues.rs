//! Issues: made, looked for, read, changed and moved.

use super::{Edition, Jira, JiraFailure, part, trimmed};
use chrono::NaiveDate;
use domain::mirror::Category;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The longest summary that Jira takes.
const SUMMARY: usize = 255;
/// What is asked for of an issue.
const FIELDS: [&str; 7] = ["summary", "status", "project", "duedate", "assignee", "labels", "updated"];
/// How many issues are read in one call.
const MANY: usize = 100;

/// An issue to be made.
#[derive(Clone, Debug)]
pub struct NewIssue {
    /// The project's id.
    pub project: String,
    /// The type's id.
    pub issue_type: String,
    /// What it says.
    pub says: Edit,
    /// Labels without spaces; the first is the one it is found by.
    pub labels: Vec<String>,
    /// Values of further fields, by id, in the form that Jira takes.
    pub fields: BTreeMap<String, Value>,
    /// Proof of where it comes from, kept with it: key and value. In the cloud only.
    pub property: (String, Value),
}

/// What an issue says; `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edit {
    /// One line.
    pub summary: Option<String>,
    /// An ADF document in the cloud, wiki text in a data centre.
    pub description: Option<Value>,
    /// The day it is due, or none.
    pub due: Option<Option<NaiveDate>>,
    /// The account it is assigned to, or nobody.
    pub assignee: Option<Option<String>>,
}

/// An issue that was just made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Created {
    /// Its immutable id.
    pub id: String,
    /// Its key, such as `AIMS-12`.
    pub key: String,
}

/// An issue that was found by its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The issue.
    pub issue: Created,
    /// The proof that was kept with it, where the edition keeps one.
    pub property: Option<Value>,
}

/// An issue as Jira shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its immutable id.
    pub id: String,
    /// Its key now.
    pub key: String,
    /// The project it is in now.
    pub project_id: String,
    /// Its status, in the workflow's words.
    pub status: String,
    /// The category of that status. One that is not known counts as new, so that nothing is ever completed by it.
    pub category: Category,
    /// The day it is due.
    pub due: Option<NaiveDate>,
    /// Who it is assigned to.
    pub assignee: Option<String>,
    /// Its labels.
    pub labels: Vec<String>,
}

/// A way out of an issue's present status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub status: String,
    /// The category of where it leads.
    pub category: Category,
    /// Fields that its screen asks for.
    pub required: Vec<String>,
}

impl Edit {
    fn fields(&self, cloud: bool) -> Map<String, Value> {
        let mut fields = Map::new();
        if let Some(summary) = &self.summary {
            let line: String =
                summary.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SUMMARY).collect();
            fields.insert("summary".to_owned(), json!(line));
        }
        if let Some(description) = &self.description {
            fields.insert("description".to_owned(), description.clone());
        }
        if let Some(due) = &self.due {
            fields.insert("duedate".to_owned(), json!(due));
        }
        if let Some(assignee) = &self.assignee {
            let who = assignee
                .as_ref()
                .map(|who| if cloud { json!({ "accountId": who }) } else { json!({ "name": who }) });
            fields.insert("assignee".to_owned(), json!(who));
        }
        fields
    }
}

impl Jira {
    /// Makes an issue.
    ///
    /// # Errors
    /// After [`JiraFailure::Ambiguous`] and [`JiraFailure::Unreadable`] it may be there: look by its label first.
    pub async fn create(&self, new: &NewIssue) -> Result<Created, JiraFailure> {
        let mut fields = new.says.fields(self.is_cloud());
        fields.retain(|_, value| !value.is_null());
        fields.extend(new.fields.clone());
        fields.insert("project".to_owned(), json!({ "id": new.project }));
        fields.insert("issuetype".to_owned(), json!({ "id": new.issue_type }));
        fields.insert("labels".to_owned(), json!(new.labels));
        let mut body = json!({ "fields": fields });
        if self.is_cloud() {
            body["properties"] = json!([{ "key": new.property.0, "value": new.property.1 }]);
        }
        self.ask("issue", "create a Jira issue", body).await
    }

    /// Issues that bear a label of ours, oldest first, wherever they were moved to. Jira's search lags behind: what
    /// was just made may be missing for a minute.
    ///
    /// # Errors
    /// [`JiraFailure`].
    pub async fn find_by_label(&self, label: &str, property: &str) -> Result<Vec<Found>, JiraFailure> {
        let jql = format!("labels = {} ORDER BY created ASC", quoted(label));
        let found: Value = if self.is_cloud() {
            let body =
                json!({ "jql": jql, "fields": ["labels"], "properties": [property], "maxResults": 10 });
            self.ask("search/jql", "look for a Jira issue", body).await?
        } else {
            let path = format!("search?maxResults=10&fields=labels&jql={}", part(&jql));
            self.read(&path, "look for a Jira issue").await?
        };
        let issues = found["issues"].as_array().ok_or(JiraFailure::Unreadable)?;
        Ok(issues.iter().filter_map(|issue| one_found(issue, property)).collect())
    }

    /// One issue, by its immutable id.
    ///
    /// # Errors
    /// [`JiraFailure::Gone`] when it was deleted or moved out of reach.
    pub async fn get(&self, id: &str) -> Result<Issue, JiraFailure> {
        let path = format!("issue/{}?fields={}", part(id), FIELDS.join(","));
        let value: Value = self.read(&path, "read a Jira issue").await?;
        issue(&value).ok_or(JiraFailure::Unreadable)
    }

    /// Several issues, by their ids; those that are gone are missing from the answer. At most a hundred.
    ///
    /// # Errors
    /// [`JiraFailure`].
    pub async fn get_many(&self, ids: &[String]) -> Result<Vec<Issue>, JiraFailure> {
        let ids = &ids[..ids.len().min(MANY)];
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let answer: Value = if self.is_cloud() {
            let body = json!({ "issueIdsOrKeys": ids, "fields": FIELDS });
            self.ask("issue/bulkfetch", "read Jira issues", body).await?
        } else {
            let jql = format!("id in ({})", ids.iter().map(|id| quoted(id)).collect::<Vec<_>>().join(","));
            let path = format!(
                "search?maxResults={MANY}&validateQuery=warn&fields={}&jql={}",
                FIELDS.join(","),
                part(&jql)
            );
            self.read(&path, "read Jira issues").await?
        };
        let issues = answer["issues"].as_array().ok_or(JiraFailure::Unreadable)?;
        Ok(issues.iter().filter_map(issue).collect())
    }

    /// Changes fields of an issue; its status is none of them.
    ///
    /// # Errors
    /// [`JiraFailure`]. To repeat it does no harm.
    pub async fn edit(&self, id: &str, edit: &Edit) -> Result<(), JiraFailure> {
        let body = json!({ "fields": edit.fields(self.is_cloud()) });
        self.call(Method::PUT, &format!("issue/{}", part(id)), "change a Jira issue", Some(body))
            .await
            .map(drop)
    }

    /// The ways out of an issue's present status that this account may take.
    ///
    /// # Errors
    /// [`JiraFailure`].
    pub async fn transitions(&self, id: &str) -> Result<Vec<Transition>, JiraFailure> {
        let path = format!("issue/{}/transitions?expand=transitions.fields", part(id));
        let answer: Value = self.read(&path, "read the ways of a Jira issue").await?;
        let ways = answer["transitions"].as_array().ok_or(JiraFailure::Unreadable)?;
        Ok(ways.iter().filter_map(transition).collect())
    }

    /// Moves an issue.
    ///
    /// # Errors
    /// [`JiraFailure`]. Whether it worked is seen by reading the issue.
    pub async fn transition(&self, id: &str, way: &str) -> Result<(), JiraFailure> {
        let body = json!({ "transition": { "id": way } });
        let path = format!("issue/{}/transitions", part(id));
        self.call(Method::POST, &path, "move a Jira issue", Some(body)).await.map(drop)
    }

    /// Where people find an issue. `site` is the site's own address in the cloud.
    #[must_use]
    pub fn browse(&self, site: &str, key: &str) -> String {
        let base = match &self.edition {
            Edition::Cloud { .. } => site.trim_end_matches('/'),
            Edition::DataCenter { base } => trimmed(base),
        };
        format!("{base}/browse/{key}")
    }
}

/// A value in JQL: quoted, with quotes and backslashes made plain.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn one_found(value: &Value, property: &str) -> Option<Found> {
    let issue = Created { id: value["id"].as_str()?.to_owned(), key: value["key"].as_str()?.to_owned() };
    Some(Found { issue, property: value["properties"].get(property).cloned() })
}

pub(super) fn category(status: &Value) -> Category {
    match status["statusCategory"]["key"].as_str() {
        Some("done") => Category::Done,
        Some("indeterminate") => Category::InProgress,
        _ => Category::New,
    }
}

fn issue(value: &Value) -> Option<Issue> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let fields = &value["fields"];
    let who = &fields["assignee"];
    Some(Issue {
        id: text(&value["id"])?,
        key: text(&value["key"])?,
        project_id: text(&fields["project"]["id"]).unwrap_or_default(),
        status: text(&fields["status"]["name"])?,
        category: category(&fields["status"]),
        due: fields["duedate"].as_str().and_then(|date| date.parse().ok()),
        assignee: text(&who["accountId"]).or_else(|| text(&who["name"])),
        labels: fields["labels"].as_array().into_iter().flatten().filter_map(text).collect(),
    })
}

fn transition(value: &Value) -> Option<Transition> {
    let required = value["fields"].as_object().into_iter().flatten();
    let asks = |field: &Value| field["required"] == true && field["hasDefaultValue"] != true;
    Some(Transition {
        id: value["id"].as_str()?.to_owned(),
        name: value["name"].as_str()?.to_owned(),
        status: value["to"]["name"].as_str()?.to_owned(),
        category: category(&value["to"]),
        required: required.filter(|(_, field)| asks(field)).map(|(id, _)| id.clone()).collect(),
    })
}
