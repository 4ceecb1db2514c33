//! What officers make from exhibits: bound like the original, packed without it, and destroyed with it.

use domain::exhibit::Making;

use super::*;
use crate::derive::{Made, derive, may_derive};
use crate::exhibits::{Brought, SealedExhibit};

pub(super) const REDACTED: &[u8] = b"From: a letter without a name";

fn made(making: Making, parents: &[ExhibitId]) -> Made {
    Made {
        making,
        parents: parents.iter().copied().collect(),
        tool: "pdfredact".to_owned(),
        version: "4.1".to_owned(),
        method: "names covered with --boxes names.json".to_owned(),
        loss: "the sender's address is not in it".to_owned(),
    }
}

impl Kept {
    async fn try_make(
        &self,
        login: &str,
        making: Making,
        parents: &[ExhibitId],
    ) -> Result<SealedExhibit, ActError> {
        let node = &self.node;
        let made = made(making, parents);
        may_derive(node, &self.officer(login), self.case, &made).await?;
        let id = ExhibitId::new(node.random.uuid_v7(node.now().as_millisecond()));
        let mut ingest = Ingest::begin(node, id);
        ingest.push(REDACTED).await.unwrap();
        let ingested = ingest.finish().await.unwrap();
        let brought = Brought::parse("redacted.eml", Some("message/rfc822")).unwrap();
        let officer = self.officer(login);
        derive(node, &officer, self.case, &made, &brought, (id, &ingested), None).await
    }

    pub(super) async fn make_one(&self, making: Making, parents: &[ExhibitId]) -> SealedExhibit {
        self.try_make("judge", making, parents).await.unwrap()
    }

    pub(super) async fn known(&self, id: ExhibitId) -> Exhibit {
        self.node.load::<Exhibit>(&id.urn(&self.node.config.node)).await.unwrap().unwrap()
    }

    async fn listed(&self) -> Vec<String> {
        let all = of_case(&self.node, self.case).await.unwrap();
        all.iter().map(|(_, exhibit)| exhibit.item().exhibit_no.to_string()).collect()
    }
}

#[tokio::test]
async fn a_redacted_text_is_an_exhibit_of_its_own_and_the_original_stays_as_it_was() {
    let kept = Kept::make().await;
    let [first, second] = kept.exhibits;
    let before = kept.node.content(first).await.unwrap();
    let redacted = kept.make_one(Making::Redact, &[first]).await;
    assert_eq!(redacted.no.as_str(), "X-1-R1-D1");
    assert_eq!(read(&kept.node, redacted.id).await.unwrap(), REDACTED);
    assert_eq!(read(&kept.node, first).await.unwrap(), CONTENT);
    assert_eq!(kept.node.content(first).await.unwrap(), before);
    assert_eq!(kept.node.keys.n_deks_alive(redacted.id).await.unwrap(), 1);
    // Numbers go on from the root, and both sides of the record name the other.
    let translated = kept.make_one(Making::Translate, &[redacted.id]).await;
    let both = kept.make_one(Making::Derive, &[second, redacted.id]).await;
    assert_eq!(translated.no.as_str(), "X-1-R1-D2");
    assert!(both.no.as_str().starts_with("X-"), "{}", both.no);
    assert_eq!(kept.known(first).await.item().derived, [redacted.id].into());
    let below = [translated.id, both.id].into();
    assert_eq!(kept.known(redacted.id).await.item().derived, below);
    let child = kept.known(both.id).await;
    assert_eq!(child.item().derived_from, [second, redacted.id].into());
    assert_eq!(child.item().case, Some(kept.case));
    let facts = kept.node.store.load(&redacted.id.urn(&kept.node.config.node), 0).await.unwrap();
    let kinds: Vec<_> = facts.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["redact", "translate", "derive"],
        "its own first entry, then what was made from it"
    );
    assert_eq!(kept.listed().await.len(), 5);
    assert_eq!(kept.listed().await[..3], ["X-1-R1", "X-2-R2", "X-1-R1-D1"]);
}

#[tokio::test]
async fn only_an_office_that_reads_content_makes_something_from_it() {
    let kept = Kept::make().await;
    let [first, _] = kept.exhibits;
    let refused = kept.try_make("clerk", Making::Redact, &[first]).await.unwrap_err();
    assert_eq!(denied(refused).code(), "not-found");
    let nothing = kept.try_make("judge", Making::Redact, &[]).await;
    assert!(matches!(nothing, Err(ActError::NotFound)));
    let unknown = kept.try_make("judge", Making::Redact, &[ExhibitId::new([9; 16])]).await;
    assert!(matches!(unknown, Err(ActError::NotFound)));
    assert_eq!(kept.n_blobs().await, 2, "nothing is read of a file that may not come");
}

#[tokio::test]
async fn a_hold_before_and_after_binds_what_was_made_from_it() {
    let kept = Kept::make().await;
    let [first, second] = kept.exhibits;
    let (judge, clerk, why) = (kept.officer("judge"), kept.officer("clerk"), why());
    let until = kept.node.now().checked_add(240.hours()).unwrap();
    let one: BTreeSet<ExhibitId> = [first].into();
    let before = hold(&kept.node, &judge, kept.case, &one, until, &why, None).await.unwrap();
    let redacted = kept.make_one(Making::Redact, &[first, second]).await;
    let holds = async || {
        let item = kept.known(redacted.id).await;
        item.item().holds.iter().map(|held| held.hold).collect::<Vec<_>>()
    };
    assert_eq!(holds().await, [before]);
    let two: BTreeSet<ExhibitId> = [second].into();
    let after = hold(&kept.node, &judge, kept.case, &two, until, &why, None).await.unwrap();
    assert_eq!(holds().await, [before, after]);
    // Ended on one, it has ended on all.
    lift(&kept.node, &clerk, kept.case, before, &why, None).await.unwrap();
    assert_eq!(holds().await, [after]);
    let proposed = kept.propose("judge").await.unwrap();
    let refused = denied(kept.approve("prosecutor", proposed).await.unwrap_err());
    assert_eq!(
        refused.code(),
        "on-hold",
        "the hold on the other parent keeps the text, and with it both"
    );
}

#[tokio::test]
async fn three_generations_are_destroyed_together_and_nothing_of_them_opens() {
    let kept = Kept::make().await;
    let [first, second] = kept.exhibits;
    let child = kept.make_one(Making::Redact, &[first]).await;
    let grandchild = kept.make_one(Making::Translate, &[child.id]).await;
    let beside = kept.make_one(Making::Convert, &[second]).await;
    let erasure = kept.propose("judge").await.unwrap();
    let urn = erasure.urn(&kept.node.config.node);
    let proposed = kept.node.load::<Erasure>(&urn).await.unwrap().unwrap();
    let named: Vec<_> = proposed.proposed().request.exhibits.keys().copied().collect();
    assert_eq!(named.len(), 3, "the officers see everything that goes");
    kept.approve("prosecutor", erasure).await.unwrap();
    assert!(run_once(&kept.node).await.unwrap());
    for id in [first, child.id, grandchild.id] {
        assert_eq!(kept.known(id).await.state(), RecordState::Deleted);
        assert!(matches!(read(&kept.node, id).await, Err(ActError::NotFound)));
        assert_eq!(kept.node.keys.n_deks_alive(id).await.unwrap(), 0);
    }
    let certificate = kept.certificate(erasure).await;
    assert_eq!((certificate.keys.len(), certificate.n_objects), (3, 3));
    for (id, content) in [(second, CONTENT), (beside.id, REDACTED)] {
        assert_eq!(read(&kept.node, id).await.unwrap(), content);
    }
    // From what is gone nothing is made.
    let late = kept.try_make("judge", Making::Redact, &[child.id]).await.unwrap_err();
    assert_eq!(denied(late).code(), "closed");
}

#[tokio::test]
async fn what_was_made_after_the_proposal_must_be_proposed_too() {
    let kept = Kept::make().await;
    let [first, _] = kept.exhibits;
    let early = kept.propose("judge").await.unwrap();
    let redacted = kept.make_one(Making::Redact, &[first]).await;
    let left = denied(kept.approve("prosecutor", early).await.unwrap_err());
    assert_eq!(left, Denied::DerivativeLeft { exhibit: redacted.no.clone() });
    assert_eq!(kept.known(first).await.state(), RecordState::Sealed);
    let again = kept.propose("judge").await.unwrap();
    kept.approve("prosecutor", again).await.unwrap();
    assert!(run_once(&kept.node).await.unwrap());
    assert_eq!(kept.known(redacted.id).await.state(), RecordState::Deleted);
    // A child that is gone keeps its parent from nothing, and is not named twice.
    let kept = Kept::make().await;
    let redacted = kept.make_one(Making::Redact, &[kept.exhibits[0]]).await;
    let (judge, why) = (kept.officer("judge"), why());
    let child: BTreeSet<ExhibitId> = [redacted.id].into();
    let trigger = Trigger::Redress;
    let proposed = propose(&kept.node, &judge, kept.case, &child, trigger, &why, None).await;
    kept.approve("prosecutor", proposed.unwrap()).await.unwrap();
    assert!(run_once(&kept.node).await.unwrap());
    assert_eq!(kept.known(kept.exhibits[0]).await.state(), RecordState::Sealed);
    let erasure = kept.ordered().await;
    assert!(run_once(&kept.node).await.unwrap());
    assert_eq!(kept.certificate(erasure).await.keys.len(), 1);
}

#[tokio::test]
async fn what_is_refused_after_an_attempt_kept_its_key_leaves_nothing_that_opens() {
    let kept = Kept::make().await;
    let node = &kept.node;
    let made = made(Making::Redact, &[kept.exhibits[0]]);
    let id = ExhibitId::new(node.random.uuid_v7(node.now().as_millisecond()));
    let mut ingest = Ingest::begin(node, id);
    ingest.push(REDACTED).await.unwrap();
    let ingested = ingest.finish().await.unwrap();
    // As by an attempt that another act overtook, which ordered the parent's destruction.
    let kek = node.keys.kek(&format!("case:{}", kept.case), 1).await.unwrap();
    node.keep_content(&kek, id, &ingested).await.unwrap();
    kept.ordered().await;
    let brought = Brought::parse("redacted.eml", Some("message/rfc822")).unwrap();
    let judge = kept.officer("judge");
    let refused = derive(node, &judge, kept.case, &made, &brought, (id, &ingested), None).await;
    assert_eq!(denied(refused.unwrap_err()).code(), "closed");
    assert_eq!(node.keys.n_deks_alive(id).await.unwrap(), 0);
    assert_eq!(kept.n_blobs().await, 2, "its ciphertext is gone");
}
