//! Turns the YAML of the catalogue into Rust constants. What does not fit fails the build with a sentence that
//! names the file and the identifier.

mod check;
mod generate;
mod source;

use std::{env, fs, path::Path};

const ISO42001: &str = "en/iso42001.yaml";

#[expect(clippy::print_stdout, reason = "a build script speaks to cargo on its standard output")]
fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed={ISO42001}");
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
    let folder = env::var("OUT_DIR").map_err(|_| vec!["cargo did not say where to write.".to_owned()])?;
    let path = Path::new(&folder).join("iso42001.rs");
    fs::write(&path, generate::constant("ISO42001", &standard))
        .map_err(|error| vec![format!("{} cannot be written: {error}.", path.display())])
}
