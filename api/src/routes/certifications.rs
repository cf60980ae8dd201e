//! Certifications: what is certified and by whom, the certificate's dates, its steps, and the visits.

pub(crate) mod add;
pub(crate) mod aside;
mod dates;
pub(crate) mod deliveries;
pub(crate) mod get;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod plan;
pub(crate) mod readiness;
pub(crate) mod revise;
pub(crate) mod steps;
mod together;
pub(crate) mod view;
pub(crate) mod visits;
