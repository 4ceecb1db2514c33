//! Directories that are founded, changed and attacked. Each attack of the suite is met by one code, and everything else of
//! the directory stays as it was.

mod attacks;
mod changes;
mod files;
mod world;
