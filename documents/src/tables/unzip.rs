//! A compressed file is unpacked once into nothing, and counted: what grows beyond all measure is never read.

use std::io::{self, Cursor, Read};
use zip::ZipArchive;

/// The most bytes that a workbook may hold unpacked.
const MOST: u64 = 64 * 1024 * 1024;
/// The most files inside it.
const MOST_FILES: usize = 500;

/// Whether a workbook stays within bounds. What it says of its own size is not believed.
pub(super) fn is_bounded(bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    if archive.len() > MOST_FILES {
        return false;
    }
    let mut left = MOST;
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index(index) else { return false };
        match io::copy(&mut file.take(left + 1), &mut io::sink()) {
            Ok(read) if read <= left => left -= read,
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn packed(megabytes: usize) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
        let zeros = vec![0; 1024 * 1024];
        for _ in 0..megabytes {
            zip.write_all(&zeros).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_small_file_that_grows_beyond_measure_is_refused() {
        let bomb = packed(80);
        assert!(bomb.len() < 1024 * 1024, "{}", bomb.len());
        assert!(!is_bounded(&bomb));
        assert!(is_bounded(&packed(2)));
        assert!(!is_bounded(b"PK\x03\x04 and then nothing"));
    }
}
