"""Where pages, records and briefs lie between runs."""
