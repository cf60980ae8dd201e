use super::*;
use crate::certification::tests::day;
use crate::certification::tests::samples::kept;
use crate::certification::{Days, Fees, Step, Told};
use crate::id::SubjectId;
use proptest::prelude::*;
use uuid::Uuid;

const TODAY: &str = "2026-11-28";

fn body(n: u128) -> BodyId {
    SubjectId(Uuid::from_u128(n))
}

fn quotation(n: u128) -> QuotationId {
    QuotationId(Uuid::from_u128(100 + n))
}

fn asked(on: &str) -> QuotationTold {
    QuotationTold { asked: day(on), answer_by: Some(day("2026-11-20")), offer: None, note: String::new() }
}

fn offered(on: &str, valid_until: &str) -> QuotationTold {
    let days = Days { stage_1: Some(6), stage_2: Some(18), surveillance_1: Some(8), surveillance_2: Some(8) };
    let fees = Fees { initial: Some(1_234_500), ..Fees::default() };
    let offer =
        Offer { valid_until: Some(day(valid_until)), currency: "EUR".into(), days, fees, ..Offer::default() };
    QuotationTold { offer: Some(offer), ..asked(on) }
}

fn taken(on: &str, reason: &'static str) -> Taken<'static> {
    Taken { on: day(on), today: day(TODAY), reason }
}

/// Three bodies were asked; the first two answered.
fn compared() -> Certification {
    let mut one = kept();
    for n in 1..=3 {
        one.ask(quotation(n), body(n), asked("2026-11-02"), day(TODAY)).unwrap();
    }
    for n in 1..=2 {
        one.tell(quotation(n), offered("2026-11-02", "2026-12-31"), day(TODAY)).unwrap().unwrap();
    }
    one
}

fn states(one: &Certification) -> Vec<QuotationState> {
    one.quotations.iter().map(|one| one.state).collect()
}

fn refused(result: Result<Event, CertificationRefused>) -> &'static str {
    result.unwrap_err().code()
}

#[test]
fn whoever_is_chosen_certifies_and_the_others_hear_why() {
    use QuotationState::{Answered, Chosen, NotChosen, Requested};
    let mut one = compared();
    assert_eq!(states(&one), [Answered, Answered, Requested]);
    assert_eq!(one.answer_awaited(), Some(day("2026-11-20")));
    let event = one
        .decide((quotation(2), "Prüfhaus Nord"), QuotationStep::Choose, &taken("2026-11-27", "It knows AI"))
        .unwrap();
    assert_eq!(states(&one), [NotChosen, Chosen, NotChosen]);
    assert_eq!(one.body, "Prüfhaus Nord");
    assert_eq!(one.answer_awaited(), None);
    assert!(one.quotations.iter().all(|one| one.reason.as_deref() == Some("It knows AI")));
    let Event::QuotationSet { what, .. } = event else { panic!("another event") };
    assert_eq!(what, Chosen);
    // What was decided for stands.
    let again = one.tell(quotation(2), offered("2026-11-02", "2027-01-31"), day(TODAY));
    assert_eq!(again.unwrap_err().code(), "decided_already");
}

#[test]
fn a_decision_is_taken_back_until_the_contract_is_signed() {
    use QuotationState::{Answered, Declined, Requested, Signed};
    let mut one = compared();
    one.ask(quotation(4), body(4), asked("2026-11-02"), day(TODAY)).unwrap();
    one.decide((quotation(4), "D"), QuotationStep::Decline, &taken("2026-11-10", "")).unwrap();
    one.decide((quotation(1), "A"), QuotationStep::Choose, &taken("2026-11-20", "Cheapest")).unwrap();
    let second = one.decide((quotation(2), "B"), QuotationStep::Choose, &taken("2026-11-21", "Nicest"));
    assert_eq!(refused(second), "decided_already");
    // Noted later and for an earlier day, the contract is signed all the same.
    let mut signed = one.clone();
    let contract = Taken { on: day("2026-11-15"), today: day(TODAY), reason: "" };
    signed.take(Step::SignContract, &contract, &Told::NOTHING).unwrap();
    assert_eq!((states(&signed)[0], signed.body.as_str()), (Signed, "A"));
    let back = signed.decide((quotation(1), "A"), QuotationStep::Reconsider, &taken("2026-11-21", "No"));
    assert_eq!(refused(back), "signed_already");

    // By whatever name the body goes by then, what the certification named before is there again.
    one.decide((quotation(1), "A Ltd"), QuotationStep::Reconsider, &taken("2026-11-21", "No auditor"))
        .unwrap();
    assert_eq!(states(&one), [Answered, Answered, Requested, Declined]);
    assert_eq!(one.body, "Example Cert");
    let reasons: Vec<_> = one.quotations.iter().map(|one| one.reason.as_deref()).collect();
    assert_eq!(reasons, [Some("No auditor"), None, None, None]);
    // Saying the same again changes nothing, and nobody decides before they thought again.
    assert_eq!(one.tell(quotation(1), offered("2026-11-02", "2026-12-31"), day(TODAY)), Ok(None));
    let early = one.decide((quotation(1), "A"), QuotationStep::Choose, &taken("2026-11-20", "Cheapest"));
    assert_eq!(refused(early), "before_last_step");
}

#[test]
fn while_a_contract_or_a_certificate_counts_its_body_stays_until_another_takes_over() {
    for state in State::ALL {
        let mut one = compared();
        (one.body, one.certificate.state) = ("First".into(), *state);
        let chosen = one.decide((quotation(1), "A"), QuotationStep::Choose, &taken("2026-11-20", "Nearer"));
        match state {
            State::Transferred => assert_eq!(refused(chosen), "taken_over"),
            State::None | State::Withdrawn => assert_eq!(one.body, "A"),
            _ => assert_eq!((one.body.as_str(), chosen.is_ok()), ("First", true), "{state}"),
        }
        if *state != State::Transferred {
            one.decide((quotation(1), "A"), QuotationStep::Reconsider, &taken("2026-11-21", "No")).unwrap();
        }
        assert_eq!(one.body, "First", "{state}");
    }
}

#[test]
fn whoever_certifies_is_asked_again_years_later() {
    let mut one = compared();
    one.decide((quotation(1), "A"), QuotationStep::Choose, &taken("2026-11-20", "Nearer")).unwrap();
    let again = |one: &mut Certification| one.ask(quotation(9), body(1), asked("2026-11-20"), day(TODAY));
    assert_eq!(refused(again(&mut one)), "asked_already");
    one.take(Step::SignContract, &taken("2026-11-25", ""), &Told::NOTHING).unwrap();
    again(&mut one).unwrap();
    assert_eq!(one.answer_awaited(), Some(day("2026-11-20")));
    one.certificate.state = State::Transferred;
    assert_eq!(one.answer_awaited(), None);
}

#[test]
fn a_currency_alone_is_no_offer() {
    let mut one = compared();
    let mut told = offered("2026-11-02", "2026-12-31");
    told.offer = Some(Offer { currency: "EUR".into(), ..Offer::default() });
    one.tell(quotation(1), told, day(TODAY)).unwrap();
    assert_eq!(one.quotations[0].state, QuotationState::Requested);
    assert_eq!(one.quotations[0].offer, Offer::default());
}

#[test]
fn a_choice_has_an_offer_that_holds_and_a_reason() {
    let mut one = compared();
    let choose = |one: &mut Certification, n, on, reason| {
        one.clone().decide((quotation(n), "A"), QuotationStep::Choose, &taken(on, reason))
    };
    assert_eq!(refused(choose(&mut one, 3, "2026-11-27", "Best")), "wrong_state");
    assert_eq!(refused(choose(&mut one, 1, "2026-11-27", " ")), "reason_missing");
    assert_eq!(refused(choose(&mut one, 1, "2026-11-29", "Best")), "step_in_future");
    assert_eq!(refused(choose(&mut one, 1, "2026-11-01", "Best")), "before_last_step");
    one.tell(quotation(1), offered("2026-11-02", "2026-11-26"), day(TODAY)).unwrap();
    assert_eq!(refused(choose(&mut one, 1, "2026-11-27", "Best")), "offer_over");
    assert!(choose(&mut one, 1, "2026-11-26", "Best").is_ok());
    assert_eq!(choose(&mut one, 9, "2026-11-26", "Best").unwrap_err().code(), "wrong_state");
}

#[test]
fn nobody_is_asked_twice_at_a_time() {
    let mut one = compared();
    let again = |one: &mut Certification| one.ask(quotation(9), body(3), asked("2026-11-20"), day(TODAY));
    assert_eq!(refused(again(&mut one)), "asked_already");
    one.decide((quotation(3), "C"), QuotationStep::Withdraw, &taken("2026-11-20", "")).unwrap();
    assert!(again(&mut one).is_ok());
}

#[test]
fn what_nobody_can_mean_is_refused() {
    let mut one = kept();
    let mut ask = |told| one.ask(quotation(1), body(1), told, day(TODAY)).map(drop).map_err(|why| why.code());
    let with = |change: fn(&mut Offer)| {
        let mut told = offered("2026-11-02", "2026-12-31");
        told.offer.iter_mut().for_each(change);
        told
    };
    assert_eq!(ask(asked("2026-11-29")), Err("step_in_future"));
    assert_eq!(ask(asked("2026-11-21")), Err("answer_before_asked"));
    assert_eq!(ask(asked("1026-11-21")), Err("unlikely_date"));
    assert_eq!(ask(with(|offer| offer.currency.clear())), Err("currency_missing"));
    assert_eq!(ask(with(|offer| offer.currency = "eur".into())), Err("currency_missing"));
    assert_eq!(ask(with(|offer| offer.days.stage_1 = Some(1_001))), Err("too_much"));
    assert_eq!(ask(with(|offer| offer.fees.travel = Some(1_000_000_001))), Err("too_much"));
    let turned = with(|offer| {
        (offer.stage_1_on, offer.stage_2_on) = (Some(day("2027-03-02")), Some(day("2027-03-01")));
    });
    assert_eq!(ask(turned), Err("stages_turned"));
    assert_eq!(ask(with(|_| {})), Ok(()));
}

proptest! {
    #[test]
    fn three_years_cost_each_visit_once_and_each_year_thrice(
        (initial, first, second) in (0..=1_000_000_000_u64, 0..=1_000_000_000_u64, 0..=1_000_000_000_u64),
        (yearly, travel) in (0..=1_000_000_000_u64, 0..=1_000_000_000_u64),
        missing in 0..5_usize,
    ) {
        let fees = Fees {
            initial: Some(initial), surveillance_1: Some(first), surveillance_2: Some(second),
            yearly: Some(yearly), travel: Some(travel),
        };
        let total = fees.total();
        prop_assert_eq!((total.sum, total.whole), (initial + first + second + yearly * 3 + travel, true));
        // Whichever is not said: what is left is summed, and is not whole.
        let mut less = fees;
        let parts = [
            &mut less.initial, &mut less.surveillance_1, &mut less.surveillance_2, &mut less.yearly, &mut less.travel,
        ];
        let times = if missing == 3 { 3 } else { 1 };
        let gone = parts.into_iter().nth(missing).and_then(Option::take).unwrap_or_default() * times;
        prop_assert_eq!((less.total().sum + gone, less.total().whole), (total.sum, false));
    }
}
