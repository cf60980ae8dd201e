//! What must hold before the constants are written. Each complaint is a sentence with the file and the
//! identifier. References into other files are checked by the tests, which read all of them.

use std::collections::HashSet;

use crate::source::{Leaf, Source};

/// Everything that is wrong with a standard; empty when it can be generated.
pub(crate) fn complaints(file: &str, source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    found.extend(duplicates(source));
    found.extend(counts(source));
    found.extend(order("requirements", source.requirements()));
    found.extend(order("controls", source.controls.iter()));
    for leaf in source.requirements().chain(&source.controls) {
        found.extend(leaf_complaints(source, leaf));
    }
    found.into_iter().map(|complaint| format!("catalog/{file}: {complaint}")).collect()
}

fn duplicates(source: &Source) -> Vec<String> {
    let groups = source.groups().map(|group| &group.id);
    let leaves = source.requirements().chain(&source.controls).map(|leaf| &leaf.id);
    let mut seen = HashSet::new();
    groups
        .chain(leaves)
        .chain(source.roles.iter().map(|role| &role.id))
        .filter(|id| !seen.insert(id.as_str()))
        .map(|id| format!("the id {id} is used twice."))
        .collect()
}

fn counts(source: &Source) -> Vec<String> {
    let want = &source.meta.structure;
    let areas = source.control_objectives.iter().filter(|objective| objective.group.parent.is_none()).count();
    let mut found: Vec<String> = [
        ("requirements", source.requirements().count(), want.leaf_sub_clauses),
        ("controls", source.controls.len(), want.annex_a_controls),
        ("areas of controls", areas, want.annex_a_areas),
    ]
    .into_iter()
    .filter(|(_, is, wanted)| is != wanted)
    .map(|(what, is, wanted)| format!("there are {is} {what}, meta.structure says {wanted}."))
    .collect();
    for objective in &source.control_objectives {
        let id = &objective.group.id;
        let is = source.controls.iter().filter(|control| below(source, control, id)).count();
        if is != objective.control_count {
            found.push(format!("{id} has {is} controls, its controlCount says {}.", objective.control_count));
        }
    }
    found
}

fn below(source: &Source, control: &Leaf, id: &str) -> bool {
    control.parent == id || source.area_of(control).is_some_and(|area| area.id == id)
}

fn order<'a>(what: &str, leaves: impl Iterator<Item = &'a Leaf>) -> Vec<String> {
    let leaves: Vec<&Leaf> = leaves.collect();
    leaves
        .windows(2)
        .filter(|pair| sort_key(&pair[0].reference) >= sort_key(&pair[1].reference))
        .map(|pair| format!("{} stands after {}: {what} keep standard order.", pair[1].id, pair[0].id))
        .collect()
}

/// `A.10` comes after `A.9`: numbers are compared as numbers.
fn sort_key(reference: &str) -> Vec<u16> {
    reference.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

fn leaf_complaints(source: &Source, leaf: &Leaf) -> Vec<String> {
    let id = &leaf.id;
    let mut found = Vec::new();
    if *id != format!("{}:{}", source.meta.id, leaf.reference) {
        found.push(format!("{id} has the ref {}, which does not fit.", leaf.reference));
    }
    match source.area_of(leaf) {
        None => found.push(format!("{id} names the parent {}, which leads to no area.", leaf.parent)),
        Some(area) if !leaf.reference.starts_with(&format!("{}.", area.reference)) => {
            found.push(format!("{id} stands under {}, which does not fit its ref.", area.id));
        }
        Some(_) => {}
    }
    if !source.roles.iter().any(|role| role.id == leaf.owner_role) {
        found.push(format!("{id} names the ownerRole {}, which is not a role.", leaf.owner_role));
    }
    for related in related_here(source, leaf) {
        if !is_leaf(source, related) && !is_elsewhere(related) {
            found.push(format!("{id} is related to {related}, which does not exist."));
        }
    }
    if [&leaf.title, &leaf.summary, &leaf.guidance].iter().any(|text| text.trim().is_empty()) {
        found.push(format!("{id} has an empty title, summary or guidance."));
    }
    if leaf.evidence.is_empty() || leaf.audit_questions.is_empty() {
        found.push(format!("{id} has no evidence or no auditQuestions."));
    }
    found
}

fn related_here<'a>(source: &'a Source, leaf: &'a Leaf) -> impl Iterator<Item = &'a str> {
    let prefix = format!("{}:", source.meta.id);
    leaf.related_refs.iter().map(String::as_str).filter(move |id| id.starts_with(&prefix))
}

/// Annex C is in `annexes.yaml`.
fn is_elsewhere(id: &str) -> bool {
    id.contains(":C.")
}

/// Whether an identifier is that of a requirement or a control.
pub(crate) fn is_leaf(source: &Source, id: &str) -> bool {
    source.requirements().chain(&source.controls).any(|leaf| leaf.id == id)
}
