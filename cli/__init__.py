"""The command line: arguments, messages, exit codes; no logic of the data."""
