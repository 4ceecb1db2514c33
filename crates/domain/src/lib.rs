//! The legal acts as deciders: permits, effects, what a reader may see. Pure.
