//! The organisation: the tenant.

use crate::calendar::zone;
use crate::text::{self, TextRefused};

/// What a person says of an organisation when signing up.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Founding {
    /// The organisation's name, at most 120 characters.
    pub name: String,
    /// Its IANA time zone.
    pub zone: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
}

/// Which field of a founding was refused, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundingRefused {
    /// The name.
    Name(TextRefused),
    /// Not a zone of the IANA database.
    Zone,
    /// Not two letters.
    Country,
}

impl Founding {
    /// Takes what was typed.
    ///
    /// # Errors
    /// All refused fields at once.
    pub fn parse(name: &str, zone_name: &str, country: &str) -> Result<Self, Vec<FoundingRefused>> {
        let mut refused = Vec::new();
        let name =
            text::name(name, 120).map_err(|why| refused.push(FoundingRefused::Name(why))).unwrap_or_default();
        if zone(zone_name).is_none() {
            refused.push(FoundingRefused::Zone);
        }
        if !is_country(country) {
            refused.push(FoundingRefused::Country);
        }
        if refused.is_empty() {
            Ok(Self { name, zone: zone_name.to_owned(), country: country.to_owned() })
        } else {
            Err(refused)
        }
    }
}

/// Whether it could be a country by ISO 3166-1 alpha-2.
#[must_use]
pub fn is_country(text: &str) -> bool {
    text.len() == 2 && text.chars().all(|c| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refused_field_is_named_at_once() {
        assert!(Founding::parse("Acme", "Europe/Berlin", "DE").is_ok());
        let refused = Founding::parse(" ", "Mars/Olympus", "Germany").unwrap_err();
        assert_eq!(refused.len(), 3);
        assert!(Founding::parse("Acme A/S", "Europe/Berlin", "DE").is_ok());
        for bait in ["Bank. Verify at https://evil.example", "see www.evil.example", "evil.example/win now"] {
            let refused = Founding::parse(bait, "Europe/Berlin", "DE").unwrap_err();
            assert_eq!(refused, [FoundingRefused::Name(TextRefused::HasAddress)], "{bait}");
        }
    }
}
