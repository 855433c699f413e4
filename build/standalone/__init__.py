"""Programs that are published in a package as they stand here: one file each, the standard library alone."""
