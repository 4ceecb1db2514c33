//! Counters of the yearly statistics: what is counted, and by which dimensions. Counting is the domain's.

use crate::ids::StatisticId;
use crate::instrument::Provenance;

/// One counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistic {
    /// The name everywhere.
    pub id: StatisticId,
    /// What is counted, apart from each other: `fulfilled`, `not_fulfilled`.
    pub counts: Vec<String>,
    /// The dimensions, in the order of the act: `data_type`, `addressee`, `emergency`, `ground`.
    pub dimensions: Vec<String>,
    /// Whether the figure is a mean time instead of a count.
    pub mean: bool,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Statistic {
    /// The text key of the name: `stat-28-2-a`.
    #[must_use]
    pub fn label_key(&self) -> String {
        let article = self.id.as_str().rsplit_once('/').map_or("", |(_, article)| article);
        format!("stat-{}", article.replace('.', "-"))
    }
}
