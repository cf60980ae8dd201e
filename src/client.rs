//! `aims login`, `aims tasks` and their neighbours: a small client of the public API, for terminals and scripts. It knows
//! nothing but what the API says.

mod calls;
mod commands;
mod config;
mod controls;
mod evidence;
mod failure;
mod login;
mod table;
mod tasks;

pub use commands::ClientCommand;
pub use failure::ClientFailure;

use calls::Calls;
use commands::{ControlsCommand, EvidenceCommand, TasksCommand};
use serde_json::Value;

/// How answers are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// For people.
    Table,
    /// As the API gave them.
    Json,
}

/// Runs a command against the server that the person signed in to.
///
/// # Errors
/// With a sentence that says what to do.
pub async fn run(command: ClientCommand, json: bool) -> Result<(), ClientFailure> {
    let shown = if json { Shown::Json } else { Shown::Table };
    let text = match command {
        ClientCommand::Login { url } => login::login(&url).await?,
        ClientCommand::Logout => login::logout()?,
        ClientCommand::Whoami => login::whoami(&Calls::open()?, shown).await?,
        ClientCommand::Tasks(command) => tasks(&Calls::open()?, command, shown).await?,
        ClientCommand::Controls(command) => {
            let calls = Calls::open()?;
            match command {
                ControlsCommand::List(asked) => controls::list(&calls, &asked, shown).await?,
                ControlsCommand::Show { reference } => controls::show(&calls, &reference, shown).await?,
            }
        }
        ClientCommand::Evidence(EvidenceCommand::Add { file, to, title }) => {
            evidence::add(&Calls::open()?, &file, &to, title.as_deref(), shown).await?
        }
    };
    crate::print(&text).map_err(|error| ClientFailure::Here(error.to_string()))
}

async fn tasks(calls: &Calls, command: TasksCommand, shown: Shown) -> Result<String, ClientFailure> {
    match command {
        TasksCommand::List(asked) => tasks::list(calls, &asked, shown).await,
        TasksCommand::Show { reference } => tasks::show(calls, &reference, shown).await,
        TasksCommand::Done { reference } => tasks::done(calls, &reference, shown).await,
        TasksCommand::Comment { reference, text } => tasks::comment(calls, &reference, &text, shown).await,
        TasksCommand::Create(new) => tasks::create(calls, &new, shown).await,
    }
}

/// The answer as it came.
fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// A field's text; nothing where there is none.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
