//! The notice to the person for one reader at the issuer: where it stands, what the law asks, what can be done.

use jiff::civil::Date;
use law::ids::{CheckId, Cite, Mark, Party};

use crate::ctx::Ctx;
use crate::letter::Language;
use crate::measure::notice::{Days, Means, Notice, NoticeAct, Proof, Telling, Verdict, days, rule};
use crate::measure::{Command, Issued};

/// The notice of a measure with what the law says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeSeen {
    /// Its name in the pack; its words are under `notice-…`.
    pub id: CheckId,
    /// Who owes it.
    pub by: Party,
    /// The standard of the act.
    pub standard: String,
    /// The grounds on which it may wait.
    pub delay_grounds: Vec<String>,
    /// Where the law says so.
    pub cite: Cite,
    /// How sure the wording is.
    pub mark: Mark,
    /// Where it stands.
    pub standing: Notice,
    /// Today, at the issuer.
    pub today: Date,
    /// The first day on which a delay decided now can be reviewed.
    pub review_from: Date,
    /// The last one.
    pub review_until: Date,
}

/// The notice, where the law asks this side for one.
pub(super) fn seen(issued: &Issued, ctx: &Ctx<'_>) -> Option<NoticeSeen> {
    let rule = rule(&issued.draft.kind, ctx)?;
    let Days { today, review_from, review_until } = days(ctx);
    Some(NoticeSeen {
        id: rule.id.clone(),
        by: rule.by,
        standard: rule.standard.clone(),
        delay_grounds: rule.delay_grounds.clone(),
        cite: rule.provenance.cite.clone(),
        mark: rule.provenance.mark,
        standing: issued.notice.clone(),
        today,
        review_from,
        review_until,
    })
}

/// What could be done about it now, filled so that only the state, the person and the law can say no.
pub(super) fn candidates(issued: &Issued, ctx: &Ctx<'_>) -> Vec<Command> {
    let acts = match &issued.notice {
        Notice::Due(owed) => {
            let review = owed.asked.as_ref().map(|asked| NoticeAct::Review {
                asked: asked.n,
                verdict: Verdict::Declined { why: "?".to_owned() },
            });
            let mut acts: Vec<_> = give(ctx).into_iter().chain(defer(issued, ctx)).collect();
            acts.extend(review);
            acts
        }
        Notice::Deferred(_) => {
            give(ctx).into_iter().chain([NoticeAct::EndDelay { why: "?".to_owned() }]).collect()
        }
        Notice::Given(_) | Notice::NotOwed => Vec::new(),
    };
    acts.into_iter().map(Command::Notice).collect()
}

fn give(ctx: &Ctx<'_>) -> Option<NoticeAct> {
    Some(NoticeAct::Give(Telling {
        told_on: days(ctx).today,
        means: Means::Letter,
        language: Language::parse("en")?,
        remedies: "?".to_owned(),
        proof: Proof { letter: "?".to_owned(), sha256: None },
    }))
}

fn defer(issued: &Issued, ctx: &Ctx<'_>) -> Option<NoticeAct> {
    let known = rule(&issued.draft.kind, ctx)?;
    Some(NoticeAct::Defer {
        ground: known.delay_grounds.first()?.clone(),
        reasons: "?".to_owned(),
        justification: "?".to_owned(),
        review_on: Some(days(ctx).review_from),
    })
}
