//! What people are trained in: rows, views and verbs.
//!
//! An organisation has a few dozen modules, so they are shown all at once; who is asked may be everybody, so that is a list of
//! pages, planned in batches by a job. What somebody confirmed is kept as bytes, once for all who confirmed the same.

mod assignments;
mod completion;
mod crowd;
mod links;
mod modules;
mod proofs;
mod sweep;
mod taking;
mod verbs;
mod versions;

pub use assignments::{ASSIGNMENTS, AssignmentRow};
pub use completion::Completion;
pub use links::{CertificateView, TrainingLink};
pub use modules::ModuleView;
pub use proofs::{AttemptView, AttestationView, RecordView};
pub use taking::{Seen, Taking, Tried};
pub use verbs::NewModule;
pub use versions::VersionView as ModuleVersionView;
