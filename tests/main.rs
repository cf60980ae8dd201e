//! The root package's integration tests: one binary, run once on SQLite and once on PostgreSQL.
//!
//! `AIMS_TEST_DATABASE` says on which; `make test` sets it, and `AIMS_TEST_POSTGRES` for the second run.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test and its harness may stop where they stand: the message and the line say why"
)]

mod access;
mod backup;
mod bad_input;
mod bodies;
mod books;
mod bounces;
mod calendar;
mod carry;
mod certifications;
mod chaos;
mod client;
mod comments;
mod concurrency;
mod connection_access;
mod connections;
mod control_work;
mod controls;
mod counterparts;
mod cycle_plan;
mod deletion;
mod demo;
mod doctor;
mod evidence;
mod exports;
mod fairness;
mod find;
mod findings;
mod floods;
mod foreign_bytes;
#[path = "fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "the crate of the fuzzer shows what the suite keeps to itself")]
mod fuzz;
mod hardening;
mod harness;
mod home;
mod identity;
mod imports;
mod isolation;
mod issues;
mod jobs;
mod limits;
mod live;
mod mail_choices;
mod message_reminders;
mod messages;
mod metrics;
mod my_work;
mod operator;
mod outages;
mod pages;
mod passwords;
mod people;
mod people_copy;
mod processes;
mod reminders;
mod reviews;
mod settings;
mod shutdown;
mod sight;
mod simulation;
mod start;
mod task_links;
mod task_review;
mod task_templates;
mod task_work;
mod tasks;
mod teams;
mod teams_channel;
mod tenancy;
mod token_expiry;
mod tokens;
mod traces;
mod trail;
mod trail_erasure;
mod trail_file;
mod training;
mod upgrade;
mod vault;
mod views;
mod webhooks;
