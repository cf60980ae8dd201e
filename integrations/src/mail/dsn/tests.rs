use super::*;
use crate::mail::fake::reports::{exchange, gmail, postfix};

const TOKEN: &str = "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567";
const DOMAIN: &str = "mail.aims.example";

fn address() -> String {
    format!("bounces+{TOKEN}@{DOMAIN}")
}

fn read_text(text: &str) -> Option<Report> {
    read(text.as_bytes(), None, DOMAIN)
}

#[test]
fn reports_of_several_makes_say_the_same() {
    for text in [postfix(&address(), "5.1.1", "failed"), exchange(&address()), gmail(&address())] {
        let report = read_text(&text).unwrap();
        assert_eq!((report.tokens, report.hard), (vec![TOKEN.to_owned()], true), "{text}");
        assert!(report.why.contains("5.1.1"), "{}", report.why);
        assert!(!report.why.contains('\n'));
    }
}

#[test]
fn what_is_late_or_full_or_too_large_is_soft() {
    for (status, action) in [
        ("4.4.1", "delayed"),
        ("4.4.7", "failed"),
        ("5.2.2", "failed"),
        ("5.3.4", "failed"),
        ("4.2.2", "failed"),
    ] {
        let report = read_text(&postfix(&address(), status, action)).unwrap();
        assert!(!report.hard, "{status} {action}");
    }
    for action in ["delivered", "relayed", "expanded", "unheard-of"] {
        assert_eq!(read_text(&postfix(&address(), "2.0.0", action)), None, "{action}");
    }
}

#[test]
fn the_address_is_found_wherever_a_server_leaves_it() {
    let text = postfix("somebody@elsewhere.example", "5.1.1", "failed");
    assert_eq!(read_text(&text).unwrap().tokens, Vec::<String>::new());
    let handed = read(text.as_bytes(), Some(&address().to_ascii_uppercase()), DOMAIN).unwrap();
    assert_eq!(handed.tokens, [TOKEN], "capitals are folded on the way");
    let within =
        text.replace("Return-Path: <somebody@elsewhere.example>", &format!("Return-Path: <{}>", address()));
    assert_eq!(read_text(&within).unwrap().tokens, [TOKEN]);
    for foreign in ["bounces+1@other.example", "bounces+@mail.aims.example", "bounces+a/b@mail.aims.example"]
    {
        assert_eq!(
            read(text.as_bytes(), Some(foreign), DOMAIN).unwrap().tokens,
            Vec::<String>::new(),
            "{foreign}"
        );
    }
}

#[test]
fn what_is_no_report_is_none_and_never_a_panic() {
    let whole = postfix(&address(), "5.1.1", "failed");
    for text in [
        "",
        "\r\n\r\n",
        "Subject: Out of office\r\n\r\nI am away.",
        "Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n",
        "Content-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: not.a.status\r\n",
        "Content-Type: message/delivery-status\r\n\r\nStatus: 5.1.1\r\n",
    ] {
        assert_eq!(read_text(text), None, "{text}");
    }
    assert_eq!(read_text(&whole.replace("message/delivery-status", "text/plain")), None);
    for length in 0..whole.len() {
        let _ = read(&whole.as_bytes()[..length], None, DOMAIN);
    }
    assert_eq!(read(&vec![b'x'; LARGEST + 1], None, DOMAIN), None);
    assert_eq!(read(whole.as_bytes(), None, ""), None);
}

#[test]
fn a_status_is_three_numbers_and_nothing_else() {
    assert_eq!(status("5.1.10"), Some((5, 1, 10)));
    assert_eq!(status("5.1.1:"), Some((5, 1, 1)));
    for text in ["550", "5.1", "5.1.1.1", "3.1.1", "5.1111.1", "5.a.1", "192.0.2.1"] {
        assert_eq!(status(text), None, "{text}");
    }
}

#[test]
fn the_hook_opens_to_the_secret_and_never_without_one() {
    let secret = SecretString::from("a long and secret sentence");
    assert!(is_allowed("Bearer a long and secret sentence", &secret));
    for wrong in
        ["", "Bearer ", "Bearer a long", "a long and secret sentence", "bearer a long and secret sentence"]
    {
        assert!(!is_allowed(wrong, &secret), "{wrong}");
        assert!(!is_allowed(wrong, &SecretString::default()), "{wrong}");
    }
}
