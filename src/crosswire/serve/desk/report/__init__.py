"""The desk's pages for reports: drafts, choosing claims, writing between them, handing them out."""
