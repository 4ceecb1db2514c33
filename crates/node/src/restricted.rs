//! Evidence that may not be used: the law of the measure that brought it says so, and nothing of it leaves.

use std::collections::{BTreeMap, BTreeSet};

use domain::denied::Denied;
use domain::exhibit::Exhibit;
use domain::ids::{ExhibitId, MeasureId};
use domain::measure::{Measure, restriction};
use law::ids::Cite;

use crate::act::ActError;
use crate::derive::ancestors;
use crate::node::Node;

/// Asks each measure once, however many exhibits it brought.
#[derive(Debug, Default)]
pub struct Restrictions {
    known: BTreeMap<MeasureId, Option<Cite>>,
}

impl Restrictions {
    /// Where the law forbids the use of this exhibit, if it does.
    ///
    /// # Errors
    /// If a record is damaged.
    pub async fn of(&mut self, node: &Node, exhibit: &Exhibit) -> Result<Option<Cite>, ActError> {
        if let Some(cite) = self.of_one(node, exhibit).await? {
            return Ok(Some(cite));
        }
        // What was made from evidence that may not be used may not be used either.
        for ancestor in ancestors(node, exhibit).await? {
            if let Some(cite) = self.of_one(node, &ancestor).await? {
                return Ok(Some(cite));
            }
        }
        Ok(None)
    }

    async fn of_one(&mut self, node: &Node, exhibit: &Exhibit) -> Result<Option<Cite>, ActError> {
        let Some(basis) = &exhibit.item().basis else { return Ok(None) };
        if let Some(known) = self.known.get(&basis.measure) {
            return Ok(known.clone());
        }
        // What cannot be judged is not handed out.
        let unknown = || ActError::Corrupt("measure of an exhibit".to_owned());
        let measure = node.load::<Measure>(&basis.measure.urn(&node.config.node)).await?;
        let measure = measure.ok_or_else(unknown)?;
        let roster = node.roster_view();
        let ctx = node.ctx(node.now(), measure.instrument(), &roster).ok_or_else(unknown)?;
        let cite = restriction(&measure, &ctx);
        self.known.insert(basis.measure, cite.clone());
        Ok(cite)
    }
}

/// That all of these may be used.
///
/// # Errors
/// [`Denied::Restricted`] with the place in the law, if one of them may not.
pub async fn all_usable(node: &Node, exhibits: &BTreeSet<ExhibitId>) -> Result<(), ActError> {
    let mut restrictions = Restrictions::default();
    for id in exhibits {
        let Some(exhibit) = node.load::<Exhibit>(&id.urn(&node.config.node)).await? else {
            continue;
        };
        if let Some(cite) = restrictions.of(node, &exhibit).await? {
            return Err(Denied::Restricted { cite }.into());
        }
    }
    Ok(())
}
