//! Turns the YAML of the catalogue into Rust constants. What does not fit fails the build with a sentence that
//! names the file and the identifier.

mod certification;
mod check;
mod generate;
mod source;
mod training;

use std::{env, fs, path::Path};

const ISO42001: &str = "en/iso42001.yaml";
const CERTIFICATION: &str = "en/certification.yaml";
const TRAINING: &str = "en/training.yaml";

#[expect(clippy::print_stdout, reason = "a build script speaks to cargo on its standard output")]
fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed={ISO42001}");
    println!("cargo::rerun-if-changed={CERTIFICATION}");
    println!("cargo::rerun-if-changed={TRAINING}");
    if let Err(complaints) = build() {
        for complaint in complaints {
            println!("cargo::error={}", complaint.replace('\n', " "));
        }
    }
}

fn build() -> Result<(), Vec<String>> {
    let standard = source::read(ISO42001).map_err(|complaint| vec![complaint])?;
    let complaints = check::complaints(ISO42001, &standard);
    if !complaints.is_empty() {
        return Err(complaints);
    }
    let cycle = certification::read(CERTIFICATION).map_err(|complaint| vec![complaint])?;
    let curriculum = training::read(TRAINING).map_err(|complaint| vec![complaint])?;
    write("iso42001.rs", &generate::constant("ISO42001", &standard))
        .and_then(|()| write("certification.rs", &certification::constant("CERTIFICATION", &cycle)))
        .and_then(|()| write("training.rs", &training::constant("MODULES", &curriculum)))
        .map_err(|complaint| vec![complaint])
}

fn write(name: &str, text: &str) -> Result<(), String> {
    let folder = env::var("OUT_DIR").map_err(|_| "cargo did not say where to write.".to_owned())?;
    let path = Path::new(&folder).join(name);
    fs::write(&path, text).map_err(|error| format!("{} cannot be written: {error}.", path.display()))
}
