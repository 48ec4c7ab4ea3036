# What was said on a line: its pages, a message in full, what a search found.

btn-make-delivery = 📦 Make this a delivery
