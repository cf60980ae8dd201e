//! Identifiers are unique and every reference leads somewhere, across all files.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::files::{Spot, all, spots};

fn complain(found: &[String]) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Identifiers of all files, with the plain lists of ISO/IEC 27001.
fn identifiers(spots: &[Spot<'_>]) -> HashSet<String> {
    let listed = |spot: &&Spot<'_>| {
        spot.file == "iso27001-overlap.yaml"
            && matches!(spot.path[..], [ref list, _] if list == "clauseIds" || list == "annexAIds")
    };
    let listed = spots.iter().filter(listed).filter_map(|spot| spot.value.as_str());
    spots.iter().filter_map(Spot::defines).chain(listed).map(str::to_owned).collect()
}

fn is_reference(text: &str) -> bool {
    let Some((standard, reference)) = text.split_once(':') else { return false };
    ["iso42001", "iso27001", "euaiact", "nist"].contains(&standard)
        && !reference.is_empty()
        && reference.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
}

/// Texts that must be identifiers, by what the place is called.
fn unresolved(
    wanted: impl Fn(&Spot<'_>, &str) -> bool,
    known: &HashSet<String>,
    spots: &[Spot<'_>],
) -> Vec<String> {
    let texts = spots.iter().filter_map(|spot| Some((spot, spot.value.as_str()?)));
    texts
        .filter(|(spot, text)| wanted(spot, text) && !known.contains(*text))
        .map(|(spot, text)| format!("{text} does not exist: {spot}"))
        .collect()
}

#[test]
fn every_identifier_is_used_once() {
    let files = all();
    let mut seen: HashMap<String, String> = HashMap::new();
    let mut found = Vec::new();
    for spot in &spots(&files) {
        let Some(id) = spot.defines() else { continue };
        if let Some(first) = seen.insert(id.to_owned(), spot.to_string()) {
            found.push(format!("{id} is defined twice: {first} and {spot}"));
        }
    }
    complain(&found);
}

#[test]
fn every_reference_resolves() {
    let files = all();
    let spots = spots(&files);
    complain(&unresolved(|_, text| is_reference(text), &identifiers(&spots), &spots));
}

#[test]
fn every_document_and_template_exists() {
    let files = all();
    let spots = spots(&files);
    let named = |spot: &Spot<'_>, _: &str| {
        spot.key(1) == Some("documentedInformation") || spot.key(0) == Some("templateId")
    };
    complain(&unresolved(named, &identifiers(&spots), &spots));
}

#[test]
fn every_role_is_one_of_the_catalogue() {
    let files = all();
    let roles = files["iso42001.yaml"]["roles"].as_array().unwrap();
    let roles = roles.iter().map(|role| role["id"].as_str().unwrap().to_owned()).collect();
    let named = |spot: &Spot<'_>, _: &str| {
        // The roles in certification.yaml are those of the certification body's audit.
        spot.file != "certification.yaml"
            && matches!(spot.key(0), Some("ownerRole" | "approverRole" | "role"))
    };
    complain(&unresolved(named, &roles, &spots(&files)));
}

#[test]
fn no_text_is_empty() {
    let files = all();
    let spots = spots(&files);
    let empty =
        spots.iter().filter(|spot| matches!(spot.value, Value::String(text) if text.trim().is_empty()));
    complain(&empty.map(|spot| format!("an empty text: {spot}")).collect::<Vec<_>>());
}
