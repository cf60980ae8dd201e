//! What is agreed with the certification body, and what else its certificate says.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is agreed and written. What nobody knows is empty, and not kept: revisions of the program before name none of it, and
/// nobody changed what nobody said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agreed {
    /// The number of the contract, at most 100 characters.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contract: String,
    /// The last day of the contract.
    pub contract_ends: Option<NaiveDate>,
    /// Who audits: lead auditor, auditors, experts; at most 2,000 characters.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub team: String,
    /// The sites that the certificate names, at most 2,000 characters.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sites: String,
    /// Which version of the Statement of Applicability the certificate names, at most 100 characters (ISO/IEC 42006).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub soa: String,
}
