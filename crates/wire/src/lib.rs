//! Every byte that outlives a process: stored events, letters, bundles, and the sans-IO link between two nodes. Pure.
