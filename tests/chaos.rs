//! Chaos: processes are killed, Redis is emptied and ended, PostgreSQL crashes, wires are cut and fall silent, disks are
//! full, and the outside fails in every way it knows. In the end the books balance: what was planned is delivered,
//! suppressed, dead or uncertain, each with its reason; nothing is lost, and nothing stands anywhere twice.
//!
//! `AIMS_CHAOS_KILLS`, `AIMS_CHAOS_TASKS` and `AIMS_CHAOS_SEED` choose another storm; `make chaos` runs a long one.

mod disk;
mod events;
mod issues;
mod ledger;
mod mail;
mod processes;
mod storm;
mod table;

/// A number that the caller of the tests may choose.
fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Moments that look random and are the same in every run (xorshift64).
struct Moments(u64);

impl Moments {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}
