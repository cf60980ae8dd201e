//! Files that people take away and bring along: plain values in, bytes out, and the other way round.
//!
//! Only what answers while somebody waits lives here (`docs/decisions/0011`). It knows no noun, no database and no
//! request; what a column is called and which rows there are is said by whoever calls. Of what is set on pages only the
//! values are here; the crate `print` sets them.

pub mod calendar;
pub mod certificate;
pub mod paper;
pub mod plan;
pub mod tables;
