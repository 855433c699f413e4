"""Other formats of the tables, each a pure function from rows and schemas to bytes or text."""
