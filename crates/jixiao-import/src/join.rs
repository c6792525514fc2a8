//! What the forms of several files say of one unit, joined.
