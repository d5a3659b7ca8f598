"""Not code: outlets, cue verbs, units, zones. Read through crosswire.facts."""
