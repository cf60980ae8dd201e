//! Letters around somebody's words: a mail program sees the tags of our templates and no others.

use integrations::mail::letter::Letter;
use integrations::mail::letters::Notice;

pub(super) fn check(words: &str) {
    let harmless: String = words.chars().map(|c| if c.is_control() { c } else { 'x' }).collect();
    let (Ok(theirs), Ok(plain)) = (notice(words).render("en"), notice(&harmless).render("en")) else {
        assert!(words.chars().any(char::is_control), "a letter of one line cannot be rendered");
        return;
    };
    assert_eq!(tags(&theirs.html), tags(&plain.html), "somebody's words are tags");
    assert!(!theirs.subject.chars().any(char::is_control));
}

fn notice(words: &str) -> Notice {
    let words = words.to_owned();
    Notice {
        name: words.clone(),
        organisation: words.clone(),
        kind: "commented".to_owned(),
        actor: Some(words.clone()),
        reference: format!("TSK-1{words}"),
        title: words,
        link: "https://aims.example/o/acme/tasks/1".to_owned(),
        settings: "https://aims.example/o/acme/profile".to_owned(),
        unsubscribe: "https://aims.example/unsubscribe/1".to_owned(),
    }
}

/// Every tag with its attributes, as a browser would cut them.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag).collect()
}
