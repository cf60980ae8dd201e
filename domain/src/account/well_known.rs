//! Passwords that are known to be common: 1.4 million of 12 characters and more out of published lists. Only a set of bits
//! is kept (a Bloom filter, made by `infra/passwords.mjs`), so that nobody reads them here; one in some 260 others is taken
//! for one of them, which costs somebody a second thought and nothing else.

static FILTER: &[u8] = include_bytes!("well_known.bin");

/// As `infra/passwords.mjs` writes it: change both together.
const PROBES: u32 = 10;

/// Whether a password, in small letters, is one of the list.
pub(super) fn contains(folded: &str) -> bool {
    let bits = u32::try_from(FILTER.len() * 8).unwrap_or(u32::MAX);
    let (first, step) = (mixed(folded, 0x811c_9dc5), mixed(folded, 0x9747_b28c) | 1);
    (0..PROBES).all(|probe| {
        let place = first.wrapping_add(probe.wrapping_mul(step)) % bits;
        FILTER.get((place >> 3) as usize).is_some_and(|byte| byte & (1 << (place & 7)) != 0)
    })
}

/// FNV-1a over 32 bits, stirred once more at its end.
fn mixed(text: &str, seed: u32) -> u32 {
    let mut hash = text.bytes().fold(seed, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_have_chosen_is_known() {
        for common in
            ["123qweasdzxc", "1q2w3e4r5t6y", "sonyericsson", "finalfantasy", "qweasdzxc123", "leavemealone"]
        {
            assert!(contains(common), "{common}");
        }
    }

    #[test]
    fn hardly_anything_else_is_taken_for_one_of_them() {
        let taken = (0..20_000).filter(|number| contains(&format!("kettle {number} over the hills"))).count();
        assert!(taken < 160, "{taken} of 20,000");
    }
}
