//! Record linkage: lists of people in, clusters and reasons out.
