//! Tries the Data Center client against a Jira of one's own, or an emulator of one:
//! `cargo run -p integrations --example jira_server -- http://127.0.0.1:8820 TOKEN PROJECT_KEY`.

use integrations::http::{Http, Settings};
use integrations::jira::{Edit, Edition, Jira, NewIssue, wiki};
use serde_json::json;
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Write};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [base, token, key] = arguments.as_slice() else { return Err("base, token, project key".into()) };
    let http = Http::new(&Settings {
        connect_timeout_seconds: 5,
        timeout_seconds: 20,
        max_answer_bytes: 4_194_304,
        max_calls_per_host: 4,
        allow_http: true,
        allowed_networks: vec!["127.0.0.0/8".to_owned()],
    })?;
    let jira = Jira::new(http, Edition::DataCenter { base: base.parse()? }, token.as_str().into());
    let mut out = io::stdout();
    writeln!(out, "we are {}", jira.myself().await?.name)?;
    let projects = jira.projects().await?;
    let project = projects.iter().find(|project| project.key == *key).ok_or("no such project")?;
    let types = jira.issue_types(key).await?;
    writeln!(out, "{} has types {:?}", project.name, types.iter().map(|one| &one.name).collect::<Vec<_>>())?;
    let kind = types.iter().find(|one| !one.subtask).ok_or("no type")?;
    let fields = jira.fields(key, &kind.id).await?;
    writeln!(
        out,
        "{} asks for {:?}",
        kind.name,
        fields.iter().filter(|field| field.required).map(|field| &field.id).collect::<Vec<_>>()
    )?;
    let label = format!("aims-try-{}", std::process::id());
    let new = NewIssue {
        project: project.id.clone(),
        issue_type: kind.id.clone(),
        says: Edit {
            summary: Some("Tried from an example".to_owned()),
            description: Some(json!(wiki::text("One *line*\n- and an item"))),
            due: Some("2027-01-31".parse().ok()),
            ..Edit::default()
        },
        labels: vec![label.clone()],
        fields: BTreeMap::new(),
        property: (String::new(), json!(null)),
    };
    let made = jira.create(&new).await?;
    writeln!(out, "made {} ({})", made.key, made.id)?;
    let found = jira.find_by_label(&label, "openaims").await?;
    writeln!(out, "found by its label: {}", found.iter().any(|one| one.issue.id == made.id))?;
    // By the key: emulators know issues by nothing else. Jira takes the immutable id as well, and that is what we keep.
    jira.edit(&made.key, &Edit { summary: Some("Changed".to_owned()), ..Edit::default() }).await?;
    for way in jira.transitions(&made.key).await?.iter().take(1) {
        jira.transition(&made.key, &way.id).await?;
        writeln!(out, "moved by {:?}", way.name)?;
    }
    let issue = jira.get(&made.key).await?;
    writeln!(out, "it is {} ({}), due {:?}", issue.status, issue.category, issue.due)?;
    writeln!(out, "many: {}", jira.get_many(&[made.id]).await?.len())?;
    Ok(())
}
