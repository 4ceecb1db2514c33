//! Orders: each that was begun was issued once and arrived once (CK-5), and both sides count the same time from the same
//! instant (CK-10). What an order says is sealed for its node, so this part alone reads with the node's own code.

use domain::ids::MeasureId;
use domain::letter::CopyKind;
use domain::measure::{Issued, Issuing, Measure, PeerAct, Received, Standing};

use super::books::Books;
use super::{Evidence, Finder, Invariant};
use crate::SimError;
use crate::founding::ready;
use crate::officer::{LETTER, Officer};

/// CK-5, by counting: so many orders begun, so many letters that issue one.
pub(super) fn effects(found: &mut Finder, from: &Books, to: &Books, officer: &Officer) {
    if !officer.is_done() {
        found.add(Invariant::Rest, format!("not all is issued: {:?}", officer.refusals()));
    }
    let issued = from.outbox.iter().filter(|sent| sent.kind == "measure.issue").count();
    let begun = officer.measures();
    if issued != begun.len() {
        let what = format!("{} orders begun, {issued} letters written", begun.len());
        found.add(Invariant::Effect, what);
    }
    for measure in begun {
        let received = to.kinds(&format!(":{measure}"));
        let n = received.iter().filter(|kind| **kind == "received").count();
        if n != 1 {
            found.add(Invariant::Effect, format!("{}: {measure} came {n} times", to.name));
        }
    }
}

/// CK-10: both sides know the same receipt, the same letter about the order and the same end of every time they both count.
pub(super) fn deadlines(found: &mut Finder, evidence: &Evidence<'_>) -> Result<(), SimError> {
    let [issuer, provider] = evidence.hosts;
    let (issuer, provider) = (ready(issuer.open())??, ready(provider.open())??);
    for measure in evidence.officer.measures() {
        let id = MeasureId::parse(&measure);
        let id = id.map_err(|error| SimError::Open(error.to_string()))?;
        let here = ready(issuer.load::<Measure>(&id.urn(&issuer.config.node)))??;
        let there = ready(provider.load::<Measure>(&id.urn(&provider.config.node)))??;
        match (&here, &there) {
            (
                Some(Measure::Issuing(Issuing::Issued(issued))),
                Some(Measure::Executing(executing)),
            ) => same_time(found, &measure, issued, executing.received()),
            (here, there) => {
                let word = |measure: &Option<Measure>| measure.as_ref().map(Measure::word);
                let what = format!("{measure}: {:?} and {:?}", word(here), word(there));
                found.add(Invariant::Effect, what);
            }
        }
    }
    Ok(())
}

fn same_time(found: &mut Finder, measure: &str, issued: &Issued, received: &Received) {
    let receipt = issued.receipts.get(&CopyKind::Addressee);
    if receipt != Some(&received.received_at) {
        let what = format!("{measure}: {receipt:?}, {}", received.received_at);
        found.add(Invariant::Deadlines, what);
    }
    let told = received.acts.iter().filter(|staged| match &staged.act {
        PeerAct::Said { form, .. } => {
            form.as_str() == LETTER && matches!(staged.standing, Standing::Taken(_))
        }
        PeerAct::Acknowledged { .. }
        | PeerAct::Cleared
        | PeerAct::Objected { .. }
        | PeerAct::OfferedHandover { .. }
        | PeerAct::Refused { .. }
        | PeerAct::Withdrew { .. } => false,
    });
    let (n_told, n_said) = (told.count(), issued.talk.said.len());
    if (n_told, n_said) != (1, 1) {
        let what = format!("{measure}: {n_said} letters said, {n_told} heard");
        found.add(Invariant::Effect, what);
    }
    let mut n_shared = 0;
    for due in &received.dues {
        let Some(other) = issued.dues.iter().find(|other| other.clock == due.clock) else {
            continue;
        };
        n_shared += 1;
        if other != due {
            found.add(Invariant::Deadlines, format!("{measure}: {due:?}, {other:?}"));
        }
    }
    if n_shared == 0 {
        found.add(Invariant::Deadlines, format!("{measure}: no clock on both sides"));
    }
}
