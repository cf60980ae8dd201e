//! Which addresses there are and what methods they take, from the API document: what no route answers is told apart by
//! it into an address that is wrong and a method that is (RFC 9110 §15.5.6).

use crate::problem::Problem;

struct Address {
    pattern: String,
    /// As `Allow` lists them.
    allowed: String,
}

/// The addresses of the API document, with placeholders.
pub(crate) struct Known {
    all: Vec<Address>,
    /// Those that another one with a placeholder would answer too, where the method is not theirs.
    masked: Vec<usize>,
}

impl Known {
    pub(crate) fn new() -> Self {
        let document: serde_json::Value = serde_json::from_str(&crate::openapi()).unwrap_or_default();
        let paths = document["paths"].as_object().into_iter().flatten();
        let all: Vec<Address> = paths
            .map(|(pattern, item)| {
                let mut methods: Vec<String> =
                    item.as_object().into_iter().flatten().map(|(method, _)| method.to_uppercase()).collect();
                if methods.iter().any(|method| method == "GET")
                    && !methods.iter().any(|method| method == "HEAD")
                {
                    methods.push("HEAD".to_owned());
                }
                Address { pattern: pattern.clone(), allowed: methods.join(", ") }
            })
            .collect();
        let hides = |one: &Address, other: &Address| {
            one.pattern != other.pattern && fits(&one.pattern, &other.pattern)
        };
        let masked = (0..all.len()).filter(|at| all.iter().any(|one| hides(one, &all[*at]))).collect();
        Self { all, masked }
    }

    /// The refusal of a method that the address does not take; `None` where no address fits.
    pub(crate) fn refusal(&self, path: &str) -> Option<Problem> {
        let found = self.all.iter().find(|address| fits(&address.pattern, path))?;
        Some(Problem::MethodNotAllowed { allowed: found.allowed.clone() })
    }

    /// The same for an address that reads like another one's id, before that one answers.
    pub(crate) fn masked_refusal(&self, method: &str, path: &str) -> Option<Problem> {
        let mut masked = self.masked.iter().filter_map(|at| self.all.get(*at));
        let found = masked.find(|address| fits(&address.pattern, path))?;
        let takes = method == "OPTIONS" || found.allowed.split(", ").any(|one| one == method);
        (!takes).then(|| Problem::MethodNotAllowed { allowed: found.allowed.clone() })
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(name), Some(part)) if name.starts_with('{') && !part.is_empty() => {}
            (Some(name), Some(part)) if name == part => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, fits};

    #[test]
    fn a_method_that_an_address_does_not_take_is_refused_with_those_that_it_does() {
        let known = Known::new();
        let said = |refusal: Option<crate::problem::Problem>| match refusal {
            Some(crate::problem::Problem::MethodNotAllowed { allowed }) => allowed,
            other => panic!("{other:?}"),
        };
        assert_eq!(said(known.refusal("/api/v1/o/acme/tasks")), "GET, POST, HEAD");
        assert!(known.refusal("/api/v1/o/acme/nothing").is_none());
        assert_eq!(said(known.masked_refusal("GET", "/api/v1/o/acme/connections/consent")), "POST");
        assert!(known.masked_refusal("POST", "/api/v1/o/acme/connections/consent").is_none());
        assert!(known.masked_refusal("GET", "/api/v1/o/acme/connections/0190-id").is_none());
    }

    #[test]
    fn a_pattern_fits_its_own_paths_only() {
        assert!(fits("/api/v1/o/{org}/tasks/{id}", "/api/v1/o/acme/tasks/7"));
        assert!(!fits("/api/v1/o/{org}/tasks/{id}", "/api/v1/o/acme/tasks"));
        assert!(!fits("/api/v1/o/{org}/tasks", "/api/v1/o/acme/tasks/7"));
        assert!(!fits("/api/v1/o/{org}/tasks", "/api/v1/o//tasks"));
    }
}
