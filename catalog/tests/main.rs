//! What holds of the catalogue: the constants, the checks of the build, and every file in `en/`, also those that
//! no constant is made of yet.
#![expect(
    clippy::unwrap_used,
    reason = "the functions that read the files are tests' own: a failure is the answer"
)]

#[path = "../build/check.rs"]
mod check;
#[path = "../build/generate.rs"]
mod generate;
#[path = "../build/source.rs"]
mod source;

mod build_checks;
mod counts;
mod files;
mod references;
mod standard;
