"""The commands, by what they are for. Importing a module here registers its commands."""
