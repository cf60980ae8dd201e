//! Pages: documents as PDF, out of plain values.
//!
//! `documents` says what a document has, this crate how it looks. It is a crate of its own because the engine, typst,
//! takes minutes to compile: only the program knows it, `api` and `worker` know the trait (`docs/decisions/0011`).
//!
//! - A template (`templates/`) reads its values from a file that exists in memory only; no text of anybody becomes source.
//! - The fonts are inside; there is no network, no file system, no clock.
//! - Files are PDF/A-2a and PDF/UA-1: archivable, tagged, with bookmarks, readable aloud.
//!
//! To add a document: its values and its verb of `Printer` in `documents`, its template beside `plan.typ`, which begins
//! with `paper.typ`, and what prepares its values beside `sheet.rs`.

mod chart;
mod engine;
mod letters;
mod logo;
mod press;
mod sheet;

pub use press::Press;
