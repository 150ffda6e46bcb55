"""What moderators run beside the wiki: reading it, judging what was said, writing summaries back, the archive."""
