//! Every page, in every language: goldens, what must be true of all of them, and the words they use.

mod fixture;
mod golden;
mod hostile;
mod measure;
mod rules;
mod scan;
mod words;
