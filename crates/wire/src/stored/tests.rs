//! Every event through fields and back.
