//! Signatures that the reference libraries take, and what answers mean.

use super::{Secret, sign};

/// The vector of the specification's own libraries.
#[test]
fn a_signature_is_the_one_of_the_reference() {
    let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let signature = sign(&[secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}");
    assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

#[test]
fn two_secrets_sign_side_by_side() {
    let (one, two) = (Secret::new(vec![1; 24]).unwrap(), Secret::new(vec![2; 32]).unwrap());
    let both = sign(&[one.clone(), two], "id", "1", "{}");
    assert_eq!(both.split(' ').count(), 2);
    assert!(both.starts_with(&sign(&[one], "id", "1", "{}")));
}

#[test]
fn a_secret_has_a_length_and_shows_itself_only_when_asked() {
    assert!(Secret::new(vec![1; 23]).is_none() && Secret::new(vec![1; 65]).is_none());
    assert!(
        Secret::parse("whsec_!").is_none() && Secret::parse("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").is_none()
    );
    let secret = Secret::new(vec![7; 32]).unwrap();
    assert!(!format!("{secret:?}").contains("BwcH"));
    assert!(Secret::parse(&secret.reveal()).is_some());
}
