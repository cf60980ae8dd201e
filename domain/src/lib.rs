//! The rules of an AI management system.
//!
//! No I/O, no async, no framework: a rule is a verb on a type, time and randomness are passed in, and a
//! refused transition is a value. One file per noun; to add a noun see `CONTRIBUTING.md`.

pub mod absence;
pub mod access;
pub mod account;
pub mod body;
pub mod calendar;
pub mod certification;
mod change;
pub mod channel_health;
pub mod checklist;
pub mod choice;
pub mod clock;
pub mod comment;
pub mod connection;
pub mod control;
pub mod deletion;
pub mod delivery;
pub mod difference;
pub mod digest;
pub mod event;
pub mod evidence;
pub mod file;
pub mod find;
pub mod finding;
pub mod holiday;
pub mod id;
pub mod image;
pub mod job;
pub mod link;
pub mod mirror;
pub mod my_work;
pub mod notes;
pub mod notice;
pub mod obligation;
pub mod operator;
pub mod organisation;
pub mod people_import;
pub mod person;
pub mod picture;
pub mod reaction;
pub mod readiness;
pub mod recurrence;
pub mod reminder;
pub mod review;
pub mod standard;
pub mod take_back;
pub mod task;
pub mod task_template;
pub mod team;
pub mod text;
pub mod token;
pub mod trail;
pub mod verification;
pub mod webhook;
pub mod workdays;
