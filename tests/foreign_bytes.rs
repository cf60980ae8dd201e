//! What parses bytes from outside, with everything that the fuzzer or a person thought of (`tests/fuzz/corpus`): what was
//! found once stays found. `make fuzz` runs the same checks and looks for more.

use crate::fuzz::{check, names};
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

fn corpus(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(name);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_corpus_is_replayed() {
    let mut wrong = Vec::new();
    for name in names() {
        let paths = corpus(name);
        assert!(!paths.is_empty(), "{name} has no corpus");
        for path in paths {
            let bytes = fs::read(&path).unwrap();
            if catch_unwind(|| check(name, &bytes)).is_err() {
                wrong.push(path);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A parser that is given bytes and has no target here is not fuzzed.
#[test]
fn every_check_has_its_target_and_its_corpus_and_nothing_lies_beside_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let listed = |under: &str| {
        let entries = fs::read_dir(folder.join(under)).unwrap().map(|entry| entry.unwrap().path());
        let mut found: Vec<String> =
            entries.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
        found.sort();
        found
    };
    let mut all: Vec<String> = names().map(str::to_owned).collect();
    all.sort();
    assert_eq!(listed("targets"), all);
    assert_eq!(listed("corpus"), all);
}
