//! The program as its users run it: the real binary, real files, a home of its own for each test.

mod agent;
mod anchor;
mod bad_input;
mod crash;
mod desk;
mod example;
mod manual;
mod planted;
mod review;
mod walk;
