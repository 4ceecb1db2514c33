//! Many nodes, one thread, one seed: journeys and fault loops. Never in the shipped binary.
