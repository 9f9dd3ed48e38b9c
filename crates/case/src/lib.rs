//! The use cases, one function each, and the implementation of the trait World.
