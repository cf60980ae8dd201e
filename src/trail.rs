//! `aims trail verify`: checks a trail that was taken away, with nothing but the file.

use anyhow::{Context, bail};
use domain::trail::anchor::PublicKey;
use domain::trail::chain::Report;
use domain::trail::file::{LONGEST_LINE, check};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Reads the file (`-` is the standard input) and says what was found. Anchors are checked with `keys`, and where none
/// are given, with those that the file names.
///
/// # Errors
/// When the file cannot be read, is no trail, or does not hold: the first entry that does not fit is named.
pub fn verify(path: &Path, keys: &[String]) -> anyhow::Result<()> {
    let given = keys
        .iter()
        .map(|key| {
            PublicKey::parse(key).with_context(|| format!("{key} is no public key: 64 hexadecimal digits"))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let reader: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path).with_context(|| format!("cannot open {}", path.display()))?))
    };
    let mut failed = None;
    let read = check(Lines { reader, failed: &mut failed }, &given);
    if let Some(error) = failed {
        return Err(error).with_context(|| format!("cannot read {}", path.display()));
    }
    let read = read?;
    let report = match read.found {
        Ok(report) => report,
        Err(fault) => bail!("{}: {fault}", read.head.organisation),
    };
    crate::print(&format!(
        "The trail of {} ({}) holds: {} entries{}.",
        read.head.organisation,
        read.head.org,
        report.entries,
        if report.erased > 0 {
            format!(", {} of them erased with a person", report.erased)
        } else {
            String::new()
        }
    ))?;
    crate::print(&about_anchors(&report, &read.head.keys, keys))
}

fn about_anchors(report: &Report, named: &[String], given: &[String]) -> String {
    if report.anchors == 0 {
        return "It has no anchor yet: the entries fit each other, but nothing signed says when they were there."
            .to_owned();
    }
    let after = report.entries - report.anchored;
    let checked = if given.is_empty() {
        format!(
            "They were checked with the key that the file itself names, {}: compare it with the one that you know, or \
             give yours with --key.",
            named.join(", ")
        )
    } else {
        "They were checked with the key that you gave.".to_owned()
    };
    format!(
        "{} anchors are valid; the last stands for entry {}, and {after} came after it. {checked}",
        report.anchors, report.anchored
    )
}

/// The lines of a file, none longer than one can be.
struct Lines<'a> {
    reader: Box<dyn BufRead>,
    failed: &'a mut Option<io::Error>,
}

impl Iterator for Lines<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let mut line = Vec::new();
        let most = u64::try_from(LONGEST_LINE).unwrap_or(u64::MAX) + 2;
        match self.reader.by_ref().take(most).read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) => {
                line.pop_if(|last| *last == b'\n');
                Some(line)
            }
            Err(error) => {
                *self.failed = Some(error);
                None
            }
        }
    }
}
