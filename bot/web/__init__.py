"""Everything that comes over HTTP: updates from Telegram, big files from and to people, health."""
