//! Takes jobs from the job table and runs them.
//!
//! apalis is the runtime; where jobs come from and go to is ours ([`queue`]): claims in batches, leases, and an
//! acknowledgement inside the job's own future. What a failure means is in [`verdict`], the timetable in
//! [`schedule`]. To add a job: a variant of [`domain::job::Job`], a file in `jobs/` and its arm in `jobs.rs`.

mod attempt;
mod context;
mod error;
mod guarded;
mod jira;
mod jobs;
mod links;
mod outside;
mod queue;
mod runner;
mod schedule;
mod settings;
mod slack;
mod teams;
mod token;
mod verdict;

pub use error::{Error, Result};
pub use links::Links;
pub use outside::{OpenVault, Outside};
pub use runner::Worker;
pub use settings::Settings;
