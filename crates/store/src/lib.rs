//! Streams, outbox, timers and views on an engine; blobs over an object store. Knows bytes and versions, no law.
