use super::*;
use crate::mail::letter::{Language, Letter, RenderRefused};

/// Renders all samples strictly, and compares them with what was reviewed.
fn check<L: Letter>() {
    for (index, sample) in L::samples().iter().enumerate() {
        let rendered = sample.render("en").unwrap();
        let name = format!("{}_{index}", L::NAME);
        insta::assert_snapshot!(
            format!("{name}.text"),
            format!("Subject: {}\n\n{}", rendered.subject, rendered.text)
        );
        insta::assert_snapshot!(format!("{name}.html"), rendered.html);
    }
}

#[test]
fn every_letter_reads_as_it_was_reviewed() {
    check::<SignUp>();
    check::<AccountExists>();
    check::<MailTest>();
    check::<PasswordReset>();
    check::<PasswordChanged>();
    check::<Reminder>();
    check::<ConnectionLost>();
    check::<EndpointDisabled>();
    check::<Invitation>();
    check::<Notice>();
    check::<Digest>();
    check::<AddressDied>();
    check::<ChannelDegraded>();
    check::<OrganisationClosing>();
    check::<TrainingLink>();
}

#[test]
fn every_letter_has_one_button_and_the_plain_link_below_it() {
    fn links<L: Letter>(link: impl Fn(&L) -> &str) {
        for sample in L::samples() {
            let rendered = sample.render("en").unwrap();
            let buttons = rendered.html.matches("class=\"button\"").count();
            let escaped = link(&sample).replace('&', "&amp;").replace('/', "&#x2f;");
            assert_eq!(buttons, 1, "{}", L::NAME);
            assert_eq!(rendered.html.matches(&format!("href=\"{escaped}\"")).count(), 2, "{}", L::NAME);
            assert!(rendered.html.contains(&format!(">{escaped}</a>")), "{}", L::NAME);
            assert!(rendered.text.lines().any(|line| line == link(&sample)), "{}", L::NAME);
        }
    }
    links::<SignUp>(|letter| &letter.link);
    links::<AccountExists>(|letter| &letter.sign_in);
    links::<MailTest>(|letter| &letter.link);
    links::<PasswordReset>(|letter| &letter.link);
    links::<TrainingLink>(|letter| &letter.link);
    links::<PasswordChanged>(|letter| &letter.reset);
    links::<Reminder>(|letter| &letter.link);
    links::<ConnectionLost>(|letter| &letter.link);
    links::<Invitation>(|letter| &letter.link);
    links::<EndpointDisabled>(|letter| &letter.link);
    links::<Notice>(|letter| &letter.link);
    links::<Digest>(|letter| &letter.link);
    links::<AddressDied>(|letter| &letter.link);
    links::<ChannelDegraded>(|letter| &letter.link);
    links::<OrganisationClosing>(|letter| &letter.link);
}

#[test]
fn what_people_typed_stays_text() {
    let letter = &SignUp::samples()[1];
    let rendered = letter.render("en").unwrap();
    assert!(!rendered.html.contains("<b>O"), "{}", rendered.html);
    assert!(rendered.html.contains("Zoë &lt;b&gt;O&#x27;Neil"), "{}", rendered.html);
    assert!(rendered.text.contains("Dear Zoë <b>O'Neil</b>,"), "{}", rendered.text);
    assert!(rendered.text.contains("set up Łódź & \"Sons\" {{ name }} on"), "{}", rendered.text);
}

#[test]
fn a_subject_of_two_lines_is_refused() {
    for title in ["Write\nBcc: eve@example.org", "Write\r\nthe policy", "Write\u{7f}"] {
        let letter = Reminder { title: title.into(), ..Reminder::samples().remove(0) };
        let refused = letter.render("en").unwrap_err();
        assert_eq!(refused, RenderRefused::Subject { letter: "reminder" });
    }
}

#[test]
fn a_language_we_do_not_have_falls_back_to_english() {
    assert_eq!(Language::of("de-AT"), Language::En);
    let letter = AccountExists::samples().remove(0);
    assert_eq!(letter.render("tlh").unwrap(), letter.render("en-GB").unwrap());
}

#[derive(serde::Serialize)]
struct Incomplete {
    name: String,
}

impl Letter for Incomplete {
    const NAME: &'static str = "sign_up";

    fn samples() -> Vec<Self> {
        Vec::new()
    }
}

#[test]
fn a_value_that_is_missing_is_an_error_without_the_values_that_are_there() {
    let refused = Incomplete { name: "8Yt0hQe3".into() }.render("en").unwrap_err();
    let sentence = format!("{refused} {refused:?}");
    assert!(sentence.contains("en/sign_up/subject.txt cannot be rendered: undefined value"), "{sentence}");
    assert!(!sentence.contains("8Yt0hQe3"), "{sentence}");
}
