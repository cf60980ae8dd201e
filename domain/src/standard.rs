//! The standards that an organisation may adopt, as the catalogue gives them.

pub use catalog::*;
