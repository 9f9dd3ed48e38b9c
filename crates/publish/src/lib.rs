//! The record on paper and screen: HTML, PDF, CSV, charts; every figure with its reference.
