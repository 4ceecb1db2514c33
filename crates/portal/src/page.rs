//! The pages. Each is a function from its view and the shell to a whole document.

pub mod desk;
pub mod health;
pub mod problem;
pub mod sign_in;
