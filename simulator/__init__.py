"""A local Telegram: a Bot API server over HTTP that any bot library can talk to, and people."""
