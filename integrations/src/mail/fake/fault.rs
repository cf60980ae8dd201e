//! Which fault a recipient asks for.

/// A way to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// 550 at `RCPT`.
    Hard,
    /// 452 at `RCPT`.
    Full,
    /// 451 at `RCPT`, twice for each address.
    Grey,
    /// The connection is cut at `DATA`.
    Drop,
    /// Taken and kept, but the connection is cut before the 250.
    Lost,
    /// The 250 comes late.
    Slow,
    /// 554 after the data.
    Poison,
    /// From `RCPT` on nothing is answered.
    Mute,
}

const BY_NAME: [(&str, Fault); 8] = [
    ("hard", Fault::Hard),
    ("full", Fault::Full),
    ("grey", Fault::Grey),
    ("drop", Fault::Drop),
    ("lost", Fault::Lost),
    ("slow", Fault::Slow),
    ("poison", Fault::Poison),
    ("mute", Fault::Mute),
];

impl Fault {
    /// The fault for an address, by how its local part begins.
    pub(super) fn of(address: &str) -> Option<Self> {
        let local = address.to_ascii_lowercase();
        BY_NAME.iter().find(|(name, _)| local.starts_with(name)).map(|(_, fault)| *fault)
    }
}
