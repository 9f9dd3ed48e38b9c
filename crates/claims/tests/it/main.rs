//! Tests of the room as its users see it: one binary.

mod imports;
