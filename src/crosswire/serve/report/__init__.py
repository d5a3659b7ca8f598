"""Reports: claims that a person chose, words between them, footnotes to sentences, an appendix."""
