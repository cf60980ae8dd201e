//! What an issue says of a task, and how that differs from what it said last.

use crate::links::Links;
use domain::connection::{IssueSetup, Service};
use domain::mirror::{Category, Said, label};
use domain::task::Priority;
use integrations::jira::{Edit, NewIssue, adf::Document, wiki};
use serde_json::{Value, json};
use store::IssueLetter;
use url::Url;

/// The key under which we keep where an issue comes from.
pub(crate) const PROPERTY: &str = "openaims";

/// What the issue is to say now; its category is the one that both sides last agreed on.
pub(crate) fn said_now(letter: &IssueLetter, category: Category) -> Said {
    Said {
        title: format!("{} {}", letter.reference, letter.task.title),
        text: facts(letter)
            .into_iter()
            .fold(letter.task.description.clone(), |text, (name, value)| format!("{text}\n{name}: {value}")),
        due: letter.task.due,
        assignee: letter.assignee.clone(),
        category,
    }
}

fn facts(letter: &IssueLetter) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if let Some(control) = &letter.control {
        facts.push(("Serves", format!("{} {}", control.reference, control.title)));
    }
    if !letter.task.expected_evidence.trim().is_empty() {
        facts.push(("Evidence expected", letter.task.expected_evidence.clone()));
    }
    if letter.task.needs_review() {
        facts.push(("Review", "The task ends in OpenAIMS, when its evidence is accepted.".to_owned()));
    }
    if matches!(letter.task.priority, Priority::High | Priority::Urgent) {
        facts.push(("Priority", letter.task.priority.to_string()));
    }
    if let Some(owner) = letter.owner.as_ref().filter(|_| letter.assignee.is_none()) {
        facts.push(("Owner", owner.name.clone()));
    }
    facts
}

fn description(letter: &IssueLetter, links: &Links) -> Value {
    let address = links.task(&letter.slug, letter.task.id.0);
    let words = format!("Open {} in OpenAIMS ({})", letter.reference, letter.organisation);
    let Ok(link) = Url::parse(&address) else { return Value::Null };
    if letter.service == Service::JiraCloud {
        let document = Document::new().text(&letter.task.description);
        let document =
            facts(letter).iter().fold(document, |document, (name, value)| document.fact(name, value));
        return document.link(&words, &link).finish();
    }
    let mut lines = vec![wiki::text(&letter.task.description)];
    lines.extend(facts(letter).iter().map(|(name, value)| wiki::fact(name, value)));
    lines.push(wiki::link(&words, &link));
    json!(lines.join("\n\n"))
}

/// The whole issue, to be made.
pub(crate) fn new_issue(letter: &IssueLetter, setup: &IssueSetup, links: &Links) -> NewIssue {
    let said = said_now(letter, Category::New);
    let mut labels = vec![label(letter.mirror)];
    labels.extend(setup.labels.iter().filter(|label| !label.contains(char::is_whitespace)).cloned());
    NewIssue {
        project: setup.project.id.clone(),
        issue_type: setup.issue_type.id.clone(),
        says: Edit {
            summary: Some(said.title),
            description: Some(description(letter, links)),
            due: Some(said.due),
            assignee: Some(said.assignee),
        },
        labels,
        fields: setup.fields.clone(),
        property: (PROPERTY.to_owned(), json!({ "mirror": letter.mirror, "task": letter.task.id })),
    }
}

/// The fields in which the issue says something else than it should, and their names; `None` when there are none.
pub(crate) fn edit_between(
    letter: &IssueLetter,
    before: &Said,
    now: &Said,
    links: &Links,
) -> Option<(Edit, Vec<&'static str>)> {
    let (mut edit, mut names) = (Edit::default(), Vec::new());
    if before.title != now.title {
        edit.summary = Some(now.title.clone());
        names.push("title");
    }
    if before.text != now.text {
        edit.description = Some(description(letter, links));
        names.push("description");
    }
    if before.due != now.due {
        edit.due = Some(now.due);
        names.push("due");
    }
    if before.assignee != now.assignee {
        edit.assignee = Some(now.assignee.clone());
        names.push("assignee");
    }
    (!names.is_empty()).then_some((edit, names))
}
