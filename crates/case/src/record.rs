//! `sanad record`: the record as HTML, PDF, CSV and charts.
