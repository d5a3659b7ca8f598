"""The web desk: pages for a person, beside the API, over the same archive and behind the same guard."""
