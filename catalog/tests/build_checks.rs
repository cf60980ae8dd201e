//! A mistake in the YAML fails the build with a sentence that names the identifier.

use crate::{
    check::complaints,
    generate,
    source::{self, Source},
};

/// Breaks something.
type Mistake = fn(&mut Source);

fn the_standard() -> Source {
    source::read("en/iso42001.yaml").unwrap()
}

fn complaint(source: &Source) -> String {
    complaints("en/iso42001.yaml", source).join("\n")
}

#[test]
fn the_catalogue_is_without_complaints() {
    assert_eq!(complaint(&the_standard()), "");
}

#[test]
fn a_file_that_cannot_be_parsed_is_named() {
    let error = source::parse("en/x.yaml", "meta: [").err().unwrap();
    assert!(error.starts_with("catalog/en/x.yaml cannot be understood"), "{error}");
    assert!(source::read("en/none.yaml").err().unwrap().contains("catalog/en/none.yaml"));
}

#[test]
fn each_mistake_is_named_with_its_identifier() {
    let mistakes: [(Mistake, &str); 9] = [
        (|s| s.controls[1].id = s.controls[0].id.clone(), "the id iso42001:A.2.2 is used twice"),
        (|s| s.controls[0].owner_role = "nobody".into(), "iso42001:A.2.2 names the ownerRole nobody"),
        (|s| s.controls[0].parent = "iso42001:A.1".into(), "iso42001:A.2.2 names the parent iso42001:A.1"),
        (|s| s.controls[0].parent = "iso42001:A.3".into(), "iso42001:A.2.2 stands under iso42001:A.3"),
        (|s| s.controls[0].reference = "A.2.9".into(), "iso42001:A.2.2 has the ref A.2.9"),
        (
            |s| s.controls[0].related_refs = vec!["iso42001:4.9".into()],
            "iso42001:A.2.2 is related to iso42001:4.9",
        ),
        (|s| s.controls[0].evidence.clear(), "iso42001:A.2.2 has no evidence"),
        (|s| s.controls.swap(0, 1), "iso42001:A.2.2 stands after iso42001:A.2.3"),
        (|s| drop(s.controls.pop()), "there are 37 controls"),
    ];
    for (make, wanted) in mistakes {
        let mut source = the_standard();
        make(&mut source);
        let found = complaint(&source);
        assert!(found.contains(wanted), "wanted: {wanted}\nfound: {found}");
    }
}

#[test]
fn a_circle_of_parents_is_a_complaint_and_not_an_endless_loop() {
    let mut source = the_standard();
    source.control_objectives[0].group.parent = Some("iso42001:A.2".into());
    assert!(complaint(&source).contains("iso42001:A.2.2 names the parent iso42001:A.2"));
}

#[test]
fn quotes_and_backslashes_survive_the_generator() {
    let mut source = the_standard();
    source.controls[0].title = r#"a "quoted" \ title"#.into();
    assert!(generate::constant("X", &source).contains(r#"title: "a \"quoted\" \\ title""#));
}
