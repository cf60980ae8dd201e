//! Every row of the books, read past the program, beside what its receiver holds.

use crate::harness::TestApp;
use crate::harness::workspace::CHANNEL;
use domain::delivery::{Channel, State};
use integrations::webhook::fake::Heard;
use sea_orm::{ConnectionTrait, DatabaseConnection, FromQueryResult, Statement};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What each task goes by, as the books call it; the last is the bell inside the program.
pub(super) const WAYS: [&str; 7] = ["mail", "direct", "teams", "issue", "message", "webhook", "inside"];

/// One thing that was to arrive somewhere.
pub(super) struct Entry {
    pub(super) way: String,
    pub(super) task: Option<Uuid>,
    pub(super) name: String,
    pub(super) state: State,
    pub(super) reason: Option<String>,
    /// How many of it the receiver holds.
    pub(super) received: usize,
    /// How many the books openly say were handed over.
    pub(super) handed_over: usize,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    way: String,
    task: Option<Uuid>,
    state: String,
    reason: Option<String>,
    copies: i32,
    body: Option<String>,
}

#[derive(FromQueryResult)]
struct Task {
    id: Uuid,
    reference: Option<String>,
    state: String,
}

#[derive(FromQueryResult)]
struct Told {
    task: Uuid,
    count: i64,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

const ROWS: &str = "select id, channel as way, subject_id as task, state, coalesce(reason, last_error) as reason, \
      copies, null as body from delivery \
    union all select id, kind, subject_id, state, coalesce(reason, last_error), 1, null from mirror \
    union all select id, 'webhook', null, state, coalesce(reason, last_error), attempts, body from dispatch";

async fn all<T: FromQueryResult>(root: &DatabaseConnection, sql: &str) -> Vec<T> {
    T::find_by_statement(Statement::from_string(root.get_database_backend(), sql)).all(root).await.unwrap()
}

/// The number behind `TSK-` in a text.
fn number_in(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("TSK-")?;
    Some(rest.chars().take_while(char::is_ascii_digit).collect())
}

fn counted(keys: impl Iterator<Item = String>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    keys.for_each(|key| *counts.entry(key).or_default() += 1);
    counts
}

/// What each receiver holds, by the way and by what it knows a thing by.
fn held(app: &TestApp, heard: &[Heard]) -> HashMap<&'static str, HashMap<String, usize>> {
    let (here, direct): (Vec<_>, Vec<_>) =
        app.slack.messages().into_iter().partition(|kept| kept.channel == CHANNEL);
    let said = |kept: &integrations::slack::fake::Kept| number_in(&kept.blocks.to_string());
    let id = |text: &str| text.trim_start_matches('<').split('@').next().unwrap_or_default().to_owned();
    HashMap::from([
        ("mail", counted(app.sink.messages().iter().map(|mail| id(&mail.message_id)))),
        (
            "issue",
            counted(
                app.jira
                    .issues()
                    .iter()
                    .filter_map(|issue| issue.properties["openaims"]["task"].as_str().map(str::to_owned)),
            ),
        ),
        ("message", counted(here.iter().filter(|kept| kept.thread.is_none()).filter_map(said))),
        ("direct", counted(direct.iter().filter_map(said))),
        ("teams", counted(app.teams.cards().iter().filter_map(|card| number_in(&card.card.to_string())))),
        ("webhook", counted(heard.iter().map(|heard| heard.id.clone()))),
    ])
}

/// Everything that was planned, and everything that should have been by these ways.
pub(super) async fn read(app: &TestApp, heard: &[Heard], ways: &[&'static str]) -> Vec<Entry> {
    let root = app.database.root().await;
    let tasks: Vec<Task> = all(&root, "select id, reference, state from subject where kind = 'task'").await;
    let rows: Vec<Row> = all(&root, ROWS).await;
    let told: Vec<Told> = all(
        &root,
        "select subject_id as task, count(*) as count from notice where kind = 'assigned' group by subject_id",
    )
    .await;
    let held = held(app, heard);
    let numbers: HashMap<Uuid, String> =
        tasks.iter().filter_map(|task| Some((task.id, number_in(task.reference.as_deref()?)?))).collect();
    let mut entries: Vec<Entry> = rows.into_iter().map(|row| entry(row, &held, &numbers)).collect();
    entries.extend(told.iter().map(|told| Entry {
        way: "inside".to_owned(),
        task: Some(told.task),
        name: "the bell".to_owned(),
        state: State::Delivered,
        reason: None,
        received: usize::try_from(told.count).unwrap(),
        handed_over: 1,
    }));
    let missing = missing(&tasks, &entries, ways);
    entries.extend(missing);
    entries
}

fn entry(
    row: Row,
    held: &HashMap<&'static str, HashMap<String, usize>>,
    numbers: &HashMap<Uuid, String>,
) -> Entry {
    let way = Channel::parse(&row.way).map_or(row.way.clone(), |channel| channel.name().to_owned());
    let told: Option<Value> = row.body.and_then(|body| serde_json::from_str(&body).ok());
    let task = row.task.or_else(|| told.as_ref()?["data"]["id"].as_str()?.parse().ok());
    let number = task.and_then(|task| numbers.get(&task)).cloned().unwrap_or_default();
    let key = match way.as_str() {
        "mail" | "webhook" => row.id.to_string(),
        "issue" => task.map(|task| task.to_string()).unwrap_or_default(),
        _ => number.clone(),
    };
    let copies = usize::try_from(row.copies).unwrap();
    Entry {
        received: held.get(way.as_str()).and_then(|held| held.get(&key)).copied().unwrap_or_default(),
        handed_over: if matches!(way.as_str(), "mail" | "webhook") { copies } else { 1 },
        name: format!("TSK-{number} {}", row.id),
        state: State::parse(&row.state).unwrap(),
        reason: row.reason,
        task,
        way,
    }
}

/// What should have been planned and was not. A task that was called off may have been so before anything was planned.
fn missing(tasks: &[Task], entries: &[Entry], ways: &[&'static str]) -> Vec<Entry> {
    let there: HashSet<(Uuid, &str)> =
        entries.iter().filter_map(|entry| Some((entry.task?, entry.way.as_str()))).collect();
    let wanted = tasks.iter().flat_map(|task| ways.iter().map(move |way| (task, *way)));
    let due = |task: &Task, way: &str| task.state != "cancelled" || matches!(way, "webhook" | "inside");
    wanted
        .filter(|(task, way)| due(task, way) && !there.contains(&(task.id, *way)))
        .map(|(task, way)| Entry {
            way: way.to_owned(),
            task: Some(task.id),
            name: format!("{} was never planned", task.reference.as_deref().unwrap_or_default()),
            state: State::Planned,
            reason: None,
            received: 0,
            handed_over: 0,
        })
        .collect()
}

/// How many jobs of organisations are left.
pub(super) async fn jobs_left(app: &TestApp) -> i64 {
    let root = app.database.root().await;
    let sql = "select count(*) as count from job where state in (0, 1) and org_id is not null";
    all::<Count>(&root, sql).await[0].count
}

/// What was tried often, or was lost with its worker often, waits for minutes and then for hours. Those pass now.
pub(super) async fn let_pauses_pass(app: &TestApp) {
    let root = app.database.root().await;
    let sql = "update job set run_at = 0 where state = 0 and org_id is not null";
    root.execute_unprepared(sql).await.unwrap();
}
