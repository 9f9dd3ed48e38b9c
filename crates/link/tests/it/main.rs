//! Lists with known truth in, clusters out.
