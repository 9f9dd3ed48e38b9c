//! The vocabulary of Sanad as checked types, and the trait World: what may be asked of the outside.
