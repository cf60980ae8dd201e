//! A trail as a file. What holds is held by every byte: change one, and it shows.

use domain::trail::file::check as verify;

pub(super) fn check(bytes: &[u8]) {
    let lines = || bytes.split(|byte| *byte == b'\n');
    let Ok(read) = verify(lines(), &[]) else { return };
    assert!(verify(lines(), &[]).is_ok_and(|again| again == read), "the same file is two things");
    if read.found.is_ok() {
        let at =
            bytes.iter().fold(0, |sum: usize, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
        for at in [at % bytes.len(), at / 7 % bytes.len(), bytes.len() - 1] {
            let mut changed = bytes.to_vec();
            changed[at] ^= 1;
            let holds =
                verify(changed.split(|byte| *byte == b'\n'), &[]).is_ok_and(|read| read.found.is_ok());
            assert!(!holds, "byte {at} can be changed and nobody sees it");
        }
    }
}
