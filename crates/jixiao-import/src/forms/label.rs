//! Labels of forms, however they are typed.
