//! What the crate promises to others, from the outside: stories of law, the table of permits, and
//! programs that must not compile.

mod compile;
mod letters;
mod permits;
mod scenarios;
