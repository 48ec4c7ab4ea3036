"""The rules of the marketplace. Standard library only: no Telegram, no SQL, no clock of its own."""
