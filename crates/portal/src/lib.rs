//! State to HTML and JSON for one reader in one language. Pure.
