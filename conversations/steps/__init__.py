"""The kinds of questions. One idea a file; what they share is in step.py."""

from conversations.steps.bounded import BoundedMoney
from conversations.steps.bounds import Bounds
from conversations.steps.choice import Choice
from conversations.steps.country import Country
from conversations.steps.entries import Entries
from conversations.steps.files import Files
from conversations.steps.money import Budget, Money
from conversations.steps.number import Number
from conversations.steps.place import Place
from conversations.steps.stars import Stars
from conversations.steps.step import Ask, Filled, Question, Step
from conversations.steps.tags import Tags
from conversations.steps.text import Text
from conversations.steps.words import Words
from conversations.steps.year import Year

__all__ = [
    "Ask",
    "BoundedMoney",
    "Bounds",
    "Budget",
    "Choice",
    "Country",
    "Entries",
    "Files",
    "Filled",
    "Money",
    "Number",
    "Place",
    "Question",
    "Stars",
    "Step",
    "Tags",
    "Text",
    "Words",
    "Year",
]
