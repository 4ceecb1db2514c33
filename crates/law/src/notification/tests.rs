//! Notification: about the person whose data are asked for, as believed when issuing.

use super::Belief::{No, Unknown, Yes};
use super::DataCategory::{Content, IdentificationOnly, Subscriber, Traffic};
use super::*;
use crate::embedded;
use crate::ids::KindId;

#[track_caller]
fn check(data: &[DataCategory], offences: &[Belief], persons: &[Belief], expected: Notification) {
    let law = embedded::instrument("eu-e-evidence").unwrap().unwrap();
    let kind = law.kind(&KindId::parse("epoc").unwrap()).unwrap();
    let facts = NotificationFacts {
        offence_in_issuing_state: offences.to_vec(),
        person_in_issuing_state: persons.to_vec(),
    };
    let data = data.iter().copied().collect();
    assert_eq!(notification_required(kind.notification.as_ref(), &data, &facts), expected);
    // A preservation discloses nothing and is never notified.
    let pr = law.kind(&KindId::parse("epoc-pr").unwrap()).unwrap();
    let answer = notification_required(pr.notification.as_ref(), &data, &facts);
    assert_eq!(answer, Notification::Exempt);
}

#[test]
fn subscriber_and_identification_data_are_not_notified() {
    check(&[Subscriber, IdentificationOnly], &[], &[], Notification::Exempt);
    check(&[Subscriber], &[No], &[Unknown], Notification::Exempt);
}

#[test]
fn both_grounds_must_hold_for_everyone() {
    check(&[Traffic], &[Yes], &[Yes], Notification::Exempt);
    check(&[Content], &[Yes, Yes], &[Yes, Yes, Yes], Notification::Exempt);
    check(&[Traffic], &[Yes], &[No], Notification::Required);
    check(&[Traffic], &[No], &[Yes], Notification::Required);
    check(&[Traffic], &[Yes], &[Yes, No], Notification::Required);
    check(&[Traffic], &[Yes, No], &[Yes], Notification::Required);
}

#[test]
fn not_knowing_is_no_reasonable_ground() {
    check(&[Traffic], &[Yes], &[Unknown], Notification::Required);
    check(&[Content, Subscriber], &[Unknown], &[Yes], Notification::Required);
}

#[test]
fn a_file_that_says_nothing_gives_no_answer() {
    check(&[Traffic], &[], &[], Notification::Undetermined);
    check(&[Traffic], &[Yes], &[], Notification::Undetermined);
    check(&[Traffic], &[No], &[], Notification::Required);
}
