//! Which fault a recipient asks for.

/// A way to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Hard,
    Full,
    Grey,
    Drop,
    Lost,
    Slow,
    Poison,
}

const BY_NAME: [(&str, Fault); 7] = [
    ("hard", Fault::Hard),
    ("full", Fault::Full),
    ("grey", Fault::Grey),
    ("drop", Fault::Drop),
    ("lost", Fault::Lost),
    ("slow", Fault::Slow),
    ("poison", Fault::Poison),
];

impl Fault {
    /// The fault for an address, by how its local part begins.
    pub(super) fn of(address: &str) -> Option<Self> {
        let local = address.to_ascii_lowercase();
        BY_NAME.iter().find(|(name, _)| local.starts_with(name)).map(|(_, fault)| *fault)
    }
}
