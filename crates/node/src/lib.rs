//! The shell: configuration, sign-in, HTTP, peers, workers; one library and the one binary.
