"""The words by which a profile is found."""

from typing import TYPE_CHECKING

from marketplace.text import folded, parted

if TYPE_CHECKING:
    from marketplace.people import Profile

WHOLE_SKILL = "="
"""Before a skill as a whole ("=graphic design"); no word that is typed begins with it."""


def words_of(profile: "Profile") -> frozenset[str]:
    """Those of name, description, skills and titles held, folded; and each skill as a whole."""
    person = profile.person
    titles = (entry.title for entry in profile.experience)
    texts = (person.name, person.description, *person.skills, *titles)
    return frozenset(word for text in texts for word in parted(text)) | {
        whole_skill(skill) for skill in person.skills
    }


def whole_skill(skill: str) -> str:
    """The word under which everybody with this very skill stands."""
    return WHOLE_SKILL + folded(skill)
