//! The Regulation on production and preservation orders: each clock at its edges.

use super::*;

#[test]
fn every_clock_in_time_at_the_instant_and_after() {
    check_table(ANSWERS);
}

/// What has no single instant: an open-ended period, a national one, a contested extension.
#[test]
fn clocks_without_one_instant_say_so() {
    let received = "trigger_at=2026-09-01T10:00:00+02:00 state=FR";
    let kept = format!("{received} confirmation_at=2026-10-01T08:00:00Z");
    let kept = answer("eu-e-evidence/preserve-until-produced", &kept);
    assert_eq!((kept.legal_latest, kept.undetermined), (None, None));
    assert_eq!(kept.findings, NONE);
    let extended = format!("{received} extension_at=2026-10-01T08:00:00Z");
    let extended = answer("eu-e-evidence/preserve-extended", &extended);
    for (act, expected) in
        [("2026-11-30T23:00:00Z", Timeliness::InTime), ("2026-11-30T23:00:01Z", Timeliness::Late)]
    {
        assert_eq!(timeliness(at(act), &extended), expected, "{act}");
    }
    let objection =
        answer("eu-e-evidence/third-country-objection", &format!("{received} issuing_state=DE"));
    let needs = Needs { state: Some(Country::parse("DE").unwrap()), ..Needs::default() };
    check_unknown(&objection, Reason::NationalLawOfIssuingAuthorityNotLoaded, &needs);
}

/// Computed by hand and by a second implementation: see [`check_table`] for the columns.
const ANSWERS: &str = r"
eu-e-evidence/produce | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-20T09:15:00Z | 2027-02-22T23:00:00Z | past_target past_target late
eu-e-evidence/produce | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-04-06T21:50:00Z | 2027-04-06T22:00:00Z | past_target past_target late
eu-e-evidence/produce | trigger_at=2026-12-22T16:40:10Z state=IE | 2027-01-01T16:40:10Z | 2027-01-05T00:00:00Z | past_target past_target late
eu-e-evidence/produce | trigger_at=2026-11-30T23:59:59+01:00 state=NL | 2026-12-10T22:59:59Z | 2026-12-10T23:00:00Z | in_time past_target late
eu-e-evidence/produce-notified | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-22T23:00:00Z | 2027-02-22T23:00:00Z | premature in_time past_target
eu-e-evidence/produce-notified | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-04-06T22:00:00Z | 2027-04-06T22:00:00Z | premature in_time past_target
eu-e-evidence/produce-notified | trigger_at=2026-12-22T16:40:10Z state=IE | 2027-01-05T00:00:00Z | 2027-01-05T00:00:00Z | premature in_time past_target
eu-e-evidence/produce-notified | trigger_at=2026-11-30T23:59:59+01:00 state=NL | 2026-12-10T23:00:00Z | 2026-12-10T23:00:00Z | premature in_time past_target
eu-e-evidence/produce-emergency | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-10T17:15:00Z | 2027-02-10T18:00:00Z | past_target past_target late
eu-e-evidence/produce-emergency | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-03-28T06:50:00Z | 2027-03-28T07:00:00Z | past_target past_target late
eu-e-evidence/produce-emergency | trigger_at=2026-12-22T16:40:10Z state=IE | 2026-12-23T00:40:10Z | 2026-12-23T01:00:00Z | past_target past_target late
eu-e-evidence/produce-emergency | trigger_at=2026-11-30T23:59:59+01:00 state=NL | 2026-12-01T06:59:59Z | 2026-12-01T07:00:00Z | in_time past_target late
eu-e-evidence/refusal-window | trigger_at=2027-02-10T10:15:00+01:00 state=DE addressee_received_at=2027-02-10T10:15:00+01:00 | 2027-02-20T09:15:00Z | 2027-02-22T23:00:00Z | past_target past_target late
eu-e-evidence/refusal-window | trigger_at=2027-03-27T23:50:00+01:00 state=FR addressee_received_at=2027-03-27T23:50:00+01:00 | 2027-04-06T21:50:00Z | 2027-04-06T22:00:00Z | past_target past_target late
eu-e-evidence/refusal-window | trigger_at=2026-12-22T16:40:10Z state=IE addressee_received_at=2026-12-22T16:40:10Z | 2027-01-01T16:40:10Z | 2027-01-05T00:00:00Z | past_target past_target late
eu-e-evidence/refusal-window | trigger_at=2026-11-30T23:59:59+01:00 state=NL addressee_received_at=2026-11-30T23:59:59+01:00 | 2026-12-10T22:59:59Z | 2026-12-10T23:00:00Z | in_time past_target late
eu-e-evidence/refusal-window-emergency | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-14T09:15:00Z | 2027-02-14T10:00:00Z | past_target past_target late
eu-e-evidence/refusal-window-emergency | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-03-31T22:50:00Z | 2027-03-31T23:00:00Z | past_target past_target late
eu-e-evidence/refusal-window-emergency | trigger_at=2026-12-22T16:40:10Z state=IE | 2026-12-26T16:40:10Z | 2026-12-26T17:00:00Z | past_target past_target late
eu-e-evidence/refusal-window-emergency | trigger_at=2026-11-30T23:59:59+01:00 state=NL | 2026-12-04T22:59:59Z | 2026-12-04T23:00:00Z | in_time past_target late
eu-e-evidence/clarify-epoc | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-15T09:15:00Z | 2027-02-15T23:00:00Z | past_target past_target late
eu-e-evidence/clarify-epoc | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-04-01T21:50:00Z | 2027-04-01T22:00:00Z | past_target past_target late
eu-e-evidence/clarify-epoc | trigger_at=2026-12-22T16:40:10Z state=IE | 2026-12-27T16:40:10Z | 2026-12-29T00:00:00Z | past_target past_target late
eu-e-evidence/clarify-epoc | trigger_at=2026-11-30T23:59:59+01:00 state=NL | 2026-12-05T22:59:59Z | 2026-12-07T23:00:00Z | past_target past_target late
eu-e-evidence/clarify-epoc-pr | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-15T09:15:00Z | 2027-02-15T23:00:00Z | past_target past_target late
eu-e-evidence/clarify-epoc-pr | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-04-01T21:50:00Z | 2027-04-01T22:00:00Z | past_target past_target late
eu-e-evidence/clarify-epoc-pr | trigger_at=2026-12-22T16:40:10Z state=IE | 2026-12-27T16:40:10Z | 2026-12-29T00:00:00Z | past_target past_target late
eu-e-evidence/clarify-epoc-pr | trigger_at=2026-11-30T23:59:59+01:00 state=NL | 2026-12-05T22:59:59Z | 2026-12-07T23:00:00Z | past_target past_target late
eu-e-evidence/ex-post-validation | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-12T09:15:00Z | 2027-02-12T10:00:00Z | past_target past_target late
eu-e-evidence/ex-post-validation | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-03-29T22:50:00Z | 2027-03-29T23:00:00Z | past_target past_target late
eu-e-evidence/ex-post-validation | trigger_at=2026-12-22T16:40:10Z state=IE | 2026-12-24T16:40:10Z | 2026-12-24T17:00:00Z | past_target past_target late
eu-e-evidence/ex-post-validation | trigger_at=2026-11-30T23:59:59+01:00 state=NL | 2026-12-02T22:59:59Z | 2026-12-02T23:00:00Z | in_time past_target late
eu-e-evidence/preserve | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-04-12T22:00:00Z | 2027-04-12T22:00:00Z | in_time in_time late
eu-e-evidence/preserve | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-05-26T22:00:00Z | 2027-05-26T22:00:00Z | in_time in_time late
eu-e-evidence/preserve | trigger_at=2026-12-22T16:40:10Z state=IE | 2027-02-23T00:00:00Z | 2027-02-23T00:00:00Z | in_time in_time late
eu-e-evidence/preserve | trigger_at=2026-11-30T23:59:59+01:00 state=NL | 2027-01-29T23:00:00Z | 2027-01-29T23:00:00Z | in_time in_time late
eu-e-evidence/enforcement-recognition | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-17T09:15:00Z | 2027-02-17T23:00:00Z | past_target past_target late
eu-e-evidence/enforcement-recognition | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-04-05T21:50:00Z | 2027-04-05T22:00:00Z | past_target past_target late
eu-e-evidence/enforcement-recognition | trigger_at=2026-12-22T16:40:10Z state=IE | 2026-12-30T16:40:10Z | 2026-12-31T00:00:00Z | past_target past_target late
eu-e-evidence/enforcement-recognition | trigger_at=2026-11-30T23:59:59+01:00 state=NL | 2026-12-07T22:59:59Z | 2026-12-07T23:00:00Z | in_time past_target late
eu-e-evidence/enforcement-information | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-17T09:15:00Z | 2027-02-17T23:00:00Z | past_target past_target late
eu-e-evidence/enforcement-information | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-04-05T21:50:00Z | 2027-04-05T22:00:00Z | past_target past_target late
eu-e-evidence/enforcement-information | trigger_at=2026-12-22T16:40:10Z state=IE | 2026-12-30T16:40:10Z | 2026-12-31T00:00:00Z | past_target past_target late
eu-e-evidence/enforcement-information | trigger_at=2026-11-30T23:59:59+01:00 state=NL | 2026-12-07T22:59:59Z | 2026-12-07T23:00:00Z | in_time past_target late
eu-e-evidence/statistics | trigger_on=2026-12-31 state=FR | 2027-03-31T22:00:00Z | 2027-03-31T22:00:00Z | in_time in_time late
eu-e-evidence/statistics | trigger_on=2027-12-31 state=IE | 2028-03-31T23:00:00Z | 2028-03-31T23:00:00Z | in_time in_time late
eu-e-evidence/commission-report | trigger_on=2028-12-31 | 2029-06-30T22:00:00Z | 2029-06-30T22:00:00Z | in_time in_time late
";
