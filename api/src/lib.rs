//! HTTP in, HTTP out; serves the built web app.
//!
//! A handler is 8 to 15 lines: its signature names the permission, it opens a door, calls one or two verbs,
//! commits, and shows a view. The URL space is on one screen in `routes.rs`.

mod caller;
mod cookie;
mod document;
mod exports;
mod extract;
mod kept;
mod known;
mod limits;
mod metrics;
mod names;
mod operator;
mod origin;
mod pages;
mod password;
mod problem;
mod request_id;
mod room;
mod routes;
mod server;
mod settings;
mod state;
mod throttle;
mod views;
mod web_app;

pub use document::openapi;
pub use metrics::{MetricsSettings, Render, serve as serve_metrics};
pub use server::serve;
pub use settings::Settings;
pub use state::{Api, Bounces, Environment, OpenVault, Outside, Post, Press};
