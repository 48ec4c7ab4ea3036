"""`perfectlancer demo`: the real program beside a Telegram of one's own.

live.py opens it in a page, played.py plays the story of story.py in it.
"""
