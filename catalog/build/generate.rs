//! The Rust text of a standard. `Debug` of a string is a valid Rust literal of it.

use std::fmt::Write as _;

use crate::{
    check,
    source::{Clause, Leaf, Source},
};

/// A constant of type `Standard`.
pub(crate) fn constant(name: &str, source: &Source) -> String {
    let meta = &source.meta;
    let mut text = String::new();
    line(
        &mut text,
        format!(
            "/// {}: {} requirements and {} controls.",
            meta.name,
            source.requirements().count(),
            source.controls.len()
        ),
    );
    line(&mut text, format!("pub static {name}: Standard = Standard {{"));
    line(
        &mut text,
        format!(
            "id: {:?}, name: {:?}, edition: {:?}, version: {:?},",
            meta.id, meta.name, meta.edition, meta.catalogue_version
        ),
    );
    line(&mut text, format!("areas: &[{}],", areas(source).concat()));
    line(&mut text, "entries: &[");
    let leaves = source.requirements().map(|leaf| ("Requirement", leaf));
    let leaves = leaves.chain(source.controls.iter().map(|leaf| ("Control", leaf)));
    for (order, (kind, leaf)) in (1_u16..).zip(leaves) {
        line(&mut text, entry(source, order, kind, leaf));
    }
    line(&mut text, "],");
    let roles = source
        .roles
        .iter()
        .map(|role| format!("RoleTitle {{ id: {:?}, title: {:?} }},", role.id, role.title));
    line(&mut text, format!("roles: &[{}],", roles.collect::<String>()));
    line(&mut text, "};");
    text
}

fn areas(source: &Source) -> Vec<String> {
    let clauses = source.clauses.iter().filter_map(|clause| match clause {
        Clause::ClauseGroup(group) => Some(("Requirement", group)),
        Clause::Clause(_) => None,
    });
    let objectives = source.control_objectives.iter().map(|objective| ("Control", &objective.group));
    clauses
        .chain(objectives)
        .filter(|(_, group)| group.parent.is_none())
        .map(|(kind, group)| {
            format!(
                "Area {{ reference: {:?}, kind: Kind::{kind}, title: {:?} }},",
                group.reference, group.title
            )
        })
        .collect()
}

fn entry(source: &Source, order: u16, kind: &str, leaf: &Leaf) -> String {
    // Only what the constant itself holds: other standards' articles get their links when they are built in.
    let related: Vec<&String> = leaf.related_refs.iter().filter(|id| check::is_leaf(source, id)).collect();
    let area = source.area_of(leaf).map_or("", |area| area.reference.as_str());
    let mut text = String::from("Entry {");
    line(&mut text, format!("id: {:?}, reference: {:?}, kind: Kind::{kind},", leaf.id, leaf.reference));
    line(&mut text, format!("area: {area:?}, title: {:?}, order: {order},", leaf.title));
    line(&mut text, format!("summary: {:?},", leaf.summary));
    line(&mut text, format!("guidance: {:?},", leaf.guidance));
    line(&mut text, format!("evidence: &{:?},", leaf.evidence));
    line(&mut text, format!("audit_questions: &{:?},", leaf.audit_questions));
    line(&mut text, format!("owner_role: {:?}, related: &{related:?},", leaf.owner_role));
    line(&mut text, format!("excludable: {} }},", leaf.excludable));
    text
}

fn line(text: &mut String, content: impl AsRef<str>) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{}", content.as_ref());
}
