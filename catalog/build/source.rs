//! The YAML as it is written: what is read of it, and nothing decided yet.

use std::fs;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Source {
    pub(crate) meta: Meta,
    pub(crate) roles: Vec<Role>,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) control_objectives: Vec<Objective>,
    pub(crate) controls: Vec<Leaf>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Meta {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) edition: String,
    pub(crate) catalogue_version: String,
    pub(crate) structure: Structure,
}

/// How many there have to be.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Structure {
    pub(crate) leaf_sub_clauses: usize,
    pub(crate) annex_a_areas: usize,
    pub(crate) annex_a_controls: usize,
}

#[derive(Deserialize)]
pub(crate) struct Role {
    pub(crate) id: String,
    pub(crate) title: String,
}

/// A clause that groups others, or one that can be assessed.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Clause {
    ClauseGroup(Group),
    Clause(Leaf),
}

#[derive(Deserialize)]
pub(crate) struct Group {
    pub(crate) id: String,
    #[serde(rename = "ref")]
    pub(crate) reference: String,
    pub(crate) parent: Option<String>,
    pub(crate) title: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Objective {
    #[serde(flatten)]
    pub(crate) group: Group,
    pub(crate) control_count: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Leaf {
    pub(crate) id: String,
    #[serde(rename = "ref")]
    pub(crate) reference: String,
    pub(crate) parent: String,
    pub(crate) title: String,
    pub(crate) excludable: bool,
    pub(crate) summary: String,
    pub(crate) guidance: String,
    pub(crate) evidence: Vec<String>,
    pub(crate) audit_questions: Vec<String>,
    pub(crate) owner_role: String,
    pub(crate) related_refs: Vec<String>,
}

impl Source {
    /// The clauses that can be assessed.
    pub(crate) fn requirements(&self) -> impl Iterator<Item = &Leaf> {
        self.clauses.iter().filter_map(|clause| match clause {
            Clause::Clause(leaf) => Some(leaf),
            Clause::ClauseGroup(_) => None,
        })
    }

    /// Clauses that group others.
    pub(crate) fn clause_groups(&self) -> impl Iterator<Item = &Group> {
        self.clauses.iter().filter_map(|clause| match clause {
            Clause::ClauseGroup(group) => Some(group),
            Clause::Clause(_) => None,
        })
    }

    /// Everything that can be somebody's parent.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &Group> {
        self.clause_groups().chain(self.control_objectives.iter().map(|objective| &objective.group))
    }

    /// The outermost group above an entry: its area.
    pub(crate) fn area_of(&self, leaf: &Leaf) -> Option<&Group> {
        let mut group = self.groups().find(|group| group.id == leaf.parent)?;
        // A chain longer than there are groups goes in a circle.
        for _ in 0..self.groups().count() {
            let Some(parent) = &group.parent else { return Some(group) };
            group = self.groups().find(|other| &other.id == parent)?;
        }
        None
    }
}

/// Reads and parses a file of the catalogue.
pub(crate) fn read(file: &str) -> Result<Source, String> {
    let text =
        fs::read_to_string(file).map_err(|error| format!("catalog/{file} cannot be read: {error}."))?;
    parse(file, &text)
}

/// Parses the text of a file of the catalogue.
pub(crate) fn parse(file: &str, text: &str) -> Result<Source, String> {
    serde_saphyr::from_str(text).map_err(|error| format!("catalog/{file} cannot be understood: {error}."))
}
