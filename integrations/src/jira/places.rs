//! Where issues can go: sites, projects, types, the fields they ask for, and who can be assigned.

use super::issues::category;
use super::{Jira, JiraFailure, Settings, part, trimmed};
use crate::http::{Call, Http};
use domain::mirror::Category;
use reqwest::Method;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

/// How much is read at once, and how often a page is turned.
const PAGE: usize = 50;
const PAGES: usize = 20;
/// How many people are answered at most: whoever is not among them is found by more words.
const MOST_PEOPLE: usize = 200;

/// A site that the consent covers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Site {
    /// Its cloud id.
    pub id: String,
    /// Its address, for people.
    pub url: String,
    /// Its name.
    pub name: String,
    /// What we may do there.
    #[serde(default)]
    pub scopes: Vec<String>,
}

/// A project in which issues may be made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Project {
    /// Its id.
    pub id: String,
    /// Its key, such as `AIMS`.
    pub key: String,
    /// Its name.
    pub name: String,
}

/// A type of issue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Typed {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it only lives below another issue.
    #[serde(default)]
    pub subtask: bool,
}

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// A number.
    Number,
    /// A day.
    Date,
    /// One of the values that are allowed.
    Choice,
    /// Some of the values that are allowed.
    Choices,
    /// Words without spaces.
    Labels,
    /// Something that no form of ours can fill in.
    Other,
}

/// A field that an issue of some type has.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its id, such as `customfield_10010`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether an issue cannot be made without it.
    pub required: bool,
    /// What it takes.
    pub kind: FieldKind,
    /// The values that are allowed, by id and name.
    pub allowed: Vec<(String, String)>,
}

/// Somebody an issue can be assigned to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The account id in the cloud, the name in a data centre.
    pub id: String,
    /// What people call them.
    pub name: String,
    /// The address, where the account shows it.
    pub address: Option<String>,
}

/// A step of a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// What people call it.
    pub name: String,
    /// What it means to Jira.
    pub category: Category,
}

/// The sites that a consent covers.
///
/// # Errors
/// [`JiraFailure`].
pub async fn sites(http: &Http, settings: &Settings, token: &SecretString) -> Result<Vec<Site>, JiraFailure> {
    let address = format!("{}/oauth/token/accessible-resources", trimmed(&settings.api_url));
    let url =
        Url::parse(&address).map_err(|_| JiraFailure::Refused("jira.api_url cannot be used".to_owned()))?;
    let reply = http.send(Call::new(Method::GET, url, "list Jira sites").bearer(token)).await?;
    if !reply.is_success() {
        return Err(JiraFailure::of(&reply));
    }
    reply.read().ok_or(JiraFailure::Unreadable)
}

impl Jira {
    /// Who we are over there.
    ///
    /// # Errors
    /// [`JiraFailure`].
    pub async fn myself(&self) -> Result<User, JiraFailure> {
        let value: Value = self.read("myself", "ask Jira who we are").await?;
        user(&value).ok_or(JiraFailure::Unreadable)
    }

    /// Projects in which this account may make issues, by name.
    ///
    /// # Errors
    /// [`JiraFailure`].
    pub async fn projects(&self) -> Result<Vec<Project>, JiraFailure> {
        if !self.is_cloud() {
            return self.read("project", "list Jira projects").await;
        }
        let values = self
            .pages("project/search?action=create&orderBy=name", "list Jira projects", &["values"])
            .await?;
        Ok(values.into_iter().filter_map(|value| serde_json::from_value(value).ok()).collect())
    }

    /// The types that issues of a project may have.
    ///
    /// # Errors
    /// [`JiraFailure`].
    pub async fn issue_types(&self, project: &str) -> Result<Vec<Typed>, JiraFailure> {
        let path = format!("issue/createmeta/{}/issuetypes", part(project));
        let values = match self.pages(&path, "list types of Jira issues", &["issueTypes", "values"]).await {
            Err(JiraFailure::Gone) if !self.is_cloud() => self.former_meta(project).await?,
            values => values?,
        };
        Ok(values.into_iter().filter_map(|value| serde_json::from_value(value).ok()).collect())
    }

    /// The fields that an issue of that type asks for or takes.
    ///
    /// # Errors
    /// [`JiraFailure`].
    pub async fn fields(&self, project: &str, issue_type: &str) -> Result<Vec<Field>, JiraFailure> {
        let path = format!("issue/createmeta/{}/issuetypes/{}", part(project), part(issue_type));
        match self.pages(&path, "list fields of Jira issues", &["fields", "results", "values"]).await {
            Err(JiraFailure::Gone) if !self.is_cloud() => {
                let types = self.former_meta(project).await?;
                let kind = types.iter().find(|one| one["id"] == issue_type).ok_or(JiraFailure::Gone)?;
                Ok(kind["fields"].as_object().into_iter().flatten().filter_map(former_field).collect())
            }
            values => Ok(values?.iter().filter_map(field).collect()),
        }
    }

    /// What editions before 8.4 answer, and some after: everything of a project at once.
    async fn former_meta(&self, project: &str) -> Result<Vec<Value>, JiraFailure> {
        let by = if project.bytes().all(|byte| byte.is_ascii_digit()) { "projectIds" } else { "projectKeys" };
        let path = format!("issue/createmeta?{by}={}&expand=projects.issuetypes.fields", part(project));
        let mut meta: Value = self.read(&path, "list types of Jira issues").await?;
        match meta["projects"][0]["issuetypes"].take() {
            Value::Array(types) => Ok(types),
            _ => Err(JiraFailure::Gone),
        }
    }

    /// People to whom issues of a project can be assigned and whose name or address begins with `words`.
    ///
    /// # Errors
    /// [`JiraFailure`].
    pub async fn assignable(&self, project_key: &str, words: &str) -> Result<Vec<User>, JiraFailure> {
        let by = if self.is_cloud() { "query" } else { "username" };
        let path = format!(
            "user/assignable/search?project={}&{by}={}&maxResults={MOST_PEOPLE}",
            part(project_key),
            part(words)
        );
        let values: Vec<Value> = self.read(&path, "list people in Jira").await?;
        Ok(values.iter().filter_map(user).collect())
    }

    /// Somebody, by the id that [`User`] bears.
    ///
    /// # Errors
    /// [`JiraFailure::Gone`] when there is nobody of that id.
    pub async fn person(&self, id: &str) -> Result<User, JiraFailure> {
        let by = if self.is_cloud() { "accountId" } else { "username" };
        let value: Value = self.read(&format!("user?{by}={}", part(id)), "read a person in Jira").await?;
        user(&value).ok_or(JiraFailure::Unreadable)
    }

    /// The statuses that issues of that type pass through in a project.
    ///
    /// # Errors
    /// [`JiraFailure`].
    pub async fn statuses(&self, project: &str, issue_type: &str) -> Result<Vec<Status>, JiraFailure> {
        let path = format!("project/{}/statuses", part(project));
        let types: Vec<Value> = self.read(&path, "list Jira statuses").await?;
        let own = types.iter().find(|one| one["id"] == issue_type);
        let statuses = own.and_then(|one| one["statuses"].as_array()).into_iter().flatten();
        Ok(statuses.filter_map(status).collect())
    }

    /// Whether this account may make, change and move issues of a project; answers what it may not.
    ///
    /// # Errors
    /// [`JiraFailure`].
    pub async fn missing_permissions(&self, project_key: &str) -> Result<Vec<String>, JiraFailure> {
        const WANTED: &str = "CREATE_ISSUES,EDIT_ISSUES,TRANSITION_ISSUES";
        let path = format!("mypermissions?projectKey={}&permissions={WANTED}", part(project_key));
        let value: Value = self.read(&path, "ask Jira what we may do").await?;
        let have = |name: &str| value["permissions"][name]["havePermission"] == true;
        Ok(WANTED.split(',').filter(|name| !have(name)).map(str::to_owned).collect())
    }

    /// Turns pages until the last; `names` are what the list may be called.
    async fn pages(
        &self,
        path: &str,
        purpose: &'static str,
        names: &[&str],
    ) -> Result<Vec<Value>, JiraFailure> {
        let (mut all, joint) = (Vec::new(), if path.contains('?') { '&' } else { '?' });
        for _ in 0..PAGES {
            let path = format!("{path}{joint}startAt={}&maxResults={PAGE}", all.len());
            let mut page: Value = self.read(&path, purpose).await?;
            let name = names.iter().find(|name| page[**name].is_array()).ok_or(JiraFailure::Unreadable)?;
            let list = page[*name].take();
            let Value::Array(values) = list else { return Err(JiraFailure::Unreadable) };
            let (count, total) = (values.len(), page["total"].as_u64());
            all.extend(values);
            let last =
                page["isLast"] == true || count == 0 || total.is_some_and(|total| all.len() as u64 >= total);
            if last {
                break;
            }
        }
        Ok(all)
    }
}

fn status(value: &Value) -> Option<Status> {
    Some(Status { name: value["name"].as_str()?.to_owned(), category: category(value) })
}

fn user(value: &Value) -> Option<User> {
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let id = text("accountId").or_else(|| text("name"))?;
    Some(User { name: text("displayName").unwrap_or_else(|| id.clone()), address: text("emailAddress"), id })
}

/// A field whose id stands before it rather than in it.
fn former_field((id, value): (&String, &Value)) -> Option<Field> {
    let mut value = value.clone();
    value["fieldId"] = Value::String(id.clone());
    field(&value)
}

fn field(value: &Value) -> Option<Field> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let id = text(&value["fieldId"]).or_else(|| text(&value["key"]))?;
    let name = |one: &Value| text(&one["name"]).or_else(|| text(&one["value"]));
    let allowed = value["allowedValues"].as_array().into_iter().flatten();
    let allowed: Vec<_> = allowed.filter_map(|one| Some((text(&one["id"])?, name(one)?))).collect();
    Some(Field {
        name: text(&value["name"]).unwrap_or_else(|| id.clone()),
        required: value["required"] == true && value["hasDefaultValue"] != true,
        kind: kind(&value["schema"], !allowed.is_empty()),
        allowed,
        id,
    })
}

fn kind(schema: &Value, has_values: bool) -> FieldKind {
    let custom = schema["custom"].as_str().unwrap_or_default();
    match (schema["type"].as_str().unwrap_or_default(), schema["items"].as_str()) {
        ("string", _) if custom.ends_with(":textarea") => FieldKind::LongText,
        ("string", _) => FieldKind::Text,
        ("number", _) => FieldKind::Number,
        ("date", _) => FieldKind::Date,
        ("array", Some("string")) if !has_values => FieldKind::Labels,
        ("array", _) if has_values => FieldKind::Choices,
        (_, None) if has_values => FieldKind::Choice,
        _ => FieldKind::Other,
    }
}
