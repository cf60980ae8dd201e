//! What is said of a body: the same fields whether it is added or changed.

use crate::names::AccreditedName;
use crate::problem::{FieldProblem, Problem};
use crate::routes::certifications::add::optional_line;
use crate::routes::tasks::create::field;
use chrono::NaiveDate;
use domain::body::{Accredited, Change, Contact};
use domain::text::{Address, line, paragraph};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Somebody at a certification body.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BodyContact)]
pub(crate) struct ContactView {
    /// One line of at most 100 characters.
    pub(super) name: String,
    /// What they do there, at most 100 characters.
    #[serde(default)]
    pub(super) role: String,
    /// An e-mail address, or empty.
    #[serde(default)]
    pub(super) mail: String,
    /// At most 50 characters.
    #[serde(default)]
    pub(super) phone: String,
}

/// What is said of a body; what is not named stays as it is.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BodyChange)]
pub(crate) struct Said {
    /// One line of at most 200 characters.
    name: Option<String>,
    /// Whether it is accredited to certify an AI management system.
    #[schema(value_type = Option<AccreditedName>)]
    accredited: Option<String>,
    /// By whom and under which number, at most 200 characters.
    accreditation: Option<String>,
    /// The last day of its accreditation; `null`: not known.
    #[serde(default, deserialize_with = "crate::extract::given")]
    #[schema(value_type = Option<NaiveDate>)]
    accredited_until: Option<Option<NaiveDate>>,
    /// What its auditors know of AI, at most 2,000 characters, as what follows.
    competence: Option<String>,
    /// For which sectors.
    sectors: Option<String>,
    /// In which languages it audits.
    languages: Option<String>,
    /// Whom it certified already.
    references: Option<String>,
    /// What could make it partial.
    conflicts: Option<String>,
    /// When it, or somebody related to it, last advised the organisation or audited it internally; `null`: never.
    #[serde(default, deserialize_with = "crate::extract::given")]
    #[schema(value_type = Option<NaiveDate>)]
    advised_until: Option<Option<NaiveDate>>,
    /// Whom one asks there: all of them, twenty at most.
    #[schema(max_items = 20)]
    contacts: Option<Vec<ContactView>>,
}

impl Said {
    pub(super) fn parse(self) -> Result<Change, Problem> {
        let mut errors = Vec::new();
        let accredited = self.accredited.and_then(|name| {
            let known = Accredited::parse(&name);
            if known.is_none() {
                errors.push(FieldProblem::new("/accredited", "unknown", "is not known here"));
            }
            known
        });
        let name = self.name.and_then(|text| field(&mut errors, "/name", line(&text, 200)));
        let accreditation = self
            .accreditation
            .and_then(|text| field(&mut errors, "/accreditation", optional_line(&text, 200)));
        let mut long = |pointer: &str, text: Option<String>| {
            text.and_then(|text| field(&mut errors, pointer, paragraph(&text, 2_000)))
        };
        let change = Change {
            name,
            accredited,
            accreditation,
            accredited_until: self.accredited_until,
            competence: long("/competence", self.competence),
            sectors: long("/sectors", self.sectors),
            languages: long("/languages", self.languages),
            references: long("/references", self.references),
            conflicts: long("/conflicts", self.conflicts),
            advised_until: self.advised_until,
            contacts: self.contacts.map(|all| contacts(&mut errors, all)),
        };
        if errors.is_empty() { Ok(change) } else { Err(Problem::InvalidInput(errors)) }
    }
}

fn contacts(errors: &mut Vec<FieldProblem>, all: Vec<ContactView>) -> Vec<Contact> {
    all.into_iter()
        .enumerate()
        .filter_map(|(place, one)| {
            let at = |name: &str| format!("/contacts/{place}/{name}");
            let mail = match one.mail.trim() {
                "" => Some(String::new()),
                text => field(errors, &at("mail"), Address::parse(text)).map(|mail| mail.as_str().to_owned()),
            };
            Some(Contact {
                name: field(errors, &at("name"), line(&one.name, 100))?,
                role: field(errors, &at("role"), optional_line(&one.role, 100))?,
                mail: mail?,
                phone: field(errors, &at("phone"), optional_line(&one.phone, 50))?,
            })
        })
        .collect()
}
