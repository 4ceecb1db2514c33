//! The last question before bytes leave: may this letter go, now? Asked at queue time and again before every attempt,
//! because a ground that was raised, or an agreement that was suspended, in between still holds what was allowed before.

use domain::letter::BodyKind;
use domain::measure::Measure;

use crate::act::ActError;
use crate::dispatch::Parcel;
use crate::measures::measure_stream;
use crate::node::Node;

/// The reason to hold a letter back, if there is one.
///
/// # Errors
/// If the measure cannot be read: then nothing leaves either.
pub async fn hold(node: &Node, parcel: &Parcel) -> Result<Option<String>, ActError> {
    if let Some(reason) = crate::agreements::held::hold(node, parcel).await? {
        return Ok(Some(reason.code().to_owned()));
    }
    if parcel.kind != BodyKind::HandoverOffer.id() {
        return Ok(None);
    }
    if node.without_quorum().is_some() {
        return Ok(Some("no-quorum".to_owned()));
    }
    let measure = parcel.measure.as_deref().unwrap_or_default();
    let measure = domain::ids::MeasureId::parse(measure)
        .map_err(|_| ActError::Corrupt("row outbox".to_owned()))?;
    let stream = measure_stream(&node.config.node, measure, None);
    let Some(state) = node.load::<Measure>(&stream.id).await? else {
        return Ok(Some("no-measure".to_owned()));
    };
    Ok(crate::measures::release_hold(node, &state))
}
