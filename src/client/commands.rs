//! What can be asked for.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// The commands that call a server.
#[derive(Debug, Subcommand)]
pub enum ClientCommand {
    /// Keep a token for a server. Make one on the server's settings page; it is read from the terminal or from stdin, never
    /// from the command line, where others could see it.
    Login {
        /// Where the server is, such as https://aims.example.
        #[arg(long)]
        url: String,
    },
    /// Forget the token that is kept. It goes on working until it is revoked on the settings page.
    Logout,
    /// Say for whom the token stands.
    Whoami,
    /// Look at tasks and work on them.
    #[command(subcommand)]
    Tasks(TasksCommand),
    /// Look at requirements and controls.
    #[command(subcommand)]
    Controls(ControlsCommand),
    /// Add evidence.
    #[command(subcommand)]
    Evidence(EvidenceCommand),
}

/// What can be asked of tasks.
#[derive(Debug, Subcommand)]
pub enum TasksCommand {
    /// List tasks, those due first on top.
    List(AskedTasks),
    /// Show one.
    Show {
        /// Such as TSK-12.
        reference: String,
    },
    /// Complete one, or hand it in for review where it needs one.
    Done {
        /// Such as TSK-12.
        reference: String,
    },
    /// Say something about one.
    Comment {
        /// Such as TSK-12.
        reference: String,
        /// What.
        text: String,
    },
    /// Create one.
    Create(NewTask),
}

/// Which tasks.
#[derive(Debug, Args)]
pub struct AskedTasks {
    /// Only these states, separated by commas: open, in_progress, ready_for_review, done, cancelled.
    #[arg(long)]
    pub state: Option<String>,
    /// Only one's own.
    #[arg(long)]
    pub mine: bool,
    /// Only those past their date.
    #[arg(long)]
    pub overdue: bool,
    #[command(flatten)]
    pub listed: Listed,
}

/// Which of a list.
#[derive(Debug, Args)]
pub struct Listed {
    /// Only those in which all these words occur.
    #[arg(long)]
    pub search: Option<String>,
    /// How many at most.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,
}

/// A task to be created.
#[derive(Debug, Args)]
pub struct NewTask {
    /// One line.
    pub title: String,
    /// What is to be done.
    #[arg(long, default_value = "")]
    pub description: String,
    /// The day it is due, such as 2027-01-31.
    #[arg(long)]
    pub due: Option<chrono::NaiveDate>,
    /// The requirement or control that it serves, such as A.2.2.
    #[arg(long)]
    pub control: Option<String>,
    /// It is one's own.
    #[arg(long)]
    pub mine: bool,
    /// low, normal, high or urgent.
    #[arg(long)]
    pub priority: Option<String>,
}

/// What can be asked of controls.
#[derive(Debug, Subcommand)]
pub enum ControlsCommand {
    /// List requirements and controls.
    List(AskedControls),
    /// Show one.
    Show {
        /// Such as A.2.2.
        reference: String,
    },
}

/// Which controls.
#[derive(Debug, Args)]
pub struct AskedControls {
    /// Only these statuses, separated by commas.
    #[arg(long)]
    pub status: Option<String>,
    #[command(flatten)]
    pub listed: Listed,
}

/// What can be asked of evidence.
#[derive(Debug, Subcommand)]
pub enum EvidenceCommand {
    /// Upload a file and add it as evidence.
    Add {
        /// The file.
        file: PathBuf,
        /// What it shows something about, such as TSK-12 or A.2.2; may be given several times.
        #[arg(long, required = true)]
        to: Vec<String>,
        /// What it is called; the file's name where nothing is said.
        #[arg(long)]
        title: Option<String>,
    },
}
